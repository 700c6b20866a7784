"""Today: what waits for me, what changed, my pairings at a glance."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Entry, State
from tallystick.entries.queries import entries, waiting_for, waiting_on_others
from tallystick.exchanges.queries import late_commitments
from tallystick.kernel.actor import Actor
from tallystick.programme.queries import other, pairings
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.contexts.today import Change, Task, TaskGroup, TodayPage, WaitingFor
from tallystick.web.figures import waiting_text
from tallystick.web.views.glance import glances
from tallystick.web.views.shared import actor_of_request, address, foot_of, invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    GLYPHS,
    amount_words,
    entry_address,
    entry_title,
    in_words,
    main_amount,
    office_name,
    place,
    side_region,
    state_mark,
)

LISTED = 6
CHANGES = 8


@require_safe
@guard(SIGNED_IN)
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, oldest first."""
    actor, day = actor_of_request(request), timezone.localdate()
    seen = pairings(actor)
    office = Office.objects.filter(code=actor.seats[0].office).first() if actor.seats else None
    shown, note = glances(seen, actor, day)
    page = TodayPage(
        section="today",
        title=_("Today"),
        invented=invented_here(),
        foot=foot_of(seen[0]) if seen else None,
        today=day,
        office=office_name(office) if office else "",
        groups=_groups(actor, day),
        changes=_changes(actor),
        glances=shown,
        glance_note=note,
        waiting_for=_waiting_for(actor, day),
    )
    return show(request, "today", page)


def _groups(actor: Actor, day: date) -> tuple[TaskGroup, ...]:
    work = waiting_for(actor)
    groups = (
        _group("dispute", _("To answer"), work.disputes, _("Answer"), State.DISPUTED, day),
        _group("match", _("To match"), work.to_match, _("Match"), State.CONFIRMED, day),
        _group(
            "confirm",
            _("To confirm in your office"),
            work.to_confirm,
            _("Confirm"),
            State.SUBMITTED,
            day,
        ),
        _late_commitments(actor, day),
    )
    return tuple(group for group in groups if group.count)


def _group(
    code: str, title: str, found: list[Entry], action: str, state: str, day: date
) -> TaskGroup:
    oldest = max((_days(entry, day) for entry in found), default=0)
    words = ngettext("oldest %(days)s day", "oldest %(days)s days", oldest) % {"days": oldest}
    more = Link(_("All %(count)s") % {"count": len(found)}, _list(state))
    return TaskGroup(
        code=code,
        title=title,
        count=len(found),
        note=words if found else "",
        tasks=tuple(_task(entry, action, day) for entry in found[:LISTED]),
        more=more if len(found) > LISTED else None,
    )


def _list(state: str) -> str:
    return address(reverse("entries"), {"state": state})


def _days(entry: Entry, day: date) -> int:
    return max(0, (day - timezone.localdate(entry.changed_at)).days)


def _task(entry: Entry, action: str, day: date) -> Task:
    figure, unit = amount_words(*main_amount(entry))
    who = place(side_region(entry.pairing, entry.side))
    return Task(
        mark=state_mark(entry, day),
        title=entry_title(entry),
        href=entry_address(entry),
        note=_("Entered by %(who)s · %(number)s") % {"who": who, "number": entry.number},
        figure=figure,
        unit=unit,
        action=action,
    )


def _late_commitments(actor: Actor, day: date) -> TaskGroup:
    late = late_commitments(actor, day)
    tasks = tuple(
        Task(
            mark=Mark("late", waiting_text(row.days_late)),
            title=in_words(row.commitment.text_en, row.commitment.text_zh),
            href=reverse("pairing", args=[row.commitment.pairing.code]),
            note=office_name(row.commitment.owner),
            figure="",
            unit="",
            action="",
        )
        for row in late[:LISTED]
    )
    return TaskGroup("commitments", _("Commitments past their date"), len(late), "", tasks)


def _changes(actor: Actor) -> tuple[Change, ...]:
    told = (State.POSTED, State.DISPUTED, State.REVERSED, State.WITHDRAWN)
    recent = entries(actor).filter(state__in=told)[:CHANGES]
    return tuple(
        Change(
            at=entry.changed_at,
            mark=Mark(GLYPHS[State(entry.state)], capfirst(str(State(entry.state).label))),
            what=entry_title(entry),
            href=entry_address(entry),
            effect=" ".join(amount_words(*main_amount(entry))),
        )
        for entry in recent
    )


def _waiting_for(actor: Actor, day: date) -> tuple[WaitingFor, ...]:
    """Return what my side has confirmed and the other has not answered, by the other place."""
    by_place: dict[str, list[Entry]] = {}
    for entry in waiting_on_others(actor):
        name = place(side_region(entry.pairing, other(entry.side)))
        by_place.setdefault(name, []).append(entry)
    return tuple(
        WaitingFor(name, max(_days(e, day) for e in found), len(found), _list(State.CONFIRMED))
        for name, found in by_place.items()
    )
