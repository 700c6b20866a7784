"""What the page of a pairing's map receives: the drawing, what went between places, the places."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.atlas import Atlas
from tallystick.web.contexts.shared import PairingTab


@dataclass(frozen=True)
class WentRow:
    """What went from one place to another, in the unit of the page."""

    source: str
    target: str
    amount: str
    source_href: str
    target_href: str
    href: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """A place with its degrees as they are written; without them it is not drawn."""

    name: str
    href: str
    side: str
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, kw_only=True)
class MapPage(PairingTab):
    """Pairs and flows of a year on a map; the filters are in the address."""

    heading: str = ""
    unit: str = ""
    findings: str = ""
    drawn: Atlas | None = None
    # The same for a phone, shown whole.
    narrow: Atlas | None = None
    went: tuple[WentRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    undrawn: int = 0
    csv_href: str = ""
    # Whose the borders are, by the word of whoever loaded them; empty where none is drawn.
    border_sources: tuple[str, ...] = ()
    borders_href: str = ""
