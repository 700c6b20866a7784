"""Personal fields: read for a purpose, which is logged; erased for good, one or all overdue."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    print_json,
    refusals,
    said,
    say,
    start_django,
)

app = typer.Typer(no_args_is_help=True, help="Personal fields, kept encrypted under a key.")

Key = Annotated[str, typer.Argument(help="The person's key, as the record of a post shows it.")]


@app.command("read")
def read(
    key: Key,
    purpose: Annotated[str, typer.Option(help="What they were kept for, or audit; it is logged.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Show what is kept about a person; who read it and what for is logged."""
    start_django()
    from tallystick.access.services import read_person

    with refusals(as_json):
        fields = read_person(key=key, purpose=purpose, by=acting(user, writing=True))
    if as_json:
        print_json({"person": key, "fields": fields})
        return
    names = {"name": said("Name"), "email": said("E-mail")}
    for name, text in fields.items():
        say("%(what)s: %(value)s", what=names.get(name, name), value=text)


@app.command("erase")
def erase(
    key: Key,
    why: Annotated[str, typer.Option(help="The reason; it is kept.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Erase what is kept about a person for good; her key and every total stay."""
    start_django()
    from tallystick.access.services import erase_person

    with refusals(as_json):
        erase_person(key=key, why=why, by=acting(user, writing=True))
    if as_json:
        print_json({"person": key, "erased": True})


@app.command("erase-overdue")
def erase_overdue(as_json: AsJson = False, user: AsUser = "") -> None:
    """Erase everybody whose day to be kept until has passed; run it once a day."""
    start_django()
    from django.utils import timezone

    from tallystick.access.services import erase_overdue_persons

    with refusals(as_json):
        by = acting(user, writing=True)
        erased = erase_overdue_persons(on=timezone.localdate(), by=by)
    if as_json:
        print_json({"erased": erased})
