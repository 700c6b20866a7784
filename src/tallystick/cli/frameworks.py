"""Frameworks: the shipped ones and an office's own, what is tagged, and a year by framework."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from tallystick.cli.door import (
    YEARS,
    AsJson,
    AsUser,
    Said,
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
from tallystick.cli.wording import NOTHING, figure, in_words, indicator, listed
from tallystick.programme.rules.frameworks import FrameworkText, read_element

app = typer.Typer(no_args_is_help=True, help="Policy frameworks, tags, and a year by framework.")
# The counts of an element that a table has room for.
COUNTS = ("indicators", "with_target", "met", "on_course", "behind", "not_reported", "not_due")
# What can be tagged.
KINDS = ("meeting", "agreement", "commitment", "practice", "thing")
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


Kind = Annotated[str, typer.Argument(help=f"{', '.join(KINDS)}.", callback=one_of(lambda: KINDS))]
Tagged = Annotated[str, typer.Argument(help="Its code.")]
In = Annotated[str, typer.Option("--framework", help="The framework's code.")]
Element = Annotated[str, typer.Option("--element", help="The element's code.")]


@app.command("tag")
def tag_one(
    kind: Kind, code: Tagged, framework: In, element: Element, as_json: AsJson = False,
    user: AsUser = "",
) -> None:  # fmt: skip
    """Say that a meeting, agreement, commitment, practice or thing speaks to an element."""
    start_django()
    from tallystick.exchanges.framework_shapes import tag_json
    from tallystick.exchanges.queries.frameworks import tagged_target
    from tallystick.exchanges.services import tag
    from tallystick.programme.queries.frameworks import framework as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = tag(
            framework=find(framework, actor=actor), element=element, by=actor,
            target=tagged_target(kind, code, actor=actor),
        )  # fmt: skip
    if as_json:
        print_json(tag_json(made))
    else:
        say("%(code)s is tagged: %(framework)s, %(element)s", code=code, framework=framework,
            element=element)  # fmt: skip


@app.command("untag")
def untag_one(
    kind: Kind, code: Tagged, framework: In, element: Element,
    why: Annotated[str, typer.Option(help="Why it is taken off.")] = "",
    as_json: AsJson = False, user: AsUser = "",
) -> None:  # fmt: skip
    """Take a tag off; that it was there stays known."""
    start_django()
    from tallystick.exchanges.framework_shapes import tag_json
    from tallystick.exchanges.queries.frameworks import tagged_target, tags_on
    from tallystick.exchanges.services import take_tag_off
    from tallystick.kernel.problem import NotFound

    with refusals(as_json):
        actor = acting(user, writing=True)
        held = tags_on(tagged_target(kind, code, actor=actor), actor)
        found = held.filter(framework=framework, element=element).first()
        if found is None:
            raise NotFound.of("not-found", what="framework element", code=element)
        gone = take_tag_off(tag=found, by=actor, why=why)
    if as_json:
        print_json(tag_json(gone))
    else:
        say("%(code)s is tagged no longer: %(framework)s, %(element)s", code=code,
            framework=framework, element=element)  # fmt: skip


@app.command("score")
def score_year(
    code: Code,
    pairing: Annotated[str, typer.Option(help="The pairing's code.")],
    year: Annotated[int, typer.Option(help="The year.", **YEARS)],
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As it was known on this day.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Show a pairing's year by the elements of a framework: the scorecard's rows, and counts."""
    start_django()
    from tallystick.exchanges.framework_shapes import score_json
    from tallystick.exchanges.queries.frameworks import framework_score
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.queries.frameworks import framework

    with refusals(as_json):
        actor = acting(user)
        found = score_json(
            framework_score(
                framework(code, actor=actor), find(pairing, actor=actor), year=year, actor=actor,
                as_of=as_of.date() if as_of else None,
            )
        )  # fmt: skip
    if as_json:
        print_json(found)
        return
    _tell_counts(found)
    for element in found["elements"]:
        _tell_element(element, found["invented"])


def _tell_counts(found: dict[str, Any]) -> None:
    print_table(
        said("%(pairing)s %(year)s by element", pairing=found["pairing"], year=found["year"]),
        columns(
            "Element!", "Name?", "Indicators>?", "With target>", "Met>", "On course>?", "Behind>",
            "Not reported>", "Not due>?", "Tagged>",
        ),
        [
            [
                *(one["element"], in_words(one["name"], one["name_zh"])),
                *(one["counts"][name] for name in COUNTS),
                len(one["tagged"]),
            ]
            for one in found["elements"]
        ],
        invented=found["invented"],
    )  # fmt: skip


def _tell_element(element: dict[str, Any], invented: bool) -> None:
    rows = [row for row in element["rows"] if row["target"] is not None]
    if not rows:
        return
    print_table(
        Said(in_words(element["name"], element["name_zh"])),
        columns("Indicator", "Target>", "Matched>", "Due by now>", "%>", "Stands"),
        [
            [
                *(indicator(row["indicator"]), figure(row["target"]), figure(row["matched"])),
                *(figure(row["due_by_now"]), row["completion_percent"] or NOTHING),
                standing_words(row["standing"]),
            ]
            for row in rows
        ],
        invented=invented,
    )


def standing_words(code: str) -> str:
    """Return how an indicator stands against its target, in words."""
    return {
        "met": said("met"),
        "on_course": said("on course"),
        "behind": said("behind"),
        "not_reported": said("not reported"),
        "not_due": said("not due"),
        "not_applicable": said("not applicable"),
        "no_target": said("no target"),
    }[code]
