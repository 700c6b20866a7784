"""State the tiers of a book and which county stands in which; nothing stated before is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from tallystick.access.services import record_act, seal_decision
from tallystick.access.services.naming import name_faults
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.programme.models import CountyTier, FundTier, Pairing
from tallystick.programme.queries import book_of
from tallystick.programme.queries.sealed_tiers import COUNTY, TIER, stated_county, stated_tier
from tallystick.programme.queries.tiers import (
    TierBook,
    placed_on_line,
    require_may_set,
    tier_book,
)
from tallystick.programme.rules.tiers import (
    Years,
    amount_problems,
    stretches,
    whole,
    years_problems,
)
from tallystick.regions.models import Region
from tallystick.regions.queries import below

LONGEST_CODE, LONGEST_NAME, LONGEST_SOURCE = 40, 160, 300

R = TypeVar("R", FundTier, CountyTier)


@dataclass(frozen=True)
class TierText:
    """What a tier is: its code, its names, and what a county in it is due a year.

    Units: `amount` in fen; None is not known.
    """

    code: str
    name_en: str
    name_zh: str = ""
    amount: int | None = None


@transaction.atomic
def set_tier(
    *,
    pairing: Pairing,
    tier: TierText,
    years: Years,
    source: str,
    by: Actor,
    why: str = "",
    unread: Sequence[Problem] = (),
    seen: datetime | None = None,
    at: datetime | None = None,
) -> FundTier:
    """State what a tier is in some budget years of a pairing's book; others keep what they had.

    `seen` is the last statement she knew; None where nobody says. `why` is needed where what was
    stated before is put otherwise. `unread` is why an amount was not read, told with all others.
    Raises: Refused with every fault; Forbidden; Conflict where another was stated since.
    """
    text = (tier.name_en.strip(), tier.name_zh.strip())

    def judge(on: _Ground) -> Judged:
        problems = code_problems("code", tier.code, LONGEST_CODE)
        problems += name_faults(tier.name_en, tier.name_zh, LONGEST_NAME)
        problems += [*unread, *amount_problems(tier.amount), *_source_problems(source)]
        return problems, [
            row
            for row in on.before
            # An amount that was not read is not known to differ.
            if not row.held
            or (row.name_en, row.name_zh) != text
            or not (unread or row.amount == tier.amount)
        ]

    row = FundTier(
        code=tier.code, held=True, name_en=text[0], name_zh=text[1], amount=tier.amount,
        source=source.strip(),
    )  # fmt: skip
    return _state(row, _Wish(pairing, tier.code, years, by, why, seen, at), judge)


@transaction.atomic
def end_tier(
    *,
    pairing: Pairing,
    code: str,
    years: Years,
    by: Actor,
    why: str,
    seen: datetime | None = None,
    at: datetime | None = None,
) -> FundTier:
    """Say that there is no such tier in some budget years, in which no county stands in it.

    Raises: Refused with every fault; Forbidden; Conflict where another was stated since.
    """

    def judge(on: _Ground) -> Judged:
        before = [row for row in on.before if row.held]
        return _not_stated(on, before, "code", code[:60]) + [
            Problem("tier-holds-county", "code", {
                "county": Words.name_of(row.region), "what": code, "years": found.written(),
            })
            for rows in on.known.places.values()
            for found, row in on.holding(rows)
            if row.tier == code and not _gone(row.region, found)
        ], before  # fmt: skip

    wish = _Wish(pairing, code, years, by, why, seen, at)
    return _state(FundTier(code=code, held=False), wish, judge)


@transaction.atomic
def place_county(
    *,
    pairing: Pairing,
    region: Region,
    tier: str,
    years: Years,
    source: str,
    by: Actor,
    why: str = "",
    seen: datetime | None = None,
    at: datetime | None = None,
) -> CountyTier:
    """State in which tier a supported place stands in some budget years; in others nothing changes.

    Raises: Refused with every fault; Forbidden; Conflict where another was stated since.
    """

    def judge(on: _Ground) -> Judged:
        problems = _source_problems(source) + _place_problems(on, region)
        problems += _tier_problems(on, tier)
        return problems, [row for row in on.before if row.tier != tier]

    row = CountyTier(region=region, tier=tier, source=source.strip())
    wish = _Wish(pairing, Words.name_of(region), years, by, why, seen, at)
    return _state(row, wish, judge)


@transaction.atomic
def release_county(
    *,
    pairing: Pairing,
    region: Region,
    years: Years,
    by: Actor,
    why: str,
    seen: datetime | None = None,
    at: datetime | None = None,
) -> CountyTier:
    """Say that a place stands in no tier in some budget years.

    Raises: Refused with every fault; Forbidden; Conflict where another was stated since.
    """

    def judge(on: _Ground) -> Judged:
        before = [row for row in on.before if row.tier]
        return _not_stated(on, before, "region", Words.name_of(region)), before

    wish = _Wish(pairing, Words.name_of(region), years, by, why, seen, at)
    return _state(CountyTier(region=region, tier=""), wish, judge)


@dataclass(frozen=True)
class _Wish:
    """A statement as somebody wishes to make it: about what, for which years, and why."""

    pairing: Pairing
    what: str | Words
    years: Years
    by: Actor
    why: str
    # The last statement she knew; None where nobody says.
    seen: datetime | None
    at: datetime | None


@dataclass(frozen=True)
class _Ground:
    """What a statement is judged against: the book, and what holds in its years until now."""

    book: Pairing
    known: TierBook
    years: Years
    # Whether the years that are spoken of are years at all.
    fit: bool
    before: list[Any]

    def holding(self, rows: Sequence[Any]) -> list[tuple[Years, Any]]:
        """Return what holds in the years that are spoken of; nothing where these are none."""
        return stretches(rows, self.years) if self.fit else []


# What speaks against a statement; and the earlier ones that it puts otherwise.
Judged = tuple[list[Problem], list[Any]]


def _state(row: R, wish: _Wish, judge: Callable[[_Ground], Judged]) -> R:
    """Add a statement to what was said before, unless something speaks against it; sealed.

    Raises: Forbidden; Conflict where another was stated since; Refused with every fault.
    """
    book, known = _opened(wish.pairing, wish.by)
    said = _said_before(known, row)
    problems = years_problems(wish.years)
    on = _Ground(book, known, wish.years, not problems, [])
    on = replace(on, before=[held for _years, held in on.holding(said)])
    judged: Judged = judge(on)
    problems += [*judged[0], *_why_problems(judged[1], wish)]
    _answer(problems, said, wish.seen)
    now = wish.at or timezone.now()
    row.book, row.number = book, len(said) + 1
    row.from_year, row.until_year = wish.years.first, wish.years.last
    row.why, row.stated_at, row.stated_by = wish.why.strip(), now, wish.by.name
    _save(row)
    verb, kind, content = _told(row)
    action = f"programme.{verb}"
    record_act(action, "pairing", book.code, by=wish.by, after=content, why=row.why, at=now)
    seal_decision(kind, book.code, content, by=wish.by, at=now)
    return row


def _said_before(known: TierBook, row: FundTier | CountyTier) -> Sequence[FundTier | CountyTier]:
    if isinstance(row, FundTier):
        return known.tiers.get(row.code, ())
    return known.places.get(row.region.code, ())


def _told(row: FundTier | CountyTier) -> tuple[str, str, dict[str, Any]]:
    """Return what was done, and the kind and content under which it is sealed."""
    if isinstance(row, FundTier):
        return "set_tier" if row.held else "end_tier", TIER, stated_tier(row)
    return "place_county" if row.tier else "release_county", COUNTY, stated_county(row)


def _not_stated(on: _Ground, before: list[Any], path: str, what: str | Words) -> list[Problem]:
    """Return a problem where there is nothing to be ended in these years."""
    if before or not on.fit:
        return []
    return [Problem("tier-not-stated", path, {"what": what, "years": on.years.written()})]


def _opened(pairing: Pairing, by: Actor) -> tuple[Pairing, TierBook]:
    """Return the book with what is stated there, locked: two statements come one after another.

    Raises: Forbidden.
    """
    book = book_of(pairing)
    require_may_set(book, by)
    Pairing.objects.select_for_update().get(pk=book.pk)
    return book, tier_book(book)


def _source_problems(source: str) -> list[Problem]:
    if not source.strip():
        return [Problem("tier-needs-source", "source")]
    return text_problems("source", source, LONGEST_SOURCE)


def _place_problems(on: _Ground, region: Region) -> list[Problem]:
    """Return what is wrong with a place: it must be one county of the supported side, and then.

    What is due is counted by places: one that holds another that is placed would be due as well.
    """
    years, side = on.years, on.book.supported
    params = {"county": Words.name_of(region), "years": years.written()}
    if region.code not in below(side.code):
        return [Problem("tier-place-outside", "region", params, region.code)]
    # A book between two counties has no other county than its side.
    if region.pk == side.pk and region.kind != "county":
        return [Problem("tier-place-is-side", "region", params)]
    if not on.fit:
        return []
    since = region.since
    to_come = since is not None and years.last is not None and since.year > years.last
    if to_come or _gone(region, years):
        return [Problem("tier-place-not-then", "region", params)]
    if met := placed_on_line(on.known, region, years):
        held, row = met
        params |= {"other": Words.name_of(row.region), "years": held.written()}
        return [Problem("tier-place-on-line", "region", params)]
    return []


def _gone(region: Region, years: Years) -> bool:
    """Return whether a place had ended before some years began."""
    return region.ended_on is not None and region.ended_on.year < years.first


def _tier_problems(on: _Ground, tier: str) -> list[Problem]:
    """Return a problem where the tier is not stated for each of the years."""
    if not on.fit:
        return []
    held = [y for y, row in on.holding(on.known.tiers.get(tier, ())) if row.held]
    if whole(held, on.years):
        return []
    listed = ", ".join(one.written() for one in held) or "–"
    params = {"tier": tier[:60], "years": on.years.written(), "held": listed}
    return [Problem("tier-not-then", "tier", params, tier[:60])]


def _why_problems(changed: Sequence[Any], wish: _Wish) -> list[Problem]:
    """Return a problem where something stated is put otherwise, and nobody is told why."""
    if not changed or wish.why.strip():
        return text_problems("why", wish.why)
    params = {"what": wish.what, "years": wish.years.written()}
    return [Problem("tier-change-needs-reason", "why", params)]


def _answer(
    problems: list[Problem], said: Sequence[FundTier | CountyTier], seen: datetime | None
) -> None:
    """Raise what speaks against a statement; first whether another came meanwhile."""
    if seen is not None and said and said[-1].stated_at > seen:
        raise Conflict.of("tier-stated-meanwhile", who=said[-1].stated_by)
    if problems:
        raise Refused(problems)


def _save(row: FundTier | CountyTier) -> None:
    """Add a statement; whoever came first has the number.

    Raises: Conflict.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict.of("tier-stated-meanwhile", who="–") from fault
