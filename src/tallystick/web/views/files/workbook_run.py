"""One file on its page: how far the work on it is, what was found in it, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.interchange.models import ImportRun
from tallystick.interchange.services import is_csv, is_table, table_of, told
from tallystick.interchange.sheets.mended import mended
from tallystick.interchange.watch import Seen, seen, worker_lives, worker_seen
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.pipelines import pipelines
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.contexts.workbooks import (
    CellGroup,
    InPlace,
    OutcomeRow,
    RunLine,
    RunPage,
    RunWork,
)
from tallystick.web.figures import instant_text
from tallystick.web.views.files.run_rows import rows_shown, sums_shown
from tallystick.web.views.shared import invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import language

SAMPLE_CELLS = 5
# A worker that runs takes a job up within a second or two.
PATIENCE = timedelta(seconds=20)
# How many new entries are named; the list of entries shows all.
NAMED = 200
OUTCOMES: Mapping[str, Callable[[], str]] = {
    "matched": lambda: _("matched"),
    "disputed": lambda: _("disputed"),
    "later": lambda: _("left for later"),
    "refused": lambda: _("not decided"),
}
NOTHING_FOUND: Mapping[str, Any] = {"rows": 0, "accepted": 0, "problems": (), "warnings": ()}
AT_WORK = (ImportRun.State.CHECKING, ImportRun.State.TAKING)


def run_shown(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Return the page of a run; whoever polls it is sent the whole page once the work has ended.

    Today polls the same address for its one line.
    """
    page = _run_page(request, run)
    if getattr(request, "htmx", False) and request.GET.get("line") and page.work:
        line = RunLine(run.name, request.path, page.work)
        response = render(request, "web/parts/run_line.html", {"line": line})
    else:
        response = show(request, "workbook_run", page, part="parts/run_work")
    if getattr(request, "htmx", False) and not (page.work and page.work.polls):
        response["HX-Refresh"] = "true"
    return response


def work_of(run: ImportRun) -> RunWork | None:
    """Return where the work on a run stands, or None where none is going on."""
    if run.state not in AT_WORK:
        return None
    taking = run.state == ImportRun.State.TAKING
    last = seen(run.pk)
    if last is not None and last.attempt == run.attempt:
        if last.lives:
            return RunWork(True, _step_words(last), last.done, last.of, taking=taking, polls=True)
        return RunWork(False, _("Broke off"), why=_said("run-broke-off"), taking=taking)
    if run.trouble:
        return RunWork(False, _("Stopped"), why=_said(run.trouble), taking=taking)
    return waiting_work(run.begun_at or run.sent_at, taking=taking)


def waiting_work(begun: datetime, *, taking: bool = False) -> RunWork:
    """Return what is said of work that nobody has taken up: a worker is busy, or there is none."""
    if timezone.now() - begun < PATIENCE:
        return RunWork(True, _("Waits for a worker"), taking=taking, polls=True)
    if worker_lives():
        words = _("Waits: the worker is at other work, and comes to this after it")
        return RunWork(True, words, taking=taking, polls=True)
    return RunWork(False, _("Waits for a worker"), why=no_worker(), taking=taking, polls=True)


def worker_trouble() -> str:
    """Return what to do where long work is handed to a worker and none is alive; else nothing."""
    return "" if not settings.WORKER or worker_lives() else no_worker()


def no_worker() -> str:
    """Return since when nobody takes up long work, and what to do about it."""
    last = worker_seen()
    if last is None:
        return _said("run-not-begun")
    since = instant_text(timezone.localtime(last), language())
    return Problem("run-no-worker", params={"since": since}).sentence(language())


def _step_words(last: Seen) -> str:
    if last.step == "checking":
        return _("Row %(done)s of %(of)s is looked at") % {
            "done": f"{last.done + 1:,}",
            "of": f"{last.of:,}",
        }
    if last.step == "deciding":
        return _("Entry %(done)s of %(of)s is put down") % {
            "done": f"{last.done + 1:,}",
            "of": f"{last.of:,}",
        }
    if last.step == "waiting":
        return _("Another file comes first")
    return _("The file is read")


def _said(code: str) -> str:
    return Problem(code).sentence(language())


def _run_page(request: HttpRequest, run: ImportRun) -> RunPage:
    report = run.report or NOTHING_FOUND
    checked, taken = run.state == ImportRun.State.CHECKED, run.state == ImportRun.State.TAKEN
    sums = sums_shown(report.get("sums", ())) if checked or taken else ()
    problems, warnings = told(report["problems"]), told(report["warnings"])
    groups = _groups(problems)
    above = {group.words: f"w{n}" for n, group in enumerate(groups, 1)}
    rows, newer, older = rows_shown(request, run, above) if checked else (None, None, None)
    readable = bool(report["rows"])
    return RunPage(
        section="entries",
        title=run.name,
        invented=invented_here(),
        state=capfirst(str(ImportRun.State(run.state).label)),
        open=checked,
        work=work_of(run),
        trouble=_said(run.trouble) if run.trouble.startswith(("run-", "database-")) else "",
        facts=_facts(run),
        groups=groups,
        to_mend=len({_cell(problem) for problem in problems} - {""}),
        warnings=_groups(warnings),
        good=report["accepted"] - report.get("known", 0) if checked else 0,
        known=report.get("known", 0),
        faulty=bool(problems),
        taken=taken,
        sums=sums,
        rough=any(one.rough for one in sums),
        unsummed=report.get("faulty", 0),
        sheet_rows=rows,
        newer=newer,
        older=older,
        marked=reverse("workbook-marked", args=[run.pk])
        if readable and _is_workbook(run) and (problems or warnings)
        else "",
        mend=_table(run) if checked else "",
        resend=bool(problems) and (checked or taken) and not is_table(run.name),
        in_place=_in_place(run, run.replaces, problems) if run.replaces else None,
        replaced_by=_replaced_by(run),
        numbers=tuple(
            Link(number, reverse("entry", args=[number]))
            for number in report.get("numbers", ())[:NAMED]
        ),
        fix=address(reverse("correction-new"), {"upload": report["upload"]})
        if report.get("upload")
        else "",
        outcomes=tuple(_outcome(row) for row in report.get("results", ())) if taken else (),
    )


def _in_place(run: ImportRun, before: ImportRun, problems: list[Problem]) -> InPlace:
    """Return what became of the faults of the file before, once this one was looked through."""
    link = Link(before.name, reverse("workbook-run", args=[before.pk]))
    if not run.report:
        return InPlace(link)
    found = mended(told(before.report.get("problems", ())), problems)
    return InPlace(
        link, len(found.right), found.still, found.fresh, _groups(found.right), told=True
    )


def _replaced_by(run: ImportRun) -> Link | None:
    """Return the file that was sent in place of this one."""
    after = run.replaced_by.only("pk", "name").first()
    return Link(after.name, reverse("workbook-run", args=[after.pk])) if after else None


def _is_workbook(run: ImportRun) -> bool:
    return run.content is not None and not is_csv(run.name) and not is_table(run.name)


def _table(run: ImportRun) -> str:
    """Return where the rows of a pasted table stand to be changed; empty for any other file."""
    again = table_of(run)
    if again is None or again.pipeline not in pipelines():
        return ""
    where = reverse("entry-table", args=[again.pairing, again.pipeline])
    return address(where, {"run": str(run.pk)})


def _facts(run: ImportRun) -> tuple[Fact, ...]:
    report = run.report or NOTHING_FOUND
    found = [
        Fact(_("Kind"), capfirst(str(ImportRun.Kind(run.kind).label))),
        Fact(_("Rows read"), str(report["rows"])),
        Fact(_("In order"), str(report["accepted"])),
    ]
    if run.state == ImportRun.State.TAKEN and run.kind == ImportRun.Kind.ENTRIES:
        found.append(Fact(_("Entered"), str(report["written"])))
    if report.get("known"):
        found.append(Fact(_("Known from before"), str(report["known"])))
    return (*found, Fact("SHA-256", run.sha256))


def _groups(problems: Iterable[Problem]) -> tuple[CellGroup, ...]:
    """Return cells grouped by what is wrong with them, the biggest group first."""
    by_words: dict[str, list[str]] = {}
    for problem in problems:
        by_words.setdefault(problem.sentence(language()), []).append(_cell(problem))
    groups = [
        CellGroup(
            words,
            len(cells),
            tuple(c for c in cells[:SAMPLE_CELLS] if c),
            len(cells) - SAMPLE_CELLS,
        )
        for words, cells in by_words.items()
    ]
    return tuple(sorted(groups, key=lambda group: -group.count))


def _cell(problem: Problem) -> str:
    return problem.path if problem.params.get("sheet") else ""


def _outcome(row: Mapping[str, Any]) -> OutcomeRow:
    why = " ".join(problem.sentence(language()) for problem in told(row["problems"]))
    return OutcomeRow(row["number"], row["cell"], OUTCOMES[row["outcome"]](), why)
