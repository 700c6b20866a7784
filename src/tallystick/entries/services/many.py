"""One slip in many entries: reviewed, agreed by both sides, then put right row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import actor_of
from tallystick.access.services import record_act
from tallystick.entries.models import (
    BulkCorrection,
    BulkCorrectionRow,
    Entry,
    State,
    Upload,
    UploadEntry,
)
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.many import correction
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.checks import Known, check_report
from tallystick.entries.rules.many import REPLACE, REVERSE, next_reference, rule_problems, scaled
from tallystick.entries.rules.reports import Report, canonical_lines
from tallystick.entries.services.corrections import reverse_entry
from tallystick.entries.services.desk import Desk
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.programme.queries import book_of

# One side and one pairing at a time; a file of more is corrected in parts.
MOST_ROWS = 2000


@transaction.atomic
def record_upload(
    *,
    name: str,
    sha256: str,
    rows: Sequence[tuple[str, int]],
    by: Actor,
    at: datetime | None = None,
) -> Upload:
    """Keep which file brought which entries.

    Units: `rows` (entry id, row of the file). Called in the transaction that entered them.
    """
    made = Upload.objects.create(
        id=uuid7(), name=name[:200], sha256=sha256, user_id=by.user_id, who=by.name,
        at=at or timezone.now(),
    )  # fmt: skip
    UploadEntry.objects.bulk_create(
        UploadEntry(upload=made, entry_id=entry, row=row) for entry, row in rows
    )
    after = {"name": made.name, "sha256": sha256, "entries": len(rows)}
    record_act("entries.upload", "upload", made.pk, by=by, after=after, at=at)
    return made


@transaction.atomic
def propose_correction(
    *,
    entry_ids: Iterable[str],
    rule: str,
    reason: str,
    by: Actor,
    unit: str = "",
    factor: int = 1,
    corrected: Mapping[str, Report] | None = None,
    at: datetime | None = None,
) -> BulkCorrection:
    """Propose to put many posted entries right by one rule; nothing moves before both agree.

    Units: `rule` times | divide (amounts of `unit`, by `factor`) | replace (`corrected`: own
    reference → what it should say) | reverse. Each row is reviewed: what it says, what it will
    say, and why it would be refused.
    Raises: Refused with every fault of the rule, or where the entries are not of one pairing and
    side; Forbidden unless `by` confirms for that side or matches for the other.
    """
    desk = Desk(by, at)
    problems = rule_problems(rule, unit, factor, reason)
    rows = _chosen(entry_ids, by)
    frames = {(row.pairing_id, row.side) for row in rows}
    if len(frames) != 1:
        problems.append(Problem("correction-one-frame", "entries", value=str(len(rows))))
    if len(rows) > MOST_ROWS:
        problems.append(Problem("correction-too-many", "entries", {"most": MOST_ROWS}))
    if problems:
        raise Refused(problems)
    _require_name(rows[0], desk, by)
    assert by.user_id is not None  # noqa: S101 (a seat is a person's)
    made = BulkCorrection.objects.create(
        id=uuid7(), pairing=rows[0].pairing, side=rows[0].side, rule=rule, unit=unit,
        factor=factor, reason=reason.strip(), proposed_by_id=by.user_id, proposed_at=desk.at,
    )  # fmt: skip
    BulkCorrectionRow.objects.bulk_create(
        _reviewed(made, row, desk, corrected or {}) for row in rows
    )
    after = {"rule": rule, "unit": unit, "factor": factor, "entries": len(rows)}
    record_act(
        "entries.propose_correction", "correction", made.pk, by=by, after=after, why=made.reason,
        at=desk.at,
    )  # fmt: skip
    return made


def agree_correction(
    *, correction_id: str, by: Actor, at: datetime | None = None
) -> BulkCorrection:
    """Agree as the other side, and put every row right: each whole or not at all.

    A row that is refused leaves the others as they are, and says why. What was interrupted goes
    on with `resume_correction`.
    Raises: Forbidden for who proposed it, or her side; Conflict when it is decided already.
    """
    desk = Desk(by, at)
    with transaction.atomic():
        made = correction(correction_id, by)
        first = made.rows.select_related(*(f"entry__{name}" for name in FRAME)).first()
        if first is None:
            raise NotFound.of("not-found", what="correction", code=correction_id)
        _require_both(first.entry, desk, by, _proposer(made, desk))
        _advance(made, BulkCorrection.State.PROPOSED, BulkCorrection.State.AGREED, desk, by)
    return _carry_out(made, desk)


def resume_correction(
    *, correction_id: str, by: Actor, at: datetime | None = None
) -> BulkCorrection:
    """Go on with a correction that was interrupted; rows that are done stay done.

    Raises: Forbidden for anybody but the one who agreed; Conflict when nothing is left to do.
    """
    desk = Desk(by, at)
    made = correction(correction_id, by)
    if made.state != BulkCorrection.State.AGREED:
        raise Conflict.of("changed-meanwhile", state=made.state)
    if made.agreed_by_id != by.user_id:
        raise Forbidden.of("correction-who-agreed", who=by.name)
    return _carry_out(made, desk)


@transaction.atomic
def drop_correction(
    *, correction_id: str, reason: str, by: Actor, at: datetime | None = None
) -> BulkCorrection:
    """Take a proposed correction back, or turn it down.

    Raises: Forbidden without a name of either side; Conflict when it is decided already.
    """
    desk = Desk(by, at)
    made = correction(correction_id, by)
    if not reason.strip():
        raise Refused.of("reason-missing", path="reason")
    first = made.rows.select_related(*(f"entry__{name}" for name in FRAME)).first()
    if first is not None:
        _require_name(first.entry, desk, by)
    _advance(made, BulkCorrection.State.PROPOSED, BulkCorrection.State.DROPPED, desk, by, reason)
    return made


def _chosen(ids: Iterable[str], by: Actor) -> list[Entry]:
    wanted = list(dict.fromkeys(ids))
    found = Entry.objects.visible_to(by).filter(pk__in=wanted).select_related(*FRAME)
    rows = {row.pk: row for row in found.prefetch_related("lines")}
    missing = [id for id in wanted if id not in rows]
    if missing:
        raise NotFound([Problem("not-found", "", {"what": "entry", "code": i}, i) for i in missing])
    return [rows[id] for id in wanted]


def _reviewed(
    made: BulkCorrection, row: Entry, desk: Desk, corrected: Mapping[str, Report]
) -> BulkCorrectionRow:
    """Return a row with what it says, what it will say, and why it would be refused."""
    said = report_of(row)
    after, problems = _after(made, said, corrected)
    if row.state != State.POSTED:
        problems.append(Problem("correction-not-posted", "state", {"number": row.number}))
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
        problems=[_kept(problem) for problem in problems],
    )


def _after(
    made: BulkCorrection, said: Report, corrected: Mapping[str, Report]
) -> tuple[Report | None, list[Problem]]:
    if made.rule == REVERSE:
        return None, []
    if made.rule != REPLACE:
        return scaled(said, made.rule, made.unit, made.factor)
    found = corrected.get(said.own_reference)
    if found is None:
        return None, [Problem("correction-not-in-file", "own_reference", value=said.own_reference)]
    # A file puts amounts and the day right; another place or movement is another entry.
    same_frame = (found.pipeline, found.move) == (said.pipeline, said.move)
    if not same_frame or _codes(found) != _codes(said):
        return None, [Problem("correction-other-lines", "lines", value=said.own_reference)]
    return replace(said, lines=found.lines, happened_on=found.happened_on), []


def _codes(report: Report) -> list[tuple[str, str, str]]:
    return [(line.unit, line.cell, line.note) for line in canonical_lines(report)]


def _carry_out(made: BulkCorrection, desk: Desk) -> BulkCorrection:
    second, book = _proposer(made, desk), book_of(made.pairing).code
    for key in made.rows.filter(state="waiting").order_by("pk").values_list("pk", flat=True):
        try:
            with writing(book), transaction.atomic():
                _put_right(made, key, desk, second)
        except Refused as refused:
            BulkCorrectionRow.objects.filter(pk=key, state="waiting").update(
                state=BulkCorrectionRow.State.REFUSED,
                problems=[_kept(problem) for problem in refused.problems],
            )
    with transaction.atomic():
        _advance(made, BulkCorrection.State.AGREED, BulkCorrection.State.DONE, desk, desk.by)
    return made


def _put_right(made: BulkCorrection, key: int, desk: Desk, second: Actor) -> None:
    """Reverse one entry and enter it anew, and note it, in one transaction."""
    row = BulkCorrectionRow.objects.select_related(*(f"entry__{name}" for name in FRAME)).get(
        pk=key
    )
    entry = row.entry
    if entry.version != row.version:
        raise Conflict.of("changed-meanwhile", state=entry.state)
    done = reverse_entry(
        entry_id=entry.pk,
        reason=made.reason,
        by=desk.by,
        second=second,
        replacement=_replacement(made, row),
        at=desk.recorded_at,
    )
    new = Entry.objects.filter(reverses=done.pk).first()
    changed = BulkCorrectionRow.objects.filter(pk=key, state="waiting").update(
        state=BulkCorrectionRow.State.DONE, replacement=new
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state="done")


def _replacement(made: BulkCorrection, row: BulkCorrectionRow) -> Report | None:
    if row.after is None:
        return None
    said = report_of(row.entry)
    lines = tuple(
        replace(line, amount=amount, precision=1)
        for line, (_unit, amount) in zip(said.lines, row.after, strict=True)
    )
    return replace(
        said,
        lines=lines,
        happened_on=row.happened_on or said.happened_on,
        own_reference=next_reference(said.own_reference),
        reason=made.reason,
    )


def _kept(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "path": problem.path,
        "params": {key: str(value) for key, value in problem.params.items()},
        "value": problem.value,
    }


def _proposer(made: BulkCorrection, desk: Desk) -> Actor:
    """Return who proposed it with the seats she holds now: a name that was taken away is none."""
    return actor_of(made.proposed_by, on=desk.today(made.pairing))


def _require_name(row: Entry, desk: Desk, actor: Actor) -> None:
    own = desk.seat_of(actor, ROWS["entries.uphold_own"], row)
    theirs = desk.seat_of(actor, ROWS["entries.uphold_other"], row)
    if own is None and theirs is None:
        raise Forbidden.of("two-names", number=row.number)


def _require_both(row: Entry, desk: Desk, one: Actor, two: Actor) -> None:
    if one.user_id == two.user_id:
        raise Forbidden.of("two-names", number=row.number)
    for first, last in ((one, two), (two, one)):
        own = desk.seat_of(first, ROWS["entries.uphold_own"], row)
        theirs = desk.seat_of(last, ROWS["entries.uphold_other"], row)
        if own and theirs:
            return
    raise Forbidden.of("two-names", number=row.number)


def _advance(
    made: BulkCorrection, old: str, new: str, desk: Desk, by: Actor, why: str = ""
) -> None:
    changes = {"state": new}
    agreed = {"agreed_by_id": by.user_id, "agreed_at": desk.at}
    extra = agreed if new == BulkCorrection.State.AGREED else {}
    if BulkCorrection.objects.filter(pk=made.pk, state=old).update(**changes, **extra) != 1:
        raise Conflict.of("changed-meanwhile", state=BulkCorrection.objects.get(pk=made.pk).state)
    made.refresh_from_db()
    record_act(
        f"entries.correction_{new}", "correction", made.pk, by=by, before={"state": old},
        after={"state": new}, why=why, at=desk.at,
    )  # fmt: skip
