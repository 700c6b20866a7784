"""Reads: persons by their name or their key, without opening what is kept about them."""

from __future__ import annotations

from tallystick.access.models import Person, User
from tallystick.access.policy import ROWS
from tallystick.access.queries.acting import may
from tallystick.access.rules import Sides
from tallystick.access.vault import name_digest
from tallystick.kernel.actor import Actor
from tallystick.regions.queries import above


def persons_named(name: str, *, purpose: str, actor: Actor) -> list[Person]:
    """Return the persons of exactly this name whom `actor` may know of, kept for a purpose."""
    rows = Person.objects.visible_to(actor).filter(found_by=name_digest(name), erased_at=None)
    return list(rows.filter(purpose=purpose).order_by("pk"))


def person_known(key: str, *, purpose: str, actor: Actor) -> bool:
    """Return whether a key is that of a person whom `actor` may know of, kept and not erased."""
    rows = Person.objects.visible_to(actor).filter(key=key, purpose=purpose, erased_at=None)
    return rows.exists()


def keeping_place(region: str, *, actor: Actor) -> str:
    """Return where `actor` may keep a person: at `region`, else at the place of a seat of hers.

    Where she may nowhere it is `region`, and keeping says who may.
    """
    row = ROWS["access.keep_person"]
    places = [region, *sorted(actor.regions())]
    return next((p for p in places if may(actor, row, Sides(above(p))) is not None), region)


def address_kept(user: User) -> Person | None:
    """Return the record that keeps where a person is reached, without opening it."""
    rows = Person.objects.filter(user=user, purpose=Person.Purpose.CONTACT, erased_at=None)
    return rows.first()
