"""Reads: a pairing's scorecard, a figure walked back to its evidence, published figures."""

from tallystick.indicators.queries.cards import Scorecard, scorecard
from tallystick.indicators.queries.claiming import claims, unresolved_claims
from tallystick.indicators.queries.legs import Part, WalkLine
from tallystick.indicators.queries.walks import Explanation, explain

__all__ = [
    "Explanation",
    "Part",
    "Scorecard",
    "WalkLine",
    "claims",
    "explain",
    "scorecard",
    "unresolved_claims",
]
