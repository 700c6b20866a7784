"""Commitments: what shows one kept is linked; what was done is written and acknowledged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.commitments import tell
from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    in_a_folder,
    print_json,
    refusals,
    say,
    start_django,
)

Code = Annotated[str, typer.Argument(help="The commitment's code.")]


def link(
    code: Code,
    thing: Annotated[str, typer.Option(help="Code of the thing that is to reach a stage.")] = "",
    stage: Annotated[str, typer.Option(help="The stage it is to reach.")] = "",
    indicator: Annotated[str, typer.Option(help="Code of the indicator that is to come in.")] = "",
    amount: Annotated[
        str, typer.Option(help="How much of it since the day it was made, in its own unit.")
    ] = "",
    period: Annotated[str, typer.Option(help="Instead: the period of its target, as 2021.")] = "",
    pairing: Annotated[str, typer.Option(help="Whose target; else the commitment's own.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say what shows a commitment kept: a thing, an amount or a target."""
    start_django()
    from tallystick.exchanges.queries.commitments import commitment
    from tallystick.exchanges.services import link_commitment
    from tallystick.programme.queries import pairing as find_pairing
    from tallystick.programme.queries.things import thing as find_thing

    with refusals(as_json):
        actor = acting(user, writing=True)
        link_commitment(
            commitment=commitment(code, actor=actor), by=actor,
            thing=find_thing(thing, actor=actor) if thing else None, stage=stage,
            indicator=indicator, amount=_minor(indicator, amount), period=period,
            pairing=find_pairing(pairing, actor=actor) if pairing else None,
        )  # fmt: skip
    tell(code, as_json, user)


def _minor(indicator: str, amount: str) -> int | None:
    """Return an amount as typed in the indicator's minor units; what is no number is none."""
    from tallystick.programme.rules.catalogue import indicators
    from tallystick.programme.rules.statements import target_minor

    if not amount or indicator not in indicators():
        return None
    try:
        return target_minor(indicator, amount.replace(",", ""))
    except ValueError:
        return None


def unlink(
    code: Code,
    number: Annotated[int, typer.Argument(help="The number of the link.")],
    reason: Annotated[str, typer.Option(help="Why; both sides read it.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take a link off; it stays in the history with its reason."""
    start_django()
    from tallystick.exchanges.queries.commitments import commitment
    from tallystick.exchanges.queries.linked import link as find_link
    from tallystick.exchanges.services import unlink_commitment

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = commitment(code, actor=actor)
        unlink_commitment(link=find_link(made, number), reason=reason, by=actor)
    tell(code, as_json, user)


Number = Annotated[int, typer.Argument(help="The number of the record of what was done.")]


def show(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show one commitment: how it stands, what it is linked to, what was done."""
    start_django()
    with refusals(as_json):
        tell(code, as_json, user)


def done(
    code: Code,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day it was done.")],
    text: Annotated[str, typer.Option(help="What was done.")],
    url: Annotated[str, typer.Option(help="Where one can read of it.")] = "",
    file: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="A file that shows it; may be repeated."),
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say what one's office did for its commitment; the other side acknowledges it."""
    start_django()
    from tallystick.exchanges.queries.commitments import commitment
    from tallystick.exchanges.services import report_fulfilment

    with refusals(as_json):
        actor = acting(user, writing=True)
        report_fulfilment(
            commitment=commitment(code, actor=actor), done_on=on.date(), text=text, url=url,
            files=[(one.name, one.read_bytes()) for one in file or ()], by=actor,
        )  # fmt: skip
    tell(code, as_json, user)


def attach(
    code: Code,
    number: Number,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Lay a file under what one's own office wrote, while nobody has answered."""
    start_django()
    from tallystick.exchanges.queries.commitments import commitment
    from tallystick.exchanges.queries.fulfilling import fulfilment
    from tallystick.exchanges.services import add_fulfilment_files

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = fulfilment(commitment(code, actor=actor), number, actor=actor)
        sent = [(file.name, file.read_bytes())]
        add_fulfilment_files(fulfilment=one, files=sent, by=actor)
    tell(code, as_json, user)


def take(
    code: Code,
    number: Number,
    n: Annotated[int, typer.Argument(help="The number of the file under it.")],
    out: Annotated[Path, typer.Option(callback=in_a_folder, help="Where it is written.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write a file under what was done to one's own disk; the reading is kept in the act log."""
    start_django()
    from tallystick.exchanges.queries.commitments import commitment
    from tallystick.exchanges.queries.fulfilling import fulfilment, fulfilment_file
    from tallystick.exchanges.services import open_fulfilment_file
    from tallystick.exchanges.shapes import fulfilment_file_json

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = fulfilment(commitment(code, actor=actor), number, actor=actor)
        kept = fulfilment_file(one, n, actor=actor)
        out.write_bytes(open_fulfilment_file(file=kept, by=actor))
        row = fulfilment_file_json(kept)
    if as_json:
        print_json(row)
    else:
        say("%(title)s is written to %(file)s.", title=row["name"], file=out)


def acknowledge(code: Code, number: Number, as_json: AsJson = False, user: AsUser = "") -> None:
    """Put the other side's name under what was done: the commitment is kept."""
    _answer("acknowledge", code, number, "", as_json, user)


def refuse(
    code: Code,
    number: Number,
    reason: Annotated[str, typer.Option(help="Why; both sides read it.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say for the other side why what was done does not keep the commitment."""
    _answer("refuse", code, number, reason, as_json, user)


def withdraw(code: Code, number: Number, as_json: AsJson = False, user: AsUser = "") -> None:
    """Take back what one's own office wrote, while nobody has answered."""
    _answer("withdraw", code, number, "", as_json, user)


def _answer(how: str, code: str, number: int, reason: str, as_json: bool, user: str) -> None:
    start_django()
    from tallystick.exchanges.queries.commitments import commitment
    from tallystick.exchanges.queries.fulfilling import fulfilment
    from tallystick.exchanges.services import (
        acknowledge_fulfilment,
        refuse_fulfilment,
        withdraw_fulfilment,
    )

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = fulfilment(commitment(code, actor=actor), number, actor=actor)
        if how == "acknowledge":
            acknowledge_fulfilment(fulfilment=one, by=actor)
        elif how == "refuse":
            refuse_fulfilment(fulfilment=one, reason=reason, by=actor)
        else:
            withdraw_fulfilment(fulfilment=one, by=actor)
    tell(code, as_json, user)
