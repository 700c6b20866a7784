"""Reads: a pairing's scorecard, a figure walked back to its evidence, published figures."""

from tallystick.indicators.queries.cards import Scorecard, scorecard
from tallystick.indicators.queries.claiming import claims, unresolved_claims
from tallystick.indicators.queries.comparing import (
    ComparedClaim,
    ComparedList,
    compared_claim,
    compared_claims,
)
from tallystick.indicators.queries.legs import Part, WalkLine
from tallystick.indicators.queries.press import PressView, press_view
from tallystick.indicators.queries.walks import Explanation, explain

__all__ = [
    "ComparedClaim",
    "ComparedList",
    "Explanation",
    "Part",
    "PressView",
    "Scorecard",
    "WalkLine",
    "claims",
    "compared_claim",
    "compared_claims",
    "explain",
    "press_view",
    "scorecard",
    "unresolved_claims",
]
