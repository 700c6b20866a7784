"""Writes: record a meeting, undertake a commitment there or by signing a clause, settle it."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office
from tallystick.access.queries import require
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.entries.models import Entry, State
from tallystick.entries.services import sign_targets
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.policy import ROWS
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.models import AgreementVersion, Clause, Pairing
from tallystick.programme.queries import (
    side_region,
)
from tallystick.programme.queries.agreements import (
    clauses_of,
)
from tallystick.regions.models import Region
from tallystick.regions.queries import below

LONGEST_MEETING_CODE = 80
LONGEST_COMMITMENT_CODE = 100
LONGEST_LINK = 500
LONGEST_TITLE = 200


@transaction.atomic
def record_meeting(
    *,
    code: str,
    pairing: Pairing,
    kind: str,
    held_on: date,
    title_en: str,
    title_zh: str,
    by: Actor,
    place: str = "",
    url: str = "",
) -> Meeting:
    """Keep that both sides met. The visit counts only through an entry that both match.

    Raises: Conflict on a taken code; Refused for a code or title that is none, an unknown kind or
    an address that is no link.
    """
    _require_party(by, pairing)
    problems = code_problems("code", code, LONGEST_MEETING_CODE)
    if kind not in Meeting.Kind.values:
        params = {"kinds": ", ".join(Meeting.Kind.values)}
        problems.append(Problem("unknown-meeting-kind", "kind", params, kind))
    if url and not url.startswith(("https://", "http://")):
        problems.append(Problem("not-a-link", "url", value=url[:80]))
    problems += text_problems("url", url, LONGEST_LINK)
    problems += text_problems("title_en", title_en, LONGEST_TITLE)
    problems += text_problems("title_zh", title_zh, LONGEST_TITLE)
    if problems:
        raise Refused(problems)
    if Meeting.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="meeting", code=code)
    meeting = Meeting.objects.create(
        code=code,
        pairing=pairing,
        kind=kind,
        held_on=held_on,
        place=_find_place(place),
        title_en=title_en,
        title_zh=title_zh,
        url=url,
    )
    record_act("exchanges.record_meeting", "meeting", code, by=by, after={"held_on": str(held_on)})
    return meeting


@transaction.atomic
def undertake(
    *,
    code: str,
    pairing: Pairing,
    owner: Office,
    due_on: date,
    text_en: str,
    text_zh: str,
    by: Actor,
    meeting: Meeting | None = None,
) -> Commitment:
    """Turn something said into a commitment with an owner and a date.

    Raises: Refused for a code or text that is none, or where the owner is an office of neither
    side; Conflict on a taken code.
    """
    _require_party(by, pairing)
    _require_owner(owner, pairing)
    problems = code_problems("code", code, LONGEST_COMMITMENT_CODE)
    problems += text_problems("text_en", text_en) + text_problems("text_zh", text_zh)
    if problems:
        raise Refused(problems)
    if Commitment.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="commitment", code=code)
    commitment = Commitment.objects.create(
        code=code,
        pairing=pairing,
        meeting=meeting,
        owner=owner,
        due_on=due_on,
        text_en=text_en,
        text_zh=text_zh,
    )
    record_act(
        "exchanges.undertake",
        "commitment",
        code,
        by=by,
        after={"owner": owner.code, "due_on": str(due_on)},
    )
    return commitment


@transaction.atomic
def settle_commitment(
    *,
    commitment: Commitment,
    state: str,
    on: date,
    reason: str,
    by: Actor,
    kept_by: Entry | None = None,
) -> Commitment:
    """End a commitment as kept, broken or dropped.

    Raises: Refused when kept without a posted entry that shows it, by one about other places,
    ended on a day to come or without a reason; Conflict when it was settled in the meantime.
    """
    require(
        by,
        ROWS["exchanges.settle"],
        Sides(frozenset({commitment.owner.region.code})),
        scope=commitment.owner.name_en,
    )
    if state not in ("kept", "broken", "dropped"):
        raise Refused.of("unknown-settlement", value=state)
    if state == "kept" and (kept_by is None or kept_by.state != State.POSTED):
        raise Refused.of("kept-needs-entry")
    if kept_by is not None:
        _require_proof_inside(kept_by, commitment.pairing)
    today = timezone.now().astimezone(ZoneInfo(commitment.pairing.programme.time_zone)).date()
    if on > today:
        raise Refused.of(
            "settled-in-the-future", path="on", value=on.isoformat(), today=today.isoformat()
        )
    if not reason.strip():
        raise Refused.of("settling-needs-reason", path="reason")
    if problems := text_problems("reason", reason):
        raise Refused(problems)
    changed = Commitment.objects.filter(pk=commitment.pk, state="made").update(
        state=state, settled_on=on, kept_by=kept_by, reason=reason
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state="settled")
    record_act(
        "exchanges.settle",
        "commitment",
        commitment.code,
        by=by,
        before={"state": "made"},
        after={"state": state, "entry": kept_by.number if kept_by else None},
        why=reason,
    )
    commitment.refresh_from_db()
    return commitment


@transaction.atomic
def sign_agreement(
    *,
    version: AgreementVersion,
    region: str,
    content_hash: str,
    by: Actor,
    at: datetime | None = None,
) -> AgreementVersion:
    """Sign a text for one party. The last party's name posts its targets and makes its clauses
    without a figure commitments of their offices.

    Units: `region` is the party's code; `content_hash` that of the text its reader saw.
    Raises: as `programme.services.add_signature`.
    """
    signed = sign_targets(version=version, region=region, content_hash=content_hash, by=by, at=at)
    if signed.state == AgreementVersion.State.SIGNED:
        _commit_clauses(signed, by, at)
    return signed


def _commit_clauses(version: AgreementVersion, by: Actor, at: datetime | None) -> None:
    """Make commitments of the clauses that are new, and drop those an amendment took away."""
    before = clauses_of(version.amends) if version.amends else ()
    stood = {clause.number: clause for clause in before}
    now = {clause.number: clause for clause in clauses_of(version)}
    gone = [number for number, clause in stood.items() if now.get(number) != clause]
    _drop_clauses(version, gone, by, at)
    for clause in version.clauses.filter(indicator="").select_related("owner"):
        if stood.get(clause.number) != now[clause.number]:
            _commit(clause, version, by, at)


def _commit(clause: Clause, version: AgreementVersion, by: Actor, at: datetime | None) -> None:
    # A clause without a figure has both; the table itself refuses another.
    owner, due_on = cast(Office, clause.owner), cast(date, clause.due_on)
    code = f"{version.agreement.code}-v{version.number}-c{clause.number}"
    Commitment.objects.create(
        code=code,
        pairing=version.agreement.pairing,
        clause=clause,
        owner=owner,
        due_on=due_on,
        text_en=clause.text_en or clause.text_zh,
        text_zh=clause.text_zh,
    )
    after = {"owner": owner.code, "due_on": due_on.isoformat()}
    record_act("exchanges.undertake", "commitment", code, by=by, after=after, at=at)


def _drop_clauses(
    version: AgreementVersion, numbers: list[int], by: Actor, at: datetime | None
) -> None:
    """End the open commitments of clauses that the parties signed away together."""
    why = f"{version.agreement.code} v{version.number}"
    for row in Commitment.objects.filter(
        clause__version__agreement=version.agreement,
        clause__number__in=numbers,
        state=Commitment.State.MADE,
    ):
        settled = Commitment.objects.filter(pk=row.pk, state=Commitment.State.MADE)
        settled.update(state=Commitment.State.DROPPED, settled_on=version.signed_on, reason=why)
        record_act("exchanges.settle", "commitment", row.code, by=by, why=why, at=at)


def _require_party(by: Actor, pairing: Pairing) -> None:
    if by.system:
        return
    parties = frozenset({side_region(pairing, "supporting"), side_region(pairing, "supported")})
    require(by, ROWS["exchanges.record"], Sides.either(parties), scope=pairing.code)


def _require_owner(owner: Office, pairing: Pairing) -> None:
    """Refuse an office that works for no place on either side: its head could not answer for it."""
    sides = (side_region(pairing, "supporting"), side_region(pairing, "supported"))
    if not any(owner.region.code in below(top) for top in sides):
        raise Refused.of("owner-outside", value=owner.name_en, pairing=pairing.code)


def _require_proof_inside(proof: Entry, pairing: Pairing) -> None:
    """Refuse an entry about places the commitment is not about.

    The supported side decides: a successor's entry about the same places still keeps the word.
    """
    if proof.region.code not in below(side_region(pairing, "supported")):
        raise Refused.of("proof-elsewhere", number=proof.number, pairing=pairing.code)


def _find_place(code: str) -> Region | None:
    if not code:
        return None
    place = Region.objects.filter(code=code).first()
    if place is None:
        raise NotFound.of("not-found", what="region", code=code)
    return place
