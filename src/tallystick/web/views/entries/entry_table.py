"""A month's entries in one table: pasted from a spreadsheet or typed, checked, then reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Entry
from tallystick.entries.queries.last_time import sent_before
from tallystick.entries.queries.reportable import Reportable
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.again import ASKED, answered_again, check_asked_again
from tallystick.interchange.excel.columns import NOT_ENTERED, RECORD, Column
from tallystick.interchange.excel.frame import read_period
from tallystick.interchange.excel.reading import letter
from tallystick.interchange.pasted.begun import rows_of_last_time
from tallystick.interchange.pasted.clipboard import cells_of
from tallystick.interchange.pasted.table import LARGEST, MAGNITUDES, Asked, ReadTable, read_table
from tallystick.interchange.pasted.take_table import take_table
from tallystick.interchange.services import hand_in_table, table_again
from tallystick.interchange.sheets.take_entries import EntryReport
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.rules.pipelines import Pipeline, pipelines
from tallystick.web.addresses import address
from tallystick.web.contexts.entry_table import EntryTablePage
from tallystick.web.contexts.shared import Link
from tallystick.web.views.entries import table_rows
from tallystick.web.views.files.uploads import uploaded_all
from tallystick.web.views.pairings.pairing import reporting_or_404
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    in_chinese,
    language,
    pairing_name,
    period_words,
    place,
    side_region,
)

# More rows than these are checked and reviewed as a file is: a page of them would be slow.
SHOWN = 200


@dataclass(frozen=True)
class Desk:
    """What the address fixes: pairing, what is entered, for which side."""

    pairing: Pairing
    pipeline: Pipeline
    reach: Reportable


@dataclass(frozen=True)
class Looked:
    """A table and what was found in it; `report` once its rows were tried on the book."""

    asked: Asked
    read: ReadTable
    report: EntryReport | None = None
    refused: tuple[Problem, ...] = field(default=())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong in it; evidence is sent with the review, and missed only there."""
        found = self.report.problems if self.report else self.read.problems
        told = (problem for problem in found if problem.code != "evidence-not-there")
        return (*self.refused, *told)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def entry_table(request: HttpRequest, code: str, pipeline: str) -> HttpResponse:
    """Show the table; posted rows are checked, or kept as a file that is reviewed and taken in."""
    actor = actor_of_request(request)
    desk = _desk(actor, code, pipeline)
    if request.method != "POST":
        asked = _begun(request, desk, actor)
        looked = _read(asked, actor)
        if request.GET.get("last"):
            looked = _from_last(desk, looked, actor)
        return show(request, "entry_table", _page(request, desk, looked))
    asked = _asked(request.POST, desk)
    rows = len(cells_of(asked.text[:LARGEST]))
    if rows > SHOWN + 1 or request.POST.get("act") == "review":
        return _reviewed(request, desk, asked, actor)
    looked = _tried(asked, actor)
    status = 422 if looked.problems else 200
    return show(request, "entry_table", _page(request, desk, looked), status=status)


def _desk(actor: Actor, code: str, pipeline: str) -> Desk:
    known = pipelines().get(pipeline)
    if known is None or pipeline in NOT_ENTERED:
        raise Http404(pipeline)
    pairing, reach = reporting_or_404(code, actor)
    return Desk(pairing, known, reach)


def _begun(request: HttpRequest, desk: Desk, actor: Actor) -> Asked:
    """Return a fresh table, or one that was handed in and comes back to be mended."""
    run = request.GET.get("run", "")
    if run.isdecimal() and len(run) < 10:
        try:
            again = table_again(run_id=int(run), by=actor)
        except NotFound as gone:
            raise Http404(run) from gone
        if again is not None and (again.pairing, again.pipeline) == (
            desk.pairing.code, desk.pipeline.code,
        ):  # fmt: skip
            return replace(again, side=desk.reach.side, lang=_lang())
    period = request.GET.get("period", "")[:10] or f"{timezone.localdate():%Y-%m}"
    return replace(_asked({}, desk), period=period, usual=_usual(desk))


def _usual(desk: Desk) -> dict[str, str]:
    """Return what an empty cell means where nobody has said it: here, with the other side."""
    reach = desk.reach
    return {
        "region": reach.regions[0].code if reach.regions else "",
        "partner": reach.partners[0].code if reach.partners else "",
        "statement": next(iter(desk.pipeline.fed), ""),
    }


def _lang() -> str:
    return "zh" if in_chinese() else "en"


def _asked(typed: Mapping[str, str], desk: Desk) -> Asked:
    chosen = {k.removeprefix("in."): v for k, v in typed.items() if k.startswith("in.")}
    usual = {k.removeprefix("usual."): v for k, v in typed.items() if k.startswith("usual.")}
    return Asked(
        pairing=desk.pairing.code,
        side=desk.reach.side,
        pipeline=desk.pipeline.code,
        period=typed.get("period", "").strip()[:10],
        text=typed.get("text", ""),
        magnitudes={unit: word for unit, word in chosen.items() if word in MAGNITUDES},
        usual={column: code[:120] for column, code in usual.items()},
        lang=_lang(),
    )


def _read(asked: Asked, actor: Actor) -> Looked:
    try:
        return Looked(asked, read_table(asked, by=actor))
    except (NotFound, Forbidden) as refused:
        raise Http404(asked.pairing) from refused


def _tried(asked: Asked, actor: Actor) -> Looked:
    """Return what would become of the rows; nothing of it is kept."""
    looked = _read(asked, actor)
    if looked.read.frame is None or not looked.read.rows:
        return looked
    read, report = take_table(asked.kept, by=actor, dry_run=True)
    return Looked(asked, read, report)


def _reviewed(request: HttpRequest, desk: Desk, asked: Asked, actor: Actor) -> HttpResponse:
    """Keep the rows as a file and go to its page, where they are looked at and taken in."""
    looked = _read(asked, actor)
    if looked.read.frame is None or not (looked.read.rows or looked.read.problems):
        return show(request, "entry_table", _page(request, desk, looked), status=422)
    title = f"{desk.pipeline.label(language())} {asked.period}"
    try:
        _require_asked_again(request, desk, looked, actor)
        files = uploaded_all(request.FILES.getlist("evidence"))
        run = hand_in_table(asked=asked, title=title, by=actor, files=files)
    except Refused as refused:
        again = replace(looked, refused=tuple(refused.problems))
        return show(request, "entry_table", _page(request, desk, again), status=422)
    return redirect("workbook-run", run_id=run.pk)


def _last_month(desk: Desk, period: str, actor: Actor) -> list[Entry]:
    """Return what this side sent in the last month before a period; empty where nothing."""
    span = read_period(period)
    rows = sent_before(desk.pairing, desk.reach, desk.pipeline.code, actor)
    rows = rows.filter(happened_on__lt=span[0]) if span else rows.none()
    last = rows.first()
    if last is None:
        return []
    month = last.happened_on
    same = {"happened_on__year": month.year, "happened_on__month": month.month}
    return list(rows.filter(**same).order_by("happened_on", "number")[:SHOWN])


def _from_last(desk: Desk, looked: Looked, actor: Actor) -> Looked:
    """Return the table with the rows of last month; what is still empty in them is no fault yet."""
    text = rows_of_last_time(
        [report_of(row) for row in _last_month(desk, looked.asked.period, actor)],
        looked.read.columns,
        period=looked.asked.period,
        today=timezone.localdate(),
        lang=looked.asked.lang,
        most=SHOWN,
    )
    asked = replace(looked.asked, text=text)
    read = _read(asked, actor).read
    return Looked(asked, replace(read, problems=()))


def _begun_for(request: HttpRequest, asked: Asked) -> str:
    """Return for which period a table was begun with rows of last time; empty where it was not.

    The period may be another by now: what was carried then is asked again all the same.
    """
    last = (request.POST.get("last") or request.GET.get("last") or "")[:10]
    return last if not last or read_period(last) else asked.period


def _require_asked_again(request: HttpRequest, desk: Desk, looked: Looked, actor: Actor) -> None:
    """Let no answer of last time about the workers through that nobody asked again.

    Raises: Refused.
    """
    period = _begun_for(request, looked.asked)
    if not period:
        return
    places = [
        (n, column.code.removeprefix(RECORD))
        for n, column in enumerate(looked.read.columns)
        if column.code.startswith(RECORD)
    ]
    said = [{code: row[n] for n, code in places} for row in looked.read.rows]
    before = [report_of(row).record for row in _last_month(desk, period, actor)]
    answers = answered_again(desk.pipeline, said, before)
    if lacking := check_asked_again(answers, request.POST.get(ASKED, "")):
        raise Refused(lacking)


def _last_link(request: HttpRequest, desk: Desk, asked: Asked) -> Link | None:
    """Return the way to the table with the rows of last month, where there was one."""
    if request.method == "POST" or request.GET.get("last") or request.GET.get("run"):
        return None
    rows = _last_month(desk, asked.period, actor_of_request(request))
    if not rows:
        return None
    month = period_words(f"{rows[0].happened_on:%Y-%m}")
    words = _("Start from the rows of %(month)s") % {"month": month}
    return Link(words, address(request.path, {"last": "1", "period": asked.period}))


def _page(request: HttpRequest, desk: Desk, looked: Looked) -> EntryTablePage:
    read, asked = looked.read, looked.asked
    more = bool(request.POST.get("more") or request.GET.get("more"))
    drawn = len(read.rows) <= SHOWN
    report = looked.report
    told = table_rows.told(looked.problems, read.columns)
    shown = _shown(read, {one.letter for one in told}, more=more)
    return EntryTablePage(
        section="entries",
        title=desk.pipeline.label(language()),
        invented=desk.pairing.programme.invented,
        label=f"{pairing_name(desk.pairing)} · {place(side_region(desk.pairing, desk.reach.side))}",
        back=address(reverse("entry-pick"), {"pairing": desk.pairing.code}),
        period=table_rows.period_field(asked, looked.problems),
        usual=table_rows.usual_fields(read.columns, asked),
        units=table_rows.unit_fields(read.columns, asked),
        columns=table_rows.columns(read.columns, shown),
        rows=table_rows.rows(read, shown, told) if drawn else (),
        text=table_rows.text(read, shown) if read.frame else asked.text[:LARGEST],
        problems=table_rows.listed(told),
        unnamed=max(0, len(told) - table_rows.LISTED),
        faults=len(told),
        checked=report is not None,
        good=report.accepted - report.known if report else 0,
        found=table_rows.found(read, report) if report else "",
        most=SHOWN,
        more=more,
        from_last=_last_link(request, desk, asked),
        last=_begun_for(request, asked),
        promised=any(one.guard for one in desk.pipeline.record.entry.values()),
        asked_again=request.POST.get(ASKED) == "yes",
    )


def _shown(read: ReadTable, faulty: set[str], *, more: bool) -> Sequence[int]:
    """Return the places of the columns that are shown: what a few rows say hides until it is.

    `faulty`: the letters of columns in which something is wrong, or missing.
    """
    return [
        n
        for n, column in enumerate(read.columns)
        if more or _is_main(column) or letter(n) in faulty or any(row[n] for row in read.rows)
    ]


def _is_main(column: Column) -> bool:
    rare = ("number", "reason", "evidence")
    return not column.code.startswith("record.") and column.code not in rare
