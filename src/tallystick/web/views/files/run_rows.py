"""What a checked file would bring: its sums to hold against her own sheet, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.entries.models import Statement
from tallystick.interchange.models import ImportRun, RunRow
from tallystick.interchange.services import told
from tallystick.programme.rules.pipelines import move_words, pipelines, split_move
from tallystick.regions.queries import names
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.contexts.workbooks import SheetRow, SheetRows, SumRow
from tallystick.web.views.shared import page_of
from tallystick.web.wording import amount_in_full, colon, in_words, language, stated_words

Fate = RunRow.Fate
# The drawn tally of what becomes of a row.
GLYPHS = {Fate.NEW: "submitted", Fate.KNOWN: "matched", Fate.FAULTY: "disputed"}


def sums_shown(sums: Iterable[Mapping[str, Any]]) -> tuple[SumRow, ...]:
    """Return the kept sums of a file in the reader's words."""
    return tuple(
        SumRow(
            what=_moved(one),
            said=_stated(one),
            new=amount_in_full(one["new"], one["unit"]),
            new_count=one["new_count"],
            known=amount_in_full(one["known"], one["unit"]),
            known_count=one["known_count"],
            both=amount_in_full(one["new"] + one["known"], one["unit"]),
            rough=one["rough"],
        )
        for one in sums
    )


def rows_shown(
    request: HttpRequest, run: ImportRun, above: Mapping[str, str]
) -> tuple[SheetRows | None, Link | None, Link | None]:
    """Return one page of a file's rows, and where those before and after are; None without any.

    `above`: sentence → the id under which it is said above, once for all its cells.
    """
    counts = _counts(run)
    if not sum(counts.values()):
        return None, None, None
    wanted = request.GET.get("rows", "")
    wanted = wanted if wanted in Fate.values else ""
    found = run.rows.filter(fate=wanted) if wanted else run.rows.all()
    ways = (_("Rows before"), _("Rows after"))
    rows, total, before, after = page_of(request, found, ways)
    places = names((row.said["region"] for row in rows if row.said), language())
    shown = SheetRows(tuple(_row(row, places, above) for row in rows), total, _ways(counts, wanted))
    return shown, before, after


def _counts(run: ImportRun) -> dict[str, int]:
    report = run.report
    return {
        Fate.NEW: report.get("accepted", 0) - report.get("known", 0),
        Fate.KNOWN: report.get("known", 0),
        Fate.FAULTY: report.get("faulty", 0),
    }


def _ways(counts: Mapping[str, int], wanted: str) -> tuple[Link, ...]:
    """Return the choice of rows, where there is one."""
    some = {fate: count for fate, count in counts.items() if count}
    if len(some) < 2:
        return ()
    everything = _("All rows")
    return (
        Link(f"{everything} {sum(some.values()):,}", "?", not wanted),
        *(
            Link(f"{_fate(fate)} {count:,}", f"?rows={fate}", fate == wanted)
            for fate, count in some.items()
        ),
    )


def _fate(fate: str) -> str:
    return capfirst(str(Fate(fate).label))


def _row(row: RunRow, places: Mapping[str, str], above: Mapping[str, str]) -> SheetRow:
    mark = Mark(GLYPHS[Fate(row.fate)], _fate(row.fate))
    sentences = [(one.path, one.sentence(language())) for one in told(row.problems)]
    wrong = tuple((cell, said, above.get(said, "")) for cell, said in sentences)
    said = row.said
    if not said:
        return SheetRow(row.sheet, row.rows, mark, wrong=wrong)
    english, chinese = said["title"]
    return SheetRow(
        row.sheet,
        row.rows,
        mark,
        what=_moved(said),
        said=_stated(said),
        title=in_words(english, chinese) or chinese,
        place=places.get(said["region"], said["region"]),
        happened=date.fromisoformat(said["on"]),
        figures=tuple(
            stated_words(amount, precision, unit, in_full=True)
            for unit, amount, precision in said["lines"]
        ),
        wrong=wrong,
    )


def _moved(said: Mapping[str, Any]) -> str:
    pipeline = said["pipeline"]
    moved = move_words(pipeline, *split_move(said["move"])).label(language())
    return colon(pipelines()[pipeline].label(language()), moved)


def _stated(said: Mapping[str, Any]) -> str:
    return str(Statement(said["statement"]).label)
