"""The brief of a pairing and year: what will be in it, in which language, and the earlier ones."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.interchange.kinds import KEPT_DAYS
from tallystick.interchange.models import LongWork
from tallystick.interchange.services import BRIEF_LANGUAGES, BriefAsked, ask_for_brief
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.web.addresses import address
from tallystick.web.briefs.telling import subtitle_of
from tallystick.web.contexts.long_work import BriefPage
from tallystick.web.contexts.shared import Choice, Link
from tallystick.web.frame import language_tag
from tallystick.web.views.files.workbook_run import worker_trouble
from tallystick.web.views.pairings.narrowing import left_out, require_narrowing
from tallystick.web.views.pairings.pairing import (
    as_of_words,
    asked_day,
    asked_year,
    find_or_404,
    unread_day,
)
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.today.long_work import work_row
from tallystick.web.wording import clauses, language, pairing_name

BOTH = "both"
# So many earlier briefs are listed; all of them stand with other long work.
LISTED = 20
LONGEST_TITLE = 300


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def pairing_brief(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a brief will hold; a posted form asks for it. Year, day and rows are in the address.

    A day that is none makes no brief: on paper nobody would read that it was mistyped.
    """
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    asked = _asked(request, row)
    if request.method != "POST":
        return _page(request, row, asked, actor)
    lang = request.POST.get("lang", "")
    if lang not in (*BRIEF_LANGUAGES, BOTH):
        raise Http404("lang")
    if unread_day(request):
        return _page(request, row, asked, actor, status=422)
    try:
        framework = _require(asked, row, actor)
        tags = [one for one in BRIEF_LANGUAGES if lang in (one, BOTH)]
        made = [
            ask_for_brief(asked, lang=one, title=_title(asked, row, framework, one), by=actor)
            for one in tags
        ]
    except NotFound as unknown:
        # The page says beside its form what is not there.
        return _page(request, row, asked, actor, status=form_status(unknown))
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.sentence(language()))
        return _page(request, row, asked, actor, status=form_status(refused))
    if lang == BOTH:
        return redirect(f"{request.get_full_path()}#earlier")
    return redirect("long-work", work=made[0].pk)


def _asked(request: HttpRequest, row: Pairing) -> BriefAsked:
    """Return what the address asks for."""
    return BriefAsked(
        pairing=row.code,
        year=asked_year(request, span(row)),
        as_of=asked_day(request),
        every=request.GET.get("rows") == "all",
        level=request.GET.get("level", ""),
        framework=request.GET.get("framework", ""),
        site=request.build_absolute_uri("/"),
    )


def _require(asked: BriefAsked, row: Pairing, actor: Actor) -> FrameworkText | None:
    """Return the framework asked for. Raises: NotFound for no such framework or level."""
    return require_narrowing(
        asked.level, asked.framework, row, actor, year=asked.year, as_of=asked.as_of
    )


def _title(asked: BriefAsked, row: Pairing, framework: FrameworkText | None, lang: str) -> str:
    """Return what the work is called, in the language of the brief."""
    with translation.override(BRIEF_LANGUAGES[lang]):
        told = subtitle_of(asked.year, asked.as_of, asked.level, framework)
        return clauses(pairing_name(row), told)[:LONGEST_TITLE]


def _narrowed(asked: BriefAsked, row: Pairing, actor: Actor) -> tuple[str, ...]:
    """Say what the address leaves out, or that it names what is not there."""
    if not (asked.level or asked.framework):
        return ()
    try:
        framework = _require(asked, row, actor)
    except NotFound as unknown:
        return tuple(problem.sentence(language()) for problem in unknown.problems)
    return left_out(asked.level, framework)


def _page(
    request: HttpRequest, row: Pairing, asked: BriefAsked, actor: Actor, status: int = 200
) -> HttpResponse:
    kept = {
        "year": str(asked.year),
        "as_of": asked.as_of.isoformat() if asked.as_of else "",
        "rows": "all" if asked.every else "",
        "level": asked.level,
        "framework": asked.framework,
    }
    own = LongWork.objects.visible_to(actor).filter(kind="brief", asked__pairing=row.code)
    page = BriefPage(
        section="pairings",
        title=subtitle_of(asked.year, asked.as_of),
        invented=row.programme.invented,
        pairing=Link(pairing_name(row), address(reverse("pairing", args=[row.code]), kept)),
        notes=tuple(filter(None, (as_of_words(asked.as_of), *_narrowed(asked, row, actor)))),
        contents=_contents(every=asked.every),
        languages=_languages(),
        kept_days=KEPT_DAYS,
        trouble=worker_trouble(),
        at_once=not settings.WORKER,
        rows=tuple(work_row(one) for one in own.defer("content", "file")[:LISTED]),
    )
    return show(request, "brief", page, status=status)


def _contents(*, every: bool) -> tuple[str, ...]:
    scores = (
        _("The scorecard by workstream, all rows in use, as the page shows it")
        if every
        else _("The scorecard by workstream, rows with a target or a claim, as the page shows it")
    )
    return (
        _("The year in a few sentences: what is reached, falls short, waits and differs"),
        scores,
        _("What was promised: open and overdue commitments, with who keeps them and the day"),
        _("Where the two sides differ, and what was published otherwise"),
        _("How to check a figure: its permanent address and its proof code"),
    )


def _languages() -> tuple[Choice, ...]:
    now = language_tag(language())
    names = {"en": "English", "zh-Hans": "简体中文"}
    return (
        *(Choice(tag, names[tag], tag == now, typed=True) for tag in BRIEF_LANGUAGES),
        Choice(BOTH, _("Both, one file each")),
    )
