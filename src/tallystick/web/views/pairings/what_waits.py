"""What of a figure waits or is disputed, line by line, as on the day that is asked for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.entries.models import Entry
from tallystick.indicators.queries import Explanation, WalkLine
from tallystick.kernel.actor import Actor
from tallystick.web.contexts.explain import WaitingLine
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.wording import amount_said, place_then

# So many lines are shown; a list of all there are is the entries' own.
MOST = 25


def waiting_lines(walk: Explanation, actor: Actor) -> tuple[WaitingLine, ...]:
    """Return the lines that wait, each with its entry where the reader sees it; one query."""
    shown = sorted(walk.open, key=lambda one: one.line.valid_from, reverse=True)[:MOST]
    if not shown:
        return ()
    keys = {one.line.transaction for one in shown}
    seen = Entry.objects.visible_to(actor).filter(pk__in=keys).select_related("region")
    entries = {entry.pk: entry for entry in seen}
    return tuple(_line(one, entries.get(one.line.transaction)) for one in shown)


def _line(one: WalkLine, entry: Entry | None) -> WaitingLine:
    line = one.line
    disputed = line.state == "disputed"
    state = Mark("disputed", _("Disputed")) if disputed else Mark("waiting", _("Waiting"))
    return WaitingLine(
        entry=Link(entry.number, reverse("entry", args=[entry.number])) if entry else None,
        happened=line.valid_from,
        where=place_then(entry.region, line.valid_from) if entry else line.region,
        state=state,
        figure=amount_said(line.amount, line.unit),
    )
