"""What Today says of announcements: those with items that wait for the reader's decision."""

from __future__ import annotations

from collections.abc import Container, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.access.queries import may
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.meetings import recording_sides
from tallystick.exchanges.queries.readouts import readouts, row_of_readout
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Link
from tallystick.web.contexts.today import Task, TaskGroup
from tallystick.web.views.announcements.readouts import readout_address, state_mark_of
from tallystick.web.wording import pairing_name

LISTED = 6


def readout_tasks(actor: Actor, seen: Iterable[Pairing], ended: Container[int]) -> TaskGroup:
    """Return the announcements of living pairings in which items wait, the oldest first."""
    row = ROWS["exchanges.readout"]
    mine = [
        one.pk
        for one in seen
        if one.pk not in ended and may(actor, row, recording_sides(one)) is not None
    ]
    found = readouts(actor, state="waiting", sort="oldest").filter(pairing__in=mine)
    shown = list(found[:LISTED]) if mine else []
    count = found.count() if len(shown) == LISTED else len(shown)
    tasks = tuple(
        Task(
            mark=state_mark_of("waiting"),
            title=one.title,
            href=f"{readout_address(one)}#next",
            note=_("%(pairing)s · %(n)s of %(total)s to look at")
            % {
                "pairing": pairing_name(one.pairing),
                "n": row_of_readout(one).waiting,
                "total": row_of_readout(one).items,
            },
            figure="",
            unit="",
            action=_("Look at it"),
        )
        for one in shown
    )
    everything = address(reverse("readouts"), {"state": "waiting"})
    more = Link(_("All %(count)s") % {"count": count}, everything)
    return TaskGroup(
        "readouts",
        _("Announcements to look at"),
        count,
        "",
        tasks,
        more if count > LISTED else None,
    )
