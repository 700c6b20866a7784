"""Blind halves in the model: when they meet, what that makes of them, when they part.

From docs/method/matching.md, "Blind".
"""

from __future__ import annotations

from datetime import datetime

from tests.model.journal import Journal
from tests.model.said import SUPPORTED, No, Said

STANDING = ("submitted", "confirmed", "disputed", "matched")


class Halves(Journal):
    """Two halves are one movement; neither side sees the other's before both are confirmed."""

    def partner(self, row: Said) -> Said | None:
        """Return the half that is joined to this one, whichever of the two posts."""
        if row.half_of:
            return self.said[row.half_of]
        return next((one for one in self.said.values() if one.half_of == row.number), None)

    def settle_policy(self, row: Said) -> None:
        """Let an entry be matched as decided for its day; a blind one is covered."""
        row.policy = self.rule("matching", row) or "both"
        row.covered = row.policy == "blind"
        row.key = row.movement() if row.covered else None

    def no_twin(self, row: Said) -> None:
        """Refuse a second open half of one side; let what was shown before go on as ordinary."""
        if row.policy != "blind":
            return
        same = [one for one in self.said.values() if one.key == row.key and one is not row]
        for one in same:
            lead = self.said.get(one.half_of)
            joined = one.state == "paired" and lead is not None and lead.state in STANDING
            if one.side == row.side and (one.state in STANDING or joined):
                raise No("twin")
        shown = [one for one in same if not one.covered]
        for one in shown:
            if one.policy == "both" and one.side != row.side and one.state in STANDING:
                raise No("shown")
        # What was withdrawn, or posted and reversed, has been read by both sides.
        if any(one.state in ("withdrawn", "reversed") for one in shown):
            row.policy, row.covered = "both", False

    def meet(self, row: Said, now: datetime) -> None:
        """Compare a confirmed half with the other side's, if that is in."""
        self.no_twin(row)
        if row.policy != "blind":
            return
        theirs = self.partner(row)
        if theirs is not None and theirs.state == "submitted":
            return  # it is being amended, and comes back by its own confirmation
        theirs = theirs or self._alone(row)
        if theirs is None:
            return
        if row.hands & theirs.hands:
            raise No("own entry")
        lead, half = self._ordered(row, theirs)
        lead.covered = half.covered = False
        if half.state == "confirmed":
            half.state, half.half_of = "paired", lead.number
        if self._same(lead, half):
            lead.state = "matched"
            self.post_or_wait(lead, now)
        elif lead.state == "confirmed":
            lead.state = "disputed"

    def _alone(self, row: Said) -> Said | None:
        for one in self.said.values():
            same = one.key == row.key and one.side != row.side and one.policy == "blind"
            if same and one.state == "confirmed" and one.covered:
                return one
        return None

    @staticmethod
    def _ordered(row: Said, theirs: Said) -> tuple[Said, Said]:
        """Return the half that posts and the other: the finer one, else the supported side's."""
        if row.half_of == theirs.number:
            return theirs, row
        if theirs.half_of == row.number:
            return row, theirs
        fine, coarse = (sum(map(one.step_of, one.lines)) for one in (row, theirs))
        first = row.side == SUPPORTED if fine == coarse else fine < coarse
        return (row, theirs) if first else (theirs, row)

    @staticmethod
    def _same(lead: Said, half: Said) -> bool:
        """Whether two halves show the same at the coarser of their two steps; zero is exact."""
        for key in {*lead.lines, *half.lines}:
            step = max(lead.step_of(key), half.step_of(key))
            one, two = (said.lines.get(key, 0) for said in (lead, half))
            if not one or not two:
                step = 1
            if (one + step // 2) // step != (two + step // 2) // step:
                return False
        return True

    def open_pair(self, row: Said) -> None:
        """Refuse to change a half whose pair counts already."""
        lead = self.said.get(row.half_of)
        if lead is not None and lead.state not in ("disputed", "submitted", "confirmed"):
            raise No("pair")

    def part(self, row: Said) -> None:
        """Undo a pair; the half that is left was shown, and waits as an ordinary entry."""
        left = self.partner(row)
        if left is None:
            return
        row.half_of = left.half_of = ""
        if left.state in ("paired", "disputed"):
            left.state = "confirmed"
        left.policy, left.covered = "both", False
