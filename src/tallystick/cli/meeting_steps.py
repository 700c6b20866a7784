"""What becomes of a planned meeting: it is moved, called off, or said to have been held."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from tallystick.cli.door import AsJson, AsUser, acting, print_json, refusals, say, start_django
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
