"""Nobody stays three months sooner: it is said, and stops nothing.

The figures are those of docs/method/entries.md, "Stayed too soon". Of `too_soon`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, carry, confirm, enter, placed

from tallystick.entries.models import Entry
from tallystick.entries.queries import entries, warnings_for
from tallystick.entries.queries.retained import too_soon
from tallystick.entries.queries.warnings import warnings_of_figures, warnings_of_report
from tallystick.entries.rules.reports import Report, StatedLine

pytestmark = [pytest.mark.django_db, pytest.mark.flow]
SOON = "warn-stayed-too-soon"
STAYED = {"checked_how": "call", "complaints_open": 0, "complaints_closed": 0}
SEPTEMBER, DECEMBER = date(2021, 9, 1), date(2021, 12, 1)


def stayed(n: int, on: date, months: int = 3, **changes: object) -> Report:
    source = {3: "placed", 6: "retained_3m"}[months]
    line = StatedLine("person", n, {"place": "in_province", "post_kind": "market"}, {})
    said = {"move": f"{source}>retained_{months}m", "statement": "itemised", "lines": (line,)}
    return placed({}, **{**said, "happened_on": on, "record": STAYED, **changes})


def twelve(cast: Cast, on: date = SEPTEMBER, statement: str = "itemised") -> None:
    carry(cast, placed({"in_province": 12}, statement=statement, happened_on=on))


def told(cast: Cast, row: Entry) -> list[str]:
    for actor in (cast.alice, cast.bob):
        found = warnings_for(entries(actor).filter(pk=row.pk), actor).get(row.pk, ())
    return [problem.code for problem in found]


def test_the_worked_example(cast: Cast) -> None:
    twelve(cast)
    early = confirm(cast, stayed(4, date(2021, 9, 5)))
    assert told(cast, early) == [SOON]
    (problem,) = warnings_for([early], cast.bob)[early.pk]
    assert problem.path == "lines.1"
    assert "4 persons" in problem.sentence("en")
    assert "2021-06-05" in problem.sentence("zh")
    assert told(cast, carry(cast, stayed(4, DECEMBER))) == []
    assert told(cast, carry(cast, stayed(4, date(2021, 12, 2), months=6))) == [SOON]


def test_it_is_posted_all_the_same_and_what_stayed_already_counts_on(cast: Cast) -> None:
    twelve(cast)
    twelve(cast, date(2021, 11, 1))
    first = carry(cast, stayed(12, DECEMBER))
    assert (first.state, told(cast, first)) == ("posted", [])
    assert told(cast, carry(cast, stayed(5, date(2021, 12, 2)))) == [SOON]


def test_a_sum_since_new_year_counts_from_its_month_and_replaces_its_year(cast: Cast) -> None:
    twelve(cast, date(2021, 3, 31), "year_to_date")
    quarter = {"statement": "year_to_date"}
    assert told(cast, carry(cast, stayed(5, date(2021, 6, 15), **quarter))) == []
    assert told(cast, carry(cast, stayed(12, date(2021, 6, 30), **quarter))) == []
    assert told(cast, confirm(cast, stayed(5, date(2021, 5, 31), **quarter))) == [SOON]


def test_who_was_carried_in_had_been_placed_before(cast: Cast) -> None:
    past = {"move": "carried>placed", "statement": "itemised", "reason": "list of 2020"}
    carry(cast, placed({"in_province": 12}, happened_on=SEPTEMBER, **past))
    assert told(cast, confirm(cast, stayed(4, date(2021, 9, 5)))) == []
    over = replace(stayed(3, date(2021, 9, 5)), move="carried>retained_3m", reason="list of 2020")
    assert told(cast, carry(cast, over)) == []


def test_it_is_said_of_a_report_and_of_new_figures_too(cast: Cast) -> None:
    twelve(cast)
    report = stayed(4, date(2021, 9, 5))
    places = {"pairing": cast.pairing, "region": cast.pairing.supported}
    odd = warnings_of_report(report, partner=cast.pairing.supporting, **places)
    assert [p.code for p in odd] == [SOON]
    good = carry(cast, stayed(4, DECEMBER))
    assert [p.code for p in warnings_of_figures([(good, [13])])[good.pk]] == [SOON]
    assert warnings_of_figures([(good, [12])]) == {}


def test_it_takes_one_query_and_none_where_nobody_is_said_to_have_stayed(cast: Cast) -> None:
    twelve(cast)
    rows = list(entries(cast.alice))
    with CaptureQueriesContext(connection) as asked:
        assert too_soon((row, (), ()) for row in rows) == {}
    assert len(asked) == 0
    for _ in range(2):
        enter(cast, stayed(4, date(2021, 9, 5)))
    rows = list(entries(cast.alice))
    with CaptureQueriesContext(connection) as asked:
        warnings_for(rows, cast.alice)
    assert len(asked) == 4
