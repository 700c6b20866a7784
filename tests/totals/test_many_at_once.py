"""Matching many at once moves totals exactly as matching one by one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from tests.cast import Cast, confirm, funds, placed, sale
from tests.totals.doors import queues, told

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.services import bulk
from tallystick.interchange.canonical.book import canonical_book
from tallystick.kernel.problem import Refused

pytestmark = pytest.mark.totals
Way = Callable[[Cast, list[Entry]], None]


def year(cast: Cast) -> list[Entry]:
    """Confirm a year of entries of every kind: zeros, sums, and money that waits for money."""
    return [
        confirm(cast, sale(500_00)),
        confirm(cast, sale(0, happened_on=date(2020, 4, 1))),
        confirm(cast, sale(7_00, region="xx-fir-ford", happened_on=date(2020, 5, 1))),
        confirm(cast, placed({"partner": 100}, happened_on=date(2020, 3, 31))),
        confirm(cast, placed({"partner": 80, "elsewhere": 90}, happened_on=date(2020, 6, 30))),
        confirm(cast, funds("received>allocated", 60_00, happened_on=date(2020, 6, 1))),
        confirm(cast, funds("committed>received", 40_00, happened_on=date(2020, 2, 1))),
        confirm(cast, funds("committed>received", 30_00, happened_on=date(2020, 3, 1))),
    ]


def one_by_one(cast: Cast, rows: list[Entry]) -> None:
    for row in rows:
        services.match_entry(entry_id=row.pk, version=1, basis="own_record", by=cast.bob)


def together(cast: Cast, rows: list[Entry]) -> None:
    chosen = [(row.pk, row.version) for row in rows]
    done = services.match_many(chosen, basis="own_record", by=cast.bob)
    assert not any(result.problems for result in done)


def outcome(cast: Cast, way: Way) -> dict[str, Any]:
    """Return all that can be read after matching in one way; nothing of it stays."""
    point = transaction.savepoint()
    try:
        way(cast, year(cast))
        book = canonical_book("east-west")
        return {
            "sales": told(cast, "IC_CONSUMPTION"),
            "funds": told(cast, "FS_GOV_FUND"),
            "placed": told(cast, "LC_TOTAL"),
            "queues": {n: {k: len(v) for k, v in q.items()} for n, q in queues(cast).items()},
            "book": [line for line in book if '"kind":"balance"' in line],
        }
    finally:
        transaction.savepoint_rollback(point)


def test_many_at_once_is_one_by_one(cast: Cast) -> None:
    single = outcome(cast, one_by_one)
    assert single["sales"] == ("507", "0")
    assert single["placed"] == ("170", "0")
    assert outcome(cast, together) == single


def test_the_check_sees_a_bulk_that_leaves_rows_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = bulk.matching.match, []

    def forgetful(entry: Entry, *args: Any, **kwargs: Any) -> None:
        seen.append(entry)
        if len(seen) != 3:
            real(entry, *args, **kwargs)

    single = outcome(cast, one_by_one)
    monkeypatch.setattr(bulk.matching, "match", forgetful)
    assert outcome(cast, together) != single


def test_a_row_that_is_refused_moves_nothing_and_stops_nothing(cast: Cast) -> None:
    first, second = confirm(cast, sale(5_00)), confirm(cast, sale(7_00, title_en="Tea"))
    chosen = [(first.pk, 99), (second.pk, 1)]
    results = services.match_many(chosen, basis="own_record", by=cast.bob)
    assert [bool(result.problems) for result in results] == [True, False]
    assert told(cast, "IC_CONSUMPTION") == ("7", "5")
    with suppress(Refused):
        services.match_entry(entry_id=first.pk, version=99, basis="own_record", by=cast.bob)
    assert told(cast, "IC_CONSUMPTION") == ("7", "5")
