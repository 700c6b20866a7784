"""A list is narrowed by the pairings a reader sees, by their names, in the order of pages."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, Cast

from tallystick.programme.queries import pairings
from tallystick.programme.queries.named import named_pairings
from tallystick.web.wording import pairing_name


def test_they_are_those_one_sees_under_the_same_names(cast: Cast) -> None:
    for actor in (cast.alice, cast.bob, cast.chen, SYSTEM):
        with CaptureQueriesContext(connection) as made:
            named = named_pairings(actor)
        assert len(made) == 1
        seen = pairings(actor)
        assert [one.code for one in named] == [row.code for row in seen]
        assert [one.pk for one in named] == [row.pk for row in seen]
        assert [pairing_name(one) for one in named] == [pairing_name(row) for row in seen]
        assert [one.supported_id for one in named] == [row.supported_id for row in seen]
