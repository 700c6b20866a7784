"""Briefs: the scorecard of a pairing and year as a Word file that one takes to a meeting."""

from tallystick.interchange.briefs.shapes import (
    Brief,
    Difference,
    Figure,
    Group,
    Promise,
    Proof,
    ScoreLine,
)
from tallystick.interchange.briefs.word import MEDIA_TYPE, write_brief

__all__ = [
    "MEDIA_TYPE",
    "Brief",
    "Difference",
    "Figure",
    "Group",
    "Promise",
    "Proof",
    "ScoreLine",
    "write_brief",
]
