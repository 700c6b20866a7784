"""Two people of one office who state the same level say one thing, not two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.cast import SALE, Cast, confirm, seat_people
from tests.totals.doors import told

from tallystick.entries import services
from tallystick.entries.rules import postings
from tallystick.entries.services import Report, StatedLine
from tallystick.kernel.actor import Actor

pytestmark = pytest.mark.totals


def jobs(n: int, **changes: Any) -> Report:
    base = {"pipeline": "job", "move": "outside>employed", "statement": "level"}
    lines = tuple(
        StatedLine(unit, n, {"employer": "enterprise"}, {}) for unit in ("person", "person/rural")
    )
    return replace(SALE, **{**base, "lines": lines, "title_en": "At work", **changes})


def colleague(cast: Cast) -> Actor:
    """Return Abe, a second clerk of Alice's office."""
    return seat_people({"fir": "xx-fir"}, {"abe": ("fir", ("clerk",))}, date(2020, 1, 1))["abe"]


def check_same_level_twice(cast: Cast) -> None:
    both = replace(cast, alice=colleague(cast))
    first = confirm(cast, jobs(100, own_reference="a"))
    second = confirm(both, jobs(100, own_reference="b"))
    assert told(cast, "IC_JOBS")[1] == "100"
    for entry in (first, second):
        services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
    assert told(cast, "IC_JOBS") == ("100", "0")


def test_two_clerks_who_state_the_same_level_do_not_add_up(cast: Cast) -> None:
    check_same_level_twice(cast)


def test_the_check_sees_levels_that_are_added(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # The fault of a peer: each statement is a movement of its own.
    def added(pipeline: str, lines: Any, flows: Any) -> Any:
        return postings.itemised("outside>employed", lines)

    for module in ("services.posting", "queries.unposted"):
        monkeypatch.setattr(f"tallystick.entries.{module}.level", added)
    with pytest.raises(AssertionError):
        check_same_level_twice(cast)


def test_the_second_of_two_levels_stands_whoever_stated_it(cast: Cast) -> None:
    both = replace(cast, alice=colleague(cast))
    for who, n in ((cast, 100), (both, 120)):
        entry = confirm(who, jobs(n))
        services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
    assert told(cast, "IC_JOBS") == ("120", "0")
