"""Blind halves meet: equal they are posted once under both names, unequal they are a dispute.

Called inside the book's `writing` block, so that of two halves confirmed at once the second one
finds the first.
"""

from __future__ import annotations

from django.db.models import Q

from tallystick.entries.models import Basis, Entry, EntryAct, EntryLine, State
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.unposted import canonical
from tallystick.entries.rules.blind import Difference, differences, is_finer
from tallystick.entries.services import drafts
from tallystick.entries.services.desk import Desk, require_as_reported
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import VERBS, move_on, tell_row, write_act
from tallystick.kernel.problem import Conflict, Refused
from tallystick.programme.queries import other

# A half of these states stands for its side; a second one of the same movement would be a twin.
STANDING = (State.SUBMITTED, State.CONFIRMED, State.DISPUTED, State.MATCHED)


def require_no_twin(entry: Entry, desk: Desk) -> None:
    """Refuse a second half of one movement by the same side while the first is open.

    Were both open, which of them meets the other half would hang on the order of entry.
    Raises: Refused, naming the one that stands.
    """
    if entry.policy != "blind":
        return
    standing = Q(state__in=STANDING) | Q(state=State.PAIRED, half_of__state__in=STANDING)
    twins = Entry.objects.filter(standing, pair_key=entry.pair_key, side=entry.side)
    if twin := twins.exclude(pk=entry.pk).values_list("number", flat=True).first():
        raise Refused.of("half-entered-already", path="happened_on", number=twin)
    _go_on_open_if_shown(entry, desk)


def _go_on_open_if_shown(entry: Entry, desk: Desk) -> None:
    """Let a half of a movement of which a figure was shown before be an ordinary entry.

    Else a side would state anything, read the other's figure, take its own back and copy.
    Raises: Refused where the other side's half lies open: that one is matched or disputed.
    """
    shown = Entry.objects.filter(pair_key=entry.pair_key, covered=False).exclude(pk=entry.pk)
    open_half = shown.filter(policy="both", side=other(entry.side), state__in=STANDING)
    if number := open_half.values_list("number", flat=True).first():
        raise Refused.of("half-shown-already", path="happened_on", number=number)
    # A figure that was posted and reversed has been read by both sides as well.
    if shown.filter(state__in=(State.WITHDRAWN, State.REVERSED)).exists():
        lay_open(entry, desk)


def lay_open(entry: Entry, desk: Desk) -> None:
    """Make a half that was shown, or comes after one that was, an ordinary entry for good.

    It keeps its pair key: that tells it from what was never blind.
    """
    Entry.objects.filter(pk=entry.pk).update(policy="both", covered=False)
    entry.policy, entry.covered = "both", False
    tell_row(entry, "lay_open", desk)


def meet(entry: Entry, desk: Desk) -> None:
    """Compare a confirmed half with the other side's, if that is in.

    Raises: Forbidden where one person stands under both halves.
    """
    require_no_twin(entry, desk)
    if entry.policy != "blind":
        return
    theirs = partner_of(entry)
    seen = theirs is not None
    if theirs is not None and theirs.state == State.SUBMITTED:
        return  # being amended: it comes back by its own confirmation
    theirs = theirs or _open_half(entry)
    if theirs is None:
        return
    drafts.require_two_hands(entry, theirs, desk)
    require_as_reported(theirs)
    lead, half = _join(entry, theirs, desk)
    if found := differences(canonical(lead), canonical(half)):
        _differ(lead, half, found, desk)
    else:
        # Who amended had read the other half: that is no agreement in the dark.
        _agree(lead, half, desk, Basis.SETTLED if seen else Basis.BLIND)
    # The caller goes on with the entry it confirmed.
    for row in (lead, half):
        if row.pk == entry.pk:
            entry.state, entry.covered, entry.half_of = row.state, row.covered, row.half_of


def partner_of(entry: Entry) -> Entry | None:
    """Return the half that is joined to this one, whichever of the two is posted."""
    if entry.half_of_id is not None:
        rows = Entry.objects.filter(pk=entry.half_of_id)
    else:
        rows = Entry.objects.filter(half_of=entry.pk)
    return rows.select_related(*FRAME).first()


def _open_half(entry: Entry) -> Entry | None:
    alone = Entry.objects.filter(
        pair_key=entry.pair_key,
        side=other(entry.side),
        policy="blind",
        state=State.CONFIRMED,
        covered=True,
    )
    return alone.select_related(*FRAME).order_by("reported_at", "number").first()


def _join(entry: Entry, theirs: Entry, desk: Desk) -> tuple[Entry, Entry]:
    """Return (the half that posts, the other one), joined and open to both sides.

    The finer statement posts, else the supported side's: the order of entry says nothing.
    """
    lead, half = _ordered(entry, theirs)
    uncovered = Entry.objects.filter(pk__in=(lead.pk, half.pk))
    uncovered.update(covered=False)
    lead.covered = half.covered = False
    if half.state == State.CONFIRMED:
        move_on(half, "pair", desk, half_of=lead)
        tell_row(half, "pair", desk)
    return lead, half


def _ordered(entry: Entry, theirs: Entry) -> tuple[Entry, Entry]:
    if entry.half_of_id == theirs.pk:
        return theirs, entry
    if theirs.half_of_id == entry.pk:
        return entry, theirs
    finer = is_finer(canonical(entry), canonical(theirs))
    if finer is None:
        finer = entry.side == "supported"
    return (entry, theirs) if finer else (theirs, entry)


def _agree(lead: Entry, half: Entry, desk: Desk, basis: Basis) -> None:
    verb = "match" if lead.state == State.CONFIRMED else "agree"
    move_on(lead, verb, desk)
    speak_as(_confirmation(half), lead, "match", desk, basis=basis)
    speak_as(_confirmation(lead), half, "match", desk, basis=basis)
    post_or_wait(lead, desk)


def _differ(lead: Entry, half: Entry, found: list[Difference], desk: Desk) -> None:
    """Open the dispute, or keep it open, with the other half's figures as counter-figures."""
    if lead.state == State.CONFIRMED:
        move_on(lead, "dispute", desk)
    theirs = {difference.key: difference.theirs or 0 for difference in found}
    counter = [
        {"n": line.n, "amount": theirs[key]}
        for line in lead.lines.all()
        if (key := (line.unit, line.cell, line.note)) in theirs
    ]
    said = _confirmation(half)
    speak_as(said, lead, "dispute", desk, basis=Basis.BLIND, counter=counter)


def _confirmation(half: Entry) -> EntryAct:
    acts = half.acts.filter(verb=EntryAct.Verb.CONFIRMED, version=half.version)
    found = acts.order_by("-id").first()
    if found is None:
        raise Conflict.of("changed-meanwhile", state=half.state)
    return found


def speak_as(
    said: EntryAct,
    entry: Entry,
    verb: str,
    desk: Desk,
    *,
    basis: str = "",
    reason: str = "",
    counter: list[dict[str, int]] | None = None,
    replaced: list[tuple[str, int]] | None = None,
) -> None:
    """Write under an entry what follows from somebody's word elsewhere: her name, today's step."""
    act = EntryAct(
        entry=entry,
        at=desk.at,
        verb=VERBS[verb],
        user_id=said.user_id,
        name=said.name,
        office=said.office,
        role=said.role,
        side=said.side,
        version=entry.version,
        basis=basis,
        reason=reason,
        counter=counter,
        replaced=replaced,
    )
    write_act(act, verb)


def require_open_pair(entry: Entry) -> None:
    """Refuse to change a half whose pair is posted.

    Raises: Conflict.
    """
    lead = entry.half_of
    if lead is not None and lead.state not in (State.DISPUTED, State.SUBMITTED, State.CONFIRMED):
        raise Conflict.of("changed-meanwhile", state=lead.state)


def part(entry: Entry, desk: Desk) -> None:
    """Undo the pair of a half that was withdrawn, or now speaks of another movement.

    The half that is left was shown: it waits as an ordinary entry, and is never covered again.
    """
    left = partner_of(entry)
    if left is None:
        return
    Entry.objects.filter(pk__in=(entry.pk, left.pk)).update(half_of=None)
    entry.half_of = left.half_of = None
    if left.state in (State.PAIRED, State.DISPUTED):
        move_on(left, "release" if left.state == State.PAIRED else "reopen", desk)
    tell_row(entry, "part", desk)
    lay_open(left, desk)


def rest(lead: Entry, desk: Desk) -> None:
    """Lay an amendment of the other half to rest when both sides settled the dispute without it.

    Both named the figure that is posted: there is nothing left to confirm.
    """
    half = Entry.objects.filter(half_of=lead.pk, state=State.SUBMITTED).first()
    if half is not None:
        move_on(half, "rest", desk)


def undo(lead: Entry, desk: Desk) -> None:
    """Let the other half of a reversed posting be reversed with it."""
    half = partner_of(lead)
    if half is not None and half.state == State.PAIRED:
        move_on(half, "undo", desk)


def lines_as(entry: Entry, amounts: dict[int, int]) -> list[EntryLine]:
    """Return an entry's lines with other amounts, exact where they changed."""
    found = []
    for line in entry.lines.all():
        if line.n in amounts and amounts[line.n] != line.amount:
            line.amount, line.precision = amounts[line.n], 1
        found.append(line)
    return found
