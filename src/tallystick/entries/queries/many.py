"""Uploads and corrections of many entries, as pages and commands show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from tallystick.entries.models import (
    BulkCorrection,
    BulkCorrectionRow,
    CorrectionEvidence,
    Entry,
    EntryEvidence,
    State,
    Upload,
)
from tallystick.entries.queries.acts import may_any
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.rules.many import REVERSE
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem
from tallystick.kernel.quantity import show_minor
from tallystick.programme.queries import around_pairing
from tallystick.programme.rules.pipelines import unit_scale

# One name of each side stands under a correction of what is posted.
CORRECTING = ("entries.uphold_own", "entries.uphold_other")


def uploads(actor: Actor) -> QuerySet[Upload]:
    """Return the files of which an actor sees an entry, newest first, with their `entries`."""
    # Said here, because counting drops the order that stands in the model.
    return Upload.objects.visible_to(actor).annotate(entries=Count("rows")).order_by("-at", "-pk")


def upload_entries(id: str, actor: Actor) -> QuerySet[Entry]:
    """Return the entries a file brought, in its order, as far as the actor sees them.

    Raises: NotFound when she sees none of them.
    """
    found = Entry.objects.visible_to(actor).filter(uploaded__upload=id)
    if not found.exists():
        raise NotFound.of("not-found", what="upload", code=id)
    return found.order_by("uploaded__row")


# Order of the list of corrections → its columns.
CORRECTION_SORTS = {
    "newest": ("-proposed_at", "id"),
    "oldest": ("proposed_at", "id"),
    "entries": ("-entries", "-proposed_at", "id"),
    "-entries": ("entries", "-proposed_at", "id"),
    "state": ("state", "-proposed_at", "id"),
    "-state": ("-state", "-proposed_at", "id"),
}


def corrections(actor: Actor, *, sort: str = "") -> QuerySet[BulkCorrection]:
    """Return corrections of many entries an actor sees, newest first, with their `entries`.

    `sort` is a key of CORRECTION_SORTS.
    """
    rows = BulkCorrection.objects.visible_to(actor).annotate(entries=Count("rows"))
    rows = rows.order_by(*CORRECTION_SORTS[sort or "newest"])
    return rows.select_related(*around_pairing(), "proposed_by", "agreed_by")


def correction(id: str, actor: Actor) -> BulkCorrection:
    """Return one correction.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = corrections(actor).filter(pk=id).first()
    if found is None:
        raise NotFound.of("not-found", what="correction", code=id)
    return found


def correction_acts(one: BulkCorrection, actor: Actor) -> frozenset[str]:
    """Return what this person may do with a correction; the services decide again when she does."""
    if one.state == BulkCorrection.State.AGREED:
        return frozenset({"resume"} if one.agreed_by_id == actor.user_id else ())
    if one.state != BulkCorrection.State.PROPOSED:
        return frozenset()
    rows = [row.entry for row in correction_rows(one, actor).filter(state="waiting")]
    entry = next((row for row in rows if row.state == State.POSTED), rows[0] if rows else None)
    if entry is None:
        return frozenset({"drop"} if one.proposed_by_id == actor.user_id else ())
    posted = entry.state == State.POSTED
    agrees = CORRECTING if posted else ("entries.confirm",)
    drops = CORRECTING if posted else ("entries.confirm", "entries.report")
    found = {"drop"} if may_any(entry, actor, drops) else set()
    if one.proposed_by_id != actor.user_id and may_any(entry, actor, agrees):
        found.add("agree")
    return frozenset(found)


def correction_rows(one: BulkCorrection, actor: Actor) -> QuerySet[BulkCorrectionRow]:
    """Return the rows of a correction whose entries an actor sees, in order."""
    seen = one.rows.filter(Entry.objects.visible_to(actor).holds("entry"))
    frame = (f"entry__{name}" for name in FRAME)
    return seen.select_related(*frame, "replacement").order_by("pk")


@dataclass(frozen=True)
class PutRight:
    """What a correction made of an entry: the one before it, the one after, and its own id."""

    before: Entry | None = None
    after: Entry | None = None
    correction: str = ""


def put_right(row: Entry, actor: Actor) -> PutRight:
    """Return the entries that stand before and after one by a correction, as far as she sees them.

    Two queries; what may have been neither replaced nor a replacement asks one.
    """
    done = BulkCorrectionRow.objects.filter(Q(entry=row.pk) | Q(replacement=row.pk), state="done")
    kept = done.order_by("-pk").first()
    taken = row.state in (State.WITHDRAWN, State.REVERSED)
    if kept is None and row.reverses_id is None and not taken:
        return PutRight()
    seen = Entry.objects.visible_to(actor)
    # A key that is none would let every row be read.
    wanted = Q(reverses=row.pk)
    if row.reverses_id is not None:
        wanted |= Q(pk=row.reverses_id)
    if kept is not None:
        wanted |= Q(pk__in=[key for key in (kept.entry_id, kept.replacement_id) if key])
    # The few are found by their keys first: beside the condition of who sees them all are read.
    keys = Entry.objects.filter(wanted).exclude(pk=row.pk).order_by().values("pk")
    others = list(seen.filter(pk__in=keys))
    old = {row.reverses_id, kept.entry_id if kept else None} - {None}
    return PutRight(
        before=next((one for one in others if one.pk in old), None),
        after=next((one for one in others if one.pk not in old), None),
        correction=kept.correction_id if kept is not None else "",
    )


@dataclass(frozen=True)
class Documents:
    """Of the correction of one entry: what goes over to the entry in its place, and what is new."""

    go_over: tuple[EntryEvidence, ...]
    new: tuple[CorrectionEvidence, ...]


def correction_documents(one: BulkCorrection, rows: Sequence[BulkCorrectionRow]) -> Documents:
    """Return the documents of a correction whose only row is among those seen; else none of them.

    An entry taken back without another in its place keeps its documents.
    """
    if len(rows) != 1:
        return Documents((), ())
    new = tuple(one.documents.select_related("evidence"))
    return Documents(documents_going_over(rows[0].entry, new, one.rule), new)


def documents_going_over(
    entry: Entry, new: Sequence[CorrectionEvidence], rule: str
) -> tuple[EntryEvidence, ...]:
    """Return the documents of an entry that lie under the one in its place too."""
    if rule == REVERSE:
        return ()
    came = {link.evidence_id for link in new}
    links = entry.evidence_links.select_related("evidence")
    return tuple(link for link in links if link.evidence_id not in came)


def row_problems(row: BulkCorrectionRow) -> list[Problem]:
    """Return why a row was refused."""
    return [Problem.told(kept) for kept in row.problems]


def correction_json(one: BulkCorrection, actor: Actor) -> dict[str, Any]:
    """Return a correction with a result a row, as the command line shows it.

    Rows of which the actor may not see the entry are only counted.
    """
    seen = list(correction_rows(one, actor))
    rows, documents = [_row_json(row) for row in seen], correction_documents(one, seen)
    return {
        "id": one.pk,
        "pairing": one.pairing.code,
        "rule": one.rule,
        "unit": one.unit or None,
        "factor": one.factor,
        "reason": one.reason,
        "state": one.state,
        "proposed_by": one.proposed_by.name_en,
        "agreed_by": one.agreed_by.name_en if one.agreed_by else None,
        "documents_going_over": [_document_json(link) for link in documents.go_over],
        "documents_new": [_document_json(link) for link in documents.new],
        "rows": rows,
        "rows_not_shown": one.rows.count() - len(rows),
    }


def _row_json(row: BulkCorrectionRow) -> dict[str, Any]:
    return {
        "entry": row.entry.number,
        "before": [_amount(*pair) for pair in row.before],
        "after": [_amount(*pair) for pair in row.after] if row.after is not None else None,
        "state": row.state,
        "replacement": row.replacement.number if row.replacement else None,
        "problems": [
            {"code": p.code, "message": p.sentence(), "value": p.value} for p in row_problems(row)
        ],
    }


def _document_json(link: EntryEvidence | CorrectionEvidence) -> dict[str, str]:
    return {"name": link.name, "sha256": link.evidence.sha256}


def _amount(unit: str, amount: int) -> str:
    return f"{show_minor(amount, unit_scale(unit))} {unit}"
