"""Matching on paper, for a side that never signs in: printed, signed and sealed, scanned back.

One person records what the signed list says, another holds it against the scan; then it counts,
under the name that stands on the paper, with both of theirs beside it, and counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from tallystick.access.queries import may, require, standing
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.entries.models import Basis, Entry, EntryAct, Evidence, PaperList, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.logged import answers_of
from tallystick.entries.queries.papers import paper_list
from tallystick.entries.rules.channels import PAPER, Carried
from tallystick.entries.rules.files import examine, plain_name
from tallystick.entries.rules.papers import list_hash
from tallystick.entries.services import drafts
from tallystick.entries.services.answers import AGREE, ANSWERS, DIFFER, LATER
from tallystick.entries.services.bulk import Result, each
from tallystick.entries.services.desk import Desk, place_of, require_as_reported
from tallystick.entries.services.disputes import counter_problems
from tallystick.entries.services.evidence import keep_file
from tallystick.entries.services.numbering import TRIES, last_number
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import require_open, require_reason, take
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.models import Pairing
from tallystick.programme.queries import other, side_region
from tallystick.regions.queries import below

MOST_ROWS = 200
# As many signs as the act log and the act under an entry hold.
LONGEST_NAME = 160


@dataclass(frozen=True)
class PaperAnswer:
    """What stands on paper of one entry: a box ticked, and a counter-figure where they differ.

    Units: `counter` (line number, amount in minor units of that line).
    """

    number: str
    answer: str
    counter: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@transaction.atomic
def draw_list(*, pairing: str, side: str, by: Actor, at: datetime | None = None) -> PaperList:
    """Draw up what waits for `side` as a list to be printed: at most 200 entries, oldest first.

    Raises: Forbidden for who has no seat in the pairing; Refused where nothing waits.
    """
    desk = Desk(by, at)
    row = desk.pairing(pairing)
    if row is None:
        raise NotFound.of("not-found", path="pairing", what="pairing", code=pairing)
    if side not in ("supporting", "supported"):
        raise Refused.of("not-a-side", path="side", value=side[:20])
    require(by, ROWS["entries.record_paper"], _either_side(row))
    assert by.user_id is not None  # noqa: S101 (a seat is a person's)
    found = Entry.objects.visible_to(by).filter(
        pairing=row, side=other(side), state=State.CONFIRMED
    )
    waiting = list(found.exclude(policy="blind").order_by("reported_at", "number")[:MOST_ROWS])
    if not waiting:
        raise Refused.of("nothing-to-print", path="pairing")
    rows = [
        {"entry": e.pk, "number": e.number, "version": e.version, "hash": e.content_hash}
        for e in waiting
    ]
    made = _numbered(row, side, rows, desk, by.user_id)
    after = {"rows": len(rows), "sha256": made.sha256}
    record_act("entries.draw_list", "paper_list", made.code, by=by, after=after, at=desk.at)
    return made


def _either_side(row: Pairing) -> Sides:
    return Sides.either(
        below(side_region(row, "supporting")) | below(side_region(row, "supported"))
    )


def _numbered(
    row: Pairing, side: str, rows: list[dict[str, Any]], desk: Desk, drawn_by: int
) -> PaperList:
    """Number and write a list: L-2020-0001, one row of numbers a year.

    Raises: Conflict where others drew lists at the same moment, again and again.
    """
    prefix = f"L-{desk.today(row).year}-"
    for _try in range(TRIES):
        code = f"{prefix}{last_number(PaperList.objects.all(), 'code', prefix) + 1:04d}"
        made = PaperList(
            code=code,
            pairing=row,
            side=side,
            rows=rows,
            sha256=list_hash(code, row.code, side, rows),
            made_at=desk.at,
            made_by_id=drawn_by,
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            if not PaperList.objects.filter(code=code).exists():
                raise
        else:
            return made
    raise Conflict.of("changed-meanwhile", state=PaperList.State.PRINTED)


@transaction.atomic
def record_paper(
    *,
    code: str,
    name: str,
    scan: bytes | None,
    signer: str,
    signer_post: str,
    signed_on: date,
    answers: Sequence[PaperAnswer],
    by: Actor,
    at: datetime | None = None,
) -> PaperList:
    """Record what a signed and sealed list says, with its scan; nothing counts before the check.

    Units: `name` is the scan's file name; a list that is recorded anew may keep the scan it has. An
    entry that `answers` leaves out is left for later.
    Raises: Refused with every fault; Forbidden for who reported or confirmed one of the entries,
    or speaks for the reporting side where the other has a matcher; Conflict once it is checked.
    """
    desk = Desk(by, at)
    paper = paper_list(code, by)
    _require_on_list(paper, desk, "entries.record_paper")
    if paper.state == PaperList.State.CHECKED or not _is_hers(paper, by):
        raise Conflict.of("changed-meanwhile", state=paper.state)
    said = _checked_answers(paper, answers, signer, signer_post, signed_on, desk)
    file = _kept_scan(paper, name, scan, desk)
    changed = PaperList.objects.filter(pk=paper.pk, state=paper.state).update(
        state=PaperList.State.RECORDED,
        signer=signer.strip(),
        signer_post=signer_post.strip(),
        signed_on=signed_on,
        scan=file,
        answers=said,
        recorded_at=desk.at,
        recorded_by=by.user_id,
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state=paper.state)
    recorded = paper_list(code, by)
    after = answers_of(recorded)
    record_act("entries.record_paper", "paper_list", code, by=by, after=after, at=desk.at)
    return recorded


def _kept_scan(paper: PaperList, name: str, scan: bytes | None, desk: Desk) -> Evidence:
    """Return the scan of a list: the one that came, else the one it was recorded with before.

    Raises: Refused where there is none, or it is no file to be kept.
    """
    if scan is None:
        if paper.scan is None:
            raise Refused.of("scan-missing", path="scan")
        return paper.scan
    known = plain_name(name)
    examined = examine(known, scan)
    if examined.problems:
        raise Refused(examined.problems)
    return keep_file(known, scan, examined.media_type, desk, invented=_invented(paper))


def _require_on_list(paper: PaperList, desk: Desk, action: str) -> None:
    """Require that this person may answer for each entry on a list, also for those out of sight.

    An entry said anew since it was printed is not shown to the answering side; one of another
    county was never shown to her.
    Raises: Forbidden.
    """
    listed = Entry.objects.filter(pk__in=[row["entry"] for row in paper.rows])
    for entry in listed.select_related(*FRAME):
        require_recorder(entry, desk, action)


def _is_hers(paper: PaperList, by: Actor) -> bool:
    """Return whether she may write a list down: nobody has, or she did, or it was sent back."""
    free = paper.recorded_by_id is None or paper.state == PaperList.State.RETURNED
    return free or paper.recorded_by_id == by.user_id


def _invented(paper: PaperList) -> bool:
    return bool(paper.pairing.programme.invented)


def _checked_answers(
    paper: PaperList,
    answers: Sequence[PaperAnswer],
    signer: str,
    signer_post: str,
    signed_on: date,
    desk: Desk,
) -> list[dict[str, Any]]:
    problems = [
        Problem("paper-incomplete", field)
        for field, text in (("signer", signer), ("signer_post", signer_post))
        if not text.strip() or len(text.strip()) > 120
    ]
    if not problems and len(signed_name(signer, signer_post)) > LONGEST_NAME:
        problems.append(Problem("paper-name-long", "signer", {"longest": LONGEST_NAME}))
    problems += text_problems("signer", signer) + text_problems("signer_post", signer_post)
    if not answers:
        problems.append(Problem("paper-unanswered", "answers", {"code": paper.code}))
    if not desk.day_of(paper.made_at, paper.pairing) <= signed_on <= desk.today(paper.pairing):
        problems.append(Problem("paper-day-unfit", "signed_on", value=signed_on.isoformat()))
    listed = {row["number"]: row["entry"] for row in paper.rows}
    # A counter-figure is held against an entry she sees: else the answer would tell the figure.
    seen = Entry.objects.visible_to(desk.by).filter(pk__in=listed.values())
    entries = {entry.number: entry for entry in seen.prefetch_related("lines")}
    for answer in answers:
        if answer.number not in listed:
            found = Problem("not-on-the-list", answer.number, {"code": paper.code}, answer.number)
            problems.append(found)
        elif answer.answer not in ANSWERS:
            params = {"choices": ", ".join(ANSWERS)}
            problems.append(Problem("paper-answer-unknown", answer.number, params, answer.answer))
        elif answer.answer == DIFFER:
            entry = entries.get(answer.number)
            unfit = counter_problems(entry, answer.counter) if entry else []
            problems += [replace(problem, path=answer.number) for problem in unfit]
            if not answer.reason.strip():
                problems.append(Problem("reason-missing", answer.number))
            problems += text_problems(answer.number, answer.reason)
    if problems:
        raise Refused(problems)
    return [
        {
            "entry": listed[answer.number],
            "answer": answer.answer,
            "counter": [list(pair) for pair in answer.counter],
            "reason": answer.reason.strip(),
        }
        for answer in answers
    ]


def signed_name(signer: str, post: str) -> str:
    """Return the name under a figure that was matched on paper.

    >>> signed_name(" Zhou Wen", "Deputy head")
    'Zhou Wen, Deputy head'
    """
    return f"{signer.strip()}, {post.strip()}"


def require_recorder(entry: Entry, desk: Desk, action: str) -> Seat:
    """Return the seat by which this person may record or check paper about an entry.

    The answering side records its own paper; the reporting side may only where nobody of the
    other can match, and nobody does who reported or confirmed the entry.
    Raises: Forbidden.
    """
    side = other(entry.side)
    names = {desk.by.user_id, *(seat.stands_for for seat in desk.by.seats)} - {None}
    mine = EntryAct.objects.filter(entry=entry, user__in=names, side=entry.side)
    if mine.exclude(verb=EntryAct.Verb.WITHDRAWN).exists():
        raise Forbidden.of("own-entry", who=desk.by.called, number=entry.number)
    drafts.require_one_side(entry, desk, desk.by)
    seat = may(desk.by, ROWS[action], Sides.either(desk.regions_for(entry, side)))
    if seat is not None:
        return seat
    own = Sides.either(desk.regions_for(entry, entry.side))
    seat = require(desk.by, ROWS[action], own, scope=place_of(entry, entry.side))
    day = desk.today(entry.pairing)
    places = desk.regions_for(entry, side)
    matchers = standing(day).filter(office__region__code__in=places, role="matcher")
    if matchers.exists():
        raise Forbidden.of("paper-not-needed", side=side, number=entry.number)
    return seat


def check_paper(*, code: str, by: Actor, at: datetime | None = None) -> list[Result]:
    """Release a recorded list after holding it against its scan: each entry on its own.

    An entry that changed since the list was printed is a Conflict of its row.
    Raises: Forbidden for who recorded it; Conflict when it is not waiting for its check.
    """
    desk = Desk(by, at)
    paper = _to_check(code, desk)
    said = {row["entry"]: row for row in paper.answers or []}
    with transaction.atomic():
        changed = PaperList.objects.filter(pk=paper.pk, state=PaperList.State.RECORDED).update(
            state=PaperList.State.CHECKED, checked_at=desk.at, checked_by=by.user_id
        )
        if changed != 1:
            raise Conflict.of("changed-meanwhile", state=paper.state)
        record_act("entries.check_paper", "paper_list", code, by=by, at=desk.at)
    versions = {row["entry"]: row["version"] for row in paper.rows}
    decided = [(id, versions[id]) for id, row in said.items() if row["answer"] != LATER]
    return each(decided, _step(paper, said), by, at)


def _to_check(code: str, desk: Desk) -> PaperList:
    """Return a recorded list of which this person is the second one.

    Raises: Forbidden for who recorded it; Conflict when it is not waiting for its check.
    """
    paper, by = paper_list(code, desk.by), desk.by
    _require_on_list(paper, desk, "entries.check_paper")
    seats = [seat for seat in by.seats if seat.role in ROWS["entries.check_paper"].roles]
    if paper.recorded_by_id in (by.user_id, *(seat.stands_for for seat in seats)):
        raise Forbidden.of("paper-second-person", who=by.called, code=code)
    if paper.state != PaperList.State.RECORDED:
        raise Conflict.of("changed-meanwhile", state=paper.state)
    return paper


@transaction.atomic
def return_paper(*, code: str, reason: str, by: Actor, at: datetime | None = None) -> PaperList:
    """Send a recorded list back, as it does not say what the scan says; nothing of it counts.

    Raises: as `check_paper`; Refused without a reason.
    """
    desk = Desk(by, at)
    paper = _to_check(code, desk)
    said = require_reason(reason)
    changed = PaperList.objects.filter(pk=paper.pk, state=PaperList.State.RECORDED).update(
        state=PaperList.State.RETURNED,
        returned_at=desk.at,
        returned_by=by.user_id,
        returned_reason=said,
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state=paper.state)
    record_act("entries.return_paper", "paper_list", code, by=by, why=said, at=desk.at)
    return paper_list(code, by)


def _step(paper: PaperList, said: Mapping[str, Mapping[str, Any]]) -> Any:
    recorder = paper.recorded_by
    scan = paper.scan.sha256 if paper.scan else ""

    def step(entry: Entry, desk: Desk, version: int) -> None:
        seat = require_recorder(entry, desk, "entries.check_paper")
        answer = said[entry.pk]
        if entry.version != version:
            raise Conflict.of("changed-meanwhile", state=entry.state)
        names = f"{recorder.name_en if recorder else ''}; {desk.by.name}"
        carried = Carried(PAPER, names, paper.code, scan)
        # The name under the figure is the one on the paper; it has no user of its own.
        signed = Actor(None, "", signed_name(paper.signer, paper.signer_post))
        verb = "match" if answer["answer"] == AGREE else "dispute"
        require_open(entry, verb)
        if verb == "match":
            require_as_reported(entry)
        basis = Basis.PAPER if verb == "match" else ""
        counter = [{"n": n, "amount": amount} for n, amount in answer["counter"]] or None
        reason = "" if verb == "match" else require_reason(answer["reason"])
        take(
            entry, verb, desk, seat=seat, side=other(entry.side), basis=basis, reason=reason,
            counter=counter, by=signed, carried=carried,
        )  # fmt: skip
        if verb == "match":
            post_or_wait(entry, desk)

    return step
