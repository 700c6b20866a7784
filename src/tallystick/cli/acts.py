"""The act log: who changed or read what, when and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    minute_of,
    print_json,
    print_table,
    refusals,
    start_django,
)
from tallystick.cli.wording import who

if TYPE_CHECKING:
    from tallystick.access.models import Act

app = typer.Typer(help="The act log: who changed or read what, and why.", no_args_is_help=True)
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command("list")
def list_acts(
    person: Annotated[str, typer.Option("--who", help="Only acts of this user name.")] = "",
    about: Annotated[str, typer.Option(help="Only of what has this code or number.")] = "",
    action: Annotated[
        str, typer.Option(help="Only these acts: access.read_person, or access. for all of a room.")
    ] = "",
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    page: Annotated[int, typer.Option(min=1, help="Which part of the list.")] = 1,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List acts, newest first: an auditor's own people, everybody's on the machine itself."""
    start_django()
    from tallystick.access.queries import acts
    from tallystick.entries.queries import entries

    with refusals(as_json):
        actor = acting(user)
        known = entries(actor).filter(number=about).values_list("pk", flat=True).first()
        found = acts(
            actor, user=person, about=str(known or about), action=action,
            since=since.date() if since else None, until=until.date() if until else None,
        )  # fmt: skip
        total, kept = found.count(), list(found[(page - 1) * limit : page * limit])
        told = entries(actor).filter(pk__in=[a.thing_id for a in kept if a.thing == "entry"])
        numbers = {str(pk): number for pk, number in told.values_list("pk", "number")}
    rows = [_row(act, numbers) for act in kept]
    if as_json:
        print_json({"total": total, "acts": rows})
        return
    print_table(
        counted(
            "%(n)s act, %(shown)s shown", "%(n)s acts, %(shown)s shown", total, shown=len(rows)
        ),
        columns("Time!", "Name", "Act!", "About!", "Before?", "After?", "Why"),
        [
            [
                *(minute_of(row["at"]), who(row["name"], row["name_zh"]), row["action"]),
                *(row["about"], _values(row["before"]), _values(row["after"]), row["why"]),
            ]
            for row in rows
        ],
    )


def _row(act: Act, numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return an act; an entry is named by its number, as everywhere."""
    return {
        "at": act.at.isoformat(timespec="seconds"),
        "user": act.user.username if act.user else "",
        "name": act.who,
        "name_zh": act.user.chinese_at(act.at) if act.user else "",
        "action": act.action,
        "thing": act.thing,
        "about": numbers.get(act.thing_id, act.thing_id),
        "before": act.before,
        "after": act.after,
        "why": act.why,
    }


def _values(kept: Any) -> str:
    """Return what stood before or after, as it is kept: codes and values of a row."""
    return "" if kept is None else json.dumps(kept, ensure_ascii=False)
