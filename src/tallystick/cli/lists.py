"""The two lists: what is signed and has not landed, what is completed and idle."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    print_json,
    print_table,
    refusals,
    start_django,
)
from tallystick.cli.wording import NOTHING, figure, pipeline, stage

app = typer.Typer(help="What is signed or built and goes no further.", no_args_is_help=True)
Days = Annotated[
    int | None,
    typer.Option(min=0, help="Longer than so many days; else the usual time of each stage."),
]


@app.command()
def unlanded(days: Days = None, as_json: AsJson = False, user: AsUser = "") -> None:
    """List what is signed and has not landed for so many days."""
    _show("unlanded", days, as_json, user)


@app.command()
def idle(days: Days = None, as_json: AsJson = False, user: AsUser = "") -> None:
    """List what is completed and idle for so many days."""
    _show("idle", days, as_json, user)


def _show(name: str, days: int | None, as_json: bool, user: str) -> None:
    start_django()
    from tallystick.indicators.queries.watching import watched
    from tallystick.indicators.shapes import watched_json

    with refusals(as_json):
        rows = [watched_json(one) for one in watched(name, acting(user), days=days)]
    if as_json:
        print_json({"total": len(rows), "rows": rows})
        return
    title = (
        counted("%(n)s signed and not landed", "%(n)s signed and not landed", len(rows))
        if name == "unlanded"
        else counted("%(n)s completed and idle", "%(n)s completed and idle", len(rows))
    )
    print_table(
        title,
        columns(
            "Code!", "Pipeline", "Stage", "Where!", "Since!", "Days>", "Contracted>", "Paid in>",
            "Office?",
        ),
        [
            [
                row["code"],
                pipeline(row["pipeline"]),
                stage(row["pipeline"], row["stage"]),
                row["region"],
                row["since"],
                figure(row["days"]),
                figure(row["contracted"]),
                figure(row["paid_in"]),
                row["office"] or NOTHING,
            ]
            for row in rows
        ],
        invented=any(row["invented"] for row in rows),
    )  # fmt: skip
