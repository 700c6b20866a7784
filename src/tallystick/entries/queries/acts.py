"""Which steps of an entry are open to one person now: what a page offers her, and no more."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.access.queries import may
from tallystick.access.rules import PolicyRow, Sides, Where
from tallystick.entries.models import OPEN_FOR_FILES, SAID, Entry, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.words import words_said
from tallystick.entries.rules.steps import next_state
from tallystick.kernel.actor import Actor
from tallystick.programme.queries import other, side_regions
from tallystick.regions.queries import above

# step → the policy rows any of which allows it; a row says on which side
_STEPS = {
    "submit": ("entries.report",),
    "amend": ("entries.report",),
    "withdraw": ("entries.withdraw",),
    "confirm": ("entries.confirm",),
    "match": ("entries.match",),
    "dispute": ("entries.dispute",),
    "settle": ("entries.uphold_own", "entries.uphold_other"),
    "uphold": ("entries.uphold_own", "entries.uphold_other"),
    "reverse": ("entries.uphold_own", "entries.uphold_other"),
}
# Under this the places that speak for an entry are kept with it.
_SPEAKING = "_speaking_sides"
# Steps that take a person who has not reported or confirmed the entry herself.
_SECOND = frozenset({"confirm", "match", "dispute"})


def open_acts(row: Entry, actor: Actor) -> frozenset[str]:
    """Return the steps this person may take; the services decide again when she does.

    Units: `row` with its acts fetched, as `queries.entry` returns it.
    """
    acts = list(row.acts.all())
    mine = {act.verb for act in acts if act.user_id == actor.user_id}
    words = words_said(row, acts)
    upheld = {act.side for act in words}
    spoke = any(act.user_id == actor.user_id for act in words)
    sides = _sides(row, actor)
    own = bool(mine & {*SAID})
    found = set()
    for step, ways in _STEPS.items():
        verb = "uphold" if step == "settle" else step
        if next_state(row.state, verb) is None or (step in _SECOND and own):
            continue
        if row.policy == "blind" and step in ("match", "dispute"):
            continue
        for action in ways:
            side = row.side if ROWS[action].where == Where.OWN_SIDE else other(row.side)
            if step == "uphold" and (side in upheld or spoke):
                continue
            if may(actor, ROWS[action], sides) is not None:
                found.add(step)
    return frozenset(found | _beside(row, actor, sides))


def awaited(row: Entry) -> tuple[PolicyRow, ...]:
    """Return the acts of which one or, in a dispute, one of each side is the next step."""
    if row.state == State.CONFIRMED:
        return (ROWS["entries.report" if row.policy == "blind" else "entries.match"],)
    if row.state == State.DISPUTED:
        return (ROWS["entries.uphold_own"], ROWS["entries.uphold_other"])
    return (ROWS["entries.confirm"],) if row.state == State.SUBMITTED else ()


def awaited_sides(row: Entry) -> Sides:
    """Return whom the next step is awaited from: a blind half from the other side's own clerk."""
    sides = speaking_sides(row)
    blind = row.policy == "blind" and row.state == State.CONFIRMED
    return Sides(own=sides.other, other=sides.own) if blind else sides


def _beside(row: Entry, actor: Actor, sides: Sides) -> set[str]:
    """Return what a person may do beside the steps: speak, attach, have what waits tried again."""
    found = set()
    speaks = may(actor, ROWS["entries.remark"], sides) is not None
    if speaks:
        found.add("remark")
    clerk = may(actor, ROWS["entries.report"], sides) is not None
    # While an entry is open its own clerk lays files under it; in a dispute either side does.
    if row.state in OPEN_FOR_FILES and (clerk or (speaks and row.state == State.DISPUTED)):
        found.add("attach")
    if row.state == "matched" and actor.seats:
        found.add("post")
    return found


def may_any(row: Entry, actor: Actor, actions: Sequence[str]) -> bool:
    """Return whether any of these policies lets this person act on an entry."""
    sides = _sides(row, actor)
    return any(may(actor, ROWS[action], sides) is not None for action in actions)


def may_read_evidence(row: Entry, actor: Actor) -> bool:
    """Return whether this person opens the files of an entry she sees.

    Those who answer for the figure on either side do; an auditor does from anywhere on the line
    of regions above, for she audits more than one pairing.
    """
    policy = ROWS["entries.read_evidence"]
    if actor.system or may(actor, policy, _sides(row, actor)) is not None:
        return True
    over = above(row.region.code) | above(row.partner.code)
    return bool(actor.regions("auditor") & over)


def _sides(row: Entry, actor: Actor) -> Sides:
    return speaking_sides(row) if actor.seats else Sides(frozenset())


def speaking_sides(row: Entry) -> Sides:
    """Return the places whose offices speak for the side that reported an entry, and the other.

    A page asks several times; they are looked up once for an entry that was read.
    """
    known = row.__dict__.get(_SPEAKING)
    if isinstance(known, Sides):
        return known
    places = {
        "supported": side_regions(row.pairing, "supported", row.region.code),
        "supporting": side_regions(row.pairing, "supporting", row.partner.code),
    }
    row.__dict__[_SPEAKING] = found = Sides(own=places[row.side], other=places[other(row.side)])
    return found
