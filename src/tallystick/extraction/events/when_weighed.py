"""When an English event was, weighed: what the words around each day named speak for.

days.csv has the weights of their clues (`day_clues`), learnt from labelled texts by
`python -m bench.readouts.learn_days`; its first line is a hash. That there is no day is weighed
too, and the day of publication; what the rules say is a clue among others. Of a notice the rules
alone tell the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tallystick.extraction.drafts import Span
from tallystick.extraction.events.day_clues import Choice, day_choices
from tallystick.extraction.learnt import learnt_rows
from tallystick.extraction.page import Page


@cache
def weights() -> Mapping[str, int]:
    """Return by clue what it weighs."""
    return {row["clue"]: int(row["weight"]) for row in learnt_rows("events", "days.csv")}


def weighed_day(page: Page, kind: str, sentence: Span, day: str | None) -> str | None:
    """Return the day that weighs most, or None; `day` is what the rules say.

    Units: ISO days, months too; `sentence` tells the event, which is of that kind.
    """
    return heaviest(day_choices(page, kind, sentence, day), weights())


def heaviest(choices: Sequence[Choice], weigh: Mapping[str, int]) -> str | None:
    """Return the day whose clues weigh most; of equal ones the first.

    >>> heaviest([Choice(None, ("none",)), Choice("2021-05-06", ("first",))], {"first": 9})
    '2021-05-06'
    """
    return max(choices, key=lambda one: sum(weigh.get(clue, 0) for clue in one.clues)).iso
