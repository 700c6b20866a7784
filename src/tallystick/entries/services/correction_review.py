"""A correction before anything moves: what each row will say, and whose names it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tallystick.entries.models import BulkCorrection, BulkCorrectionRow, Entry, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.checks import Known, check_report
from tallystick.entries.rules.many import REPLACE, REVERSE, refigured, rule_problems, scaled
from tallystick.entries.rules.reports import Report, canonical_lines
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.restating import own_seat
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Forbidden, NotFound, Problem, Refused

# One side and one pairing at a time; a file of more is corrected in parts.
MOST_ROWS = 2000
OVER = (State.WITHDRAWN, State.REVERSED)
# Entry id → line number → what it should say, in minor units.
Figures = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class Right:
    """What replaces the stated figures: reports by own reference, or figures by entry."""

    corrected: Mapping[str, Report]
    figures: Figures


def review_correction(
    *,
    entry_ids: Iterable[str],
    rule: str,
    reason: str,
    by: Actor,
    unit: str = "",
    factor: int = 1,
    corrected: Mapping[str, Report] | None = None,
    figures: Figures | None = None,
    at: datetime | None = None,
) -> list[BulkCorrectionRow]:
    """Return what `propose_correction` would keep, row by row; nothing is written.

    Shape: what each row says, what it will say, and why it would be refused.
    Raises: Refused with every fault of the rule, or where the entries are not of one pairing and
    side; Forbidden unless `by` confirms for that side or matches for the other, or, where nothing
    of it is posted, enters or confirms for that side.
    """
    right = Right(corrected or {}, figures or {})
    return review(entry_ids, rule, reason, Desk(by, at), unit, factor, right)[1]


def review(
    entry_ids: Iterable[str],
    rule: str,
    reason: str,
    desk: Desk,
    unit: str,
    factor: int,
    right: Right,
) -> tuple[BulkCorrection, list[BulkCorrectionRow]]:
    """Return an unsaved correction with its rows; raises as `review_correction`."""
    problems = rule_problems(rule, unit, factor, reason)
    rows = _chosen(entry_ids, desk.by)
    frames = {(row.pairing_id, row.side) for row in rows}
    if len(frames) != 1:
        problems.append(Problem("correction-one-frame", "entries", value=str(len(rows))))
    if len(rows) > MOST_ROWS:
        problems.append(Problem("correction-too-many", "entries", {"most": MOST_ROWS}))
    if problems:
        raise Refused(problems)
    require_name(rows, desk)
    assert desk.by.user_id is not None  # noqa: S101 (a seat is a person's)
    made = BulkCorrection(
        id=uuid7(), pairing=rows[0].pairing, side=rows[0].side, rule=rule, unit=unit,
        factor=factor, reason=reason.strip(), proposed_by_id=desk.by.user_id,
        proposed_at=desk.at,
    )  # fmt: skip
    return made, [_reviewed(made, row, desk, right) for row in rows]


def _chosen(ids: Iterable[str], by: Actor) -> list[Entry]:
    wanted = list(dict.fromkeys(ids))
    found = Entry.objects.visible_to(by).filter(pk__in=wanted).select_related(*FRAME)
    rows = {row.pk: row for row in found.prefetch_related("lines")}
    missing = [id for id in wanted if id not in rows]
    if missing:
        raise NotFound([Problem("not-found", "", {"what": "entry", "code": i}, i) for i in missing])
    return [rows[id] for id in wanted]


def _reviewed(made: BulkCorrection, row: Entry, desk: Desk, right: Right) -> BulkCorrectionRow:
    """Return a row with what it says, what it will say, and why it would be refused."""
    said = report_of(row)
    after, problems = _after(made, row, said, right)
    problems += over(row)
    if row.promises_id is not None:
        problems.append(Problem("target-by-agreement", "pipeline", value=row.pipeline))
    if after is not None and not problems:
        known = Known(desk.today(row.pairing), row.thing.pipeline if row.thing else None)
        problems += check_report(after, known)
    return BulkCorrectionRow(
        correction=made,
        entry=row,
        version=row.version,
        before=[[line.unit, line.amount] for line in said.lines],
        after=[[line.unit, line.amount] for line in after.lines] if after else None,
        happened_on=after.happened_on if after else None,
        state=BulkCorrectionRow.State.REFUSED if problems else BulkCorrectionRow.State.WAITING,
        problems=[problem.kept() for problem in problems],
    )


def over(row: Entry) -> list[Problem]:
    """Return why an entry cannot be put right any more, and which one is to be instead."""
    if row.state == State.REVERSED:
        new = Entry.objects.filter(reverses=row).values_list("number", flat=True).first()
        params = {"number": row.number, **({"new": new} if new else {})}
        return [Problem("correction-replaced" if new else "correction-reversed", "state", params)]
    if row.state in OVER or (row.half_of is not None and row.half_of.state == State.POSTED):
        return [Problem("correction-over", "state", {"number": row.number})]
    return []


def _after(
    made: BulkCorrection, row: Entry, said: Report, right: Right
) -> tuple[Report | None, list[Problem]]:
    if made.rule == REVERSE:
        return None, []
    if made.rule != REPLACE:
        return scaled(said, made.rule, made.unit, made.factor)
    if right.figures:
        return refigured(said, right.figures.get(row.pk, {}))
    found = right.corrected.get(said.own_reference)
    if found is None:
        return None, [Problem("correction-not-in-file", "own_reference", value=said.own_reference)]
    # A file puts amounts and the day right; another place or movement is another entry.
    same_frame = (found.pipeline, found.move) == (said.pipeline, said.move)
    if not same_frame or _codes(found) != _codes(said):
        return None, [Problem("correction-other-lines", "lines", value=said.own_reference)]
    return replace(said, lines=found.lines, happened_on=found.happened_on), []


def _codes(report: Report) -> list[tuple[str, str, str]]:
    return [(line.unit, line.cell, line.note) for line in canonical_lines(report)]


def _posted(rows: Sequence[Entry]) -> Entry | None:
    """Return an entry that both sides held: it takes a name of each, also where it is reversed."""
    standing = [row for row in rows if row.state not in OVER]
    held = State.POSTED if standing else State.REVERSED
    return next((row for row in rows if row.state == held), None)


def require_name(rows: Sequence[Entry], desk: Desk) -> None:
    """Refuse who may not ask for these entries to be put right.

    Raises: Forbidden.
    """
    row = _posted(rows)
    if row is None:
        if any(own_seat(one, desk, desk.by) is None for one in rows):
            raise Forbidden.of("correction-own-names", number=rows[0].number)
        return
    own = desk.seat_of(desk.by, ROWS["entries.uphold_own"], row)
    theirs = desk.seat_of(desk.by, ROWS["entries.uphold_other"], row)
    if own is None and theirs is None:
        raise Forbidden.of("two-names", number=row.number)


def require_both(rows: Sequence[Entry], desk: Desk, proposer: Actor) -> None:
    """Refuse a correction to which two fitting people have not put their names.

    Raises: Forbidden.
    """
    row, one, two = _posted(rows), desk.by, proposer
    if row is None:
        confirms = all(desk.seat_of(one, ROWS["entries.confirm"], entry) for entry in rows)
        if one.user_id == two.user_id or not confirms:
            raise Forbidden.of("correction-own-names", number=rows[0].number)
        return
    if one.user_id == two.user_id:
        raise Forbidden.of("two-names", number=row.number)
    for first, last in ((one, two), (two, one)):
        own = desk.seat_of(first, ROWS["entries.uphold_own"], row)
        theirs = desk.seat_of(last, ROWS["entries.uphold_other"], row)
        if own and theirs:
            return
    raise Forbidden.of("two-names", number=row.number)
