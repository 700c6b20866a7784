"""One side's own steps: enter, submit, amend, withdraw, and confirm under a second name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from tallystick.access.queries import standing
from tallystick.entries.models import Basis, Entry, EntryAct, EntryLine, State
from tallystick.entries.rules.reports import Report
from tallystick.entries.services import blind, drafts
from tallystick.entries.services.desk import Desk, require_as_reported, same_version
from tallystick.entries.services.late import amended_late, say_late
from tallystick.entries.services.posting import post_or_wait, stated_steps
from tallystick.entries.services.steps import (
    move_on,
    require_open,
    require_reason,
    take,
    write_down,
)
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Forbidden, Refused


@transaction.atomic
def draft_entry(
    *, report: Report, by: Actor, id: str | None = None, at: datetime | None = None
) -> Entry:
    """Enter a report as a draft; the same report under the same reference is the same entry.

    Units: `id` a UUID made by the client, kept as the name of the posting; `at` only when a past
    book is loaded.
    Raises: Refused with every fault at once; Forbidden on the wrong side; NotFound for a pairing
    out of sight; Conflict when a reference or an id is used for other content.
    """
    desk = Desk(by, at)
    checked = drafts.check(report, desk)
    known = drafts.known_again(checked)
    return known or drafts.write([checked], desk, [id])[0]


@transaction.atomic
def submit_entry(
    *, entry_id: str, version: int, by: Actor, at: datetime | None = None, reason: str = ""
) -> Entry:
    """Hand a draft to the second person of the same side.

    Units: `version` is the one she saw: what a colleague wrote meanwhile is not handed on unseen;
    `reason` why it comes now, where its period was closed and the draft does not say it.
    Raises: Forbidden, NotFound; Conflict when it is no draft any more, or another version stands.
    """
    desk = Desk(by, at)
    entry = desk.open(entry_id)
    seat = drafts.require_own(entry, desk)
    same_version(entry, version)
    submit(entry, desk, seat=seat, reason=reason)
    return entry


def submit(entry: Entry, desk: Desk, *, seat: Seat | None = None, reason: str = "") -> None:
    """Submit an opened draft; `seat`: by which a correction is answered for, else a clerk's own.

    Raises: Refused when a year's sum falls below what stands, or a closed period is reported on,
    and nobody said why: the clerk hears it now, not the matcher in three weeks.
    """
    seat = seat or drafts.require_own(entry, desk)
    require_open(entry, "submit")
    drafts.require_ready(entry, desk)
    blind.require_no_twin(entry, desk)
    say_late(entry, desk, reason)
    if entry.statement == "year_to_date":
        stated_steps(entry, desk)
    take(entry, "submit", desk, seat=seat, side=entry.side)


def confirm_entry(
    *,
    entry_id: str,
    version: int,
    by: Actor,
    at: datetime | None = None,
    waive_reason: str = "",
    reason: str = "",
) -> Entry:
    """Answer for an entry as the second person of the reporting side.

    Where one side suffices, the entry is posted at once and counts as one-sided. A blind half
    meets the other side's: equal they are posted, unequal they are a dispute.
    Units: `reason` why it comes now, where its period was closed and the entry does not say it.
    Raises: Forbidden for who entered it herself, unless she is alone in her office and says why;
    Conflict when another version stands.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        confirm(entry, desk, version=version, waive_reason=waive_reason, reason=reason)
    return entry


def confirm(
    entry: Entry, desk: Desk, *, version: int, waive_reason: str = "", reason: str = ""
) -> None:
    """Confirm an opened entry inside its book's `writing` block."""
    seat = desk.seat("entries.confirm", entry, entry.side)
    same_version(entry, version)
    require_as_reported(entry)
    # It may have become required since it was handed over.
    drafts.require_document(entry, desk)
    waived = _require_two_people(entry, desk, seat, waive_reason)
    basis = Basis.WAIVED if waived else ""
    late = say_late(entry, desk, reason)
    said = waive_reason.strip() if waived else late
    # A closed period takes a name of each side, whatever suffices otherwise; what was not
    # confirmed before the closing had a name of neither.
    closed = desk.closing(entry.pairing, entry.pipeline, entry.happened_on) is not None
    policy = "both" if closed and entry.policy == "single" else entry.policy
    take(
        entry, "confirm", desk, seat=seat, side=entry.side, basis=basis, reason=said,
        policy=policy,
    )  # fmt: skip
    if entry.policy == "single":
        move_on(entry, "admit", desk)
        post_or_wait(entry, desk)
    elif entry.policy == "blind":
        blind.meet(entry, desk)


def _require_two_people(entry: Entry, desk: Desk, seat: Seat, waive_reason: str) -> bool:
    """Return whether the second person was waived.

    Raises: Forbidden when the reporter may not confirm it herself.
    """
    own = EntryAct.objects.filter(
        entry=entry,
        user__in=drafts.acting_names(desk, seat),
        version=entry.version,
        verb__in=("reported", "submitted", "amended"),
    )
    if not own.exists():
        return False
    day = desk.today(entry.pairing)
    # Who stands in for her is no second person to her either.
    herself = Q(user=desk.by.user_id) | Q(stands_for__user=desk.by.user_id)
    others = standing(day).filter(office__code=seat.office, role="confirmer").exclude(herself)
    if others.exists():
        raise Forbidden.of("second-person", who=desk.by.called, number=entry.number)
    if not waive_reason.strip():
        raise Refused.of("waiver-needs-reason", path="waive_reason")
    return True


def amend_entry(
    *,
    entry_id: str,
    version: int,
    report: Report,
    reason: str,
    by: Actor,
    at: datetime | None = None,
) -> Entry:
    """Say it anew: a new version, to be confirmed and matched from the beginning.

    Raises: Refused with every fault of the new report, or when it is about another pairing, side
    or reference; Conflict when another version stands.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        amend(entry, desk, version=version, report=report, reason=reason)
    return entry


def amend(
    entry: Entry, desk: Desk, *, version: int, report: Report, reason: str, seat: Seat | None = None
) -> None:
    """Amend an opened entry inside its book's `writing` block; `seat` as for `submit`."""
    seat = seat or drafts.require_own(entry, desk)
    same_version(entry, version)
    require_open(entry, "amend")
    blind.require_open_pair(entry)
    said = require_reason(reason)
    report = amended_late(entry, report, desk, said)
    checked = drafts.check(report, desk, seat=seat)
    kept = (entry.pairing.code, entry.side, entry.own_reference)
    if (report.pairing, report.side, report.own_reference) != kept:
        raise Refused.of("amend-keeps-frame", path="own_reference", number=entry.number)
    content = drafts.content_fields(checked)
    joined = blind.partner_of(entry)
    if joined is not None and content["pair_key"] != entry.pair_key:
        blind.part(entry, desk)
        content |= _shown(entry, content)
    elif joined is not None:
        content["covered"] = False  # both sides have seen the two halves
    elif entry.policy == "both" and entry.pair_key:
        content |= _shown(entry, content)
    replaced = [(line.unit, line.amount) for line in entry.lines.order_by("n")]
    before = move_on(entry, "amend", desk, version=version + 1, waits_for=None, **content)
    EntryLine.objects.filter(entry=entry).delete()
    EntryLine.objects.bulk_create(drafts.lines_of(entry, report))
    drafts.require_ready(entry, desk)
    # What the other side has not read stays this side's own business.
    shown = replaced if before in (State.DISPUTED, State.PAIRED) else None
    write_down(
        entry, "amend", desk, seat=seat, side=entry.side, before=before, reason=said,
        replaced=shown,
    )  # fmt: skip
    blind.require_no_twin(entry, desk)


def _shown(entry: Entry, content: dict[str, Any]) -> dict[str, Any]:
    """Return how a half that was shown goes on: open, under whatever policy holds now but blind."""
    policy = "both" if content["policy"] == "blind" else content["policy"]
    key = content["pair_key"] or entry.pair_key
    return {"policy": policy, "covered": False, "pair_key": key}


def withdraw_entry(
    *, entry_id: str, version: int, reason: str, by: Actor, at: datetime | None = None
) -> Entry:
    """Take back what is not posted yet; it stays to be read, and never counts.

    Raises: Refused without a reason; Conflict when it is posted or another version stands.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        withdraw(entry, desk, version=version, reason=reason)
    return entry


def withdraw(entry: Entry, desk: Desk, *, version: int, reason: str) -> None:
    """Withdraw an opened entry inside its book's `writing` block."""
    seat = desk.seat("entries.withdraw", entry, entry.side)
    same_version(entry, version)
    said = require_reason(reason)
    blind.require_open_pair(entry)
    take(entry, "withdraw", desk, seat=seat, side=entry.side, reason=said, waits_for=None)
    blind.part(entry, desk)
