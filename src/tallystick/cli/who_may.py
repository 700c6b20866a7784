"""Who may do an act about an entry: the policy rows of entries, asked the other way round."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    one_of,
    print_json,
    print_table,
    refusals,
    start_django,
)
from tallystick.cli.wording import called, label
from tallystick.kernel.problem import Refused

if TYPE_CHECKING:
    from tallystick.access.queries import Holder
    from tallystick.access.rules import PolicyRow

SIDES = ("supporting", "supported")


def who_may(
    act: Annotated[str, typer.Argument(help="The act, such as entries.match.")],
    pairing: Annotated[str, typer.Option(help="The pairing's code.")],
    side: Annotated[
        str,
        typer.Option(help="The side whose entry it is about.", callback=one_of(lambda: SIDES)),
    ] = "supported",
    place: Annotated[
        str, typer.Option(help="The supported place it is about; any of that side if none.")
    ] = "",
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On this day; today if none.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List who may do an act about an entry of a pairing, by which seat."""
    start_django()
    from django.utils import timezone

    from tallystick.access.queries import who_may as read
    from tallystick.access.rules import Sides
    from tallystick.programme.queries import other, side_region, side_regions
    from tallystick.programme.queries import pairing as find
    from tallystick.regions.queries import below

    with refusals(as_json):
        row, policy = find(pairing, actor=acting(user)), _row(act)
        places = {one: below(side_region(row, one)) for one in SIDES}
        if place:
            places["supported"] = side_regions(row, "supported", place)
        if not places["supported"]:
            raise Refused.of("not-found", path="--place", what="place of this side", code=place)
        sides = Sides(own=places[side], other=places[other(side)])
        day = on.date() if on else timezone.localdate()
        found = list(read(policy, sides, on=day))
        rows = [_told(holder) for holder in found]
    if as_json:
        print_json({"act": act, "why": policy.why, "total": len(rows), "holders": rows})
        return
    print_table(
        counted("%(n)s seat allows %(act)s", "%(n)s seats allow %(act)s", len(rows), act=act),
        columns("User name!", "Name", "Role", "Office!", "Until!", "Stands for"),
        [
            [row["user"], called(one.user), role_words(row["role"]), row["office"],
             row["until"] or "", row["stands_for"] or ""]
            for row, one in zip(rows, found, strict=True)
        ],
    )  # fmt: skip


def role_words(role: str) -> str:
    """Return what a role is called."""
    from tallystick.access.models import Role

    return label(Role, role)


def _row(act: str) -> PolicyRow:
    """Return the policy row of an act.

    Raises: Refused, naming the acts there are.
    """
    from tallystick.access.rules import Where
    from tallystick.entries.policy import ROWS

    rows = {name: row for name, row in ROWS.items() if row.where != Where.ANYWHERE}
    if act not in rows:
        raise Refused.of("not-in-list", path="act", value=act, choices=", ".join(sorted(rows)))
    return rows[act]


def _told(holder: Holder) -> dict[str, Any]:
    seat = holder.seat
    return {
        "user": holder.user.username,
        "name": holder.user.name_en,
        "role": seat.role,
        "office": seat.office.code,
        "until": seat.valid_to.isoformat() if seat.valid_to else None,
        "stands_for": seat.stands_for.user.username if seat.stands_for else None,
    }
