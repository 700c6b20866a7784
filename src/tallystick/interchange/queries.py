"""Reads: what waits for one person, over all rooms, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import QuerySet

from tallystick.access.queries import may
from tallystick.entries.models import Entry
from tallystick.entries.queries import (
    Stand,
    due_reports,
    may_decide_period,
    period_acts,
    waiting_for,
)
from tallystick.entries.queries.carries import carries_to_decide
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.commitments import late_and_due
from tallystick.exchanges.queries.fulfilling import fulfilling_sides, waiting_fulfilments
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span, pairings, working_days

# A letter tells of a report so long before it is due; Today tells of it earlier.
SOON = timedelta(days=5)


def what_waits(actor: Actor, day: date) -> Mapping[str, int]:
    """Return kind of work → how many things of it wait for this person; only what there is.

    What was open when its pairing ended is nobody's work of today.
    """
    seen = pairings(actor)
    ended = {row.pk for row in seen if _ended(row, day)}
    work = waiting_for(actor)
    offices = {seat.office for seat in actor.seats}
    late, soon = late_and_due(actor, day, days=SOON.days, owner=",".join(sorted(offices)))
    row = ROWS["exchanges.acknowledge_fulfilment"]
    found = {
        "answer": _live(work.disputes, ended),
        "match": _live(work.to_match, ended),
        "confirm": _live(work.to_confirm, ended),
        "periods": sum(
            may_decide_period(act.pairing, actor) not in ("", act.proposed["side"])
            for act in period_acts(actor).filter(state="proposed")
        ),
        "carry": len(carries_to_decide(actor)),
        "report": sum(
            one.waits_for_me
            and one.stand != Stand.ENTERED
            and one.period.report_by <= day + SOON
            and one.pairing.pk not in ended
            for one in due_reports(actor, day, mine=True)
        ),
        "commitments": sum(row.commitment.owner.code in offices for row in late),
        "commitments_due": sum(row.commitment.owner.code in offices for row in soon),
        "fulfilments": sum(
            one.writer_id != actor.user_id
            and may(actor, row, fulfilling_sides(one.commitment)) is not None
            for one in waiting_fulfilments(actor)
        ),
    }
    return {kind: count for kind, count in found.items() if count}


def is_working_day(actor: Actor, day: date) -> bool:
    """Return whether people work on a day in the country of any programme this person sees."""
    countries = {row.programme.country for row in pairings(actor)}
    return any(working_days(country).is_working(day) for country in countries)


def _live(rows: QuerySet[Entry], ended: set[int]) -> int:
    return rows.exclude(pairing__in=ended).count()


def _ended(row: Pairing, day: date) -> bool:
    end = fetched_span(row).end
    return end is not None and end < day
