"""Today: what waits for me, what changed, my pairings at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.entries.models import Entry, State
from tallystick.entries.queries import (
    OPEN,
    Stand,
    WaitingSum,
    WaitingWork,
    due_reports,
    entries,
    handed_on,
    may_decide_period,
    period_acts,
    waiting_for,
    waiting_on_others,
    waiting_sums,
)
from tallystick.entries.queries.carries import carries_to_decide
from tallystick.entries.queries.lists import held_in, lately_changed, near
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.commitments import commitments
from tallystick.exchanges.queries.fulfilling import fulfilling_sides, waiting_fulfilments
from tallystick.indicators.queries.many_frames import pairings_in_full
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span, other, working_days
from tallystick.programme.queries.agreements import to_sign
from tallystick.programme.rules.working_days import WorkingDays, shipped_days
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.contexts.today import Change, Task, TaskGroup, TodayPage, WaitingFor
from tallystick.web.figures import day_text
from tallystick.web.views.announcements.readout_tasks import readout_tasks
from tallystick.web.views.entries.as_last_time import again_rows
from tallystick.web.views.entries.carries import carry_title
from tallystick.web.views.entries.corrections import correction_tasks
from tallystick.web.views.files.papers import paper_tasks
from tallystick.web.views.help.tour import tour_offer
from tallystick.web.views.pairings.map_changes import map_tasks
from tallystick.web.views.promises.commitments import commitment_address, mark_of, words_of
from tallystick.web.views.shared import actor_of_request, foot_of, invented_here, moves_on
from tallystick.web.views.showing import show
from tallystick.web.views.today.at_work import at_work, run_tasks
from tallystick.web.views.today.deadlines import due_rows
from tallystick.web.views.today.glance import glances
from tallystick.web.views.today.standing_in import away_words, in_place_of
from tallystick.web.wording import (
    GLYPHS,
    amount_said,
    amount_words,
    colon,
    entry_address,
    entry_title,
    in_words,
    language,
    main_amount,
    name_then,
    office_name,
    pairing_name,
    period_words,
    place,
    side_region,
    state_mark,
    waited_words,
)

LISTED = 6
# Roles that open programmes, pairings and offices.
SETTING_UP = ("administrator", "programme_office")
# Roles for which an entry, a text or a period may wait.
WAITED_FOR = ("clerk", "confirmer", "matcher", "head", "signatory")
# A deadline is told on Today so many days ahead.
SOON = timedelta(days=14)
CHANGES = 8


@require_safe
@guard(SIGNED_IN)
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, oldest first."""
    actor, day = actor_of_request(request), timezone.localdate()
    seen = pairings_in_full(actor)
    office = Office.objects.filter(code=actor.seats[0].office).first() if actor.seats else None
    shown, note = glances(seen, actor, day)
    clock = clock_of(seen, day)
    work = waiting_for(actor)
    invented = invented_here()
    page = TodayPage(
        section="today",
        title=_("Today"),
        invented=invented,
        foot=foot_of(seen[0]) if seen else None,
        today=day,
        office=office_name(office) if office else "",
        groups=_groups(work, actor, clock, seen),
        left_open=_left_open(work, clock),
        handed_on=_handed_on(actor, clock),
        changes=_changes(actor),
        glances=shown,
        glance_note=note,
        begin=Link(_("Set-up"), reverse("set-up")) if actor.regions(*SETTING_UP) else None,
        waiting_for=_waiting_for(actor, clock),
        in_place_of=in_place_of(actor, day),
        again=again_rows(actor, day, open_only=True),
        tour=tour_offer(request) if invented else None,
        at_work=at_work(actor),
        reads=not actor.regions(*WAITED_FOR),
    )
    if page.at_work:
        moves_on(request)
    return show(request, "today", page)


@dataclass(frozen=True)
class Clock:
    """Today, the working days of each country, and the pairings that have ended, by key."""

    day: date
    days: Mapping[str, WorkingDays]
    ended: Mapping[int, date]

    def waited(self, since: datetime, pairing: Pairing) -> str:
        """Return in words how long something of a pairing has waited."""
        return waited_words(timezone.localdate(since), self.day, self.days_of(pairing))

    def days_of(self, pairing: Pairing) -> WorkingDays:
        """Return the working days that count for what is done in a pairing."""
        country = pairing.programme.country
        return self.days.get(country) or shipped_days(country)

    def live(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the entries whose pairing has not ended."""
        return rows.exclude(pairing__in=self.ended) if self.ended else rows

    def left(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the entries whose pairing has ended."""
        return held_in(rows, self.ended) if self.ended else rows.none()


def clock_of(seen: list[Pairing], day: date) -> Clock:
    """Return the clock for these pairings, which come with their spans; one query a country."""
    ends = {row.pk: fetched_span(row).end for row in seen}
    return Clock(
        day=day,
        days={c: working_days(c) for c in {row.programme.country for row in seen}},
        ended={key: end for key, end in ends.items() if end is not None and end < day},
    )


def _groups(
    work: WaitingWork, actor: Actor, clock: Clock, seen: list[Pairing]
) -> tuple[TaskGroup, ...]:
    confirming = _("To confirm in your office")
    groups = (
        _group("dispute", _("To answer"), work.disputes, _("Answer"), State.DISPUTED, clock),
        _group("match", _("To match"), work.to_match, _("Match"), State.CONFIRMED, clock),
        _group("confirm", confirming, work.to_confirm, _("Confirm"), State.SUBMITTED, clock),
        correction_tasks(actor),
        _to_sign(actor),
        paper_tasks(actor),
        run_tasks(actor),
        _periods(actor),
        _carries(actor),
        map_tasks(actor),
        _due(actor, clock.day, seen),
        *_commitments(actor, clock.day),
        _acknowledging(actor),
        readout_tasks(actor, seen, clock.ended),
    )
    return tuple(group for group in groups if group.count)


def _to_sign(actor: Actor) -> TaskGroup:
    """Return the texts of agreements that wait for this signatory's name."""
    waiting = to_sign(actor)
    tasks = tuple(
        Task(
            mark=Mark("waiting", _("Proposed by %(who)s") % {"who": text.proposer}),
            title=in_words(text.agreement.title_en, text.agreement.title_zh),
            href=reverse("agreement", args=[text.agreement.code]),
            note=_("%(pairing)s · version %(number)s of %(day)s")
            % {
                "pairing": pairing_name(text.agreement.pairing),
                "number": text.number,
                "day": day_text(text.signed_on, language()),
            },
            figure="",
            unit="",
            action=_("Read and sign"),
        )
        for text in waiting[:LISTED]
    )
    return TaskGroup("sign", _("To sign"), len(waiting), "", tasks)


def _periods(actor: Actor) -> TaskGroup:
    """Return the closings and openings the other side proposed, which wait for this person."""
    waiting = [
        act
        for act in period_acts(actor).filter(state="proposed")
        if may_decide_period(act.pairing, actor) not in ("", act.proposed["side"])
    ]
    tasks = tuple(
        Task(
            mark=Mark("waiting", _("Proposed by %(who)s") % {"who": act.proposed["name"]}),
            title=colon(capfirst(act.get_kind_display()), period_words(act.period)),
            href=reverse("period", args=[act.pk]),
            note=f"{pairing_name(act.pairing)} · {act.reason}",
            figure="",
            unit="",
            action=_("Decide"),
        )
        for act in waiting[:LISTED]
    )
    return TaskGroup("periods", _("Periods to close or open"), len(waiting), "", tasks)


def _carries(actor: Actor) -> TaskGroup:
    """Return what the other side proposed to carry over, which waits for this person's name."""
    waiting = carries_to_decide(actor)
    tasks = tuple(
        Task(
            mark=Mark("waiting", _("Proposed by %(who)s") % {"who": one.proposer}),
            title=carry_title(one),
            href=reverse("carry", args=[one.pk]),
            note=pairing_name(one.pairing),
            figure="",
            unit="",
            action=_("Decide"),
        )
        for one in waiting[:LISTED]
    )
    return TaskGroup("carries", _("To carry over"), len(waiting), "", tasks)


def _due(actor: Actor, day: date, seen: list[Pairing]) -> TaskGroup:
    """Return what this person's side has to report: what is late, and what is due soon."""
    soon = day + SOON
    mine = [
        one
        for one in due_reports(actor, day, mine=True, seen=seen)
        if one.waits_for_me and one.stand != Stand.ENTERED and one.period.report_by <= soon
    ]
    rows, clerk = due_rows(mine), "clerk" in actor.roles
    tasks = tuple(
        Task(
            mark=row.mark,
            title=colon(capfirst(row.period), row.what),
            href=row.href if clerk else reverse("deadlines"),
            note=f"{row.pairing} · {_report_by(row.report_by)}",
            figure=row.late,
            unit="",
            action=_("Enter") if clerk else "",
        )
        for row in rows[:LISTED]
    )
    more = Link(_("All %(count)s") % {"count": len(rows)}, reverse("deadlines"))
    return TaskGroup(
        "due", _("To report"), len(rows), "", tasks, more if len(rows) > LISTED else None
    )


def _report_by(day: date) -> str:
    return _("Report by %(day)s") % {"day": day_text(day, language())}


def _left_open(work: WaitingWork, clock: Clock) -> tuple[TaskGroup, ...]:
    """Return what was open when its pairing ended, apart from the work of today."""
    left = [clock.left(rows) for rows in (work.disputes, work.to_match, work.to_confirm)]
    where = [key for rows in left for key in rows.order_by().values_list("pairing", flat=True)]
    if not where:
        return ()
    count, ends = len(where), {clock.ended[key] for key in where}
    first = chain.from_iterable(rows[:LISTED] for rows in left)
    note = (
        _("ended on %(day)s") % {"day": day_text(max(ends), language())} if len(ends) == 1 else ""
    )
    more = Link(_("All %(count)s") % {"count": count}, reverse("entries"))
    group = TaskGroup(
        code="left",
        title=_("Left open when the pairing ended"),
        count=count,
        note=note,
        tasks=tuple(_task(row, _("Open"), clock) for row in islice(first, LISTED)),
        more=more if count > LISTED else None,
    )
    return (group,)


def _handed_on(actor: Actor, clock: Clock) -> TaskGroup | None:
    """Return what a clerk handed on that somebody else decides now; None where there is nothing."""
    if "clerk" not in actor.roles:
        return None
    # One more than is shown tells that there are more.
    found = list(clock.live(handed_on(actor))[: LISTED + 1])
    tasks = tuple(_task(entry, "", clock) for entry in found[:LISTED])
    more = Link(_("All that wait"), _list(OPEN)) if len(found) > LISTED else None
    note = _("it waits for others")
    return (
        TaskGroup("handed-on", _("Handed on by you"), len(tasks), note, tasks, more)
        if tasks
        else None
    )


def _group(
    code: str, title: str, found: QuerySet[Entry], action: str, state: str, clock: Clock
) -> TaskGroup:
    live = clock.live(found)
    sums = waiting_sums(live)
    count, oldest = sum(one.count for one in sums), sums[0] if sums else None
    more = Link(_("All %(count)s") % {"count": count}, _list(state))
    return TaskGroup(
        code=code,
        title=title,
        count=count,
        note=_("oldest: %(how_long)s") % {"how_long": clock.waited(oldest.since, oldest.pairing)}
        if oldest
        else "",
        tasks=tuple(_task(entry, action, clock) for entry in live[:LISTED]) if count else (),
        more=more if count > LISTED else None,
    )


def _list(state: str) -> str:
    return address(reverse("entries"), {"state": state})


def _task(entry: Entry, action: str, clock: Clock) -> Task:
    figure, unit = amount_words(*main_amount(entry))
    who = place(side_region(entry.pairing, entry.side))
    return Task(
        mark=state_mark(entry, clock.day, clock.days_of(entry.pairing)),
        title=entry_title(entry),
        href=entry_address(entry),
        note=_("Entered by %(who)s · %(number)s") % {"who": who, "number": entry.number},
        figure=figure,
        unit=unit,
        action=action,
    )


def _commitments(actor: Actor, day: date) -> Iterator[TaskGroup]:
    """Yield what is past its date, and what my own office has to keep within a month."""
    offices = {seat.office for seat in actor.seats}
    found = commitments(actor, today=day, stands="late,due_soon")
    own = found.owned_by(offices)
    for code, title, state, listed in (
        ("commitments", _("Commitments past their date"), "late", found),
        ("commitments-due", _("Commitments of my office, due in 30 days"), "due_soon", own),
    ):
        rows = listed.standing(state)
        tasks = tuple(
            Task(
                mark=mark_of(row, day),
                title=words_of(row.commitment),
                href=commitment_address(row.commitment),
                note=office_name(row.commitment.owner),
                figure="",
                unit="",
                action="",
            )
            for row in rows.rows(rows[:LISTED])
        )
        more = Link(
            _("All %(count)s") % {"count": len(rows)},
            address(reverse("commitments"), {"state": state}),
        )
        yield TaskGroup(code, title, len(rows), "", tasks, more if len(rows) > LISTED else None)


def _acknowledging(actor: Actor) -> TaskGroup:
    """Return what the other side says it did, and waits for the word of this side."""
    row = ROWS["exchanges.acknowledge_fulfilment"]
    waits = [
        one
        for one in waiting_fulfilments(actor)
        if one.writer_id != actor.user_id and may(actor, row, fulfilling_sides(one.commitment))
    ]
    tasks = tuple(
        Task(
            mark=Mark(
                "waiting",
                _("Written by %(who)s")
                % {"who": name_then(one.written_by, one.writer, one.written_at)},
            ),
            title=words_of(one.commitment),
            href=commitment_address(one.commitment),
            note=one.text,
            figure="",
            unit="",
            action=_("Acknowledge"),
        )
        for one in waits[:LISTED]
    )
    return TaskGroup(
        "fulfilments", _("Done for a commitment, to acknowledge"), len(waits), "", tasks
    )


def _changes(actor: Actor) -> tuple[Change, ...]:
    told = (State.POSTED, State.DISPUTED, State.REVERSED, State.WITHDRAWN)
    seen = near(entries(actor), actor).filter(state__in=told)
    lately = lately_changed(seen)
    keys = list(lately.values_list("pk", flat=True)[:CHANGES])
    if len(keys) < CHANGES:
        keys = list(seen.values_list("pk", flat=True)[:CHANGES])
    recent = entries(actor).filter(pk__in=keys)
    return tuple(
        Change(
            at=entry.changed_at,
            mark=Mark(GLYPHS[State(entry.state)], capfirst(str(State(entry.state).label))),
            what=entry_title(entry),
            href=entry_address(entry),
            effect=amount_said(*main_amount(entry)),
        )
        for entry in recent
    )


def _waiting_for(actor: Actor, clock: Clock) -> tuple[WaitingFor, ...]:
    """Return what my side has confirmed and the other has not answered, by the other place."""
    by_place: dict[str, list[WaitingSum]] = {}
    for one in waiting_sums(clock.live(waiting_on_others(actor))):
        by_place.setdefault(_asked(one).code, []).append(one)
    gone = away_words(by_place, clock.day)
    return tuple(
        WaitingFor(
            place(_asked(found[0])),
            clock.waited(found[0].since, found[0].pairing),
            sum(one.count for one in found),
            _list(State.CONFIRMED),
            gone.get(code, ()),
        )
        for code, found in by_place.items()
    )


def _asked(one: WaitingSum) -> Region:
    """Return the place whose answer is waited for."""
    return side_region(one.pairing, other(one.side))
