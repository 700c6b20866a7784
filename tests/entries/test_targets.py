"""A signed text's targets come into the book under the names that signed it, and no other way.

Of `tallystick.entries.services.targets`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.cast import SYSTEM, A, B, Cast, enter, promise, sale, sign

from tallystick.entries import services
from tallystick.entries.models import Basis, Entry
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.rules.reports import StatedLine
from tallystick.indicators.queries import scorecard
from tallystick.journal.models import Transaction
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Target
from tallystick.programme.rules.agreements import TargetText
from tallystick.programme.services import (
    amend_agreement,
    create_pairing,
    propose_version,
    record_agreement,
    state_span,
)

pytestmark = pytest.mark.flow
JUNE = date(2020, 6, 1)


def booked(book: str = "east-west") -> list[tuple[str, str, int]]:
    return [(r.region, r.target, r.amount) for r in lines(book) if r.pipeline == "target"]


def test_no_target_counts_until_both_sides_signed(cast: Cast) -> None:
    version = promise(cast, {"LC_TOTAL": 400}, signed=False)
    services.sign_targets(version=version, region=A, content_hash=version.content_hash, by=cast.amy)
    assert booked() == []
    assert not Entry.objects.exists()
    sign(version, (B, cast.bill))
    assert booked() == [(A, "promised", 400)]


def test_the_signatures_are_the_names_under_the_entry(cast: Cast) -> None:
    at = datetime(2020, 1, 12, 2, tzinfo=UTC)
    version = promise(cast, {"LC_TOTAL": 400}, at=at)
    entry = Entry.objects.get()
    assert (entry.state, entry.promises, entry.number) == ("posted", version, "E-2020-0001")
    acts = [(act.verb, act.name, act.side, act.role, act.basis) for act in entry.acts.all()]
    assert acts == [
        ("reported", "Beth", "supporting", "clerk", ""),
        ("submitted", "Beth", "supporting", "clerk", ""),
        ("confirmed", "Bill", "supporting", "signatory", Basis.SIGNED),
        ("matched", "Amy", "supported", "signatory", Basis.SIGNED),
    ]
    assert version.content_hash in Transaction.objects.get().provenance
    assert list(entry_problems()) == []


def test_a_signed_text_changed_behind_the_books_back_is_found(cast: Cast) -> None:
    promise(cast, {"LC_TOTAL": 400})
    Target.objects.update(amount=300)
    assert [p.value for p in entry_problems()] == ["signed text"]


def test_an_amendment_posts_its_difference_and_a_dropped_target_is_none(cast: Cast) -> None:
    first = promise(cast, {"LC_TOTAL": 400, "LC_POV": 200})
    promise(cast, {"LC_TOTAL": 300}, signed_on=JUNE)
    second = amend_agreement(
        agreement=first.agreement, signed_on=JUNE, dropped=[("", "LC_POV", "")], by=cast.beth
    )
    sign(second, (A, cast.amy), (B, cast.bill))
    assert sorted(booked()) == [
        (A, "promised", 200), (A, "promised", 400), (A, "withdrawn", 100), (A, "withdrawn", 200),
    ]  # fmt: skip
    card = scorecard(cast.pairing, year=2020, actor=SYSTEM, all=True)
    read = {row.indicator: row.target for row in card.rows}
    assert (read["LC_TOTAL"], read["LC_POV"]) == (300, None)


def test_a_target_is_neither_entered_by_hand_nor_reversed(cast: Cast) -> None:
    promise(cast, {"LC_TOTAL": 400})
    by_hand = replace(
        sale(), pipeline="target", move="outside>promised", statement="level",
        lines=(StatedLine("person", 9, {"indicator": "LC_TOTAL", "period": "2020"}, {}),),
    )  # fmt: skip
    with pytest.raises(Refused) as entered:
        enter(cast, by_hand)
    with pytest.raises(Refused) as reversed_:
        services.reverse_entry(
            entry_id=Entry.objects.get().pk, reason="less", by=cast.ben, second=cast.ann
        )
    assert entered.value.code == reversed_.value.code == "target-by-agreement"


def test_targets_of_several_places_are_entries_of_their_own_places(cast: Cast) -> None:
    agreement = record_agreement(
        code="long-" + "a" * 50, pairing=cast.pairing, kind="yearly", year=2020,
        title_en="Long", title_zh="长", by=cast.beth,
    )  # fmt: skip
    texts = [TargetText("LC_TOTAL", 9), *(
        TargetText("LC_TOTAL", n, f"xx-fir-{name}") for name, n in (("mill", 5), ("ford", 3))
    )]  # fmt: skip
    version = propose_version(agreement=agreement, signed_on=JUNE, targets=texts, by=cast.beth)
    sign(version, (A, cast.amy), (B, cast.bill))
    assert sorted(booked()) == [
        (A, "promised", 9), ("xx-fir-ford", "promised", 3), ("xx-fir-mill", "promised", 5),
    ]  # fmt: skip
    references = set(Entry.objects.values_list("own_reference", flat=True))
    assert len(references) == 3
    assert max(map(len, references)) <= 60
    row = {r.indicator: r for r in scorecard(cast.pairing, year=2020, actor=SYSTEM).rows}
    assert row["LC_TOTAL"].target == 9


def test_an_ended_pairing_takes_no_new_targets_and_names_its_successor(cast: Cast) -> None:
    state_span(
        pairing=cast.pairing, valid_from=date(2016, 1, 1), valid_to=date(2020, 5, 31),
        source="invented", preferred=True, by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refused) as alone:
        promise(cast, {"LC_TOTAL": 400}, signed_on=JUNE)
    assert alone.value.code == "no-new-targets"
    promise(cast, {"LC_TOTAL": 400})
    later = create_pairing(
        code="quay-fir-anew", programme="nowhere", supporting=B, supported=A, level="city",
        parent="east-west", by=SYSTEM,
    )  # fmt: skip
    state_span(
        pairing=later, valid_from=JUNE, valid_to=None, source="invented", preferred=True, by=SYSTEM
    )
    with pytest.raises(Refused) as named:
        promise(cast, {"LC_TOTAL": 300}, signed_on=JUNE)
    assert named.value.code == "no-new-targets-in"
    assert "quay-fir-anew" in str(named.value)
    with pytest.raises(Refused) as new:
        enter(cast, sale(happened_on=date(2020, 6, 2)))
    assert new.value.code == "pairing-has-successor"
    assert "quay-fir-anew" in str(new.value)
