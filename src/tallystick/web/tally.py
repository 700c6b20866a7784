"""The geometry of what is drawn: the split tally, shares, lines of a year. Pure; no Django.

Upper half = supporting side, lower half = supported side, joined = both halves match and count.
Shapes carry a class of tallystick.css and plain SVG attributes, so that a strict content policy
needs no inline style. Places and lengths are in the units of each drawing's viewBox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH, TRACK, LIMIT = 200.0, 160.0, 196.0
# A hair between a counted block and what does not count yet.
GAP = 0.75

Half = Literal["upper", "lower"]


@dataclass(frozen=True)
class Rect:
    """One block; `rx` rounds its corners."""

    css: str
    x: str
    y: str
    width: str
    height: str
    rx: str = ""


@dataclass(frozen=True)
class Path:
    """One line or mark."""

    css: str
    d: str
    stroke_width: str = ""


Shape = Rect | Path


@dataclass(frozen=True)
class Tally:
    """What one split tally shows.

    Units: all in minor units of one unit. `waiting` stands on the `waiting_on` half alone.
    `disputed` is what both halves hold of a disputed figure, `differs` what only the half
    `differs_on` holds of it. `full`: draw against this instead of a target (a share of a whole).
    """

    matched: int = 0
    target: int | None = None
    waiting: int = 0
    waiting_on: Half = "lower"
    disputed: int = 0
    differs: int = 0
    differs_on: Half = "lower"
    claimed: int | None = None
    last_year: int | None = None
    full: int | None = None


def draw(tally: Tally) -> tuple[Shape, ...]:
    """Return the shapes of a split tally, 200 by 23, in painting order.

    >>> [shape.css for shape in draw(Tally(matched=70, target=100, waiting=18))][:4]
    ['tb-track', 'tb-on', 'tb-half', 'tb-open']
    >>> draw(Tally(matched=70, target=100))[1].width
    '112'
    >>> [shape.css for shape in draw(Tally(matched=900, target=100))][-3:]
    ['tb-cut', 'tb-halo', 'tb-goal']
    """
    per_unit = _per_unit(tally)
    bound = tally.target is not None and tally.target > 0
    end = min(tally.matched * per_unit, WIDTH)
    shapes: list[Shape] = [_block("tb-track", 0, 4, TRACK if bound else WIDTH, 14, "1.5")]
    if end > 0:
        shapes.append(_block("tb-on", 0, 4, end, 14, "1.5"))
    after, open_shapes = _open_part(tally, end, per_unit)
    shapes += open_shapes
    if bound:
        shapes += [Path("tb-cut", f"M{x} 4v14") for x in range(16, 160, 16) if x < end]
    if tally.matched * per_unit > WIDTH:
        shapes.append(Path("tb-cut", "M188 2l-5 18M193 2l-5 18", "2"))
    return (*shapes, *_marks(tally, per_unit, bound, after))


def _per_unit(tally: Tally) -> float:
    """Return how long one unit is drawn: the target lies at 80% of the width."""
    if tally.full:
        return WIDTH / tally.full
    if tally.target:
        return TRACK / tally.target
    stands = tally.matched + tally.waiting + tally.disputed + tally.differs
    largest = max(stands, tally.claimed or 0, tally.last_year or 0)
    return WIDTH / (largest * 1.12) if largest else 0.0


def _open_part(tally: Tally, end: float, per_unit: float) -> tuple[float, list[Shape]]:
    """Return where the bar ends, and what stands on it but does not count yet."""
    shapes: list[Shape] = []
    if shared := _fitting(tally.disputed * per_unit, end):
        shapes += [
            _block("tb-half", end + GAP, 4, shared - GAP, 6),
            _block("tb-half", end + GAP, 12, shared - GAP, 6),
        ]
        end += shared
    if more := _fitting(tally.differs * per_unit, end):
        shapes.append(_block("tb-diff", end, 4 if tally.differs_on == "upper" else 12, more, 6))
        end += more
    if waits := _fitting(tally.waiting * per_unit, end):
        solid, dashed = (4, 12.5) if tally.waiting_on == "upper" else (12, 4.5)
        shapes.append(_block("tb-half", end + GAP, solid, waits - GAP, 6))
        shapes.append(_block("tb-open", end + GAP + 0.5, dashed, max(waits - GAP - 1, 0.5), 5))
        end += waits
    return end, shapes


def _fitting(length: float, start: float) -> float:
    """Return a length cut at the right edge, and long enough to be seen where it is not zero."""
    room = WIDTH - start
    return min(max(length, 2.0), room) if length > 0 and room > 2 else 0.0


def _marks(tally: Tally, per_unit: float, bound: bool, end: float) -> list[Shape]:
    shapes: list[Shape] = []
    if tally.last_year is not None and per_unit:
        x = min(tally.last_year * per_unit, LIMIT)
        shapes.append(Path("tb-last", f"M{written(x - 3.5)} 22.5h7l-3.5-4.5z"))
    if bound:
        if end >= TRACK - 4:
            shapes.append(Path("tb-halo", f"M{written(TRACK)} 3v16"))
        shapes.append(Path("tb-goal", f"M{written(TRACK)} 1v20"))
    if tally.claimed is not None and per_unit:
        x = min(tally.claimed * per_unit, LIMIT)
        shapes.append(Path("tb-claim", f"M{written(x)} 6.5l4.5 4.5-4.5 4.5-4.5-4.5z"))
    return shapes


def _block(css: str, x: float, y: float, width: float, height: float, rx: str = "") -> Rect:
    return Rect(css, written(x), written(y), written(max(width, 0)), written(height), rx)


def written(value: float) -> str:
    """Write a coordinate: two decimals at most, none where whole.

    >>> written(112.0), written(0.75), written(-0.001)
    ('112', '0.75', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@dataclass(frozen=True)
class Spark:
    """A year as a line, 88 by 22: this year, last year dotted, and where this year ends."""

    line: str
    previous: str
    x: str
    y: str


def spark(values: Sequence[int | None], previous: Sequence[int | None] = ()) -> Spark | None:
    """Return the line of a year, or None when nothing was reported in it.

    Shape: one value a month, January first; None = not reported or not due, left out.

    >>> line = spark([0, 5, 10])
    >>> line.line, line.x, line.y
    ('M2 19 L9.64 11 L17.27 3', '17.27', '3')
    >>> spark([None] * 12) is None
    True
    """
    top = max((v for v in (*values, *previous) if v is not None), default=0)
    points = _points(values, top)
    if not points:
        return None
    return Spark(_polyline(points), _polyline(_points(previous, top)), *points[-1])


def _points(values: Sequence[int | None], top: int) -> list[tuple[str, str]]:
    return [
        (written(2 + month * 84 / 11), written(19 - 16 * max(value, 0) / top if top > 0 else 19))
        for month, value in enumerate(values)
        if value is not None
    ]


def _polyline(points: Sequence[tuple[str, str]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in points) if points else ""


def halves(upper: int | None, lower: int | None) -> tuple[Shape, ...]:
    """Return the two halves of one entry, 800 by 80; None = that half holds nothing yet.

    >>> [shape.css for shape in halves(48, 62) if isinstance(shape, Rect)]
    ['tb-half', 'tb-open', 'tb-half', 'tb-diff']
    >>> [shape.css for shape in halves(62, 62) if isinstance(shape, Rect)]
    ['tb-on', 'tb-on']
    >>> [shape.css for shape in halves(None, 62) if isinstance(shape, Rect)]
    ['tb-open', 'tb-half']
    """
    largest = max(upper or 0, lower or 0)
    if not largest:
        return (_block("tb-open", 1, 6.5, 798, 31), _block("tb-open", 1, 42.5, 798, 31))
    per_unit = 756 / largest
    same = upper == lower
    shared = min(upper or 0, lower or 0) * per_unit
    shapes: list[Shape] = []
    for amount, y in ((upper, 6.0), (lower, 42.0)):
        shapes += _one_half(amount, y, per_unit, same, shared, alone=upper is None or lower is None)
    step = notch(largest)
    cuts = (largest - 1) // step
    return (
        *shapes,
        *(Path("cut", f"M{written(k * step * per_unit)} 6v68") for k in range(1, cuts + 1)),
    )


def _one_half(
    amount: int | None, y: float, per_unit: float, same: bool, shared: float, *, alone: bool
) -> list[Shape]:
    if amount is None:
        return [_block("tb-open", 1, y + 0.5, 755, 31)]
    width = amount * per_unit
    if same or alone:
        return [_block("tb-on" if same else "tb-half", 0, y, width, 32, "2")]
    shapes: list[Shape] = [_block("tb-half", 0, y, shared, 32, "2")]
    if width > shared:
        shapes.append(_block("tb-diff", shared, y, width - shared, 32, "2"))
    else:
        shapes.append(_block("tb-open", shared + 1, y + 0.5, 755 - shared, 31))
    return shapes


def notch(largest: int) -> int:
    """Return what one notch stands for: a round number that cuts at most ten times.

    >>> notch(62), notch(5), notch(520_000_000), notch(1)
    (10, 1, 100000000, 1)
    """
    step = 1
    while largest > 10 * step:
        step *= 10
    return step


@dataclass(frozen=True)
class Bar:
    """One month of a chart: where its bar stands, and last year's tick."""

    x: str
    y: str
    height: str
    last_y: str


def month_bars(values: Sequence[int | None], previous: Sequence[int | None]) -> tuple[Bar, ...]:
    """Return twelve bars in a frame 912 by 142, 52 wide, whose ground line lies at 140.

    The frame is drawn as wide as there is room; the names stand below, a twelfth each.

    Shape: one value a month; None draws no bar, zero a line on the ground. Last year's month is
    a tick across its bar.

    >>> [bar.height for bar in month_bars([5, 10, 0, None], [])]
    ['60', '120', '1.5', '']
    """
    top = max((v for v in (*values, *previous) if v is not None), default=0)
    bars = []
    for month, value in enumerate(values):
        last = previous[month] if month < len(previous) else None
        x = 12 + month * 76.0
        height = "" if value is None else written(max(120 * value / top if top > 0 else 0, 1.5))
        last_y = "" if last is None or top <= 0 else written(140 - 120 * max(last, 0) / top)
        y = written(140 - float(height)) if height else ""
        bars.append(Bar(written(x), y, height, last_y))
    return tuple(bars)
