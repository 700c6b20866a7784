"""Writes: record a good practice, say it anew, take it up, and say what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tallystick.access.models import Office
from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.exchanges.models import (
    Meeting,
    Practice,
    PracticeAdoption,
    PracticeEvidence,
    PracticeStep,
    Readout,
)
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.logged.practices import adopted, step_of
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.queries.practices import adopting_sides, lies_in, state_of
from tallystick.exchanges.rules.meetings import LONGEST_REASON
from tallystick.exchanges.rules.practices import (
    PracticeText,
    adoption_problems,
    practice_problems,
    step_problems,
)
from tallystick.exchanges.services.parties import on_one_line
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.services.numbering import create_coded
from tallystick.regions.models import Region

# What is written of a practice, beside who and when.
SAID = (
    *("title_en", "title_zh", "done_en", "done_zh", "since", "workstream", "origin", "url"),
    "shared",
)


@transaction.atomic
def record_practice(
    *,
    text: PracticeText,
    by: Actor,
    code: str = "",
    region: Region | None = None,
    pairing: Pairing | None = None,
    meeting: Meeting | None = None,
    readout: Readout | None = None,
    contact: Office | None = None,
    at: datetime | None = None,
) -> Practice:
    """Write down something that was done and is worth learning from, in an office's name.

    Raises: Forbidden; Refused with every fault; Conflict on a taken code.
    """
    office = None if by.system else _office(by)
    now = at or timezone.now()
    problems = practice_problems(code, text, now.date())
    problems += _place_problems(pairing, region) + _source_problems(text, pairing, meeting, readout)
    problems += _line_problems(pairing, meeting=meeting, readout=readout)
    if problems:
        raise Refused(problems)
    stem = region.code if region else (pairing.code if pairing else "practice")
    made = create_coded(
        Practice,
        "practice",
        code=code,
        stem=f"{stem}-p",
        **_columns(text),
        region=region,
        pairing=pairing,
        meeting=meeting,
        readout=readout,
        office=office,
        contact=contact or office,
        recorded_by=by.name,
        recorded_at=now,
    )
    record_act(
        "exchanges.record_practice", "practice", made.code, by=by,
        after={name: getattr(made, name) for name in SAID}, at=now,
    )  # fmt: skip
    return made


@transaction.atomic
def amend_practice(
    *,
    practice: Practice,
    text: PracticeText,
    by: Actor,
    why: str,
    version: int | None = None,
    region: Region | None = None,
    contact: Office | None = None,
    at: datetime | None = None,
) -> Practice:
    """Say a practice anew; the act log keeps what it said before. Its pairing and sources stay.

    Units: `version` is the one she read; None where nobody says.
    Raises: Forbidden; Refused with every fault; Conflict where another said it anew meanwhile.
    """
    if not by.system:
        row = ROWS["exchanges.record_practice"]
        require(by, row, office=practice.office, scope=practice.code)
    now, held = at or timezone.now(), version or practice.version
    problems = practice_problems("", text, now.date())
    problems += _place_problems(practice.pairing, region)
    problems += _source_problems(text, practice.pairing, practice.meeting, practice.readout)
    if not why.strip():
        problems.append(Problem("amending-needs-reason", "why"))
    if problems := problems + text_problems("why", why, LONGEST_REASON):
        raise Refused(problems)
    before = {name: getattr(practice, name) for name in SAID}
    new = {**_columns(text), "region": region, "contact": contact or practice.office}
    rows = Practice.objects.filter(pk=practice.pk, version=held)
    if rows.update(**new, version=held + 1) != 1:
        raise Conflict.of("practice-changed-meanwhile", practice=practice.code)
    changed = {name: new[name] for name in SAID if new[name] != before[name]}
    record_act(
        "exchanges.amend_practice", "practice", practice.code, by=by,
        before={name: before[name] for name in changed}, after=changed, why=why.strip(), at=now,
    )  # fmt: skip
    practice.refresh_from_db()
    return practice


@transaction.atomic
def adopt_practice(
    *,
    practice: Practice,
    pairing: Pairing,
    region: Region,
    on: date,
    text_en: str,
    text_zh: str,
    by: Actor,
    at: datetime | None = None,
) -> PracticeAdoption:
    """Say that a place takes a practice up for a pairing, in its own words.

    Raises: Forbidden; Refused where the place lies in neither side, is the one it came from, or
    the words or the day will not do; Conflict where it took it up already.
    """
    if not by.system:
        sides = adopting_sides(pairing, region)
        seat = require(by, ROWS["exchanges.adopt_practice"], sides, scope=region.code)
    office = None if by.system else Office.objects.get(code=seat.office)
    problems = adoption_problems(text_en, text_zh, on, today_of(pairing))
    problems += _place_problems(pairing, region)
    if practice.region_id == region.pk:
        problems.append(Problem("practice-own-place", "region", {}, region.code))
    if problems:
        raise Refused(problems)
    if practice.adoptions.filter(pairing=pairing, region=region).exists():
        raise Conflict.of("adopted-already", path="region", practice=practice.code)
    now = at or timezone.now()
    try:
        made = create_coded(
            PracticeAdoption, "adoption", code="", stem=f"{practice.code}-a", practice=practice,
            pairing=pairing, region=region, office=office, adopted_on=on,
            text_en=text_en.strip() or text_zh.strip(), text_zh=text_zh.strip(),
            recorded_by=by.name, recorded_at=now,
        )  # fmt: skip
    except IntegrityError as twice:
        raise Conflict.of("adopted-already", path="region", practice=practice.code) from twice
    record_act(
        "exchanges.adopt_practice", "adoption", made.code, by=by, after=adopted(made), at=now
    )
    return made


@transaction.atomic
def follow_practice(
    *,
    adoption: PracticeAdoption,
    state: str,
    on: date,
    text_en: str,
    text_zh: str,
    by: Actor,
    things: Sequence[Thing] = (),
    indicators: Sequence[str] = (),
    at: datetime | None = None,
) -> PracticeStep:
    """Say what came of an adoption by a day, and what in the book shows it.

    Raises: Forbidden; Refused with every fault; Conflict where another step came meanwhile.
    """
    pairing = adoption.pairing
    if not by.system:
        sides = adopting_sides(pairing, adoption.region)
        require(by, ROWS["exchanges.adopt_practice"], sides, scope=adoption.region.code)
    problems = step_problems(
        state,
        (text_en, text_zh),
        on,
        indicators,
        before=state_of(adoption),
        today=today_of(pairing),
    )
    problems += [
        Problem("evidence-elsewhere", "things", {"pairing": pairing.code}, thing.code)
        for thing in things
        if not lies_in(pairing, thing.region)
    ]
    if problems:
        raise Refused(problems)
    step = _keep_step(adoption, state, on, text_en, text_zh, by, at or timezone.now())
    PracticeEvidence.objects.bulk_create(
        [PracticeEvidence(step=step, thing=thing) for thing in dict.fromkeys(things)]
        + [PracticeEvidence(step=step, indicator=code) for code in dict.fromkeys(indicators)]
    )
    record_act(
        "exchanges.follow_practice", "adoption", adoption.code, by=by,
        after=step_of(step), at=step.recorded_at,
    )  # fmt: skip
    return step


def _keep_step(
    adoption: PracticeAdoption,
    state: str,
    on: date,
    text_en: str,
    text_zh: str,
    by: Actor,
    now: datetime,
) -> PracticeStep:
    """Write a step under the next number; whoever came first has it.

    Raises: Conflict.
    """
    try:
        with transaction.atomic():
            return PracticeStep.objects.create(
                adoption=adoption, n=adoption.steps.count() + 1, on=on, state=state,
                text_en=text_en.strip() or text_zh.strip(), text_zh=text_zh.strip(),
                recorded_by=by.name, recorded_at=now,
            )  # fmt: skip
    except IntegrityError as fault:
        raise Conflict.of("practice-changed-meanwhile", practice=adoption.code) from fault


def _columns(text: PracticeText) -> dict[str, Any]:
    said = {name: getattr(text, name) for name in SAID}
    said = {name: one.strip() if isinstance(one, str) else one for name, one in said.items()}
    said["title_en"] = said["title_en"] or said["title_zh"]
    said["done_en"] = said["done_en"] or said["done_zh"]
    return said


def _office(by: Actor) -> Office:
    """Return the office in whose name somebody records.

    Raises: Forbidden.
    """
    seat = require(by, ROWS["exchanges.record_practice"], scope="")
    return Office.objects.get(code=seat.office)


def _place_problems(pairing: Pairing | None, region: Region | None) -> list[Problem]:
    if pairing is None or region is None or lies_in(pairing, region):
        return []
    return [Problem("practice-elsewhere", "region", {"pairing": pairing.code}, region.code)]


def _source_problems(
    text: PracticeText, *kept: Pairing | Meeting | Readout | None
) -> list[Problem]:
    """Refuse what nobody could look up: it has a web address, or something kept here."""
    if text.url.strip() or any(kept):
        return []
    return [Problem("practice-sourceless", "url")]


def _line_problems(pairing: Pairing | None, **kept: Meeting | Readout | None) -> list[Problem]:
    """Refuse sources of several lines of pairings: what one of them keeps is not another's."""
    told = {name: one.pairing for name, one in kept.items() if one is not None}
    line = pairing or next(iter(told.values()), None)
    return [
        Problem("pairing-elsewhere", name, value=theirs.code)
        for name, theirs in told.items()
        if line is not None and not on_one_line(line, theirs)
    ]
