"""Taking a step: compare and set on the state, then write down who took it and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tallystick.access.services import record_act
from tallystick.entries.models import Entry, EntryAct, PaperList
from tallystick.entries.queries.logged import row_of, step_of
from tallystick.entries.rules.channels import IN_PERSON, Carried
from tallystick.entries.rules.steps import next_state
from tallystick.entries.services.desk import Desk
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, Refused
from tallystick.kernel.text import text_problems

VERBS = {
    "submit": EntryAct.Verb.SUBMITTED,
    "confirm": EntryAct.Verb.CONFIRMED,
    "match": EntryAct.Verb.MATCHED,
    "dispute": EntryAct.Verb.DISPUTED,
    "amend": EntryAct.Verb.AMENDED,
    "revise": EntryAct.Verb.AMENDED,
    "uphold": EntryAct.Verb.UPHELD,
    "settle": EntryAct.Verb.UPHELD,
    "withdraw": EntryAct.Verb.WITHDRAWN,
    "post": EntryAct.Verb.POSTED,
    "reverse": EntryAct.Verb.REVERSED,
}


def require_open(entry: Entry, verb: str) -> str:
    """Return the state that `verb` leads to.

    Raises: Conflict when the entry is in a state from which it leads nowhere.
    """
    state = next_state(entry.state, verb)
    if state is None:
        raise Conflict.of("changed-meanwhile", state=entry.state)
    return state


def move_on(entry: Entry, verb: str, desk: Desk, **changes: Any) -> str:
    """Set the entry's next state where it still is in the old one; return the old state.

    Raises: Conflict when somebody else was quicker.
    """
    state = require_open(entry, verb)
    before = entry.state
    changed = Entry.objects.filter(pk=entry.pk, state=before, version=entry.version).update(
        state=state, changed_at=desk.at, **changes
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state=Entry.objects.get(pk=entry.pk).state)
    entry.state, entry.changed_at = state, desk.at
    for field, value in changes.items():
        setattr(entry, field, value)
    return before


def write_down(
    entry: Entry,
    verb: str,
    desk: Desk,
    *,
    seat: Seat | None,
    side: str,
    before: str,
    by: Actor | None = None,
    basis: str = "",
    reason: str = "",
    counter: Sequence[dict[str, int]] | None = None,
    replaced: Sequence[tuple[str, int]] | None = None,
    carried: Carried = IN_PERSON,
) -> None:
    """Write who took a step: under the entry for the offices, in the act log for the auditor."""
    actor = by or desk.by
    papers = PaperList.objects.select_related("scan")
    act = EntryAct(
        entry=entry,
        at=desk.at,
        verb=VERBS[verb],
        user_id=actor.user_id,
        name=actor.name,
        office=seat.office if seat else "",
        role=seat.role if seat else "",
        side=side,
        version=entry.version,
        basis=basis,
        reason=reason,
        counter=list(counter) if counter is not None else None,
        replaced=list(replaced) if replaced is not None else None,
        channel=carried.channel,
        carried_by=carried.by,
        paper=papers.filter(code=carried.paper).first() if carried.paper else None,
    )
    write_act(act, verb, before={"state": before})


def write_act(act: EntryAct, verb: str, *, before: Any = None) -> None:
    """Write a step under its entry and, in the same words, in the log it is held to.

    Both stand under the name of the step, which is not always that of whoever is at the desk.
    """
    act.save(force_insert=True)
    tell(act, verb, before=before)


def tell(act: EntryAct, verb: str, *, before: Any = None) -> None:
    """Tell the act log of a step that was written, and what its entry says with it."""
    entry = act.entry
    record_act(
        f"entries.{verb}",
        "entry",
        entry.pk,
        by=Actor(act.user_id, "", act.name),
        before=before,
        after={"state": entry.state, **row_of(entry), "step": step_of(act)},
        why=act.reason,
        at=act.at,
    )


def tell_row(entry: Entry, action: str, desk: Desk) -> None:
    """Tell the act log what an entry says now, where that changed without anybody's step."""
    after = {"state": entry.state, **row_of(entry)}
    record_act(f"entries.{action}", "entry", entry.pk, by=desk.by, after=after, at=desk.at)


def take(
    entry: Entry,
    verb: str,
    desk: Desk,
    *,
    seat: Seat,
    side: str,
    basis: str = "",
    reason: str = "",
    counter: Sequence[dict[str, int]] | None = None,
    by: Actor | None = None,
    carried: Carried = IN_PERSON,
    **changes: Any,
) -> None:
    """Move an entry on and write down who did it."""
    before = move_on(entry, verb, desk, **changes)
    write_down(
        entry,
        verb,
        desk,
        seat=seat,
        side=side,
        before=before,
        basis=basis,
        reason=reason,
        counter=counter,
        by=by,
        carried=carried,
    )


def require_reason(reason: str) -> str:
    """Return the reason without its margins.

    Raises: Refused when there is none, or it holds signs that cannot be seen.
    """
    said = reason.strip()
    if not said:
        raise Refused.of("reason-missing", path="reason")
    if problems := text_problems("reason", said):
        raise Refused(problems)
    return said
