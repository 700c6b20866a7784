"""Report one thing from a small YAML file, hand drafts on; without a command, list entries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    print_json,
    print_problems,
    problem_json,
    refusals,
    start_django,
    text_in,
)
from tallystick.cli.entries import InState, Numbers, list_entries, tell_states

app = typer.Typer(help="List entries; enter one; hand drafts on.", invoke_without_command=True)


@app.callback()
def listing(
    context: typer.Context,
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    state: InState = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List entries, newest change first."""
    if context.invoked_subcommand is None:
        list_entries(pairing, state, limit, as_json, user)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    hand_on: Annotated[
        bool, typer.Option("--hand-on", help="Hand it to the second person at once.")
    ] = False,
    evidence: Annotated[
        list[Path] | None, typer.Option(exists=True, dir_okay=False, help="A file it rests on.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Enter one report from a YAML file, as a draft of `--as`."""
    start_django()
    from tallystick.entries.queries import entry_json
    from tallystick.entries.services import enter_report
    from tallystick.interchange.notes.reading import read_note

    with refusals(as_json):
        actor = acting(user, writing=True)
        note = read_note(text_in(file))
        files = [(path.name, path.read_bytes()) for path in evidence or []]
        entry = enter_report(
            report=note.report, unread=note.unread, files=files, hand_on=hand_on, by=actor
        )
        row = entry_json(entry)
    if as_json:
        print_json({"entry": row, "problems": []})
    else:
        tell_states([row])


@app.command()
def submit(numbers: Numbers, as_json: AsJson = False, user: AsUser = "") -> None:
    """Hand drafts to the second person of your office."""
    start_django()
    from tallystick.entries.queries import entry_json, named
    from tallystick.entries.services import submit_many

    with refusals(as_json):
        actor = acting(user, writing=True)
        chosen = [entry.pk for entry in named(actor, numbers)]
        results = submit_many(chosen, by=actor)
        done = [entry_json(r.entry) for r in results if r.entry is not None and not r.problems]
    problems = [problem for result in results for problem in result.problems]
    if as_json:
        print_json({"entries": done, "problems": [problem_json(p) for p in problems]})
    else:
        tell_states(done)
        print_problems(problems)
    if problems:
        raise typer.Exit(1)
