"""Workbooks out and in: entering and matching in the file an office already works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    counted,
    in_a_folder,
    print_json,
    print_problems,
    problem_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.importing import sums_json, tell_taken

if TYPE_CHECKING:
    from tallystick.interchange.excel.read_entries import ReadWorkbook
    from tallystick.interchange.sheets.take_entries import EntryReport

OUTCOMES = ("matched", "disputed", "later", "refused")

app = typer.Typer(no_args_is_help=True, help="Enter and match by workbook.")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
Out = Annotated[
    Path,
    typer.Option(
        "--out", "-o", dir_okay=False, callback=in_a_folder, help="Where to write the file."
    ),
]
Marked = Annotated[
    Path | None,
    typer.Option(
        "--marked", callback=in_a_folder, help="Write the workbook here with bad cells marked."
    ),
]
Lang = Annotated[str, typer.Option("--lang", help="en, zh or both.")]
GoodRows = Annotated[
    bool, typer.Option("--good-rows", help="Take the good rows although others are wrong.")
]
Pairing = Annotated[str, typer.Option(help="Code of the pairing.")]
Side = Annotated[str, typer.Option(help="supporting or supported: your own side.")]


@app.command("entries-out")
def entries_out(
    pairing: Pairing,
    side: Side,
    period: Annotated[
        str, typer.Option(help="A month such as 2020-03, a quarter such as 2020-Q1, or a year.")
    ],
    to: Out,
    lang: Lang = "en",
    pipeline: Annotated[
        list[str] | None, typer.Option(help="Only these pipelines; else those in use.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write the workbook in which your office enters one period."""
    start_django()
    from tallystick.interchange.excel.frame import entry_frame
    from tallystick.interchange.excel.write_entries import write_entries

    with refusals(as_json):
        frame = entry_frame(
            pairing_code=pairing,
            side=side,
            period=period,
            lang=lang,
            by=acting(user, writing=True),
            wanted=tuple(pipeline or ()),
        )
        content = write_entries(frame)
    to.write_bytes(content)
    sheets = [form.pipeline for form in frame.forms]
    if as_json:
        print_json({"file": str(to), "bytes": len(content), "sheets": sheets})
    else:
        say(
            "%(file)s: %(sheets)s",
            file=to, sheets=counted("%(n)s sheet", "%(n)s sheets", len(sheets)),
        )  # fmt: skip


@app.command("entries-in")
def entries_in(
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only; write nothing.")] = False,
    good_rows: GoodRows = False,
    marked: Marked = None,
    evidence: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder of the files named as evidence."),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take a filled-in workbook in; every bad cell is named, nothing enters while one is wrong."""
    start_django()
    from tallystick.interchange.excel.marked import mark_workbook
    from tallystick.interchange.excel.take_entries import take_workbook

    with refusals(as_json, rows=0, accepted=0, written=0):
        content = file.read_bytes()
        read, report = take_workbook(
            content,
            by=acting(user, writing=True),
            dry_run=dry_run,
            good_rows=good_rows,
            evidence=evidence,
            name=file.name,
        )
        if marked is not None:
            marked.write_bytes(mark_workbook(content, report.problems, read.warnings))
    _tell(read, report, as_json)


@app.command("match-out")
def match_out(
    pairing: Pairing,
    side: Side,
    to: Out,
    lang: Lang = "en",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write the workbook of what waits for you, to be answered row by row."""
    start_django()
    from tallystick.interchange.excel.waiting import write_waiting

    with refusals(as_json):
        actor = acting(user, writing=True)
        content, entries = write_waiting(pairing_code=pairing, side=side, lang=lang, by=actor)
    to.write_bytes(content)
    if as_json:
        print_json({"file": str(to), "bytes": len(content), "entries": entries})
    else:
        say(
            "%(file)s: %(entries)s",
            file=to, entries=counted("%(n)s entry", "%(n)s entries", entries),
        )  # fmt: skip


@app.command("match-in")
def match_in(
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check only; write nothing.")] = False,
    good_rows: GoodRows = False,
    marked: Marked = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take the answers in: matched, disputed or left, with a result for each entry."""
    start_django()
    from tallystick.interchange.excel.answers import take_answers
    from tallystick.interchange.excel.marked import mark_workbook

    with refusals(as_json):
        content, actor = file.read_bytes(), acting(user, writing=True)
        report = take_answers(content, by=actor, dry_run=dry_run, good_rows=good_rows)
        refused = [problem for result in report.results for problem in result.problems]
        if marked is not None:
            marked.write_bytes(mark_workbook(content, [*report.problems, *refused]))
    if as_json:
        print_json(
            {
                "rows": report.rows,
                **{name: report.count(name) for name in OUTCOMES},
                "results": [
                    {"entry": r.number, "cell": r.cell, "outcome": r.outcome}
                    for r in report.results
                ],
                "problems": [cell_json(problem) for problem in (*report.problems, *refused)],
            }
        )
    else:
        for name, words in _outcomes().items():
            say("%(outcome)s: %(n)s", outcome=words, n=report.count(name))
        print_problems([*report.problems, *refused])
    if report.problems or refused:
        raise typer.Exit(1)


def _outcomes() -> dict[str, str]:
    """Return what became of answered rows, in the words of the pages."""
    return {
        "matched": said("matched"),
        "disputed": said("disputed"),
        "later": said("left for later"),
        "refused": said("not decided"),
    }


def _tell(read: ReadWorkbook, report: EntryReport, as_json: bool) -> None:
    summary: dict[str, Any] = {
        "rows": read.rows,
        "accepted": report.accepted,
        "written": report.written,
        "known_already": report.known,
        "entries": list(report.numbers),
        "sums": sums_json(report.sums),
    }
    if as_json:
        print_json(
            {
                **summary,
                "problems": [cell_json(problem) for problem in report.problems],
                "warnings": [cell_json(problem) for problem in read.warnings],
            }
        )
    else:
        tell_taken(summary)
        print_problems(report.problems)
        print_problems(read.warnings)
        if report.problems and not report.written:
            say("Nothing was taken in. Mend the cells above, or add --good-rows.")
    if report.problems:
        raise typer.Exit(1)


def cell_json(problem: Any) -> dict[str, Any]:
    """Return a problem with its sheet and cell beside what every problem says."""
    params = problem.params
    place = {"sheet": params.get("sheet"), "cell": params.get("cell")}
    return {**problem_json(problem), **place}
