"""Correct many entries at once: review, a name of each side, a result per row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    lang,
    minute_of,
    print_json,
    print_table,
    refusals,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, label, minor_amount, who

if TYPE_CHECKING:
    from tallystick.entries.models import BulkCorrection
    from tallystick.entries.services import Report
    from tallystick.kernel.actor import Actor

app = typer.Typer(no_args_is_help=True, help="Put one slip in many entries right.")

Id = Annotated[str, typer.Argument(help="Id of the correction.")]


@app.command("uploads")
def list_uploads(as_json: AsJson = False, user: AsUser = "") -> None:
    """List the files of entries that were taken in, newest first."""
    start_django()
    from tallystick.entries.queries.many import uploads

    with refusals(as_json):
        found = list(uploads(acting(user)))
        rows = [
            {
                "id": one.pk,
                "name": one.name,
                "sha256": one.sha256,
                "by": one.who,
                "at": one.at.isoformat(),
                "entries": one.entries,  # type: ignore[attr-defined]
            }
            for one in found
        ]
    if as_json:
        print_json({"uploads": rows})
        return
    print_table(
        counted("%(n)s file", "%(n)s files", len(rows)),
        columns("Identifier!", "File", "Taken in by?", "Time!", "Entries>"),
        [
            [r["id"], r["name"], who(r["by"], one.user.chinese_at(one.at) if one.user else ""),
             minute_of(r["at"]), r["entries"]]
            for r, one in zip(rows, found, strict=True)
        ],
    )  # fmt: skip


@app.command("propose")
def propose(
    rule: Annotated[str, typer.Argument(help="times, divide, replace or reverse.")],
    why: Annotated[str, typer.Option("--why", help="One reason for all rows.")],
    upload: Annotated[str, typer.Option(help="All entries of this file.")] = "",
    numbers: Annotated[list[str] | None, typer.Option("--entry", help="Or these entries.")] = None,
    unit: Annotated[str, typer.Option(help="The unit whose amounts slipped, such as CNY.")] = "",
    factor: Annotated[int, typer.Option(help="Multiply or divide by this.")] = 10_000,
    file: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The corrected file.")
    ] = None,
    evidence: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True, dir_okay=False, help="A new document, for the correction of one entry."
        ),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Review a correction row by row; it waits for a second name.

    Posted entries take a name of the other side; where none is posted, a confirmer of the own side.
    """
    start_django()
    from tallystick.entries.queries import named
    from tallystick.entries.queries.many import upload_entries
    from tallystick.entries.services import propose_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        ids = [row.pk for row in upload_entries(upload, actor)] if upload else []
        ids += [row.pk for row in named(actor, numbers or [])]
        made = propose_correction(
            entry_ids=ids,
            rule=rule,
            unit=unit,
            factor=factor if rule in ("times", "divide") else 1,
            corrected=_corrected(file, actor),
            documents=[(one.name, one.read_bytes()) for one in evidence or ()],
            reason=why,
            by=actor,
        )
    _show(made, actor, as_json)


def _corrected(file: Path | None, actor: Actor) -> Mapping[str, Report]:
    if file is None:
        return {}
    from tallystick.interchange.services import corrected_reports

    return corrected_reports(content=file.read_bytes(), by=actor)


@app.command("agree")
def agree(id: Id, as_json: AsJson = False, user: AsUser = "") -> None:
    """Agree as the second name; every row is put right, or says why not."""
    start_django()
    from tallystick.entries.services import agree_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        done = agree_correction(correction_id=id, by=actor)
    _show(done, actor, as_json)


@app.command("resume")
def resume(id: Id, as_json: AsJson = False, user: AsUser = "") -> None:
    """Go on with a correction that was interrupted."""
    start_django()
    from tallystick.entries.services import resume_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        done = resume_correction(correction_id=id, by=actor)
    _show(done, actor, as_json)


@app.command("drop")
def drop(
    id: Id,
    why: Annotated[str, typer.Option("--why", help="Why nothing comes of it.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take a proposed correction back, or turn it down."""
    start_django()
    from tallystick.entries.services import drop_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        done = drop_correction(correction_id=id, reason=why, by=actor)
    _show(done, actor, as_json)


@app.command("show")
def show(id: Id, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show a correction: before and after, and what became of each row."""
    start_django()
    from tallystick.entries.queries.many import correction

    with refusals(as_json):
        actor = acting(user)
        found = correction(id, actor)
    _show(found, actor, as_json)


def _show(one: BulkCorrection, actor: Actor, as_json: bool) -> None:
    from tallystick.entries.models import BulkCorrection, BulkCorrectionRow
    from tallystick.entries.queries.many import (
        correction_documents,
        correction_json,
        correction_rows,
        row_problems,
    )  # fmt: skip

    if as_json:
        print_json(correction_json(one, actor))
        return
    rows = list(correction_rows(one, actor))
    print_table(
        counted(
            "%(rule)s, %(n)s entry: %(state)s (%(id)s)",
            "%(rule)s, %(n)s entries: %(state)s (%(id)s)",
            len(rows), rule=label(BulkCorrection.Rule, one.rule),
            state=label(BulkCorrection.State, one.state), id=one.pk,
        ),
        columns("Entry!", "Before>", "After>", "State", "New entry!", "Why not"),
        [
            [
                *(row.entry.number, _amounts(row.before), _amounts(row.after)),
                label(BulkCorrectionRow.State, row.state),
                row.replacement.number if row.replacement else "",
                " ".join(problem.sentence(lang()) for problem in row_problems(row)),
            ]
            for row in rows
        ],
    )  # fmt: skip
    say("Reason: %(reason)s", reason=one.reason)
    documents = correction_documents(one, rows)
    for old in documents.go_over:
        say("Goes over: %(name)s (%(sha256)s)", name=old.name, sha256=old.evidence.sha256)
    for new in documents.new:
        say("New: %(name)s (%(sha256)s)", name=new.name, sha256=new.evidence.sha256)


def _amounts(pairs: list[tuple[str, int]] | None) -> str:
    """Return amounts in their units, each on its own; nothing where none is known yet."""
    return "\n".join(minor_amount(n, unit) for unit, n in pairs or ()) or NOTHING
