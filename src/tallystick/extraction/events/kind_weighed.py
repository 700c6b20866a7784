"""Of which kind an event is, weighed: what the beginning of a text speaks for.

kinds.csv has the weights of the clues (`kind_clues`) for each kind, learnt from labelled texts by
`python -m bench.readouts.learn_kinds`; its first line is a hash. What the rules say is one clue,
and yields only where another kind weighs clearly more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events.kind_clues import clues_of
from tallystick.extraction.events.kind_rules import BULLETIN, MEETING, SIGNING, VISIT
from tallystick.extraction.learnt import learnt_rows
from tallystick.extraction.page import Page

KINDS = (BULLETIN, VISIT, SIGNING, MEETING)
Weights = Mapping[str, Sequence[int]]
# By so much another kind must outweigh that of the rules; what they say in Chinese is surer, and
# that nothing more than a notice is there.
LEADS = {"en": 0, "zh": 25}
OF_A_NOTICE = 50


@cache
def weights() -> Mapping[str, Weights]:
    """Return by language and clue what it weighs for each kind."""
    found: dict[str, dict[str, list[int]]] = {"en": {}, "zh": {}}
    for row in learnt_rows("events", "kinds.csv"):
        found[row["lang"]][row["clue"]] = [int(row[kind]) for kind in KINDS]
    return found


def weighed_kind(
    page: Page, people: tuple[PersonFound, ...], told: tuple[Span, ...], by_rules: str
) -> str:
    """Return the kind of a text's event; `told` are the sentences that tell one."""
    clues = clues_of(page, people, told, by_rules)
    lang = "zh" if page.chinese else "en"
    return heaviest(clues, by_rules, weights()[lang], lead_over(by_rules, lang))


def lead_over(by_rules: str, lang: str) -> int:
    """Return by how much another kind must outweigh that of the rules."""
    return LEADS[lang] + OF_A_NOTICE * (by_rules == BULLETIN)


def heaviest(clues: Sequence[str], by_rules: str, weigh: Weights, lead: int) -> str:
    """Return the kind for which the clues weigh most, if by so much more than that of the rules.

    >>> heaviest(["came", "told"], "meeting", {"came": [0, 90, 0, -20]}, 100)
    'visit'
    >>> heaviest(["came", "told"], "meeting", {"came": [0, 90, 0, 20]}, 100)
    'meeting'
    """
    known = [weigh[clue] for clue in clues if clue in weigh]
    sums = [sum(each) for each in zip(*known, strict=True)] or [0] * len(KINDS)
    best = max(range(len(KINDS)), key=sums.__getitem__)
    clear = sums[best] - sums[KINDS.index(by_rules)] > lead
    return KINDS[best] if clear else by_rules
