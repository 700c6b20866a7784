"""Claims compared: with the book on their own days, and with one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tallystick.indicators.models import Claim
from tallystick.indicators.queries.claiming import claims
from tallystick.indicators.queries.frames import frame_of, scope_of
from tallystick.indicators.queries.grounds import answer_of, ground_of
from tallystick.indicators.queries.held import (
    Figure,
    Held,
    family_codes,
    figures_of,
    held,
    held_together,
)
from tallystick.indicators.rules.comparing.reasons import reasons, shown
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import VERDICTS, compare_with_book
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.rows import ScoreRow, row_of
from tallystick.journal.queries import books
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.queries import lines_above

# How often the book is read for one list; further claims are compared with one another alone.
MOST_READINGS = 4
SORTS = ("newest", "oldest", "indicator", "-indicator", "verdict", "reason")


@dataclass(frozen=True, kw_only=True)
class ComparedClaim(Held):
    """A claim with all it was compared with, the book first, and the verdict on it."""

    claim: Claim


@dataclass(frozen=True)
class ComparedList:
    """Compared figures in order. `not_read` of them could be held to a book that was not read."""

    rows: tuple[Held, ...]
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

    All are compared whatever is asked for, so that one comparison serves every filter.
    Source: docs/method/claims.md, "Compared".
    """
    asked = claims(actor, pairing=pairing, indicator=indicator, year=year, source_kind=source_kind)
    keys = list(asked.values_list("pk", flat=True))
    figures = {one.pk: one for one in figures_of(claims(actor))} if keys else {}
    wanted = [
        figures[key]
        for key in keys
        if key in figures and side in ("", figures[key].side or "unknown")
    ]
    together = held_together(tuple(figures.values()), figures) if wanted else {}
    rows, not_read = _with_books(wanted, together, actor, most_readings)
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
    """Return claims compared, in the same order, and how many could not be held to their book.

    They are held to what is tied to their indicators, and nothing else is read.
    """
    codes = {code for one in wanted for code in family_codes(one.indicator)}
    read = figures_of(claims(actor).filter(indicator__in=codes)) if wanted else ()
    figures = {one.pk: one for one in read}
    together = held_together(read, {one.pk for one in wanted}) if wanted else {}
    own = [figures[one.pk] for one in wanted]
    rows, not_read = _with_books(own, together, actor, most_readings)
    return [_named(row, one) for row, one in zip(rows, wanted, strict=True)], not_read


def with_claims(rows: Sequence[Held], actor: Actor) -> list[ComparedClaim]:
    """Return compared figures with the claims they are, in the same order; one query."""
    known = claims(actor).in_bulk([one.figure.pk for one in rows])
    return [_named(row, known[row.figure.pk]) for row in rows if row.figure.pk in known]


def _named(row: Held, claim: Claim) -> ComparedClaim:
    return ComparedClaim(
        claim=claim,
        figure=row.figure,
        said=row.said,
        compared=row.compared,
        verdict=row.verdict,
        reason=row.reason,
    )


def _with_books(
    wanted: Sequence[Figure], together: Mapping[int, Held], actor: Actor, most: int
) -> tuple[list[Held], int]:
    """Return figures as they were held to one another, and to their books where those are read."""
    read, not_read = _books_of(wanted, actor, most)
    found = []
    for one in wanted:
        row = together[one.pk]
        booked = compare_with_book(row.said, read[one.pk]) if one.pk in read else None
        found.append(held(one, row.said, (booked, *row.compared)) if booked else row)
    return found, not_read


def _sorted(rows: list[Held], sort: str) -> list[Held]:
    rank = {code: n for n, code in enumerate(reasons())}
    if sort in ("newest", "oldest"):
        rows = sorted(rows, key=lambda one: (one.figure.ends or date.min, one.figure.pk))
        return rows[::-1] if sort == "newest" else rows
    if sort in ("indicator", "-indicator"):
        order = {code: n for n, code in enumerate(indicators())}
        down = sort.startswith("-")
        return sorted(
            rows, key=lambda one: order.get(one.figure.indicator, len(order)), reverse=down
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


def _books_of(
    wanted: Sequence[Figure], actor: Actor, most: int
) -> tuple[dict[int, dict[str, Said]], int]:
    """Return claim → the book's figures of its family on its days, and how many were left out."""
    keys = {one.pairing for one in wanted if one.pairing}
    held = set(books()) if keys else set()
    seen = {
        one.pk: one
        for one in Pairing.objects.visible_to(actor).filter(pk__in=keys).select_related(*_PARTIES)
        if book_of(one).code in held
    }
    asked: dict[tuple[int, date], list[Figure]] = defaultdict(list)
    for one in wanted:
        until, key = one.ends, one.pairing
        if key in seen and key is not None and until is not None and one.indicator in formulas():
            asked[key, until].append(one)
    # The readings that serve most claims come first.
    ordered = sorted(asked.items(), key=lambda item: (-len(item[1]), item[0]))
    found: dict[int, dict[str, Said]] = {}
    for (pairing_id, until), own in ordered[:most]:
        codes = {code for one in own for code in family_codes(one.indicator)}
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
