"""Figures of announcements become claims: once, with whose press said them, numbers or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import SYSTEM, Cast
from tests.indicators.test_claims import Row, keep, named, row_of

from tallystick.access.models import Act
from tallystick.indicators.models import Claim, ClaimFile
from tallystick.indicators.rules.printed import ReadFigure
from tallystick.indicators.services import keep_read_claims
from tallystick.indicators.shapes import claim_json
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Refused

__all__ = ["named"]

TEA = ReadFigure(
    words="消费帮扶500元", value="500", unit="CNY", qualifier="exact", indicator="IC_CONSUMPTION",
    period_start=date(2020, 1, 1), period_end=date(2020, 12, 31),
)  # fmt: skip


def read(cast: Cast, *rows: ReadFigure, **change: Any) -> list[Claim]:
    given = {
        "side": "supported", "name": "News of Fir", "sha256": "e" * 64,
        "url": "https://example.org/news", "source_kind": "media", "by": SYSTEM,
    }  # fmt: skip
    return keep_read_claims(rows, pairing=cast.pairing, **{**given, **change})


def test_a_figure_of_an_announcement_stands_beside_the_row_with_its_press(named: Cast) -> None:
    (claim,) = read(named, TEA)
    assert (claim.side, claim.pairing, claim.supporting_text) == (
        "supported", named.pairing, named.pairing.supporting.name_en,
    )  # fmt: skip
    assert row_of(named).claimed == 50_000
    assert claim_json(claim)["side"] == "supported"


def test_the_same_figure_accepted_again_is_the_same_claim(named: Cast) -> None:
    (first,) = read(named, TEA)
    second, other = read(named, TEA, ReadFigure(words="大获成功"))
    assert (second.pk, other.row, other.value) == (first.pk, 2, "")
    assert ClaimFile.objects.get().claims.count() == 2
    assert [a.after["written"] for a in Act.objects.filter(action="indicators.keep_claims")] == [
        1, 1,
    ]  # fmt: skip


def test_a_claim_known_from_a_file_learns_whose_press_it_is(named: Cast) -> None:
    keep(Row(printed=TEA.words, source_kind="media", url="https://example.org/news"))
    (claim,) = read(named, TEA)
    assert (claim.file.name, claim.side) == ("claims.csv", "supported")
    (claim,) = read(named, TEA, side="other")
    assert claim.side == "supported"
    assert Claim.objects.count() == 1


def test_what_is_stated_without_a_number_is_no_number_of_the_row(named: Cast) -> None:
    wordy = ReadFigure(
        words="消费帮扶成效显著", indicator="IC_CONSUMPTION", period_end=TEA.period_end
    )
    (claim,) = read(named, wordy)
    row = row_of(named)
    assert (row.claimed, [one.printed for one in row.claims]) == (None, [wordy.words])
    assert claim_json(claim)["value"] is None


def test_a_long_statement_is_kept_with_its_beginning_and_another_unit_is_said(named: Cast) -> None:
    long = "很" * 900
    one, other = read(named, ReadFigure(words=long), ReadFigure(
        words="8人次", value="8", unit="person-time", indicator="LC_TOTAL",
    ))  # fmt: skip
    assert (len(one.printed), one.printed[-1], other.flags) == (500, "…", ["unit-differs"])
    assert read(named, ReadFigure(words=long)) == [one]


def test_every_fault_of_the_rows_is_told_at_once_and_nothing_is_kept(named: Cast) -> None:
    bad = ReadFigure(
        words=" ", value="1e6", indicator="TEA", qualifier="perhaps",
        period_start=date(2020, 2, 1), period_end=date(2020, 1, 1),
    )  # fmt: skip
    with pytest.raises(Refused) as told:
        read(named, TEA, bad, side="west", source_kind="hearsay")
    assert [(p.path, p.code) for p in told.value.problems] == [
        ("side", "press-unknown"),
        ("source_kind", "not-in-list"),
        ("2.words", "figure-without-words"),
        ("2.value", "figure-not-exact"),
        ("2.indicator", "not-found"),
        ("2.qualifier", "not-in-list"),
        ("2.period_end", "period-backwards"),
    ]
    assert not Claim.objects.exists()


def test_who_may_not_keep_claims_keeps_none(named: Cast) -> None:
    with pytest.raises(Forbidden):
        read(named, TEA, by=Actor(user_id=None, username="", name="nobody"))
