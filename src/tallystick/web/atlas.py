"""The geometry of a map of points and lines: a grid of degrees, no borders. Pure; no Django.

Shapes carry a class of tallystick.css and plain SVG attributes, as in `tally`. North is up; a
degree of longitude is as wide as it is in the middle of what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

from tallystick.web.outlines import outlines
from tallystick.web.tally import written

# In the units of the viewBox: least and greatest height, room for the grid's own words.
MOST, LEAST, EDGE, FOOT = 560.0, 260.0, 44.0, 26.0
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30)
MOST_LINES = 8
THICK, THIN = 9.0, 1.5

To = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Paper:
    """What is drawn on: its width, and room for names beside the drawing.

    So many `names` of a side are written, a `line` apart; the table has all.
    """

    width: float
    side: float
    line: float
    names: int


# A phone's is shown whole, its words larger in its units: nobody looks for the flows on it.
WIDE, NARROW = Paper(1080.0, 170.0, 17.0, 14), Paper(580.0, 182.0, 23.0, 11)


@dataclass(frozen=True)
class Point:
    """A place: degrees, its name, and on which side of the pairing it stands."""

    key: str
    latitude: float
    longitude: float
    words: str
    supporting: bool


@dataclass(frozen=True)
class Spot:
    """A drawn place; `name_x` is empty where its name found no room."""

    css: str
    x: str
    y: str
    words: str
    name_x: str = ""
    name_y: str = ""
    anchor: str = ""
    leader: str = ""


@dataclass(frozen=True)
class Line:
    """A drawn flow between two places, thicker the more it is."""

    d: str
    width: str
    words: str


@dataclass(frozen=True)
class Grid:
    """A line of the grid with its degrees."""

    d: str
    words: str
    x: str
    y: str
    anchor: str


@dataclass(frozen=True)
class Atlas:
    """A whole drawing, `width` by `height`."""

    width: int
    height: int
    grid: tuple[Grid, ...]
    pairs: tuple[str, ...]
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    # Paths of borders, cut off at the frame: x, y, width and height of it.
    borders: tuple[str, ...] = ()
    frame: tuple[int, int, int, int] = (0, 0, 0, 0)


def draw_atlas(
    points: Sequence[Point],
    flows: Iterable[tuple[str, str, int, str]],
    pairs: Iterable[tuple[str, str]] = (),
    borders: Iterable[Sequence[Sequence[int]]] = (),
    paper: Paper = WIDE,
) -> Atlas | None:
    """Return the map of some places; None without any.

    Units: `flows` are (key of a place, key of another, amount, words), `pairs` two keys, `borders`
    the rings of each place, longitude and latitude in turn, in millionths of a degree.

    >>> east, west = Point("e", 38.9, 121.6, "Dalian", True), Point("w", 25.7, 104.5, "Ford", False)
    >>> drawn = draw_atlas([east, west], [("e", "w", 5, "5")])
    >>> [(spot.words, spot.anchor) for spot in drawn.spots], drawn.lines[0].width
    ([('Dalian', 'start'), ('Ford', 'end')], '9')
    """
    if not points:
        return None
    south, north = _span([one.latitude for one in points])
    west, east = _span([one.longitude for one in points])
    narrow = max(cos(radians((south + north) / 2)), 0.2)
    wide = paper.width - 2 * paper.side
    height = min(max(wide * (north - south) / ((east - west) * narrow), LEAST), MOST)
    scale = min(wide / ((east - west) * narrow), height / (north - south))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def to(latitude: float, longitude: float) -> tuple[float, float]:
        x = paper.width / 2 + (longitude - middle_x) * narrow * scale
        return x, 12 + height / 2 - (latitude - middle_y) * scale

    places = {one.key: to(one.latitude, one.longitude) for one in points}
    spots = _spots(points, places, height, paper)
    frame = (int(EDGE), 12, int(paper.width - 12 - EDGE), int(height))
    return Atlas(
        width=int(paper.width),
        height=int(height + 12 + FOOT),
        grid=tuple(_grid(to, (west, east), (south, north), height, paper)),
        pairs=tuple(_straight(places[a], places[b]) for a, b in pairs),
        lines=tuple(_lines(list(flows), places)),
        spots=tuple(spots),
        borders=tuple(outlines(borders, to, frame)),
        frame=frame,
    )


def _span(degrees: Sequence[float]) -> tuple[float, float]:
    """Return from where to where is shown: all, with a margin, and never less than two degrees."""
    least, most = min(degrees), max(degrees)
    margin = max((most - least) * 0.08, 1 - (most - least) / 2, 0.2)
    return least - margin, most + margin


def _grid(
    to: To, across: tuple[float, float], up: tuple[float, float], height: float, paper: Paper
) -> Iterable[Grid]:
    most = MOST_LINES if paper is WIDE else MOST_LINES // 2
    step = next((s for s in STEPS if (across[1] - across[0]) / s <= most), STEPS[-1])
    left, right, foot = EDGE, paper.width - 12, 12 + height
    for degree in _degrees(across, step):
        x = written(to(up[0], degree)[0])
        name = f"{_plain(abs(degree))}°{'E' if degree >= 0 else 'W'}"
        yield Grid(f"M{x} 12V{written(foot)}", name, x, written(foot + 16), "middle")
    for degree in _degrees(up, step):
        y = to(degree, across[0])[1]
        name = f"{_plain(abs(degree))}°{'N' if degree >= 0 else 'S'}"
        line = f"M{written(left)} {written(y)}H{written(right)}"
        yield Grid(line, name, written(left - 6), written(y), "end")


def _degrees(span: tuple[float, float], step: float) -> list[float]:
    first = int(span[0] / step) - 1
    found = [round(step * (first + n), 6) for n in range(2 * MOST_LINES + 4)]
    return [degree for degree in found if span[0] <= degree <= span[1]]


def _plain(degree: float) -> str:
    return f"{degree:g}"


def _straight(one: tuple[float, float], other: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = one, other
    return f"M{written(x0)} {written(y0)}L{written(x1)} {written(y1)}"


def _lines(
    flows: Sequence[tuple[str, str, int, str]], places: Mapping[str, tuple[float, float]]
) -> Iterable[Line]:
    """Yield the flows, the largest first so that thin ones lie on top, each bent its own way."""
    drawn = [one for one in flows if one[0] in places and one[1] in places and one[2] > 0]
    most = max((amount for *_ends, amount, _words in drawn), default=1)
    for number, (source, target, amount, words) in enumerate(sorted(drawn, key=lambda f: -f[2])):
        (x0, y0), (x1, y1) = places[source], places[target]
        bend = 0.06 + 0.05 * (number % 5)
        middle_x = (x0 + x1) / 2 + (y1 - y0) * bend
        middle_y = (y0 + y1) / 2 - (x1 - x0) * bend
        path = f"M{written(x0)} {written(y0)}Q{written(middle_x)} {written(middle_y)} "
        width = max(THICK * amount / most, THIN)
        yield Line(f"{path}{written(x1)} {written(y1)}", written(width), words)


def _spots(
    points: Sequence[Point], places: Mapping[str, tuple[float, float]], height: float, paper: Paper
) -> list[Spot]:
    """Return the places, their names in a column beside the side they stand on."""
    spots = []
    for supporting in (True, False):
        own = [one for one in points if one.supporting == supporting]
        if not own:
            continue
        other = [places[one.key][0] for one in points if one.supporting != supporting]
        mine = [places[one.key][0] for one in own]
        right = not other or sum(mine) / len(mine) >= sum(other) / len(other)
        right = right if other or supporting else False
        edge = min(max(mine) + 26, paper.width - paper.side)
        if not right:
            edge = max(min(mine) - 26, paper.side)
        named = sorted(own[: paper.names], key=lambda one: (places[one.key][1], one.words))
        ys = _apart([places[one.key][1] for one in named], height, paper.line)
        at = dict(zip((one.key for one in named), ys, strict=True))
        css = "ts-spot-on" if supporting else "ts-spot-half"
        for one in own:
            x, y = places[one.key]
            spot = Spot(css, written(x), written(y), one.words)
            if one.key in at:
                name_y = at[one.key]
                spot = Spot(
                    css, written(x), written(y), one.words,
                    written(edge + (6 if right else -6)), written(name_y),
                    "start" if right else "end",
                    f"M{written(x)} {written(y)}L{written(edge)} {written(name_y)}",
                )  # fmt: skip
            spots.append(spot)
    return spots


def _apart(ys: Sequence[float], height: float, line: float = WIDE.line) -> list[float]:
    """Return heights at least a line apart, as near as can be to those given in order.

    >>> _apart([10, 10, 100], 300)
    [12, 29.0, 100]
    """
    found: list[float] = []
    for y in ys:
        found.append(max(y, found[-1] + line if found else 12))
    over = found[-1] - (12 + height) if found else 0
    if over > 0:
        found = [y - over for y in found]
        for n in range(len(found) - 2, -1, -1):
            found[n] = min(found[n], found[n + 1] - line)
    return found
