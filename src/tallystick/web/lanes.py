"""The geometry of a year in lanes: marks and bars by day, columns by month. Pure; no Django.

Shapes carry a class of tallystick.css and plain SVG attributes, as in `tally`. Words are given
room by their length, so that no two of a lane lie on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.web.tally import written

# In the units of the viewBox.
HEAD, ROW, PAD, COLUMNS = 28.0, 22.0, 10.0, 92.0
# What does not fit into so many rows of a lane stands in the table alone.
MOST_ROWS = 6
LONGEST = 34
LATIN, HAN, FIRST_HAN = 6.6, 13.0, "\u2e80"
BEHIND = 10.0


@dataclass(frozen=True)
class Paper:
    """What is drawn on: its width, the room beside the year, and that above each lane for its name.

    Where lanes are named above, marks have no words: a phone has no room for them.
    """

    width: float
    left: float
    right: float
    named_above: float = 0.0


WIDE = Paper(1080.0, 132.0, 12.0)
# A phone's is shown whole; its marks are told by the table alone.
NARROW = Paper(344.0, 2.0, 2.0, named_above=18.0)


@dataclass(frozen=True)
class Mark:
    """What happened on a day, or from a day until another; `css` says how it stands."""

    on: date
    words: str
    css: str
    until: date | None = None
    href: str = ""


@dataclass(frozen=True)
class Placed:
    """A drawn mark: a bar where it has a `width`, and its words."""

    css: str
    x: str
    y: str
    width: str
    words: str
    words_x: str
    words_y: str
    anchor: str
    href: str


@dataclass(frozen=True)
class Lane:
    """One drawn lane; `more` marks found no room."""

    words: str
    y: str
    bottom: str
    marks: tuple[Placed, ...]
    more: int = 0


@dataclass(frozen=True)
class Column:
    """One month: its name, where it begins, its column, its figure where there is room for it."""

    name: str
    x: str
    middle: str
    bar_x: str
    width: str
    y: str
    height: str
    amount: str


@dataclass(frozen=True)
class Lanes:
    """A whole drawing, `width` by `height`; `today` is where the day stands, if it is in it."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    columns_y: str
    foot: str
    today: str = ""


def draw_lanes(
    year: int,
    lanes: Sequence[tuple[str, Sequence[Mark]]],
    months: Sequence[tuple[str, int]],
    today: date | None = None,
    paper: Paper = WIDE,
) -> Lanes:
    """Return a year's lanes, from top to bottom, and under them a column a month.

    `months` are the names and figures of twelve. A mark of another year is drawn at the edge.

    >>> drawn = draw_lanes(2020, [("Meetings", [Mark(date(2020, 1, 1), "Visit", "held")])], [])
    >>> drawn.lanes[0].marks[0].x, drawn.lanes[0].marks[0].words_x, drawn.lanes[0].more
    ('132', '142', 0)
    """
    top, drawn = HEAD, []
    for words, marks in lanes:
        placed, more, rows = _lane(year, marks, top + paper.named_above, paper)
        bottom = top + paper.named_above + 2 * PAD + rows * ROW
        middle = top + paper.named_above if paper.named_above else (top + bottom) / 2
        drawn.append(Lane(words, written(middle), written(bottom), tuple(placed), more))
        top = bottom
    foot = top + paper.named_above + PAD + COLUMNS
    columns = _columns(year, months, top + paper.named_above + PAD + 16, foot, paper)
    middle = top + paper.named_above if paper.named_above else (top + foot) / 2
    shown = today is not None and today.year == year
    return Lanes(
        width=int(paper.width),
        height=int(foot + 6),
        lanes=tuple(drawn),
        columns=tuple(columns),
        columns_y=written(middle),
        foot=written(foot),
        today=written(_x(year, today, paper)) if shown and today else "",
    )


def _x(year: int, on: date, paper: Paper) -> float:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (min(max(on, first), last) - first).days
    room = paper.width - paper.left - paper.right
    return paper.left + room * days / (last - first).days


def _lane(
    year: int, marks: Sequence[Mark], top: float, paper: Paper
) -> tuple[list[Placed], int, int]:
    """Return the marks that found room, how many did not, and how many rows they take."""
    ends: list[float] = []
    placed: list[Placed] = []
    more = 0
    for mark in sorted(marks, key=lambda one: (one.on, one.words)):
        words = mark.words if len(mark.words) <= LONGEST else f"{mark.words[: LONGEST - 1]}…"
        words = "" if paper.named_above else words
        # A mark of the first or last day lies inside, as far as it reaches to either side.
        x = min(max(_x(year, mark.on, paper), 6.0), paper.width - 6.0)
        wide = max(_x(year, mark.until, paper) - x, 6.0) if mark.until else 0.0
        words_x, anchor, begin, end = _room(x, x + wide, length(words), paper)
        row = next((n for n, last in enumerate(ends) if last < begin), len(ends))
        if row >= MOST_ROWS:
            more += 1
            continue
        ends[row : row + 1] = [end]
        middle = top + PAD + ROW * row + ROW / 2
        placed.append(
            Placed(
                mark.css, written(x), written(middle), written(wide) if mark.until else "", words,
                written(words_x), written(middle), anchor, mark.href,
            )
        )  # fmt: skip
    return placed, more, max(len(ends), 1)


def _room(x: float, end: float, wide: float, paper: Paper) -> tuple[float, str, float, float]:
    """Return where the words stand, from which end they are written, and what all takes up."""
    if end + BEHIND + wide <= paper.width or not wide:
        return end + BEHIND, "start", x - BEHIND, end + BEHIND + wide
    if x - BEHIND - wide >= paper.left:
        return x - BEHIND, "end", x - BEHIND - wide, end + BEHIND
    # Neither behind nor before it: on the bar, up to its end.
    return end - 4, "end", min(x, end - wide) - BEHIND, end + BEHIND


def length(words: str) -> float:
    """Return about how long words are when drawn.

    >>> length("ab"), length("签约")
    (13.2, 26.0)
    """
    return sum(HAN if sign >= FIRST_HAN else LATIN for sign in words)


def _columns(
    year: int, months: Sequence[tuple[str, int]], top: float, foot: float, paper: Paper
) -> list[Column]:
    most = max((amount for _name, amount in months), default=0)
    drawn = []
    for month, (name, amount) in enumerate(months, start=1):
        x = _x(year, date(year, month, 1), paper)
        nearly = date(year, month + 1, 1) if month < len(months) else date(year, 12, 31)
        end = _x(year, nearly, paper)
        gap, figure = (end - x) / 14, f"{amount:,}" if amount else ""
        tall = (foot - top) * amount / most if most else 0.0
        tall = max(tall, 1.0) if amount else 0.0
        drawn.append(
            Column(
                name,
                written(x),
                written((x + end) / 2),
                written(x + gap),
                written(end - x - 2 * gap),
                written(foot - tall),
                written(tall),
                figure if length(figure) <= end - x else "",
            )
        )
    return drawn
