"""Reads: whose movements count for a commitment: those of its pairing, and of its successors.

A pairing that ended was passed on: the places are the same, and what was promised them is too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Prefetch

from tallystick.journal.queries import Arrival
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing, PairingSpan
from tallystick.programme.queries import book_of, fetched_span
from tallystick.regions.models import RegionClosure


@dataclass(frozen=True)
class Reach:
    """The lines that count: of which books, about which places, with partners of which side.

    `partners` is of each book; `first`, `signers` and `held` are the pairing's own book, partners
    and days.
    """

    first: str
    regions: frozenset[str]
    signers: frozenset[str]
    partners: Mapping[str, frozenset[str]]
    held: Period = field(default_factory=lambda: Period(None, None))

    @property
    def books(self) -> frozenset[str]:
        """The books its lines stand in."""
        return frozenset(self.partners)

    def holds(self, row: Arrival) -> bool:
        """Return whether a line is one of those that count."""
        return row.region in self.regions and row.partner in self.partners.get(row.book, ())

    def own(self) -> Reach:
        """Return the same without successors: a target binds those who signed it."""
        return replace(self, partners={self.first: self.signers})


def reaches(pairings: Iterable[Pairing]) -> dict[int, Reach]:
    """Return pairing → whose lines count for it; three queries for any number of them."""
    asked = {one.pk for one in pairings}
    supported = Pairing.objects.filter(pk__in=asked).values("supported")
    rows = (
        Pairing.objects.filter(supported__in=supported)
        .select_related("supporting", "supported", "parent__parent__parent")
        .prefetch_related(
            Prefetch("spans", PairingSpan.objects.filter(preferred=True), to_attr="preferred_spans")
        )
        .order_by("code")
    )
    known = {row.pk: row for row in rows}
    under = _under({r.code for row in known.values() for r in (row.supporting, row.supported)})
    found = {}
    for key in asked:
        line, partners = succession(known[key], known.values()), dict[str, frozenset[str]]()
        for one in line:
            book = book_of(one).code
            partners[book] = partners.get(book, frozenset()) | under[one.supporting.code]
        own = known[key]
        found[key] = Reach(
            book_of(own).code,
            under[own.supported.code],
            under[own.supporting.code],
            partners,
            fetched_span(own),
        )
    return found


def succession(pairing: Pairing, known: Iterable[Pairing]) -> list[Pairing]:
    """Return a pairing and those that took its place one after another, as far as anybody said so.

    The next is the one that names it, else the first of its programme and places that begins
    after its end. Shape: `known` in the order of their codes, with their `preferred_spans`.
    """
    rows, line = list(known), [pairing]
    while (after := _next(line[-1], rows)) is not None and after not in line:
        line.append(after)
    return line


def _next(pairing: Pairing, rows: list[Pairing]) -> Pairing | None:
    named = [row for row in rows if row.succeeds_id == pairing.pk]
    end = fetched_span(pairing).end
    if named or end is None:
        return named[0] if named else None
    about = (pairing.programme_id, pairing.supported_id)
    later = [
        (start, row.code, row)
        for row in rows
        if (row.programme_id, row.supported_id) == about
        and (start := fetched_span(row).start or date.min) > end
    ]
    return min(later, key=lambda one: one[:2])[2] if later else None


def _under(codes: set[str]) -> dict[str, frozenset[str]]:
    """Return place → itself and every place ever under it; one query."""
    found: dict[str, set[str]] = {code: {code} for code in codes}
    rows = RegionClosure.objects.filter(ancestor__code__in=codes)
    for above, place in rows.values_list("ancestor__code", "region__code"):
        found[above].add(place)
    return {code: frozenset(places) for code, places in found.items()}
