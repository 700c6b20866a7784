"""Long work: what a person asked for that takes longer than a page may, and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import CharField, F, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.interchange.kinds import KINDS
from tallystick.interchange.models import ImportRun, LongWork
from tallystick.interchange.services import (
    begin_work_again,
    file_of_work,
    name_of,
    still_seen,
    stop_work,
    told,
)
from tallystick.interchange.watch import Seen, seen
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.web.addresses import narrows
from tallystick.web.contexts.long_work import LongWorkListPage, LongWorkPage, LongWorkRow
from tallystick.web.contexts.shared import Fact, Link, Mark
from tallystick.web.contexts.workbooks import RunLine, RunWork
from tallystick.web.figures import instant_text
from tallystick.web.views.files.handing import handed
from tallystick.web.views.files.workbook_run import AT_WORK, waiting_work
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import show
from tallystick.web.wording import language

MARKS = {"open": "waiting", "done": "kept", "stopped": "dropped", "failed": "broken"}
# What long work counted, in the order of its page.
COUNTED: Mapping[str, Callable[[], str]] = {
    "items": lambda: _("Items found"),
    "figures": lambda: _("Figures"),
    "commitments": lambda: _("Commitments"),
    "disputed": lambda: _("Entries in dispute"),
    "books": lambda: _("Books"),
    "transactions": lambda: _("Transactions"),
    "lines": lambda: _("Lines"),
    "records": lambda: _("Sealed records"),
    "acts": lambda: _("Acts"),
    "faults": lambda: _("Faults found"),
}
# What a file sent stands for in the list beside the kinds of long work.
FILES = "sent"
# The states of the list → those of a run of a file.
RUN_STATES = {
    "open": AT_WORK,
    "done": (ImportRun.State.TAKEN,),
    "stopped": (ImportRun.State.DROPPED,),
    "ready": (ImportRun.State.CHECKED,),
}


def work_of_long(work: LongWork) -> RunWork | None:
    """Return where long work stands, or None where none is going on."""
    if work.state != LongWork.State.OPEN:
        return None
    last = seen(name_of(work))
    if last is None or last.attempt != work.attempt:
        return waiting_work(work.begun_at)
    if last.lives:
        return RunWork(True, _step_words(work.kind, last), last.done, last.of, polls=True)
    why = Problem("work-broke-off").sentence(language())
    return RunWork(False, _("Broke off"), why=why)


def _step_words(kind: str, last: Seen) -> str:
    words = KINDS[kind].steps.get(last.step)
    if words is not None:
        return str(words) % {"done": f"{last.done:,}", "of": f"{last.of:,}"}
    if last.step == "finishing":
        return _("The last step: what was made is kept")
    return _("It begins")


def title_of(work: LongWork) -> str:
    """Return what a piece of work is called, in the reader's language where its kind names it."""
    kind = KINDS.get(work.kind)
    return str(kind.title) if kind is not None and kind.title else work.title


def line_of(work: LongWork) -> RunLine | None:
    """Return one line on long work, or None where none is going on."""
    if (now := work_of_long(work)) is None:
        return None
    return RunLine(title_of(work), reverse("long-work", args=[work.pk]), now)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def long_work_page(request: HttpRequest, work: int) -> HttpResponse:
    """Show how far long work is and what it came to; a posted form stops it or begins it anew."""
    actor = actor_of_request(request)
    if request.method == "POST":
        return _asked(request, work, actor)
    held = LongWork.objects.visible_to(actor).defer("content", "file").filter(pk=work)
    found = held.first()
    if found is None:
        raise Http404(str(work))
    return _shown(request, found, actor)


def _asked(request: HttpRequest, work: int, actor: Actor) -> HttpResponse:
    steps = {"stop": stop_work, "again": begin_work_again}
    step = steps.get(request.POST.get("act", ""))
    if step is None:
        raise Http404("act")
    try:
        step(work_id=work, by=actor)
    except NotFound as refused:
        raise Http404(str(work)) from refused
    except Refused as refused:
        for problem in refused.problems[:3]:
            messages.error(request, problem.sentence(language()))
    return redirect("long-work", work=work)


def _shown(request: HttpRequest, work: LongWork, actor: Actor) -> HttpResponse:
    """Return the page; whoever polls it is sent the whole page once the work has ended."""
    page, polled = _page(work, actor), getattr(request, "htmx", False)
    if polled and request.GET.get("line") and page.work:
        line = RunLine(title_of(work), request.path, page.work)
        response = render(request, "web/parts/run_line.html", {"line": line})
    else:
        response = show(request, "long_work", page, part="parts/work_now")
    if polled and not (page.work and page.work.polls):
        response["HX-Refresh"] = "true"
    return response


def _page(work: LongWork, actor: Actor) -> LongWorkPage:
    kind, sees = KINDS[work.kind], still_seen(work, actor)
    has_file = bool(work.file_name) and sees
    over = work.kept_until is not None and work.kept_until < timezone.now()
    ended = work.state in (LongWork.State.STOPPED, LongWork.State.FAILED)
    leads = bool(work.page) and sees
    result = Link(str(kind.after), reverse(work.page[0], args=work.page[1:])) if leads else None
    return LongWorkPage(
        section="today",
        title=title_of(work),
        invented=invented_here(),
        kind=capfirst(str(kind.label)),
        mark=mark_of(work),
        work=work_of_long(work),
        problems=tuple(problem.sentence(language()) for problem in _problems(work)),
        verdict=_verdict(work),
        facts=_facts(work),
        result=result,
        file=Link(work.file_name, reverse("long-work-file", args=[work.pk]))
        if has_file and not over
        else None,
        kept_until=work.kept_until if has_file else None,
        gone=has_file and over,
        unseen=bool(work.file_name) and not sees,
        again=ended and not over,
    )


def _problems(work: LongWork) -> list[Problem]:
    """Return why it came to nothing, or the faults that it found."""
    return [*told(work.problems), *told(work.answer.get("problems", ()))]


def _verdict(work: LongWork) -> str:
    if work.state != LongWork.State.DONE or "verified" not in work.answer:
        return ""
    return _("The book holds.") if work.answer["verified"] else _("The book DOES NOT HOLD.")


def mark_of(work: LongWork) -> Mark:
    """Return how long work stands, drawn and in a word."""
    return Mark(MARKS[work.state], capfirst(str(work.get_state_display())))


def _facts(work: LongWork) -> tuple[Fact, ...]:
    found = [Fact(_("Asked on"), instant_text(timezone.localtime(work.asked_at), language()))]
    if work.ended_at:
        found.append(Fact(_("Ended"), instant_text(timezone.localtime(work.ended_at), language())))
    if work.size:
        found.append(Fact(_("Size"), filesizeformat(work.size)))
    answer = work.answer if work.state == LongWork.State.DONE else {}
    found += [
        Fact(words(), f"{answer[name]:,}") for name, words in COUNTED.items() if name in answer
    ]
    if answer.get("acts_chain"):
        found.append(Fact(_("Chain of the last act; keep it elsewhere"), answer["acts_chain"]))
    return tuple(found)


@require_safe
@guard(SIGNED_IN)
def long_work_file(request: HttpRequest, work: int) -> HttpResponse:
    """Hand out the file that long work made, to who asked for it."""
    try:
        found, content = file_of_work(work_id=work, by=actor_of_request(request))
    except NotFound as refused:
        raise Http404(str(work)) from refused
    media_type = found.media_type or "application/octet-stream"
    return handed(found.file_name, media_type, content)


@require_safe
@guard(SIGNED_IN)
def long_work_list(request: HttpRequest) -> HttpResponse:
    """Show what a person asked for that was long, and the files she sent, the newest first."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:20] for name in ("kind", "state")}
    rows, total, newer, older = page_of(request, _rows(actor, given))
    page = LongWorkListPage(
        section="today",
        title=_("Long work"),
        invented=invented_here(),
        filters=filters_of(_choices(), given),
        filtered=narrows(given),
        rows=_lines(rows, actor),
        total=total,
        newer=newer,
        older=older,
    )
    return show(request, "long_work_list", page)


def _choices() -> tuple[tuple[str, str, list[tuple[str, str]]], ...]:
    kinds = [(code, capfirst(str(kind.label))) for code, kind in KINDS.items()]
    kinds.append((FILES, _("Checking a file or taking it in")))
    states = [(one.value, capfirst(str(one.label))) for one in LongWork.State]
    states.append(("ready", _("Checked, waits for you")))
    return (("kind", _("Kind"), kinds), ("state", _("State"), states))


def _rows(actor: Actor, given: Mapping[str, str]) -> QuerySet[Any, Any]:
    """Return (what, key, moment) of both tables as one list."""
    work = LongWork.objects.visible_to(actor).order_by()
    runs = ImportRun.objects.visible_to(actor).order_by()
    if state := given["state"]:
        work = work.filter(state=state)
        runs = runs.filter(state__in=RUN_STATES.get(state, ()))
    if kind := given["kind"]:
        work = work.filter(kind=kind)
        runs = runs if kind == FILES else runs.none()
    both = [
        rows.annotate(what=Value(what, CharField()), at=F(moment)).values_list("what", "pk", "at")
        for rows, what, moment in ((work, "work", "asked_at"), (runs, "run", "sent_at"))
    ]
    return both[0].union(both[1], all=True).order_by("-at", "-pk")


def _lines(rows: list[Any], actor: Actor) -> tuple[LongWorkRow, ...]:
    keys = {what: [key for one, key, _at in rows if one == what] for what in ("work", "run")}
    work = LongWork.objects.visible_to(actor).defer("content", "file").in_bulk(keys["work"])
    runs = ImportRun.objects.visible_to(actor).only("name", "state", "sent_at").in_bulk(keys["run"])
    return tuple(
        work_row(work[key]) if what == "work" else _run_row(runs[key]) for what, key, _at in rows
    )


def work_row(work: LongWork) -> LongWorkRow:
    """Return one piece of long work as a list shows it."""
    over = work.kept_until is not None and work.kept_until < timezone.now()
    href = reverse("long-work", args=[work.pk])
    label = capfirst(str(KINDS[work.kind].label))
    file = work.file_name if work.file_name and not over else ""
    return LongWorkRow(title_of(work), href, label, mark_of(work), work.asked_at, file)


def _run_row(run: ImportRun) -> LongWorkRow:
    state = next((one for one, held in RUN_STATES.items() if run.state in held), "open")
    mark = Mark(
        {**MARKS, "ready": "submitted"}[state], capfirst(str(ImportRun.State(run.state).label))
    )
    href = reverse("workbook-run", args=[run.pk])
    return LongWorkRow(run.name, href, _("Checking a file or taking it in"), mark, run.sent_at)
