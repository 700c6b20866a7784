"""Workbooks: download, send back, look at what was found, take it in; printed lists beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import PaperList
from tallystick.interchange.excel.columns import NOT_ENTERED
from tallystick.interchange.excel.frame import entry_frame, period_asked
from tallystick.interchange.excel.precheck import LARGEST_FILE
from tallystick.interchange.excel.waiting import waiting_count, write_waiting
from tallystick.interchange.excel.write_entries import write_entries
from tallystick.interchange.models import ImportRun
from tallystick.interchange.services import (
    drop_run,
    hand_in,
    marked_run,
    stop_run,
    take_run,
    try_run_again,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import duties, fetched_span, pairings
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import last_ended
from tallystick.regions.models import Region, RegionClosure
from tallystick.web.contexts.shared import Choice
from tallystick.web.contexts.workbooks import RunRow, WorkbooksPage
from tallystick.web.figures import day_text
from tallystick.web.large_files import large
from tallystick.web.lists import SENT_FILES
from tallystick.web.views.files.uploads import uploaded, uploaded_all
from tallystick.web.views.files.workbook_run import run_shown, worker_trouble
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import in_chinese, language, pairing_name, place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RUNS = 20
SORTS: dict[str, Callable[[RunRow], Any]] = {
    "name": attrgetter("name"),
    "what": attrgetter("detail"),
    "state": attrgetter("state"),
    "oldest": attrgetter("at"),
    "newest": lambda one: -one.at.timestamp(),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def workbooks(request: HttpRequest) -> HttpResponse:
    """Show what can be downloaded and what was sent; a posted file is checked and kept."""
    actor = actor_of_request(request)
    if request.method == "POST":
        return _received(request, actor)
    # What has ended comes last and says so: nobody enters for it by an oversight. Of the others
    # the deepest comes first, as a clerk of a county means it.
    rows = sorted(pairings(actor), key=lambda row: (_end(row) is not None, row.parent_id is None))
    sort, sent = SENT_FILES.sort(request), _sent(actor, rows)
    over = _above(actor)
    enter = _asked_first(_sides(rows, over["clerk"]), request)
    asked = request.GET.get("lang") or ("zh" if in_chinese() else "en")
    return show(
        request,
        "workbooks",
        WorkbooksPage(
            section="entries",
            title=_("Workbooks"),
            invented=invented_here(),
            enter=enter,
            sheets=tuple(
                Choice(code, one.label(language()), code in request.GET.getlist("sheet"))
                for code, one in pipelines().items()
                if code not in NOT_ENTERED
            ),
            answer=_sides(rows, over["matcher"]),
            printed=_both_sides(rows, frozenset().union(*over.values())),
            no_worker=worker_trouble(),
            languages=tuple(
                Choice(code, words, code == asked)
                for code, words in (("zh", "中文"), ("en", "English"), ("both", "中文 English"))
            ),
            period=request.GET.get("period", "")[:20] or _due(rows, enter),
            table=SENT_FILES.table(request),
            filters=(SENT_FILES.select(sort),) if sent else (),
            rows=tuple(in_order(sent, sort or SENT_FILES.standing, SORTS)),
        ),
    )


def _received(
    request: HttpRequest, actor: Actor, replaces: ImportRun | None = None
) -> HttpResponse:
    """Keep the file that was sent, mended or not, and go to its page; refused, stay."""
    sent = request.FILES.get("file")
    here = redirect("workbook-run", run_id=replaces.pk) if replaces else redirect("workbooks")
    if sent is None or not sent.size or sent.size > LARGEST_FILE:
        code = "workbook-too-large" if sent is not None and sent.size else "not-a-workbook"
        problem = Problem(code, "file", {"largest": LARGEST_FILE // 1_000_000})
        messages.error(request, problem.sentence(language()))
        return here
    try:
        files = uploaded_all(request.FILES.getlist("evidence"))
        name, content = uploaded(sent, LARGEST_FILE)
        run = hand_in(
            name=name, content=content, files=files, by=actor,
            replaces=replaces.pk if replaces else None,
        )  # fmt: skip
    except Refused as refused:
        _told(request, refused)
        return here
    return redirect("workbook-run", run_id=run.pk)


def _asked_first(choices: tuple[Choice, ...], request: HttpRequest) -> tuple[Choice, ...]:
    """Return the choices with the one an address names chosen: a refusal forgets nothing.

    A pairing alone names the first of its sides for which one enters.
    """
    asked = request.GET.get("where", "")
    of_it = (one for one in choices if one.value == asked or one.value.startswith(f"{asked}:"))
    chosen = next(of_it, None) if asked else None
    return tuple(replace(one, chosen=one is chosen) for one in choices)


def _end(row: Pairing) -> date | None:
    """Return the day on which a pairing ended, if it has."""
    end = fetched_span(row).end
    return end if end is not None and end < timezone.localdate() else None


def _named(row: Pairing, region: Region) -> str:
    words = f"{pairing_name(row)} · {place(region)}"
    if (end := _end(row)) is None:
        return words
    return _("%(what)s · ended on %(day)s") % {"what": words, "day": day_text(end, language())}


def _above(actor: Actor) -> dict[str, frozenset[str]]:
    """Return role → the places on the line above this person's seats of it; one query."""
    seats = {role: set(actor.regions(role)) for role in ("clerk", "confirmer", "matcher")}
    rows = RegionClosure.objects.filter(region__code__in=set().union(*seats.values()))
    lines = list(rows.values_list("region__code", "ancestor__code"))
    return {
        role: frozenset(over for code, over in lines if code in own) for role, own in seats.items()
    }


def _due(rows: Iterable[Pairing], enter: Iterable[Choice]) -> str:
    """Return the period whose report is due in the pairing that is chosen; one query."""
    known = sorted(enter, key=lambda one: not one.chosen)
    first = known[0].value.partition(":")[0] if known else ""
    chosen = [row for row in rows if row.code == first]
    asked = duties(row.pk for row in chosen) if chosen else {}
    cadences = [duty.cadence for one in asked.values() for duty in one.rows.values()]
    ended = [end for row in chosen if (end := _end(row)) is not None]
    return last_ended(cadences, min([timezone.localdate(), *ended]))


def _sides(rows: Iterable[Pairing], line: frozenset[str]) -> tuple[Choice, ...]:
    found = []
    for row in rows:
        for side, region in (("supporting", row.supporting), ("supported", row.supported)):
            if region.code in line:
                found.append(Choice(f"{row.code}:{side}", _named(row, region)))
    return tuple(found)


def _both_sides(rows: Iterable[Pairing], line: frozenset[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(f"{row.code}:{side}", _named(row, region))
        for row in rows
        if {row.supporting.code, row.supported.code} & line
        for side, region in (("supporting", row.supporting), ("supported", row.supported))
    )


def _sent(actor: Actor, rows: list[Pairing]) -> list[RunRow]:
    """Return what one sent last, then the lists that were printed last."""
    runs = ImportRun.objects.visible_to(actor)[:RUNS]
    return [*map(_run_row, runs), *map(_list_row, _papers(rows))]


def _run_row(run: ImportRun) -> RunRow:
    return RunRow(
        name=run.name,
        href=reverse("workbook-run", args=[run.pk]),
        state=capfirst(str(ImportRun.State(run.state).label)),
        at=run.sent_at,
        detail=capfirst(str(ImportRun.Kind(run.kind).label)),
    )


def _papers(rows: list[Pairing]) -> list[PaperList]:
    found = PaperList.objects.filter(pairing__in=[row.pk for row in rows])
    return list(found.select_related("pairing__supporting", "pairing__supported")[:RUNS])


def _list_row(paper: PaperList) -> RunRow:
    printed = _("Printed list")
    return RunRow(
        name=paper.code,
        href=reverse("paper", args=[paper.code]),
        state=capfirst(str(PaperList.State(paper.state).label)),
        at=paper.made_at,
        detail=f"{printed} · {pairing_name(paper.pairing)}",
    )


def _where(request: HttpRequest) -> tuple[str, str]:
    pairing, _colon, side = request.GET.get("where", "")[:120].partition(":")
    return pairing, side


def _handed(make: Callable[[], bytes], name: str) -> HttpResponse:
    try:
        content = make()
    except (NotFound, Forbidden) as refused:
        raise Http404(str(refused)) from refused
    answer = HttpResponse(content, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    if disposition:
        answer["Content-Disposition"] = disposition
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _told(request: HttpRequest, refused: Refused, *, keep: bool = False) -> HttpResponse:
    """Say what is wrong on the page of workbooks, where what was chosen stands again if kept."""
    for problem in refused.problems:
        messages.error(request, problem.sentence(language()))
    again = f"?{request.GET.urlencode()}" if keep else ""
    return redirect(reverse("workbooks") + again)


@require_safe
@guard(SIGNED_IN)
def blank_workbook(request: HttpRequest) -> HttpResponse:
    """Hand out the workbook in which an office enters one period."""
    actor, (pairing, side) = actor_of_request(request), _where(request)
    period = period_asked(request.GET.get("period", "")[:20])
    lang = request.GET.get("lang", "en")[:4]
    frame = {"pairing_code": pairing, "side": side, "period": period, "lang": lang}
    wanted = request.GET.getlist("sheet")[: len(pipelines())]

    def make() -> bytes:
        return write_entries(entry_frame(**frame, by=actor, wanted=wanted))

    try:
        return _handed(make, f"{pairing}-{side}-{period}.xlsx")
    except Refused as refused:
        return _told(request, refused, keep=True)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
@large(lambda request: waiting_count(actor_of_request(request), _where(request)[0]))
def waiting_workbook(request: HttpRequest) -> HttpResponse:
    """Hand out the workbook of what waits for this matcher."""
    actor, (pairing, side) = actor_of_request(request), _where(request)
    lang = request.GET.get("lang", "en")[:4]
    lang = lang if lang in ("en", "zh", "both") else "en"

    def make() -> bytes:
        return write_waiting(pairing_code=pairing, side=side, lang=lang, by=actor)[0]

    return _handed(make, f"{pairing}-{side}-waiting.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def workbook_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show how far the work on a file is and what was found; a posted form decides what is next."""
    actor = actor_of_request(request)
    run = ImportRun.objects.visible_to(actor).filter(pk=run_id).first()
    if run is None:
        raise Http404(str(run_id))
    if request.method != "POST":
        return run_shown(request, run)
    act = request.POST.get("act", "")
    if act == "mended":
        return _received(request, actor, run)
    try:
        if act == "drop":
            drop_run(run_id=run.pk, by=actor)
        elif act == "stop":
            stop_run(run_id=run.pk, by=actor)
        elif act == "again":
            try_run_again(run_id=run.pk, by=actor)
        else:
            take_run(run_id=run.pk, good_rows=act == "good", by=actor)
    except Refused as refused:
        for problem in refused.problems[:3]:
            messages.error(request, problem.sentence(language()))
    return redirect("workbook-run", run_id=run.pk)


def _marked_name(run_id: int, actor: Actor) -> str:
    """Return the name of a marked copy, told apart from the file itself and from other copies."""
    run = ImportRun.objects.visible_to(actor).filter(pk=run_id).only("name").first()
    return f"{PurePath(run.name).stem if run else run_id}-marked.xlsx"


@require_safe
@guard(SIGNED_IN)
def marked_workbook(request: HttpRequest, run_id: int) -> HttpResponse:
    """Hand out the person's own workbook with its faulty cells marked."""
    actor = actor_of_request(request)
    lang = "zh" if in_chinese() else "en"
    try:
        return _handed(
            lambda: marked_run(run_id=run_id, by=actor, lang=lang), _marked_name(run_id, actor)
        )
    except Refused as refused:
        return _told(request, refused)
