"""Commitments: list, undertake, settle."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from tallystick.cli.door import (
    YEARS,
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
from tallystick.programme.rules.catalogue import WORKSTREAMS

SIDES, YES_NO = ("supporting", "supported"), ("yes", "no")
app = typer.Typer(
    no_args_is_help=True, help="What an office undertook by a day, and how that ended."
)


Stands = Annotated[
    str,
    typer.Option(help=f"Only these: {', '.join(STANDINGS)}.", callback=one_of(lambda: STANDINGS)),
]
OfSide = Annotated[
    str, typer.Option(help="Only of this side's offices.", callback=one_of(lambda: SIDES))
]
OfKind = Annotated[
    str, typer.Option(help="Only of this kind of act.", callback=one_of(lambda: COMMITMENT_KINDS))
]
OfWorkstream = Annotated[
    str,
    typer.Option(
        help="Only those followed in this workstream.", callback=one_of(lambda: tuple(WORKSTREAMS))
    ),
]
Linked = Annotated[
    str,
    typer.Option(
        help="yes or no: whether anything shows it kept.", callback=one_of(lambda: YES_NO)
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="As it stood, and was known, on that day."),
]
Order = Annotated[
    str,
    typer.Option(
        help=f"{', '.join(ORDERS)}; else what is open first.", callback=one_of(lambda: ORDERS)
    ),
]


@app.command("list")
def list_commitments(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    stands: Stands = "",
    owner: Annotated[str, typer.Option(help="Only those of this office.")] = "",
    meeting: Annotated[str, typer.Option(help="Only those made at this meeting.")] = "",
    year: Annotated[int | None, typer.Option(help="Only those due in this year.", **YEARS)] = None,
    side: OfSide = "",
    kind: OfKind = "",
    workstream: OfWorkstream = "",
    linked: Linked = "",
    as_of: AsOf = None,
    order: Order = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List commitments with how each stands today, or stood on an earlier day."""
    start_django()
    from django.utils import timezone

    from tallystick.exchanges.queries.commitments import Asked, listed
    from tallystick.exchanges.queries.evidence import things_seen
    from tallystick.exchanges.queries.fulfilling import read_files
    from tallystick.exchanges.shapes import commitment_json
    from tallystick.indicators.queries.frames import end_of_day

    today = min(as_of.date(), timezone.localdate()) if as_of else timezone.localdate()
    known = end_of_day(today, timezone.get_current_timezone()) if as_of else None
    asked = Asked(
        pairing, stands, owner, meeting, side, kind, workstream, linked, year, order=order
    )
    with refusals(as_json):
        actor = acting(user)
        found = listed(actor, today=today, asked=asked, known_by=known)
        stood = found.rows(found)
        seen = things_seen([link for row in stood for link in row.evidence.links], actor)
        read_files((row.evidence.fulfilment for row in stood), known_by=known)
        rows = [commitment_json(row, seen) for row in stood]
    if as_json:
        print_json({"total": len(rows), "commitments": rows})
    else:
        _print(rows)


def _print(rows: list[dict[str, Any]]) -> None:
    print_table(
        counted("%(n)s commitment", "%(n)s commitments", len(rows)),
        columns("Code!", "State", "Due!", "Days late>", "Done>", "Kept by!", "What", "Shown by?"),
        [
            [r["code"], _standing(r["standing"]), r["due_on"], r["days_late"] or NOTHING,
             _done(r), r["owner"], in_words(r["text"], r["text_zh"]), r["kept_by"] or NOTHING]
            for r in rows
        ],
        invented=any(r["invented"] for r in rows),
    )  # fmt: skip


def _done(row: dict[str, Any]) -> str:
    """Return how many of its links are fulfilled, of how many."""
    return f"{row['done']} / {len(row['links'])}" if row["links"] else NOTHING


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
    from tallystick.exchanges.queries.evidence import things_seen
    from tallystick.exchanges.shapes import commitment_json

    actor = acting(user)
    stood = row_of(commitment(code, actor=actor), timezone.localdate())
    row = commitment_json(stood, things_seen(stood.evidence.links, actor))
    if as_json:
        print_json(row)
    else:
        say(
            "%(commitment)s: %(state)s, due %(day)s, %(office)s",
            commitment=code, state=_standing(row["standing"]), day=row["due_on"],
            office=row["owner"],
        )  # fmt: skip
        for one in row["links"]:
            say(
                "  link %(n)s: %(what)s, %(done)s", n=one["n"], what=_followed(one), done=_came(one)
            )
        if done := row["fulfilment"]:
            say(
                "  record %(n)s: done %(day)s, written by %(writer)s: %(text)s", n=done["n"],
                day=done["done_on"], writer=done["written_by"], text=done["text"],
            )  # fmt: skip
            for one in done["files"]:
                say("    file %(n)s: %(name)s", n=one["n"], name=one["name"])


def _followed(one: dict[str, Any]) -> str:
    """Return what a link follows, by its codes."""
    if one["kind"] == "thing":
        return f"{one['thing'] or said('a thing out of sight')} > {one['stage']}"
    if one["kind"] == "target":
        return f"{one['indicator']} {one['pairing']} {one['period']}"
    return f"{one['indicator']} {one['since']} >"


def _came(one: dict[str, Any]) -> str:
    """Return how far a link has come: how much of how much, and on which day."""
    day = one["reached_on"] or one["failed_on"]
    return f"{one['done']} / {one['wanted']}" + (f" ({day})" if day else "")
