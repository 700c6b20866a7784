"""Offices: opened with their first head, or without one where nobody decides figures there."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office, Opposite, Role, User
from tallystick.access.models import Seat as SeatRow
from tallystick.access.policy import ROWS
from tallystick.access.queries import require, standing
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY
from tallystick.access.services.acts import record_act
from tallystick.access.services.seats import _seat, _Wish
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import is_slug
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.regions.models import Region
from tallystick.regions.queries import above, below


@transaction.atomic
def open_office(*, code: str, region: str, name_en: str, name_zh: str, by: Actor) -> Office:
    """Open an office that works for `region`; the same code again returns the same office.

    Raises: Forbidden but for an administrator; Refused for a code or name that is none; NotFound
    for an unknown place; Conflict where the code belongs to an office elsewhere.
    """
    if not by.system:
        require(by, ROWS["access.set_up"], scope="this installation")
    problems = [] if is_slug(code) else [Problem("office-code-unfit", "code", value=code)]
    if not name_en.strip():
        problems.append(Problem("name-missing", "name_en"))
    if problems:
        raise Refused(problems)
    place = Region.objects.filter(code=region).first()
    if place is None:
        raise NotFound.of("not-found", path="region", what="region", code=region)
    office, made = Office.objects.get_or_create(
        code=code, defaults={"region": place, "name_en": name_en, "name_zh": name_zh}
    )
    if made:
        record_act("access.open_office", "office", code, by=by, after={"region": region})
    elif office.region_id != place.pk:
        raise Conflict.of("office-elsewhere", code=code)
    return office


@transaction.atomic
def name_first_head(
    *, office: Office, user: User, since: date, by: Actor, at: datetime | None = None
) -> SeatRow:
    """Name the first head of an office, as part of its setting up; sealed and shown like a grant.

    Where the side has, or ever had, a head, she names the heads of its further offices: else an
    administrator could open an office beside hers and decide its figures alone. When none of them
    is left, the programme office does.
    Raises: Forbidden but for whoever may, and for herself; Conflict once anybody there has held a
    role that decides figures: from then on only the head grants.
    """
    if not by.system:
        _require_namer(office, by)
        if user.pk == by.user_id:
            raise Forbidden.of("head-grants", role=Role.HEAD, office=office.name_en)
    Office.objects.select_for_update().get(pk=office.pk)
    if SeatRow.objects.filter(office=office, role__in=GRANTED_BY_HEAD_ONLY).exists():
        raise Conflict.of("head-there-already", office=office.name_en)
    why = "first head, by the setting up of the office"
    return _seat(_Wish(user, office, Role.HEAD, since, None, by, why, at))


def _require_namer(office: Office, by: Actor) -> None:
    """Refuse whoever may not name the first head here.

    Raises: Forbidden, saying who may.
    """
    places = _own_side(office.region.code)
    heads = SeatRow.objects.filter(role=Role.HEAD, office__region__code__in=places)
    if not heads.exists():
        require(by, ROWS["access.set_up"], scope="this installation")
        return
    left = not standing(timezone.localdate()).filter(pk__in=heads.values("pk")).exists()
    if left and "programme_office" not in by.roles:
        raise Forbidden.of("office-names-head", office=office.name_en)
    if not left and not any(seat.role == Role.HEAD and seat.region in places for seat in by.seats):
        raise Forbidden.of("side-names-head", office=office.name_en)


def _own_side(region: str) -> frozenset[str]:
    """Return the places whose heads answer for what an office of `region` could decide.

    An office that stands in no pairing decides nothing beyond its own place.
    """
    over = above(region) | {region}
    rows = Opposite.objects.values_list("supporting__code", "supported__code")
    paired = over & {code for row in rows for code in row}
    return frozenset({region}) | (paired | below(region) if paired else frozenset())
