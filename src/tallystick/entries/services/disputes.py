"""When the halves differ: dispute with a counter-figure, and uphold under both names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tallystick.entries.models import Basis, Entry, EntryAct, EntryLine
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.reported import amended, report_of
from tallystick.entries.queries.words import words_said
from tallystick.entries.rules.channels import IN_PERSON, Carried
from tallystick.entries.rules.reports import content_hash
from tallystick.entries.services import blind, drafts
from tallystick.entries.services.desk import Desk, require_as_reported, same_version
from tallystick.entries.services.matching import require_open_to_see
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import (
    move_on,
    require_open,
    require_reason,
    take,
    write_down,
)
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.numeral import Stated
from tallystick.kernel.problem import Forbidden, Problem, Refused
from tallystick.kernel.quantity import LARGEST
from tallystick.programme.queries import other
from tallystick.programme.rules.vocabulary import part_exceeds_whole


@transaction.atomic
def dispute_entry(
    *,
    entry_id: str,
    version: int,
    counter: Sequence[tuple[int, int]],
    reason: str,
    by: Actor,
    at: datetime | None = None,
) -> Entry:
    """Say that the other half shows another figure.

    Units: `counter` (line number, amount in minor units of that line) for each line that differs.
    Raises: Refused without a counter-figure or a reason; Forbidden on the wrong side.
    """
    desk = Desk(by, at)
    entry = desk.open(entry_id)
    dispute(entry, desk, version=version, counter=counter, reason=reason)
    return entry


def dispute(
    entry: Entry,
    desk: Desk,
    *,
    version: int,
    counter: Sequence[tuple[int, int]],
    reason: str,
    carried: Carried = IN_PERSON,
) -> None:
    """Dispute an opened entry."""
    side = other(entry.side)
    seat = desk.seat("entries.dispute", entry, side)
    same_version(entry, version)
    require_open(entry, "dispute")
    require_open_to_see(entry)
    drafts.require_second_person(entry, desk, seat)
    said = require_reason(reason)
    if problems := counter_problems(entry, counter):
        raise Refused(problems)
    figures = [{"n": n, "amount": amount} for n, amount in counter]
    take(
        entry, "dispute", desk, seat=seat, side=side, reason=said, counter=figures, carried=carried
    )


def _unfit(entry: Entry, figures: Sequence[tuple[int, int]]) -> list[Problem]:
    known, said = {line.n for line in entry.lines.all()}, Counter(n for n, _ in figures)
    return [
        Problem("counter-unfit", f"counter.{n}", {"n": n, "largest": LARGEST}, str(amount))
        for n, amount in figures
        if n not in known or type(amount) is not int or not 0 <= amount <= LARGEST
    ] + [Problem("counter-twice", f"counter.{n}", {"n": n}) for n in said if said[n] > 1]


def counter_problems(entry: Entry, counter: Sequence[tuple[int, int]]) -> list[Problem]:
    """Return what keeps counter-figures from standing: no line, no amount, no difference, or a
    half that contradicts itself: of a line left out the same is held as was stated.
    """
    if found := _unfit(entry, counter):
        return found
    lines = {line.n: line for line in entry.lines.all()}
    if not any(lines[n].amount != amount for n, amount in counter):
        return [Problem("counter-missing", "counter", {"number": entry.number})]
    said, tables = dict(counter), defaultdict[tuple[str, str], dict[str, EntryLine]](dict)
    for line in lines.values():
        tables[line.cell, line.note][line.unit] = line
    for held in tables.values():
        half = {unit: said.get(line.n, line.amount) for unit, line in held.items()}
        found += [
            replace(problem, path=f"counter.{held[str(problem.value)].n}")
            for problem in part_exceeds_whole(half)
        ]
    return found


def uphold_entry(
    *, entry_id: str, version: int, reason: str, by: Actor, at: datetime | None = None
) -> Entry:
    """Say that a disputed figure stands; the second side's name posts it as it is.

    Raises: as `settle_dispute`.
    """
    return settle_dispute(
        entry_id=entry_id, version=version, figures=(), reason=reason, by=by, at=at
    )


def settle_dispute(
    *,
    entry_id: str,
    version: int,
    figures: Sequence[tuple[int, int]],
    reason: str,
    by: Actor,
    at: datetime | None = None,
) -> Entry:
    """Say which figures end a dispute; when the other side says the same, they are posted.

    The figures may be the stated ones, the counter-figures or others. Each side's last word
    counts, so that a proposal may be answered by another one.
    Units: `figures` (line number, amount in minor units) of the lines that change; none upholds.
    Raises: Forbidden for who may speak for neither side, or spoke for the other already, or has
    said this very word; Refused without a reason, or with figures no amendment could bring;
    Conflict when another version stands.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        side, seat = _upholding_seat(entry, desk)
        same_version(entry, version)
        require_open(entry, "uphold")
        require_as_reported(entry)
        said = require_reason(reason)
        if problems := _unfit(entry, figures):
            raise Refused(problems)
        stated = {line.n: line.amount for line in entry.lines.all()}
        wanted = {n: amount for n, amount in figures if stated[n] != amount}
        if wanted:
            _require_fit(entry, wanted, desk, seat)
        words = last_words(entry)
        mine, theirs = words.get(side), words.get(other(side))
        repeated = mine is not None and _figures(mine) == wanted
        if repeated or (theirs is not None and theirs.user_id == by.user_id):
            raise Forbidden.of("upheld-already", side=side, number=entry.number)
        counter = [{"n": n, "amount": amount} for n, amount in sorted(wanted.items())] or None
        if theirs is None or _figures(theirs) != wanted:
            take(entry, "uphold", desk, seat=seat, side=side, reason=said, counter=counter)
        elif not wanted:
            take(entry, "settle", desk, seat=seat, side=side, reason=said)
            blind.rest(entry, desk)
            post_or_wait(entry, desk)
        else:
            write_down(
                entry, "uphold", desk, seat=seat, side=side, before=entry.state, reason=said,
                counter=counter,
            )  # fmt: skip
            _settle_at(entry, wanted, desk, said)
    return entry


def _require_fit(entry: Entry, wanted: dict[int, int], desk: Desk, seat: Seat) -> None:
    """Hold figures that may end a dispute to all that an amendment is held to.

    Raises: Refused with every fault, and with what the figures would have to rest on.
    """
    report = amended(entry, {n: Stated(amount, 1) for n, amount in wanted.items()})
    drafts.check(report, desk, seat=seat, signed=entry.pipeline == "target")
    drafts.require_ready(entry, desk, report)


def last_words(entry: Entry) -> dict[str, EntryAct]:
    """Return side → the last figure it would let stand in the dispute about this version."""
    acts = EntryAct.objects.filter(entry=entry, version=entry.version).order_by("at", "id")
    return {act.side: act for act in words_said(entry, acts)}


def _figures(act: EntryAct) -> dict[int, int]:
    return {said["n"]: said["amount"] for said in act.counter or ()}


def _settle_at(entry: Entry, wanted: dict[int, int], desk: Desk, reason: str) -> None:
    """Write the figures both sides named as a new version under both names, and post it."""
    words = last_words(entry)
    own, theirs = words[entry.side], words[other(entry.side)]
    replaced = [(line.unit, line.amount) for line in entry.lines.order_by("n")]
    lines = blind.lines_as(entry, wanted)
    because = entry.reason or reason
    report = replace(
        report_of(entry),
        reason=because,
        lines=tuple(
            replace(said, amount=line.amount, precision=line.precision)
            for said, line in zip(report_of(entry).lines, lines, strict=True)
        ),
    )
    hash = content_hash(report)
    move_on(entry, "settle", desk, version=entry.version + 1, reason=because, content_hash=hash)
    for line in lines:
        EntryLine.objects.filter(pk=line.pk).update(amount=line.amount, precision=line.precision)
    settled = Basis.SETTLED
    blind.speak_as(own, entry, "amend", desk, reason=reason, replaced=replaced)
    blind.speak_as(own, entry, "confirm", desk, basis=settled)
    blind.speak_as(theirs, entry, "match", desk, basis=settled)
    blind.rest(entry, desk)
    post_or_wait(Entry.objects.select_related(*FRAME).get(pk=entry.pk), desk)
    entry.refresh_from_db()


def _upholding_seat(entry: Entry, desk: Desk) -> tuple[str, Seat]:
    theirs = other(entry.side)
    row = ROWS["entries.uphold_other"]
    if seat := desk.seat_of(desk.by, row, entry):
        drafts.require_second_person(entry, desk, seat)
        return theirs, seat
    return entry.side, desk.seat("entries.uphold_own", entry, entry.side)
