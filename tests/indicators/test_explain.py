"""A figure walks back to its lines, both names and the evidence, and adds up on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cast import Cast, carry, confirm, funds, placed, sale

from tallystick.entries import services
from tallystick.indicators.queries import Explanation, changes, explain, walks
from tallystick.indicators.rules.arithmetic import value
from tallystick.indicators.shapes import explain_json
from tallystick.kernel.problem import NotFound

YUAN = 100


def at(month: int, day: int) -> datetime:
    """Return an instant of that day in 2020, noon in Shanghai."""
    return datetime(2020, month, day, 4, tzinfo=UTC)


def walk_of(cast: Cast, code: str, **more: object) -> Explanation:
    """Return the walk Alice takes."""
    return explain(cast.pairing, year=2020, indicator=code, actor=cast.alice, **more)  # type: ignore[arg-type]


def test_a_line_names_its_entry_both_people_and_its_evidence(cast: Cast) -> None:
    entry = carry(cast, sale(500 * YUAN), at(4, 1))
    [line] = explain_json(walk_of(cast, "IC_CONSUMPTION"))["lines"]
    assert line["amount"] == 500
    assert (line["entry"], line["confirmed_by"], line["matched_by"]) == (entry.number, "Ann", "Bob")
    assert (line["seq"], line["move"], line["evidence"]) == (1, "outside>sold", [])
    assert line["transaction"] == entry.pk


def test_parts_are_told_apart_by_what_the_pipeline_keeps(cast: Cast) -> None:
    carry(cast, placed({"partner": 61, "in_province": 30, "elsewhere": 20}), at(4, 1))
    walk = walk_of(cast, "LC_TOTAL")
    assert [(part.name, part.value) for part in walk.parts] == [
        ("partner", 61),
        ("in_province", 30),
        ("elsewhere", 20),
    ]
    assert walk.parts[0].label("zh") == "结对省份"
    assert walk.value == 111 == sum(line.amount for line in walk.lines)


def test_one_part_can_be_opened_page_by_page(cast: Cast) -> None:
    carry(cast, placed({"partner": 61, "in_province": 30}), at(4, 1))
    june = placed({"partner": 70, "in_province": 30}, happened_on=date(2020, 6, 30))
    carry(cast, june, at(7, 1))
    walk = walk_of(cast, "LC_TOTAL", part="partner", limit=1)
    assert (walk.lines_total, [line.amount for line in walk.lines]) == (2, [9])
    rest = walk_of(cast, "LC_TOTAL", part="partner", offset=1, limit=1)
    assert [line.amount for line in rest.lines] == [61]


def test_a_ratio_shows_both_sides_and_their_lines(cast: Cast) -> None:
    carry(cast, funds("outside>committed", 520 * YUAN), at(4, 1))
    carry(cast, funds("committed>received", 520 * YUAN), at(4, 2))
    walk = walk_of(cast, "FS_DISBURSE_RATE")
    assert walk.value == 0
    assert [(p.name, p.value, p.lines) for p in walk.parts] == [
        ("numerator", 0, 0),
        ("denominator", 520 * YUAN, 1),
    ]
    assert [line.part for line in walk.lines] == ["denominator"]


def test_a_reversed_line_and_its_reversal_both_stay(cast: Cast) -> None:
    entry = carry(cast, sale(500 * YUAN), at(4, 1))
    services.reverse_entry(
        entry_id=entry.pk, reason="entered twice", by=cast.ann, second=cast.bob, at=at(5, 2)
    )
    walk = walk_of(cast, "IC_CONSUMPTION")
    assert walk.value == 0
    assert [line.amount for line in walk.lines] == [-500 * YUAN, 500 * YUAN]
    newest, oldest = walk.lines
    assert newest.line.reverses == oldest.line.transaction
    assert oldest.reversed_by == newest.line.transaction
    assert [(k.day.isoformat(), k.value) for k in walk.earlier] == [
        ("2020-04-30", 500 * YUAN),
        ("2020-03-31", None),
    ]


def test_the_days_on_which_a_figure_changed_are_told_whatever_day_is_shown(cast: Cast) -> None:
    first = carry(cast, sale(500 * YUAN, happened_on=date(2020, 3, 10)), at(4, 1))
    carry(cast, sale(300 * YUAN, happened_on=date(2020, 4, 12)), at(4, 20))
    services.reverse_entry(
        entry_id=first.pk, reason="entered twice", by=cast.ann, second=cast.bob, at=at(5, 2)
    )
    told = [
        (date(2020, 4, 1), 500, -200),
        (date(2020, 4, 20), 800, -500),
        (date(2020, 5, 2), 300, 0),
    ]
    for asked in (None, date(2020, 4, 5), date(2020, 1, 1)):
        walk = walk_of(cast, "IC_CONSUMPTION", as_of=asked)
        known = [(k.day, (k.value or 0) // YUAN, (k.later or 0) // YUAN) for k in walk.changes]
        assert known == told, asked
    for day, figure, _later in told:
        assert walk_of(cast, "IC_CONSUMPTION", as_of=day).value == figure * YUAN


def test_many_days_are_told_by_the_last_of_each_month(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, day in enumerate((date(2020, 3, 10), date(2020, 3, 11), date(2020, 4, 12))):
        carry(cast, sale((n + 1) * YUAN, happened_on=day), at(3 + n, 20))
    monkeypatch.setattr(changes, "CHANGES", 2)
    days = [known.day.isoformat() for known in walk_of(cast, "IC_CONSUMPTION").changes]
    assert days == ["2020-04-20", "2020-05-20"]


def test_a_figure_of_claims_alone_changed_on_no_day(cast: Cast) -> None:
    assert walk_of(cast, "MG_GRADE").changes == ()


def test_what_waits_is_listed_apart(cast: Cast) -> None:
    confirm(cast, sale(70 * YUAN), at(4, 1))
    walk = walk_of(cast, "IC_CONSUMPTION")
    assert (walk.lines, [line.amount for line in walk.open]) == ((), [70 * YUAN])


def test_the_formula_is_said_in_both_languages(cast: Cast) -> None:
    walk = walk_of(cast, "FS_SUBPROV_FUND")
    assert "counting only money that came from cities or counties and districts" in walk.words("en")
    assert "只计市级或县区级出资的资金" in walk.words("zh-hans")
    assert walk_of(cast, "FS_TOTAL_ALL").words("en").endswith(" together.")


def test_an_indicator_kept_as_claims_alone_has_no_value(cast: Cast) -> None:
    shape = explain_json(walk_of(cast, "MG_GRADE"))
    assert (shape["value"], shape["parts"], shape["lines"]) == (None, [], [])
    assert "claim_only" in shape["flags"]
    with pytest.raises(NotFound):
        walk_of(cast, "NO_SUCH")


def test_a_figure_that_is_not_its_lines_is_never_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry(cast, sale(), at(4, 1))
    monkeypatch.setattr(walks, "value", lambda *args: (value(*args) or 0) + 1)
    with pytest.raises(walks.FigureDisagrees):
        walk_of(cast, "IC_CONSUMPTION")
