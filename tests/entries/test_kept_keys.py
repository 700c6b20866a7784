"""What is kept of entries has a fixed weight: its keys do not grow with what they stand for."""

from __future__ import annotations

import pickle
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, carry, confirm, placed, sale

from tallystick.entries.queries import standing, unposted_of
from tallystick.entries.queries.standing import ReportsAsked, reports_standing
from tallystick.programme.models import PairingSpan


def test_the_key_of_what_waits_is_as_long_for_many_entries_as_for_one(cast: Cast) -> None:
    keys = []
    for n in range(1, 5):
        confirm(cast, sale(n))
        keys.append(unposted_of(["east-west"])["east-west"].key)
    assert len(set(keys)) == len(keys)
    assert len({len(pickle.dumps(key)) for key in keys}) == 1
    assert unposted_of(["east-west"])["east-west"].key == keys[-1]


def test_first_days_are_read_once_and_looked_at_again_however_many_books_changed(
    cast: Cast,
) -> None:
    confirm(cast, placed({"partner": 7}, statement="year_to_date"))
    with CaptureQueriesContext(connection) as fresh:
        unposted_of(["east-west", "other-book"])
    assert days_read(fresh) == 2
    with CaptureQueriesContext(connection) as kept:
        unposted_of(["east-west", "other-book"])
    assert days_read(kept) == 1


def days_read(asked: CaptureQueriesContext) -> int:
    """Return how often the spans of pairings were read."""
    table = PairingSpan._meta.db_table
    return sum(f'FROM "{table}"' in query["sql"] for query in asked.captured_queries)


def test_the_key_of_reports_is_as_long_for_many_places_as_for_few(cast: Cast) -> None:
    carry(cast, sale(100))
    before = set(standing._standing._values)
    for n in (1, 50):
        places = frozenset(f"xx-{place}" for place in range(n))
        for partners in (places, frozenset({"xx-quay"})):
            reports_standing({"east-west": ReportsAsked(places, partners)}, since=date(2020, 1, 1))
    fresh = set(standing._standing._values) - before
    assert len(fresh) == 4
    assert len({len(pickle.dumps(key)) for key in fresh}) == 1


def test_reports_read_for_a_year_are_not_read_again_for_the_years_after_it(cast: Cast) -> None:
    carry(cast, sale(100))
    asked = {"east-west": ReportsAsked(frozenset({"xx-fir"}), frozenset({"xx-quay"}))}
    counts = []
    for year in (2018, 2018, 2019, 2021, 2017, 2022):
        with CaptureQueriesContext(connection) as made:
            reports_standing(asked, since=date(year, 12, 31))
        counts.append(len(made))
    # What was read for 2018 holds the years up to 2021.
    assert counts == [3, 1, 1, 1, 3, 3]
