"""Good practices: recorded, said anew, taken up elsewhere, followed, listed and shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    Said,
    acting,
    columns,
    counted,
    one_of,
    print_json,
    print_table,
    refusals,
    said,
    say,
    start_django,
)
from tallystick.cli.wording import NOTHING, figure, in_words, indicator, listed
from tallystick.exchanges.rules.practices import ORDERS, STATES, STEPS, PracticeText

if TYPE_CHECKING:
    from tallystick.kernel.actor import Actor
    from tallystick.regions.models import Region

app = typer.Typer(no_args_is_help=True, help="What one place learned and another takes up.")
Code = Annotated[str, typer.Argument(help="The practice's code.")]
Title = Annotated[str, typer.Option(help="What it is called, in English.")]
TitleZh = Annotated[str, typer.Option(help="What it is called, in Chinese.")]
Done = Annotated[str, typer.Option(help="What was done, in English.")]
DoneZh = Annotated[str, typer.Option(help="What was done, in Chinese.")]
Where = Annotated[str, typer.Option(help="Code of the place where it was done.")]
Since = Annotated[str, typer.Option(help="Since when: 2016, 2016-07 or 2016-07-20.")]
Stream = Annotated[str, typer.Option(help="The workstream, such as industrial.")]
Origin = Annotated[str, typer.Option(help="The pairing it came from, where it is not kept here.")]
Url = Annotated[str, typer.Option(help="Where one can read about it.")]
Contact = Annotated[str, typer.Option(help="The office that answers questions; else one's own.")]
Shared = Annotated[bool, typer.Option(help="Everybody who signs in here may read it.")]
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Else today.")]


@app.command("record")
def record_one(
    title: Title = "",
    title_zh: TitleZh = "",
    done: Done = "",
    done_zh: DoneZh = "",
    region: Where = "",
    since: Since = "",
    workstream: Stream = "",
    pairing: Annotated[str, typer.Option(help="The pairing it came from.")] = "",
    origin: Origin = "",
    url: Url = "",
    meeting: Annotated[str, typer.Option(help="The meeting at which it was told.")] = "",
    readout: Annotated[str, typer.Option(help="The announcement that tells of it.")] = "",
    contact: Contact = "",
    shared: Shared = False,
    code: Annotated[str, typer.Option(help="Its code; made up where none is given.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write down something that was done and is worth learning from."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting as find_meeting
    from tallystick.exchanges.queries.practices import contact_office
    from tallystick.exchanges.queries.readouts import readout as find_readout
    from tallystick.exchanges.services import record_practice
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = record_practice(
            text=PracticeText(title, title_zh, done, done_zh, since, workstream, origin, url,
                              shared),
            code=code, region=_region(region),
            pairing=find(pairing, actor=actor) if pairing else None,
            meeting=find_meeting(meeting, actor=actor) if meeting else None,
            readout=find_readout(readout, actor=actor) if readout else None,
            contact=contact_office(contact, actor=actor) if contact else None, by=actor,
        )  # fmt: skip
        row = _row(made.code, actor)
    if as_json:
        print_json(row)
    else:
        say("%(practice)s is recorded.", practice=made.code)


@app.command("amend")
def amend_one(
    code: Code,
    why: Annotated[str, typer.Option(help="Why it is said anew.")],
    title: Title = "",
    title_zh: TitleZh = "",
    done: Done = "",
    done_zh: DoneZh = "",
    region: Where = "",
    since: Since = "",
    workstream: Stream = "",
    origin: Origin = "",
    url: Url = "",
    contact: Contact = "",
    shared: Annotated[bool | None, typer.Option(help="Everybody here may read it, or not.")] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say a practice anew; what is left out stays as it was, and the earlier words are kept."""
    start_django()
    from tallystick.exchanges.queries.practices import contact_office, practice
    from tallystick.exchanges.services import amend_practice

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = practice(code, actor=actor)
        text = PracticeText(
            title or one.title_en, title_zh or one.title_zh, done or one.done_en,
            done_zh or one.done_zh, since or one.since, workstream or one.workstream,
            origin or one.origin, url or one.url, one.shared if shared is None else shared,
        )  # fmt: skip
        amend_practice(
            practice=one, text=text, by=actor, why=why,
            region=_region(region) or one.region,
            contact=contact_office(contact, actor=actor) if contact else one.contact,
        )  # fmt: skip
        row = _row(code, actor)
    if as_json:
        print_json(row)
    else:
        say("%(practice)s is said anew.", practice=code)


@app.command("adopt")
def adopt_one(
    code: Code,
    pairing: Annotated[str, typer.Option(help="The pairing for which it is taken up.")],
    region: Annotated[str, typer.Option(help="Code of the place that takes it up.")],
    text: Annotated[str, typer.Option(help="What is taken up, in one's own words.")] = "",
    text_zh: Annotated[str, typer.Option(help="The same in Chinese.")] = "",
    on: Day = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say that a place takes a practice up."""
    start_django()
    from django.utils import timezone

    from tallystick.exchanges.queries.practices import practice
    from tallystick.exchanges.services import adopt_practice
    from tallystick.programme.queries import pairing as find

    with refusals(as_json):
        actor = acting(user, writing=True)
        place = _region(region)
        if place is None:
            raise _no_region(region)
        made = adopt_practice(
            practice=practice(code, actor=actor), pairing=find(pairing, actor=actor),
            region=place, on=on.date() if on else timezone.localdate(), text_en=text,
            text_zh=text_zh, by=actor,
        )  # fmt: skip
        row = _row(code, actor)
    if as_json:
        print_json(next(one for one in row["adoptions"] if one["code"] == made.code))
    else:
        say("%(region)s takes it up: %(adoption)s", region=region, adoption=made.code)


@app.command("follow")
def follow_one(
    adoption: Annotated[str, typer.Argument(help="Code of the adoption.")],
    state: Annotated[
        str, typer.Argument(help=f"{', '.join(STEPS)}.", callback=one_of(lambda: tuple(STEPS)))
    ],
    text: Annotated[str, typer.Option(help="What came of it; where it is given up, why.")] = "",
    text_zh: Annotated[str, typer.Option(help="The same in Chinese.")] = "",
    on: Day = None,
    thing: Annotated[list[str] | None, typer.Option(help="A named thing that shows it.")] = None,
    about: Annotated[
        list[str] | None, typer.Option("--indicator", help="An indicator that shows it.")
    ] = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say what came of an adoption by a day, and what in the book shows it."""
    start_django()
    from django.utils import timezone

    from tallystick.exchanges.queries.practices import adoption as find
    from tallystick.exchanges.services import follow_practice
    from tallystick.programme.queries.things import thing as find_thing

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = find(adoption, actor=actor)
        follow_practice(
            adoption=one, state=state, on=on.date() if on else timezone.localdate(),
            text_en=text, text_zh=text_zh, by=actor, indicators=about or (),
            things=[find_thing(named, actor=actor) for named in thing or ()],
        )  # fmt: skip
        row = _row(one.practice.code, actor)
    if as_json:
        print_json(next(made for made in row["adoptions"] if made["code"] == adoption))
    else:
        say("%(adoption)s: %(state)s", adoption=adoption, state=state_words(state))


@app.command("list")
def list_practices(
    words: Annotated[str, typer.Option(help="Words that stand in it.")] = "",
    region: Annotated[str, typer.Option(help="Done or taken up in this place.")] = "",
    framework: Annotated[str, typer.Option(help="Tagged with this framework.")] = "",
    element: Annotated[str, typer.Option(help="Tagged with this element of it.")] = "",
    state: Annotated[
        str, typer.Option(help=f"{', '.join(STATES)}.", callback=one_of(lambda: STATES))
    ] = "",
    workstream: Annotated[str, typer.Option(help="Of this workstream.")] = "",
    pairing: Annotated[str, typer.Option(help="Of this pairing, or taken up in it.")] = "",
    sort: Annotated[
        str, typer.Option(help=f"{', '.join(ORDERS)}.", callback=one_of(lambda: ORDERS))
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List practices, the newest first."""
    start_django()
    from tallystick.exchanges.practice_shapes import practice_json
    from tallystick.exchanges.queries.practices import practices

    with refusals(as_json):
        found = practices(
            acting(user), words=words, region=region, framework=framework, element=element,
            state=state, workstream=workstream, pairing=pairing,
            sort="title_en" if sort == "title" else sort,
        )  # fmt: skip
        rows = [practice_json(one) for one in found]
    if as_json:
        print_json({"total": len(rows), "practices": rows})
        return
    print_table(
        counted("%(n)s practice", "%(n)s practices", len(rows)),
        columns("Code!", "Practice", "Where!", "Since!", "Taken up>", "Office?"),
        [
            [
                *(row["code"], in_words(row["title"], row["title_zh"]), row["region"] or NOTHING),
                *(row["since"] or NOTHING, row["adopted"], row["office"] or NOTHING),
            ]
            for row in rows
        ],
        invented=any(row["invented"] for row in rows),
    )


@app.command("show")
def show_practice(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Show one practice, who took it up, and what the book shows of that."""
    start_django()
    with refusals(as_json):
        row = _row(code, acting(user))
    if as_json:
        print_json(row)
        return
    print_table(
        Said(in_words(row["title"], row["title_zh"])),
        columns("", ""),
        [
            [said("What was done"), in_words(row["done"], row["done_zh"])],
            [said("Where"), row["region"] or row["origin"] or NOTHING],
            [said("Since"), row["since"] or NOTHING],
            [said("Read about it"), row["url"] or row["meeting"] or row["readout"] or NOTHING],
            [said("Tags"), listed(f"{t['framework']} {t['element']}" for t in row["tags"])],
        ],
        invented=row["invented"],
    )
    for one in row["adoptions"]:
        _tell_adoption(one)


def _tell_adoption(one: dict[str, Any]) -> None:
    print_table(
        said(
            "%(region)s since %(day)s: %(state)s",
            region=one["region"], day=one["adopted_on"], state=state_words(one["state"]),
        ),
        columns("Day!", "State", "What came of it", "By the book"),
        [
            [
                *(step["on"], state_words(step["state"]), in_words(step["text"], step["text_zh"])),
                listed(_shown(evidence) for evidence in step["evidence"]) or NOTHING,
            ]
            for step in one["steps"]
        ],
        invented=one["invented"],
    )  # fmt: skip


def _shown(evidence: dict[str, Any]) -> str:
    if "thing" in evidence:
        stages = listed(one["stage"] for one in evidence["stands"]) or NOTHING
        return f"{evidence['thing']} {stages}"
    return f"{indicator(evidence['indicator'])} {evidence['year']} {figure(evidence['matched'])}"


def state_words(code: str) -> str:
    """Return how an adoption stands, in words."""
    return {
        "trying": said("being tried"),
        "in_use": said("in use"),
        "given_up": said("given up"),
    }[code]


def _row(code: str, actor: Actor) -> dict[str, Any]:
    from tallystick.exchanges.practice_shapes import whole_practice_json
    from tallystick.exchanges.queries.frameworks import tags_on
    from tallystick.exchanges.queries.practices import (
        adoptions,
        elsewhere,
        practice,
        read_evidence,
    )

    one = practice(code, actor=actor)
    rows = adoptions(one, actor)
    read = read_evidence(rows, actor)
    return whole_practice_json(one, rows, read, tags_on(one, actor), elsewhere(one, actor))


def _region(code: str) -> Region | None:
    """Return a place by its code; none where no code is given.

    Raises: NotFound.
    """
    from tallystick.regions.models import Region

    found = Region.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise _no_region(code)
    return found


def _no_region(code: str) -> Exception:
    from tallystick.kernel.problem import NotFound

    return NotFound.of("not-found", path="--region", what="region", code=code[:60])
