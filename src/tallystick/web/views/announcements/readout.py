"""One readout: its text beside what it says; each item is accepted or rejected where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.comparing import compare_readouts
from tallystick.exchanges.queries.likely import LikelyMeeting as Likely
from tallystick.exchanges.queries.likely import likely_meetings, meetings_on_line
from tallystick.exchanges.queries.meetings import meeting, recording_sides
from tallystick.exchanges.queries.proposals import is_doubted, proposals
from tallystick.exchanges.queries.readouts import readout, readouts_of
from tallystick.exchanges.rules.readouts import ITEM_KINDS
from tallystick.exchanges.rules.saying import is_clear
from tallystick.exchanges.services import (
    accept_clear,
    decide_item,
    join_meeting,
    pin_item,
    reopen_item,
    set_aside_readout,
    take_up_readout,
)
from tallystick.exchanges.services.deciding import CLEAR
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import FormProblem
from tallystick.web.contexts.readouts import ItemRow, LikelyMeeting, ReadoutPage
from tallystick.web.contexts.shared import Choice, Fact, Link
from tallystick.web.figures import instant_text, published_text
from tallystick.web.marking import paragraphs
from tallystick.web.views import fields
from tallystick.web.views.announcements.readout_rows import (
    Values,
    groups_of,
    in_order,
    pins_of,
    row_of_item,
)
from tallystick.web.views.announcements.readouts import press_of, readout_address
from tallystick.web.views.claims.claims import source_words
from tallystick.web.views.claims.press_compared import differing_items, press_table
from tallystick.web.views.meetings.meetings import meeting_address, meeting_title, offered_meetings
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import colon, in_words, language, listed, pairing_name

Posted = Mapping[str, str]
LANGUAGES = {
    "en": lambda: _("English"),
    "zh-Hans": lambda: _("Simplified Chinese"),
    "zh-Hant": lambda: _("Traditional Chinese"),
}
# What the reader says of why two meetings may be one.
REASONS = {
    "same_day": lambda: _("the same day"),
    "near_day": lambda: _("within two days"),
    "same_month": lambda: _("the same month"),
    "near_place": lambda: _("a place near by"),
    "same_kind": lambda: _("the same kind"),
    "same_place": lambda: _("the same place"),
    "shared_names": lambda: _("the same people"),
    "same_pairing": lambda: _("the same pairing"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def readout_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a readout; a posted form decides one item, or what the buttons above it say."""
    actor = actor_of_request(request)
    one = readout_seen(code, actor)
    if request.method != "POST":
        return show(request, "readout", _page(one, actor))
    given = {name: str(text)[: fields.WHOLE] for name, text in request.POST.items()}
    try:
        said, item = _done(one, given, actor)
    except Refused as refused:
        page = _page(readout_seen(code, actor), actor, refused.problems, _asked(given))
        return show(request, "readout", page, status=form_status(refused))
    if said:
        messages.success(request, said)
    return redirect(next_address(readout_seen(code, actor), item))


def readout_seen(code: str, actor: Actor) -> Readout:
    """Return a readout with its items.

    Raises: Http404 where there is none, or the reader may not see it.
    """
    try:
        return readout(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone


def next_address(one: Readout, n: int) -> str:
    """Return where the reader goes on: the next item down the draft that waits, else item `n`.

    Where nothing was asked of one item, `n` is 0: the top of the page says what was done.
    """
    shown = in_order(one.items.all())
    at = next((place for place, item in enumerate(shown) if item.n == n), None)
    if at is None:
        return readout_address(one)
    after = shown[at:] + shown[:at]
    on = next((i.n for i in after if i.decision == ReadoutItem.Decision.WAITING), n)
    return f"{readout_address(one)}#d{on}"


def _done(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    """Do what was asked; return what to say of it, and the number of the item it was about.

    Raises: Refused with every fault.
    """
    for name, way in _ITEM_WAYS.items():
        if name in given:
            way(one, _asked(given), by)
            return "", _asked(given)
    if (doing := _WAYS.get(given.get("do", ""))) is None:
        raise Refused.of("form-incomplete")
    return doing(one, given, by)


def _asked(given: Posted) -> int:
    """Return the number of the item that a button is about, 0 where it is about none."""
    said = next((given[name] for name in _ITEM_WAYS if name in given), "")
    return int(said) if said.isdecimal() and len(said) < 6 else 0


def _reject(one: Readout, n: int, by: Actor) -> object:
    return decide_item(readout=one, n=n, decision="rejected", by=by)


def _accept(one: Readout, n: int, by: Actor) -> object:
    return decide_item(readout=one, n=n, decision="accepted", by=by)


def _reopen(one: Readout, n: int, by: Actor) -> object:
    return reopen_item(readout=one, n=n, by=by)


_ITEM_WAYS: Mapping[str, Callable[[Readout, int, Actor], object]] = {
    "accept": _accept,
    "reject": _reject,
    "reopen": _reopen,
}


def _clear(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    rows = accept_clear(readout=one, by=by)
    # What one item was refused for is said with its number; the others are accepted all the same.
    refused = [(row.n, problem) for row in rows for problem in row.problems]
    taken = len(rows) - len({n for n, _problem in refused})
    said = ngettext("%(n)s item accepted.", "%(n)s items accepted.", taken) % {"n": taken}
    told = [colon(str(n), problem.sentence(language())) for n, problem in refused]
    return " ".join([said, *told]), 0


def _join(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    found = meeting(given.get("meeting", ""), actor=by)
    join_meeting(readout=one, meeting=found, by=by)
    return _("It now tells of this meeting: %(title)s") % {"title": meeting_title(found)}, 0


def _apart(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    event = next((i for i in one.items.all() if i.kind == ReadoutItem.Kind.EVENT), None)
    if event is None:
        raise Refused.of("form-incomplete")
    decide_item(readout=one, n=event.n, decision="accepted", by=by, apart=True)
    return _("A new meeting is recorded."), event.n


def _pin(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    made = pin_item(readout=one, kind=given.get("kind", ""), words=given.get("words", ""), by=by)
    return _("Item %(n)s is added; say what it is.") % {"n": made.n}, made.n


def _aside(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    set_aside_readout(readout=one, reason=given.get("why", ""), by=by)
    return _("It is set aside."), 0


def _take_up(one: Readout, given: Posted, by: Actor) -> tuple[str, int]:
    take_up_readout(readout=one, by=by)
    return _("It is taken up again."), 0


_WAYS: Mapping[str, Callable[[Readout, Posted, Actor], tuple[str, int]]] = {
    "accept-clear": _clear,
    "join": _join,
    "apart": _apart,
    "pin": _pin,
    "set-aside": _aside,
    "take-up": _take_up,
}


def may_decide(one: Readout, actor: Actor) -> bool:
    """Return whether this person says what of a readout is right."""
    return may(actor, ROWS["exchanges.readout"], recording_sides(one.pairing)) is not None


def _page(
    one: Readout, actor: Actor, problems: tuple[Problem, ...] = (), stand: int = 0
) -> ReadoutPage:
    items, values = list(one.items.all()), proposals(one)
    decides = may_decide(one, actor)
    waiting = [item for item in items if item.decision == ReadoutItem.Decision.WAITING]
    offered = decides and not one.meeting and not one.set_aside and waiting
    read = one.text[: len(one.text) - one.unread]
    told = compare_readouts(one.meeting, actor=actor) if one.meeting else None
    differs = differing_items(told, one.code) if told else frozenset[int]()
    sentences = tuple(problem.sentence(language()) for problem in problems)
    untold = decides and not one.meeting and not one.set_aside and not _awaits_event(waiting)
    return ReadoutPage(
        section="readouts",
        title=one.title,
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        code=one.code,
        pairing=Link(
            pairing_name(one.pairing), address(reverse("readouts"), {"pairing": one.pairing.code})
        ),
        facts=_facts(one, actor),
        lang=one.lang,
        read_by=_read_by(one),
        unread=_unread(one),
        aside=one.set_aside,
        paragraphs=paragraphs(read, pins_of(items)),
        groups=groups_of(_rows(one, items, values, differs, {stand: sentences})),
        total=len(items),
        decided=len(items) - len(waiting),
        clear=0 if one.set_aside else sum(_is_clear(item, values[item.n]) for item in waiting),
        stand=stand,
        decides=decides and not one.set_aside,
        takes_up=decides and bool(one.set_aside),
        meetings=_known_meetings(one) if untold else (),
        record=Link(_("Record the meeting it tells of"), _record_address(one)) if untold else None,
        likely=_likely(likely_meetings(one, actor=actor)) if offered else (),
        elsewhere=decides and is_doubted(one, items, values),
        kinds=tuple(Choice(kind, _kind_words(kind)) for kind in ITEM_KINDS if kind != "event"),
        compared=press_table(told) if told else None,
        problems=tuple(FormProblem(said, f"#d{stand}" if stand else "") for said in sentences),
    )


def _awaits_event(waiting: list[ReadoutItem]) -> bool:
    return any(item.kind == ReadoutItem.Kind.EVENT for item in waiting)


def _record_address(one: Readout) -> str:
    return address(reverse("meeting-new"), {"pairing": one.pairing.code, "readout": one.code})


def _known_meetings(one: Readout) -> tuple[Choice, ...]:
    """Return the meetings of the line that an announcement may tell of, newest first."""
    found = meetings_on_line(one.pairing).order_by("-held_on", "code")
    return tuple(Choice(code, words) for code, words in offered_meetings(found))


def _kind_words(kind: str) -> str:
    return capfirst(str(ReadoutItem.Kind(kind).label))


def _is_clear(item: ReadoutItem, values: Values) -> bool:
    sure = item.confidence >= CLEAR and bool(item.read)
    return sure and is_clear(item.kind, values, item.words)


def _rows(
    one: Readout,
    items: list[ReadoutItem],
    values: Mapping[int, Values],
    differs: frozenset[int],
    refused: Mapping[int, tuple[str, ...]],
) -> dict[str, list[ItemRow]]:
    """Return the rows by kind; what a decision was refused for is said where she stands."""
    codes = {said["place"] for said in values.values() if said.get("place")}
    places = {region.code: region for region in Region.objects.filter(code__in=codes)}
    found: dict[str, list[ItemRow]] = {}
    for item in items:
        item.readout = one
        row = row_of_item(item, values[item.n], places)
        row = replace(row, differs=item.n in differs, problems=refused.get(item.n, ()))
        found.setdefault(item.kind, []).append(row)
    return found


def _likely(found: list[Likely]) -> tuple[LikelyMeeting, ...]:
    return tuple(
        LikelyMeeting(
            code=row.meeting.code,
            title=meeting_title(row.meeting),
            href=meeting_address(row.meeting),
            reasons=listed(
                REASONS[reason.code]() for reason in row.reasons if reason.code in REASONS
            ),
        )
        for row in found
    )


def _facts(one: Readout, actor: Actor) -> tuple[Fact, ...]:
    published = published_text(one.published_on, language()) or _("not stated")
    facts = [
        Fact(_("Whose press"), capfirst(press_of(one))),
        Fact(_("Published"), published),
        Fact(_("Source"), capfirst(source_words(one.source_kind, one.url)) or _("not stated")),
    ]
    if one.url:
        facts.append(Fact(_("Read about it"), one.url, one.url))
    if one.meeting is not None:
        title, href = meeting_title(one.meeting), meeting_address(one.meeting)
        facts.append(Fact(_("Tells of"), title, href))
        facts += [
            Fact(_("Also told by"), other.title, readout_address(other))
            for other in readouts_of(one.meeting, actor=actor)
            if other.pk != one.pk
        ]
    return (*facts, Fact(_("Code"), one.code))


def _read_by(one: Readout) -> str:
    who = in_words(one.added_by.name_en, one.added_by.name_zh) if one.added_by else ""
    when = instant_text(one.added_at, language())
    lang = LANGUAGES[one.lang]()
    if not who:
        return _("%(lang)s · kept %(when)s") % {"lang": lang, "when": when}
    return _("%(lang)s · kept %(when)s by %(who)s") % {"lang": lang, "when": when, "who": who}


def _unread(one: Readout) -> str:
    if not one.unread:
        return ""
    said = _("The text goes on for %(n)s more signs; only its beginning is read and shown.")
    return said % {"n": f"{one.unread:,}"}
