"""Commitments: list, undertake, settle."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

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
    said,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, in_words
from tallystick.exchanges.rules.commitments import (
    COMMITMENT_KINDS,
    ORDERS,
    SETTLED,
    STANDINGS,
)

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

    from tallystick.exchanges.queries.commitments import commitments, row_of
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
        counted("%(n)s commitment", "%(n)s commitments", len(rows)),
        columns("Code!", "State", "Due!", "Days late>", "Kept by!", "What", "Shown by?"),
        [
            [r["code"], _standing(r["standing"]), r["due_on"], r["days_late"] or NOTHING,
             r["owner"], in_words(r["text"], r["text_zh"]), r["kept_by"] or NOTHING]
            for r in rows
        ],
        invented=any(r["invented"] for r in rows),
    )  # fmt: skip


def _standing(code: str) -> str:
    """Return how a commitment stands, in the words of the pages."""
    return {
        "open": said("open"),
        "due_soon": said("open, due soon"),
        "late": said("late"),
        "kept": said("kept"),
        "kept_late": said("kept, late"),
        "broken": said("broken"),
        "dropped": said("dropped"),
    }[code]


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
    kind: Annotated[
        str,
        typer.Option(
            help=f"What kind of act: {', '.join(COMMITMENT_KINDS)}.",
            callback=one_of(lambda: COMMITMENT_KINDS),
        ),
    ] = "",
    words: Annotated[str, typer.Option(help="The words of its source, as they stand there.")] = "",
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Turn something said into a commitment with an owner and a day."""
    start_django()
    from tallystick.access.queries import find_office
    from tallystick.exchanges.queries.meetings import meeting as find_meeting
    from tallystick.exchanges.services import undertake as make
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = make(
            code=code, pairing=find(pairing, actor=actor), owner=find_office(owner),
            due_on=due.date(), text_en=text, text_zh=text_zh, by=actor,
            meeting=find_meeting(meeting, actor=actor) if meeting else None,
            kind=kind, words=words,
        )  # fmt: skip
    tell(made.code, as_json, user)


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

    from tallystick.exchanges.queries.commitments import commitment, proof
    from tallystick.exchanges.services import settle_commitment

    with refusals(as_json):
        actor = acting(user, writing=True)
        settle_commitment(
            commitment=commitment(code, actor=actor), state=how, reason=reason, by=actor,
            on=on.date() if on else timezone.localdate(),
            kept_by=proof(entry, actor) if entry else None,
        )  # fmt: skip
    tell(code, as_json, user)


def tell(code: str, as_json: bool, user: str) -> None:
    from django.utils import timezone

    from tallystick.exchanges.queries.commitments import commitment, row_of
    from tallystick.exchanges.shapes import commitment_json

    found = commitment(code, actor=acting(user))
    row = commitment_json(row_of(found, timezone.localdate()))
    if as_json:
        print_json(row)
    else:
        say(
            "%(commitment)s: %(state)s, due %(day)s, %(office)s",
            commitment=code, state=_standing(row["standing"]), day=row["due_on"],
            office=row["owner"],
        )  # fmt: skip
