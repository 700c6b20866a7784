"""Meetings: list them, show one, record one with who came and what was undertaken there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

import typer

from tallystick.cli import documents, meeting_steps
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
    read_each,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import (
    NOTHING,
    called,
    in_words,
    label,
    listed,
    meeting_standing_words,
)
from tallystick.exchanges.rules.folding import folded
from tallystick.exchanges.rules.guests import GUEST_SIDES, HOWS, Guest, RepresentedBy
from tallystick.exchanges.rules.meetings import MEETING_KINDS, MEETING_STANDINGS, Agreed
from tallystick.kernel.problem import Problem, Refused

app = typer.Typer(no_args_is_help=True, help="Where both sides met, and what came of it.")
app.command("move")(meeting_steps.move)
app.command("call-off")(meeting_steps.call_off)
app.command("confirm")(meeting_steps.confirm)
app.command("calendar")(meeting_steps.calendar)
app.command("documents")(documents.documents)
app.command("add-document")(documents.add)
app.command("take-document")(documents.take)
Kind = typer.Option(help=f"{', '.join(MEETING_KINDS)}.", callback=one_of(lambda: MEETING_KINDS))
Stands = typer.Option(
    help=f"Only these: {', '.join(MEETING_STANDINGS)}.",
    callback=one_of(lambda: MEETING_STANDINGS),
)
SORTS = ("oldest", "title_en", "title_zh", "place", "undertaken")
Sort = typer.Option(help=f"{', '.join(SORTS)}; else newest first.", callback=one_of(lambda: SORTS))
Guests = Annotated[
    list[str] | None,
    typer.Option(
        "--guest", help=f"SIDE|NAME|POST as printed; a side is one of {', '.join(GUEST_SIDES)}."
    ),
]
Leads = Annotated[
    list[str] | None, typer.Option("--leads", help="Name of a guest who heads her delegation.")
]
Absent = Annotated[
    list[str] | None,
    typer.Option(
        "--represented", help=f"NAME|POST|{' or '.join(HOWS)}|NAME OF THE GUEST who stood in."
    ),
]


@app.command("list")
def list_meetings(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    kind: Annotated[str, Kind] = "",
    year: Annotated[int | None, typer.Option(help="Only those of this year.", **YEARS)] = None,
    stands: Annotated[str, Stands] = "",
    place: Annotated[str, typer.Option(help="Only those at this place, or in it.")] = "",
    sort: Annotated[str, Sort] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List meetings, newest first, with who came and what was undertaken."""
    start_django()
    from tallystick.exchanges.models import Meeting
    from tallystick.exchanges.queries.meetings import meetings
    from tallystick.exchanges.shapes import meeting_json

    with refusals(as_json):
        chosen = meetings(
            acting(user), pairing=pairing, kind=kind, year=year, stands=stands, place=place,
            sort=sort,
        )  # fmt: skip
        found = list(chosen.prefetch_related("guests", "represented__guest", "commitments"))
        rows = [meeting_json(one) for one in found]
    if as_json:
        print_json({"total": len(rows), "meetings": rows})
        return
    print_table(
        counted("%(n)s meeting", "%(n)s meetings", len(rows)),
        columns(
            "Code!", "Day!", "State", "Kind", "Where?", "Title", "Who came>", "Undertaken>"
        ),
        [
            [r["code"], r["held_on"], meeting_standing_words(r["standing"]),
             label(Meeting.Kind, r["kind"]),
             called(one.place) if one.place else NOTHING, in_words(r["title"], r["title_zh"]),
             len(r["guests"]), len(r["commitments"])]
            for r, one in zip(rows, found, strict=True)
        ],
        invented=any(r["invented"] for r in rows),
    )  # fmt: skip


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="The meeting's code.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Show one meeting: when and where, who came on which side, who stood in for whom."""
    start_django()
    from tallystick.exchanges.models import MeetingGuest, Represented
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.shapes import meeting_json

    with refusals(as_json):
        row = meeting_json(meeting(code, actor=acting(user)))
    if as_json:
        print_json(row)
        return
    say(
        "%(title)s, %(day)s: %(standing)s",
        title=in_words(row["title"], row["title_zh"]), day=row["held_on"],
        standing=meeting_standing_words(row["standing"]),
    )  # fmt: skip
    print_table(
        counted("%(n)s person", "%(n)s persons", len(row["guests"])),
        columns("Side", "Name", "Post, as printed", "Head of the delegation"),
        [
            [label(MeetingGuest.Side, one["side"]), one["name"], one["post"] or NOTHING,
             said("yes") if one["leads"] else NOTHING]
            for one in row["guests"]
        ],
        invented=row["invented"],
    )  # fmt: skip
    if row["represented"]:
        print_table(
            counted("%(n)s represented", "%(n)s represented", len(row["represented"])),
            columns("How", "Name", "Post, as printed", "By"),
            [
                [label(Represented.How, one["how"]), one["name"], one["post"] or NOTHING,
                 one["by"] or NOTHING]
                for one in row["represented"]
            ],
            invented=row["invented"],
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
    guest: Guests = None,
    leads: Leads = None,
    represented: Absent = None,
    ended_on: Annotated[
        datetime | None, typer.Option("--ended-on", formats=["%Y-%m-%d"], help="Its last day.")
    ] = None,
    begins_at: Annotated[
        datetime | None,
        typer.Option("--time", formats=["%H:%M"], help="When it begins, by the programme's clock."),
    ] = None,
    agreed: Annotated[
        list[str] | None,
        typer.Option(help="OFFICE|2021-12-31|WORDS|WORDS IN CHINESE of what was undertaken."),
    ] = None,
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Record a meeting, who came and what was agreed; one of a day to come is planned."""
    start_django()
    from tallystick.exchanges.services import record_meeting
    from tallystick.exchanges.shapes import meeting_json
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        guests, absent, undertaken = read_each(
            ("--guest", _guest, guest), ("--represented", _absent, represented),
            ("--agreed", _agreed, agreed),
        )  # fmt: skip
        made = record_meeting(
            code=code, pairing=find(pairing, actor=actor), kind=kind, held_on=on.date(),
            title_en=title, title_zh=title_zh, place=place, url=url,
            guests=with_heads(guests, leads), represented=absent, agreed=undertaken,
            ended_on=ended_on.date() if ended_on else None,
            begins_at=begins_at.time() if begins_at else None, by=actor,
        )  # fmt: skip
        row = meeting_json(made)
    if as_json:
        print_json(row)
    else:
        say(
            "%(meeting)s is recorded. Undertaken: %(commitments)s",
            meeting=made.code, commitments=listed(row["commitments"]) or NOTHING,
        )  # fmt: skip


@app.command("add-guests")
def add_to_list(
    code: Annotated[str, typer.Argument(help="The meeting's code.")],
    guest: Guests = None,
    leads: Leads = None,
    represented: Absent = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Add people to the list of a meeting; who is there already is not put there twice."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.services import add_guests
    from tallystick.exchanges.shapes import meeting_json

    with refusals(as_json):
        actor = acting(user, writing=True)
        guests, absent = read_each(
            ("--guest", _guest, guest), ("--represented", _absent, represented)
        )
        one = meeting(code, actor=actor)
        add_guests(meeting=one, guests=with_heads(guests, leads), represented=absent, by=actor)
        row = meeting_json(meeting(code, actor=actor))
    if as_json:
        print_json(row)
    else:
        say("%(meeting)s: %(n)s persons", meeting=code, n=len(row["guests"]))


def with_heads(guests: list[Guest], leads: list[str] | None) -> list[Guest]:
    """Return the guests, those who are named as heads marked.

    Raises: Refused for a head who is not among them.
    """
    named = {folded(name): name for name in leads or ()}
    missing = named.keys() - {folded(one.name) for one in guests}
    if missing:
        found = [Problem("head-not-there", "--leads", value=named[one]) for one in sorted(missing)]
        raise Refused(found)
    return [replace(one, leads=folded(one.name) in named) for one in guests]


def _guest(text: str) -> Guest:
    side, name, *post = text.split("|", 2)
    return Guest(side.strip(), name, "".join(post))


def _absent(text: str) -> RepresentedBy:
    name, *rest = text.split("|")
    if len(rest) > 3:
        raise ValueError(text)
    post, how, by = (*rest, "", "", "")[:3]
    return RepresentedBy(name, post, how.strip() or HOWS[0], by)


def _agreed(text: str) -> Agreed:
    owner, due, words, *chinese = text.split("|", 3)
    return Agreed(owner.strip(), date.fromisoformat(due.strip()), words, *chinese)
