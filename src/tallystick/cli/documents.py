"""Documents of meetings: list them, keep one, take one out."""

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
    in_a_folder,
    one_of,
    print_json,
    print_table,
    refusals,
    say,
    start_django,
)
from tallystick.cli.wording import label
from tallystick.exchanges.rules.documents import DOCUMENT_KINDS, DOCUMENT_LANGS

Code = Annotated[str, typer.Argument(help="The meeting's code.")]


def documents(code: Code, as_json: AsJson = False, user: AsUser = "") -> None:
    """List the documents of a meeting: minutes, texts, programmes."""
    start_django()
    from tallystick.exchanges.models import MeetingDocument
    from tallystick.exchanges.queries.meetings import documents_of, meeting
    from tallystick.exchanges.shapes import document_json

    with refusals(as_json):
        actor = acting(user)
        rows = [document_json(row) for row in documents_of(meeting(code, actor=actor), actor=actor)]
    if as_json:
        print_json({"total": len(rows), "documents": rows})
        return
    print_table(
        counted("%(n)s document", "%(n)s documents", len(rows)),
        columns("No.>", "Kind", "Title", "Language", "File"),
        [
            [r["n"], label(MeetingDocument.Kind, r["kind"]), r["title"],
             label(MeetingDocument.Lang, r["lang"]), r["name"]]
            for r in rows
        ],
    )  # fmt: skip


def add(
    code: Code,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file.")],
    kind: Annotated[
        str,
        typer.Option(help=f"{', '.join(DOCUMENT_KINDS)}.", callback=one_of(lambda: DOCUMENT_KINDS)),
    ],
    title: Annotated[str, typer.Option(help="What it is called.")],
    lang: Annotated[
        str,
        typer.Option(help=f"{', '.join(DOCUMENT_LANGS)}.", callback=one_of(lambda: DOCUMENT_LANGS)),
    ] = "zh-Hans",
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Keep a document of a meeting, encrypted as evidence is."""
    start_django()
    from tallystick.exchanges.queries.meetings import meeting
    from tallystick.exchanges.services import add_document
    from tallystick.exchanges.shapes import document_json

    with refusals(as_json):
        actor = acting(user, writing=True)
        made = add_document(
            meeting=meeting(code, actor=actor), kind=kind, title=title, lang=lang,
            name=file.name, content=file.read_bytes(), by=actor,
        )  # fmt: skip
        row = document_json(made)
    if as_json:
        print_json(row)
    else:
        say("%(meeting)s, document %(n)s: %(title)s", meeting=code, n=row["n"], title=row["title"])


def take(
    code: Code,
    n: Annotated[int, typer.Argument(help="Its number at the meeting.")],
    out: Annotated[Path, typer.Option(callback=in_a_folder, help="Where it is written.")],
    as_json: AsJson = False,
    user: AsUser = "",
) -> None:
    """Write a document of a meeting to a file; the reading is kept in the act log."""
    start_django()
    from tallystick.exchanges.queries.meetings import document, meeting
    from tallystick.exchanges.services import open_document
    from tallystick.exchanges.shapes import document_json

    with refusals(as_json):
        actor = acting(user, writing=True)
        one = document(meeting(code, actor=actor), n, actor=actor)
        out.write_bytes(open_document(document=one, by=actor))
        row = document_json(one)
    if as_json:
        print_json(row)
    else:
        say("%(title)s is written to %(file)s.", title=row["title"], file=out)
