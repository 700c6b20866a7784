"""What is kept of entries has a fixed weight: its keys do not grow with what they stand for."""

from __future__ import annotations

import pickle
from datetime import date

from tests.cast import Cast, carry, confirm, sale

from tallystick.entries.queries import standing, unposted_of
from tallystick.entries.queries.standing import ReportsAsked, reports_standing


def test_the_key_of_what_waits_is_as_long_for_many_entries_as_for_one(cast: Cast) -> None:
    keys = []
    for n in range(1, 5):
        confirm(cast, sale(n))
        keys.append(unposted_of(["east-west"])["east-west"].key)
    assert len(set(keys)) == len(keys)
    assert len({len(pickle.dumps(key)) for key in keys}) == 1
    assert unposted_of(["east-west"])["east-west"].key == keys[-1]


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
