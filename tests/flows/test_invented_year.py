"""The invented year through the real services: what stands and what flowed, worked by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.invented_year import P1, P2, QUERN, WOLD, M, Y, Year

from tallystick.entries.queries import unposted_lines
from tallystick.journal.queries import head, lines

pytestmark = [pytest.mark.flow, pytest.mark.django_db]

ANSWERS = {
    "reverse an allocation already paid out": "moved-on",
    "a back-dated move that makes a past day negative": "waits: below-floor",
    "pay out more than allocated": "waits: below-floor",
    "new money after the end": "pairing-has-successor",
    "complete before start": "waits: subject-not-there",
    "sign the same project again": "already-standing",
    "start what never landed": "waits: below-floor",
    "a year's sum falls without reason": "year-sum-falls",
    "more out of poverty than persons": "part-exceeds-whole",
    "place a person already in post": "already-standing",
    "sign the live project with the new partner": "already-standing",
    "a sum of the new pairing falls without reason": "year-sum-falls",
}


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_what_must_not_be_is_refused_or_waits(year: Year, name: str) -> None:
    assert year.answers[name] == ANSWERS[name]


def test_nothing_else_was_answered(year: Year) -> None:
    assert year.answers.keys() == ANSWERS.keys()


def total(book: str, wanted: Callable[[Any], bool], until: str = "2020-12-31") -> int:
    """Return the sum of what flowed on the edges `wanted` picks, up to a day."""
    rows = lines(book)
    return sum(row.amount for row in rows if wanted(row) and str(row.valid_from) <= until)


def inflow(pipeline: str, stage: str, unit: str, **codes: str) -> int:
    """Return what came into a stage of both books in the year, never from `carried`."""

    def wanted(row: Any) -> bool:
        return (
            (row.pipeline, row.target, row.unit) == (pipeline, stage, unit)
            and row.source != "carried"
            and all(f'"{d}":"{c}"' in row.cell for d, c in codes.items())
        )

    return sum(total(book, wanted) for book in (P1, P2))


def standing(book: str, pipeline: str, *stages: str, unit: str = "", region: str = "") -> int:
    """Return what stands in some stages of a book at the end of the year."""
    balances: dict[str, int] = defaultdict(int)
    for row in lines(book):
        if row.pipeline == pipeline and unit in ("", row.unit) and region in ("", row.region):
            balances[row.target] += row.amount
            balances[row.source] -= row.amount
    return sum(balances[stage] for stage in stages)


def test_money_from_the_opening_is_no_inflow_and_a_promise_may_be_exceeded(year: Year) -> None:
    assert inflow("funds", "received", "CNY") == M(64)
    assert inflow("funds", "received", "CNY", payer_level="city") == M(22)
    assert inflow("funds", "paid_out", "CNY") == M(29)
    assert standing(P1, "funds", "committed") == M(50) - M(52)


def test_a_reversed_gift_is_gone_from_its_own_month_and_a_late_one_is_in(year: Year) -> None:
    assert inflow("donation", "received", "CNY", form="cash") == Y(1_040_000)
    assert inflow("donation", "received", "CNY", form="goods") == Y(200_000)

    def cash_in_march(row: Any) -> bool:
        return row.pipeline == "donation" and '"form":"cash"' in row.cell

    assert total(P1, cash_in_march, "2020-03-31") == Y(1_040_000)
    then = [row for row in lines(P1) if row.seq <= year.marks["close_q1"] and cash_in_march(row)]
    assert sum(row.amount for row in then) == Y(1_500_000)


def test_signing_again_adds_the_difference_only(year: Year) -> None:
    assert inflow("investment", "contracted", "CNY") == M(420)
    assert inflow("investment", "paid_in", "CNY") == M(210)


def test_levels_follow_what_stands(year: Year) -> None:
    assert standing(P2, "job", "employed", unit="person", region=WOLD) == 95 + 200
    assert standing(P1, "job", "employed") == 0
    assert standing(P2, "facility", "operating", "idle") == 18 + 1 + 2


def test_a_reading_is_replaced_by_the_newer_one(year: Year) -> None:
    assert standing(P1, "survey", "read", unit="CNY_month") == Y(180_000)


def test_a_restated_sum_moves_between_codes_and_ends_where_it_was_stated(year: Year) -> None:
    def quern(row: Any) -> bool:
        return (row.region, row.unit, row.target) == (QUERN, "person", "placed")

    assert total(P1, quern, "2020-03-31") == 120
    assert total(P1, quern) == 250
    assert total(P2, quern) == 38


def test_a_named_project_stands_once_and_signed_is_not_landed(year: Year) -> None:
    assert standing(P2, "project", "signed") == 2
    assert standing(P2, "project", "operating") == 1
    assert standing(P2, "project", "idle") == 1
    assert standing(P1, "project", "signed", "landed", "started", "completed", "operating") == 0


def test_what_is_handed_over_leaves_one_book_and_stands_in_the_other(year: Year) -> None:
    assert standing(P1, "enterprise", "landed", "cooperating", "operating") == 0
    assert standing(P2, "enterprise", "landed", "operating") == 32
    assert {row.partner for row in lines(P2)} == {"delta"}
    handed = [row for book in (P1, P2) for row in lines(book) if row.kind == "hand_over"]
    assert {str(row.valid_from) for row in handed} == {"2020-07-01"}


def test_a_target_amended_down_stands_at_its_new_figure(year: Year) -> None:
    cell = '{"indicator":"LC_TOTAL","period":"2020"}'

    def of(region: str) -> int:
        return sum(
            row.amount * (1 if row.target == "promised" else -1)
            for row in lines(P1)
            if (row.pipeline, row.region, row.cell) == ("target", region, cell)
        )

    assert (of(QUERN), of(WOLD), of("west-north")) == (260, 400, 900)


def test_a_month_without_sales_is_reported_and_counts_once(year: Year) -> None:
    made = [
        row.cell
        for row in lines(P1)
        if (row.pipeline, row.region) == ("report", QUERN) and '"sale"' in row.cell
    ]
    assert len(made) == len(set(made)) == 3


def test_what_waits_and_what_is_disputed_stands_apart(year: Year) -> None:
    apart: dict[tuple[str, str], int] = defaultdict(int)
    for row in unposted_lines(P1):
        apart[row["state"], row["pipeline"]] += row["amount"]
    assert apart == {
        ("disputed", "donation"): Y(300_000),
        ("waiting", "donation"): Y(70_000),
        ("waiting", "sale"): M(2),
    }


def test_the_books_are_as_long_as_the_story(year: Year) -> None:
    assert head(P1).seq > 100 > head(P2).seq > 10
