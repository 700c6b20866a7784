"""The two lists: what is signed and has not landed, what is completed and idle."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    mark,
    print_json,
    print_table,
    refusals,
    start_django,
)

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
    invented = any(row["invented"] for row in rows)
    print_table(
        f"{len(rows)} {name}{mark(invented)}",
        ["Code!", "Stage", "Where!", "Since", "Days>", "Contracted>", "Paid in>", "Office?"],
        [
            [
                row["code"],
                f"{row['pipeline']} {row['stage']}",
                row["region"],
                row["since"],
                f"{row['days']:,}",
                str(row["contracted"] or "–"),
                str(row["paid_in"] or "–"),
                row["office"] or "–",
            ]
            for row in rows
        ],
    )
