"""People go; their figures stay, and their names stay under what they signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db.models import ProtectedError
from tests.cast import SYSTEM, Cast, carry, confirm, sale, seat_people
from tests.totals.doors import told

from tallystick.access.models import Seat, User
from tallystick.access.services import end_seat
from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.queries import numbers_of

pytestmark = pytest.mark.totals
SIGNED = ("alice", "ann", "bob")
Farewell = Callable[[Cast], None]


def leave(cast: Cast) -> None:
    """End every seat of everybody who signed."""
    for seat in Seat.objects.filter(user__username__in=SIGNED, valid_to=None):
        end_seat(seat=seat, last_day=date(2020, 12, 31), by=SYSTEM, why="moved away")


def deactivate(cast: Cast) -> None:
    """Close the sign-ins of everybody who signed."""
    User.objects.filter(username__in=SIGNED).update(is_active=False)


def delete(cast: Cast) -> None:
    """Try to delete everybody who signed, one by one and all at once."""
    for username in SIGNED:
        with pytest.raises(ProtectedError):
            User.objects.get(username=username).delete()
    with pytest.raises(ProtectedError):
        User.objects.filter(username__in=SIGNED).delete()


def successors(cast: Cast) -> Cast:
    """Return the cast with Ida and Ian, who came later, at the desks of Alice and Bob."""
    people = {"ida": ("fir", ("clerk",)), "ian": ("quay", ("matcher",))}
    seated = seat_people({"fir": "xx-fir", "quay": "xx-quay"}, people, date(2026, 1, 1))
    return replace(cast, alice=seated["ida"], bob=seated["ian"])


def check_figures_outlive(cast: Cast, farewell: Farewell) -> None:
    entry = carry(cast, sale(500_00))
    confirm(cast, sale(70_00, title_en="Tea sold"))
    farewell(cast)
    assert told(successors(cast), "IC_CONSUMPTION") == ("500", "70")
    proof = numbers_of([entry.pk])[entry.pk]
    assert (proof.confirmed_by, proof.matched_by) == ("Ann", "Bob")


@pytest.mark.parametrize("farewell", [leave, deactivate, delete])
def test_a_person_who_goes_takes_no_figure_along(cast: Cast, farewell: Farewell) -> None:
    check_figures_outlive(cast, farewell)


def test_the_check_sees_a_figure_that_goes_with_its_person(cast: Cast) -> None:
    def take_along(cast: Cast) -> None:
        for entry in Entry.objects.filter(acts__user__username="bob", state="posted"):
            services.reverse_entry(entry_id=entry.pk, reason="gone", by=cast.ann, second=cast.bob)

    with pytest.raises(AssertionError):
        check_figures_outlive(cast, take_along)
