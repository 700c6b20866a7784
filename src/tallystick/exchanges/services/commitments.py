"""Writes: undertake a commitment, at a meeting or otherwise, and settle it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tallystick.access.models import Office
from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.entries.models import Entry, State
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.commitments import settling_sides
from tallystick.exchanges.queries.evidence import evidence
from tallystick.exchanges.queries.logged.commitments import undertaken
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.rules.codes import given_code_problems
from tallystick.exchanges.rules.commitments import settling_problems, undertaking_problems
from tallystick.exchanges.rules.meetings import meeting_standing
from tallystick.exchanges.services.parties import require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing
from tallystick.programme.queries import line_of, side_region, span, successor_of
from tallystick.programme.services.numbering import create_coded
from tallystick.regions.queries import below


@transaction.atomic
def undertake(
    *,
    pairing: Pairing,
    owner: Office,
    due_on: date,
    text_en: str,
    text_zh: str,
    by: Actor,
    code: str = "",
    meeting: Meeting | None = None,
    kind: str = "",
    words: str = "",
    at: datetime | None = None,
) -> Commitment:
    """Turn something said into a commitment with an owner and a date.

    Units: `kind` is one of COMMITMENT_KINDS or empty; `words` are those of the source.
    Raises: Forbidden; Refused where the owner is an office of neither side, the meeting one of
    other sides or one that was not held, or the words or the day will not do; Conflict on a taken
    code.
    """
    require_party(by, pairing)
    problems = given_code_problems(code, "commitment")
    held_on = meeting.held_on if meeting else None
    today = today_of(pairing, at)
    problems += undertaking_problems(text_en, text_zh, due_on, held_on, kind, words, today)
    problems += owner_problems(owner, pairing)
    # Words of a source tell of the day they were printed, which may lie before the end.
    if meeting or not words:
        problems += _over_problems(pairing, held_on or today)
    if meeting and meeting.pairing_id not in {one.pk for one in line_of(pairing)}:
        params = {"pairing": pairing.code}
        problems.append(Problem("meeting-elsewhere", "meeting", params, meeting.code))
    problems += _held_problems(meeting, today)
    if problems:
        raise Refused(problems)
    stem = meeting.code if meeting else f"{pairing.code}-{due_on.year}"
    made = create_coded(
        Commitment,
        "commitment",
        code=code,
        stem=f"{stem}-c",
        pairing=pairing,
        meeting=meeting,
        owner=owner,
        due_on=due_on,
        text_en=text_en.strip() or text_zh.strip(),
        text_zh=text_zh.strip(),
        kind=kind,
        words=words.strip(),
        made_on=today,
    )
    record_act("exchanges.undertake", "commitment", made.code, by=by, after=undertaken(made), at=at)
    return made


def _held_problems(meeting: Meeting | None, today: date) -> list[Problem]:
    """Refuse what is said to be undertaken at a meeting that nobody says was held."""
    if meeting is None or meeting.state == Meeting.State.HELD:
        return []
    stands = meeting_standing(meeting.state, meeting.held_on, today)
    code = {
        "planned": "meeting-only-planned",
        "unconfirmed": "meeting-not-confirmed",
        "called_off": "meeting-was-called-off",
    }[stands]
    params = {"held_on": meeting.held_on.isoformat()}
    return [Problem(code, "meeting", params, meeting.code)]


def owner_problems(owner: Office, pairing: Pairing) -> list[Problem]:
    """Refuse an office that works for no place on either side: its head could not answer for it."""
    sides = (side_region(pairing, "supporting"), side_region(pairing, "supported"))
    if any(owner.region.code in below(top) for top in sides):
        return []
    params = {"value": Words.name_of(owner), "pairing": pairing.code}
    return [Problem("owner-outside", "owner", params, owner.code)]


def _over_problems(pairing: Pairing, said_on: date) -> list[Problem]:
    """Refuse what begins in a pairing that has ended; what began in it is followed up."""
    end = span(pairing).end
    if end is None or said_on <= end:
        return []
    later = successor_of(pairing)
    code = "no-new-promises-in" if later else "no-new-promises"
    params = {
        "pairing": pairing.code, "end": end.isoformat(), "successor": later.code if later else "",
    }  # fmt: skip
    return [Problem(code, "pairing", params, said_on.isoformat())]


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

    Raises: Forbidden; Refused with every fault: kept without a posted entry that shows it, or by
    one about other places, ended on a day to come, without a reason; Conflict when it was settled
    in the meantime.
    """
    sides = settling_sides(commitment)
    require(by, ROWS["exchanges.settle"], sides, scope=Words.name_of(commitment.owner))
    hold_open(commitment.pk)
    today = today_of(commitment.pairing)
    problems = settling_problems(state, on, reason, today)
    problems += _proof_problems(state, kept_by, commitment.pairing)
    problems += _kept_already(commitment, today)
    if problems:
        raise Refused(problems)
    made = Commitment.State.MADE
    changed = Commitment.objects.filter(pk=commitment.pk, state=made).update(
        state=state, settled_on=on, kept_by=kept_by, reason=reason.strip()
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state="settled")
    record_act(
        "exchanges.settle",
        "commitment",
        commitment.code,
        by=by,
        before={"state": made.value},
        after={
            "state": state,
            "on": on.isoformat(),
            "entry": kept_by.number if kept_by else None,
        },
        why=reason.strip(),
    )
    commitment.refresh_from_db()
    return commitment


def hold_open(key: int) -> None:
    """Hold a commitment until the end: who settles it and who answers for it come one after the
    other.

    Raises: Conflict where it was settled.
    """
    held = Commitment.objects.select_for_update(no_key=True).filter(pk=key)
    if held.values_list("state", flat=True).get() != Commitment.State.MADE:
        raise Conflict.of("changed-meanwhile", state="settled")


def _kept_already(commitment: Commitment, today: date) -> list[Problem]:
    """Refuse to end what the book shows kept: nobody's word is wanted beside it."""
    seen = evidence([commitment], on=today).get(commitment.pk)
    if seen is None or seen.outcome.state != "kept" or seen.outcome.on is None:
        return []
    return [Problem("kept-by-movements", "state", value=seen.outcome.on.isoformat())]


def _proof_problems(state: str, proof: Entry | None, pairing: Pairing) -> list[Problem]:
    """Refuse what shows nothing: an entry that is not posted, or about other places.

    The supported side decides: a successor's entry about the same places still keeps the word.
    """
    if state == "kept" and (proof is None or proof.state != State.POSTED):
        return [Problem("kept-needs-entry", "kept_by")]
    if proof is None:
        return []
    if state != "kept":
        return [Problem("proof-of-nothing", "kept_by", value=proof.number)]
    if proof.region.code not in below(side_region(pairing, "supported")):
        params = {"number": proof.number, "pairing": pairing.code}
        return [Problem("proof-elsewhere", "kept_by", params)]
    return []
