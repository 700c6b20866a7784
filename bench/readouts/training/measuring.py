"""How well indicators are told by rules alone, by weights alone and by both, by fifths of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bench.readouts.training.examples import Text
from bench.readouts.training.learning import learn, lessons

from tallystick.extraction.figures.clues import NONE
from tallystick.extraction.figures.weights import Rates, Weights, rate_at

FIFTHS = 5


@dataclass(frozen=True)
class Told:
    """What was told of a figure by weights that never saw its text."""

    text: Text
    number: int
    code: str
    lead: int

    @property
    def right(self) -> bool:
        """Whether it is the code that a person gave."""
        return self.code == self.text.examples[self.number].right

    @property
    def agreed(self) -> bool:
        """Whether the rules say the same code."""
        return self.code == self.text.examples[self.number].ruled


def fifth_of(text: Text) -> int:
    """Return the fifth to which a text belongs, by its name."""
    return int(sha256(text.passage.name.encode()).hexdigest(), 16) % FIFTHS


def told_in_fifths(
    texts: Sequence[Text], group: str, *, rules: bool, fifths: int = FIFTHS
) -> Iterator[Told]:
    """Yield what is told of each labelled figure of a group, learnt without its fifth."""
    for fifth in range(fifths):
        tried = [text for text in texts if text.group == group and fifth_of(text) == fifth]
        rest = [text for text in texts if text.group != group or fifth_of(text) != fifth]
        if tried:
            weights = learn(lessons(rest, rules=rules))
            for text in tried:
                yield from told(weights, text, rules=rules)


def told(weights: Weights, text: Text, *, rules: bool) -> Iterator[Told]:
    """Yield what is told of the labelled figures of a text, each after those before it."""
    codes: list[str] = []
    for number, one in enumerate(text.examples):
        scale = weights.scale(one.kind)
        if scale is None:
            codes.append(NONE)
            continue
        weighed = scale.weigh(text.clues(number, text.before(codes), rules=rules))
        codes.append(weights.codes[weighed.best])
        if one.right is not None:
            yield Told(text, number, codes[-1], weighed.lead)


def rates_by_agreement(outcomes: Sequence[Told]) -> dict[bool, Rates]:
    """Return how often leads were right, where the rules say the same and where they do not.

    The latter are few, so that a part of them may be surer by chance: none is held to be.
    """
    agreed, alone = (
        rates_of([one for one in outcomes if one.agreed == said]) for said in (True, False)
    )
    if agreed and alone:
        leads = sorted({lead for rates in (agreed, alone) for lead, _ in rates})
        alone = tuple(
            (lead, min(rate_at(alone, lead), rate_at(agreed, lead) - 1)) for lead in leads
        )
    return {True: agreed, False: alone}


def rates_of(outcomes: Sequence[Told]) -> Rates:
    """Return how often leads were right, in percent, by the mean lead of each of ten parts.

    A part that was right less often than one of smaller leads is put together with it.
    """
    ranked = sorted(outcomes, key=lambda one: one.lead)
    size = -(-len(ranked) // 10)
    parts = [
        [sum(one.lead for one in piece), sum(one.right for one in piece), len(piece)]
        for start in range(0, len(ranked), size)
        if (piece := ranked[start : start + size])
    ]
    joined: list[list[int]] = []
    for part in parts:
        joined.append(part)
        while len(joined) > 1 and joined[-2][1] * joined[-1][2] >= joined[-1][1] * joined[-2][2]:
            part = joined.pop()
            joined[-1] = [one + other for one, other in zip(joined[-1], part, strict=True)]
    return tuple((leads // n, round(100 * right / n)) for leads, right, n in joined)


def share_right(outcomes: Sequence[Told]) -> tuple[float, float]:
    """Return the share that the rules and the weights had right."""
    counts = Counter(
        what
        for one in outcomes
        for what, right in (
            ("rules", one.text.examples[one.number].ruled == one.text.examples[one.number].right),
            ("weights", one.right),
        )
        if right
    )
    return counts["rules"] / len(outcomes), counts["weights"] / len(outcomes)
