"""Programmes and pairings: create, list, show, state how long they hold, re-pair, take over."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    print_json,
    print_table,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, called, place_kind

if TYPE_CHECKING:
    from tallystick.programme.models import Pairing

programmes = typer.Typer(no_args_is_help=True, help="Programmes, each with books of its own.")
pairings = typer.Typer(no_args_is_help=True, help="Pairings of two regions, inside a programme.")
Code = Annotated[str, typer.Argument(help="Its code.")]
Name = Annotated[str, typer.Option(help="Its name in English.")]
NameZh = Annotated[str, typer.Option(help="Its name in Chinese.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
Source = Annotated[str, typer.Option(help="The decision or publication that says so.")]


@programmes.command("list")
def list_programmes(as_json: AsJson = False, user: AsUser = "") -> None:
    """List the programmes in which you see a pairing, or that you set up and pair nobody yet."""
    start_django()
    from tallystick.programme.queries import pairings as seen
    from tallystick.programme.queries import programmes_without_pairing

    with refusals(as_json):
        actor = acting(user)
        paired = [one.programme for one in seen(actor)]
        found = {one.code: one for one in [*paired, *programmes_without_pairing(actor)]}
        count = Counter(one.code for one in paired)
        rows: dict[str, dict[str, Any]] = {
            code: {
                "code": code,
                "name": one.name_en,
                "country": one.country,
                "invented": one.invented,
                "pairings": count[code],
            }
            for code, one in sorted(found.items())
        }
        names = {code: called(one) for code, one in found.items()}
    if as_json:
        print_json({"total": len(rows), "programmes": list(rows.values())})
        return
    print_table(
        counted("%(n)s programme", "%(n)s programmes", len(rows)),
        columns("Code!", "Called", "Country!", "Pairings>"),
        [[code, names[code], r["country"], r["pairings"]] for code, r in rows.items()],
        invented=any(r["invented"] for r in rows.values()),
    )


@programmes.command("create")
def create_programme_(
    code: Code,
    name: Name,
    country: Annotated[str, typer.Option(help="Two letters, such as cn.")],
    name_zh: NameZh = "",
    time_zone: Annotated[str, typer.Option(help="In which its days are counted.")] = (
        "Asia/Shanghai"
    ),
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Open a programme."""
    start_django()
    from tallystick.programme.services import create_programme

    with refusals(as_json):
        made = create_programme(
            code=code, name_en=name, name_zh=name_zh, country=country, time_zone=time_zone,
            by=acting(user, writing=True),
        )  # fmt: skip
    row = {"code": made.code, "name": made.name_en}
    if as_json:
        print_json(row)
    else:
        say("%(programme)s is open. Next: pairings create.", programme=code)


@programmes.command("rename")
def rename_programme_(
    code: Code,
    name: Name,
    name_zh: NameZh = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Give a programme another name; its code and its books stay."""
    start_django()
    from tallystick.programme.services import rename_programme

    with refusals(as_json):
        made = rename_programme(
            programme=code, name_en=name, name_zh=name_zh, by=acting(user, writing=True)
        )
    row = {"code": made.code, "name_en": made.name_en, "name_zh": made.name_zh}
    if as_json:
        print_json(row)
    else:
        say("%(code)s is called %(name)s now.", code=code, name=called(made))


@pairings.command("list")
def list_pairings(
    programme: Annotated[str, typer.Option(help="Only this programme.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List the pairings, each under the programme it belongs to."""
    start_django()
    from tallystick.programme.queries import pairings as seen

    with refusals(as_json):
        found = [one for one in seen(acting(user)) if programme in ("", one.programme.code)]
        rows = [_pairing(one) for one in found]
    if as_json:
        print_json({"total": len(rows), "pairings": rows})
        return
    print_table(
        counted("%(n)s pairing", "%(n)s pairings", len(rows)),
        columns(
            "Code!", "Programme?", "Supporting side", "Supported side", "Level", "Lies in?",
            "From!", "Until!",
        ),
        [
            [r["code"], r["programme"], called(one.supporting), called(one.supported),
             place_kind(r["level"]), r["parent"] or "", r["from"] or "", r["to"] or ""]
            for r, one in zip(rows, found, strict=True)
        ],
    )  # fmt: skip


@pairings.command("show")
def show_pairing(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show one pairing with every statement of how long it held."""
    start_django()
    from tallystick.programme.queries import pairing

    with refusals(as_json):
        found = pairing(code, actor=acting(user))
        spans: list[dict[str, Any]] = [
            {
                "from": _iso(span.valid_from),
                "to": _iso(span.valid_to),
                "source": span.source,
                "preferred": span.preferred,
            }
            for span in found.spans.order_by("id")
        ]
        row = {**_pairing(found), "spans": spans}
    if as_json:
        print_json(row)
        return
    print_table(
        said(
            "%(pairing)s: %(supporting)s – %(supported)s", pairing=code,
            supporting=called(found.supporting), supported=called(found.supported),
        ),
        columns("From!", "Until!", "Reckoned with", "Source"),
        [[s["from"] or NOTHING, s["to"] or NOTHING, said("yes") if s["preferred"] else "",
          s["source"]] for s in spans],
    )  # fmt: skip


@pairings.command("create")
def create_pairing_(
    code: Code,
    programme: Annotated[str, typer.Option(help="The programme's code.")],
    supporting: Annotated[str, typer.Option(help="Code of the supporting region.")],
    supported: Annotated[str, typer.Option(help="Code of the supported region.")],
    level: Annotated[str, typer.Option(help="province, city, county, or another word.")],
    parent: Annotated[str, typer.Option(help="The pairing it lies in; none opens a book.")] = "",
    since: Day = None,
    source: Source = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Pair two regions, and say from when on where you know it."""
    start_django()
    from tallystick.programme.services import create_pairing

    with refusals(as_json):
        made = create_pairing(
            code=code, programme=programme, supporting=supporting, supported=supported,
            level=level, parent=parent or None, since=since.date() if since else None,
            source=source, by=acting(user, writing=True),
        )  # fmt: skip
        row = _pairing(made)
    if as_json:
        print_json(row)
    else:
        say("%(pairing)s is paired.", pairing=code)


@pairings.command("span")
def span_(
    code: Code,
    source: Source,
    since: Day = None,
    until: Day = None,
    preferred: Annotated[bool, typer.Option(help="Reckon with this statement.")] = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Keep one statement of how long a pairing held; sources may differ, one is preferred."""
    start_django()
    from tallystick.programme.queries import pairing
    from tallystick.programme.services import state_span

    with refusals(as_json):
        actor = acting(user, writing=True)
        found = pairing(code, actor=actor)
        state_span(
            pairing=found, valid_from=since.date() if since else None,
            valid_to=until.date() if until else None, source=source, preferred=preferred, by=actor,
        )  # fmt: skip
        row = _pairing(found)
    if as_json:
        print_json(row)
    else:
        say("%(pairing)s: the statement is kept.", pairing=code)


@pairings.command("re-pair")
def re_pair_(
    code: Code,
    new: Annotated[str, typer.Option(help="Code of the successor.")],
    supporting: Annotated[str, typer.Option(help="Its supporting region.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Its first day.")],
    source: Source,
    parent: Annotated[str, typer.Option(help="The pairing it lies in; none opens a book.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """End a pairing and begin its successor on the next day."""
    start_django()
    from tallystick.programme.queries import pairing
    from tallystick.programme.services import re_pair

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = re_pair(
            pairing=pairing(code, actor=actor), code=new, supporting=supporting, on=on.date(),
            source=source, parent=parent, by=actor,
        )  # fmt: skip
        row = _pairing(made)
    if as_json:
        print_json(row)
    else:
        say(
            "%(new)s succeeds %(old)s. Next, one name of each side: pairings take-over %(new)s.",
            new=new, old=code,
        )  # fmt: skip


@pairings.command("take-over")
def take_over_(
    code: Code,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The successor's first day.")],
    second: Annotated[
        str, typer.Option(help="User name of the other side's second name; none only proposes.")
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take over what lives with the pairing before: propose it, or carry it out under two names."""
    start_django()
    from tallystick.entries.services import propose_hand_over, take_over

    with refusals(as_json):
        actor = acting(user, writing=True)
        if second:
            done = take_over(pairing=code, on=on.date(), by=actor, second=acting(second))
            row: dict[str, Any] = {"old": done.old, "new": done.new, "lines": done.lines}
        else:
            row = {"proposal": propose_hand_over(pairing=code, on=on.date(), by=actor).pk}
    if as_json:
        print_json(row)
    elif second:
        say("Carried over from %(old)s to %(new)s. Lines: %(lines)s", **row)
    else:
        say("Proposal %(proposal)s waits for the other side.", **row)


def _pairing(one: Pairing) -> dict[str, Any]:
    from tallystick.programme.queries import span

    held = span(one)
    return {
        "code": one.code,
        "programme": one.programme.code,
        "supporting": one.supporting.code,
        "supported": one.supported.code,
        "level": one.level,
        "parent": one.parent.code if one.parent else None,
        "succeeds": one.succeeds.code if one.succeeds else None,
        "from": _iso(held.start),
        "to": _iso(held.end),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
