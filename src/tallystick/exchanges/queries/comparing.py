"""Reads: what both sides' announcements of one meeting say, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.exchanges.models import Meeting, Readout, ReadoutItem
from tallystick.exchanges.queries.proposals import proposals
from tallystick.exchanges.queries.readouts import readouts_of
from tallystick.exchanges.rules.comparing import Compared, Telling, Verdict, compare
from tallystick.kernel.actor import Actor


@dataclass(frozen=True)
class Comparison:
    """What announcements of a meeting say; without two sides heard there is nothing to compare."""

    meeting: Meeting
    readouts: tuple[Readout, ...]
    sides: tuple[str, ...]
    rows: tuple[Compared, ...]

    def of(self, verdict: Verdict) -> tuple[Compared, ...]:
        """Return the rows of one verdict."""
        return tuple(row for row in self.rows if row.verdict == verdict)


def compare_readouts(meeting: Meeting, *, actor: Actor) -> Comparison:
    """Return what the press of both sides says of a meeting: what differs, what one side alone
    says, what is the same. Items that a person rejected are left out; corrected ones count as
    corrected. The queries grow with the announcements of the meeting, not with their items.
    """
    told = readouts_of(meeting, actor=actor)
    sides = tuple(dict.fromkeys(one.side for one in told))
    if len(sides) < 2:
        return Comparison(meeting, tuple(told), sides, ())
    rows = compare((telling for one in told for telling in _tellings(one)), sides)
    return Comparison(meeting, tuple(told), sides, tuple(rows))


def _tellings(one: Readout) -> Iterator[Telling]:
    values = proposals(one)
    for item in one.items.all():
        if item.decision != ReadoutItem.Decision.REJECTED:
            yield Telling(one.code, one.side, item.n, item.kind, item.words, values[item.n])
