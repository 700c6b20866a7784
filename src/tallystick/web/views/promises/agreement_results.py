"""What was reached of an agreement's targets: the very cells of the scorecard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from tallystick.indicators.queries import scorecard
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Pairing, Target
from tallystick.web.addresses import address
from tallystick.web.contexts.pairings import ScoreRow
from tallystick.web.figures import Measure
from tallystick.web.views.pairings.score_rows import drawn_row, measure_of
from tallystick.web.views.shared import year_of

# A target is known by its place, its indicator and its period.
Key = tuple[str, str, str]
# So many scorecards are read for one page: an agreement of many counties has theirs.
MOST_CARDS = 6


@dataclass(frozen=True)
class Result:
    """What was reached of one target, and the target the scorecard holds it to.

    `how` the row is written, its targets too. `drawn` is None where the scorecard was not read for
    this page: `card` is its address.

    Units: `held_to` in the target's own smallest unit.
    """

    card: str
    drawn: ScoreRow | None = None
    held_to: int | None = None
    how: Measure | None = None


def results_of(found: Agreement, targets: Iterable[Target], actor: Actor) -> dict[Key, Result]:
    """Return what both sides hold of each target, where it is measured by itself.

    That is a whole year, at the place of the agreement's own pairing or of one below it. Shown is
    the row of that pairing's scorecard, so that a figure is never reckoned twice; past
    `MOST_CARDS` scorecards it is told where that stands, and none is read.
    """
    wanted: dict[tuple[str, int], set[str]] = {}
    promised: dict[Key, list[int]] = {}
    for one in targets:
        promised.setdefault((one.region.code, one.indicator, one.period), []).append(one.amount)
        if year := year_of(one.period):
            wanted.setdefault((one.region.code, year), set()).add(one.indicator)
    at = _pairings(found, {place for place, _year in wanted}, actor)
    results: dict[Key, Result] = {}
    known = [key for key in sorted(wanted, key=lambda key: (key[1], key[0])) if key[0] in at]
    for place, year in known[:MOST_CARDS]:
        card = _card(at[place], year)
        for row in scorecard(at[place], year=year, actor=actor, all=True).rows:
            if row.indicator in wanted[place, year]:
                key = place, row.indicator, str(year)
                # What was promised, whenever, stands in one row with what was reached.
                how = measure_of(row, also=promised.get(key, ()))
                drawn = drawn_row(row, at[place], year, "", how)
                results[key] = Result(card, drawn, row.target, how)
    for place, year in known[MOST_CARDS:]:
        unread = Result(_card(at[place], year))
        results |= {(place, indicator, str(year)): unread for indicator in wanted[place, year]}
    return results


def _card(row: Pairing, year: int) -> str:
    """Return the address of a scorecard with all its rows."""
    return address(reverse("pairing", args=[row.code]), {"year": str(year), "rows": "all"})


def _pairings(found: Agreement, places: set[str], actor: Actor) -> dict[str, Pairing]:
    """Return supported place → the pairing in whose scorecard its targets stand."""
    own = found.pairing
    at = {own.supported.code: own}
    if places - {own.supported.code}:
        below = Pairing.objects.visible_to(actor).filter(parent=own, supported__code__in=places)
        around = below.select_related("programme", "supporting", "supported")
        at |= {one.supported.code: one for one in around.order_by("code")}
    return at
