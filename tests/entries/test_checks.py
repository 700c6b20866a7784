"""A report is checked whole: every fault at once, each with its place.

Of `tallystick.entries.services.drafts`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import SYSTEM, Cast, funds, placed, sale

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.rules.checks import Known, check_report
from tallystick.entries.rules.reports import StatedLine, content_hash
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.kernel.quantity import LARGEST
from tallystick.programme.services import add_thing, state_span

TODAY = Known(date(2021, 1, 1))
YEAR_20 = {"budget_year": "20"}
CODES = {"sale_mode": "bought", "channel": "online"}


def codes_of(report: Any, known: Known = TODAY) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in check_report(report, known)]


def with_line(**changes: Any) -> Any:
    report = sale()
    return replace(report, lines=(replace(report.lines[0], **changes),))


def test_a_good_report_has_no_problem() -> None:
    assert codes_of(sale()) == []
    assert codes_of(funds("committed>received", 5)) == []
    assert codes_of(placed({"partner": 3})) == []


@pytest.mark.parametrize(
    ("report", "problem"),
    [
        (sale(side="north"), ("not-a-side", "side")),
        (sale(statement="guessed"), ("not-a-statement", "statement")),
        (sale(own_reference="x" * 61), ("text-too-long", "own_reference")),
        (sale(pipeline="smuggling"), ("not-found", "pipeline")),
        (sale(move="outside>stolen"), ("no-such-move", "move")),
        (sale(move="sold>carried"), ("handed-over-elsewhere", "move")),
        (sale(move="carried>sold", statement="year_to_date"), ("opening-is-itemised", "statement")),
        (
            sale(pipeline="report", move="outside>made"),
            ("report-is-posted-with-others", "pipeline"),
        ),
        (sale(statement="level"), ("not-stated-so", "statement")),
        (
            sale(pipeline="job", move="employed>left", statement="level"),
            ("level-by-its-rise", "move"),
        ),
        (sale(happened_on=date(2021, 1, 2)), ("day-out-of-range", "happened_on")),
        (sale(happened_on=date(1066, 1, 2)), ("day-out-of-range", "happened_on")),
        (
            sale(pipeline="project", move="outside>signed"),
            ("thing-missing", "thing"),
        ),
        (sale(statement="year_to_date", thing="mill"), ("sum-has-no-thing", "thing")),
        (sale(lines=()), ("no-lines", "lines")),
        (sale(lines=(*sale().lines, *sale().lines)), ("line-twice", "lines.1")),
        (with_line(unit="person"), ("unit-not-counted", "lines.1.unit")),
        (with_line(amount=-1), ("amount-out-of-range", "lines.1.amount")),
        (with_line(amount=True), ("amount-out-of-range", "lines.1.amount")),
        (with_line(amount=2.5), ("amount-out-of-range", "lines.1.amount")),
        (with_line(amount=LARGEST + 1), ("amount-out-of-range", "lines.1.amount")),
        (with_line(cell={"colour": "red"}), ("dimension-not-here", "lines.1.cell.colour")),
        (with_line(cell={"channel": "moon"}), ("unknown-code", "lines.1.cell.channel")),
        (
            funds(
                "committed>received", 1, lines=(StatedLine("CNY", 1, {"budget_year": "20"}, {}),)
            ),
            ("unknown-code", "lines.1.cell.budget_year"),
        ),
        (
            sale(
                pipeline="target",
                move="outside>promised",
                statement="level",
                lines=(StatedLine("person", 1, {"indicator": "LC_TOTAL"}, {}),),
            ),
            ("target-says-which", "lines.1.cell.period"),
        ),
    ],
)
def test_each_fault_is_found_at_its_place(report: Any, problem: tuple[str, str]) -> None:
    assert problem in codes_of(report)


def test_a_part_larger_than_its_whole_is_found() -> None:
    lines = (StatedLine("person", 5, {}, {}), StatedLine("person/women", 6, {}, {}))
    report = placed({}, lines=lines)
    assert codes_of(report) == [("part-exceeds-whole", "lines.2.amount")]


def test_a_named_thing_moves_as_one_and_is_of_its_own_kind() -> None:
    two = sale(
        pipeline="project",
        move="outside>signed",
        thing="mill",
        lines=(StatedLine("project", 2, {}, {}),),
    )
    assert codes_of(two, Known(TODAY.today, "project")) == [
        ("named-thing-is-one", "lines.1.amount")
    ]
    assert ("thing-of-another-kind", "thing") in codes_of(two, Known(TODAY.today, "facility"))


def test_all_faults_of_a_report_come_at_once(cast: Cast) -> None:
    report = sale(-5, move="outside>stolen", region="xx-far", thing="nothing")
    with pytest.raises(Refused) as refused:
        services.draft_entry(report=report, by=cast.alice)
    assert {problem.code for problem in refused.value.problems} == {
        "outside-the-pairing", "not-found", "no-such-move", "amount-out-of-range",
    }  # fmt: skip
    assert not Entry.objects.exists()


def test_the_order_of_lines_says_nothing_and_everything_else_does() -> None:
    first, second = StatedLine("CNY", 1, CODES, {}), StatedLine("CNY", 2, {}, {})
    assert content_hash(sale(lines=(first, second))) == content_hash(sale(lines=(second, first)))
    assert content_hash(sale(1)) != content_hash(sale(2))
    assert content_hash(sale(title_en="Kiwi")) != content_hash(sale(title_en="Kiwis"))


def test_the_same_report_twice_is_one_entry_and_another_under_its_name_is_refused(
    cast: Cast,
) -> None:
    first = services.draft_entry(report=sale(own_reference="r1"), by=cast.alice)
    again = services.draft_entry(report=sale(own_reference="r1"), by=cast.alice)
    assert again == first
    with pytest.raises(Conflict) as refused:
        services.draft_entry(report=sale(1, own_reference="r1"), by=cast.alice)
    assert refused.value.code == "reference-reused"
    assert Entry.objects.count() == 1


def test_an_id_of_the_client_is_kept_and_taken_once(cast: Cast) -> None:
    id = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert services.draft_entry(report=sale(), by=cast.alice, id=id).pk == id
    with pytest.raises(Conflict) as taken:
        services.draft_entry(report=sale(1), by=cast.alice, id=id)
    assert taken.value.code == "entry-id-taken"
    with pytest.raises(Refused) as unfit:
        services.draft_entry(report=sale(), by=cast.alice, id="mine")
    assert unfit.value.code == "entry-id-unfit"


def test_a_clerk_enters_for_her_own_side_only(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        services.draft_entry(report=sale(side="supporting"), by=cast.alice)
    with pytest.raises(Forbidden):
        services.draft_entry(report=sale(), by=cast.beth)
    assert services.draft_entry(report=sale(region="xx-fir-mill"), by=cast.alice).region.code


def test_entries_are_numbered_by_the_year_of_reporting(cast: Cast) -> None:
    numbers = [services.draft_entry(report=sale(n), by=cast.alice).number for n in (1, 2)]
    year = timezone.localdate().year
    assert numbers == [f"E-{year}-0001", f"E-{year}-0002"]


def test_nothing_new_begins_after_a_pairing_has_ended(cast: Cast) -> None:
    state_span(
        pairing=cast.pairing, valid_from=date(2016, 1, 1), valid_to=date(2020, 2, 29),
        source="invented", preferred=True, by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.draft_entry(report=sale(), by=cast.alice)
    assert refused.value.code == "pairing-has-ended"


def test_nothing_happens_in_a_pairing_before_it_begins(cast: Cast) -> None:
    first = sale(happened_on=date(2016, 1, 1))
    assert services.draft_entry(report=first, by=cast.alice).pk
    for move in ("outside>sold", "outside>committed"):
        early = sale(happened_on=date(2015, 12, 31))
        if move == "outside>committed":
            early = replace(funds(move, 100), happened_on=date(2015, 12, 31))
        with pytest.raises(Refused) as refused:
            services.draft_entry(report=early, by=cast.alice)
        assert refused.value.code == "pairing-not-begun"


def test_two_places_report_in_the_nearest_pairing_that_holds_both(cast: Cast) -> None:
    """Through the pairing above, the closings and the blind matching of their own are passed by."""
    for place in ("xx-fir", "xx-fir-mill"):
        with pytest.raises(Refused) as refused:
            services.draft_entry(report=sale(pairing="east-west", region=place), by=cast.alice)
        assert refused.value.code == "reports-in-nearer-pairing"
        assert "quay-fir" in str(refused.value.problems[0].sentence("en"))
    assert services.draft_entry(report=sale(), by=cast.alice).pairing == cast.pairing


def test_what_no_nearer_pairing_takes_is_reported_in_the_one_above(cast: Cast) -> None:
    state_span(
        pairing=cast.pairing, valid_from=date(2018, 1, 1), valid_to=date(2020, 2, 29),
        source="invented", preferred=True, by=SYSTEM,
    )  # fmt: skip
    above = sale(pairing="east-west", region="xx-fir", partner="xx-quay")
    for day in (date(2017, 12, 31), date(2020, 3, 1)):
        taken = services.draft_entry(report=replace(above, happened_on=day), by=cast.alice)
        assert taken.pairing == cast.book
    # What was promised above after the end moves on above; what the ended one left, in it.
    for pairing in ("east-west", "quay-fir"):
        follows = funds("committed>received", 100, pairing=pairing, happened_on=date(2020, 3, 1))
        assert services.draft_entry(report=follows, by=cast.alice).pk


def test_a_thing_named_in_a_report_is_found_by_its_code(cast: Cast) -> None:
    add_thing(
        code="mill", pipeline="project", region="xx-fir", name_en="Mill", name_zh="", by=SYSTEM
    )
    report = sale(
        pipeline="project", move="outside>signed", thing="mill",
        lines=(StatedLine("project", 1, {}, {}),),
    )  # fmt: skip
    entry = services.draft_entry(report=report, by=cast.alice)
    assert entry.thing is not None
    assert entry.thing.code == "mill"
