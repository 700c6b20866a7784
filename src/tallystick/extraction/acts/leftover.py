"""Acts that no rule tells: of the clauses left over, those whose words tell one most often.

Each clause begins an act, goes on with the one before it, or is none. Its marks (words, what they
are, what stands beside it) weigh for one or the other; leftover.csv has the weights, learnt from
the open labels by `python -m bench.readouts.learn_acts`; its first line is a hash of those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from sys import intern

from tallystick.extraction.drafts import Found
from tallystick.extraction.learnt import learnt_rows

NO_ACT, BEGINS, GOES_ON = 0, 1, 2
# What a clause must weigh more than to be an act that no rule told.
STRICT = {"en": 40, "zh": 40}
# What the clause before a clause is weighs too.
AFTER = ("after 0", "after 1", "after 2")
_NEVER = -1_000_000
# Both weights of a mark are kept as one number: no sum is as large as half a lane.
_LANE = 32
_HALF = 1 << (_LANE - 1)
_NONE = (0, 0)
# A clause, from where to where; its marks are asked for only when it is left over.
Place = tuple[int, int]
Marks = Sequence[str]
Weights = Mapping[str, tuple[int, int]]


@cache
def weights_of(language: str) -> Weights:
    """Return by mark what it weighs for a clause that begins an act, and for one that goes on."""
    return {
        row["mark"]: (int(row["begins"]), int(row["goes_on"]))
        for row in learnt_rows("acts", "leftover.csv")
        if row["language"] == language
    }


def leftover(
    language: str,
    places: Sequence[Place],
    marks: Callable[[int], Marks],
    taken: Iterable[Found],
    before: int,
) -> Iterator[tuple[int, int]]:
    """Yield the first and the last clause of each act among those that nothing found stands in.

    `before` is what the last clause of the sentence before is.
    """
    found = [(one.start, one.end) for one in taken]
    run: list[int] = []
    for number, (start, end) in enumerate([*places, (0, 0)]):
        if start < end and not any(first < end and start < last for first, last in found):
            run.append(number)
        elif run:
            known = GOES_ON if run[0] else before
            weighed = [_summed(marks(one), language) for one in run]
            tags = _tags(weighed, weights_of(language), STRICT[language], known)
            yield from acts_of(tags, run[0])
            run = []


def last_tag(last: int, found: Iterable[Found]) -> int:
    """Return what the clause is that begins at `last` and ends its sentence."""
    return GOES_ON if any(one.end > last for one in found) else NO_ACT


def acts_of(tags: Sequence[int], first: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the first and the last clause of each act.

    >>> list(acts_of([NO_ACT, BEGINS, GOES_ON, BEGINS]))
    [(1, 2), (3, 3)]
    """
    begun: int | None = None
    for number, tag in enumerate([*tags, NO_ACT]):
        if begun is not None and tag != GOES_ON:
            yield first + begun, first + number - 1
            begun = None
        if tag == BEGINS:
            begun = number


def tags_of(
    clauses: Sequence[Marks], weights: Weights, strict: int = 0, before: int = NO_ACT
) -> list[int]:
    """Return what each clause of a row is, so that the weights of all add up to the most.

    `before` is what the clause before the row is, which none of the row goes on with.

    >>> tags_of([["gave"], ["which"]], {"gave": (9, 0), "which": (-9, 5), "after 1": (0, 1)})
    [1, 2]
    """
    return _tags([_weigh(marks, weights) for marks in clauses], weights, strict, before)


def _tags(
    weighed: Sequence[tuple[int, int]], weights: Weights, strict: int, before: int
) -> list[int]:
    after = [weights.get(mark, _NONE) for mark in AFTER]
    least = strict - max(map(max, after))
    if all(begins <= least and goes_on <= least for begins, goes_on in weighed):
        return [NO_ACT] * len(weighed)
    best = (0, _NEVER, _NEVER)
    ways: list[tuple[int, int, int]] = []
    for number, (begins, goes_on) in enumerate(weighed):
        to_begin = [score + after[tag][0] for tag, score in enumerate(best)]
        if not number:
            to_begin = [after[before][0], _NEVER, _NEVER]
        to_go_on = [_NEVER, *(best[tag] + after[tag][1] for tag in (BEGINS, GOES_ON))]
        way = (_best(best), _best(to_begin), _best(to_go_on))
        ways.append(way)
        best = (best[way[0]] + strict, to_begin[way[1]] + begins, to_go_on[way[2]] + goes_on)
    return _back(ways, _best(best))


def _best(scores: Sequence[int]) -> int:
    return max((NO_ACT, BEGINS, GOES_ON), key=scores.__getitem__)


def _weigh(marks: Marks, weights: Weights) -> tuple[int, int]:
    begins = goes_on = 0
    for weight in filter(None, map(weights.get, marks)):
        begins += weight[0]
        goes_on += weight[1]
    return begins, goes_on


@cache
def _packed(language: str) -> Mapping[str, int]:
    """Return both weights of each mark as one number, which is added up in one step."""
    return {
        intern(mark): (begins << _LANE) + goes_on
        for mark, (begins, goes_on) in weights_of(language).items()
    }


def _summed(marks: Marks, language: str) -> tuple[int, int]:
    """Return what the marks of a clause weigh for one that begins an act, and that goes on."""
    total = sum(filter(None, map(_packed(language).get, marks)))
    goes_on = ((total + _HALF) & (2 * _HALF - 1)) - _HALF
    return (total - goes_on) >> _LANE, goes_on


def _back(ways: Sequence[tuple[int, int, int]], last: int) -> list[int]:
    tags: list[int] = []
    for way in reversed(ways):
        tags.append(last)
        last = way[last]
    return tags[::-1]
