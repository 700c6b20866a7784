"""Five wrong passwords in a quarter of an hour, and not one minute less."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tallystick.web.tries import MINUTES, TRIES, count_wrong_try, forget_tries, tries_left

pytestmark = pytest.mark.django_db


def test_tries_are_counted_by_name_and_place_for_a_quarter_of_an_hour() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        left = [count_wrong_try("ann", "10.0.0.1") for _ in range(TRIES)]
        assert left == [4, 3, 2, 1, 0]
        assert tries_left("ann", "10.0.0.2") == TRIES
        clock.move_to(start + timedelta(minutes=MINUTES - 1))
        assert tries_left("ann", "10.0.0.1") == 0
        clock.move_to(start + timedelta(minutes=MINUTES + 1))
        assert tries_left("ann", "10.0.0.1") == TRIES


def test_a_right_password_starts_afresh() -> None:
    count_wrong_try("ann", "10.0.0.1")
    forget_tries("ann", "10.0.0.1")
    assert tries_left("ann", "10.0.0.1") == TRIES
