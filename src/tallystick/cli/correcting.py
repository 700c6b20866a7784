"""Correct many entries at once: review, a name of each side, a result per row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    minute_of,
    out,
    print_json,
    print_table,
    refusals,
    start_django,
)

if TYPE_CHECKING:
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
        rows = [
            {
                "id": one.pk,
                "name": one.name,
                "sha256": one.sha256,
                "by": one.who,
                "at": one.at.isoformat(),
                "entries": one.entries,  # type: ignore[attr-defined]
            }
            for one in uploads(acting(user))
        ]
    if as_json:
        print_json({"uploads": rows})
        return
    print_table(
        f"{len(rows)} files",
        ["Id!", "Name", "By?", "At!", "Entries>"],
        [[r["id"], r["name"], r["by"], minute_of(r["at"]), str(r["entries"])] for r in rows],
    )


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
    from tallystick.entries.queries.many import correction_json, upload_entries
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
        answer = correction_json(made, actor)
    _show(answer, as_json)


def _corrected(file: Path | None, actor: Actor) -> Mapping[str, Report]:
    if file is None:
        return {}
    from tallystick.interchange.services import corrected_reports

    return corrected_reports(content=file.read_bytes(), by=actor)


@app.command("agree")
def agree(id: Id, as_json: AsJson = False, user: AsUser = "") -> None:
    """Agree as the second name; every row is put right, or says why not."""
    start_django()
    from tallystick.entries.queries.many import correction_json
    from tallystick.entries.services import agree_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        answer = correction_json(agree_correction(correction_id=id, by=actor), actor)
    _show(answer, as_json)


@app.command("resume")
def resume(id: Id, as_json: AsJson = False, user: AsUser = "") -> None:
    """Go on with a correction that was interrupted."""
    start_django()
    from tallystick.entries.queries.many import correction_json
    from tallystick.entries.services import resume_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        answer = correction_json(resume_correction(correction_id=id, by=actor), actor)
    _show(answer, as_json)


@app.command("drop")
def drop(
    id: Id,
    why: Annotated[str, typer.Option("--why", help="Why nothing comes of it.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take a proposed correction back, or turn it down."""
    start_django()
    from tallystick.entries.queries.many import correction_json
    from tallystick.entries.services import drop_correction

    with refusals(as_json):
        actor = acting(user, writing=True)
        done = drop_correction(correction_id=id, reason=why, by=actor)
        answer = correction_json(done, actor)
    _show(answer, as_json)


@app.command("show")
def show(id: Id, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show a correction: before and after, and what became of each row."""
    start_django()
    from tallystick.entries.queries.many import correction, correction_json

    with refusals(as_json):
        actor = acting(user)
        answer = correction_json(correction(id, actor), actor)
    _show(answer, as_json)


def _show(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(answer)
        return
    rows = answer["rows"]
    print_table(
        f"{answer['rule']}, {len(rows)} entries: {answer['state']} ({answer['id']})",
        ["Entry!", "Before>", "After>", "State!", "New entry!", "Why not"],
        [
            [
                *(r["entry"], ", ".join(r["before"]), ", ".join(r["after"] or ["–"])),
                *(r["state"], r["replacement"] or ""),
                " ".join(p["message"] for p in r["problems"]),
            ]
            for r in rows
        ],
    )
    out.print(answer["reason"])
    for words, key in (("Goes over", "documents_going_over"), ("New", "documents_new")):
        for one in answer[key]:
            out.print(f"{words}: {one['name']} ({one['sha256']})")
