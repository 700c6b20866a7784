"""What was reported before: the last report of the same thing, from which the next one begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from tallystick.entries.models import Entry, EntryAct, State
from tallystick.entries.queries.lists import entries
from tallystick.entries.queries.reportable import Reportable, reportable
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span

# A draft is not sent yet, and what was taken back or reversed was wrong.
SENT = (
    State.SUBMITTED, State.CONFIRMED, State.DISPUTED, State.MATCHED, State.PAIRED, State.POSTED,
)  # fmt: skip
# So many of a person's last steps are looked through; what is older than a year is no habit.
LOOKED_THROUGH, HABIT = 60, timedelta(days=400)


@dataclass(frozen=True)
class Before:
    """The last report of one thing: pairing, step, place and named thing."""

    entry: Entry

    @property
    def key(self) -> tuple[int, str, str, int, int | None]:
        """What makes another report one of the same thing."""
        one = self.entry
        return one.pairing_id, one.pipeline, one.target_stage, one.region_id, one.thing_id


def sent_before(
    pairing: Pairing, reach: Reportable, pipeline: str, actor: Actor, stage: str = ""
) -> QuerySet[Entry]:
    """Return what this side sent of a kind, of the places a clerk reports on, latest first."""
    rows = entries(actor, pairing=pairing.code, pipeline=pipeline).filter(
        side=reach.side, state__in=SENT, region__in=[place.pk for place in reach.regions]
    )
    rows = rows.filter(target_stage=stage) if stage else rows
    return rows.order_by("-happened_on", "-reported_at", "number")


def last_of_each(rows: Iterable[Entry], most: int) -> list[Before]:
    """Return the latest of each thing, in the order given; at most so many."""
    found: dict[object, Before] = {}
    for row in rows:
        one = Before(row)
        found.setdefault(one.key, one)
        if len(found) == most:
            break
    return list(found.values())


def habits(actor: Actor, day: date, most: int) -> list[Before]:
    """Return what this clerk reported lately herself and may report again, latest first.

    What happened in an ended pairing is not reported again. A handful of queries, whatever the
    size of the book: her own last steps are read.
    """
    if actor.user_id is None or "clerk" not in actor.roles:
        return []
    acts = EntryAct.objects.filter(user=actor.user_id, verb=EntryAct.Verb.SUBMITTED)
    keys = list(acts.order_by("-id").values_list("entry", flat=True)[:LOOKED_THROUGH])
    if not keys:
        return []
    rows = entries(actor).filter(pk__in=keys, state__in=SENT, happened_on__gt=day - HABIT)
    latest = last_of_each(rows.order_by("-happened_on", "-reported_at", "number"), LOOKED_THROUGH)
    reaches: dict[int, Reportable | None] = {}
    found = []
    for one in latest:
        pairing = one.entry.pairing
        if pairing.pk not in reaches:
            reaches[pairing.pk] = open_reach(pairing, actor, day)
        reach = reaches[pairing.pk]
        if reach is not None and reaches_to(reach, one.entry):
            found.append(one)
    return found[:most]


def open_reach(pairing: Pairing, actor: Actor, day: date) -> Reportable | None:
    """Return what a clerk may report in a pairing that has not ended, else None."""
    end = span(pairing).end
    return reportable(pairing, actor) if end is None or end >= day else None


def reaches_to(reach: Reportable, row: Entry) -> bool:
    """Return whether a report like this one is hers to make: her side, one of her places."""
    return row.side == reach.side and row.region_id in {place.pk for place in reach.regions}
