"""The days offered beside "As we knew it on": by which ends a book had grown, and by how much."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.cast import Cast, carry, sale

from tallystick.indicators.queries import grown_books
from tallystick.indicators.queries.grown_books import grown_by
from tallystick.indicators.rules.grown import Grown, ends_asked, grown


def at(year: int, month: int, day: int, hour: int = 4) -> datetime:
    """Return an instant; hour 4 is noon in Shanghai, and hour 16 is the next day there."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def test_an_end_without_anything_new_is_not_offered(cast: Cast) -> None:
    carry(cast, sale(), at(2020, 4, 1))
    carry(cast, sale(title_en="Tea"), at(2020, 4, 20))
    # Already May where the programme counts its days.
    carry(cast, sale(title_en="Plums"), at(2020, 4, 30, 16))
    carry(cast, sale(title_en="Pears"), at(2020, 7, 2))
    assert grown_by(cast.pairing) == [
        Grown(date(2020, 7, 31), 1),
        Grown(date(2020, 5, 31), 1),
        Grown(date(2020, 4, 30), 2),
    ]
    # A pairing and the one above it share a book.
    assert grown_by(cast.book) == grown_by(cast.pairing)


def test_further_back_quarters_are_offered_and_then_years(cast: Cast) -> None:
    months = [date(2020, 12, 31), *ends_asked(date(2020, 11, 30))]
    # One posting in each month of eleven years.
    known = {day: len(months) - n for n, day in enumerate(months)}
    known = {day: (day.year - 2000) * 12 + day.month for day in known}
    found = grown(known)
    assert [one.day for one in found[:12]] == list(months[:12])
    assert found[12] == Grown(date(2019, 12, 31), 3)
    assert [one.postings for one in found] == [1] * 12 + [3] * 8 + [12] * len(found[20:])
    assert [one.day.isoformat() for one in found[20:22]] == ["2017-12-31", "2016-12-31"]
    assert len(found) < 30


def test_an_empty_book_offers_nothing(cast: Cast) -> None:
    assert grown_by(cast.pairing) == []


def test_today_and_later_are_not_offered(cast: Cast) -> None:
    carry(cast, sale())
    assert grown_by(cast.pairing) == []


def test_days_are_asked_for_once_and_anew_after_a_posting(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    carry(cast, sale(), at(2020, 4, 1))
    head = grown_books.journal.head("east-west")
    known = {"chain": head.chain_hex, "newest": head.recorded_at}
    with django_assert_num_queries(1):
        grown_by(cast.pairing, **known)
    with django_assert_num_queries(0):
        grown_by(cast.pairing, **known)
    carry(cast, sale(title_en="Tea"), at(2020, 6, 1))
    assert [one.day for one in grown_by(cast.pairing)] == [date(2020, 6, 30), date(2020, 4, 30)]


@pytest.mark.parametrize("newest", [date(2020, 2, 29), date(2019, 12, 31), date(2021, 1, 1)])
def test_ends_are_last_days_of_months_each_once(newest: date) -> None:
    ends = ends_asked(newest)
    assert len(set(ends)) == len(ends) == 65
    assert list(ends) == sorted(ends, reverse=True)
    assert {date.fromordinal(day.toordinal() + 1).day for day in ends} == {1}
