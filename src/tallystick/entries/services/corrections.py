"""Correcting what is posted: reversed on the day it happened, under two names, and said anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from tallystick.entries.models import Basis, CorrectionEvidence, Entry, EntryPosting
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.standing import later_days
from tallystick.entries.queries.worded import in_words
from tallystick.entries.rules.reports import Report
from tallystick.entries.services import blind, drafts
from tallystick.entries.services.desk import Desk, named
from tallystick.entries.services.evidence import lay_again, lay_carried
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import (
    move_on,
    require_open,
    require_reason,
    take,
    write_down,
)
from tallystick.journal.services import reverse_together, writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.programme.queries import other
from tallystick.programme.rules.pipelines import stage_rules


def reverse_entry(
    *,
    entry_id: str,
    reason: str,
    by: Actor,
    second: Actor,
    replacement: Report | None = None,
    documents: Sequence[CorrectionEvidence] = (),
    at: datetime | None = None,
) -> Entry:
    """Take a posted entry back and, if given, post its replacement in the same breath.

    `by` and `second` are the reporting side's confirmer and the other side's matcher, in either
    order. The replacement is reported and confirmed by the former, matched by the latter, and is
    found as `entry.reversed_by`; it rests on the documents of the entry, and on `documents`, which
    `second` laid beside the proposal.
    Raises: Forbidden unless both names are there; Refused where the quantity has moved on, where
    a later statement rests on it, or without a reason.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        names = _two_names(entry, desk, second)
        require_open(entry, "reverse")
        if entry.promises is not None:
            raise Refused.of("target-by-agreement", path="pipeline", value=entry.pipeline)
        said = require_reason(reason)
        _require_last_statement(entry)
        _reverse(entry, desk, names, said)
        if replacement is not None:

            def lay(new: Entry) -> None:
                lay_carried(new, documents, desk.of(second))

            _replace(entry, desk, names, replacement, said, lay)
    return entry


Names = dict[str, tuple[Actor, Seat]]


def _two_names(entry: Entry, desk: Desk, second: Actor) -> Names:
    """Return side → who speaks for it in this correction.

    Raises: Forbidden when one person speaks for both, or a side has no name.
    """
    if desk.by.user_id == second.user_id:
        raise Forbidden.of("two-names", number=entry.number)
    own, theirs = entry.side, other(entry.side)
    for first, last in ((desk.by, second), (second, desk.by)):
        confirmer = desk.seat_of(first, ROWS["entries.uphold_own"], entry)
        matcher = desk.seat_of(last, ROWS["entries.uphold_other"], entry)
        if confirmer and matcher:
            for actor in (first, last):
                drafts.require_one_side(entry, desk, actor)
            return {own: (first, confirmer), theirs: (last, matcher)}
    raise Forbidden.of("two-names", number=entry.number)


def _require_last_statement(entry: Entry) -> None:
    """Refuse to pull a stated sum from under a later one that was counted on from it.

    Raises: Refused; to state the day anew mends it, whatever came after.
    """
    taken = entry.postings.filter(kind=EntryPosting.Kind.TAKEN_BACK).exists()
    keys = {(line.cell, line.unit) for line in entry.lines.all()}
    if not taken and (later := later_days(entry, keys)):
        raise Refused.of("later-statement-stands", day=min(later.values()).isoformat())


def _reverse(entry: Entry, desk: Desk, names: Names, reason: str) -> None:
    before = move_on(entry, "reverse", desk)
    provenance = _provenance(entry, desk, names, reason)
    posted = entry.postings.exclude(kind=EntryPosting.Kind.REVERSED).order_by("-id")
    undone = {row.transaction: uuid7() for row in posted}
    with in_words(entry):
        reverse_together(
            undone, rules=stage_rules(), provenance=provenance, recorded_at=desk.recorded_at
        )
    EntryPosting.objects.bulk_create(
        EntryPosting(entry=entry, transaction=id, kind=EntryPosting.Kind.REVERSED)
        for id in undone.values()
    )
    blind.undo(entry, desk)
    for side, (actor, seat) in names.items():
        write_down(
            entry, "reverse", desk, seat=seat, side=side, before=before, by=actor, reason=reason
        )


def _provenance(entry: Entry, desk: Desk, names: Names, reason: str) -> dict[str, Any]:
    signed = {side: named(actor, seat, side, desk.at) for side, (actor, seat) in names.items()}
    files = entry.evidence_links.values_list("evidence__sha256", flat=True)
    return {
        "entry": entry.pk,
        "entry_hash": entry.content_hash,
        "evidence": sorted(files),
        "reported": signed[entry.side],
        "confirmed": signed[entry.side],
        "matched": {**signed[other(entry.side)], "basis": Basis.CORRECTION.value},
        "reason": reason,
    }


def _require_reach(checked: drafts.Checked, desk: Desk, names: Names, number: str) -> None:
    """Refuse a replacement about a place for which one of the two names does not speak.

    Raises: Forbidden; a county's clerks do not correct themselves into the next county's figures.
    """
    nodes = {"supported": checked.region.code, "supporting": checked.partner.code}
    for side, (_, seat) in names.items():
        if seat.region not in desk.side_regions(checked.pairing, side, nodes[side]):
            raise Forbidden.of("two-names", number=number)


def _replace(
    entry: Entry,
    desk: Desk,
    names: Names,
    report: Report,
    reason: str,
    lay: Callable[[Entry], None],
) -> Entry:
    """Post what it should have said: reported and confirmed by one side, matched by the other."""
    if (report.pairing, report.side) != (entry.pairing.code, entry.side):
        raise Refused.of("replacement-keeps-frame", path="pairing", number=entry.number)
    actor, seat = names[entry.side]
    matcher, their_seat = names[other(entry.side)]
    own = desk.of(actor)
    checked = drafts.check(report, own, seat=seat)
    _require_reach(checked, desk, names, entry.number)
    if known := drafts.known_again(checked):
        raise Conflict.of(
            "reference-reused",
            path="own_reference",
            value=report.own_reference,
            number=known.number,
        )
    new = drafts.write([checked], own, [None])[0]
    Entry.objects.filter(pk=new.pk).update(reverses=entry)
    new.reverses = entry
    if new.covered:
        # Both sides state it together, so nothing of it is hidden from either.
        blind.lay_open(new, own)
    # It rests on the documents of what it replaces, and on those that came with the correction;
    # there is no later moment to attach them.
    lay_again(new, entry)
    lay(new)
    drafts.require_ready(new, own)
    correction = Basis.CORRECTION
    take(new, "submit", own, seat=seat, side=new.side)
    take(new, "confirm", own, seat=seat, side=new.side, basis=correction, reason=reason)
    theirs = desk.of(matcher)
    take(new, "match", theirs, seat=their_seat, side=other(new.side), basis=correction)
    post_or_wait(new, theirs)
    return new
