"""One item of a readout: its words, and the form by which a person says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.queries.proposals import proposals
from tallystick.exchanges.rules.saying import FIELDS
from tallystick.exchanges.services import decide_item
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.web.contexts.readouts import ReadoutItemPage
from tallystick.web.marking import Piece, Pin, paragraphs
from tallystick.web.views import fields
from tallystick.web.views.announcements.readout import may_decide, next_address, readout_seen
from tallystick.web.views.announcements.readout_fields import fields_of
from tallystick.web.views.announcements.readout_rows import LOOKS, Kind, Values, label_of
from tallystick.web.views.announcements.readouts import readout_address
from tallystick.web.views.fields import Typed, own_first, problems_of
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import colon, in_words

# Longer than any field may hold: what is too long is told, not cut.
# With these a promise or a wish becomes a commitment.
TRACKED = ("owner", "due_on", "commitment")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def readout_item_page(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Show an item with its form; a posted one accepts it as the form says, or rejects it."""
    actor = actor_of_request(request)
    one = readout_seen(code, actor)
    item = next((found for found in one.items.all() if found.n == n), None)
    if item is None or not may_decide(one, actor):
        raise Http404(code)
    item.readout = one
    values = proposals(one)[n]
    if request.method != "POST":
        return show(request, "readout_item", _page(one, item, values, values, actor))
    posted = {name: str(text)[: fields.WHOLE] for name, text in request.POST.items()}
    typed = {name: posted[name] for name in FIELDS[item.kind] if name in posted}
    rejected = posted.get("do") == "reject"
    try:
        decide_item(
            readout=one, n=n, decision="rejected" if rejected else "accepted",
            said={} if rejected else typed, why=posted.get("why", ""),
            apart=posted.get("apart") == "yes", by=actor,
        )  # fmt: skip
    except Refused as refused:
        shown = {**values, **typed, "why": posted.get("why", "")}
        page = _page(one, item, values, shown, actor, refused.problems)
        return show(request, "readout_item", page, status=form_status(refused))
    messages.success(request, _("Item %(n)s is decided.") % {"n": n})
    return redirect(next_address(readout_seen(code, actor), n))


def _page(
    one: Readout,
    item: ReadoutItem,
    values: Values,
    typed: Typed,
    actor: Actor,
    problems: Sequence[Problem] = (),
) -> ReadoutItemPage:
    waits = item.decision == ReadoutItem.Decision.WAITING and not one.set_aside
    names = {*FIELDS[item.kind], "why"}
    errors, listed = problems_of(problems, {}, names if waits else set())
    form = fields_of(item, typed, errors, actor) if waits else []
    promise = item.kind == Kind.COMMITMENT
    first = _event_before(one) if promise and waits else ""
    if any(problem.code == "event-first" for problem in problems):
        listed = tuple(replace(told, href=first) for told in listed)
    return ReadoutItemPage(
        section="readouts",
        title=_("Item %(n)s") % {"n": item.n},
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        back=f"{readout_address(one)}#d{item.n}",
        readout=one.title,
        lang=one.lang,
        n=item.n,
        label=label_of(item, values),
        sentence=_sentence(one, item),
        lead=_decided(item) if not waits else "",
        problems=listed,
        fields=own_first(f for f in form if not (promise and f.name in TRACKED)),
        tracked=tuple(f for f in form if promise and f.name in TRACKED),
        first=first,
        why=fields.text("why", _("Why"), typed, errors, kind="long"),
        event=item.kind == Kind.EVENT,
    )


def _event_before(one: Readout) -> str:
    """Return the address of the event where it waits: a commitment is undertaken at its meeting."""
    waits = ReadoutItem.Decision.WAITING
    event = next((i for i in one.items.all() if i.kind == Kind.EVENT and i.decision == waits), None)
    if event is None or one.meeting_id is not None:
        return ""
    return reverse("readout-item", args=[one.code, event.n])


def _decided(item: ReadoutItem) -> str:
    who = in_words(item.decided_by.name_en, item.decided_by.name_zh) if item.decided_by else ""
    how = capfirst(str(ReadoutItem.Decision(item.decision).label))
    return colon(how, who) if who else how


def _sentence(one: Readout, item: ReadoutItem) -> tuple[Piece, ...]:
    """Return the paragraph in which the item stands, with its words marked."""
    pin = Pin(item.n, LOOKS[Kind(item.kind)], item.start, item.end)
    rows = paragraphs(one.text[: item.end + 2_000], [pin])
    return next((row for row in rows if any(piece.n for piece in row)), ())
