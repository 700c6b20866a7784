"""Frameworks: the shipped ones and an office's own, what is tagged, and a year by framework."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    print_json,
    print_table,
    read_each,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, in_words, listed
from tallystick.programme.rules.frameworks import FrameworkText, read_element

app = typer.Typer(no_args_is_help=True, help="Policy frameworks, tags, and a year by framework.")
Code = Annotated[str, typer.Argument(help="The framework's code, such as sdg.")]


@app.command("list")
def list_frameworks(
    pairing: Annotated[str, typer.Option(help="Only those that speak of this pairing.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List frameworks: those shipped, then those that offices stated."""
    start_django()
    from tallystick.exchanges.framework_shapes import framework_json
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.queries.frameworks import frameworks

    with refusals(as_json):
        actor = acting(user)
        of = find(pairing, actor=actor) if pairing else None
        rows = [framework_json(one) for one in frameworks(actor, pairing=of)]
    if as_json:
        print_json({"total": len(rows), "frameworks": rows})
        return
    print_table(
        counted("%(n)s framework", "%(n)s frameworks", len(rows)),
        columns("Code!", "Framework", "Elements>", "Of", "Dated!", "Source?"),
        [
            [
                *(row["code"], in_words(row["name"], row["name_zh"]), len(row["elements"])),
                *(row["scope"] or said("everybody"), row["dated"] or NOTHING, row["source"]),
            ]
            for row in rows
        ],
    )


@app.command("show")
def show_framework(
    code: Code,
    version: Annotated[int | None, typer.Option(help="An earlier version; else the last.")] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Show one framework: its source, its elements, and the indicators that speak to each."""
    start_django()
    from tallystick.exchanges.framework_shapes import framework_json
    from tallystick.programme.queries.frameworks import framework, framework_versions

    with refusals(as_json):
        actor = acting(user)
        text = framework(code, actor=actor, version=version)
        known = [one.version for one in framework_versions(code, actor=actor)]
        row = framework_json(text, known)
    if as_json:
        print_json(row)
    else:
        _tell(text, row)


def _tell(text: FrameworkText, row: dict[str, Any]) -> None:
    print_table(
        said(
            "%(name)s (version %(version)s)",
            name=in_words(text.en, text.zh), version=text.version,
        ),
        columns("Element!", "Name", "Indicators"),
        [
            [
                *(one["code"], in_words(one["name"], one["name_zh"])),
                listed(one["indicators"]) or NOTHING,
            ]
            for one in row["elements"]
        ],
    )  # fmt: skip
    if text.source:
        say("Source: %(source)s", source=text.source)


@app.command("state")
def state_one(
    code: Code,
    name: Annotated[str, typer.Option(help="Its name in English.")],
    element: Annotated[
        list[str],
        typer.Option(
            help='An element: "CODE|NAME|CHINESE NAME|INDICATOR INDICATOR|MEANING|CHINESE MEANING".'
        ),
    ],
    pairing: Annotated[str, typer.Option(help="The pairing it is of.")] = "",
    programme: Annotated[str, typer.Option(help="The programme, where it is of all of it.")] = "",
    name_zh: Annotated[str, typer.Option(help="Its name in Chinese.")] = "",
    source: Annotated[str, typer.Option(help="Where one can read it.")] = "",
    dated: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of that text.")
    ] = None,
    why: Annotated[str, typer.Option(help="Why there is a new version.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """State a framework of a pairing or programme; where it stands already, a version more."""
    start_django()
    from tallystick.exchanges.framework_shapes import framework_json
    from tallystick.programme.models import Programme
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.queries.frameworks import framework
    from tallystick.programme.services import state_framework

    with refusals(as_json):
        actor = acting(user, writing=True)
        (elements,) = read_each(("--element", read_element, element))
        of = find(pairing, actor=actor) if pairing else None
        frame = of.programme if of else Programme.objects.filter(code=programme).first()
        if frame is None:
            raise _unknown(programme)
        text = FrameworkText(
            name, name_zh, code, tuple(elements), source, dated.date() if dated else None
        )
        made = state_framework(text=text, programme=frame, pairing=of, why=why, by=actor)
        row = framework_json(framework(made.code, actor=actor))
    if as_json:
        print_json(row)
    else:
        say(
            "%(framework)s is stated, version %(version)s.",
            framework=made.code, version=made.version,
        )  # fmt: skip


def _unknown(programme: str) -> Exception:
    from tallystick.kernel.problem import NotFound

    return NotFound.of("not-found", path="--programme", what="programme", code=programme)
