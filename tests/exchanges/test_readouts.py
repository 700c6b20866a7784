"""Announcements are kept with their text and listed by what waits in them. All invented."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import Cast

from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.queries.readouts import (
    READOUT_SORTS,
    item_of,
    readout,
    readout_counts,
    readouts,
    readouts_of,
    row_of_readout,
)
from tallystick.exchanges.rules import readouts as rules
from tallystick.exchanges.services import record_meeting
from tallystick.kernel.problem import NotFound

TEXT = "On May 6, Quay received a delegation of Fir. 福建帮扶工坊。"


def told(cast: Cast, code: str = "told", **other: Any) -> Readout:
    """Keep a readout of two items, as a service would."""
    text = other.pop("text", f"{TEXT} {code}")
    made = Readout.objects.create(
        **{
            "code": code, "pairing": cast.pairing, "side": "supporting", "title": "Quay met Fir",
            "text": text, "lang": "en", "published_on": "2021-05-07", "source_kind": "official",
            "sha256": sha256(text.encode()).hexdigest(), "added_at": timezone.now(), **other,
        }
    )  # fmt: skip
    for n, (kind, words) in enumerate((("event", text[:43]), ("person", "Quay")), 1):
        start = text.find(words)
        ReadoutItem.objects.create(
            readout=made, n=n, kind=kind, start=start, end=start + len(words), words=words,
            confidence=90, read={"kind": "visit"},
        )  # fmt: skip
    return made


def decide(made: Readout, *numbers: int) -> None:
    made.items.filter(n__in=numbers).update(decision="accepted", decided_at=timezone.now())


def codes(cast: Cast, **asked: Any) -> list[str]:
    return [one.code for one in readouts(cast.bob, **asked)]


def test_what_the_rules_name_is_what_the_tables_hold() -> None:
    assert tuple(Readout.Side.values) == rules.READOUT_SIDES
    assert tuple(Readout.Lang.values) == rules.LANGUAGES
    assert tuple(Readout.SourceKind.values) == rules.SOURCE_KINDS
    assert tuple(ReadoutItem.Kind.values) == rules.ITEM_KINDS
    assert tuple(ReadoutItem.Decision.values) == ("waiting", *rules.DECISIONS)


def test_a_list_is_narrowed_by_side_year_state_and_words(cast: Cast) -> None:
    first = told(cast, "first")
    told(cast, "second", side="supported", published_on="2020", title="Fir met Quay")
    told(cast, "third", set_aside="It tells of another meeting.")
    decide(first, 1, 2)
    assert codes(cast) == ["third", "first", "second"]
    assert codes(cast, state="waiting") == ["second"]
    assert codes(cast, state="decided") == ["first"]
    assert codes(cast, state="aside") == ["third"]
    assert codes(cast, year=2020) == codes(cast, side="supported") == ["second"]
    assert codes(cast, search="fir met") == ["third", "first", "second"]
    assert codes(cast, search="工坊 second") == ["second"]
    assert codes(cast, pairing="east-west") == []
    assert codes(cast, sort="waiting")[:2] == ["third", "second"]
    assert all(len(codes(cast, sort=sort)) == 3 for sort in READOUT_SORTS)
    assert readout_counts(cast.bob) == {"waiting": 1, "decided": 1, "aside": 1}
    assert readout_counts(cast.bob, year=2020) == {"waiting": 1}
    rows = [row_of_readout(one) for one in readouts(cast.bob, sort="title")]
    assert [(r.readout.code, r.items, r.waiting, r.state) for r in rows] == [
        ("second", 2, 2, "waiting"), ("first", 2, 0, "decided"), ("third", 2, 2, "aside"),
    ]  # fmt: skip


def test_nobody_outside_the_two_sides_finds_it(cast: Cast) -> None:
    made = told(cast)
    assert readout("told", actor=cast.alice).items.count() == 2
    assert ReadoutItem.objects.visible_to(cast.bob).count() == 2
    assert not readouts(cast.chen).exists()
    assert not ReadoutItem.objects.visible_to(cast.chen).exists()
    with pytest.raises(NotFound):
        readout("told", actor=cast.chen)
    with pytest.raises(NotFound):
        item_of(made, 3)
    assert item_of(made, 2).words == "Quay"


def test_both_sides_readouts_of_one_meeting_stand_together(cast: Cast) -> None:
    met = record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2021, 5, 6), title_en="They met",
        title_zh="", by=cast.alice,
    )  # fmt: skip
    told(cast, "late", meeting=met, published_on="2021-05-08", side="supported")
    told(cast, "early", meeting=met)
    told(cast, "aside", meeting=met, set_aside="A copy.")
    told(cast, "other")
    assert [one.code for one in readouts_of(met, actor=cast.bob)] == ["early", "late"]
    assert readouts_of(met, actor=cast.chen) == []
    assert codes(cast, meeting=met.code) == ["late", "aside", "early"]


def test_the_table_refuses_a_text_twice_and_a_decision_without_a_day(cast: Cast) -> None:
    made = told(cast, text="Quay, the same.")
    with pytest.raises(IntegrityError), transaction.atomic():
        told(cast, "again", text="Quay, the same.")
    with pytest.raises(IntegrityError), transaction.atomic():
        made.items.update(decision="accepted")
