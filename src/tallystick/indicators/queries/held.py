"""Claims held to one another: read as bare figures, and compared again only where one changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from django.db.models import F, QuerySet

from tallystick.indicators.models import Claim
from tallystick.indicators.rules.comparing.families import family_of
from tallystick.indicators.rules.comparing.grouping import compare_all
from tallystick.indicators.rules.comparing.reasons import reasons
from tallystick.indicators.rules.comparing.said import Said, exact
from tallystick.indicators.rules.comparing.verdicts import Compared, Verdict, overall
from tallystick.indicators.rules.printed import OUTSIDE
from tallystick.kernel.kept import Kept
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.models import Region
from tallystick.regions.queries import lines_above

# So many figures are kept with what they were compared with, each some kilobytes.
MOST = 20_000


class Figure(NamedTuple):
    """What a comparison reads of a claim; no row is made of its file, its places or its flags."""

    pk: int
    pairing: int | None
    indicator: str
    printed: str
    value: str
    unit: str
    qualifier: str
    since: date | None
    until: date | None
    as_of: date | None
    cumulative: bool
    status: str
    breakdown: str
    supporting: str | None
    supporting_text: str
    supported: str | None
    supported_text: str
    level: str
    side: str
    url: str

    @property
    def ends(self) -> date | None:
        """The last day it speaks of."""
        return self.until or self.as_of


def figures_of(rows: QuerySet[Claim]) -> tuple[Figure, ...]:
    """Return claims as figures, in the order they were taken in; one query."""
    read = rows.order_by("pk").values_list(
        *("pk", "pairing_id", "indicator", "printed", "value", "unit", "qualifier"),
        *("period_start", "period_end", "as_of", "cumulative", "status", "breakdown"),
        *(F("supporting__code"), "supporting_text", F("supported__code"), "supported_text"),
        *("level", "side", "url"),
    )
    return tuple(Figure(*row) for row in read)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A figure with all it was compared with, the book first, and the verdict on it."""

    figure: Figure
    said: Said
    compared: tuple[Compared, ...]
    verdict: Verdict
    reason: str

    @property
    def book(self) -> Compared | None:
        """What came of holding it to the book."""
        return next((one for one in self.compared if one.theirs and one.theirs[0].book), None)

    @property
    def telling(self) -> Compared | None:
        """The comparison that its verdict rests on."""
        mine = (self.verdict, self.reason)
        fitting = (one for one in self.compared if (one.verdict, one.reason.code) == mine)
        return min(fitting, key=lambda one: one.tie != "same", default=None)


_kept: Kept[tuple[object, ...], Mapping[int, Held]] = Kept(MOST)


def held_together(figures: Sequence[Figure], wanted: Collection[int]) -> Mapping[int, Held]:
    """Return, by claim, those `wanted` as held to all of these figures, and to no book.

    What comes of it follows from the figures and from what lies over their places: three queries.
    """
    lines = lines_above(
        {code for one in figures for code in (one.supporting, one.supported) if code}
    )
    roots = roots_of(lines)
    key = (tuple(figures), frozenset(wanted), frozenset(lines.items()), frozenset(roots.items()))
    made = partial(_held_among, figures, wanted, lines, roots)
    return _kept.once(key, made, lambda _: 1 + len(figures))


def _held_among(
    figures: Sequence[Figure],
    wanted: Collection[int],
    lines: Mapping[str, frozenset[str]],
    roots: Mapping[str, str],
) -> Mapping[int, Held]:
    said = {one.pk: said_of(one, lines) for one in figures}
    among = compare_all(said.values(), roots, {said[pk].key for pk in wanted})
    return {
        one.pk: held(one, said[one.pk], tuple(_nearest(among.get(said[one.pk].key, ()))))
        for one in figures
        if one.pk in wanted
    }


def held(figure: Figure, said: Said, compared: tuple[Compared, ...]) -> Held:
    """Return a figure with the verdict that follows from its comparisons."""
    verdict, reason = _verdict(said, compared)
    return Held(figure=figure, said=said, compared=compared, verdict=verdict, reason=reason)


def _verdict(said: Said, compared: Sequence[Compared]) -> tuple[Verdict, str]:
    if not compared and said.value is None:
        return "cannot_tell", "no_number"
    if not compared and said.until is None:
        return "cannot_tell", "no_days"
    return overall(compared)


def _nearest(compared: Iterable[Compared]) -> list[Compared]:
    """Return comparisons, those of the same indicator first, then by how firm their reason is."""
    rank = {code: n for n, code in enumerate(reasons())}
    return sorted(
        compared,
        key=lambda one: (not one.unexplained, one.tie != "same", rank[one.reason.code]),
    )


@lru_cache(maxsize=1024)
def family_codes(indicator: str) -> frozenset[str]:
    """Return the codes under which anything tied to an indicator is kept."""
    family = family_of(indicator)
    found = {code for code in indicators() if family_of(code) == family}
    # What lies outside the catalogue may be a stage of something in it.
    return frozenset({indicator, *found, OUTSIDE})


def said_of(one: Figure, lines: Mapping[str, frozenset[str]]) -> Said:
    """Return a figure as the rules compare it; `lines` tell what lies over a place."""
    known = indicators().get(one.indicator)
    value, place = exact(one.value)
    east = one.supporting or one.supporting_text
    west = one.supported or one.supported_text
    # Outside the catalogue only what names the same part is the same thing.
    outside = known is None
    return Said(
        key=f"claim:{one.pk}",
        indicator=f"{OUTSIDE}:{one.breakdown or one.pk}" if outside else one.indicator,
        printed=one.printed,
        value=value,
        place=place,
        unit=one.unit,
        hedge=one.qualifier or "exact",
        since=one.since,
        until=one.ends,
        cumulative=one.cumulative,
        stock=known is not None and known.kind == "stock",
        ratio=known is not None and known.aggregation == "ratio",
        status=one.status,
        breakdown="" if outside else one.breakdown,
        parties=(east, west),
        east=lines.get(east, frozenset({east})),
        west=lines.get(west, frozenset({west})),
        level=one.level,
        side=one.side,
        url=one.url,
    )


def roots_of(lines: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return each place → the widest place over it that is no country."""
    over = {code for line in lines.values() for code in line}
    countries = set(
        Region.objects.filter(code__in=over, kind="country").values_list("code", flat=True)
    )
    depth = {code: len(line) for code, line in lines_above(over - countries).items()}
    return {
        code: min(line - countries or {code}, key=lambda one: (depth.get(one, 0), one))
        for code, line in lines.items()
    }
