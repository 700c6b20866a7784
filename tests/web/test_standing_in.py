"""While somebody is away her stand-in signs under her own name, and others are told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, confirm, enter, sale

from tallystick.access.models import Seat, User
from tallystick.access.queries import actor_of, away_at, standing_in, stood_in_for
from tallystick.access.services import delegate_seat
from tallystick.entries.models import Entry
from tallystick.entries.services import match_entry

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BACK = TODAY + timedelta(days=7)


def page(name: str, address: str) -> str:
    User.objects.filter(username=name).update(language="en")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=name))
    return client.get(address).content.decode()


@pytest.fixture
def away(cast: Cast) -> Cast:
    """Bob, who matches for Quay, is away for a week; Beth, its clerk, stands in for him."""
    seat = Seat.objects.get(user__username="bob", role="matcher")
    beth = User.objects.get(username="beth")
    delegate_seat(seat=seat, to=beth, since=TODAY, until=BACK, by=cast.bob, why="leave")
    return cast


def test_the_stand_in_is_told_for_whom_and_until_when_and_nobody_else_is(away: Cast) -> None:
    for address in ("/today/", "/entries/"):
        shown = page("beth", address)
        assert "In place of Bob until" in shown
        assert "matcher" in shown
        assert "In place of" not in page("ben", address)
    assert [seat.stands_for.user.username for seat in standing_in(  # type: ignore[union-attr]
        actor_of(User.objects.get(username="beth"), on=TODAY), on=TODAY
    )] == ["bob"]  # fmt: skip
    assert standing_in(actor_of(User.objects.get(username="beth"), on=BACK + timedelta(days=1)),
                       on=BACK + timedelta(days=1)) == []  # fmt: skip


def test_what_she_does_stands_under_her_own_name_with_his_beside(away: Cast) -> None:
    entry = confirm(away, sale(), None)
    beth = actor_of(User.objects.get(username="beth"), on=TODAY)
    match_entry(entry_id=entry.pk, version=entry.version, basis="own_record", by=beth)
    act = Entry.objects.get(pk=entry.pk).acts.get(verb="matched")
    assert act.name == "Beth"
    for reader in ("alice", "ben"):
        assert "in place of Bob" in page(reader, f"/entries/{entry.number}/")
    explained = page("alice", "/pairings/quay-fir/2020/IC_CONSUMPTION/?line=open")
    assert "matched in place of Bob" in explained


def test_an_act_by_ones_own_seat_names_nobody_else(away: Cast) -> None:
    bob = User.objects.get(username="bob")
    beth = User.objects.get(username="beth")
    done = [
        (1, bob.pk, "quay", "matcher", TODAY),
        (2, beth.pk, "quay", "matcher", TODAY),
        (3, beth.pk, "quay", "clerk", TODAY),
        (4, beth.pk, "quay", "matcher", BACK + timedelta(days=1)),
        (5, None, "quay", "matcher", TODAY),
    ]
    assert stood_in_for(done) == {2: bob}
    assert stood_in_for([]) == {}


def test_who_waits_for_her_is_told_that_she_is_away_and_who_stands_in(away: Cast) -> None:
    confirm(away, sale(), None)
    enter(away, sale(700_00), None)
    shown = page("alice", "/today/")
    assert "Bob is away until" in shown
    assert "Beth stands in" in shown
    assert [seat.user.username for seat in away_at({"xx-quay"}, on=TODAY)] == ["beth"]
    assert away_at(set(), on=TODAY) == []
    assert away_at({"xx-fir"}, on=date(2020, 1, 1)) == []
