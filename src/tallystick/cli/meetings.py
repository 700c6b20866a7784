"""Meetings: list them, and record one with who came and what was undertaken there."""

from __future__ import annotations

from datetime import date, datetime
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
    read_each,
    refusals,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, called, in_words, label, listed
from tallystick.exchanges.rules.meetings import GUEST_SIDES, MEETING_KINDS, Agreed, Guest

app = typer.Typer(no_args_is_help=True, help="Where both sides met, and what came of it.")
Kind = typer.Option(help=f"{', '.join(MEETING_KINDS)}.", callback=one_of(lambda: MEETING_KINDS))


@app.command("list")
def list_meetings(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    kind: Annotated[str, Kind] = "",
    year: Annotated[int | None, typer.Option(help="Only those held in this year.")] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List meetings, newest first, with who came and what was undertaken."""
    start_django()
    from tallystick.exchanges.models import Meeting
    from tallystick.exchanges.queries.meetings import meetings
    from tallystick.exchanges.shapes import meeting_json

    with refusals(as_json):
        chosen = meetings(acting(user), pairing=pairing, kind=kind, year=year)
        found = list(chosen.prefetch_related("guests", "commitments"))
        rows = [meeting_json(one) for one in found]
    if as_json:
        print_json({"total": len(rows), "meetings": rows})
        return
    print_table(
        counted("%(n)s meeting", "%(n)s meetings", len(rows)),
        columns("Code!", "Day!", "Kind", "Where?", "Title", "Who came>", "Undertaken>"),
        [
            [r["code"], r["held_on"], label(Meeting.Kind, r["kind"]),
             called(one.place) if one.place else NOTHING, in_words(r["title"], r["title_zh"]),
             len(r["guests"]), len(r["commitments"])]
            for r, one in zip(rows, found, strict=True)
        ],
        invented=any(r["invented"] for r in rows),
    )  # fmt: skip


@app.command()
def record(
    pairing: Annotated[str, typer.Option(help="The pairing's code.")],
    kind: Annotated[str, Kind],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day it was held.")],
    title: Annotated[str, typer.Option(help="What it is called, in English.")] = "",
    title_zh: Annotated[str, typer.Option(help="What it is called, in Chinese.")] = "",
    place: Annotated[str, typer.Option(help="Code of the place where it was held.")] = "",
    url: Annotated[str, typer.Option(help="Where one can read about it.")] = "",
    guest: Annotated[
        list[str] | None,
        typer.Option(help=f"SIDE|NAME|POST as printed; a side is one of {', '.join(GUEST_SIDES)}."),
    ] = None,
    agreed: Annotated[
        list[str] | None,
        typer.Option(help="OFFICE|2021-12-31|WORDS|WORDS IN CHINESE of what was undertaken."),
    ] = None,
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Record a meeting that was held, who came, and the commitments made there."""
    start_django()
    from tallystick.exchanges.services import record_meeting
    from tallystick.exchanges.shapes import meeting_json
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        guests, undertaken = read_each(("--guest", _guest, guest), ("--agreed", _agreed, agreed))
        made = record_meeting(
            code=code, pairing=find(pairing, actor=actor), kind=kind, held_on=on.date(),
            title_en=title, title_zh=title_zh, place=place, url=url, guests=guests,
            agreed=undertaken, by=actor,
        )  # fmt: skip
        row = meeting_json(made)
    if as_json:
        print_json(row)
    else:
        say(
            "%(meeting)s is recorded. Undertaken: %(commitments)s",
            meeting=made.code, commitments=listed(row["commitments"]) or NOTHING,
        )  # fmt: skip


def _guest(text: str) -> Guest:
    side, name, *post = text.split("|", 2)
    return Guest(side.strip(), name, *post)


def _agreed(text: str) -> Agreed:
    owner, due, words, *chinese = text.split("|", 3)
    return Agreed(owner.strip(), date.fromisoformat(due.strip()), words, *chinese)
