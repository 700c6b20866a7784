"""Borders as paths of a drawing: no more corners than can be seen, none that lie outside. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

# In the units of the viewBox: corners nearer than this to the last one are left out.
NEAR = 1.5
# A ring smaller than this both ways is a speck.
SPECK = 2.0
MICRO = 1_000_000

To = Callable[[float, float], tuple[float, float]]
Frame = tuple[int, int, int, int]


def outlines(borders: Iterable[Sequence[Sequence[int]]], to: To, frame: Frame) -> Iterator[str]:
    """Yield a path for each border that is to be seen; `to` places a latitude and a longitude.

    >>> square = [0, 0, 9_000_000, 0, 9_000_000, 9_000_000, 0, 9_000_000, 0, 0]
    >>> list(outlines([[square]], lambda up, across: (across * 10, up * 10), (0, 0, 100, 100)))
    ['M0 0L90 0 90 90 0 90Z']
    >>> list(outlines([[square]], lambda up, across: (across, up), (50, 50, 100, 100)))
    []
    """
    for rings in borders:
        path = "".join(_path(ring, to, frame) for ring in rings)
        if path:
            yield path


def _path(ring: Sequence[int], to: To, frame: Frame) -> str:
    corners = [
        to(up / MICRO, across / MICRO) for across, up in zip(ring[::2], ring[1::2], strict=True)
    ]
    if not _seen(corners, frame):
        return ""
    kept = corners[:1]
    for x, y in corners[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    first, *rest = (f"{_short(x)} {_short(y)}" for x, y in kept)
    return f"M{first}L{' '.join(rest)}Z"


def _seen(corners: Sequence[tuple[float, float]], frame: Frame) -> bool:
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    left, top, width, height = frame
    speck = max(xs) - min(xs) < SPECK and max(ys) - min(ys) < SPECK
    beside = max(xs) < left or min(xs) > left + width
    return not (speck or beside or max(ys) < top or min(ys) > top + height)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
