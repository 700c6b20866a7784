"""Places: list, show, add, rename, move, split, merge, and carry what stands at one that ended."""

from __future__ import annotations

import json
from datetime import datetime
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
from tallystick.cli.places import (
    change_json,
    change_state,
    change_words,
    place_json,
    tell_drawn,
    tell_places,
)
from tallystick.cli.wording import (
    called,
    codes,
    label,
    listed,
    minor_amount,
    pipeline,
    place_kind,
    stage,
    who,
)
from tallystick.kernel.problem import Problem, Refused

if TYPE_CHECKING:
    from tallystick.entries.services import Plan
    from tallystick.regions.services.changes import NewPlace

app = typer.Typer(no_args_is_help=True, help="Places, and how the map changes.")
Code = Annotated[str, typer.Argument(help="The place's code.")]
On = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The first new day.")]
Why = Annotated[str, typer.Option(help="The decision it rests on.")]
Name = Annotated[str, typer.Option(help="Its name in English.")]
NameZh = Annotated[str, typer.Option(help="Its name in Chinese.")]
Places = Annotated[
    list[str], typer.Option("--into", help="CODE=Name or CODE=Name=Chinese name of an heir.")
]


@app.command("list")
def list_regions(
    inside: Annotated[str, typer.Option("--in", help="Only what lies in this place.")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    as_json: AsJson = False,
) -> None:
    """List the places directly under one, on a day."""
    start_django()
    from django.utils import timezone

    from tallystick.regions.queries import children
    from tallystick.regions.services.changes import find_place

    day = on.date() if on else timezone.localdate()
    with refusals(as_json):
        rows = [place_json(one) for one in children(find_place(inside).code, on=day)]
    if as_json:
        print_json({"total": len(rows), "regions": rows})
        return
    print_table(
        counted("%(n)s place in %(place)s", "%(n)s places in %(place)s", len(rows), place=inside),
        columns("Code!", "Kind", "Name in English", "Name in Chinese", "Ended!"),
        [
            [r["code"], place_kind(r["kind"]), r["name"], r["name_zh"], r["ended_on"] or ""]
            for r in rows
        ],
    )


@app.command("show")
def show(code: Code, as_json: AsJson = False) -> None:
    """Show a place: its names, where it lay, and what became of it."""
    start_django()
    from tallystick.regions.queries import public_codes
    from tallystick.regions.services.changes import find_place

    with refusals(as_json):
        found = find_place(code)
        row: dict[str, Any] = {
            **place_json(found),
            "former_names": found.former_names,
            "codes": [{"scheme": s, "code": c} for s, c in public_codes(code)],
            "lay_in": [
                {
                    "parent": link.parent.code,
                    "from": link.valid_from.isoformat() if link.valid_from else None,
                    "to": link.valid_to.isoformat() if link.valid_to else None,
                }
                for link in found.parent_links.select_related("parent").order_by("valid_from")
            ],
            "changes": [
                {
                    "kind": change.kind,
                    "on": change.on.isoformat(),
                    "heir": change.heir.code if change.heir else None,
                }
                for change in found.changes.select_related("heir")
            ],
        }
    if as_json:
        print_json(row)
        return
    from tallystick.regions.models import RegionChange

    print_table(
        said("%(code)s: %(name)s %(name_zh)s", **row),
        columns("Lay in!", "From!", "Until!"),
        [[link["parent"], link["from"] or "", link["to"] or ""] for link in row["lay_in"]],
    )
    for known in row["codes"]:
        say("  %(scheme)s: %(code)s", **known)
    for change in row["changes"]:
        say(
            "  %(day)s %(change)s %(heir)s",
            day=change["on"], change=label(RegionChange.Kind, change["kind"]),
            heir=change["heir"] or "",
        )  # fmt: skip


@app.command("add")
def add(
    code: Code,
    name: Name,
    inside: Annotated[
        str, typer.Option("--in", help="The place it lies in; a country lies in none.")
    ] = "",
    kind: Annotated[str, typer.Option(help="country, county, township, village, …")] = "county",
    name_zh: NameZh = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Put a place on the map that was not shipped."""
    start_django()
    from tallystick.programme.services import add_region

    with refusals(as_json):
        made = add_region(
            code=code, kind=kind, parent=inside, name_en=name, name_zh=name_zh,
            by=acting(user, writing=True),
        )  # fmt: skip
    tell_places([made], as_json)


@app.command("rename")
def rename(
    code: Code,
    on: On,
    name: Name,
    name_zh: NameZh = "",
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Call a place by another name; records before that day keep the old one."""
    start_django()
    from tallystick.programme.services import rename_region

    with refusals(as_json):
        done = rename_region(
            region=code, name_en=name, name_zh=name_zh, on=on.date(), why=why,
            by=acting(user, writing=True),
        )  # fmt: skip
    tell_places([done], as_json)


@app.command("move")
def move(
    code: Code,
    on: On,
    to: Annotated[str, typer.Option(help="The place it lies in from that day on.")],
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Let a place lie in another one."""
    start_django()
    from tallystick.programme.services import move_region

    with refusals(as_json):
        done = move_region(
            region=code, parent=to, on=on.date(), why=why, by=acting(user, writing=True)
        )
    tell_drawn(done, as_json)


@app.command("split")
def split(
    code: Code,
    on: On,
    into: Places,
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Let a place end and several begin in its stead."""
    start_django()
    from tallystick.programme.services import split_region

    with refusals(as_json):
        done = split_region(
            region=code, into=[_new(text) for text in into], on=on.date(), why=why,
            by=acting(user, writing=True),
        )  # fmt: skip
    tell_drawn(done, as_json)


@app.command("merge")
def merge(
    codes: Annotated[list[str], typer.Argument(help="The places that end.")],
    on: On,
    into: Annotated[
        str, typer.Option("--into", help="A standing place's code, or CODE=Name of a new one.")
    ],
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Let places end in another one."""
    start_django()
    from tallystick.programme.services import merge_regions

    with refusals(as_json):
        new = _new(into) if "=" in into else None
        done = merge_regions(
            regions=codes, into="" if new else into, new=new, on=on.date(), why=why,
            by=acting(user, writing=True),
        )  # fmt: skip
    tell_drawn(done, as_json)


@app.command("standing")
def standing(
    code: Code,
    pairing: Annotated[str, typer.Option(help="In the book of this pairing.")],
    on: On,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List what stands at a place and can be carried to its heirs, numbered for `carry`."""
    start_django()
    from tallystick.entries.services import standing_at
    from tallystick.programme.queries import pairing as find
    from tallystick.programme.queries import things_by_key

    with refusals(as_json):
        rows = standing_at(find(pairing, actor=acting(user)), code, on=on.date())
        things = things_by_key(row.subject for row in rows if row.subject)
        found: list[dict[str, Any]] = [
            {
                "n": n,
                "pipeline": row.account.pipeline,
                "stage": row.account.stage,
                "unit": row.account.unit,
                "codes": row.account.cell,
                "thing": things[row.subject].code if row.subject in things else None,
                "minor": row.amount,
            }
            for n, row in enumerate(rows, 1)
        ]
    if as_json:
        print_json({"total": len(found), "standing": found})
        return
    print_table(
        counted(
            "%(n)s amount stands at %(place)s", "%(n)s amounts stand at %(place)s", len(found),
            place=code,
        ),
        columns("No.>", "Pipeline", "Stage", "Codes?", "Thing", "Amount>", "In minor units>"),
        [[r["n"], pipeline(r["pipeline"]), stage(r["pipeline"], r["stage"]),
          codes(json.loads(r["codes"])), r["thing"] or "", minor_amount(r["minor"], r["unit"]),
          f"{r['minor']:,}"] for r in found],
    )  # fmt: skip


@app.command("carry")
def carry(
    code: Code,
    pairing: Annotated[str, typer.Option(help="In the book of this pairing.")],
    on: On,
    rest: Annotated[str, typer.Option(help="The heir of all that is not named.")],
    share: Annotated[
        list[str] | None, typer.Option(help="NUMBER=HEIR=AMOUNT, in minor units.")
    ] = None,
    thing: Annotated[list[str] | None, typer.Option(help="THING=HEIR.")] = None,
    second: Annotated[
        str, typer.Option(help="User name of the other side's name; none only proposes.")
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Carry what stands at a place that ended: propose it, or carry it out under two names."""
    start_django()
    from tallystick.entries.services import carry_place, propose_carry

    with refusals(as_json):
        actor = acting(user, writing=True)
        words = {"pairing": pairing, "region": code, "on": on.date(), "by": actor}
        plan = _plan(rest, share or [], thing or [])
        if second:
            done = carry_place(**words, plan=plan, second=acting(second))  # type: ignore[arg-type]
            row: dict[str, Any] = {"book": done.old, "lines": done.lines}
        else:
            row = {"proposal": propose_carry(**words, plan=plan).pk}  # type: ignore[arg-type]
    if as_json:
        print_json(row)
    elif second:
        say("Carried over in %(book)s. Lines: %(lines)s", **row)
    else:
        say("Proposal %(proposal)s waits for the other side.", **row)


@app.command("proposals")
def proposals(as_json: AsJson = False, user: AsUser = "") -> None:
    """List what one side proposed to carry over."""
    start_django()
    from tallystick.entries.queries.carries import carry_proposals

    with refusals(as_json):
        found = list(carry_proposals(acting(user)))
        rows: list[dict[str, Any]] = [
            {
                "number": one.pk,
                "pairing": one.pairing.code,
                "region": one.region.code if one.region else None,
                "on": one.on.isoformat(),
                "state": one.state,
                "proposed_by": one.proposer,
                "text": one.content_hash,
            }
            for one in found
        ]
    if as_json:
        print_json({"total": len(rows), "proposals": rows})
        return
    print_table(
        counted("%(n)s proposal", "%(n)s proposals", len(rows)),
        columns("No.>", "Pairing!", "Place", "First day!", "State", "Proposed by"),
        [[r["number"], r["pairing"], called(one.region) if one.region else "", r["on"],
          _carry_state(r["state"]),
          who(r["proposed_by"], one.proposed_by.name_zh if one.proposed_by else "")]
         for r, one in zip(rows, found, strict=True)],
    )  # fmt: skip


def _carry_state(code: str) -> str:
    from tallystick.entries.models import CarryProposal

    return label(CarryProposal.State, code)


@app.command("agree")
def agree(
    number: Annotated[int, typer.Argument(help="The number in `regions proposals`.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Agree for the other side; it is carried over at once."""
    start_django()
    from tallystick.entries.queries.carries import carry_proposal
    from tallystick.entries.services import agree_carry

    with refusals(as_json):
        actor = acting(user, writing=True)
        found = carry_proposal(number, actor=actor)
        done = agree_carry(proposal=found, content_hash=found.content_hash, by=actor)
    row = {"number": done.pk, "state": done.state}
    if as_json:
        print_json(row)
    else:
        say("%(number)s: %(state)s", number=number, state=_carry_state(done.state))


@app.command("changes")
def changes(as_json: AsJson = False, user: AsUser = "") -> None:
    """List changes of the map that were put to the heads of the sides they touch."""
    start_django()
    from tallystick.programme.queries.map_changes import map_proposals

    with refusals(as_json):
        acting(user)
        rows = [change_json(one) for one in map_proposals()]
    if as_json:
        print_json({"total": len(rows), "changes": rows})
        return
    print_table(
        counted(
            "%(n)s change of the map was put to heads",
            "%(n)s changes of the map were put to heads", len(rows),
        ),
        columns(
            "No.>", "Change", "Places", "Into", "First day!", "State", "Put by!", "Agreed by",
            "Waits for heads at",
        ),
        [[r["number"], change_words(r["change"]), listed(r["places"]),
          r["to"] or listed(r["heirs"]), r["on"], change_state(r["state"]), r["by"],
          listed(r["agreed"]), listed(r["waits_for"])]
         for r in rows],
    )  # fmt: skip


@app.command("agree-change")
def agree_change(
    number: Annotated[int, typer.Argument(help="The number in `regions changes`.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Agree for your side to a change of the map; with the last side it is carried out."""
    start_django()
    from tallystick.programme.services import agree_map_change

    with refusals(as_json):
        done = agree_map_change(number=number, by=acting(user, writing=True))
    tell_drawn(done, as_json)


@app.command("drop-change")
def drop_change(
    number: Annotated[int, typer.Argument(help="The number in `regions changes`.")],
    why: Annotated[str, typer.Option(help="Why it is not to be.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take a change of the map off the table."""
    start_django()
    from tallystick.programme.services import drop_map_change

    with refusals(as_json):
        drop_map_change(number=number, why=why, by=acting(user, writing=True))
    if as_json:
        print_json({"number": number, "state": "dropped"})


def _plan(rest: str, shares: list[str], things: list[str]) -> Plan:
    from tallystick.entries.services import Plan, Share

    problems, found, named = [], [], {}
    for text in shares:
        parts = text.split("=")
        if len(parts) == 3 and parts[0].isdecimal() and parts[2].isdecimal():
            found.append(Share(int(parts[0]), parts[1], int(parts[2])))
        else:
            problems.append(Problem("option-unread", "--share", {"option": "--share"}, text))
    for text in things:
        thing, sign, heir = text.partition("=")
        if sign:
            named[thing] = heir
        else:
            problems.append(Problem("option-unread", "--thing", {"option": "--thing"}, text))
    if problems:
        raise Refused(problems)
    return Plan(rest, tuple(found), named)


def _new(text: str) -> NewPlace:
    from tallystick.regions.services.changes import NewPlace

    code, _, names = text.partition("=")
    name_en, _, name_zh = names.partition("=")
    return NewPlace(code, name_en, name_zh)
