"""What looks odd about a figure and does not stop it: said to who enters, confirms and matches.

Each rule is one a clerk can check by hand. Source: docs/method/entries.md, "Warnings".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from tallystick.entries.rules.reports import CanonicalLine
from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import show_minor
from tallystick.programme.rules.pipelines import pipelines, unit_scale
from tallystick.programme.rules.vocabulary import said_amount

# How many earlier figures of a series, and of its peers, are looked at.
WINDOW = 12
# Fewer say nothing about what is usual.
ENOUGH_OWN, ENOUGH_PEERS = 4, 5
OUTSIDE_OWN, OUTSIDE_PEERS = 3, 10
ROUND_DIGITS = 4
# A slip of so many powers of ten, and how far a figure may lie from exactly that.
SLIPS = ((10_000, "warn-ten-thousand", 3), (100, "warn-hundred", 2), (10, "warn-tenfold", 1.5))
# With one earlier figure, too: so many times the largest of this place, or else of its peers.
ABOVE_OWN, ABOVE_PEERS = 100, 1000
TIMES = ("person_time", "placement")


@dataclass(frozen=True)
class Past:
    """The figures a line is held against, newest first, in minor units of its unit.

    `own`: of the same places, move and codes; `peers`: of other places, same move and codes.
    `largest`: of the place in two years, whatever the codes, the statement and the pairing, and
    `largest_peer` of the other places of the book; 0 where there is none.
    """

    own: tuple[int, ...] = ()
    peers: tuple[int, ...] = ()
    largest: int = 0
    largest_peer: int = 0


@dataclass(frozen=True)
class Looked:
    """One line as it is looked at. `promise`: what is only promised is round by nature."""

    n: int
    line: CanonicalLine
    promise: bool
    past: Past


Rule = Callable[[Looked], Iterator[Problem]]


def warnings_of(
    pipeline: str, stage: str, lines: Sequence[CanonicalLine], past: Sequence[Past]
) -> list[Problem]:
    """Return what is odd about the lines of one report; `path` is `lines.N`, counted from 1."""
    found_stage = pipelines()[pipeline].stages.get(stage)
    promise = pipeline == "target" or bool(found_stage and found_stage.promise)
    found: list[Problem] = []
    for n, (line, before) in enumerate(zip(lines, past, strict=True), 1):
        looked = Looked(n, line, promise, before)
        told = [problem for rule in RULES for problem in rule(looked)]
        # Whoever is told already how far it lies from the usual need not hear it twice.
        found += told if any("usual" in p.params for p in told) else [*told, *_far_above(looked)]
    return [*found, *_persons_and_times(lines)]


def unnamed(
    pipeline: str, statement: str, thing: object, lines: Sequence[CanonicalLine]
) -> Iterator[Problem]:
    """One thing that has a name, and is not named: its record is not kept, nor is it known again.

    >>> one, five = (CanonicalLine("enterprise", n, "", "") for n in (1, 5))
    >>> [p.code for p in unnamed("enterprise", "itemised", None, [one])]
    ['warn-unnamed']
    >>> list(unnamed("enterprise", "itemised", None, [five]))
    []
    """
    found = pipelines()[pipeline]
    one = [line.amount for line in lines if line.unit == found.units[0]] == [1]
    if found.subject.once and statement == "itemised" and one and not thing:
        yield Problem("warn-unnamed", "thing", {"what": found.subject})


def _round(looked: Looked) -> Iterator[Problem]:
    """One digit and zeros, where the figure is said to be exact."""
    line, scale = looked.line, 10 ** unit_scale(looked.line.unit)
    if looked.promise or line.precision != 1 or line.amount % scale:
        return
    digits = str(line.amount // scale)
    if len(digits) >= ROUND_DIGITS and not digits[1:].strip("0"):
        yield _said("warn-round", looked)


def _jumps(looked: Looked) -> Iterator[Problem]:
    """Ten, a hundred or ten thousand times what is usual here; else far outside of it."""
    amount, own = looked.line.amount, [n for n in looked.past.own if n > 0]
    if not amount or not own:
        return
    usual = median_low(own)
    for factor, code, leeway in SLIPS:
        for larger, smaller in ((amount, usual), (usual, amount)):
            if factor / leeway <= larger / smaller <= factor * leeway:
                yield _said(code, looked, usual=usual)
                return
    if len(own) >= ENOUGH_OWN and not (
        min(own) <= amount * OUTSIDE_OWN and amount <= max(own) * OUTSIDE_OWN
    ):
        yield _said("warn-unlike-own", looked, usual=usual)


# So far from what it replaces, a figure was most likely typed in another unit.
FAR = 1000


def far_from_old(n: int, unit: str, old: int, new: int) -> Iterator[Problem]:
    """Tell that a figure lies a thousand times or more from the one it is to replace.

    >>> [p.code for p in far_from_old(1, "CNY", 58_000_000_00, 58_00)]
    ['warn-far-from-old']
    >>> list(far_from_old(1, "CNY", 58_000_000_00, 38_000_000_00))
    []
    """
    if min(old, new) > 0 and max(old, new) >= FAR * min(old, new):
        params = {"shown": said_amount(new, unit), "old": said_amount(old, unit)}
        stated = str(show_minor(new, unit_scale(unit)))
        yield Problem("warn-far-from-old", f"lines.{n}", params, stated)


def _unlike_peers(looked: Looked) -> Iterator[Problem]:
    amount, peers = looked.line.amount, [n for n in looked.past.peers if n > 0]
    if not amount or len(peers) < ENOUGH_PEERS:
        return
    usual = median_low(peers)
    if amount > max(peers) * OUTSIDE_PEERS or amount * OUTSIDE_PEERS < min(peers):
        yield _said("warn-unlike-peers", looked, usual=usual)


def _far_above(looked: Looked) -> Iterator[Problem]:
    """Larger by far than anything of the place, or of any place where it has no past.

    No figure is named: the partner of a new pairing may not know those of the one before.
    """
    amount, past = looked.line.amount, looked.past
    if past.largest and amount > past.largest * ABOVE_OWN:
        yield _said("warn-far-above-own", looked)
    elif not past.largest and past.largest_peer and amount > past.largest_peer * ABOVE_PEERS:
        yield _said("warn-far-above-peers", looked)


def _said(code: str, looked: Looked, *, usual: int | None = None) -> Problem:
    line = looked.line
    params = {"shown": said_amount(line.amount, line.unit)}
    if usual is not None:
        params["usual"] = said_amount(usual, line.unit)
    stated = show_minor(line.amount, unit_scale(line.unit))
    return Problem(code, f"lines.{looked.n}", params, str(stated))


def _persons_and_times(lines: Iterable[CanonicalLine]) -> Iterator[Problem]:
    """More persons than person-times in one row of codes: the two were most likely swapped."""
    rows: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for n, line in enumerate(lines, 1):
        rows.setdefault((line.cell, line.note), {})[line.unit] = (n, line.amount)
    for row in rows.values():
        for times in TIMES:
            if "person" in row and times in row and row["person"][1] > row[times][1] > 0:
                n, persons = row["person"]
                yield Problem(
                    "warn-persons-over-times",
                    f"lines.{n}",
                    {"times": row[times][1]},
                    str(persons),
                )


RULES: tuple[Rule, ...] = (_round, _jumps, _unlike_peers)
