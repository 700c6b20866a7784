"""Readouts: keep an announcement, decide its items, join it to its meeting, compare two sides'."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tallystick.cli.door import (
    YEARS,
    AsJson,
    AsUser,
    acting,
    one_of,
    print_json,
    print_problems,
    problem_json,
    read_each,
    refusals,
    say,
    start_django,
)
from tallystick.cli.readout_rows import print_items, print_likely, print_readouts, print_rows
from tallystick.exchanges.rules.readouts import (
    DECISIONS,
    ITEM_KINDS,
    LANGUAGES,
    READOUT_SIDES,
    SOURCE_KINDS,
    STATES,
)
from tallystick.kernel.problem import Problem

if TYPE_CHECKING:
    from tallystick.exchanges.models import Readout
    from tallystick.kernel.actor import Actor

app = typer.Typer(
    no_args_is_help=True, help="Announcements that were kept, and what a person made of each."
)
Code = Annotated[str, typer.Argument(help="The readout's code.")]
Number = Annotated[int, typer.Argument(help="The item's number, as show prints it.")]
Side = typer.Option(
    help=f"Whose press printed it: {', '.join(READOUT_SIDES)}.",
    callback=one_of(lambda: READOUT_SIDES),
)


@app.command()
def keep(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, readable=True,
            help="Text, JSON, a web page, .docx or PDF; /dev/stdin for what is piped in.",
        ),
    ],
    pairing: Annotated[str, typer.Option(help="The pairing's code.")],
    side: Annotated[str, Side] = "other",
    published: Annotated[
        str, typer.Option(help="Day, month or year of publication; else what the file says.")
    ] = "",
    url: Annotated[str, typer.Option(help="Where it was published.")] = "",
    language: Annotated[
        str,
        typer.Option(
            "--lang", callback=one_of(lambda: LANGUAGES),
            help="en, zh-Hans or zh-Hant; else found out.",
        ),
    ] = "",
    title: Annotated[
        str, typer.Option(help="Its title; else what the file says, or its first line.")
    ] = "",
    source_kind: Annotated[
        str,
        typer.Option(
            callback=one_of(lambda: SOURCE_KINDS),
            help=f"{', '.join(SOURCE_KINDS)}; else told from the address.",
        ),
    ] = "",
    ours_only: Annotated[
        bool, typer.Option("--ours-only", help="Refuse a text that tells of no such event.")
    ] = False,
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:  # fmt: skip
    """Keep an announcement with what was read in it; a person decides each item."""
    start_django()
    from tallystick.exchanges.services import keep_readout
    from tallystick.extraction.documents.reading import read_document
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        found = read_document(file.read_bytes())
        made = keep_readout(
            pairing=find(pairing, actor=actor), text=found.text, side=side,
            title=title.strip() or found.title,
            published=published or found.published or "", lang=language or found.lang or "",
            url=url, source_kind=source_kind, ours_only=ours_only, code=code,
            file_name="" if str(file) == "/dev/stdin" else file.name, by=actor,
        )  # fmt: skip
    _tell(made.code, as_json, user)


@app.command("list")
def list_readouts(
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    side: Annotated[str, Side] = "",
    state: Annotated[
        str,
        typer.Option(
            help=f"Only these: {', '.join(STATES)}.", callback=one_of(lambda: STATES)
        ),
    ] = "",
    year: Annotated[
        int | None, typer.Option(help="Only those published in this year.", **YEARS)
    ] = None,
    meeting: Annotated[str, typer.Option(help="Only those that tell of this meeting.")] = "",
    search: Annotated[str, typer.Option(help="Only those with these words.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:  # fmt: skip
    """List announcements, the newest first, with how much waits in each."""
    start_django()
    from tallystick.exchanges.queries.readouts import readouts, row_of_readout
    from tallystick.exchanges.readout_shapes import readout_json

    with refusals(as_json):
        found = readouts(
            acting(user), pairing=pairing, side=side, state=state, year=year, meeting=meeting,
            search=search,
        )  # fmt: skip
        rows = [readout_json(row_of_readout(one)) for one in found]
    if as_json:
        print_json({"total": len(rows), "readouts": rows})
    else:
        print_readouts(rows)


@app.command()
def show(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show an announcement: its items with what accepting each would keep, and likely meetings."""
    start_django()
    _tell(code, as_json, user)


def _tell(code: str, as_json: bool, user: str) -> None:
    from tallystick.exchanges.queries.likely import likely_meetings
    from tallystick.exchanges.queries.proposals import is_doubted, proposals
    from tallystick.exchanges.queries.readouts import readouts, row_of_readout
    from tallystick.exchanges.readout_shapes import item_json, likely_json, readout_json

    with refusals(as_json):
        actor = acting(user)
        found = _found(code, actor)
        row = readout_json(row_of_readout(readouts(actor).get(pk=found.pk)))
        values = proposals(found)
        doubted = is_doubted(found, found.items.all(), values)
        items = [item_json(one, values[one.n]) for one in found.items.all()]
        likely = [] if found.meeting else likely_meetings(found, actor=actor)
        told = [likely_json(one) for one in likely]
    if as_json:
        print_json({**row, "doubted": doubted, "draft": items, "likely": told, "text": found.text})
        return
    print_readouts([row])
    if doubted:
        say(
            "It names places, but none of %(pairing)s. If it is about others, set it aside"
            " (readouts set-aside) and keep it for their pairing.",
            pairing=row["pairing"],
        )
    if not items:
        say("No meeting, visit, signing or result of a cooperation is reported in this text.")
    print_items(items)
    print_likely(told)


@app.command()
def decide(
    code: Code,
    n: Number,
    decision: Annotated[
        str,
        typer.Argument(help="accept, correct or reject.", callback=one_of(lambda: DECIDING)),
    ],
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="FIELD=VALUE of what was read wrongly.")
    ] = None,
    owner: Annotated[
        str, typer.Option(help="Code of the office that keeps it: makes it a commitment.")
    ] = "",
    due: Annotated[str, typer.Option(help="The day by which it is done, 2021-12-31.")] = "",
    why: Annotated[str, typer.Option(help="Why; both sides read it.")] = "",
    apart: Annotated[
        bool, typer.Option("--apart", help="It is another meeting than the likely one.")
    ] = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:  # fmt: skip
    """Accept, correct or reject one item; what follows from it is made in the same step."""
    start_django()
    from tallystick.exchanges.services import decide_item

    with refusals(as_json):
        actor = acting(user, writing=True)
        (told,) = read_each(("--set", _field, set_))
        added = {"owner": owner, "due_on": due}
        decide_item(
            readout=_found(code, actor), n=n, decision=DECIDING[decision], by=actor,
            said={**dict(told), **{k: v for k, v in added.items() if v}}, why=why, apart=apart,
        )  # fmt: skip
    _tell_item(code, n, as_json, user)


DECIDING = dict(zip(("accept", "correct", "reject"), DECISIONS, strict=True))


def _field(text: str) -> tuple[str, str]:
    name, value = text.split("=", 1)
    return name.strip(), value.strip()


def _tell_item(code: str, n: int, as_json: bool, user: str) -> None:
    from tallystick.exchanges.queries.proposals import proposals
    from tallystick.exchanges.readout_shapes import item_json

    found = _found(code, acting(user))
    (item,) = (one for one in found.items.all() if one.n == n)
    row = item_json(item, proposals(found)[n])
    meeting = found.meeting.code if found.meeting else None
    if as_json:
        print_json({"readout": code, "meeting": meeting, **row})
    else:
        print_items([row])


@app.command("accept-clear")
def accept_all(
    code: Code,
    least: Annotated[
        int, typer.Option(min=0, max=100, help="The confidence from which on an item is clear.")
    ] = 80,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Accept every item that needs no further word; what is to be chosen stays."""
    start_django()
    from tallystick.exchanges.services import accept_clear

    with refusals(as_json):
        actor = acting(user, writing=True)
        found = _found(code, actor)
        results = accept_clear(readout=found, by=actor, least=least)
    refused = [one for one in results if one.problems]
    if as_json:
        print_json(
            {
                "readout": code,
                "meeting": found.meeting.code if found.meeting else None,
                "accepted": len(results) - len(refused),
                "results": [
                    {"n": r.n, "kind": r.kind, "problems": [problem_json(p) for p in r.problems]}
                    for r in results
                ],
            }
        )
    else:
        accepted = len(results) - len(refused)
        say("Accepted: %(n)s of %(all)s items.", n=accepted, all=len(results))
        for one in refused:
            print_problems([Problem(p.code, str(one.n), p.params, p.value) for p in one.problems])
    if refused:
        raise typer.Exit(1)


@app.command()
def join(
    code: Code,
    meeting: Annotated[str, typer.Argument(help="The meeting's code.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say that an announcement tells of a meeting that is known."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting as find
    from tallystick.exchanges.services import join_meeting

    with refusals(as_json):
        actor = acting(user, writing=True)
        join_meeting(readout=_found(code, actor), meeting=find(meeting, actor=actor), by=actor)
    _tell(code, as_json, user)


@app.command()
def reopen(
    code: Code,
    n: Number,
    why: Annotated[str, typer.Option(help="Why; both sides read it.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Take a decision back, so that the item waits again."""
    start_django()
    from tallystick.exchanges.services import reopen_item

    with refusals(as_json):
        actor = acting(user, writing=True)
        reopen_item(readout=_found(code, actor), n=n, by=actor, why=why)
    _tell_item(code, n, as_json, user)


@app.command()
def pin(
    code: Code,
    kind: Annotated[
        str,
        typer.Argument(help=f"{', '.join(ITEM_KINDS)}.", callback=one_of(lambda: ITEM_KINDS)),
    ],
    words: Annotated[str, typer.Argument(help="The words, exactly as they are printed.")],
    start: Annotated[
        int | None, typer.Option(help="Where they begin, if they stand there more than once.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:  # fmt: skip
    """Make an item of words that were passed over; decide it then as any other."""
    start_django()
    from tallystick.exchanges.services import pin_item

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = pin_item(readout=_found(code, actor), kind=kind, words=words, start=start, by=actor)
    _tell_item(code, made.n, as_json, user)


@app.command("set-aside")
def set_aside(
    code: Code,
    reason: Annotated[str, typer.Option(help="Why nothing is to be made of it.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Set an announcement aside, with the reason; it stays readable."""
    start_django()
    from tallystick.exchanges.services import set_aside_readout

    with refusals(as_json):
        actor = acting(user, writing=True)
        set_aside_readout(readout=_found(code, actor), reason=reason, by=actor)
    _tell(code, as_json, user)


@app.command("take-up")
def take_up(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Take an announcement up again that was set aside."""
    start_django()
    from tallystick.exchanges.services import take_up_readout

    with refusals(as_json):
        actor = acting(user, writing=True)
        take_up_readout(readout=_found(code, actor), by=actor)
    _tell(code, as_json, user)


@app.command()
def compare(
    meeting: Annotated[str, typer.Argument(help="The meeting's code.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Compare what both sides' press says of a meeting: what differs, what one side alone says."""
    start_django()
    from tallystick.exchanges.queries.comparing import compare_readouts
    from tallystick.exchanges.queries.meetings import meeting as find
    from tallystick.exchanges.readout_shapes import comparison_json

    with refusals(as_json):
        actor = acting(user)
        found = compare_readouts(find(meeting, actor=actor), actor=actor)
        told = comparison_json(found)
    if as_json:
        print_json(told)
    elif not found.rows:
        say("Only one side's announcements of this meeting are kept; there is nothing to compare.")
    else:
        print_rows(told)


def _found(code: str, actor: Actor) -> Readout:
    from tallystick.exchanges.queries.readouts import readout

    return readout(code, actor=actor)
