"""What each clue is worth for each code: whole numbers learnt from labelled announcements."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from tallystick.extraction.figures.clues import Group
from tallystick.extraction.figures.traits import FINER, Rows, Table, Traits, row_of

FILE = "weights.tsv"
# How sure leads are: the mean lead of each part, and its percent.
Rates = tuple[tuple[int, int], ...]
# How the file marks the rates where the rules agree, and those where they do not.
AGREED, ALONE = "=", "!"
_NOTHING: Mapping[str, Mapping[int, int]] = {}


class Weighed(NamedTuple):
    """The best code for a figure, the one after it, and the lead of the best."""

    best: int
    after: int
    lead: int


class Scale:
    """The weights for the codes that figures of one kind of unit may have."""

    def __init__(self, codes: Sequence[int], rows: Rows, table: Table) -> None:
        self.codes = codes
        self._rows, self._table = rows, table
        self.total = table.total

    def weigh(self, groups: Iterable[Group], before: int = 0) -> Weighed:
        """Return for which code the clues weigh most; between equals the first.

        Units: `before` is what clues weigh that were added up before, as `total` returns it.
        """
        weights = self._table.sums(self._table.total(groups, before))
        sums = [weights[code] for code in self.codes]
        top = max(sums)
        best = sums.index(top)
        sums[best] = -1
        second = max(sums)
        after = sums.index(second) if second >= 0 else best
        return Weighed(self.codes[best], self.codes[after], (top - max(second, 0)) >> FINER)

    def speaking(self, groups: Iterable[Group], weighed: Weighed) -> list[tuple[int, str, str]]:
        """Return what speaks for the best code against the one after it, the most first.

        Shape: a row a clue: what it is worth below nothing, its group, itself.
        """
        best, after, found = weighed.best, weighed.after, []
        for group, clues in groups:
            known = self._rows.get(group, _NOTHING)
            for clue in clues:
                if row := known.get(clue):
                    worth = row.get(best, 0) - row.get(after, 0)
                    if worth > 0:
                        found.append((-worth, group, clue))
        return sorted(found)


@dataclass(frozen=True)
class Weights:
    """Weights by clue. `codes` by number, `allowed` numbers by kind of unit.

    `rates` say how often a lead of about so much over the next code was right, in percent, least
    first: where the rules say the same code, and where they say another.
    """

    codes: tuple[str, ...]
    allowed: Mapping[str, tuple[int, ...]]
    rates: Mapping[bool, Rates]
    rows: Rows
    traits: Traits = field(default_factory=Traits)
    _scales: dict[str, Scale] = field(default_factory=dict, compare=False)

    @cached_property
    def _table(self) -> Table:
        return Table(len(self.codes), self.rows, self.traits)

    def scale(self, kind: str) -> Scale | None:
        """Return the weights for figures of a kind; None where nothing was learnt of it."""
        if kind not in self._scales and kind in self.allowed:
            self._scales[kind] = Scale(self.allowed[kind], self.rows, self._table)
        return self._scales.get(kind)

    def rate(self, lead: int, *, agreed: bool) -> int:
        """Return how sure a lead is, in percent; `agreed`: the rules say the same code.

        Between two parts it rises evenly; before the first and behind the last it stays.

        >>> weights = Weights((), {}, {True: ((50, 40), (150, 70)), False: ((80, 30),)}, {})
        >>> [weights.rate(lead, agreed=True) for lead in (20, 100, 200)]
        [40, 55, 70]
        >>> weights.rate(120, agreed=False)
        30
        """
        return rate_at(self.rates[agreed], lead)


def rate_at(rates: Rates, lead: int) -> int:
    """Return how sure a lead is by the parts that were measured, in percent."""
    above = bisect(rates, lead, key=itemgetter(0))
    if above in (0, len(rates)):
        return rates[max(above - 1, 0)][1]
    (low, least), (high, most) = rates[above - 1], rates[above]
    return least + (most - least) * (lead - low) // (high - low)


@cache
def shipped_weights() -> Weights:
    """Return the weights that come with the product."""
    return read_weights((files("tallystick.extraction.figures") / FILE).read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """Return weights from their file: a line a clue, its group, itself, its worth by code, traits.

    >>> read_weights("#code\\t-\\tLC_POV\\n#rate\\t=\\t0\\t50\\nh\\tpoor\\t1=30").rows
    {'h': {'poor': {1: 30}}}
    """
    codes: tuple[str, ...] = ()
    allowed: dict[str, tuple[int, ...]] = {}
    rates: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    rows: dict[str, dict[str, dict[int, int]]] = {}
    starts: list[int] = []
    says: list[dict[int, int]] = []
    heard: dict[str, dict[str, bytes]] = {}
    for line in text.split("\n"):
        name, *cells = line.split("\t")
        if name == "#code":
            codes = tuple(cells)
        elif name == "#kind":
            allowed[cells[0]] = tuple(map(int, cells[1].split()))
        elif name == "#rate":
            rates[cells[0] == AGREED].append((int(cells[1]), int(cells[2])))
        elif name == "#trait":
            starts.append(int(cells[0]))
            says.append(_worth(cells[1]))
        elif name and name[0] != "#":
            # Known words are one and the same text here and where they are met: found at once.
            clue = intern(cells[0])
            if cells[1]:
                rows.setdefault(name, {})[clue] = _worth(cells[1])
            if len(cells) > 2:
                heard.setdefault(name, {})[clue] = row_of(cells[2])
    ranked = {said: tuple(of) for said, of in rates.items()}
    return Weights(codes, allowed, ranked, rows, Traits(starts, says, heard))


def _worth(cell: str) -> dict[int, int]:
    """Return what is written as code=worth, by number of a code."""
    pairs = (pair.partition("=") for pair in cell.split())
    return {int(code): int(n) for code, _, n in pairs}
