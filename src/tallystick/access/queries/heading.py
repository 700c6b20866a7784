"""Reads: who names the head of an office that has none, and who may make whom a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from tallystick.access.models import Act, Office, Opposite, Role, Seat, User
from tallystick.access.policy import ROWS
from tallystick.access.queries.acting import may, standing
from tallystick.access.queries.sealed import GRANT, PROPOSE_HEAD
from tallystick.access.queries.sides import facing
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY, Sides
from tallystick.journal.queries import records
from tallystick.journal.rules import Record
from tallystick.kernel.actor import Actor
from tallystick.regions.queries import above, below, lines_above


class Way(StrEnum):
    """How an office comes by its next head."""

    OWN_HEAD = "own_head"
    OWN_SIDE = "own_side"
    TWO_NAMES = "two_names"
    SETTING_UP = "setting_up"


@dataclass(frozen=True)
class Heading:
    """The way, the places whose heads name her, and those whose heads agree for the other side.

    `namers` of OWN_SIDE name her alone; of TWO_NAMES they may propose, as the programme office may.
    """

    way: Way
    namers: frozenset[str] = frozenset()
    seconders: frozenset[str] = frozenset()


def heading(office: Office) -> Heading:
    """Return how an office comes by its next head.

    While a head stands there, or is to come, she grants. Else a head at the level over it, on the
    same side, names her; where the office never decided anything, one at its own place as well, or
    under it while nobody ever stood over it. When those who were are gone, both sides put their
    names under the next one. Whoever keeps the server names a head only where the side never had
    one: she could otherwise end a side's heads and seat one of her own, or open an office beside
    them that speaks in their pairing.
    """
    today = timezone.localdate()
    heads = Seat.objects.filter(role=Role.HEAD)
    stand = standing(today).filter(role=Role.HEAD)
    coming = Q(valid_from__gt=today, user__is_active=True)
    if heads.filter(coming | Q(pk__in=stand.values("pk")), office=office).exists():
        return Heading(Way.OWN_HEAD)
    region = office.region.code
    line, under = _line(region), below(region) - {region}
    decided = Seat.objects.filter(office=office, role__in=GRANTED_BY_HEAD_ONLY).exists()
    own = line - {region} if decided else line
    ever, now = _places(heads.exclude(office=office)), _places(stand)
    if own & now:
        return Heading(Way.OWN_SIDE, own & now)
    fresh = not decided and not line & ever
    if fresh and under & now:
        return Heading(Way.OWN_SIDE, under & now)
    seconders, beside = _seconders(region, under, now), _beside(region, line)
    if not seconders or (fresh and not (under | beside) & ever):
        return Heading(Way.SETTING_UP)
    return Heading(Way.TWO_NAMES, (line | under | beside) & now, seconders)


def may_name_head(actor: Actor, office: Office) -> bool:
    """Return whether this person names the office's head on her own."""
    found = heading(office)
    if found.way == Way.SETTING_UP:
        return may(actor, ROWS["access.set_up"]) is not None
    return found.way == Way.OWN_SIDE and heads_in(actor, found.namers)


def may_propose_head(actor: Actor, office: Office) -> bool:
    """Return whether this person proposes a head, for the other side to agree to."""
    found = heading(office)
    if found.way != Way.TWO_NAMES:
        return False
    if heads_in(actor, found.namers):
        return True
    near = above(office.region.code).union(*(above(place) for place in found.seconders))
    return may(actor, ROWS["access.propose_head"], Sides.either(near)) is not None


def may_second_head(actor: Actor, office: Office) -> bool:
    """Return whether this person agrees, for the other side, to a head who was proposed."""
    found = heading(office)
    return found.way == Way.TWO_NAMES and heads_in(actor, found.seconders)


def heads_in(actor: Actor, places: frozenset[str]) -> bool:
    """Return whether a person heads an office at one of these places."""
    return may(actor, ROWS["access.head_office"], Sides(places)) is not None


def proposed_head(office: Office) -> Record | None:
    """Return the sealed proposal that waits for the other side; the newest takes their place."""
    found = records(kind=PROPOSE_HEAD, about=office.code)
    if not found:
        return None
    heads = Seat.objects.filter(office=office, role=Role.HEAD).values_list("key", flat=True)
    granted = records(kind=GRANT, about=list(heads)) if heads else []
    seated_since = any(grant.seq > found[-1].seq for grant in granted)
    return None if seated_since else found[-1]


def may_make_code(actor: Actor, user: User) -> bool:
    """Return whether this person makes another's one-time code, and so might act as she does.

    For whoever ever decided figures that is the head of every office she sits in; where she is its
    only head, one at the level over it; and before her first password whoever named her head, or
    the head who added her while she sits nowhere.
    """
    if actor.system:
        return True
    if actor.user_id == user.pk:
        return False
    seats = list(Seat.objects.filter(user=user).select_related("office__region"))
    today = timezone.localdate()
    held = [seat for seat in seats if seat.valid_to is None or seat.valid_to >= today]
    if held and all(_answers_for(actor, seat, user) for seat in held):
        return True
    fresh = not user.has_usable_password()
    decides = any(seat.role in GRANTED_BY_HEAD_ONLY for seat in seats)
    administers = may(actor, ROWS["access.set_up"]) is not None
    if held and fresh and all(_named_by(actor, seat, administers=administers) for seat in held):
        return True
    if not seats and fresh and "head" in actor.roles and _added_by(actor, user):
        # She was just added and sits nowhere yet. Any other head may be the other side's.
        return True
    return administers and not decides


def _added_by(actor: Actor, user: User) -> bool:
    added = Act.objects.filter(action="access.add_user", thing="user", thing_id=user.username)
    return added.filter(user=actor.user_id).exists()


def answers_near(user_id: int, office: Office, on: date) -> bool:
    """Return whether a person was, on a day, keeper of the server or a head on an office's line.

    A head at, over or under its place answers for its own side; one elsewhere may be the other's.
    """
    region = office.region.code
    near = Q(role=Role.HEAD, office__region__code__in=_line(region) | below(region))
    held = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    rows = Seat.objects.filter(held, near | Q(role=Role.ADMINISTRATOR), user=user_id)
    return rows.exists()


def heads_office(actor: Actor, office: Office) -> bool:
    """Return whether a person is head of this very office."""
    sides = Sides(frozenset({office.region.code}))
    return may(actor, ROWS["access.head_office"], sides, office=office) is not None


def _answers_for(actor: Actor, seat: Seat, user: User) -> bool:
    """Return whether a person heads the office of a seat, or the level over its only head."""
    if heads_office(actor, seat.office):
        return True
    stand = standing(timezone.localdate()).filter(office=seat.office, role=Role.HEAD)
    if set(stand.values_list("user", flat=True)) != {user.pk}:
        return False
    region = seat.office.region.code
    return heads_in(actor, _line(region) - {region})


def _named_by(actor: Actor, seat: Seat, *, administers: bool) -> bool:
    """Return whether a seat came by this person's naming, or by the setting up she carries on."""
    if seat.granted_by_id == actor.user_id:
        return bool(actor.roles & {"head", "programme_office", "administrator"})
    if not administers or seat.role not in (Role.HEAD, Role.CLERK):
        return False
    granter = Seat.objects.filter(user=seat.granted_by_id)
    roles = set(granter.values_list("role", flat=True))
    return seat.granted_by_id is None or (Role.ADMINISTRATOR in roles and Role.HEAD not in roles)


def _places(rows: QuerySet[Seat]) -> frozenset[str]:
    return frozenset(rows.values_list("office__region__code", flat=True))


def _line(region: str) -> frozenset[str]:
    """Return the place and those over it, up to the highest that is paired: its side's levels."""
    over = above(region)
    sides = Opposite.objects.values_list("supporting__code", "supported__code")
    paired = over & {code for row in sides for code in row}
    if not paired:
        return frozenset({region})
    lines = lines_above(paired)
    top = min(paired, key=lambda code: len(lines[code]))
    return (over - lines[top]) | {top}


def _beside(region: str, line: frozenset[str]) -> frozenset[str]:
    """Return all places of the side an office speaks for, where its own place is not paired."""
    sides = Opposite.objects.values_list("supporting__code", "supported__code")
    paired = line & {code for row in sides for code in row}
    if not paired or region in paired:
        return frozenset()
    return below(max(paired, key=lambda code: len(above(code))))


def _seconders(region: str, under: frozenset[str], now: frozenset[str]) -> frozenset[str]:
    """Return the places of the other side whose heads agree: where it is paired, else under it."""
    faced = frozenset(facing(region))
    if not faced:
        rows = Opposite.objects.values_list("supporting__code", "supported__code")
        faced = frozenset(code for row in rows if under & set(row) for code in row) - under
    if faced & now:
        return faced & now
    lower = frozenset[str]().union(*(below(place) for place in faced))
    # No place of the other side has a head: nobody can agree before it has its first.
    return (lower & now) or faced
