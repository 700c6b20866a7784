"""Where a person is in the guided first visit, as one word kept with her.

"clerk.3": at its third step; "clerk.3.off": put aside there; "clerk.0.off": taken to its end, or
not wanted. Empty: never offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"([a-z]{1,12})\.(\d{1,2})(\.off)?")


@dataclass(frozen=True)
class TourPlace:
    """A tour, the step of it from 1, and whether she is on it now."""

    tour: str
    step: int
    on: bool = True

    def __str__(self) -> str:
        return f"{self.tour}.{self.step}" + ("" if self.on else ".off")


def tour_place(kept: str) -> TourPlace | None:
    """Return the place that a word names, None where it names none.

    >>> tour_place("clerk.3.off"), tour_place("clerk"), str(TourPlace("head", 2))
    (TourPlace(tour='clerk', step=3, on=False), None, 'head.2')
    """
    found = _PLACE.fullmatch(kept)
    return TourPlace(found[1], int(found[2]), not found[3]) if found else None
