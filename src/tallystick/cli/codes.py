"""One-time codes: made for a person, and used by herself to set her password."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    hand,
    print_json,
    refusals,
    said,
    say,
    start_django,
)

UserName = Annotated[str, typer.Argument(help="The user name.")]


def invite(
    username: UserName,
    drop_second_factor: Annotated[
        bool, typer.Option("--drop-second-factor", help="Her phone or key is lost.")
    ] = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Make the one-time code with which a person sets her own password. It is shown once.

    An administrator's own code is made without --as, by whoever holds the machine.
    """
    start_django()
    from tallystick.access.queries import find_user, keepers_hand
    from tallystick.access.services import make_code

    with refusals(as_json):
        person = find_user(username)
        by = hand(user) if user else keepers_hand(person) or hand("")
        made = make_code(user=person, drop_factors=drop_second_factor, by=by)
    until = made.expires_at.isoformat(timespec="minutes")
    if as_json:
        print_json(
            {"user": username, "reason": made.reason, "code": made.code, "expires_at": until}
        )
    else:
        say(
            "%(user)s  %(code)s  until %(until)s. It works once and is shown once.",
            user=username, code=made.code, until=until,
        )  # fmt: skip


def use_code(username: UserName, as_json: AsJson = False) -> None:
    """Set your own password with your code: both are asked for, or read as two lines of input.

    Neither is an option of the command: the list of processes and a shell's history would keep it.
    """
    start_django()
    from tallystick.access.services import use_code as use
    from tallystick.kernel.actor import Actor

    if sys.stdin.isatty():
        code = typer.prompt(said("Code"), hide_input=True, err=True)
        password = typer.prompt(
            said("New password"), hide_input=True, err=True,
            confirmation_prompt=said("The new password again"),
        )  # fmt: skip
    else:
        code, password = (sys.stdin.readline().rstrip("\n") for _line in range(2))
    with refusals(as_json):
        use(username=username, code=code, password=password, by=Actor(None, "", "command line"))
    if as_json:
        print_json({"user": username})
    else:
        say("%(user)s has a password now, and signs in with it.", user=username)
