"""A stage for the access room: the cast's offices with a head each, and a server's keeper.

Hana heads Fir's office, Hugo Quay's; Rita keeps the server from an office of the nation. Invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from tests.cast import OPENED, SYSTEM, Cast

from tallystick.access.models import Office, Seat, User
from tallystick.access.queries import actor_of
from tallystick.access.services import add_user, grant_seat, open_office
from tallystick.kernel.actor import Actor

DAY = date(2020, 1, 1)
# The morning of that day: seats that begin on it do not begin in the past.
DAWN = datetime(2020, 1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Stage:
    """The offices, and the people who run them."""

    cast: Cast
    fir: Office
    quay: Office
    hana: Actor
    hugo: Actor
    rita: Actor

    def user(self, name: str) -> User:
        """Return a person by her user name, as she stands now."""
        return User.objects.get(username=name)

    def actor(self, name: str, on: date = DAY) -> Actor:
        """Return a person as she acts on a day."""
        return actor_of(self.user(name), on=on)

    def seat(self, name: str, role: str) -> Seat:
        """Return the newest seat of a person in a role."""
        rows = Seat.objects.filter(user__username=name, role=role)
        return rows.select_related("office__region", "user").latest("pk")


@pytest.fixture
def stage(cast: Cast) -> Stage:
    nation = open_office(code="nation", region="xx", name_en="Nation", name_zh="", by=SYSTEM)
    fir, quay = Office.objects.get(code="fir"), Office.objects.get(code="quay")
    for name, office, role in (
        ("hana", fir, "head"),
        ("hugo", quay, "head"),
        ("rita", nation, "administrator"),
    ):
        user = add_user(username=name, name_en=name.title(), by=SYSTEM)
        grant_seat(user=user, office=office, role=role, since=OPENED, by=SYSTEM)
    actors = {
        name: actor_of(User.objects.get(username=name), on=DAY) for name in ("hana", "hugo", "rita")
    }
    return Stage(cast, fir, quay, **actors)
