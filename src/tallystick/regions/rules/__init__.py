"""Rules about places: their names, what lies under what, and which one a name means."""

from tallystick.regions.rules.choice import Candidate, Picked, pick
from tallystick.regions.rules.descent import ClosureRow, ParentEdge, closure
from tallystick.regions.rules.names import Reading, normalise_name, readings

__all__ = [
    "Candidate",
    "ClosureRow",
    "ParentEdge",
    "Picked",
    "Reading",
    "closure",
    "normalise_name",
    "pick",
    "readings",
]
