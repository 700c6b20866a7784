"""What comes for a closed period says why it comes now, or it does not come."""

from __future__ import annotations

from dataclasses import replace

from tallystick.entries.models import Entry
from tallystick.entries.queries.closings import late_problem
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.closing import is_late
from tallystick.entries.rules.reports import Report, content_hash
from tallystick.entries.services.desk import Desk
from tallystick.kernel.problem import Refused
from tallystick.kernel.text import text_problems


def require_reason_when_late(entry: Entry, desk: Desk) -> None:
    """Refuse what comes for a closed period and does not say why; a correction says it itself.

    Raises: Refused. What was open at the closing needs no reason.
    """
    act = desk.closed(entry)
    if act is not None and not entry.reason.strip() and entry.reverses_id is None:
        closed = desk.day_of(act.at, entry.pairing)
        raise Refused(late_problem(entry.happened_on, closed))


def say_late(entry: Entry, desk: Desk, reason: str) -> str:
    """Write why an entry for a closed period comes now, if it must say so; return what was said.

    The reason is part of what is reported, as if the form had brought it. Called before the step
    that compares and sets the entry's state.
    Raises: Refused where it must and nobody says why.
    """
    said = reason.strip()
    if said and not entry.reason.strip() and desk.closed(entry) is not None:
        if problems := text_problems("reason", said):
            raise Refused(problems)
        entry.reason = said
        entry.content_hash = content_hash(report_of(entry))
        fresh = {"reason": said, "content_hash": entry.content_hash}
        Entry.objects.filter(pk=entry.pk, version=entry.version).update(**fresh)
        return said
    require_reason_when_late(entry, desk)
    return ""


def amended_late(entry: Entry, report: Report, desk: Desk, reason: str) -> Report:
    """Return what an amendment says, with the reason for it where a closed period asks for one."""
    act = desk.closing(entry.pairing, report.pipeline, report.happened_on)
    return with_reason(report, reason) if is_late(act, entry.pk) else report


def with_reason(report: Report, said: str) -> Report:
    """Return a report that says why it comes now; one that says it already is left as it is."""
    return report if report.reason.strip() else replace(report, reason=said)
