"""Reads: offices, who sits where, by whose grant, and how that is proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from tallystick.access.models import Office, Role, Seat, User
from tallystick.access.queries.acting import standing
from tallystick.access.queries.sealed import CODE, DEACTIVATE, END, GRANT, PROPOSE_HEAD
from tallystick.access.queries.sides import paired_with
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY
from tallystick.journal.queries import records
from tallystick.journal.rules import Record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.regions.models import on_line, under


def first_hand() -> Actor | None:
    """Return the actor who sets up an empty installation; None once there is an administrator."""
    if Seat.objects.filter(role=Role.ADMINISTRATOR).exists():
        return None
    return Actor.system_actor("setting up")


def keepers_hand(user: User) -> Actor | None:
    """Return the machine as the one who makes an administrator's code; None for anybody else.

    Nobody else could invite the first one, or help the only one; whoever holds the machine rules
    it anyway. For who ever decided figures it makes none.
    """
    roles = set(Seat.objects.filter(user=user).values_list("role", flat=True))
    if Role.ADMINISTRATOR not in roles or roles & GRANTED_BY_HEAD_ONLY:
        return None
    return Actor.system_actor("whoever holds the machine")


def offices(actor: Actor) -> QuerySet[Office]:
    """Return the offices a person sees listed: on her own line of places, and at the partner's.

    Whoever keeps the server sees all: she opens them.
    """
    rows = Office.objects.select_related("region").order_by("code")
    if actor.system or "administrator" in actor.roles:
        return rows
    own = actor.regions()
    return rows.filter(on_line(own, "region") | Q(region__in=under(paired_with(own))))


def find_office(code: str) -> Office:
    """Return an office by its code.

    Raises: NotFound.
    """
    found = Office.objects.select_related("region").filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", path="office", what="office", code=code)
    return found


def find_user(username: str) -> User:
    """Return a person by her user name.

    Raises: NotFound.
    """
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NotFound.of("not-found", path="user", what="user", code=username)
    return found


def find_seat(username: str, office: str, role: str) -> Seat:
    """Return a person's own seat that holds today or later, the newest where there are several.

    Raises: NotFound.
    """
    today = timezone.localdate()
    rows = Seat.objects.select_related("user", "office__region").filter(
        Q(valid_to=None) | Q(valid_to__gte=today),
        user__username=username,
        office__code=office,
        role=role,
        stands_for=None,
    )
    found = rows.order_by("-valid_from").first()
    if found is None:
        code = f"{username}, {role}, {office}"
        raise NotFound.of("not-found", path="seat", what="seat", code=code)
    return found


@dataclass(frozen=True)
class Seated:
    """One seat with the sealed record of its grant."""

    seat: Seat
    record: int | None
    leaf_hex: str = ""
    # None where the installation set itself up.
    granted_by: User | None = None


def seated(
    actor: Actor,
    *,
    office: str = "",
    regions: frozenset[str] | None = None,
    roles: frozenset[str] | None = None,
    user: User | None = None,
    on: date | None = None,
) -> list[Seated]:
    """Return who sits where from a day on, with who granted it and the record that proves it.

    Shape: one row a seat, by office, role and person. Nothing where the actor holds no seat.
    """
    if not actor.seats and not actor.system:
        return []
    day = on or timezone.localdate()
    coming = Seat.objects.filter(valid_from__gt=day, user__is_active=True).values("pk")
    rows = Seat.objects.filter(Q(pk__in=standing(day).values("pk")) | Q(pk__in=coming))
    if office:
        rows = rows.filter(office__code=find_office(office).code)
    if regions is not None:
        rows = rows.filter(office__region__code__in=regions)
    if roles is not None:
        rows = rows.filter(role__in=roles)
    if user is not None:
        rows = rows.filter(user=user)
    rows = rows.select_related("user", "office__region", "stands_for__user")
    found = list(rows.order_by("office__code", "role", "user__username"))
    grants = (
        {r.about: r for r in records(kind=GRANT, about=[s.key for s in found])} if found else {}
    )
    names = {r.content["by"]["user"] for r in grants.values()}
    people = {user.username: user for user in User.objects.filter(username__in=names)}
    return [_with_record(seat, grants.get(seat.key), people) for seat in found]


def _with_record(seat: Seat, record: Record | None, people: dict[str, User]) -> Seated:
    if record is None:
        return Seated(seat, None)
    return Seated(seat, record.seq, record.leaf_hex, people.get(record.content["by"]["user"]))


def sealed_acts(regions: frozenset[str], *, most: int = 30) -> list[Record]:
    """Return what was last granted, ended or opened by a code among the people of some places.

    Shape: newest first. What an office decides about its people is shown to the other side.
    """
    rows = Seat.objects.filter(office__region__code__in=regions)
    keys = set(rows.values_list("key", flat=True))
    names = set(rows.values_list("user__username", flat=True))
    if not keys:
        return []
    codes = set(rows.values_list("office__code", flat=True))
    found = [
        *records(kind=(GRANT, END), about=keys),
        *records(kind=(CODE, DEACTIVATE), about=names),
        *records(kind=PROPOSE_HEAD, about=codes),
    ]
    return sorted(found, key=lambda r: -r.seq)[:most]
