"""Which of the places of one name is meant: name and context decide, or nobody. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tallystick.kernel.problem import Problem
from tallystick.regions.rules.names import (
    COUNTY,
    LEVEL_WORDS,
    PREFECTURE,
    PROVINCE,
    fold,
    normalise_name,
    split_level,
)


@dataclass(frozen=True)
class Candidate:
    """A place that bears the name: its own names as written, and what lies above it.

    `ancestors` are tuples of a code and then names of that place; the place itself may be among
    them. An empty `kind` is not known and contradicts nothing.
    """

    code: str
    names: tuple[str, ...] = ()
    ancestors: tuple[tuple[str, ...], ...] = ()
    kind: str = ""

    def lies_in(self, code: str) -> bool:
        """Whether the place lies under the other one."""
        return code != self.code and any(above[0] == code for above in self.ancestors)

    def bears(self, term: str) -> bool:
        """Whether a term from the brackets is a name, or an ancestor, of this place."""
        stem = normalise_name(term)
        above = {normalise_name(n) for a in self.ancestors if a[0] != self.code for n in a[1:]}
        return stem in above or self.exactly(term) or self.lies_in(term)

    def exactly(self, text: str) -> bool:
        """Whether one of its names has the stem of the text, and its level word if it has one."""
        stem, level = split_level(fold(text))
        own = [split_level(fold(name)) for name in self.names]
        return any(other == stem and level in ("", word) for other, word in own)

    def may_be(self, text: str) -> bool:
        """Whether its kind agrees with the level word of the text, if it has one."""
        level = split_level(fold(text))[1]
        return not level or not self.kind or self.kind in LEVEL_WORDS[level]


@dataclass(frozen=True)
class Picked:
    """The one place a name means and what decided it, or the reason that none was chosen."""

    code: str | None
    problem: Problem | None = None
    basis: str = field(default="", compare=False)


def pick(
    candidates: Iterable[Candidate],
    *,
    name: str,
    within: tuple[str, ...] = (),
    near: frozenset[str] = frozenset(),
    other: str = "",
    above_other: frozenset[str] = frozenset(),
    level: str = "",
) -> Picked:
    """Return the one place that name and context mean; never a guess among several.

    `within` must all hold. `near` are places the other party is paired with: a candidate that is
    one decides before one that lies in one. `other` is the other party: neither it, nor what lies
    in it or above it, is paired with it. `level` (province, city, county) speaks only for a
    province, or between a place and another of its name inside it.

    >>> east = Candidate("cn-442000", ("Zhongshan", "中山市"), (("cn-440000", "Guangdong"),))
    >>> north = Candidate("cn-210202", ("Zhongshan", "中山区"), (("cn-210200", "Dalian"),))
    >>> pick([east, north], name="Zhongshan").problem.code
    'several-regions'
    >>> pick([east, north], name="Zhongshan", within=("Guangdong",)).code
    'cn-442000'
    >>> pick([east, north], name="中山区").code, pick([], name="Zhongshn").problem.code
    ('cn-210202', 'unknown-region')
    """
    left = [one for one in candidates if one.may_be(name) and all(map(one.bears, within))]
    if not left:
        printed = f"{name} ({', '.join(within)})" if within else name
        return Picked(None, Problem("unknown-region", params={"name": printed}, value=printed))
    if any(one.exactly(name) for one in left):
        left = [one for one in left if one.exactly(name)]
    if len(left) == 1:
        return Picked(left[0].code, basis="within" if within else "name")
    impossible = above_other | {other}
    possible = [c for c in left if c.code not in impossible and not c.lies_in(other)]
    for basis, speaks in _evidence(left, near, level):
        spoken = [one for one in possible if speaks(one)]
        if len(spoken) == 1:
            return Picked(spoken[0].code, basis=basis)
        # What weaker evidence says counts among those only for whom the stronger spoke.
        possible = spoken or possible
    names = "; ".join(_label(one) for one in sorted(left, key=lambda one: one.code))
    return Picked(
        None, Problem("several-regions", params={"name": name, "names": names}, value=name)
    )


_KIND_OF_LEVEL = {"province": PROVINCE, "city": PREFECTURE, "county": COUNTY}


def _evidence(
    left: list[Candidate], near: frozenset[str], level: str
) -> list[tuple[str, Callable[[Candidate], bool]]]:
    kind = _KIND_OF_LEVEL.get(level, "")
    nested = any(all(c is top or c.lies_in(top.code) for c in left) for top in left)
    return [
        ("paired", lambda one: one.code in near),
        ("in-paired", lambda one: any(map(one.lies_in, near))),
        ("level", lambda one: bool(kind) and one.kind == kind and (nested or kind == PROVINCE)),
    ]


def _label(one: Candidate) -> str:
    above = sorted((a for a in one.ancestors if a[0] != one.code and a[1:]), reverse=True)
    places = ", ".join(a[1] for a in above)
    own = one.names[0] if one.names else one.code
    return f"{own} ({places})" if places else own
