"""What an engine counts: every indicator taken apart into plain counts, each counted once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tallystick.programme.rules import bindings as bound

Kind = Literal["inflow", "ever", "distinct", "balance", "regions"]


@dataclass(frozen=True)
class Count:
    """One thing to count on the lines of one pipeline.

    `inflow` nets what moved into the stages within the report's days, `ever` up to its last day;
    `distinct` counts named subjects once a region and takes unnamed amounts as stated; `balance`
    is what stands in the stages, `regions` the number of regions where something stands.
    Units: minor units of the pipeline's `unit`; `regions` counts regions.
    """

    kind: Kind
    pipeline: str
    stages: tuple[str, ...]
    unit: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_stock(self) -> bool:
        """Whether it says what stands on a day."""
        return self.kind in ("balance", "regions")

    @property
    def by_key(self) -> bool:
        """Whether it counts keys with something to their name instead of adding amounts."""
        return self.kind in ("distinct", "regions")

    @property
    def follows_year(self) -> bool:
        """Whether its filter names the year of the report."""
        return any(bound.YEAR in codes for _, codes in self.where)


# What stands signed and has not landed: no indicator, but the first thing a reader asks.
SIGNED = Count("balance", "project", ("signed",), "project")
# What was paid out for a use: no indicator either, but what a result is held against.
PAID_FOR = {
    use: Count("inflow", "funds", ("paid_out",), "CNY", (("use", (use,)),))
    for use in ("industry", "employment")
}


@dataclass(frozen=True)
class Formula:
    """How an indicator is made: of one count, of the sum of others, or of one over another."""

    code: str
    count: Count | None = None
    parts: tuple[Formula, ...] = ()
    over: tuple[Formula, Formula] | None = None
    percent: bool = False

    def counts(self) -> Iterator[Count]:
        """Yield every count it is made of."""
        if self.count:
            yield self.count
        for part in (*self.parts, *(self.over or ())):
            yield from part.counts()


def count_of(measure: bound.Measure) -> Count:
    """Return a binding's measure as a value that can be a key.

    >>> c = count_of(bound.bindings()["FS_IND_FUND"])
    >>> c.kind, c.where
    ('ever', (('budget_year', ('$year',)), ('use', ('industry',))))
    """
    return Count(
        kind=_KINDS[measure.measure] if measure.window == "period" else "ever",
        pipeline=measure.pipeline,
        stages=measure.stages,
        unit=measure.unit,
        where=tuple(sorted((d, tuple(sorted(codes))) for d, codes in measure.where.items())),
    )


_KINDS: dict[str, Kind] = {
    "inflow": "inflow",
    "distinct": "distinct",
    "balance": "balance",
    "regions": "regions",
}


@cache
def formulas() -> dict[str, Formula]:
    """Return every computable indicator by its code; claim-only ones and completion have none."""
    found = {code: _formula(code) for code in bound.bindings()}
    return {code: formula for code, formula in found.items() if formula}


def _formula(code: str) -> Formula | None:
    binding = bound.bindings()[code]
    if isinstance(binding, bound.Measure):
        return Formula(code, count=count_of(binding))
    if isinstance(binding, bound.Sum):
        return Formula(code, parts=tuple(_part(part) for part in binding.parts))
    if isinstance(binding, bound.Ratio):
        over = (_part(binding.numerator), _part(binding.denominator))
        return Formula(code, over=over, percent=binding.percent)
    return None


def _part(part: str | bound.Measure) -> Formula:
    if isinstance(part, bound.Measure):
        return Formula("", count=count_of(part))
    made = _formula(part)
    if made is None:
        raise ValueError(f"{part} is not computed, so nothing can be made of it")
    return made


@cache
def all_counts() -> tuple[Count, ...]:
    """Return every count any indicator or flag is made of, once, in a stable order."""
    counts = (count for formula in formulas().values() for count in formula.counts())
    return tuple(dict.fromkeys([*counts, SIGNED, *PAID_FOR.values()]))
