"""Announcements of one's own: draft one out of a meeting's record, edit, publish, correct it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tallystick.cli.door import (
    AsJson,
    AsUser,
    acting,
    columns,
    counted,
    lang,
    one_of,
    print_json,
    print_table,
    read_each,
    refusals,
    say,
    start_django,
    text_in,
)
from tallystick.cli.wording import NOTHING, in_words, label

SIDES = ("supporting", "supported")
STATES = ("draft", "published", "corrected")
SORTS = ("newest", "oldest", "published", "title_en", "title_zh")
app = typer.Typer(no_args_is_help=True, help="What a side itself says of a meeting, with proofs.")
Code = Annotated[str, typer.Argument(help="The announcement's code.")]
Side = Annotated[str, typer.Option(help="supporting or supported.", callback=one_of(lambda: SIDES))]
Figures = Annotated[
    list[str] | None,
    typer.Option("--figure", help="INDICATOR:YEAR, such as LC_TOTAL:2020."),
]
Text = Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="A text file, UTF-8.")]


@app.command("list")
def list_announcements(
    meeting: Annotated[str, typer.Option(help="Only those of this meeting.")] = "",
    pairing: Annotated[str, typer.Option(help="Only this pairing.")] = "",
    side: Annotated[
        str, typer.Option(help="Only those of one side.", callback=one_of(lambda: SIDES))
    ] = "",
    state: Annotated[
        str, typer.Option(help=", ".join(STATES), callback=one_of(lambda: STATES))
    ] = "",
    year: Annotated[int | None, typer.Option(help="Year of the meeting.")] = None,
    search: Annotated[str, typer.Option(help="Words of title or text.")] = "",
    sort: Annotated[str, typer.Option(help=", ".join(SORTS), callback=one_of(lambda: SORTS))] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """List announcements: what is published, and drafts of one's own side."""
    start_django()
    from tallystick.exchanges.announcement_shapes import announcement_json
    from tallystick.exchanges.models import Announcement
    from tallystick.exchanges.queries.announcements import announcements

    with refusals(as_json):
        found = announcements(
            acting(user), meeting=meeting, pairing=pairing, side=side, state=state, year=year,
            search=search, sort=sort,
        )  # fmt: skip
        rows = [announcement_json(one) for one in found]
    if as_json:
        print_json({"total": len(rows), "announcements": rows})
        return
    print_table(
        counted("%(n)s announcement", "%(n)s announcements", len(rows)),
        columns("Code!", "Side", "State", "Version>", "Title", "Corrected by"),
        [
            [r["code"], label(Announcement.Side, r["side"]), label(Announcement.State, r["state"]),
             r["version"], in_words(r["title_en"], r["title_zh"]), r["corrected_by"] or NOTHING]
            for r in rows
        ],
        invented=any(r["invented"] for r in rows),
    )  # fmt: skip


@app.command()
def draft(
    meeting: Annotated[str, typer.Argument(help="The meeting's code.")],
    side: Side,
    figure: Figures = None,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write the first draft out of the record of a meeting and figures of the book."""
    start_django()
    from tallystick.exchanges.queries.announcements import FigureAsked
    from tallystick.exchanges.queries.meetings import meeting as find
    from tallystick.exchanges.services import draft_announcement

    def asked(text: str) -> FigureAsked:
        indicator, year = text.split(":")
        return FigureAsked(indicator.strip(), int(year))

    with refusals(as_json):
        actor = acting(user, writing=True)
        (figures,) = read_each(("--figure", asked, figure))
        made = draft_announcement(
            meeting=find(meeting, actor=actor), side=side, figures=figures, by=actor
        )
        code = made.code
    _told(code, as_json, user)


@app.command()
def edit(
    code: Code,
    title: Annotated[str | None, typer.Option(help="The title in English.")] = None,
    title_zh: Annotated[str | None, typer.Option(help="The title in Chinese.")] = None,
    body: Text = None,
    body_zh: Text = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read its figures anew.")] = False,
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Say a draft anew; what is not given stays."""
    start_django()
    from tallystick.exchanges.queries.announcements import announcement
    from tallystick.exchanges.services import edit_announcement, refresh_figures

    with refusals(as_json):
        given = {
            "title_en": title,
            "title_zh": title_zh,
            "body_en": text_in(body) if body else None,
            "body_zh": text_in(body_zh) if body_zh else None,
        }
        texts = {name: text for name, text in given.items() if text is not None}
        actor = acting(user, writing=True)
        one = announcement(code, actor=actor)
        if texts:
            edit_announcement(announcement=one, texts=texts, edit=one.edit, by=actor)
        if refresh:
            refresh_figures(announcement=one, edit=one.edit, by=actor)
    _told(code, as_json, user)


@app.command()
def publish(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """Publish a draft that is complete in both languages; it never changes from then on."""
    start_django()
    from tallystick.exchanges.queries.announcements import announcement
    from tallystick.exchanges.services import publish_announcement

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = announcement(code, actor=actor)
        publish_announcement(announcement=one, edit=one.edit, by=actor)
    _told(code, as_json, user)


@app.command("correct")
def correct_published(
    code: Code,
    reason: Annotated[str, typer.Option(help="Why; everybody reads it.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Begin a new version of what was published; the old one stays as it is."""
    start_django()
    from tallystick.exchanges.queries.announcements import announcement
    from tallystick.exchanges.services import correct_announcement

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = announcement(code, actor=actor)
        made = correct_announcement(announcement=one, why=reason, by=actor)
        code = made.code
    _told(code, as_json, user)


@app.command()
def show(
    code: Code,
    site: Annotated[
        str, typer.Option(help="Where the pages are, such as https://tally.example.")
    ] = "",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Print an announcement as plain text, with what proves each figure beneath it."""
    start_django()
    from tallystick.exchanges.announcement_shapes import announcement_json
    from tallystick.exchanges.queries.announcements import announcement
    from tallystick.exchanges.rules.announcing import plain_text

    with refusals(as_json):
        row = announcement_json(announcement(code, actor=acting(user)))
    if as_json:
        print_json(row)
        return
    own = "zh" if lang() == "zh" else "en"
    typer.echo(
        plain_text(row[f"title_{own}"], row[f"body_{own}"], row["figures"], own, site.rstrip("/")),
        nl=False,
    )


def _told(code: str, as_json: bool, user: str) -> None:
    from tallystick.exchanges.announcement_shapes import announcement_json
    from tallystick.exchanges.models import Announcement
    from tallystick.exchanges.queries.announcements import announcement

    row = announcement_json(announcement(code, actor=acting(user)))
    if as_json:
        print_json(row)
    else:
        say(
            "%(announcement)s, version %(n)s: %(state)s",
            announcement=code, n=row["version"], state=label(Announcement.State, row["state"]),
        )  # fmt: skip
