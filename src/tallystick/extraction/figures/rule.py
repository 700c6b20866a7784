"""One rule of what a figure reports: the words that must and must not stand around it."""

from __future__ import annotations

from typing import NamedTuple

# All of these must be met; each by any of its words.
Needs = tuple[frozenset[str], ...]


class Rule:
    """Words that give a figure its code; None says that no indicator fits.

    Each condition names meanings, "a b" both and "a|b" either. `head` is what is counted, `own` the
    figure's phrase, `clause` its clause, `around` its sentence and the heading above; `near` is
    first the phrase, then the clause, then what lies up to the figures before and behind. None of
    `without` stands near, none of `never` in the sentence; `after` are codes found before it. The
    `weak` rules are asked last and may look at the whole paragraph.
    """

    def __init__(
        self,
        code: str | None,
        *,
        head: str = "",
        own: str = "",
        near: str = "",
        clause: str = "",
        around: str = "",
        after: str = "",
        without: str = "",
        never: str = "",
        weak: bool = False,
    ) -> None:
        self.code, self.weak = code, weak
        met = (head, near, own, clause, around, "|".join(after.split()))
        # As places in a look, for speed: this is asked most.
        self._met = tuple((zone, need) for zone, words in enumerate(met) for need in _needs(words))
        self._without, self._never = frozenset(without.split()), frozenset(never.split())

    def counts(self, head: frozenset[str]) -> bool:
        """Return whether what is counted is what the rule asks for; it may ask for nothing."""
        return not any(zone == _HEAD and need.isdisjoint(head) for zone, need in self._met)

    def holds(self, look: Look) -> bool:
        """Return whether the words around a figure are those of the rule."""
        for zone, need in self._met:
            if need.isdisjoint(look[zone]):
                return False
        return self._without.isdisjoint(look[_NEAR]) and self._never.isdisjoint(look[_SENTENCE])


class Look(NamedTuple):
    """How far around a figure a rule looks; `seen` are the codes of the sentence so far.

    The first six are in the order of a rule's conditions.
    """

    head: frozenset[str]
    near: frozenset[str]
    own: frozenset[str]
    clause: frozenset[str]
    around: frozenset[str]
    seen: frozenset[str]
    sentence: frozenset[str]


_HEAD, _NEAR, _SENTENCE = (Look._fields.index(name) for name in ("head", "near", "sentence"))


def _needs(words: str) -> Needs:
    return tuple(frozenset(word.split("|")) for word in words.split())
