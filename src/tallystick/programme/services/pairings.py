"""Set up programmes, and pairings with their spans."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Role, Seat
from tallystick.access.queries import require, standing
from tallystick.access.services import face_regions, record_act
from tallystick.access.services.naming import both_names, name_faults, require_other_name
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems, country_problems, zone_problems
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, PairingSpan, Programme
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.map_sides import Ground
from tallystick.regions.models import Region
from tallystick.regions.queries import below

LONGEST_NAME = 160
LONGEST_SOURCE = 300
LONGEST_LEVEL = 20


@transaction.atomic
def create_programme(
    *,
    code: str,
    name_en: str,
    name_zh: str,
    country: str,
    by: Actor,
    time_zone: str = "Asia/Shanghai",
    invented: bool = False,
) -> Programme:
    """Open a programme.

    Raises: Conflict when the code is taken; Refused with everything else that is wrong: a code,
    a name, a country or a time zone that is none.
    """
    _require_set_up(by)
    problems = code_problems("code", code) + country_problems("country", country)
    problems += zone_problems("time_zone", time_zone)
    problems += name_faults(name_en, name_zh, LONGEST_NAME)
    if problems:
        raise Refused(problems)
    if Programme.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="programme", code=code)
    programme = Programme.objects.create(
        code=code,
        name_en=name_en,
        name_zh=name_zh,
        country=country,
        time_zone=time_zone,
        invented=invented,
    )
    record_act("programme.create", "programme", code, by=by, after={"name": name_en})
    return programme


@transaction.atomic
def rename_programme(*, programme: str, name_en: str, name_zh: str = "", by: Actor) -> Programme:
    """Give a programme another name; its code and its books stay.

    Units: `programme` its code.
    Raises: Forbidden but for whoever opens one; NotFound; Refused with every fault; Conflict when
    somebody else renamed it meanwhile.
    """
    _require_set_up(by)
    found = _find_programme(programme)
    before = both_names(found)
    new = require_other_name(found, name_en, name_zh, LONGEST_NAME)
    rows = Programme.objects.filter(pk=found.pk, **before)
    if rows.update(name_en=new.en, name_zh=new.zh) != 1:
        raise Conflict.of("changed-meanwhile", state="renamed")
    found.name_en, found.name_zh = new.en, new.zh
    record_act(
        "programme.rename", "programme", found.code, by=by, before=before,
        after=both_names(found),
    )  # fmt: skip
    return found


@transaction.atomic
def create_pairing(
    *,
    code: str,
    programme: str,
    supporting: str,
    supported: str,
    level: str,
    by: Actor,
    parent: str | None = None,
    succeeds: str | None = None,
    since: date | None = None,
    source: str = "",
) -> Pairing:
    """Pair two regions; without a parent the pairing opens a book of its own.

    `succeeds` is the pairing whose place it takes; `since` its first day where one knows it, as
    `source` says.
    Raises: Refused when a region lies outside the parent's regions, the parent is of another
    programme, somebody sits on both sides, or would come to decide over heads who have not asked
    her to; Conflict on a taken code.
    """
    _require_set_up(by)
    if problems := code_problems("code", code) + code_problems("level", level, LONGEST_LEVEL):
        raise Refused(problems)
    if Pairing.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="pairing", code=code)
    above = _find_pairing(parent) if parent else None
    frame = _find_programme(programme)
    before = _find_pairing(succeeds) if succeeds else None
    if any(one is not None and one.programme_id != frame.pk for one in (above, before)):
        raise Refused.of("of-another-programme", path="parent", programme=programme)
    east, west = _find_region(supporting), _find_region(supported)
    if above is not None:
        _require_inside(east, above.supporting)
        _require_inside(west, above.supported)
    if not by.system:
        _require_no_voice_over(east)
        _require_no_voice_over(west)
    pairing = Pairing.objects.create(
        code=code,
        programme=frame,
        succeeds=before,
        parent=above,
        supporting=east,
        supported=west,
        level=level,
    )
    face_regions(pairing=code, supporting=east, supported=west, by=by)
    after = {"supporting": supporting, "supported": supported, "parent": parent}
    after["succeeds"] = succeeds
    record_act("programme.pair", "pairing", code, by=by, after=after)
    if since is not None:
        state_span(
            pairing=pairing, valid_from=since, valid_to=None, source=source, preferred=True, by=by
        )
    return pairing


@transaction.atomic
def state_span(
    *,
    pairing: Pairing,
    valid_from: date | None,
    valid_to: date | None,
    source: str,
    by: Actor,
    preferred: bool = False,
) -> PairingSpan:
    """Keep one statement of how long the pairing held; a preferred one replaces the last.

    Raises: Refused when it ends before it begins, or nobody says where one can read so.
    """
    _require_set_up(by)
    if not 0 < len(source.strip()) <= LONGEST_SOURCE:
        raise Refused.of("span-needs-source", path="source", longest=LONGEST_SOURCE)
    if problems := text_problems("source", source):
        raise Refused(problems)
    if valid_from and valid_to and valid_from > valid_to:
        raise Refused.of("span-backwards", start=valid_from.isoformat(), end=valid_to.isoformat())
    if preferred:
        PairingSpan.objects.filter(pairing=pairing, preferred=True).update(preferred=False)
    row = PairingSpan.objects.create(
        pairing=pairing,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        preferred=preferred,
    )
    record_act(
        "programme.state_span",
        "pairing",
        pairing.code,
        by=by,
        after={"from": str(valid_from or ""), "to": str(valid_to or ""), "source": source},
    )
    return row


def _require_set_up(by: Actor) -> None:
    if not by.system:
        require(by, ROWS["programme.set_up"], scope="this programme")


def _find_region(code: str) -> Region:
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise NotFound.of("not-found", what="region", code=code)
    return region


def _find_programme(code: str) -> Programme:
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise NotFound.of("not-found", path="programme", what="programme", code=code)
    return programme


def _find_pairing(code: str) -> Pairing:
    pairing = Pairing.objects.filter(code=code).first()
    if pairing is None:
        raise NotFound.of("not-found", what="pairing", code=code)
    return pairing


def _require_inside(region: Region, ancestor: Region) -> None:
    if not region.above.filter(ancestor=ancestor).exists():
        raise Refused.of(
            "outside-parent", region=Words.name_of(region), parent=Words.name_of(ancestor)
        )


def _require_no_voice_over(region: Region) -> None:
    """Refuse a side that has a head already, over heads of other sides who did not name her.

    She was seated while the place was on no side; paired, she would stand over theirs.
    """
    ground = Ground.of_today()
    under = below(region.code) - {region.code}
    if ground.line(region.code) or not under & ground.paired & ground.heads:
        return
    heads = Seat.objects.filter(role=Role.HEAD)
    theirs = heads.filter(office__region__code__in=under).values_list("user", flat=True)
    own = standing(timezone.localdate()).filter(role=Role.HEAD, office__region=region)
    if who := own.exclude(granted_by__in=list(theirs)).values_list("user__username", flat=True):
        names = ", ".join(sorted(set(who)))
        raise Refused.of("pairing-over-heads", region=Words.name_of(region), who=names)
