"""What each side's press says of a pairing's year: side by side, with the book beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.indicators.queries.claiming import claim_ref, claims
from tallystick.indicators.queries.comparing import (
    ComparedClaim,
    book_figures,
    compare_these,
    has_book,
)
from tallystick.indicators.rules.claims import in_year
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import Compared, Verdict, overall
from tallystick.indicators.rules.counts import formulas
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.rules.catalogue import indicators

# Whose press a column holds; a source of which that is not known stands with the others.
COLUMNS = ("supporting", "supported", "other")


@dataclass(frozen=True)
class PressRow:
    """One indicator, or one thing outside the catalogue (`part`): what each press said of it.

    Shape: `said` holds one tuple a column, in the order of COLUMNS. `telling` is the comparison
    within the row that its verdict rests on.
    """

    indicator: str
    part: str
    said: tuple[tuple[ComparedClaim, ...], ...]
    book: Said | None
    verdict: Verdict
    reason: str
    telling: Compared | None


@dataclass(frozen=True)
class PressView:
    """What the press said of one year of a pairing. `ends` is the day up to which the book is read.

    `not_read` claims of days of their own were not held to the book.
    """

    pairing: str
    year: int
    rows: tuple[PressRow, ...]
    ends: date | None
    not_read: int


def press_view(pairing: Pairing, *, year: int, actor: Actor) -> PressView:
    """Return, by indicator, the actual figures that each side's press and others gave of a year.

    `pairing` comes from `programme.queries.pairing`, which holds back what the actor may not see.
    Source: docs/method/claims.md, "What each side's press says".
    """
    found = claims(actor, pairing=pairing.code, year=year, status="actual")
    wanted = [one for one in found if in_year(claim_ref(one), year)]
    rows, not_read = compare_these(wanted, actor)
    parts: dict[tuple[str, str], list[ComparedClaim]] = defaultdict(list)
    for one in rows:
        known = one.claim.indicator in indicators()
        part = "" if known else one.claim.breakdown or f"{one.claim.pk}"
        parts[one.claim.indicator, part].append(one)
    codes = {code for code, _ in parts if code in formulas()}
    ends = date(year, 12, 31)
    read = codes and has_book(pairing)
    book = book_figures(pairing, ends, codes, actor) if read else {}
    order = {code: n for n, code in enumerate(indicators())}
    ordered = sorted(parts.items(), key=lambda item: (order.get(item[0][0], len(order)), item[0]))
    return PressView(
        pairing=pairing.code,
        year=year,
        rows=tuple(_row(code, part, own, book.get(code)) for (code, part), own in ordered),
        ends=next((said.until for said in book.values()), None),
        not_read=not_read,
    )


def _row(code: str, part: str, own: Sequence[ComparedClaim], book: Said | None) -> PressRow:
    keys = {f"claim:{one.claim.pk}" for one in own}
    inside = [
        done for one in own for done in one.compared if done.tie == "same" and _within(done, keys)
    ]
    verdict, reason = overall(inside)
    fitting = (d for d in inside if (d.verdict, d.reason.code) == (verdict, reason))
    return PressRow(
        indicator=code,
        part=part if not part.isdecimal() else "",
        said=tuple(
            tuple(one for one in own if (one.claim.side or "other") == column) for column in COLUMNS
        ),
        book=book if book is not None and book.value is not None else None,
        verdict=verdict,
        reason=reason,
        telling=next(fitting, None),
    )


def _within(done: Compared, keys: Collection[str]) -> bool:
    return all(said.book or said.key in keys for said in done.theirs)
