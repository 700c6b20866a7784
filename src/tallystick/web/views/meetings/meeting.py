"""One meeting: who sat on which side, what was undertaken, what was promised before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import acts_on
from tallystick.exchanges.models import Announcement, Meeting
from tallystick.exchanges.queries.announcements import (
    announcements,
    announcing_sides,
    signed_at,
)
from tallystick.exchanges.queries.commitments import commitments
from tallystick.exchanges.queries.comparing import Comparison, compare_readouts
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.queries.promised import promised_before
from tallystick.exchanges.rules.meetings import meeting_standing
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.web.addresses import address
from tallystick.web.contexts.meetings import Delegation, GuestRow, MeetingPage, ToldIn
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.figures import day_text
from tallystick.web.lists import COMMITMENTS
from tallystick.web.views.announcements.announcement_list import announcement_row
from tallystick.web.views.announcements.readouts import press_of, readout_address
from tallystick.web.views.claims.press_compared import press_table
from tallystick.web.views.fields import Typed, problems_of, typed_of
from tallystick.web.views.learning.tagging import tag_panel
from tallystick.web.views.meetings.meeting_documents import (
    document_fields,
    document_rows,
    take_document,
)
from tallystick.web.views.meetings.meeting_said import said_there
from tallystick.web.views.meetings.meeting_steps import (
    DONE,
    meeting_deciders,
    meeting_steps,
    take_step,
)
from tallystick.web.views.meetings.meetings import (
    found_meeting,
    meeting_address,
    meeting_kind,
    meeting_mark,
    meeting_title,
    when_words,
)
from tallystick.web.views.promises.commitments import rows_of
from tallystick.web.views.promises.recording import may_record
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    colon,
    in_words,
    language,
    pairing_name,
    place,
    place_then,
)

FIELDS = {"held_on", "ended_on", "begins_at", "why", "off"}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def meeting_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one meeting; a posted form moves it, calls it off or says that it was held."""
    actor = actor_of_request(request)
    one = found_meeting(code, actor)
    if request.method != "POST":
        return show(request, "meeting", _page(one, actor))
    typed = typed_of(request.POST)
    try:
        if typed.get("act") == "document":
            take_document(one, typed, request, actor)
        else:
            take_step(one, typed, actor)
    except Refused as refused:
        page = _page(found_meeting(code, actor), actor, typed, refused.problems)
        return show(request, "meeting", page, status=form_status(refused))
    messages.success(request, str(DONE[typed["act"]]))
    return redirect(meeting_address(one))


def _page(
    one: Meeting, actor: Actor, typed: Typed | None = None, problems: Sequence[Problem] = ()
) -> MeetingPage:
    title, today = meeting_title(one), timezone.localdate()
    stands = meeting_standing(one.state, one.held_on, today_of(one.pairing))
    records, held = may_record(one.pairing, actor), stands == "held"
    steps, listed = meeting_steps(one, stands, typed or {}, problems) if records else ((), ())
    errors, unkept = problems_of(problems, {}, {"doc_title"} if _sends(typed) else set())
    listed = unkept if _sends(typed) else listed
    before, day = promised_before(one, actor=actor), min(one.held_on, today)
    only = {"pairing": one.pairing.code}
    new = {**only, "meeting": one.code}
    told = compare_readouts(one, actor=actor)
    announced = list(announcements(actor, meeting=one.code))
    return MeetingPage(
        section="commitments",
        title=title,
        table=COMMITMENTS.table(),
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        pairing=Link(
            pairing_name(one.pairing), address(reverse("meetings"), {"pairing": one.pairing.code})
        ),
        mark=meeting_mark(one, today_of(one.pairing)),
        also=_also(one, title),
        reason=one.reason,
        facts=_facts(one),
        sides=_sides(one),
        absent=_absent(one),
        rows=rows_of(list(commitments(actor, today=today, meeting=one.code)), actor, today),
        said=said_there(told),
        held=held,
        last=_link_to(before.last) if before.last else None,
        on=day,
        before=rows_of(before.commitments, actor, day),
        moves=_moves(one),
        signed=_signed(one),
        readouts=_readouts(told),
        compared=press_table(told),
        unheard=Link(_("Read an announcement"), address(reverse("readout-new"), only))
        if records and len(told.sides) == 1
        else None,
        documents=document_rows(one, actor),
        document_fields=document_fields(typed or {}, errors) if records else (),
        announcements=tuple(map(announcement_row, announced)),
        all_announcements=Link(_("All announcements"), address(reverse("announcements"), only)),
        announce=Link(_("Announce it"), reverse("meeting-announce", args=[one.code]))
        if held and _unannounced(one, announced, actor)
        else None,
        new=Link(_("Record a commitment"), address(reverse("commitment-new"), new))
        if records and held
        else None,
        people=Link(_("Add people"), reverse("meeting-people", args=[one.code]))
        if records and stands != "called_off"
        else None,
        problems=listed,
        steps=steps,
        awaited="" if records else meeting_deciders(one, stands),
        tags=tag_panel(one, actor),
    )


def _sends(typed: Typed | None) -> bool:
    """Whether a document was sent."""
    return (typed or {}).get("act") == "document"


def _also(one: Meeting, title: str) -> str:
    """Return the title in the other language, where it is kept in both."""
    other = one.title_en if title == one.title_zh else one.title_zh
    return other if other != title else ""


def _unannounced(one: Meeting, said: Iterable[Announcement], actor: Actor) -> bool:
    """Whether the reader drafts for a side of which none is published: then a correction is due."""
    stands = {row.side for row in said if row.state == Announcement.State.PUBLISHED}
    return bool(set(announcing_sides(one.pairing, actor)) - stands)


def _link_to(one: Meeting) -> Link:
    return Link(meeting_title(one), meeting_address(one))


def _facts(one: Meeting) -> tuple[Fact, ...]:
    facts = [Fact(_("Kind"), meeting_kind(one)), Fact(_("Day"), when_words(one))]
    if one.place is not None:
        facts.append(Fact(_("Where"), place_then(one.place, one.held_on)))
    if one.url:
        facts.append(Fact(_("Read about it"), one.url, one.url))
    return tuple(facts)


def _sides(one: Meeting) -> tuple[Delegation, ...]:
    pairing = one.pairing
    titles = {
        "supporting": colon(_("Supporting side"), place(pairing.supporting)),
        "supported": colon(_("Supported side"), place(pairing.supported)),
        "other": _("Neither side"),
    }
    people: dict[str, list[GuestRow]] = {side: [] for side in titles}
    for guest in one.guests.all():
        absent = tuple(
            Fact(str(row.get_how_display()), _with_post(row.name, row.post))
            for row in guest.stands_for.all()
        )
        people[guest.side].append(GuestRow(guest.name, guest.post, guest.leads, absent))
    return tuple(Delegation(titles[side], tuple(rows)) for side, rows in people.items() if rows)


def _with_post(name: str, post: str) -> str:
    return _("%(name)s (%(post)s)") % {"name": name, "post": post} if post else name


def _moves(one: Meeting) -> tuple[Fact, ...]:
    """Return each time a planned meeting was moved: from which day, and why; one query."""
    acts = acts_on("meeting", one.code, action="exchanges.move_meeting").order_by("at", "pk")
    return tuple(
        Fact(
            _("Moved from %(day)s")
            % {"day": day_text(date.fromisoformat(act.before["held_on"]), language())},
            act.why,
            typed=True,
        )
        for act in acts
        if act.before and "held_on" in act.before
    )


def _signed(one: Meeting) -> tuple[Link, ...]:
    """Return the agreements of its pairing that were signed on the days of a meeting."""
    rows = signed_at(one)
    return tuple(
        Link(
            in_words(row.agreement.title_en, row.agreement.title_zh),
            reverse("agreement", args=[row.agreement.code]),
        )
        for row in rows
    )


def _readouts(told: Comparison) -> tuple[ToldIn, ...]:
    """Return the announcements of either side's press that tell of a meeting."""
    rows = sorted(told.readouts, key=lambda row: (row.side, row.published_on, row.code))
    return tuple(
        ToldIn(capfirst(press_of(row)), row.title, readout_address(row), row.url) for row in rows
    )


def _absent(one: Meeting) -> tuple[Fact, ...]:
    """Return who did not come, where it is not printed who stood in."""
    return tuple(
        Fact(str(row.get_how_display()), _with_post(row.name, row.post))
        for row in one.represented.all()
        if row.guest is None
    )
