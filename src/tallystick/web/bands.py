"""The geometry of bands between columns (a Sankey drawing). Pure; no Django.

Every column parts the same whole. Bands and blocks carry a class of tallystick.css and plain SVG
attributes, as in `tally`: a strict content policy needs no inline style, and no script draws it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tallystick.web.tally import written

# In the units of the viewBox: the drawing, a block, what lies between two blocks of a column.
WIDTH, BLOCK, GAP, EDGE = 1080.0, 10.0, 18.0, 8.0
# The words of the last column stand behind it.
LAST_WORDS = 190.0
LEAST = 1.0


@dataclass(frozen=True)
class Node:
    """One block: the column it stands in, its words, how it is coloured."""

    key: str
    column: int
    words: str
    css: str = ""


@dataclass(frozen=True)
class Band:
    """What runs from one block to another, in minor units of one unit."""

    source: str
    target: str
    amount: int


@dataclass(frozen=True)
class Block:
    """A drawn node with the place of its words; `amount` is the larger of what came and left."""

    css: str
    x: str
    y: str
    height: str
    words_x: str
    words_y: str
    words: str
    amount: int


@dataclass(frozen=True)
class Ribbon:
    """A drawn band: a closed path, and what it is in words."""

    css: str
    d: str
    source: str
    target: str
    amount: int


@dataclass(frozen=True)
class Bands:
    """A whole drawing, `width` by `height`."""

    width: int
    height: int
    blocks: tuple[Block, ...]
    ribbons: tuple[Ribbon, ...]


def draw_bands(nodes: Sequence[Node], bands: Iterable[Band], *, height: int = 400) -> Bands:
    """Return blocks and ribbons; nodes keep the order in which they are given.

    A ribbon is coloured as the block it comes from. Blocks that nothing touches are left out.

    >>> drawn = draw_bands([Node("a", 0, "A"), Node("b", 1, "B")], [Band("a", "b", 5)], height=100)
    >>> [(block.words, block.x, block.height) for block in drawn.blocks]
    [('A', '0', '84'), ('B', '880', '84')]
    >>> drawn.ribbons[0].d
    'M10 8C445 8 445 8 880 8V92C445 92 445 92 10 92Z'
    >>> draw_bands([Node("a", 0, "A")], []).blocks
    ()
    """
    flows = [band for band in bands if band.amount > 0]
    came, left = _totals(flows)
    shown = [node for node in nodes if came[node.key] or left[node.key]]
    if not shown:
        return Bands(int(WIDTH), height, (), ())
    sizes = {node.key: max(came[node.key], left[node.key]) for node in shown}
    columns = _columns(shown)
    tallest = max(map(len, columns.values()))
    # So many blocks need a taller drawing, or the gaps would be all there is.
    height = max(height, int(tallest * (GAP + 14) + 2 * EDGE))
    per_unit = min(
        (height - 2 * EDGE - GAP * (len(column) - 1)) / sum(sizes[node.key] for node in column)
        for column in columns.values()
    )
    last = max(columns)
    step = (WIDTH - LAST_WORDS - BLOCK) / max(last, 1)
    tops = _tops(columns, sizes, per_unit, height)
    places = {node.key: (node.column * step, tops[node.key]) for node in shown}
    blocks = tuple(_block(node, places[node.key], sizes[node.key], per_unit) for node in shown)
    return Bands(int(WIDTH), height, blocks, tuple(_ribbons(shown, flows, places, per_unit)))


def _totals(flows: Iterable[Band]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    came: dict[str, int] = defaultdict(int)
    left: dict[str, int] = defaultdict(int)
    for band in flows:
        left[band.source] += band.amount
        came[band.target] += band.amount
    return came, left


def _columns(nodes: Iterable[Node]) -> dict[int, list[Node]]:
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.column].append(node)
    return dict(columns)


def _tops(
    columns: Mapping[int, Sequence[Node]], sizes: Mapping[str, int], per_unit: float, height: int
) -> dict[str, float]:
    """Return where each block begins: a column stands in the middle of the drawing."""
    tops: dict[str, float] = {}
    for column in columns.values():
        tall = sum(sizes[node.key] for node in column) * per_unit + GAP * (len(column) - 1)
        top = (height - tall) / 2
        for node in column:
            tops[node.key] = top
            top += sizes[node.key] * per_unit + GAP
    return tops


def _block(node: Node, place: tuple[float, float], size: int, per_unit: float) -> Block:
    x, y = place
    tall = max(size * per_unit, LEAST)
    return Block(
        css=node.css,
        x=written(x),
        y=written(y),
        height=written(tall),
        words_x=written(x + BLOCK + 6),
        words_y=written(y + tall / 2),
        words=node.words,
        amount=size,
    )


def _ribbons(
    nodes: Sequence[Node],
    flows: Iterable[Band],
    places: Mapping[str, tuple[float, float]],
    per_unit: float,
) -> Iterable[Ribbon]:
    """Yield the bands, each beside the one before it on both its blocks."""
    order = {node.key: number for number, node in enumerate(nodes)}
    named = {node.key: node for node in nodes}
    used_left: dict[str, float] = defaultdict(float)
    used_came: dict[str, float] = defaultdict(float)
    for band in sorted(flows, key=lambda one: (order[one.source], order[one.target])):
        wide = max(band.amount * per_unit, LEAST)
        x0, x1 = places[band.source][0] + BLOCK, places[band.target][0]
        y0 = places[band.source][1] + used_left[band.source]
        y1 = places[band.target][1] + used_came[band.target]
        used_left[band.source] += band.amount * per_unit
        used_came[band.target] += band.amount * per_unit
        source, target = named[band.source], named[band.target]
        yield Ribbon(
            source.css, _path(x0, y0, x1, y1, wide), source.words, target.words, band.amount
        )


def _path(x0: float, y0: float, x1: float, y1: float, wide: float) -> str:
    a, b, middle = written(x0), written(x1), written((x0 + x1) / 2)
    top0, top1, foot1, foot0 = map(written, (y0, y1, y1 + wide, y0 + wide))
    return (
        f"M{a} {top0}C{middle} {top0} {middle} {top1} {b} {top1}"
        f"V{foot1}C{middle} {foot1} {middle} {foot0} {a} {foot0}Z"
    )
