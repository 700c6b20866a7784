"""A form: every fault at once, then the draft, its evidence and, if asked, the hand-on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from tallystick.entries.models import Entry, EntryLine, State
from tallystick.entries.queries.closings import late_problem
from tallystick.entries.queries.documents import document_problems
from tallystick.entries.rules.closing import is_late
from tallystick.entries.rules.files import examine, plain_name
from tallystick.entries.rules.reports import Report
from tallystick.entries.services import drafts
from tallystick.entries.services.desk import Desk, same_version
from tallystick.entries.services.evidence import attach_evidence
from tallystick.entries.services.reporting import submit
from tallystick.entries.services.steps import require_open, write_down
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.programme.rules.pipelines import OUTSIDE, allowed, pipelines

File = tuple[str, bytes]


@transaction.atomic
def enter_report(
    *,
    report: Report,
    by: Actor,
    files: Sequence[File] = (),
    hand_on: bool = False,
    unread: Sequence[Problem] = (),
    draft: tuple[str, int] | None = None,
    id: str | None = None,
    at: datetime | None = None,
) -> Entry:
    """Keep what a form says as a draft, new or edited, with its files; `hand_on` submits it.

    Units: `unread` are the form's own problems, told with all others; `draft` names the draft
    that is edited and the version its editor saw; `id` a UUID by which a new one is known, so
    that a form sent twice makes one.
    Raises: Refused with every fault of form, report, record and files at once, and nothing is
    kept; Forbidden on the wrong side; NotFound out of sight; Conflict on another version, or
    where the reference or the id names an entry already.
    """
    desk = Desk(by, at)
    known = desk.open(draft[0]) if draft is not None else None
    found = _faults(report, desk, files, known, hand_on=hand_on, unread=bool(unread))
    problems = [*unread, *found]
    if problems:
        raise Refused(_once(problems))
    if draft is None:
        checked = drafts.check(report, desk)
        drafts.require_new_reference(checked)
        entry = drafts.write([checked], desk, [id])[0]
    else:
        entry = edit(desk.open(draft[0]), desk, version=draft[1], report=report)
    for name, content in files:
        attach_evidence(entry_id=entry.pk, name=name, content=content, by=by, at=at)
    if hand_on:
        submit(entry, desk)
    return entry


@transaction.atomic
def edit_draft(
    *, entry_id: str, version: int, report: Report, by: Actor, at: datetime | None = None
) -> Entry:
    """Say a draft anew; it stays a draft, with a new version.

    Raises: Refused with every fault; Conflict when it is no draft any more or was changed.
    """
    desk = Desk(by, at)
    return edit(desk.open(entry_id), desk, version=version, report=report)


def _faults(
    report: Report,
    desk: Desk,
    files: Sequence[File],
    known: Entry | None,
    *,
    hand_on: bool,
    unread: bool,
) -> list[Problem]:
    """Return everything that is wrong; `known`: the draft that is said anew."""
    found: list[Problem] = []
    try:
        drafts.check(report, desk)
    except (Conflict, Forbidden, NotFound):
        raise
    except Refused as refused:
        found += refused.problems
    if hand_on:
        found += drafts.unready(report, desk, unread=unread)
        found += _not_yet(report, desk, known, rests=bool(files))
    for name, content in files:
        found += examine(plain_name(name), content).problems
    return [*found, *_entered_before(report, desk)]


def _not_yet(report: Report, desk: Desk, known: Entry | None, *, rests: bool) -> list[Problem]:
    """Return what would keep its draft from being handed on: no document, no reason for a delay."""
    pairing = desk.pairing(report.pairing)
    if pairing is None or not allowed(report.pipeline, report.source, report.target):
        return []
    rests = rests or (known is not None and known.evidence_links.exists())
    found = [] if rests else document_problems(desk.asked_document(report, pairing))
    act = desk.closing(pairing, report.pipeline, report.happened_on)
    late = act is not None and (known is None or is_late(act, known.pk))
    if act is not None and late and not report.reason.strip():
        found.append(late_problem(report.happened_on, desk.day_of(act.at, pairing)))
    return found


def _entered_before(report: Report, desk: Desk) -> Iterator[Problem]:
    """Tell that a named thing came in before: the second signing is evidence on the first."""
    thing = desk.thing(report.thing) if report.thing else None
    pipeline = pipelines()[report.pipeline]
    if thing is None or report.source != OUTSIDE or not pipeline.subject.once:
        return
    told = Entry.objects.visible_to(desk.by).filter(thing=thing, pipeline=report.pipeline)
    told = told.exclude(state__in=(State.DRAFT, State.WITHDRAWN, State.REVERSED))
    ends = [stage.code for stage in pipeline.stages.values() if stage.end]
    first = told.filter(source_stage=OUTSIDE, lines__amount__gt=0).order_by("happened_on").first()
    if first is None or told.filter(target_stage__in=ends).exists():
        return
    if any(line.amount for line in report.lines):
        params = {"day": first.happened_on.isoformat(), "number": first.number}
        yield Problem("thing-entered-before", "again", params, thing.code)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """Leave out what is said twice of one place: an unread cell is also an empty one."""
    seen: dict[str, Problem] = {}
    for problem in problems:
        seen.setdefault(problem.path or problem.code, problem)
    return list(seen.values())


def edit(
    entry: Entry, desk: Desk, *, version: int, report: Report, seat: Seat | None = None
) -> Entry:
    """Say an opened draft anew; `seat`: by which a correction is answered for."""
    seat = seat or drafts.require_own(entry, desk)
    require_open(entry, "revise")
    same_version(entry, version)
    checked = drafts.check(report, desk, seat=seat)
    if (report.pairing, report.side) != (entry.pairing.code, entry.side):
        raise Refused.of("amend-keeps-frame", path="own_reference", number=entry.number)
    drafts.require_new_reference(checked, entry)
    before = drafts.say_anew(entry, checked, desk)
    EntryLine.objects.filter(entry=entry).delete()
    EntryLine.objects.bulk_create(drafts.lines_of(entry, report))
    write_down(entry, "revise", desk, seat=seat, side=entry.side, before=before)
    return entry
