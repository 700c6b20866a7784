"""Offices and people: opened, added, invited, granted, handed on, ended, let go, listed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli import codes
from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    hand,
    print_json,
    print_table,
    refusals,
    say,
    start_django,
)
from tallystick.cli.who_may import role_words, who_may
from tallystick.cli.wording import called
from tallystick.kernel.words import Named

if TYPE_CHECKING:
    from tallystick.access.models import Office, Seat, User

offices = typer.Typer(no_args_is_help=True, help="Offices of each side and level.")
app = typer.Typer(no_args_is_help=True, help="People, their codes and their seats.")

app.command("invite")(codes.invite)
app.command("use-code")(codes.use_code)
app.command("who-may")(who_may)

Code = Annotated[str, typer.Argument(help="The office's code, such as dalian-office.")]
UserName = Annotated[str, typer.Argument(help="The user name.")]
OfficeCode = Annotated[str, typer.Option("--office", help="The office's code.")]
RoleName = Annotated[str, typer.Option("--role", help="clerk, confirmer, matcher, head …")]
To = Annotated[str, typer.Option("--to", help="The user name of the colleague.")]
Why = Annotated[str, typer.Option("--why", help="The reason, which is sealed with it.")]
RenameWhy = Annotated[str, typer.Option("--why", help="The reason; it stands in the act log.")]
English = Annotated[str, typer.Option("--name", help="The name as it is read abroad.")]
Chinese = Annotated[str, typer.Option("--name-zh", help="The name in Chinese.")]
Since = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day; today if none.")
]
Until = Annotated[
    datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day; open if none.")
]


@offices.command("open")
def open_office(
    code: Code,
    region: Annotated[str, typer.Option(help="The code of the place it works for.")],
    name: English,
    name_zh: Chinese = "",
    head: Annotated[str, typer.Option(help="User name of its first head.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Open an office and, with --head, name its first head."""
    start_django()
    from tallystick.access.services import name_head
    from tallystick.access.services import open_office as make

    with refusals(as_json):
        by = hand(user)
        office = make(code=code, region=region, name_en=name, name_zh=name_zh, by=by)
        if head:
            name_head(office=office, user=_user(head), since=_day(None), by=by)
    row = {"office": office.code, "region": region, "head": head or None}
    if as_json:
        print_json(row)
    elif head:
        say("%(office)s is open for %(region)s. %(head)s is its head.", **row)
    else:
        say("%(office)s is open for %(region)s. Next: name its head with offices name-head.", **row)


@offices.command("name-head")
def name_head_(
    code: Code, username: UserName, why: Why = "", as_json: AsJson = False, user: AsUser = ""
) -> None:
    """Name the head of an office that has none, as a head of the same side."""
    start_django()
    from tallystick.access.services import name_head

    with refusals(as_json):
        seat = name_head(
            office=_office(code), user=_user(username), since=_day(None), why=why, by=hand(user)
        )
    _tell(seat, as_json)


@offices.command("propose-head")
def propose_head_(
    code: Code, username: UserName, why: Why, as_json: AsJson = False, user: AsUser = ""
) -> None:
    """Propose a head where no head of the side is left; a head of the other side agrees."""
    start_django()
    from tallystick.access.services import propose_head

    with refusals(as_json):
        by = acting(user, writing=True)
        record = propose_head(office=_office(code), user=_user(username), why=why, by=by)
    row = {"office": code, "user": username, "record": record.seq}
    if as_json:
        print_json(row)
    else:
        say("%(user)s is proposed in record %(record)s.", **row)


@offices.command("agree-head")
def agree_head_(
    code: Code,
    record: Annotated[int, typer.Option(help="The number of the proposal you read.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Agree, as a head of the other side, to the head who was proposed."""
    start_django()
    from tallystick.access.services import agree_head

    with refusals(as_json):
        by = acting(user, writing=True)
        seat = agree_head(office=_office(code), record=record, by=by)
    _tell(seat, as_json)


@offices.command("list")
def list_offices(as_json: AsJson = False, user: AsUser = "") -> None:
    """List the offices with the places they work for."""
    start_django()
    from tallystick.access.queries import offices as read

    with refusals(as_json):
        rows = [
            {"code": o.code, "region": o.region.code, "name": o.name_en, "name_zh": o.name_zh}
            for o in read(acting(user))
        ]
    if as_json:
        print_json({"total": len(rows), "offices": rows})
    else:
        cells = [[r["code"], r["region"], r["name"], r["name_zh"]] for r in rows]
        print_table(
            counted("%(n)s office", "%(n)s offices", len(rows)),
            columns("Code!", "Place!", "Name in English", "Name in Chinese"),
            cells,
        )


@app.command("add")
def add_person(
    username: UserName,
    name: English,
    name_zh: Chinese = "",
    language: Annotated[str, typer.Option(help="en or zh-hans; else as she chooses")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Add a person, who has no password yet: make her a code with `people invite`."""
    start_django()
    from tallystick.access.services import add_user

    with refusals(as_json):
        add_user(username=username, name_en=name, name_zh=name_zh, language=language, by=hand(user))
    if as_json:
        print_json({"user": username})
    else:
        say("%(user)s is added. Next: people grant, and people invite for a code.", user=username)


@offices.command("rename")
def rename_office_(
    code: Code,
    name: English = "",
    name_zh: Chinese = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Give an office another name; what is not given stays as it is."""
    start_django()
    from tallystick.access.services import rename_office

    with refusals(as_json):
        by, office = hand(user), _office(code)
        made = rename_office(
            office=office, name_en=name or office.name_en, name_zh=name_zh or office.name_zh, by=by
        )
    _called(made.code, made, as_json)


@app.command("rename")
def rename_person_(
    username: UserName,
    why: RenameWhy,
    name: English = "",
    name_zh: Chinese = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Give a person another name; what she signed before keeps the name it bears."""
    start_django()
    from tallystick.access.services import rename_person

    with refusals(as_json):
        by, person = hand(user), _user(username)
        made = rename_person(
            user=person, name_en=name or person.name_en, name_zh=name_zh or person.name_zh,
            why=why, by=by,
        )  # fmt: skip
    _called(made.username, made, as_json)


def _called(code: str, named: Named, as_json: bool) -> None:
    if as_json:
        print_json({"code": code, "name_en": named.name_en, "name_zh": named.name_zh})
    else:
        say("%(code)s is called %(name)s now.", code=code, name=called(named))


@app.command("grant")
def grant(
    username: UserName,
    office: OfficeCode,
    role: RoleName,
    since: Since = None,
    until: Until = None,
    why: Why = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Give a person a role at an office, from a day to a day."""
    start_django()
    from tallystick.access.services import grant_seat

    with refusals(as_json):
        seat = grant_seat(
            user=_user(username),
            office=_office(office),
            role=role,
            since=_day(since),
            until=until.date() if until else None,
            why=why,
            by=hand(user),
        )
    _tell(seat, as_json)
    if not as_json and not seat.user.has_usable_password():
        say("%(user)s has no password: make her a code with people invite.", user=username)


@app.command("delegate")
def delegate(
    username: UserName,
    office: OfficeCode,
    role: RoleName,
    to: To,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day.")],
    why: Why,
    since: Since = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Hand a role on to a colleague of the same office while its holder is away."""
    start_django()
    from tallystick.access.services import delegate_seat

    with refusals(as_json):
        seat = delegate_seat(
            seat=_seat(username, office, role),
            to=_user(to),
            since=_day(since),
            until=until.date(),
            why=why,
            by=acting(user, writing=True),
        )
    _tell(seat, as_json)


@app.command("hand-over")
def hand_over(
    username: UserName,
    office: OfficeCode,
    role: RoleName,
    to: To,
    why: Why,
    since: Since = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Give a role over for good: one seat ends and the other begins in one step."""
    start_django()
    from tallystick.access.services import hand_over_seat

    with refusals(as_json):
        seat = hand_over_seat(
            seat=_seat(username, office, role),
            to=_user(to),
            first_day=_day(since),
            why=why,
            by=acting(user, writing=True),
        )
    _tell(seat, as_json)


@app.command("end")
def end(
    username: UserName,
    office: OfficeCode,
    role: RoleName,
    why: Why,
    until: Until = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """End a seat; today is its last day unless another is given."""
    start_django()
    from tallystick.access.services import end_seat

    with refusals(as_json):
        seat = _seat(username, office, role)
        by = acting(user, writing=True)
        end_seat(seat=seat, last_day=_day(until), why=why, by=by)
        seat.refresh_from_db()
    _tell(seat, as_json)


@app.command("deactivate")
def deactivate(username: UserName, why: Why, as_json: AsJson = False, user: AsUser = "") -> None:
    """Let a person go: her seats, sessions and codes end; her name stays under what she signed."""
    start_django()
    from tallystick.access.services import deactivate_user

    with refusals(as_json):
        deactivate_user(user=_user(username), why=why, by=acting(user, writing=True))
    if as_json:
        print_json({"user": username, "active": False})
    else:
        say("%(user)s is let go; the name stays under what was signed.", user=username)


@app.command("reactivate")
def reactivate(username: UserName, why: Why, as_json: AsJson = False, user: AsUser = "") -> None:
    """Take a person back who was let go: without seats and without a password."""
    start_django()
    from tallystick.access.services import reactivate_user

    with refusals(as_json):
        reactivate_user(user=_user(username), why=why, by=acting(user, writing=True))
    if as_json:
        print_json({"user": username, "active": True})
    else:
        say("%(user)s is back. Next: people grant, and people invite for a code.", user=username)


@app.command("list")
def list_people(
    office: Annotated[str, typer.Option(help="Only this office.")] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List who holds which seat today, with the number of the record it was sealed in."""
    start_django()
    from tallystick.access.queries import seated

    with refusals(as_json):
        found = list(seated(acting(user), office=office))
        rows = [_row(s.seat, s.record) for s in found]
    if as_json:
        print_json({"total": len(rows), "seats": rows})
        return
    print_table(
        counted("%(n)s seat", "%(n)s seats", len(rows)),
        columns("User name!", "Name", "Role", "Office!", "From!", "Until!", "Record>?"),
        [
            [
                r["user"],
                called(one.seat.user),
                role_words(r["role"]),
                r["office"],
                r["since"],
                r["until"] or "",
                r["record"] or "",
            ]
            for r, one in zip(rows, found, strict=True)
        ],
    )


def _row(seat: Seat, record: int | None) -> dict[str, Any]:
    return {
        "user": seat.user.username,
        "name": seat.user.name_en,
        "role": seat.role,
        "office": seat.office.code,
        "since": seat.valid_from.isoformat(),
        "until": seat.valid_to.isoformat() if seat.valid_to else None,
        "stands_for": seat.stands_for.user.username if seat.stands_for else None,
        "record": record,
    }


def _tell(seat: Seat, as_json: bool) -> None:
    row = _row(seat, None)
    if as_json:
        print_json(row)
        return
    told = {**row, "role": role_words(row["role"])}
    if row["until"]:
        say("%(user)s is %(role)s at %(office)s from %(since)s until %(until)s.", **told)
    else:
        say("%(user)s is %(role)s at %(office)s from %(since)s, with no last day.", **told)
    if row["stands_for"]:
        say("The seat stands for that of %(stands_for)s.", **told)


def _day(given: datetime | None) -> date:
    from django.utils import timezone

    return given.date() if given else timezone.localdate()


def _user(username: str) -> User:
    from tallystick.access.queries import find_user

    return find_user(username)


def _office(code: str) -> Office:
    from tallystick.access.queries import find_office

    return find_office(code)


def _seat(username: str, office: str, role: str) -> Seat:
    from tallystick.access.queries import find_seat

    return find_seat(username, office, role)
