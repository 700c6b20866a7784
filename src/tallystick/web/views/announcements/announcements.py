"""Announcements of one's own: drafted out of a meeting's record, edited, published, printed."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.exchanges.announcement_shapes import announcement_json
from tallystick.exchanges.models import Announcement, Meeting
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.announcements import (
    FigureAsked,
    announcement,
    announcements,
    announcing_sides,
    is_intact,
    speaking_sides,
)
from tallystick.exchanges.rules.announcing import LONGEST_BODY, LONGEST_TITLE, TEXTS, plain_text
from tallystick.exchanges.services import (
    correct_announcement,
    draft_announcement,
    edit_announcement,
    publish_announcement,
    refresh_figures,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.rules.catalogue import indicators
from tallystick.web.contexts.announcements import AnnouncementPage, FigureProof, ToldText
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.meetings import FormRows, RecordPage
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.figures import day_text
from tallystick.web.views import fields
from tallystick.web.views.announcements.announcement_list import announcement_mark, correction_link
from tallystick.web.views.fields import Errors, Typed, problems_of, typed_of
from tallystick.web.views.form_rows import row_numbers
from tallystick.web.views.meetings.meetings import (
    found_meeting,
    meeting_address,
    meeting_title,
    when_words,
)
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import colon, in_chinese, in_words, language, place, side_region

DONE = {
    "save": gettext_lazy("The draft is kept."),
    "refresh": gettext_lazy("The figures are read anew."),
    "publish": gettext_lazy("It is published, and does not change any more."),
    "correct": gettext_lazy("A new version is begun; the published one stays as it is."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def announce(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form that begins an announcement; a posted one writes its first draft."""
    actor = actor_of_request(request)
    one = found_meeting(code, actor)
    sides = announcing_sides(one.pairing, actor)
    if not sides:
        raise PermissionDenied(code)
    typed = typed_of(request.POST)
    if request.method != "POST" or "more" in typed:
        return show(request, "record", _begin_page(one, sides, typed, ()))
    try:
        made = _begin(one, typed, actor)
    except Refused as refused:
        page = _begin_page(one, sides, typed, refused.problems)
        return show(request, "record", page, status=form_status(refused))
    messages.success(request, _("The first draft is written. Read and edit it."))
    return redirect(reverse("announcement", args=[made.code]))


def _begin(one: Meeting, typed: Typed, by: Actor) -> Announcement:
    rows = {
        n: (typed.get(f"figures.{n}.indicator", ""), typed.get(f"figures.{n}.year", "").strip())
        for n in row_numbers(typed, "figures", more=False)
    }
    rows = {n: row for n, row in rows.items() if any(row)}
    wrong = [
        Problem("figure-half-asked", f"figures.{n}.{'year' if indicator else 'indicator'}")
        for n, (indicator, year) in rows.items()
        if not (indicator and year.isascii() and year.isdecimal() and 1900 <= int(year) <= 2200)
    ]
    if wrong:
        raise Refused(wrong)
    asked = [FigureAsked(indicator, int(year)) for indicator, year in rows.values()]
    try:
        return draft_announcement(meeting=one, side=typed.get("side", ""), figures=asked, by=by)
    except Refused as refused:
        numbers = list(rows)
        placed = [
            Problem(
                p.code,
                f"figures.{numbers[int(p.path[8:]) - 1]}.indicator",
                p.params,
                indicators()[p.value].name(language()) if p.value in indicators() else p.value,
            )
            if p.path.startswith("figures.")
            else p
            for p in refused.problems
        ]
        raise type(refused)(placed) from refused


def _begin_page(
    one: Meeting, sides: Sequence[str], typed: Typed, problems: Sequence[Problem]
) -> RecordPage:
    choices = [(side, place(side_region(one.pairing, side))) for side in sides]
    codes = [(code, row.name(language())) for code, row in indicators().items()]

    def rows(errors: Errors) -> tuple[tuple[FormField, ...], ...]:
        return tuple(
            (
                fields.select(
                    f"figures.{n}.indicator", _("Indicator"), codes, typed, errors,
                    blank=_("choose"),
                ),
                fields.text(f"figures.{n}.year", _("Year"), typed, errors, kind="number"),
            )
            for n in row_numbers(typed, "figures", more=typed.get("more") == "figures")
        )  # fmt: skip

    asked = {"side", *(field.name for row in rows({}) for field in row)}
    errors, listed = problems_of(problems, {}, asked)
    return RecordPage(
        section="commitments",
        title=_("Announce a meeting"),
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        lead=_(
            "The first draft is written out of the record: who met, what was agreed, and figures "
            "of the book with their proof. You edit it; the head of your office publishes it."
        ),
        pairing=one.pairing.code,
        pairing_words=meeting_title(one),
        problems=listed,
        fields=(fields.select("side", _("In the name of"), choices, typed, errors),),
        tables=(FormRows("figures", _("Figures of the book"), rows(errors), _("More figures")),),
        button=_("Write the first draft"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def announcement_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show an announcement; a posted form edits, publishes or corrects it."""
    actor = actor_of_request(request)
    one = _found(code, actor)
    if request.method != "POST":
        return show(request, "announcement", _page(one, actor))
    typed = {name: str(text)[: fields.WHOLE] for name, text in request.POST.items()}
    try:
        done = _act(one, typed, actor)
    except Refused as refused:
        page = _page(_found(code, actor), actor, typed, refused.problems)
        return show(request, "announcement", page, status=form_status(refused))
    messages.success(request, str(DONE[typed["act"]]))
    return redirect(reverse("announcement", args=[done.code]))


def _found(code: str, actor: Actor) -> Announcement:
    try:
        return announcement(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone


def _act(one: Announcement, typed: Typed, by: Actor) -> Announcement:
    act, number = typed.get("act", ""), typed.get("edit", "")
    edit = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else -1
    texts = {name: typed[name] for name in TEXTS if name in typed}
    if act == "save":
        return edit_announcement(announcement=one, texts=texts, edit=edit, by=by)
    if act == "refresh":
        return refresh_figures(announcement=one, edit=edit, by=by)
    if act == "publish":
        return publish_announcement(announcement=one, edit=edit, by=by)
    if act == "correct":
        return correct_announcement(announcement=one, why=typed.get("reason", ""), by=by)
    raise Refused([Problem("form-incomplete", "act")])


def _page(
    one: Announcement, actor: Actor, typed: Typed | None = None, problems: Sequence[Problem] = ()
) -> AnnouncementPage:
    pairing, published = one.meeting.pairing, one.state == Announcement.State.PUBLISHED
    sides = speaking_sides(pairing, one.side)
    writes = may(actor, ROWS["exchanges.announce"], sides) is not None
    heads = may(actor, ROWS["exchanges.publish"], sides) is not None
    now = typed or {name: getattr(one, name) for name in TEXTS}
    now = {**{name: getattr(one, name) for name in TEXTS}, **now}
    asked = {"reason"} if published else set(TEXTS)
    errors, listed = problems_of(problems, {}, asked)
    versions = announcements(actor, meeting=one.meeting.code).filter(side=one.side)
    last = not any(other.corrects_id == one.pk for other in versions)
    return AnnouncementPage(
        section="announcements",
        title=in_words(one.title_en, one.title_zh),
        invented=pairing.programme.invented,
        foot=foot_of(pairing),
        meeting=Link(meeting_title(one.meeting), meeting_address(one.meeting)),
        mark=announcement_mark(one),
        after=correction_link(one),
        facts=_facts(one),
        texts=_texts(one),
        figures=_proofs(one),
        versions=tuple(
            Link(_("Version %(n)s") % {"n": row.version}, _address(row), row.pk == one.pk)
            for row in versions
        ),
        why=one.why,
        damaged=published and not is_intact(one),
        hash=one.content_hash,
        published_at=one.published_at,
        problems=listed,
        edit=one.edit,
        fields=fields.own_first(_fields(now, errors)) if writes and not published else (),
        publishes=heads and not published,
        correcting=fields.text(
            "reason", _("What was wrong"), typed or {}, errors, needed=True,
            hint=_("everybody reads it"), longest=fields.USUAL,
        )
        if writes and published and last
        else None,
        files=(
            Link(_("Plain text"), reverse("announcement-text", args=[one.code])),
            Link("JSON", reverse("announcement-json", args=[one.code])),
        ),
    )  # fmt: skip


def _address(one: Announcement) -> str:
    return reverse("announcement", args=[one.code])


def _fields(typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    return (
        fields.text("title_en", _("Title in English"), typed, errors, longest=LONGEST_TITLE),
        fields.text(
            "body_en", _("Text in English"), typed, errors, kind="long", longest=LONGEST_BODY
        ),
        fields.text("title_zh", _("Title in Chinese"), typed, errors, longest=LONGEST_TITLE),
        fields.text(
            "body_zh", _("Text in Chinese"), typed, errors, kind="long", longest=LONGEST_BODY
        ),
    )


def _facts(one: Announcement) -> tuple[Fact, ...]:
    side = place(side_region(one.meeting.pairing, one.side))
    facts = [Fact(_("In the name of"), side), Fact(_("Day"), when_words(one.meeting))]
    if one.published_at:
        facts.append(Fact(_("Published"), day_text(one.published_at.date(), language())))
    if one.published_by:
        who = one.published_by
        facts.append(Fact(_("By"), in_words(who.name_en, who.name_zh), typed=True))
    return tuple(facts)


def _texts(one: Announcement) -> tuple[ToldText, ...]:
    said = {"en": (one.title_en, one.body_en), "zh-Hans": (one.title_zh, one.body_zh)}
    order = ("zh-Hans", "en") if in_chinese() else ("en", "zh-Hans")
    return tuple(
        ToldText(lang, said[lang][0], tuple(p for p in said[lang][1].split("\n\n") if p.strip()))
        for lang in order
    )


def _proofs(one: Announcement) -> tuple[FigureProof, ...]:
    own = "zh" if in_chinese() else "en"
    return tuple(
        FigureProof(
            row["n"], colon(f"{row[f'name_{own}']} {row['year']}", row[f"value_{own}"]),
            row["address"], row["posting"], row["root"], row["as_of"],
        )
        for row in one.figures
    )  # fmt: skip


@require_safe
@guard(SIGNED_IN)
def announcement_text(request: HttpRequest, code: str) -> HttpResponse:
    """Hand an announcement out as plain text, in both languages, with its proofs."""
    one = _found(code, actor_of_request(request))
    site = request.build_absolute_uri("/").rstrip("/")
    parts = [
        plain_text(title, body, one.figures, lang, site)
        for lang, title, body in (
            ("en", one.title_en, one.body_en), ("zh", one.title_zh, one.body_zh),
        )
    ]  # fmt: skip
    answer = HttpResponse("\n\n".join(parts), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{one.code}.txt"'
    return answer


@require_safe
@guard(SIGNED_IN)
def announcement_as_json(request: HttpRequest, code: str) -> HttpResponse:
    """Hand an announcement out as JSON, in the shape of the command line."""
    one = _found(code, actor_of_request(request))
    answer = JsonResponse(announcement_json(one), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{one.code}.json"'
    return answer
