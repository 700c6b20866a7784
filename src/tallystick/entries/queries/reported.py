"""What an entry says, in the form in which it was reported and hashed."""

from __future__ import annotations

import json

from tallystick.entries.models import Entry
from tallystick.entries.rules.checks import not_ready
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.kernel.problem import Problem


def report_of(row: Entry) -> Report:
    """Return what an entry says now, in the form in which it was hashed."""
    return Report(
        pairing=row.pairing.code,
        side=row.side,
        region=row.region.code,
        partner=row.partner.code,
        pipeline=row.pipeline,
        move=f"{row.source_stage}>{row.target_stage}",
        statement=row.statement,
        happened_on=row.happened_on,
        lines=tuple(
            StatedLine(n.unit, n.amount, json.loads(n.cell), json.loads(n.note), n.precision)
            for n in row.lines.all()
        ),
        own_reference=row.own_reference,
        thing=row.thing.code if row.thing else None,
        title_en=row.title_en,
        title_zh=row.title_zh,
        reason=row.reason,
        record=row.details,
    )


def lacking(entry: Entry) -> list[Problem]:
    """Return what keeps an entry from being handed to the second person; empty when nothing."""
    thing = entry.thing
    named = thing.details if thing is not None and thing.pipeline == entry.pipeline else None
    return not_ready(report_of(entry), named)
