"""State the tiers of a book and which county stands in which; nothing stated before is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    book, known = _opened(pairing, by)
    said = known.tiers.get(tier.code, ())
    problems = code_problems("code", tier.code, LONGEST_CODE) + years_problems(years)
    problems += name_faults(tier.name_en, tier.name_zh, LONGEST_NAME)
    problems += [*unread, *amount_problems(tier.amount), *_source_problems(source)]
    text = (tier.name_en.strip(), tier.name_zh.strip())
    before = [
        row
        for row in _before(said, years, problems)
        # An amount that was not read is not known to differ.
        if not row.held
        or (row.name_en, row.name_zh) != text
        or not (unread or row.amount == tier.amount)
    ]
    problems += _why_problems(before, years, tier.code, why)
    _answer(problems, said, seen)
    return _state_tier(
        book, said, by, at,
        code=tier.code, held=True, name_en=text[0], name_zh=text[1], amount=tier.amount,
        from_year=years.first, until_year=years.last, source=source.strip(), why=why.strip(),
    )  # fmt: skip


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
    book, known = _opened(pairing, by)
    said = known.tiers.get(code, ())
    problems = years_problems(years)
    before = [row for row in _before(said, years, problems) if row.held]
    if not before and not problems:
        params = {"what": code[:60], "years": years.written()}
        problems.append(Problem("tier-not-stated", "code", params))
    problems += [
        Problem("tier-holds-county", "code", {
            "county": Words.name_of(row.region), "what": code, "years": found.written(),
        })
        for rows in known.places.values()
        for found, row in _stretches(rows, years, problems)
        if row.tier == code and not _gone(row.region, found)
    ]  # fmt: skip
    problems += _why_problems(before, years, code, why)
    _answer(problems, said, seen)
    return _state_tier(
        book, said, by, at,
        code=code, held=False, from_year=years.first, until_year=years.last, why=why.strip(),
    )  # fmt: skip


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
    book, known = _opened(pairing, by)
    said = known.places.get(region.code, ())
    problems = years_problems(years) + _source_problems(source)
    problems += _place_problems(book, known, region, years, problems)
    problems += _tier_problems(known, tier, years, problems)
    before = [row for row in _before(said, years, problems) if row.tier != tier]
    problems += _why_problems(before, years, Words.name_of(region), why)
    _answer(problems, said, seen)
    return _state_county(
        book, said, by, at, region=region, tier=tier, from_year=years.first, until_year=years.last,
        source=source.strip(), why=why.strip(),
    )  # fmt: skip


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
    book, known = _opened(pairing, by)
    said = known.places.get(region.code, ())
    problems = years_problems(years)
    before = [row for row in _before(said, years, problems) if row.tier]
    if not before and not problems:
        params = {"what": Words.name_of(region), "years": years.written()}
        problems.append(Problem("tier-not-stated", "region", params))
    problems += _why_problems(before, years, Words.name_of(region), why)
    _answer(problems, said, seen)
    return _state_county(
        book, said, by, at,
        region=region, tier="", from_year=years.first, until_year=years.last, why=why.strip(),
    )  # fmt: skip


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


def _place_problems(
    book: Pairing, known: TierBook, region: Region, years: Years, problems: list[Problem]
) -> list[Problem]:
    """Return what is wrong with a place: it must be one county of the supported side, and then.

    What is due is counted by places: one that holds another that is placed would be due as well.
    """
    params = {"county": Words.name_of(region), "years": years.written()}
    if region.code not in below(book.supported.code):
        return [Problem("tier-place-outside", "region", params, region.code)]
    # A book between two counties has no other county than its side.
    if region.pk == book.supported_id and region.kind != "county":
        return [Problem("tier-place-is-side", "region", params)]
    if _no_years(problems):
        return []
    since = region.since
    to_come = since is not None and years.last is not None and since.year > years.last
    if to_come or _gone(region, years):
        return [Problem("tier-place-not-then", "region", params)]
    if met := placed_on_line(known, region, years):
        held, row = met
        params |= {"other": Words.name_of(row.region), "years": held.written()}
        return [Problem("tier-place-on-line", "region", params)]
    return []


def _no_years(problems: list[Problem]) -> bool:
    """Return whether the years that are spoken of are none."""
    return any(one.path in ("from_year", "until_year") for one in problems)


def _gone(region: Region, years: Years) -> bool:
    """Return whether a place had ended before some years began."""
    return region.ended_on is not None and region.ended_on.year < years.first


def _tier_problems(
    known: TierBook, tier: str, years: Years, problems: list[Problem]
) -> list[Problem]:
    """Return a problem where the tier is not stated for each of the years."""
    if _no_years(problems):
        return []
    held = [y for y, row in stretches(known.tiers.get(tier, ()), years) if row.held]
    if whole(held, years):
        return []
    listed = ", ".join(one.written() for one in held) or "–"
    params = {"tier": tier[:60], "years": years.written(), "held": listed}
    return [Problem("tier-not-then", "tier", params, tier[:60])]


def _stretches(rows: Any, years: Years, problems: list[Problem]) -> list[tuple[Years, Any]]:
    """Return what holds in the years that are spoken of; nothing where these are none."""
    return [] if _no_years(problems) else stretches(rows, years)


def _before(rows: Any, years: Years, problems: list[Problem]) -> list[Any]:
    return [row for _years, row in _stretches(rows, years, problems)]


def _why_problems(
    before: Iterable[object], years: Years, what: str | Words, why: str
) -> list[Problem]:
    """Return a problem where something stated is put otherwise, and nobody is told why."""
    if not list(before) or why.strip():
        return text_problems("why", why)
    return [Problem("tier-change-needs-reason", "why", {"what": what, "years": years.written()})]


def _answer(
    problems: list[Problem],
    said: tuple[FundTier, ...] | tuple[CountyTier, ...],
    seen: datetime | None,
) -> None:
    """Raise what speaks against a statement; first whether another came meanwhile."""
    if seen is not None and said and said[-1].stated_at > seen:
        raise Conflict.of("tier-stated-meanwhile", who=said[-1].stated_by)
    if problems:
        raise Refused(problems)


def _state_tier(
    book: Pairing, said: tuple[FundTier, ...], by: Actor, at: datetime | None, **values: Any
) -> FundTier:
    now = at or timezone.now()
    row = FundTier(book=book, number=len(said) + 1, stated_at=now, stated_by=by.name, **values)
    _save(row)
    content = stated_tier(row)
    action = "programme.set_tier" if row.held else "programme.end_tier"
    record_act(action, "pairing", book.code, by=by, after=content, why=row.why, at=now)
    seal_decision(TIER, book.code, content, by=by, at=now)
    return row


def _state_county(
    book: Pairing, said: tuple[CountyTier, ...], by: Actor, at: datetime | None, **values: Any
) -> CountyTier:
    now = at or timezone.now()
    row = CountyTier(book=book, number=len(said) + 1, stated_at=now, stated_by=by.name, **values)
    _save(row)
    content = stated_county(row)
    action = "programme.place_county" if row.tier else "programme.release_county"
    record_act(action, "pairing", book.code, by=by, after=content, why=row.why, at=now)
    seal_decision(COUNTY, book.code, content, by=by, at=now)
    return row


def _save(row: FundTier | CountyTier) -> None:
    """Add a statement; whoever came first has the number.

    Raises: Conflict.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict.of("tier-stated-meanwhile", who="–") from fault
