"""What becomes of a planned meeting: it is moved, called off, or said to have been held."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    in_a_folder,
    lang,
    print_json,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import meeting_standing_words

Code = Annotated[str, typer.Argument(help="The meeting's code.")]
Reason = Annotated[str, typer.Option(help="Why; both sides read it.")]


def move(
    code: Code,
    to: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The new day.")],
    reason: Reason,
    ended_on: Annotated[
        datetime | None, typer.Option("--ended-on", formats=["%Y-%m-%d"], help="Its last day.")
    ] = None,
    begins_at: Annotated[
        datetime | None,
        typer.Option("--time", formats=["%H:%M"], help="When it begins, by the programme's clock."),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Put a planned meeting on another day or hour."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.services import move_meeting

    with refusals(as_json):
        actor = acting(user, writing=True)
        move_meeting(
            meeting=meeting(code, actor=actor), held_on=to.date(), reason=reason, by=actor,
            ended_on=ended_on.date() if ended_on else None,
            begins_at=begins_at.time() if begins_at else None,
        )  # fmt: skip
    _told(code, as_json, user)


def call_off(code: Code, reason: Reason, as_json: AsJson = False, user: AsUser = "") -> None:
    """Say that a planned meeting is not held."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.services import call_off_meeting

    with refusals(as_json):
        actor = acting(user, writing=True)
        call_off_meeting(meeting=meeting(code, actor=actor), reason=reason, by=actor)
    _told(code, as_json, user)


def confirm(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Say that a planned meeting was held, once its day has come."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.services import confirm_meeting

    with refusals(as_json):
        actor = acting(user, writing=True)
        confirm_meeting(meeting=meeting(code, actor=actor), by=actor)
    _told(code, as_json, user)


def calendar(
    out: Annotated[
        Path | None, typer.Option(callback=in_a_folder, help="The file; else it is printed.")
    ] = None,
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    site: Annotated[
        str, typer.Option(help="Where the pages are, such as https://tally.example.")
    ] = "http://localhost:8000",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write meetings and due days of commitments as a calendar file (.ics)."""
    start_django()
    from django.utils import timezone

    from tallystick.interchange.ical.exchanges import exchange_events, time_zone
    from tallystick.interchange.ical.writer import calendar_file
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user)
        if pairing:
            find(pairing, actor=actor)
        events = exchange_events(
            actor, absolute=site.rstrip("/").__add__, lang=lang(), pairing=pairing
        )
        file = calendar_file(
            events, name=said("Meetings and commitments"), stamp=timezone.now(),
            zone=time_zone(actor, pairing),
        )  # fmt: skip
        if out is not None:
            out.write_bytes(file)
    if as_json:
        rows = [
            {"uid": one.uid, "on": one.on.isoformat(), "summary": one.summary} for one in events
        ]
        print_json({"total": len(rows), "file": str(out) if out else None, "events": rows})
    elif out is None:
        typer.echo(file.decode(), nl=False)
    else:
        say("%(file)s: %(n)s events", file=out, n=len(events))


def _told(code: str, as_json: bool, user: str) -> None:
    """Print how a meeting stands now."""
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.shapes import meeting_json

    row = meeting_json(meeting(code, actor=acting(user)))
    if as_json:
        print_json(row)
    else:
        say(
            "%(meeting)s, %(day)s: %(standing)s",
            meeting=code, day=row["held_on"], standing=meeting_standing_words(row["standing"]),
        )  # fmt: skip
