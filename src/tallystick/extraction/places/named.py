"""The places a page names, looked up by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from tallystick.extraction.drafts import RegionFound
from tallystick.extraction.page import Page

_FAR = 40


class NamedPlaces:
    """Places in order, found by binary search."""

    def __init__(self, page: Page) -> None:
        self._page, self._regions = page, page.regions

    def within(self, start: int, end: int) -> list[RegionFound]:
        """Return the places that lie between two offsets."""
        return [region for region in self._page.regions_in(start, end) if region.end <= end]

    def around(self, at: int) -> Iterator[RegionFound]:
        """Yield places named before an offset, the nearest first, then those after it."""
        place = bisect_left(self._page.region_starts, at)
        yield from reversed(self._regions[max(0, place - _FAR) : place])
        yield from self._regions[place : place + _FAR]

    def before(self, at: int) -> Iterator[RegionFound]:
        """Yield places named before an offset, the nearest first."""
        place = bisect_left(self._page.region_starts, at)
        yield from reversed(self._regions[max(0, place - _FAR) : place])
