"""The views of one pairing tell of the same year and day, whichever of them is gone to."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from tests.cast import Cast

from tallystick.access.models import User

pytestmark = pytest.mark.django_db
VIEWS = ("", "stages/", "funds/", "timeline/", "map/", "frameworks/", "press/")


def page(address: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username="bob"))
    return unescape(client.get(address).content.decode())


@pytest.mark.parametrize("view", VIEWS)
def test_the_year_and_the_day_go_along_from_view_to_view(cast: Cast, view: str) -> None:
    shown = page(f"/pairings/quay-fir/{view}?year=2020&as_of=2020-10-20&workstream=labour")
    for other in VIEWS:
        assert f'href="/pairings/quay-fir/{other}?year=2020&as_of=2020-10-20"' in shown


def test_what_is_no_year_and_no_day_does_not_go_along(cast: Cast) -> None:
    shown = page("/pairings/quay-fir/funds/?year=soon&as_of=2020-13-01")
    assert 'href="/pairings/quay-fir/map/"' in shown
