"""From a report to a draft: every check at once, then the rows of all drafts together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from tallystick.access.queries import require
from tallystick.access.rules import SPEAKING, Sides
from tallystick.entries.models import SAID, BulkCorrectionRow, Entry, EntryAct, EntryLine, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.documents import missing_document
from tallystick.entries.queries.reported import lacking, report_of
from tallystick.entries.rules.blind import pair_key
from tallystick.entries.rules.checks import Known, check_report, not_ready
from tallystick.entries.rules.reports import Report, canonical_lines, content_hash
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.numbering import TRIES, last_number
from tallystick.entries.services.steps import move_on, tell
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import is_uuid, uuid7
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.kernel.text import folded
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import book_of, other, successor_of
from tallystick.programme.queries.things import unknown_names
from tallystick.programme.rules.pipelines import allowed, pipelines
from tallystick.regions.models import Region


@dataclass(frozen=True)
class Checked:
    """A report that holds, with what it names."""

    report: Report
    pairing: Pairing
    region: Region
    partner: Region
    thing: Thing | None
    seat: Seat
    hash: str
    policy: str


def check(report: Report, desk: Desk, *, seat: Seat | None = None, signed: bool = False) -> Checked:
    """Return a report with what it names.

    `seat`: who answers for a correction; without it a clerk's own seat is asked for. `signed`:
    it brings the targets of a text that every party signed, which is the only way they come in.
    Raises: NotFound for a pairing out of sight, Forbidden on the wrong side, Refused with every
    other fault at once.
    """
    report = replace(report, own_reference=folded(report.own_reference))
    pairing = desk.pairing(report.pairing)
    if pairing is None:
        raise NotFound.of("not-found", path="pairing", what="pairing", code=report.pairing)
    region, partner = desk.region(report.region), desk.region(report.partner)
    thing = desk.thing(report.thing) if report.thing else None
    problems = list(_places(report, desk, pairing, region, partner))
    if report.thing and thing is None:
        problems.append(_missing("thing", report.thing))
    known = Known(desk.today(pairing), thing.pipeline if thing else None)
    problems += check_report(report, known)
    problems += _unknown_in_record(report)
    if report.pipeline == "target" and not signed:
        problems.append(Problem("target-by-agreement", "pipeline", value=report.pipeline))
    if not any(problem.path == "happened_on" for problem in problems):
        problems += _outside_the_span(report, desk, pairing)
    if not problems:
        problems += _nearer(report, desk, pairing)
    if problems or region is None or partner is None:
        raise Refused(problems)
    return Checked(
        report=report,
        pairing=pairing,
        region=region,
        partner=partner,
        thing=thing,
        seat=seat or _own_seat(report, desk, pairing),
        hash=content_hash(report),
        policy=desk.policy(pairing, report.pipeline, report.happened_on),
    )


def _unknown_in_record(report: Report) -> list[Problem]:
    pipeline = pipelines().get(report.pipeline)
    return unknown_names(pipeline.record.entry, report.record) if pipeline else []


def require_ready(entry: Entry, desk: Desk, report: Report | None = None) -> None:
    """Refuse to hand on what is not complete, or what shows that workers are not protected.

    `report`: as if the entry said this instead.
    Raises: Refused with every field that is missing, and the document of the stage where a
    document is required: no proof of consent and contract, no count.
    """
    if problems := [*lacking(entry, report), *_without_document(entry, desk, report)]:
        raise Refused(problems)


def require_document(entry: Entry, desk: Desk) -> None:
    """Refuse to answer for an entry that does not rest on the document that is required by now.

    Raises: Refused, naming the document and the indicator that asks for it.
    """
    if problems := _without_document(entry, desk, None):
        raise Refused(problems)


def _without_document(entry: Entry, desk: Desk, report: Report | None) -> list[Problem]:
    asked = desk.asked_document(report or report_of(entry), entry.pairing)
    return missing_document(entry, asked)


def unready(report: Report, desk: Desk, *, unread: bool = False) -> list[Problem]:
    """Return what keeps a report from being handed on, whatever else is wrong with it.

    `unread`: as for `not_ready`. A move that there is not has nothing that it must show.
    """
    if not allowed(report.pipeline, report.source, report.target):
        return []
    thing = desk.thing(report.thing) if report.thing else None
    own = thing is not None and thing.pipeline == report.pipeline
    return not_ready(report, thing.details if thing is not None and own else None, unread=unread)


def _missing(what: str, code: str) -> Problem:
    return Problem("not-found", what, {"what": what, "code": code}, code)


def _places(
    report: Report, desk: Desk, pairing: Pairing, region: Region | None, partner: Region | None
) -> Iterable[Problem]:
    for field, side, place in (("region", "supported", region), ("partner", "supporting", partner)):
        code = getattr(report, field)
        if place is None:
            yield _missing(field, code)
        elif not desk.side_regions(pairing, side, code):
            params = {"pairing": pairing.code, "side": side}
            yield Problem("outside-the-pairing", field, params, code)
        elif problem := place_problem(place, report.happened_on):
            yield replace(problem, path=field)


def place_problem(place: Region, day: date) -> Problem | None:
    """Return why nothing can happen at a place on a day: it is no more, or is not yet."""
    name = Words.name_of(place)
    params: dict[str, object]
    if place.ended_on is not None and day > place.ended_on:
        changes = place.changes.exclude(heir=None).select_related("heir")
        heirs = Words.listed(Words.name_of(change.heir) for change in changes if change.heir)
        params = {"value": name, "heirs": heirs, "day": place.ended_on.isoformat()}
        return Problem("place-has-ended", params=params, value=place.code)
    if place.since is not None and day < place.since:
        params = {"value": name, "day": place.since.isoformat()}
        return Problem("place-not-yet", params=params, value=place.code)
    return None


def _nearer(report: Report, desk: Desk, pairing: Pairing) -> Iterable[Problem]:
    """Two places report in the nearest pairing that holds both: its rules and closings are theirs.

    A target is read at its node, and comes with the text that its parties signed.
    """
    if report.pipeline == "target":
        return
    nearer = desk.nearer(pairing, report)
    if nearer is not None:
        params = {"pairing": pairing.code, "nearer": nearer.code}
        yield Problem("reports-in-nearer-pairing", "pairing", params, pairing.code)


def _outside_the_span(report: Report, desk: Desk, pairing: Pairing) -> Iterable[Problem]:
    """Nothing happens in a pairing before it begins, and nothing new begins after its end.

    What is there at the end may still move on. A target speaks of its whole year.
    """
    held = desk.span(pairing)
    start, end = held.start, held.end
    if report.pipeline != "target" and start is not None and report.happened_on < start:
        params = {"pairing": pairing.code, "start": start.isoformat()}
        yield Problem("pairing-not-begun", "happened_on", params, report.happened_on.isoformat())
    if report.source == "outside" and end is not None and report.happened_on > end:
        later = successor_of(pairing)
        code = "pairing-has-successor" if later else "pairing-has-ended"
        params = {"pairing": pairing.code, "end": end.isoformat()}
        if later:
            params["successor"] = later.code
        yield Problem(code, "happened_on", params, report.happened_on.isoformat())


def _own_seat(report: Report, desk: Desk, pairing: Pairing) -> Seat:
    node = report.region if report.side == "supported" else report.partner
    sides = Sides(own=desk.side_regions(pairing, report.side, node))
    place = desk.region(node)
    scope = Words.name_of(place) if place else report.side
    return require(desk.by, ROWS["entries.report"], sides, scope=scope)


def known_again(checked: Checked) -> Entry | None:
    """Return the entry this very report made before.

    What was withdrawn frees its reference, unless a correction entered it anew under another one:
    a file that brings it once more brings it twice.
    Raises: Conflict when the same reference was used for something else.
    """
    if not checked.report.own_reference:
        return None
    rows = Entry.objects.filter(
        pairing=checked.pairing,
        side=checked.report.side,
        own_reference=checked.report.own_reference,
    )
    anew = BulkCorrectionRow.objects.filter(entry=OuterRef("pk"), replacement__isnull=False)
    found = rows.filter(~Q(state=State.WITHDRAWN) | Exists(anew)).first()
    if found is not None and found.content_hash != checked.hash:
        raise _reference_clash(found, checked.hash)
    return found


def require_new_reference(checked: Checked, entry: Entry | None = None) -> None:
    """Refuse a reference that names an entry already; `entry`: the draft that is said anew.

    A form is not sent twice as a file is: who fills it in means something new.
    Raises: Conflict with the number of the entry that bears it.
    """
    if entry is not None and checked.report.own_reference == entry.own_reference:
        return
    if found := known_again(checked):
        raise _reference_clash(found, checked.hash)


def _reference_clash(found: Entry, hash: str) -> Conflict:
    code = "reference-entered" if found.content_hash == hash else "reference-reused"
    reference = found.own_reference
    return Conflict.of(code, path="own_reference", value=reference, number=found.number)


def write(drafts: Sequence[Checked], desk: Desk, ids: Sequence[str | None]) -> list[Entry]:
    """Write new drafts with their lines and acts; they are numbered in the order given.

    Raises: Conflict when an id was used before.
    """
    keys = [_fresh_id(id) for id in ids]
    entries = _numbered([_entry(d, desk, id) for d, id in zip(drafts, keys, strict=True)], desk)
    EntryLine.objects.bulk_create(
        line
        for entry, checked in zip(entries, drafts, strict=True)
        for line in lines_of(entry, checked.report)
    )
    acts = EntryAct.objects.bulk_create(
        EntryAct(
            entry=entry,
            at=desk.at,
            verb=EntryAct.Verb.REPORTED,
            user_id=desk.by.user_id,
            name=desk.by.name,
            office=checked.seat.office,
            role=checked.seat.role,
            side=entry.side,
            version=1,
        )
        for entry, checked in zip(entries, drafts, strict=True)
    )
    for act in acts:
        tell(act, "draft")
    return entries


def _fresh_id(id: str | None) -> str:
    if id is None:
        return uuid7()
    if not is_uuid(id):
        raise Refused.of("entry-id-unfit", path="id", value=id)
    if Entry.objects.filter(pk=id).exists():
        raise Conflict.of("entry-id-taken", path="id", value=id)
    return id


def _entry(checked: Checked, desk: Desk, id: str) -> Entry:
    return Entry(
        id=id,
        pairing=checked.pairing,
        book=book_of(checked.pairing),
        side=checked.report.side,
        reported_at=desk.at,
        changed_at=desk.at,
        **content_fields(checked),
    )


def content_fields(checked: Checked) -> dict[str, Any]:
    """Return the columns that hold what a report says."""
    report = checked.report
    blind = checked.policy == "blind"
    return {
        "policy": checked.policy,
        "pair_key": pair_key(report) if blind else "",
        "covered": blind,
        "region": checked.region,
        "partner": checked.partner,
        "thing": checked.thing,
        "pipeline": report.pipeline,
        "source_stage": report.source,
        "target_stage": report.target,
        "statement": report.statement,
        "happened_on": report.happened_on,
        "own_reference": report.own_reference,
        "title_en": report.title_en,
        "title_zh": report.title_zh,
        "reason": report.reason,
        "details": dict(report.record),
        "content_hash": checked.hash,
    }


def lines_of(entry: Entry, report: Report) -> list[EntryLine]:
    """Return the rows of a report's lines, numbered from 1."""
    return [
        EntryLine(
            entry=entry,
            n=n,
            unit=line.unit,
            amount=line.amount,
            precision=line.precision,
            cell=line.cell,
            note=line.note,
        )
        for n, line in enumerate(canonical_lines(report), 1)
    ]


def _numbered(entries: list[Entry], desk: Desk) -> list[Entry]:
    """Number and write entries: E-2019-0001, one row of numbers a year."""
    for tries_left in reversed(range(TRIES)):
        _number(entries, desk)
        try:
            with transaction.atomic():
                return list(Entry.objects.bulk_create(entries))
        except IntegrityError as clash:
            taken = Entry.objects.filter(number__in=[entry.number for entry in entries]).exists()
            if not taken or not tries_left:
                # Somebody entered the same reference at the same moment.
                raise _clash(entries) from clash
    return entries


def _clash(entries: Sequence[Entry]) -> Conflict:
    """Return which reference was taken at the same moment, and by which entry."""
    for entry in entries:
        if found := _bearing(entry.pairing, entry.side, entry.own_reference):
            return _reference_clash(found, entry.content_hash)
    return Conflict.of("changed-meanwhile", state="draft")


def say_anew(entry: Entry, checked: Checked, desk: Desk) -> str:
    """Write what a draft says now as its next version; return the state it was in.

    Raises: Conflict when somebody else was quicker, with the draft or with its reference.
    """
    try:
        # Of its own, so that what the transaction wrote before is kept where this is refused.
        with transaction.atomic():
            content = content_fields(checked)
            return move_on(entry, "revise", desk, version=entry.version + 1, **content)
    except IntegrityError as clash:
        report = checked.report
        found = _bearing(checked.pairing, report.side, report.own_reference)
        if found is None:
            raise
        raise _reference_clash(found, checked.hash) from clash


def _bearing(pairing: Pairing, side: str, reference: str) -> Entry | None:
    """Return the entry that bears a reference now; none where there is no reference."""
    rows = Entry.objects.filter(pairing=pairing, side=side, own_reference=reference)
    return rows.exclude(state=State.WITHDRAWN).first() if reference else None


def _number(entries: Iterable[Entry], desk: Desk) -> None:
    last: dict[int, int] = {}
    for entry in entries:
        year = desk.today(entry.pairing).year
        last[year] = last.get(year) or last_number(Entry.objects.all(), "number", f"E-{year}-")
        last[year] += 1
        entry.number = f"E-{year}-{last[year]:04d}"


def require_own(entry: Entry, desk: Desk) -> Seat:
    """Return the clerk's seat by which this person writes for the entry's own side.

    Raises: Forbidden for anybody else.
    """
    return desk.seat("entries.report", entry, entry.side)


def require_one_side(entry: Entry, desk: Desk, actor: Actor) -> None:
    """Refuse a person whose seats speak for both halves of an entry, whoever granted them.

    Raises: Forbidden.
    """
    if all(
        actor.seat_in(desk.regions_for(entry, side), *SPEAKING)
        for side in (entry.side, other(entry.side))
    ):
        raise Forbidden.of("both-sides", who=actor.called, number=entry.number)


def require_two_hands(entry: Entry, theirs: Entry, desk: Desk) -> None:
    """Refuse two halves of one movement under which the same person stands.

    Raises: Forbidden.
    """
    acts = EntryAct.objects.filter(verb__in=SAID)
    mine = acts.filter(entry=entry).exclude(user=None).values("user")
    if acts.filter(entry=theirs, user__in=mine).exists():
        raise Forbidden.of("own-entry", who=desk.by.called, number=theirs.number)
    require_one_side(entry, desk, desk.by)


def acting_names(desk: Desk, seat: Seat) -> list[int]:
    """Return in whose names this person acts: her own, and that of the colleague who is away.

    A role that was handed on makes nobody the second person to herself.
    """
    return [user for user in (desk.by.user_id, seat.stands_for) if user is not None]


def require_second_person(entry: Entry, desk: Desk, seat: Seat) -> None:
    """Refuse a person who reported or confirmed the entry herself, or speaks for that side too.

    Raises: Forbidden.
    """
    names = acting_names(desk, seat)
    if EntryAct.objects.filter(entry=entry, user__in=names, verb__in=SAID).exists():
        raise Forbidden.of("own-entry", who=desk.by.called, number=entry.number)
    require_one_side(entry, desk, desk.by)
