"""What Today says of a person's files: what is being done with them, and which wait for her."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.interchange.models import ImportRun, LongWork
from tallystick.interchange.services import is_table
from tallystick.kernel.actor import Actor
from tallystick.web.contexts.shared import Mark
from tallystick.web.contexts.today import Task, TaskGroup
from tallystick.web.contexts.workbooks import RunLine
from tallystick.web.views.files.workbook_run import AT_WORK, work_of
from tallystick.web.views.today.long_work import line_of

TOLD = 5
# What the lists here show of a run; its file and what was found in it stay in the database.
SHOWN = ("name", "state", "attempt", "begun_at", "sent_at", "trouble", "report")


def at_work(actor: Actor) -> tuple[RunLine, ...]:
    """Return what is worked on for a person now: her files, then other long work, newest first."""
    runs = ImportRun.objects.visible_to(actor).filter(state__in=AT_WORK).only(*SHOWN)[:TOLD]
    long = LongWork.objects.visible_to(actor).filter(state=LongWork.State.OPEN)
    lines = [run_line(run) for run in runs]
    lines += [line_of(work) for work in long.defer("content", "file")[:TOLD]]
    return tuple(line for line in lines if line)


def run_line(run: ImportRun) -> RunLine | None:
    """Return one line on the work on a file, or None where none is going on."""
    if (work := work_of(run)) is None:
        return None
    return RunLine(run.name, reverse("workbook-run", args=[run.pk]), work)


def run_tasks(actor: Actor) -> TaskGroup:
    """Return the files that were checked and wait for the person to take them in, or drop them."""
    waiting = ImportRun.objects.visible_to(actor).filter(state=ImportRun.State.CHECKED)
    runs = list(waiting.only(*SHOWN)[: TOLD + 1])
    count = waiting.count() if len(runs) > TOLD else len(runs)
    tasks = tuple(_task(run) for run in runs[:TOLD])
    return TaskGroup("files", _("Files to take in or drop"), count, "", tasks)


def _task(run: ImportRun) -> Task:
    wrong, good = run.report.get("problems", ()), run.report.get("accepted", 0)
    where = reverse("workbook-run", args=[run.pk])
    mark = Mark("disputed" if wrong else "waiting", capfirst(str(run.get_state_display())))
    note = ngettext("%(n)s fault found", "%(n)s faults found", len(wrong)) % {
        "n": f"{len(wrong):,}"
    }
    return Task(
        mark=mark,
        title=run.name,
        href=where if not wrong or is_table(run.name) else f"{where}#mended",
        note=note if wrong else _("Every cell is in order."),
        figure=f"{good:,}",
        unit=ngettext("entry", "entries", good),
        action=_("Send it mended") if wrong and not is_table(run.name) else _("Open"),
    )
