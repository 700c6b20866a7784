"""Which indicators a move feeds: by the stage it enters, its unit and its codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tallystick.programme.rules.bindings import (
    YEAR,
    Balance,
    Measure,
    Ratio,
    Regions,
    Sum,
    bindings,
)
from tallystick.programme.rules.vocabulary import NOT_STATED

# One stated amount: its unit, and its codes by dimension; what is not stated is left out or "-".
Stated = tuple[str, Mapping[str, str]]


@cache
def measures_of(indicator: str) -> tuple[Measure, ...]:
    """Return the measures that an indicator is read from, through its parts; none where it has
    none of its own: what is only claimed, and the rate of completion.

    >>> [str(measure.of[0]) for measure in measures_of("FS_TOTAL_ALL")]
    ['funds.received', 'donation.received']
    """
    binding = bindings().get(indicator)
    if isinstance(binding, Measure):
        return (binding,)
    if isinstance(binding, Ratio):
        parts: tuple[str | Measure, ...] = (binding.numerator, binding.denominator)
    else:
        parts = binding.parts if isinstance(binding, Sum) else ()
    found = (measures_of(part) if isinstance(part, str) else (part,) for part in parts)
    return tuple(measure for measures in found for measure in measures)


def may_feed(pipeline: str, source: str, target: str) -> frozenset[str]:
    """Return the indicators that a move may feed, whatever its unit and its codes.

    What leaves a stock lowers it and feeds nothing: nobody has to prove that something ended.

    >>> "IC_WORKSHOPS" in may_feed("facility", "outside", "operating")
    True
    >>> "IC_WORKSHOPS" in may_feed("facility", "operating", "idle")
    False
    """
    return frozenset(code for code, _ in _fed(pipeline, source, target))


def fed_indicators(
    pipeline: str, source: str, target: str, stated: Iterable[Stated]
) -> frozenset[str]:
    """Return the indicators that one or more of the stated amounts feed.

    >>> cash = ("CNY", {"form": "cash"})
    >>> sorted(fed_indicators("donation", "promised", "received", [cash]))
    ['FS_SOCIAL_CASH', 'FS_SOCIAL_TOTAL', 'FS_TOTAL_ALL']
    """
    lines = list(stated)
    return frozenset(
        code
        for code, measure in _fed(pipeline, source, target)
        if any(_fits(measure, unit, codes) for unit, codes in lines)
    )


def _fed(pipeline: str, source: str, target: str) -> Iterator[tuple[str, Measure]]:
    for code, measure in _reading().get(pipeline, ()):
        within = isinstance(measure, Balance | Regions) and source in measure.stages
        if target in measure.stages and not within:
            yield code, measure


@cache
def _reading() -> Mapping[str, tuple[tuple[str, Measure], ...]]:
    """Return pipeline → the indicators that read it, each with the measure by which it does."""
    found: dict[str, list[tuple[str, Measure]]] = {}
    for code in bindings():
        for measure in measures_of(code):
            found.setdefault(measure.pipeline, []).append((code, measure))
    return {pipeline: tuple(read) for pipeline, read in found.items()}


def _fits(measure: Measure, unit: str, codes: Mapping[str, str]) -> bool:
    return unit in (measure.unit, *measure.variants) and all(
        _allowed(codes.get(dimension, NOT_STATED), allowed)
        for dimension, allowed in measure.where.items()
    )


def _allowed(code: str, allowed: tuple[str, ...]) -> bool:
    """A filter by the year of the report: each stated year has the report that counts it."""
    return code in allowed or (YEAR in allowed and code != NOT_STATED)
