"""Claims compared: with the book on their own days, and with one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from tallystick.indicators.models import Claim
from tallystick.indicators.queries.claiming import claims
from tallystick.indicators.queries.frames import frame_of, scope_of
from tallystick.indicators.queries.grounds import answer_of, ground_of
from tallystick.indicators.rules.comparing.families import family_of
from tallystick.indicators.rules.comparing.grouping import compare_all
from tallystick.indicators.rules.comparing.reasons import reasons, shown
from tallystick.indicators.rules.comparing.said import Said, exact
from tallystick.indicators.rules.comparing.verdicts import (
    VERDICTS,
    Compared,
    Verdict,
    compare_with_book,
    overall,
)
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.printed import OUTSIDE
from tallystick.indicators.rules.rows import ScoreRow, row_of
from tallystick.journal.queries import books
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.models import Region
from tallystick.regions.queries import lines_above

# How often the book is read for one list; further claims are compared with one another alone.
MOST_READINGS = 4
SORTS = ("newest", "oldest", "indicator", "-indicator", "verdict", "reason")


@dataclass(frozen=True)
class ComparedClaim:
    """A claim with all it was compared with, the book first, and the verdict on it."""

    claim: Claim
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


@dataclass(frozen=True)
class ComparedList:
    """Compared claims in order. `not_read` of them could be held to a book that was not read."""

    rows: tuple[ComparedClaim, ...]
    not_read: int = 0


def compared_claims(
    actor: Actor,
    *,
    pairing: str = "",
    indicator: str = "",
    year: int | None = None,
    side: str = "",
    source_kind: str = "",
    verdict: str = "",
    reason: str = "",
    sort: str = "",
    most_readings: int = MOST_READINGS,
) -> ComparedList:
    """Return the claims a person may see, each compared; empty filters let all by.

    Source: docs/method/claims.md, "Compared".
    """
    wanted = list(
        claims(actor, pairing=pairing, indicator=indicator, year=year, source_kind=source_kind)
    )
    if side:
        wanted = [one for one in wanted if (one.side or "unknown") == side]
    rows, not_read = compare_these(wanted, actor, most_readings=most_readings)
    kept = [one for one in rows if verdict in ("", one.verdict) and reason in ("", one.reason)]
    return ComparedList(tuple(_sorted(kept, sort)), not_read)


def compared_claim(claim_id: int, *, actor: Actor) -> ComparedClaim:
    """Return one claim with all it was compared with.

    Raises: NotFound.
    """
    found = list(claims(actor).filter(pk=claim_id))
    if not found:
        raise NotFound.of("not-found", what="claim", code=claim_id)
    return compare_these(found, actor)[0][0]


def compare_these(
    wanted: Sequence[Claim], actor: Actor, *, most_readings: int = MOST_READINGS
) -> tuple[list[ComparedClaim], int]:
    """Return claims compared, in the same order, and how many could not be held to their book."""
    codes = {code for one in wanted for code in _family_codes(one.indicator)}
    every = list(claims(actor).filter(indicator__in=codes)) if wanted else []
    places = {r.code for one in every for r in (one.supporting, one.supported) if r is not None}
    lines = lines_above(places)
    figures = {one.pk: said_of(one, lines) for one in every}
    keys = {figures[one.pk].key for one in wanted}
    among = compare_all(figures.values(), _roots(lines), keys)
    read, not_read = _books_of(wanted, lines, actor, most_readings)
    found = []
    for one in wanted:
        said = figures[one.pk]
        booked = compare_with_book(said, read[one.pk]) if one.pk in read else None
        compared = tuple([booked] if booked else []) + tuple(_nearest(among.get(said.key, ())))
        found.append(ComparedClaim(one, compared, *_verdict(said, compared)))
    return found, not_read


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


def _sorted(rows: list[ComparedClaim], sort: str) -> list[ComparedClaim]:
    rank = {code: n for n, code in enumerate(reasons())}
    ends = {one.claim.pk: one.claim.period_end or one.claim.as_of for one in rows}
    if sort in ("newest", "oldest"):
        rows = sorted(rows, key=lambda one: (ends[one.claim.pk] or date.min, one.claim.pk))
        return rows[::-1] if sort == "newest" else rows
    if sort in ("indicator", "-indicator"):
        order = {code: n for n, code in enumerate(indicators())}
        down = sort.startswith("-")
        return sorted(
            rows, key=lambda one: order.get(one.claim.indicator, len(order)), reverse=down
        )
    if sort == "reason":
        return sorted(rows, key=lambda one: rank[one.reason])
    # What nobody can excuse is read first.
    return sorted(
        rows,
        key=lambda one: (
            not any(done.unexplained for done in one.compared),
            VERDICTS.index(one.verdict),
            rank[one.reason],
        ),
    )


@lru_cache(maxsize=1024)
def _family_codes(indicator: str) -> frozenset[str]:
    """Return the codes under which anything tied to an indicator is kept."""
    family = family_of(indicator)
    found = {code for code in indicators() if family_of(code) == family}
    # What lies outside the catalogue may be a stage of something in it.
    return frozenset({indicator, *found, OUTSIDE})


def said_of(claim: Claim, lines: Mapping[str, frozenset[str]]) -> Said:
    """Return a claim as the rules compare it; `lines` tell what lies over a place."""
    known = indicators().get(claim.indicator)
    value, place = exact(claim.value)
    east, west = (
        region.code if region is not None else text
        for region, text in (
            (claim.supporting, claim.supporting_text),
            (claim.supported, claim.supported_text),
        )
    )
    # Outside the catalogue only what names the same part is the same thing.
    outside = known is None
    return Said(
        key=f"claim:{claim.pk}",
        indicator=f"{OUTSIDE}:{claim.breakdown or claim.pk}" if outside else claim.indicator,
        printed=claim.printed,
        value=value,
        place=place,
        unit=claim.unit,
        hedge=claim.qualifier or "exact",
        since=claim.period_start,
        until=claim.period_end or claim.as_of,
        cumulative=claim.cumulative,
        stock=known is not None and known.kind == "stock",
        ratio=known is not None and known.aggregation == "ratio",
        status=claim.status,
        breakdown="" if outside else claim.breakdown,
        parties=(east, west),
        east=lines.get(east, frozenset({east})),
        west=lines.get(west, frozenset({west})),
        level=claim.level,
        side=claim.side,
        url=claim.url,
    )


def _roots(lines: Mapping[str, frozenset[str]]) -> dict[str, str]:
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


def _books_of(
    wanted: Sequence[Claim],
    lines: Mapping[str, frozenset[str]],
    actor: Actor,
    most: int,
) -> tuple[dict[int, dict[str, Said]], int]:
    """Return claim → the book's figures of its family on its days, and how many were left out."""
    keys = {one.pairing_id for one in wanted if one.pairing_id}
    held = set(books()) if keys else set()
    seen = {
        one.pk: one
        for one in Pairing.objects.visible_to(actor).filter(pk__in=keys).select_related(*_PARTIES)
        if book_of(one).code in held
    }
    asked: dict[tuple[int, date], list[Claim]] = defaultdict(list)
    for one in wanted:
        until = one.period_end or one.as_of
        key = one.pairing_id
        if key in seen and key is not None and until is not None and one.indicator in formulas():
            asked[key, until].append(one)
    # The readings that serve most claims come first.
    ordered = sorted(asked.items(), key=lambda item: (-len(item[1]), item[0]))
    found: dict[int, dict[str, Said]] = {}
    for (pairing_id, until), own in ordered[:most]:
        codes = {code for one in own for code in _family_codes(one.indicator)}
        figures = book_figures(seen[pairing_id], until, codes, actor)
        found.update({one.pk: figures for one in own})
    return found, sum(len(own) for _, own in ordered[most:])


def has_book(pairing: Pairing) -> bool:
    """Return whether anything was posted in the book of a pairing."""
    return book_of(pairing).code in books()


_PARTIES = ("programme", "supporting", "supported", "parent__parent__parent")


def book_figures(
    pairing: Pairing, until: date, codes: Collection[str], actor: Actor
) -> dict[str, Said]:
    """Return the book's figures of some indicators from the year's first day to `until`."""
    frame = frame_of(pairing, year=until.year, valid_to=until)
    scope = scope_of(frame)
    ground = ground_of(frame, scope, answer_of(scope), actor)
    if frame.window is None:
        return {}
    made = ((code, formulas().get(code)) for code in indicators() if code in codes)
    rows = [row_of(indicators()[code], formula, ground, ()) for code, formula in made if formula]
    lines = lines_above([pairing.supporting.code, pairing.supported.code])
    return {row.indicator: _of_book(row, pairing, frame.window.since, until, lines) for row in rows}


def _of_book(
    row: ScoreRow,
    pairing: Pairing,
    since: date,
    until: date,
    lines: Mapping[str, frozenset[str]],
) -> Said:
    known = indicators()[row.indicator]
    parties = (pairing.supporting.code, pairing.supported.code)
    size = 10**row.scale
    value = None if row.matched is None else Fraction(row.matched, size)
    words = shown(value, row.indicator) if value is not None else None
    return Said(
        key=f"book:{row.indicator}",
        indicator=row.indicator,
        printed=words.en if words else "",
        printed_zh=words.zh if words else "",
        value=value,
        place=Fraction(1, size),
        unit=row.unit,
        since=since,
        until=until,
        stock=known.kind == "stock",
        ratio=known.aggregation == "ratio",
        parties=parties,
        east=lines[parties[0]],
        west=lines[parties[1]],
        level=pairing.level,
        book=True,
        waiting=Fraction(row.waiting or 0, size),
        one_sided=Fraction(row.one_sided or 0, size),
    )
