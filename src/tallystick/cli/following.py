"""Commitments: what shows one kept is linked, and taken off again."""

from __future__ import annotations

from typing import Annotated

import typer

from tallystick.cli.commitments import tell
from tallystick.cli.door import AsJson, AsUser, acting, refusals, start_django

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
