"""Which figures are held to which: those of one family and one pair of provinces, near in days.

No figure is held to all others: within a group only to its nearest neighbours by last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tallystick.indicators.rules.comparing.families import family_of
from tallystick.indicators.rules.comparing.growth import check_growth
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import Compared, compare

# To how many figures of its group, by last day, each is held on either side.
NEAREST = 60

Group = tuple[str, str, str]


def grouped(figures: Iterable[Said], roots: Mapping[str, str]) -> Mapping[Group, list[Said]]:
    """Return the figures by their parties' widest places and their family, by last day.

    `roots` tells the province of a place; a party that is open stands for itself.
    """
    found: dict[Group, list[Said]] = defaultdict(list)
    for said in figures:
        east, west = (roots.get(party, party) for party in said.parties)
        found[east, west, family_of(said.indicator)].append(said)
    for group in found.values():
        group.sort(key=lambda said: (said.until or date.min, said.key))
    return found


def compare_all(
    figures: Iterable[Said], roots: Mapping[str, str], wanted: Collection[str] | None = None
) -> Mapping[str, list[Compared]]:
    """Return what each figure was compared with, by its key; of all, or of those `wanted`."""
    found: dict[str, list[Compared]] = defaultdict(list)
    for group in grouped(figures, roots).values():
        if wanted is not None and all(said.key not in wanted for said in group):
            continue
        for done in (*_growths(group), *_pairs(group, wanted)):
            found[done.mine.key].append(done)
            for theirs in done.theirs:
                found[theirs.key].append(done.turned(theirs))
    return found


def _pairs(group: Sequence[Said], wanted: Collection[str] | None) -> Iterator[Compared]:
    for n, mine in enumerate(group):
        for theirs in group[n + 1 : n + 1 + NEAREST]:
            if wanted is None or mine.key in wanted or theirs.key in wanted:
                done = compare(mine, theirs)
                if done is not None:
                    yield done


def _growths(group: Sequence[Said]) -> Iterator[Compared]:
    for said in group:
        if said.is_growth and (done := check_growth(said, group)) is not None:
            yield done
