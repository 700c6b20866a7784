"""What looks odd is said and stops nothing; figures of docs/method/entries.md, "Warnings"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, A, Cast, carry, confirm, enter, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.queries import entries, reused_evidence, warnings_for
from tallystick.entries.queries.warnings import warnings_of_report
from tallystick.entries.rules.reports import CanonicalLine, StatedLine
from tallystick.entries.rules.warnings import Past, warnings_of
from tallystick.kernel.problem import sentences
from tallystick.programme.services import create_pairing, set_matching_policy
from tallystick.regions.models import Region

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"


def codes(yuan: str, own: tuple[int, ...] = (), peers: tuple[int, ...] = ()) -> list[str]:
    """Return what is said of a sale of so many yuan, after so many yuan here and elsewhere."""
    line = CanonicalLine("CNY", int(float(yuan) * 100), "{}", "{}")
    past = Past(tuple(n * 100 for n in own), tuple(n * 100 for n in peers))
    return [p.code for p in warnings_of("sale", "sold", [line], [past])]


USUAL = (23_410, 25_120, 21_800, 24_060, 22_950)


@pytest.mark.parametrize(
    ("yuan", "own", "peers", "says"),
    [
        ("24000.50", USUAL, (), []),
        ("24100", USUAL, (), []),
        ("5000", (), (), ["warn-round"]),
        ("500", (), (), []),
        ("5100", (), (), []),
        ("2.35", USUAL, (), ["warn-ten-thousand"]),
        ("234117000", USUAL, (), ["warn-ten-thousand"]),
        ("2341170", USUAL, (), ["warn-hundred"]),
        ("234117", USUAL, (), ["warn-tenfold"]),
        ("2341", USUAL, (), ["warn-tenfold"]),
        ("81230", USUAL, (), ["warn-unlike-own"]),
        ("81230", USUAL[:3], (), []),
        ("74000", USUAL, (), []),
        ("281230", (), USUAL, ["warn-unlike-peers"]),
        ("281230", (), USUAL[:4], []),
        ("210000", (), USUAL, []),
        ("0", USUAL, USUAL, []),
    ],
)
def test_a_figure_is_held_against_its_own_past_and_its_peers(
    yuan: str, own: tuple[int, ...], peers: tuple[int, ...], says: list[str]
) -> None:
    assert codes(yuan, own, peers) == says


def test_what_is_promised_or_stated_roughly_may_be_round() -> None:
    exact = CanonicalLine("CNY", 5_000_000_00, "{}", "{}")
    rough = CanonicalLine("CNY", 5_000_000_00, "{}", "{}", 1_000_000_00)
    assert [p.code for p in warnings_of("funds", "received", [exact], [Past()])] == ["warn-round"]
    assert not warnings_of("funds", "committed", [exact], [Past()])
    assert not warnings_of("funds", "received", [rough], [Past()])


@pytest.mark.parametrize(("persons", "times", "odd"), [(30, 25, True), (25, 30, False)])
def test_more_persons_than_person_times_are_most_likely_swapped(
    persons: int, times: int, odd: bool
) -> None:
    lines = [
        CanonicalLine("person", persons, "{}", "{}"),
        CanonicalLine("person_time", times, "{}", "{}"),
    ]
    found = [p.code for p in warnings_of("training", "held", lines, [Past(), Past()])]
    assert found == (["warn-persons-over-times"] if odd else [])


def test_each_warning_has_its_sentence_in_both_languages() -> None:
    said = [code for code in sentences() if code.startswith("warn-")]
    assert len(said) == 15
    for code in said:
        assert {"en", "zh"} <= sentences()[code].keys()


def sales(cast: Cast, *amounts: int) -> None:
    for day, amount in enumerate(amounts, 1):
        carry(cast, sale(amount, happened_on=date(2020, 1, day)))


def test_a_slip_is_told_to_clerk_confirmer_and_matcher_and_stops_nobody(cast: Cast) -> None:
    sales(cast, 234_10, 251_20, 218_00)
    odd = confirm(cast, sale(2_341_170_00))
    for actor in (cast.alice, cast.ann, cast.bob):
        (row,) = entries(actor).filter(pk=odd.pk)
        (problem,) = warnings_for([row], actor)[odd.pk]
        assert (problem.code, problem.path) == ("warn-ten-thousand", "lines.1")
        assert problem.sentence("zh")
    done = services.match_entry(entry_id=odd.pk, version=1, basis="own_record", by=cast.bob)
    assert done.state == "posted"


def test_other_codes_places_and_years_are_another_series(cast: Cast) -> None:
    sales(cast, 234_10, 251_20, 218_00)
    carry(cast, sale(240_00, happened_on=date(2018, 1, 1)))
    rows = [
        enter(cast, sale(24_000_00, region="xx-fir-mill")),
        enter(cast, sale(24_000_00, happened_on=date(2019, 11, 1))),
    ]
    assert warnings_for(Entry.objects.filter(pk__in=[r.pk for r in rows]), cast.alice) == {}


@pytest.mark.parametrize(
    ("yuan", "largest", "peer", "says"),
    [
        ("123456780000", 450_100_000, 0, ["warn-far-above-own"]),
        ("123456780000", 30_000_000, 10**12, ["warn-far-above-own"]),
        ("45010000000.01", 450_100_000, 0, ["warn-far-above-own"]),
        ("45010000000", 450_100_000, 0, []),
        ("123456780000", 0, 45_000_000, ["warn-far-above-peers"]),
        ("123456780000", 0, 450_100_000, []),
        ("123456780000", 0, 0, []),
    ],
)
def test_one_earlier_figure_is_enough_for_what_lies_far_above_it(
    yuan: str, largest: int, peer: int, says: list[str]
) -> None:
    line = CanonicalLine("CNY", round(float(yuan) * 100), "{}", "{}")
    past = Past(largest=largest * 100, largest_peer=peer * 100)
    assert [p.code for p in warnings_of("sale", "sold", [line], [past])] == says
    # Told once: what is known of the usual says more.
    usual = [p.code for p in warnings_of("sale", "sold", [line], [replace(past, own=(1,) * 4)])]
    assert usual == ["warn-unlike-own"]


def test_two_earlier_figures_of_other_sizes_and_codes_hide_no_slip(cast: Cast) -> None:
    carry(cast, sale(1_000_00, happened_on=date(2019, 6, 15)))
    carry(cast, sale(30_000_000_00, happened_on=date(2020, 1, 15)))
    odd = confirm(cast, sale(123_456_780_000_00))
    assert [p.code for p in warnings_for([odd], cast.bob)[odd.pk]] == ["warn-far-above-own"]


def test_the_first_figure_after_a_re_pairing_is_held_to_the_pairing_before(cast: Cast) -> None:
    carry(cast, sale(450_100_000_00, happened_on=date(2019, 12, 31)))
    rows = [
        enter(cast, sale(amount, side=side))
        for side, amount in (
            ("supported", 123_456_780_000_00),
            ("supporting", 123_456_780_000_00),
            ("supported", 4_501_000_000_01),
        )
    ]
    # A new book: the other pairing of the cast stands for it.
    other = create_pairing(
        code="far-fir", programme="nowhere", supporting="xx-far", supported=A, level="city",
        by=SYSTEM,
    )  # fmt: skip
    Entry.objects.filter(pk__in=[row.pk for row in rows]).update(
        book=other, pairing=other, partner=other.supporting
    )
    rows = list(Entry.objects.filter(pk__in=[row.pk for row in rows]).order_by("number"))
    odd = warnings_for(rows, cast.alice)
    assert {row.number: [p.code for p in odd[row.pk]] for row in rows if row.pk in odd} == {
        rows[0].number: ["warn-far-above-own"]
    }
    assert "450" not in odd[rows[0].pk][0].sentence("en").replace("123,456,780,000", "")


def test_warnings_take_three_queries_however_many_entries(cast: Cast) -> None:
    sales(cast, 234_10, 251_20, 218_00, 1_00, 2_00)
    rows = list(entries(cast.alice))
    with CaptureQueriesContext(connection) as asked:
        warnings_for(rows, cast.alice)
    assert len(asked) == 3


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def attach(cast: Cast, entry: Entry) -> None:
    clerk = cast.alice if entry.side == "supported" else cast.beth
    services.attach_evidence(entry_id=entry.pk, name="a.pdf", content=PDF, by=clerk)


def test_a_receipt_under_two_entries_is_said_under_both(cast: Cast, folder: None) -> None:
    first, second = enter(cast, sale(1)), enter(cast, placed({"in_province": 3}))
    for row in (first, second):
        attach(cast, row)
    found = reused_evidence([first.pk, second.pk], cast.alice)
    assert found[first.pk] == [("a.pdf", (second.number,))]
    assert [p.code for p in warnings_for([first], cast.alice)[first.pk]] == ["warn-evidence-reused"]
    services.withdraw_entry(entry_id=second.pk, version=1, reason="not ours", by=cast.alice)
    assert not reused_evidence([first.pk], cast.alice)


def test_an_entry_out_of_sight_is_not_named(cast: Cast, folder: None) -> None:
    first = confirm(cast, sale(1))
    attach(cast, first)
    hidden = enter(cast, sale(2))
    attach(cast, hidden)
    assert not reused_evidence([first.pk], cast.bob)
    assert reused_evidence([first.pk], cast.alice)


def test_both_halves_of_a_blind_pair_rest_on_one_receipt_by_right(cast: Cast, folder: None) -> None:
    set_matching_policy(
        pairing=cast.pairing, pipeline="sale", policy="blind", reason="tried", by=SYSTEM
    )
    own, other = enter(cast, sale(1)), enter(cast, sale(1, side="supporting"))
    for row, second in ((own, cast.ann), (other, cast.ben)):
        attach(cast, row)
        services.confirm_entry(entry_id=row.pk, version=1, by=second)
    assert own.region.code == A
    assert not reused_evidence([own.pk, other.pk], cast.bob)


def test_one_thing_without_its_name_is_told_of_and_many_are_not(cast: Cast) -> None:
    def odd(pipeline: str, unit: str, amount: int, **changes: Any) -> list[str]:
        line = StatedLine(unit, amount, {"guided": "yes_"}, {})
        report = replace(sale(pipeline=pipeline, **changes), lines=(line,))
        where = Region.objects.get(code="xx-fir"), Region.objects.get(code="xx-quay")
        told = warnings_of_report(report, pairing=cast.pairing, region=where[0], partner=where[1])
        return [problem.code for problem in told]

    assert odd("enterprise", "enterprise", 1, move="outside>landed") == ["warn-unnamed"]
    assert odd("enterprise", "enterprise", 1, move="outside>landed", thing="mill") == []
    assert odd("enterprise", "enterprise", 5, move="outside>landed") == []
    yearly = {"move": "outside>landed", "statement": "year_to_date"}
    assert odd("enterprise", "enterprise", 1, **yearly) == []


def test_the_first_day_of_the_calendar_has_nothing_before_it(cast: Cast) -> None:
    region, partner = cast.pairing.supported, cast.pairing.supporting
    early = sale(234_10, happened_on=date(1, 1, 1))
    told = warnings_of_report(early, pairing=cast.pairing, region=region, partner=partner)
    assert [one.code for one in told if one.code.startswith("warn-ten")] == []
