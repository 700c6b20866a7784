"""Where an English event took place, weighed: what the words around each named place speak for.

places.csv has the weights of their clues (`place_clues`), learnt from labelled texts by
`python -m bench.readouts.learn_places`; its first line is a hash. That there is no place is
weighed too. What the rules say is a clue among others, and yields to none only for a clear lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events.kind_rules import BULLETIN
from tallystick.extraction.events.named_places import Named, named_places
from tallystick.extraction.events.place_clues import clues_of, same_name
from tallystick.extraction.learnt import learnt_rows
from tallystick.extraction.page import Page

Weights = Mapping[str, int]
# By so much no place at all must outweigh that of the rules, and by so much another place; by so
# much the place of a notice must outweigh none, as most have none.
LEAD, LEAD_OF_PLACE, LEAD_IN_NOTICE = 300, 30, 100


@cache
def weights() -> Weights:
    """Return by clue what it weighs."""
    return {row["clue"]: int(row["weight"]) for row in learnt_rows("events", "places.csv")}


def weighed_place(
    page: Page,
    people: tuple[PersonFound, ...],
    kinds: tuple[str, str],
    sentence: Span,
    place: str | None,
) -> str | None:
    """Return the place that weighs most; no place at all must outweigh that of the rules clearly.

    Units: `sentence` tells the event, which is of those `kinds`, by rules and as weighed; `place`
    is what the rules say.
    """
    named = named_places(page, people)
    clues = clues_of(page, people, kinds[0], sentence, named, place)
    choices = choices_of(named, place)
    return heaviest(clues, choices, place, weights(), notice=kinds[1] == BULLETIN)


def choices_of(named: Sequence[Named], by_rules: str | None) -> list[str | None]:
    """Return what is weighed: no place, each naming, and what only the rules know."""
    found = [None, *(one.text for one in named)]
    alone = by_rules is not None and not any(same_name(one, by_rules) for one in found)
    return [*found, by_rules] if alone else found


def heaviest(
    clues: Sequence[Sequence[str]],
    places: Sequence[str | None],
    by_rules: str | None,
    weigh: Weights,
    *,
    notice: bool = False,
) -> str | None:
    """Return the place whose clues weigh most; what the rules say too by the name they found.

    Units: that of a `notice` must outweigh none clearly.

    >>> heaviest([["none"], ["in", "met in"]], [None, "Osby"], None, {"in": 90, "met in": 90})
    'Osby'
    >>> heaviest([["none"], ["in"], ["at"]], [None, "Osby", "Osby Institute"], "Osby Institute",
    ...          {"in": 90})
    'Osby'
    """
    sums = [sum(weigh.get(clue, 0) for clue in each) for each in clues]
    most = max(sums)
    best = places[sums.index(most)]
    told = [sums[at] for at, place in enumerate(places) if same_name(place, by_rules)]
    if same_name(best, by_rules):
        # By its longer or shorter name only where that does not stand by itself and weighs less.
        told = [sums[at] for at, place in enumerate(places) if place == by_rules] or [most]
    lead = LEAD if best is None else LEAD_OF_PLACE * (by_rules is not None)
    found = by_rules if told and most - max(told) <= lead else best
    if notice and found is not None:
        worth = max(sums[at] for at, place in enumerate(places) if same_name(place, found))
        return found if worth - sums[0] >= LEAD_IN_NOTICE else None
    return found
