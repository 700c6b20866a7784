"""Which of the pairings under one another two places report in."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q

from tallystick.kernel.actor import Actor
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing, PairingSpan
from tallystick.programme.queries import fetched_span, line_of
from tallystick.regions.queries import above, below


def pairings_within(pairing: Pairing, region: str, partner: str) -> list[tuple[Pairing, Period]]:
    """Return the pairings below one that hold both places, the nearest first, with their spans.

    Shape: (pairing, how long it holds); on the map of any day. Four queries.
    """
    spans = Prefetch("spans", PairingSpan.objects.filter(preferred=True), to_attr="preferred_spans")
    rows = (
        Pairing.objects.filter(
            programme=pairing.programme_id,
            supported__code__in=above(region),
            supporting__code__in=above(partner),
        )
        .exclude(pk=pairing.pk)
        .select_related("supported", "supporting", "parent__parent__parent")
        .prefetch_related(spans)
    )
    found = [(row, line_of(row)) for row in rows]
    below = [(row, line) for row, line in found if pairing in line]
    below.sort(key=lambda one: (-len(one[1]), one[0].code))
    return [(row, fetched_span(row)) for row, _line in below]


def with_those_inside(code: str, actor: Actor) -> tuple[str, ...]:
    """Return the codes of a pairing and of those inside it, of any day, as far as `actor` sees
    them: those whose lines its figures are made of. One query."""
    rows = Pairing.objects.visible_to(actor).filter(_at_or_under(code))
    return tuple(rows.order_by("code").values_list("code", flat=True))


def _at_or_under(code: str) -> Q:
    return (
        Q(code=code)
        | Q(parent__code=code)
        | Q(parent__parent__code=code)
        | Q(parent__parent__parent__code=code)
    )


def pairs_under(pairing: Pairing, actor: Actor, *, on: date) -> list[Pairing]:
    """Return a pairing and those under it that held on a day, as far as `actor` sees them.

    One whose span nobody knows is taken to hold; two queries.
    """
    spans = Prefetch("spans", PairingSpan.objects.filter(preferred=True), to_attr="preferred_spans")
    rows = (
        Pairing.objects.visible_to(actor)
        .filter(_at_or_under(pairing.code))
        .select_related("supporting", "supported")
        .prefetch_related(spans)
        .order_by("code")
    )
    return [row for row in rows if fetched_span(row).contains(on)]


def reports_in(
    found: list[tuple[Pairing, Period]], region: str, partner: str, day: date
) -> Pairing | None:
    """Return the nearest pairing that held two places on a day, if any."""
    for row, held in found:
        holds = held.contains(day)
        if holds and _holds(row, region, partner, day):
            return row
    return None


def _holds(row: Pairing, region: str, partner: str, day: date) -> bool:
    """Return whether both places lie in a pairing on the map of a day."""
    tops = ((row.supported.code, region), (row.supporting.code, partner))
    return all(place in below(top, on=day) for top, place in tops)
