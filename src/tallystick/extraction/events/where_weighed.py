"""Where an English event took place, weighed: what the words around each named place speak for.

places.csv has the weights of their clues (`place_clues`), learnt from labelled texts by
`python -m bench.readouts.learn_places`; its first line is a hash. That there is no place is
weighed too. What the rules say yields only where another weighs clearly more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events.named_places import Named, named_places
from tallystick.extraction.events.place_clues import clues_of, tells
from tallystick.extraction.learnt import learnt_rows
from tallystick.extraction.page import Page

Weights = Mapping[str, int]
# By so much another place must outweigh that of the rules.
LEAD = 175


@cache
def weights() -> Weights:
    """Return by clue what it weighs."""
    return {row["clue"]: int(row["weight"]) for row in learnt_rows("events", "places.csv")}


def weighed_place(
    page: Page, people: tuple[PersonFound, ...], kind: str, sentence: Span, place: str | None
) -> str | None:
    """Return the place that weighs most, or that of the rules where none weighs clearly more.

    Units: `sentence` tells the event, which is of that kind; `place` is what the rules say.
    """
    named = named_places(page, people)
    clues = clues_of(page, people, kind, sentence, named)
    choices = [None, *(one.text for one in named)]
    return heaviest(clues, choices, place, weights(), apart_from(sentence, named))


def apart_from(sentence: Span, named: Sequence[Named]) -> frozenset[int]:
    """Return which of the choices, no place being the first, another sentence names."""
    return frozenset(at for at, one in enumerate(named, 1) if not tells(one, sentence))


def heaviest(
    clues: Sequence[Sequence[str]],
    places: Sequence[str | None],
    by_rules: str | None,
    weigh: Weights,
    apart: Collection[int] = (),
) -> str | None:
    """Return the place whose clues weigh most, if by so much more than what the rules say.

    A place of theirs yields to another, never to none, and to one that stands `apart`, in another
    sentence than the one that tells the event, only for twice as much.

    >>> heaviest([["none"], ["in", "met in"]], [None, "Osby"], None, {"in": 90, "met in": 90})
    'Osby'
    """
    sums = [sum(weigh.get(clue, 0) for clue in each) for each in clues]
    told = [sums[at] for at, place in enumerate(places) if _same(place, by_rules)]
    if by_rules is not None:
        sums = [one - LEAD * (at in apart) for at, one in enumerate(sums)]
    best = max(range(by_rules is not None, len(sums)), key=sums.__getitem__, default=0)
    if not told or _same(places[best], by_rules) or sums[best] - max(told) <= LEAD:
        return by_rules
    return places[best]


def _same(place: str | None, other: str | None) -> bool:
    """Whether one of two names is a part of the other, or both are none."""
    if place is None or other is None:
        return place is other
    return place in other or other in place
