"""Take files in: published figures as claims, and entries of one side."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    print_json,
    print_problems,
    problem_json,
    refusals,
    say,
    start_django,
)
from tallystick.cli.wording import amount, label, listed, movement, pipeline

if TYPE_CHECKING:
    from tallystick.interchange.sheets.found import Sum

app = typer.Typer(no_args_is_help=True, help="Take a file in; nothing enters while a row is wrong.")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check only; write nothing.")]
GoodRows = Annotated[
    bool, typer.Option("--good-rows", help="Take the good rows although others are wrong.")
]


@app.command("claims")
def import_claims(
    file: File,
    dry_run: DryRun = False,
    good_rows: GoodRows = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take in a CSV of published figures, kept as printed."""
    start_django()
    from tallystick.interchange.csv.take_claims import take_claims

    with refusals(as_json, rows=0, accepted=0, unresolved=0, written=0):
        report = take_claims(
            file.read_bytes(),
            name=file.name,
            by=acting(user),
            dry_run=dry_run,
            good_rows=good_rows,
        )
    _show(
        {
            "rows": report.rows,
            "accepted": report.accepted,
            "unresolved": report.unresolved,
            "written": report.written,
            "known_already": report.known,
        },
        report.problems,
        as_json,
    )


@app.command("entries")
def import_entries(
    file: File,
    dry_run: DryRun = False,
    good_rows: GoodRows = False,
    evidence: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder of the files named as evidence."),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take in a CSV of one side's entries, as submitted entries of `--as`."""
    start_django()
    from tallystick.interchange.csv.read_entries import read_entries
    from tallystick.interchange.sheets.take_entries import TakenFile, take_entries

    with refusals(as_json, rows=0, accepted=0, written=0):
        report = take_entries(
            read_entries(content := file.read_bytes()),
            file=TakenFile.of(file.name, content),
            by=acting(user, writing=True),
            dry_run=dry_run,
            good_rows=good_rows,
            evidence=evidence,
        )
    _show(
        {
            "rows": report.rows,
            "accepted": report.accepted,
            "written": report.written,
            "known_already": report.known,
            "entries": list(report.numbers),
            "sums": sums_json(report.sums),
        },
        report.problems,
        as_json,
    )


def sums_json(sums: Iterable[Sum]) -> list[dict[str, Any]]:
    """Return what the rows in order sum to, by move, statement and unit, for any machine.

    Units: amounts in the unit itself; each count is of stated amounts.
    """
    from tallystick.kernel.quantity import show_minor
    from tallystick.programme.rules.pipelines import unit_scale

    return [
        {
            "pipeline": one.pipeline,
            "move": one.move,
            "statement": one.statement,
            "unit": one.unit,
            "new": show_minor(one.new, unit_scale(one.unit)),
            "new_count": one.new_count,
            "known": show_minor(one.known, unit_scale(one.unit)),
            "known_count": one.known_count,
            "rough": one.rough,
        }
        for one in sums
    ]


def tell_taken(summary: dict[str, Any]) -> None:
    """Print how many rows of a file were read and what became of them."""
    say(
        "Rows: %(rows)s, in order: %(accepted)s, taken in: %(written)s, known already:"
        " %(known_already)s",
        **summary,
    )
    if summary.get("entries"):
        say("Entries: %(numbers)s", numbers=listed(summary["entries"]))
    for one in summary.get("sums", ()):
        say(
            "  %(pipeline)s, %(movement)s, %(statement)s: new %(new)s (%(new_count)s), known"
            " already %(known)s (%(known_count)s)",
            **{**one, **_sum_words(one)},
        )


def _sum_words(one: dict[str, Any]) -> dict[str, str]:
    """Return the codes and amounts of a sum in the reader's words."""
    from tallystick.entries.models import Statement

    return {
        "pipeline": pipeline(one["pipeline"]),
        "movement": movement(one["pipeline"], one["move"]),
        "statement": label(Statement, one["statement"]),
        "new": amount(one["new"], one["unit"]),
        "known": amount(one["known"], one["unit"]),
    }


def _show(summary: dict[str, Any], problems: Any, as_json: bool) -> None:
    if as_json:
        print_json({**summary, "problems": [problem_json(problem) for problem in problems]})
    else:
        tell_taken(summary)
        if "unresolved" in summary:
            say("With a party still to be resolved: %(n)s", n=summary["unresolved"])
        print_problems(problems)
        if problems and not summary["written"]:
            say("Nothing was taken in. Mend the rows above, or add --good-rows.")
    if problems:
        raise typer.Exit(1)
