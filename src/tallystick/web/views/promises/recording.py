"""What the forms that record share: for which pairings one may, their offices and places."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from tallystick.access.models import Office
from tallystick.access.queries import may
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.meetings import recording_sides
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Choice, Link
from tallystick.web.wording import office_name, pairing_name, place

Choices = list[tuple[str, str]]
PLACES = 300


def recordable(seen: Sequence[Pairing], actor: Actor) -> list[Pairing]:
    """Return those pairings a person sees for which she may record, the ended ones last."""
    mine = [one for one in seen if may_record(one, actor)]
    today = timezone.localdate()
    return sorted(mine, key=lambda one: (fetched_span(one).end or today) < today)


def may_record(one: Pairing, actor: Actor) -> bool:
    """Return whether this person records what both sides of a pairing did."""
    return may(actor, ROWS["exchanges.record"], recording_sides(one)) is not None


def new_link(
    name: str, title: str, seen: Sequence[Pairing], actor: Actor, only: str
) -> Link | None:
    """Return the form that records what a list shows, for the pairing it is narrowed to.

    One she only reads is no pairing to record for: the form then begins with her own.
    """
    hers = [one.code for one in recordable(seen, actor)]
    here = address(reverse(name), {"pairing": only if only in hers else ""})
    return Link(title, here) if hers else None


def chosen(found: Sequence[Pairing], code: str) -> Pairing | None:
    """Return the pairing a form is about: the one named, else the first."""
    named = next((one for one in found if one.code == code), None)
    return named or (found[0] if found and not code else None)


def pairing_choices(found: Sequence[Pairing], now: Pairing) -> tuple[Choice, ...]:
    """Return the pairings to choose from; none where there is no choice."""
    if len(found) < 2:
        return ()
    return tuple(Choice(one.code, pairing_name(one), one == now) for one in found)


def offices_of(one: Pairing) -> Choices:
    """Return the offices of both sides, by code; one query."""
    inside = below(one.supporting.code) | below(one.supported.code)
    offices = Office.objects.filter(region__code__in=inside).order_by("code")
    return [(office.code, office_name(office)) for office in offices]


def places_of(one: Pairing, sides: Sequence[Region] = ()) -> Choices:
    """Return the places of both sides, or of those named, the wider ones first."""
    tops = sides or (one.supporting, one.supported)
    inside = frozenset[str]().union(*(below(top.code) for top in tops))
    found = Region.objects.filter(code__in=inside, ended_on=None).order_by("code")[:PLACES]
    return [(region.code, place(region)) for region in found]
