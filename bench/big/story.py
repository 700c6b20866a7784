"""What is copied: entries of the example with their postings, steps and log, read once."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tallystick.access.models import Act
from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.reports import CanonicalLine, Report, canonical_lines
from tallystick.journal.models import Transaction
from tallystick.journal.queries import drafted
from tallystick.journal.rules import Account, Move, parse_instant
from tallystick.programme.models import Thing
from tallystick.programme.rules.pipelines import stage_rules

PAIRING = "dalian-liupanshui"
# What stands or moves without anything carried in, so that each copy stands by itself.
PIPELINES = frozenset(
    {"funds", "donation", "placement", "enterprise", "sale", "secondment", "training", "study"}
    | {"project", "assistance_project", "built", "works", "technology", "job_fair"}
)
WAITING = frozenset({"confirmed", "disputed"})
# From so many lines on, a report is one of the long ones that offices send each month.
LONG = 3


@dataclass(frozen=True)
class Told:
    """One row of the act log about an entry."""

    at: datetime
    username: str
    action: str
    before: Any
    after: Any
    why: str


@dataclass(frozen=True)
class Template:
    """One entry as it stands in the example; `moves` is empty for what waits."""

    entry: Entry
    report: Report
    lines: tuple[CanonicalLine, ...]
    acts: tuple[EntryAct, ...]
    log: tuple[Told, ...]
    moves: tuple[Move, ...]
    provenance: dict[str, Any]
    recorded_at: datetime | None

    @property
    def is_plain(self) -> bool:
        """Whether people took every step on a page, none on paper and none by rule."""
        pages = all(act.user and act.channel == "page" for act in self.acts)
        return pages and all(told.username for told in self.log)

    @property
    def own_moves(self) -> int:
        """The moves of its own pipeline; "we reported" is said once a month only."""
        return sum(move.source.pipeline != "report" for move in self.moves)

    @property
    def is_long(self) -> bool:
        """Whether it has many lines and moves nothing that has a name."""
        return bool(self.moves) and len(self.lines) >= LONG and self.entry.thing is None


def read_story() -> list[Template]:
    """Return the templates in the order in which they were recorded; what waits comes last."""
    rows = Entry.objects.filter(
        pairing__code=PAIRING,
        pipeline__in=PIPELINES,
        statement="itemised",
        policy="both",
        state__in={"posted", *WAITING},
        reverses=None,
        promises=None,
    ).exclude(source_stage="carried")
    rows = rows.select_related("pairing", "region", "partner", "thing")
    rows = rows.prefetch_related("lines", "acts__user")
    found = [one for one in map(_template, rows) if one.is_plain]
    found = _standing(sorted(found, key=lambda one: (one.entry.happened_on, one.entry.pk)))
    return _standing(sorted(found, key=lambda one: one.recorded_at or one.entry.changed_at))


def _standing(found: list[Template]) -> list[Template]:
    """Leave out what takes from a stage more than what was kept of the story brought there."""
    floors, stands, kept = stage_rules().floors, Counter[tuple[Account, str | None]](), []
    for one in found:
        after = stands.copy()
        for move in one.moves:
            after[move.source, move.subject] -= move.amount
            after[move.target, move.subject] += move.amount
        below = (
            account
            for (account, _), amount in after.items()
            if amount < 0 and (account.pipeline, account.stage) in floors
        )
        if not any(below):
            stands, kept = after, [*kept, one]
    return kept


def _template(row: Entry) -> Template:
    kept = Transaction.objects.filter(id=row.transaction).first() if row.transaction else None
    posted = drafted(kept.id) if kept else None
    log = Act.objects.filter(thing="entry", thing_id=row.pk).select_related("user").order_by("pk")
    report = report_of(row)
    return Template(
        entry=row,
        report=report,
        lines=canonical_lines(report),
        acts=tuple(row.acts.all()),
        log=tuple(
            Told(a.at, a.user.username if a.user else "", a.action, a.before, a.after, a.why)
            for a in log
        ),
        moves=posted.moves if posted else (),
        provenance=json.loads(kept.provenance) if kept else {},
        recorded_at=parse_instant(kept.recorded_at) if kept else None,
    )


def named_things(story: list[Template]) -> list[Thing]:
    """Return the things that the story moves, each once."""
    return list({one.entry.thing.pk: one.entry.thing for one in story if one.entry.thing}.values())
