"""A printed list: drawn up, printed, recorded from its scan, and checked by a second person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.entries.models import Entry, EntryLine, PaperList
from tallystick.entries.policy import ROWS
from tallystick.entries.queries import (
    entries,
    may_check_paper,
    may_read_scan,
    paper_list,
    papers_waiting,
)
from tallystick.entries.rules.blind import as_counter
from tallystick.entries.rules.papers import capital_numerals
from tallystick.entries.services import (
    PaperAnswer,
    check_paper,
    draw_list,
    record_paper,
    return_paper,
)
from tallystick.entries.services.papers import signed_name
from tallystick.interchange.sheets.dates import read_date
from tallystick.kernel.actor import Actor
from tallystick.kernel.numeral import read_stated
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.kernel.quantity import show_minor
from tallystick.programme.queries import other, side_region
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.regions.queries import below
from tallystick.web.contexts.shared import Fact, Mark
from tallystick.web.contexts.today import Task, TaskGroup
from tallystick.web.contexts.workbooks import PaperLine, PaperPage, PaperRow
from tallystick.web.views.files.looking import look_address
from tallystick.web.views.files.uploads import uploaded
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_in_full,
    amount_said,
    bracketed,
    entry_title,
    in_chinese,
    language,
    pairing_name,
    place,
    place_then,
    said_words,
)
from tallystick.web.wording import side_region as region_of

# So many lists stand on Today; the others are on the page of workbooks.
TOLD = 6


def paper_tasks(actor: Actor) -> TaskGroup:
    """Return the printed lists that wait for this person: to check, or to record anew."""
    waiting = papers_waiting(actor)
    tasks = [
        *(_task(paper, "disputed", _returned(paper), _("Record")) for paper in waiting.to_mend),
        *(_task(paper, "waiting", _recorded_by(paper), _("Check")) for paper in waiting.to_check),
    ]
    return TaskGroup("papers", _("Signed lists"), len(tasks), "", tuple(tasks[:TOLD]))


def _task(paper: PaperList, mark: str, note: str, action: str) -> Task:
    return Task(
        mark=Mark(mark, capfirst(str(PaperList.State(paper.state).label))),
        title=_("List %(code)s") % {"code": paper.code},
        href=reverse("paper", args=[paper.code]),
        note=note,
        figure=f"{len(paper.rows):,}",
        unit=ngettext("entry", "entries", len(paper.rows)),
        action=action,
    )


def _recorded_by(paper: PaperList) -> str:
    user, at = paper.recorded_by, paper.recorded_at
    who = user.called_at(at).label(language()) if user and at else ""
    return _("Recorded by %(who)s") % {"who": who}


@require_POST
@guard(SIGNED_IN)
def draw_paper(request: HttpRequest) -> HttpResponse:
    """Draw up the list of what waits for a side, and show it ready to print."""
    pairing, _colon, side = request.POST.get("where", "")[:120].partition(":")
    try:
        made = draw_list(pairing=pairing, side=side, by=actor_of_request(request))
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.sentence(language()))
        return redirect("workbooks")
    return redirect("paper", code=made.code)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def paper_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a list to print; a posted form records what came back signed, or checks it."""
    actor = actor_of_request(request)
    paper = _find(code, actor)
    if request.method != "POST":
        return show(request, "paper", _page(paper, actor))
    try:
        if request.POST.get("act") == "check":
            _checked(request, code, actor)
        elif request.POST.get("act") == "return":
            return_paper(code=code, reason=request.POST.get("reason", ""), by=actor)
            messages.success(request, _("It is sent back to who recorded it."))
        else:
            _recorded(request, paper, actor)
    except Refused as refused:
        page = _page(_find(code, actor), actor, refused.problems, request.POST)
        return show(request, "paper", page, status=form_status(refused))
    return redirect("paper", code=code)


def _find(code: str, actor: Actor) -> PaperList:
    try:
        return paper_list(code, actor)
    except NotFound as gone:
        raise Http404(code) from gone


def _checked(request: HttpRequest, code: str, actor: Actor) -> None:
    results = check_paper(code=code, by=actor)
    refused = [problem for result in results for problem in result.problems]
    for problem in refused:
        messages.warning(request, problem.sentence(language()))
    messages.success(
        request,
        _("%(n)s entries were decided as the paper says.") % {"n": len(results) - len(refused)},
    )


def _recorded(request: HttpRequest, paper: PaperList, actor: Actor) -> None:
    form, sent = request.POST, request.FILES.get("scan")
    signed_on = read_date(form.get("signed_on", "")[:20])
    answers, problems = _answers(paper, form, actor)
    if sent is None and paper.scan_id is None:
        problems.append(Problem("scan-missing", "scan"))
    if signed_on is None:
        said = form.get("signed_on", "")[:20]
        problems.append(
            Problem("no-date", "signed_on", value=said)
            if said
            else Problem("day-missing", "signed_on")
        )
    if problems or signed_on is None:
        raise Refused(problems)
    name, scan = uploaded(sent) if sent is not None else ("", None)
    record_paper(
        code=paper.code,
        name=name,
        scan=scan,
        signer=form.get("signer", ""),
        signer_post=form.get("signer_post", ""),
        signed_on=signed_on,
        answers=answers,
        by=actor,
    )
    messages.success(request, _("It is recorded. A second person now holds it against the scan."))


def _answers(
    paper: PaperList, form: Mapping[str, str], actor: Actor
) -> tuple[list[PaperAnswer], list[Problem]]:
    """Return what is ticked, and a problem for every figure that is none, at its entry."""
    found: list[PaperAnswer] = []
    problems: list[Problem] = []
    for entry in _entries(paper, actor):
        answer = form.get(f"answer-{entry.number}", "")
        if answer in ("agree", "differ"):
            counter = tuple(_counter(entry, form, problems)) if answer == "differ" else ()
            reason = form.get(f"reason-{entry.number}", "")
            found.append(PaperAnswer(entry.number, answer, counter, reason))
    return found, problems


def _counter(
    entry: Entry, form: Mapping[str, str], problems: list[Problem]
) -> Iterator[tuple[int, int]]:
    for line in entry.lines.all():
        text = form.get(_figure(entry, line), "").strip()
        if not text:
            continue
        try:
            said = read_stated(text, unit_scale(line.unit))
        except Refused as refused:
            problems += [replace(p, path=entry.number) for p in refused.problems]
        else:
            yield line.n, as_counter(line.amount, line.precision, said)


def _figure(entry: Entry, line: EntryLine) -> str:
    return f"figure-{entry.number}-{line.n}"


def _entries(paper: PaperList, actor: Actor) -> list[Entry]:
    numbers = [row["number"] for row in paper.rows]
    found = {entry.number: entry for entry in entries(actor).filter(number__in=numbers)}
    return [found[number] for number in numbers if number in found]


def _page(
    paper: PaperList,
    actor: Actor,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, str] | None = None,
) -> PaperPage:
    pairing = paper.pairing
    listed = _entries(paper, actor)
    form = typed or _written(paper, listed)
    near = Sides.either(
        below(side_region(pairing, "supporting")) | below(side_region(pairing, "supported"))
    )
    said = {row["entry"]: row for row in paper.answers or ()}
    recording = ROWS["entries.record_paper"]
    may_record = paper.state != PaperList.State.CHECKED and (
        paper.state != PaperList.State.RECORDED or paper.recorded_by_id == actor.user_id
    )
    opens = paper.scan_id is not None and may_read_scan(paper, actor)
    scan = reverse("paper-scan", args=[paper.code]) if opens else ""
    return PaperPage(
        section="entries",
        title=_("List %(code)s") % {"code": paper.code},
        invented=pairing.programme.invented,
        code=paper.code,
        sha256=paper.sha256,
        state=capfirst(str(PaperList.State(paper.state).label)),
        answers_for=bracketed(place(region_of(pairing, paper.side)), pairing_name(pairing)),
        reported_by=place(region_of(pairing, other(paper.side))),
        made=paper.made_at,
        rows=tuple(_row(entry, _answered(paper, said, entry), form, problems) for entry in listed),
        may_record=may_record and bool(listed) and may(actor, recording, near) is not None,
        may_check=may_check_paper(paper, actor),
        returned=_returned(paper),
        counted=_counted(paper, listed),
        opened=typed is not None and typed.get("act") not in ("check", "return"),
        signed=_signed(paper),
        scan=scan,
        scan_look=look_address(scan, paper.scan.media_type) if opens and paper.scan else "",
        problems=tuple(_told(paper, problem) for problem in problems),
        signer=form.get("signer", "")[:120],
        signer_post=form.get("signer_post", "")[:120],
        signed_on=form.get("signed_on", "")[:20],
    )


def _written(paper: PaperList, listed: list[Entry]) -> dict[str, str]:
    """Return what was recorded as the form says it, so that it is mended and not typed again."""
    if paper.signed_on is None:
        return {}
    form = {
        "signer": paper.signer,
        "signer_post": paper.signer_post,
        "signed_on": paper.signed_on.isoformat(),
    }
    said = {row["entry"]: row for row in paper.answers or ()}
    for entry in listed:
        answer = said.get(entry.pk)
        if answer is None:
            continue
        form[f"answer-{entry.number}"] = answer["answer"]
        form[f"reason-{entry.number}"] = answer["reason"]
        counter = {one[0]: one[1] for one in answer["counter"]}
        for line in entry.lines.all():
            if line.n in counter:
                shown = show_minor(counter[line.n], unit_scale(line.unit))
                form[_figure(entry, line)] = str(shown)
    return form


def _answered(
    paper: PaperList, said: Mapping[str, Mapping[str, Any]], entry: Entry
) -> Mapping[str, Any]:
    """Return what was recorded of an entry; what the paper leaves out is left for later."""
    if paper.answers is None:
        return {}
    return said.get(entry.pk, {"answer": "later"})


def _returned(paper: PaperList) -> str:
    user, at = paper.returned_by, paper.returned_at
    if paper.state != PaperList.State.RETURNED or user is None or at is None:
        return ""
    who = user.called_at(at).label(language())
    return _("%(who)s sent it back: %(why)s") % {"who": who, "why": paper.returned_reason}


def _counted(paper: PaperList, listed: list[Entry]) -> str:
    """Return how many boxes of each kind were recorded, for who holds them against the paper."""
    if paper.answers is None:
        return ""
    boxes = [row["answer"] for row in paper.answers]
    agree, differ = boxes.count("agree"), boxes.count("differ")
    return _("%(agree)s agree, %(differ)s differ, %(later)s without an answer.") % {
        "agree": agree,
        "differ": differ,
        "later": len(listed) - agree - differ,
    }


def _told(paper: PaperList, problem: Problem) -> str:
    """Return a problem with the number of its entry before it, where it is about one."""
    said = problem.sentence(language())
    about = any(row["number"] == problem.path for row in paper.rows)
    return f"{problem.path}: {said}" if about else said


def _row(
    entry: Entry,
    answer: Mapping[str, Any],
    form: Mapping[str, str],
    problems: Sequence[Problem],
) -> PaperRow:
    units = {line.n: line.unit for line in entry.lines.all()}
    return PaperRow(
        number=entry.number,
        title=entry_title(entry),
        where=place_then(entry.region, entry.happened_on),
        happened=entry.happened_on,
        lines=tuple(
            replace(_line(line), typed=form.get(_figure(entry, line), "")[:40])
            for line in entry.lines.all()
        ),
        answer=answer.get("answer", ""),
        ours=tuple(
            amount_in_full(one[1], units[one[0]])
            for one in answer.get("counter", ())
            if one[0] in units
        ),
        why=answer.get("reason", ""),
        chosen=form.get(f"answer-{entry.number}", "later"),
        reason=form.get(f"reason-{entry.number}", ""),
        errors=tuple(p.sentence(language()) for p in problems if p.path == entry.number),
    )


def _line(line: EntryLine) -> PaperLine:
    codes = {**json.loads(line.cell), **json.loads(line.note)}
    said = [said_words(dimension, code) for dimension, code in codes.items() if code != "-"]
    capitals = capital_numerals(line.amount, unit_scale(line.unit)) if in_chinese() else ""
    figure = amount_in_full(line.amount, line.unit)
    return PaperLine(line.n, figure, capitals, "; ".join(said), _step(line))


def _step(line: EntryLine) -> str:
    """Return to what a figure was stated; the paper shows it in full, which says more."""
    if line.precision == 1:
        return ""
    return _("stated to %(step)s") % {"step": amount_said(line.precision, line.unit)}


def _signed(paper: PaperList) -> tuple[Fact, ...]:
    if paper.signed_on is None:
        return ()
    names = [
        (_("Recorded by"), paper.recorded_by, paper.recorded_at),
        (_("Checked by"), paper.checked_by, paper.checked_at),
    ]
    found = [
        Fact(_("Signed by"), signed_name(paper.signer, paper.signer_post)),
        Fact(_("Signed on"), paper.signed_on.isoformat()),
    ]
    found += [
        Fact(label, user.called_at(at).label(language()))
        for label, user, at in names
        if user is not None and at is not None
    ]
    if paper.scan is not None:
        found.append(Fact(_("Scan, SHA-256"), paper.scan.sha256))
    return tuple(found)
