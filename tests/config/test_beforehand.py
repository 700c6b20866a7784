"""Where many pairings are kept, the first comparison finds read what it stands on."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.example import Installation

from tallystick.access.models import User
from tallystick.access.queries.acting import actor_of
from tallystick.config import beforehand
from tallystick.indicators.engines import answered
from tallystick.indicators.queries.side_by_side import side_by_side
from tallystick.kernel.kept import Kept
from tallystick.web.views.today.glance import FIRST_ASKED


def test_few_pairings_are_compared_when_somebody_asks(on_example: Installation) -> None:
    with CaptureQueriesContext(connection) as made:
        assert beforehand.compare_beforehand() == ()
    assert len(made) == 2


def test_what_was_compared_beforehand_is_not_read_again_for_a_reader(
    on_example: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beforehand, "MANY", 0)
    monkeypatch.setattr(answered, "_kept", Kept(answered.MOST))
    years = beforehand.compare_beforehand()
    assert years == tuple(sorted(years))
    assert 0 < len(years) <= beforehand.YEARS
    before = set(answered._kept._values)
    reader = actor_of(User.objects.get(username="he.ruilin"), on=timezone.localdate())
    for year in years:
        assert side_by_side(reader, codes=FIRST_ASKED, year=year).rows
    assert set(answered._kept._values) == before


def test_it_is_begun_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    monkeypatch.setattr(beforehand, "_read", lambda: begun.append(1))
    monkeypatch.setattr(beforehand, "_first", threading.Lock())
    assert [beforehand.begin_reading() for _ in range(3)] == [True, False, False]
    for thread in threading.enumerate():
        if thread.name == "beforehand":
            thread.join(10)
    assert begun == [1]
