"""Briefs: the scorecard of a pairing and year as a Word file that one takes to a meeting."""

from tallystick.interchange.briefs.shapes import (
    Brief,
    CommitmentLine,
    Difference,
    Figure,
    Group,
    Proof,
    ScoreLine,
)
from tallystick.interchange.briefs.word import MEDIA_TYPE, write_brief

__all__ = [
    "MEDIA_TYPE",
    "Brief",
    "CommitmentLine",
    "Difference",
    "Figure",
    "Group",
    "Proof",
    "ScoreLine",
    "write_brief",
]
