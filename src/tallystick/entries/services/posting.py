"""Posting: what both sides hold goes into the journal, or waits for the step before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tallystick.access.queries import require
from tallystick.entries.models import Entry, EntryAct, EntryEvidence, EntryPosting, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.logged import carried_of
from tallystick.entries.queries.signers import signers
from tallystick.entries.queries.standing import flows_before, later_days, window_start
from tallystick.entries.queries.unposted import canonical
from tallystick.entries.queries.worded import in_words
from tallystick.entries.rules.postings import (
    Place,
    Step,
    is_fed,
    itemised,
    level,
    report_cell,
    report_steps,
    sum_falls,
    taken_back,
    unchanged,
    year_to_date,
)
from tallystick.entries.services.desk import Desk, named_by, require_as_reported
from tallystick.entries.services.late import require_reason_when_late
from tallystick.entries.services.steps import move_on, write_down
from tallystick.journal.queries import balance
from tallystick.journal.rules import Account, Draft
from tallystick.journal.services import post_together, writing
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.rules.pipelines import stage_rules
from tallystick.programme.services import fix_feeding

# A posting that meets one of these waits for the entry that brings the missing quantity.
WAITS = frozenset({"below-floor", "subject-not-there"})
UNREPORTED = frozenset({"target", "report"})


def post_or_wait(entry: Entry, desk: Desk) -> None:
    """Post a matched entry; where a floor refuses, keep it matched and say what it waits for.

    Called inside the book's `writing` block.
    Raises: Refused for every other reason, so that the step before is undone too.
    """
    try:
        with transaction.atomic():
            _post(entry, desk)
    except Refused as refused:
        missing = [problem for problem in refused.problems if problem.code in WAITS]
        if not missing:
            with in_words(entry):
                raise
        # What else was refused, such as standing twice, follows from the step that is missing.
        _wait(entry, missing[0])
        return
    _wake(entry, desk)


def _wait(entry: Entry, problem: Problem) -> None:
    entry.state, entry.transaction = State.MATCHED, None
    entry.waits_for = problem.kept()
    Entry.objects.filter(pk=entry.pk, state=State.MATCHED).update(waits_for=entry.waits_for)


def _post(entry: Entry, desk: Desk) -> None:
    require_reason_when_late(entry, desk)
    half = _half_of(entry)
    require_as_reported(*filter(None, (entry, half)))
    move_on(entry, "post", desk, transaction=entry.pk, waits_for=None)
    _fix_feeding(entry)
    steps = stated_steps(entry, desk)
    drafts = _drafts(entry, steps, _provenance(entry, half))
    post_together(drafts, rules=stage_rules(), recorded_at=desk.recorded_at)
    EntryPosting.objects.bulk_create(
        EntryPosting(
            entry=entry,
            transaction=draft.id,
            kind=EntryPosting.Kind.POSTED if draft is drafts[0] else EntryPosting.Kind.TAKEN_BACK,
        )
        for draft in drafts
    )


def _fix_feeding(entry: Entry) -> None:
    if is_fed(entry.pipeline, f"{entry.source_stage}>{entry.target_stage}"):
        fix_feeding(
            book=entry.book,
            region=entry.region,
            partner=entry.partner,
            pipeline=entry.pipeline,
            stage=entry.target_stage,
            year=entry.happened_on.year,
            mode=entry.statement,
        )


def stated_steps(entry: Entry, desk: Desk) -> list[Step]:
    """Return what an entry moves, computed against what stands now.

    Raises: Refused when a year's sum falls and nobody said why.
    """
    move, lines = f"{entry.source_stage}>{entry.target_stage}", canonical(entry)
    if entry.statement == "itemised":
        return itemised(move, lines)
    since = window_start(entry, desk.span(entry.pairing).start)
    flows = flows_before(entry, since=since, until=entry.happened_on)
    if entry.statement == "level":
        return level(entry.pipeline, lines, flows)
    if falls := sum_falls(move, lines, flows, entry.reason):
        raise Refused(falls)
    return year_to_date(move, lines, flows)


def _drafts(entry: Entry, steps: list[Step], provenance: dict[str, Any]) -> list[Draft]:
    """Return the entry's own transaction first, then what it takes back at later stated days."""
    place = Place(
        entry.region.code,
        entry.partner.code,
        entry.pipeline,
        entry.thing.key if entry.thing else None,
    )
    moves = [place.move(step) for step in steps]
    opening = entry.source_stage == "carried"
    if not opening and entry.pipeline not in UNREPORTED:
        office = Place(entry.region.code, entry.partner.code, "report")
        made = _report_is_made(entry)
        said = report_steps(entry.pipeline, entry.happened_on, made=made, silent=not moves)
        moves += [office.move(step) for step in said]
    if not moves:
        line = canonical(entry)[0]
        there_and_back = unchanged(f"{entry.source_stage}>{entry.target_stage}", line)
        moves = [place.move(step) for step in there_and_back]
    kind = "opening" if opening else "move"
    if any(move.back for move in moves):
        kind = "restatement"
    own = _draft(entry, entry.pk, kind, entry.happened_on, moves, provenance)
    later = later_days(entry, {(step.cell, step.unit) for step in steps}) if steps else {}
    return [own] + [
        _draft(entry, uuid7(), "restatement", day, map(place.move, back), provenance)
        for day, back in taken_back(steps, later).items()
    ]


def _draft(
    entry: Entry, id: str, kind: str, on: date, moves: Iterable[Any], provenance: dict[str, Any]
) -> Draft:
    return Draft(
        id=id,
        book=entry.book.code,
        kind=kind,
        valid_from=on,
        moves=tuple(moves),
        provenance=provenance,
        one_sided=entry.policy == "single",
    )


def _report_is_made(entry: Entry) -> bool:
    cell = report_cell(entry.pipeline, entry.happened_on)
    account = Account(entry.region.code, entry.partner.code, "report", "made", "report", cell)
    return balance(entry.book.code, account) > 0


def _half_of(entry: Entry) -> Entry | None:
    """Return the half of a blind pair that is posted by way of this one."""
    if entry.policy != "blind":
        return None
    return Entry.objects.filter(half_of=entry.pk).select_related(*FRAME).first()


def _provenance(entry: Entry, half: Entry | None) -> dict[str, Any]:
    """Return who reported, confirmed and matched it and on which files, for the sealed leaf."""
    under = signers(entry, EntryAct.objects.select_related("user").filter(entry=entry))
    halves = [row.pk for row in (entry, half) if row is not None]
    links = EntryEvidence.objects.filter(entry__in=halves)
    files = list(links.values_list("evidence__sha256", "noted"))
    matched = _named(under.matched)
    if matched is not None:
        matched["basis"] = under.basis
    found = {
        "entry": entry.pk,
        "entry_hash": entry.content_hash,
        "evidence": sorted({sha256 for sha256, _ in files}),
        "reported": _named(under.reported),
        "confirmed": _named(under.confirmed),
        "matched": matched,
    }
    if noted := sorted({sha256 for sha256, only_noted in files if only_noted}):
        # Named by its hash and never handed over: of every other file the key must be here.
        found["noted"] = noted
    if half is not None:
        found["other_half"] = _other_half(half)
    if entry.reason:
        found["reason"] = entry.reason
    if entry.promises is not None:
        text = entry.promises
        found["agreement"] = {
            "code": text.agreement.code,
            "version": text.number,
            "text": text.content_hash,
        }
    return found


def _other_half(half: Entry) -> dict[str, Any]:
    """Return the half that is not posted, so that what both sides said is sealed."""
    under = signers(half, EntryAct.objects.select_related("user").filter(entry=half))
    return {
        "entry": half.pk,
        "entry_hash": half.content_hash,
        "reported": _named(under.reported),
        "confirmed": _named(under.confirmed),
    }


def _named(act: EntryAct | None) -> dict[str, Any] | None:
    if act is None:
        return None
    return {**named_by(act), **carried_of(act).told()}


def _wake(entry: Entry, desk: Desk) -> list[Entry]:
    """Post what waited for this entry: the same place and pipeline, oldest first."""
    waiting = Entry.objects.filter(
        book=entry.book_id,
        region=entry.region_id,
        partner=entry.partner_id,
        pipeline=entry.pipeline,
        state=State.MATCHED,
    )
    return try_all(waiting, desk)


def try_all(waiting: QuerySet[Entry], desk: Desk) -> list[Entry]:
    """Post what can be posted by now, in rounds, until a round posts nothing more."""
    rows = waiting.select_related(*FRAME).order_by("happened_on", "number")
    posted: list[Entry] = []
    left = list(rows)
    while left:
        done = [row for row in left if _try(row, desk)]
        posted += done
        if not done:
            break
        left = [row for row in left if row not in done]
    return posted


def _try(entry: Entry, desk: Desk) -> bool:
    """Post one waiting entry if it can be now; what refuses it for good is kept as its wait."""
    try:
        with transaction.atomic():
            _post(entry, desk)
            write_down(entry, "post", desk, seat=None, side=entry.side, before=State.MATCHED)
    except Refused as refused:
        _wait(entry, refused.problems[0])
        return False
    return True


def post_waiting(*, book: str, by: Actor, at: datetime | None = None) -> list[Entry]:
    """Post every matched entry of a book whose missing step stands by now; return them.

    Raises: Forbidden without a seat; NotFound for a book out of sight.
    """
    desk = Desk(by, at)
    if not by.system:
        require(by, ROWS["entries.post_waiting"], scope=book)
    if desk.pairing(book) is None:
        raise NotFound.of("not-found", path="book", what="pairing", code=book)
    with writing(book):
        return try_all(Entry.objects.filter(book__code=book, state=State.MATCHED), desk)
