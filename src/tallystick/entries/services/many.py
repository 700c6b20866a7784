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
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.many import correction
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.many import (
    next_reference,
)
from tallystick.entries.rules.reports import Report
from tallystick.entries.services.correction_documents import (
    Document,
    keep_documents,
    require_documents,
)
from tallystick.entries.services.correction_review import (
    Figures,
    Right,
    over,
    require_both,
    require_name,
    review,
)
from tallystick.entries.services.corrections import reverse_entry
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.restating import restate
from tallystick.entries.services.steps import require_reason
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Conflict, Forbidden, Problem, Refused
from tallystick.programme.queries import book_of


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
    figures: Figures | None = None,
    documents: Sequence[Document] = (),
    at: datetime | None = None,
) -> BulkCorrection:
    """Propose to put many entries right by one rule; nothing moves before a second name agrees.

    Units: `rule` times | divide (amounts of `unit`, by `factor`) | replace (`corrected`: own
    reference → what it should say; or `figures`: entry id → line number → amount) | reverse;
    `documents` (name, content) come with the correction of one entry: they are looked at before
    anybody agrees, and lie under the entry in its place beside the documents of the old one.
    What is posted is reversed and entered anew under a name of each side; what is not is amended,
    or withdrawn and entered anew, by its own side.
    Raises: as `review_correction`; Refused too for a document that is none, or has no one entry,
    and with every row's problems where no row can be done.
    """
    desk, ids = Desk(by, at), list(dict.fromkeys(entry_ids))
    require_documents(documents, rule, len(ids))
    made, reviewed = review(
        ids, rule, reason, desk, unit, factor, Right(corrected or {}, figures or {})
    )
    if all(row.state == BulkCorrectionRow.State.REFUSED for row in reviewed):
        raise Refused([Problem.told(kept) for row in reviewed for kept in row.problems])
    made.save(force_insert=True)
    BulkCorrectionRow.objects.bulk_create(reviewed)
    after = {"rule": rule, "unit": unit, "factor": factor, "entries": len(reviewed)}
    if documents:
        after["evidence"] = keep_documents(made, reviewed[0].entry, documents, desk)
    record_act(
        "entries.propose_correction", "correction", made.pk, by=by, after=after, why=made.reason,
        at=desk.at,
    )  # fmt: skip
    return made


def agree_correction(
    *, correction_id: str, by: Actor, at: datetime | None = None
) -> BulkCorrection:
    """Agree as the second name, and put every row right: each whole or not at all.

    The second name is the other side's; of the same side's confirmer where nothing is posted.

    A row that is refused leaves the others as they are, and says why. What was interrupted goes
    on with `resume_correction`.
    Raises: Forbidden for who proposed it, or her side; Conflict when it is decided already, or
    none of its entries stands any more.
    """
    desk = Desk(by, at)
    with transaction.atomic():
        made = correction(correction_id, by)
        _require_proposed(made)
        rows = _entries_of(made)
        require_both(rows, desk, _proposer(made, desk))
        _require_something_left(rows)
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
        raise Forbidden.of("correction-who-agreed", who=by.called)
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
    said = require_reason(reason)
    _require_proposed(made)
    require_name(_entries_of(made), desk)
    _advance(made, BulkCorrection.State.PROPOSED, BulkCorrection.State.DROPPED, desk, by, said)
    return made


def _require_something_left(rows: Sequence[Entry]) -> None:
    """Refuse to agree to what was put right, or taken back, since it was proposed.

    Raises: Conflict, naming what stands in the place of each.
    """
    found = [over(row) for row in rows]
    if all(found):
        raise Conflict([problem for problems in found for problem in problems])


def _require_proposed(made: BulkCorrection) -> None:
    if made.state != BulkCorrection.State.PROPOSED:
        raise Conflict.of("changed-meanwhile", state=made.state)


def _entries_of(made: BulkCorrection) -> list[Entry]:
    """Return the entries of a correction that are to be put right, else all of them."""
    rows = made.rows.select_related(*(f"entry__{name}" for name in FRAME)).order_by("pk")
    found = [row for row in rows if row.state == BulkCorrectionRow.State.WAITING] or list(rows)
    return [row.entry for row in found]


def _carry_out(made: BulkCorrection, desk: Desk) -> BulkCorrection:
    second, book = _proposer(made, desk), book_of(made.pairing).code
    for key in made.rows.filter(state="waiting").order_by("pk").values_list("pk", flat=True):
        try:
            with writing(book), transaction.atomic():
                _put_right(made, key, desk, second)
        except Refused as refused:
            BulkCorrectionRow.objects.filter(pk=key, state="waiting").update(
                state=BulkCorrectionRow.State.REFUSED,
                problems=[problem.kept() for problem in refused.problems],
            )
    with transaction.atomic():
        _advance(made, BulkCorrection.State.AGREED, BulkCorrection.State.DONE, desk, desk.by)
    return made


def _put_right(made: BulkCorrection, key: int, desk: Desk, second: Actor) -> None:
    """Put one entry right and note it, in one transaction; posted it is reversed, else restated."""
    row = BulkCorrectionRow.objects.select_related(*(f"entry__{name}" for name in FRAME)).get(
        pk=key
    )
    entry = row.entry
    if entry.version != row.version:
        raise Conflict.of("changed-meanwhile", state=entry.state)
    right = _replacement(made, row)
    documents = list(made.documents.select_related("evidence"))
    if entry.state == State.POSTED:
        done = reverse_entry(
            entry_id=entry.pk,
            reason=made.reason,
            by=desk.by,
            second=second,
            replacement=right,
            documents=documents,
            at=desk.recorded_at,
        )
        new = Entry.objects.filter(reverses=done.pk).first()
    else:
        new = restate(entry, right, made.reason, desk, second, documents)
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


def _proposer(made: BulkCorrection, desk: Desk) -> Actor:
    """Return who proposed it with the seats she holds now: a name that was taken away is none."""
    return actor_of(made.proposed_by, on=desk.today(made.pairing))


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
