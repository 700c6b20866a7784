"""A clerk sees on Today what she handed on and who has it now. Invented figures."""

from __future__ import annotations

from django.test import Client
from tests.cast import Cast, carry, confirm, enter, sale

from tallystick.access.models import User
from tallystick.entries.queries import handed_on


def today(who: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=who))
    return client.get("/today/").content.decode()


def test_a_clerk_sees_what_she_handed_on_until_it_is_decided(cast: Cast) -> None:
    waiting = [enter(cast, sale(1_00)), confirm(cast, sale(2_00))]
    done = carry(cast, sale(3_00))
    text = today("alice")
    assert "Handed on by you" in text
    assert all(entry.number in text.split("Handed on by you")[1] for entry in waiting)
    assert set(handed_on(cast.alice)) == set(waiting)
    assert done not in handed_on(cast.alice)


def test_nobody_else_is_shown_it_as_her_own(cast: Cast) -> None:
    confirm(cast, sale())
    for who in ("ann", "bob", "chen"):
        assert "Handed on by you" not in today(who)
    assert not handed_on(cast.chen).exists()
    assert not handed_on(cast.ann).exists()
