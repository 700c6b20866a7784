"""Reads: where the money of one budget year went, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.indicators.queries.stages import budget_cut
from tallystick.indicators.rules.funds import Funds, followed
from tallystick.indicators.rules.tiers import PIPELINE
from tallystick.journal.queries import noted_flows
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Thing


@dataclass(frozen=True)
class FundsOfYear:
    """The funds of a budget year, whenever they moved; `as_of` is the last day that is in it.

    `things` are those of the named things money was put to which the reader may see, by key.
    """

    year: int
    as_of: date
    funds: Funds
    things: dict[str, Thing]


def funds_of_year(
    pairing: Pairing, *, year: int, actor: Actor, as_of: date | None = None
) -> FundsOfYear:
    """Return where a budget year's money went, as known at the end of a day; None is today."""
    cut = budget_cut(pairing, year=year, as_of=as_of)
    flows = noted_flows(
        cut.book,
        pipeline=PIPELINE,
        regions=cut.regions,
        partners=cut.partners,
        until=cut.until,
        known_by=cut.known_by,
    )
    funds = followed(flows, year)
    named = {purpose for _place, purpose in funds.put} | set(funds.over)
    keys = {purpose.thing for purpose in named if purpose.thing}
    things = {one.key: one for one in Thing.objects.visible_to(actor).filter(key__in=keys)}
    return FundsOfYear(year, cut.until, funds, things)
