"""Commitments: list, undertake, settle."""

from __future__ import annotations

from datetime import datetime
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
    print_table,
    refusals,
    start_django,
)
from tallystick.exchanges.rules import ORDERS, SETTLED, STANDINGS

app = typer.Typer(
    no_args_is_help=True, help="What an office undertook by a day, and how that ended."
)


@app.command("list")
def list_commitments(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    stands: Annotated[
        str,
        typer.Option(
            help=f"Only these: {', '.join(STANDINGS)}.", callback=one_of(lambda: STANDINGS)
        ),
    ] = "",
    owner: Annotated[str, typer.Option(help="Only those of this office.")] = "",
    meeting: Annotated[str, typer.Option(help="Only those made at this meeting.")] = "",
    year: Annotated[int | None, typer.Option(help="Only those due in this year.")] = None,
    order: Annotated[
        str,
        typer.Option(
            help=f"{', '.join(ORDERS)}; else what is open first.", callback=one_of(lambda: ORDERS)
        ),
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List commitments with how each stands today."""
    start_django()
    from django.utils import timezone

    from tallystick.exchanges.queries import commitments, row_of
    from tallystick.exchanges.shapes import commitment_json

    today = timezone.localdate()
    with refusals(as_json):
        found = commitments(
            acting(user), today=today, pairing=pairing, stands=stands, owner=owner,
            meeting=meeting, year=year, order=order,
        )  # fmt: skip
        rows = [commitment_json(row_of(one, today)) for one in found]
    if as_json:
        print_json({"total": len(rows), "commitments": rows})
        return
    print_table(
        f"{len(rows)} commitments{mark(any(r['invented'] for r in rows))}",
        ["Code!", "Standing", "Due!", "Late>", "Owner!", "What", "Kept by?"],
        [
            [r["code"], r["standing"], r["due_on"], str(r["days_late"] or "–"), r["owner"],
             r["text"], r["kept_by"] or "–"]
            for r in rows
        ],
    )  # fmt: skip


@app.command()
def undertake(
    pairing: Annotated[str, typer.Option(help="The pairing's code.")],
    owner: Annotated[str, typer.Option(help="Code of the office that keeps it.")],
    due: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The day by which it is done.")
    ],
    text: Annotated[str, typer.Option(help="What is undertaken, in English.")] = "",
    text_zh: Annotated[str, typer.Option(help="What is undertaken, in Chinese.")] = "",
    meeting: Annotated[str, typer.Option(help="The meeting at which it was said.")] = "",
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Turn something said into a commitment with an owner and a day."""
    start_django()
    from tallystick.access.queries import find_office
    from tallystick.exchanges.queries import meeting as find_meeting
    from tallystick.exchanges.services import undertake as make
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = make(
            code=code, pairing=find(pairing, actor=actor), owner=find_office(owner),
            due_on=due.date(), text_en=text, text_zh=text_zh, by=actor,
            meeting=find_meeting(meeting, actor=actor) if meeting else None,
        )  # fmt: skip
    _tell(made.code, as_json, user)


@app.command()
def settle(
    code: Annotated[str, typer.Argument(help="The commitment's code.")],
    how: Annotated[
        str, typer.Argument(help=f"{', '.join(SETTLED)}.", callback=one_of(lambda: SETTLED))
    ],
    reason: Annotated[str, typer.Option(help="Why; both sides read it.")],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it ended; else today.")
    ] = None,
    entry: Annotated[str, typer.Option(help="Number of the posted entry that shows it kept.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """End a commitment by its own office's word: kept, with its proof; broken; or dropped."""
    start_django()
    from django.utils import timezone

    from tallystick.exchanges.queries import commitment, proof
    from tallystick.exchanges.services import settle_commitment

    with refusals(as_json):
        actor = acting(user, writing=True)
        settle_commitment(
            commitment=commitment(code, actor=actor), state=how, reason=reason, by=actor,
            on=on.date() if on else timezone.localdate(),
            kept_by=proof(entry, actor) if entry else None,
        )  # fmt: skip
    _tell(code, as_json, user)


def _tell(code: str, as_json: bool, user: str) -> None:
    from django.utils import timezone

    from tallystick.exchanges.queries import commitment, row_of
    from tallystick.exchanges.shapes import commitment_json

    found = commitment(code, actor=acting(user))
    row = commitment_json(row_of(found, timezone.localdate()))
    if as_json:
        print_json(row)
    else:
        out.print(f"{code}: {row['standing']}, due {row['due_on']}, {row['owner']}")
