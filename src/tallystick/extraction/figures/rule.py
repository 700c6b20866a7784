"""One rule of what a figure reports: the words that must and must not stand around it."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.extraction.figures.zones import Zones

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
        self._head, self._own, self._clause = _needs(head), _needs(own), _needs(clause)
        self._near, self._around = _needs(near), _needs(around)
        self._after, self._without = frozenset(after.split()), frozenset(without.split())
        self._never = frozenset(never.split())

    def holds(self, look: Look) -> bool:
        """Return whether the words around a figure are those of the rule."""
        zones = look.zones
        return not (
            _lacks(self._head, zones.head)
            or _lacks(self._near, look.near)
            or _lacks(self._own, zones.own)
            or _lacks(self._clause, zones.clause)
            or _lacks(self._around, look.around)
            or not self._without.isdisjoint(look.near)
            or not self._never.isdisjoint(zones.sentence)
            or (self._after and self._after.isdisjoint(look.seen))
        )


@dataclass(frozen=True)
class Look:
    """How far around a figure a rule looks; `seen` are the codes of the sentence so far."""

    zones: Zones
    near: frozenset[str]
    around: frozenset[str]
    seen: frozenset[str]


def _needs(words: str) -> Needs:
    return tuple(frozenset(word.split("|")) for word in words.split())


def _lacks(needs: Needs, found: frozenset[str]) -> bool:
    for need in needs:  # noqa: SIM110 - any() costs twice the time, and this is asked most
        if need.isdisjoint(found):
            return True
    return False
