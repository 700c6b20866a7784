"""A printed list: drawn up, printed, recorded from its scan, and checked by a second person."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.entries.models import Entry, EntryLine, PaperList
from tallystick.entries.policy import ROWS
from tallystick.entries.queries import entries, paper_list
from tallystick.entries.rules.papers import capital_numerals
from tallystick.entries.services import PaperAnswer, check_paper, draw_list, record_paper
from tallystick.interchange.sheets.dates import read_date
from tallystick.kernel.actor import Actor
from tallystick.kernel.numeral import read_amount
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.programme.queries import other, side_region
from tallystick.programme.rules.pipelines import counted_words, unit_scale
from tallystick.regions.queries import below
from tallystick.web.contexts.shared import Fact
from tallystick.web.contexts.workbooks import PaperLine, PaperPage, PaperRow
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    entry_title,
    in_chinese,
    language,
    pairing_name,
    place,
    place_then,
    said_words,
)
from tallystick.web.wording import side_region as region_of

LARGEST_SCAN = 25_000_000


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
        else:
            _recorded(request, paper, actor)
    except Refused as refused:
        said = tuple(problem.sentence(language()) for problem in refused.problems)
        page = _page(_find(code, actor), actor, said)
        return show(request, "paper", page, status=409 if isinstance(refused, Conflict) else 422)
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
    if sent is None or not sent.size or sent.size > LARGEST_SCAN or signed_on is None:
        raise Refused.of("form-incomplete", path="scan")
    record_paper(
        code=paper.code,
        name=sent.name or "",
        scan=sent.read(),
        signer=form.get("signer", ""),
        signer_post=form.get("signer_post", ""),
        signed_on=signed_on,
        answers=_answers(paper, form, actor),
        by=actor,
    )
    messages.success(request, _("It is recorded. A second person now holds it against the scan."))


def _answers(paper: PaperList, form: Mapping[str, str], actor: Actor) -> list[PaperAnswer]:
    found = []
    for entry in _entries(paper, actor):
        answer = form.get(f"answer-{entry.number}", "")
        if answer in ("agree", "differ"):
            counter = tuple(_counter(entry, form)) if answer == "differ" else ()
            reason = form.get(f"reason-{entry.number}", "")
            found.append(PaperAnswer(entry.number, answer, counter, reason))
    return found


def _counter(entry: Entry, form: Mapping[str, str]) -> list[tuple[int, int]]:
    return [
        (line.n, read_amount(text, unit_scale(line.unit)))
        for line in entry.lines.all()
        if (text := form.get(f"figure-{entry.number}-{line.n}", "").strip())
    ]


def _entries(paper: PaperList, actor: Actor) -> list[Entry]:
    numbers = [row["number"] for row in paper.rows]
    found = {entry.number: entry for entry in entries(actor).filter(number__in=numbers)}
    return [found[number] for number in numbers if number in found]


def _page(paper: PaperList, actor: Actor, problems: tuple[str, ...] = ()) -> PaperPage:
    pairing = paper.pairing
    near = Sides.either(
        below(side_region(pairing, "supporting")) | below(side_region(pairing, "supported"))
    )
    said = {row["entry"]: row["answer"] for row in paper.answers or ()}
    return PaperPage(
        section="entries",
        title=_("List %(code)s") % {"code": paper.code},
        invented=pairing.programme.invented,
        code=paper.code,
        sha256=paper.sha256,
        state=capfirst(str(PaperList.State(paper.state).label)),
        answers_for=f"{place(region_of(pairing, paper.side))} ({pairing_name(pairing)})",
        reported_by=place(region_of(pairing, other(paper.side))),
        made=paper.made_at,
        rows=tuple(_row(entry, said.get(entry.pk, "")) for entry in _entries(paper, actor)),
        may_record=paper.state != PaperList.State.CHECKED
        and may(actor, ROWS["entries.record_paper"], near) is not None,
        may_check=paper.state == PaperList.State.RECORDED
        and paper.recorded_by_id != actor.user_id
        and may(actor, ROWS["entries.check_paper"], near) is not None,
        signed=_signed(paper),
        scan=reverse("paper-scan", args=[paper.code]) if paper.scan_id else "",
        problems=problems,
    )


def _row(entry: Entry, answer: str) -> PaperRow:
    words = {"agree": _("agree"), "differ": _("differ"), "later": _("left for later")}
    return PaperRow(
        number=entry.number,
        title=entry_title(entry),
        where=place_then(entry.region, entry.happened_on),
        happened=entry.happened_on,
        lines=tuple(_line(line) for line in entry.lines.all()),
        answer=words.get(answer, ""),
    )


def _line(line: EntryLine) -> PaperLine:
    codes = {**json.loads(line.cell), **json.loads(line.note)}
    said = [said_words(dimension, code) for dimension, code in codes.items() if code != "-"]
    scale = unit_scale(line.unit)
    # On paper an amount stands in full: what is rounded cannot be signed.
    whole, rest = divmod(line.amount, 10**scale)
    plain = f"{whole:,}.{rest:0{scale}}" if scale else f"{whole:,}"
    capitals = capital_numerals(line.amount, scale) if in_chinese() else ""
    return PaperLine(
        line.n, f"{plain} {counted_words(line.unit).label(language())}", capitals, "; ".join(said)
    )


def _signed(paper: PaperList) -> tuple[Fact, ...]:
    if paper.signed_on is None:
        return ()
    chinese = in_chinese()
    names = [
        (_("Recorded by"), paper.recorded_by),
        (_("Checked by"), paper.checked_by),
    ]
    found = [
        Fact(_("Signed by"), f"{paper.signer}, {paper.signer_post}"),
        Fact(_("Signed on"), paper.signed_on.isoformat()),
    ]
    found += [
        Fact(label, (user.name_zh if chinese else "") or user.name_en)
        for label, user in names
        if user is not None
    ]
    if paper.scan is not None:
        found.append(Fact(_("Scan, SHA-256"), paper.scan.sha256))
    return tuple(found)
