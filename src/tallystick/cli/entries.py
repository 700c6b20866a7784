"""List what was entered; confirm and match it under a person's own name."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    mark,
    one_of,
    out,
    print_json,
    print_problems,
    print_table,
    problem_json,
    refusals,
    start_django,
)

Numbers = Annotated[list[str], typer.Argument(help="Entry numbers such as E-2019-0001.")]


def _states() -> list[str]:
    start_django()
    from tallystick.entries.models import State

    return list(State.values)


def _bases() -> list[str]:
    start_django()
    from tallystick.entries.services.matching import BASES

    return [str(basis) for basis in BASES]


def list_entries(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    state: Annotated[
        str, typer.Option(help="Only entries in this state.", callback=one_of(_states))
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List entries, newest change first."""
    start_django()
    from tallystick.entries.queries import entries, entry_json
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user)
        if pairing:
            find(pairing, actor=actor)
        found = entries(actor, pairing=pairing, state=state)
        rows = [entry_json(entry) for entry in found[:limit]]
        total = found.count()
    if as_json:
        print_json({"total": total, "entries": rows})
        return
    print_table(
        f"{len(rows)} of {total} entries{mark(any(r['invented'] for r in rows))}",
        ["Number!", "State!", "Where?", "Movement?", "Day!", "Amounts", "Title"],
        [
            [r["number"], r["state"], r["region"], r["move"], r["on"], r["amounts"], r["title"]]
            for r in rows
        ],
    )


def confirm(numbers: Numbers, as_json: AsJson = False, user: AsUser = "") -> None:
    """Confirm entries of your own side as its second person."""
    _decide("confirm", numbers, "", user, as_json)


def match(
    numbers: Numbers,
    basis: Annotated[
        str,
        typer.Option(help="own_record, document_seen or not_contested.", callback=one_of(_bases)),
    ] = "own_record",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Match entries of the other side; what is matched is posted."""
    _decide("match", numbers, basis, user, as_json)


def _decide(verb: str, numbers: list[str], basis: str, user: str, as_json: bool) -> None:
    start_django()
    from tallystick.entries.queries import entry_json, named
    from tallystick.entries.services import confirm_many, match_many

    with refusals(as_json):
        actor = acting(user, writing=True)
        chosen = [(entry.pk, entry.version) for entry in named(actor, numbers)]
        results = (
            confirm_many(chosen, by=actor)
            if verb == "confirm"
            else match_many(chosen, basis=basis, by=actor)
        )
    problems = [problem for result in results for problem in result.problems]
    done = [entry_json(result.entry) for result in results if result.entry is not None]
    if as_json:
        print_json({"entries": done, "problems": [problem_json(p) for p in problems]})
    else:
        for row in done:
            out.print(f"{row['number']}: {row['state']}")
        print_problems(problems)
    if problems:
        raise typer.Exit(1)
