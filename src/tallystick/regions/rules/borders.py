"""Read a GeoJSON file of borders: what of it can be drawn, and what is wrong with the rest.

Plain Python. The file is anybody's: nothing in it is trusted, and nothing of it is kept but the
corners of rings, as whole millionths of a degree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tallystick.kernel.problem import Problem
from tallystick.kernel.text import visible

LARGEST = 20 * 1024 * 1024
MOST_FEATURES = 4000
MOST_CORNERS = 1_000_000
# Arrays and objects inside one another: a MultiPolygon of a collection has eight.
DEEPEST = 16
# Corners kept of a ring: more than a drawing as wide as a page can show.
MOST_KEPT = 400
MICRO = 1_000_000
# The properties that name the place where nobody says which one does, in this order.
NAMING = ("code", "adcode", "gb", "id", "name_zh", "name", "name_en", "NAME")
LONGEST_NAME = 120

Corner = tuple[int, int]
Ring = tuple[Corner, ...]

_WORLD = (180 * MICRO, 90 * MICRO)
# A string that never closes is read once to its end: never again from each sign in it.
_NESTING = re.compile(rb'"(?:[^"\\]|\\[\s\S])*+(?:"|\\?\Z)|[\[{]|[\]}]')


@dataclass(frozen=True)
class Outline:
    """A feature that can be drawn: its number in the file from 1, what it is called, its rings.

    Units: corners are (longitude, latitude) in millionths of a degree.
    """

    number: int
    called: str
    rings: tuple[Ring, ...]


def read_borders(content: bytes, naming: str = "") -> tuple[list[Outline], list[Problem]]:
    """Return every feature that can be drawn, and everything that is wrong, in one pass.

    `naming` is the property that names the place; without it the usual ones are tried.
    Source: docs/formats/borders.md.

    >>> read_borders(b"[]")[1][0].code
    'border-no-collection'
    """
    features, problems = _features(content)
    found: list[Outline] = []
    left = MOST_CORNERS
    for number, feature in enumerate(features, 1):
        outline, faults = _outline(number, feature, naming, left)
        problems += faults
        if outline:
            found.append(outline)
            left -= sum(map(len, outline.rings))
        if any(fault.code == "border-too-many-corners" for fault in faults):
            break
    return [_simpler(one) for one in found], problems


def _features(content: bytes) -> tuple[list[Any], list[Problem]]:
    """Return the features of a file, or why it is none."""
    if len(content) > LARGEST:
        return [], [Problem("border-file-too-large", params={"most": LARGEST // 1024 // 1024})]
    if _depth(content) > DEEPEST:
        return [], [Problem("border-too-deep", params={"most": DEEPEST})]
    try:
        read = json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number
        )
    except (ValueError, RecursionError, InvalidOperation):
        return [], [Problem("border-no-json")]
    whole = read.get("type") == "FeatureCollection" if isinstance(read, dict) else False
    features = read.get("features") if whole else None
    if not isinstance(features, list):
        return [], [Problem("border-no-collection")]
    if "crs" in read and not re.search("CRS84|4326", json.dumps(read["crs"], default=str)):
        return [], [Problem("border-other-grid")]
    if not features:
        return [], [Problem("border-nothing")]
    if len(features) > MOST_FEATURES:
        return [], [Problem("border-too-many", params={"most": MOST_FEATURES, "n": len(features)})]
    return features, []


def _no_number(word: str) -> None:
    raise ValueError(word)


def _depth(content: bytes) -> int:
    """Return how deep brackets stand inside one another, without building anything.

    >>> _depth(b'[{"a": "[[["}]'), _depth(b'["' + b'\\"' * 100_000)
    (2, 1)
    """
    deepest = depth = 0
    for found in _NESTING.finditer(content):
        sign = found[0][:1]
        if sign != b'"':
            depth += 1 if sign in b"[{" else -1
            deepest = max(deepest, depth)
    return deepest


def _outline(
    number: int, feature: Any, naming: str, left: int
) -> tuple[Outline | None, list[Problem]]:
    where = f"feature {number}"
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return None, [Problem("border-no-feature", where, {"n": number})]
    called = _called(feature.get("properties"), naming)
    problems = []
    if not called:
        looked = naming or ", ".join(NAMING)
        problems.append(Problem("border-unnamed", where, {"n": number, "names": looked}))
    rings, fault = _rings(feature.get("geometry"), left, {"n": number, "name": called or "?"})
    if fault:
        problems.append(fault)
    if problems:
        return None, problems
    return Outline(number, called, tuple(rings)), []


def _called(properties: Any, naming: str) -> str:
    if not isinstance(properties, dict):
        return ""
    for name in (naming,) if naming else NAMING:
        value = properties.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return visible(str(value).strip())[:LONGEST_NAME]
    return ""


def _rings(geometry: Any, left: int, said: Mapping[str, Any]) -> tuple[list[Ring], Problem | None]:
    where = f"feature {said['n']}"
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        told = visible(str(kind))[:40] if kind is not None else "-"
        return [], Problem("border-no-area", where, said, told)
    shapes = geometry.get("coordinates")
    polygons = [shapes] if kind == "Polygon" else shapes
    rings: list[Ring] = []
    for given in _flat(polygons):
        left -= len(given) if isinstance(given, list) else 0
        if left < 0:
            return [], Problem(
                "border-too-many-corners", where, {"n": said["n"], "most": MOST_CORNERS}
            )
        ring = _ring(given)
        if isinstance(ring, str):
            fault = "border-no-degrees" if ring else "border-open-ring"
            return [], Problem(fault, where, said, ring)
        rings.append(ring)
    return (rings, None) if rings else ([], Problem("border-open-ring", where, said))


def _flat(polygons: Any) -> Iterator[Any]:
    """Yield each ring; what should be a list and is none is yielded as None."""
    for polygon in polygons if isinstance(polygons, list) else [None]:
        yield from polygon if isinstance(polygon, list) and polygon else [None]


def _ring(given: Any) -> Ring | str:
    """Return a ring; the position that is none, or nothing where it is not closed."""
    if not isinstance(given, list) or len(given) < 4:
        return ""
    corners: list[Corner] = []
    for position in given:
        corner = _corner(position)
        if corner is None:
            return visible(json.dumps(position, default=str, ensure_ascii=False))[:60]
        corners.append(corner)
    return tuple(corners) if corners[0] == corners[-1] else ""


def _corner(position: Any) -> Corner | None:
    if not isinstance(position, list) or not 2 <= len(position) <= 4:
        return None
    found = []
    for value, most in zip(position[:2], _WORLD, strict=True):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        # Compared before it is multiplied: 1e999999 would fill the memory.
        if not -180 <= value <= 180 or abs(micro := int(value * MICRO)) > most:
            return None
        found.append(micro)
    return found[0], found[1]


def _simpler(one: Outline) -> Outline:
    rings = (simplified(ring) for ring in one.rings)
    return Outline(one.number, one.called, tuple(ring for ring in rings if len(ring) > 3))


def simplified(ring: Sequence[Corner], most: int = MOST_KEPT, step: int = 100) -> Ring:
    """Return a ring of `most` corners or so: those at least `step` from the one kept before.

    Units: `step` in millionths of a degree, doubled until the corners are few enough.

    >>> simplified(((0, 0), (10, 0), (500, 0), (500, 500), (0, 0)))
    ((0, 0), (500, 0), (500, 500), (0, 0))
    """
    while True:
        kept = [ring[0]]
        for corner in ring[1:-1]:
            if abs(corner[0] - kept[-1][0]) + abs(corner[1] - kept[-1][1]) >= step:
                kept.append(corner)
        if len(kept) < most:
            return (*kept, ring[-1])
        step *= 2
