"""Five wrong passwords in a quarter of an hour, and not one minute less.

Of the model `Tries`, `take_try` and `forget_tries`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.databases import CommittedDatabase

from tallystick.access.models import Tries
from tallystick.access.services import forget_tries, take_try
from tallystick.access.services.tries import MINUTES, TRIES


def take(place: str = "10.0.0.1", username: str = "ann") -> int | None:
    return take_try(username=username, place=place)


@pytest.mark.django_db
def test_tries_are_counted_by_name_and_place_for_a_quarter_of_an_hour() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        assert [take() for _ in range(TRIES + 1)] == [4, 3, 2, 1, 0, None]
        assert take("10.0.0.2") == 4
        assert take(username="Ann") is None
        assert take(username="\u202e" + "a" * 5000) == 4
        clock.move_to(start + timedelta(minutes=MINUTES - 1))
        assert take() is None
        clock.move_to(start + timedelta(minutes=MINUTES + 1))
        assert take() == 4
        assert Tries.objects.count() == 1


@pytest.mark.django_db
def test_a_right_password_starts_afresh() -> None:
    take()
    forget_tries(username="ann", place="10.0.0.1")
    assert take() == 4


@pytest.mark.journal
def test_of_tries_made_at_once_no_more_than_five_are_looked_at(
    committed_db: CommittedDatabase,
) -> None:
    results = committed_db.together(*[take] * 9)
    assert sorted(left is not None for left in results) == [False] * 4 + [True] * 5
    assert Tries.objects.get().made == TRIES
