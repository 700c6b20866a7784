"""Read an official announcement: what happened, who took part, what was counted and undertaken.

It opens no book and keeps nothing: a draft, each piece of it pinned to the announcement's words.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tallystick.cli.door import (
    AsJson,
    lang,
    one_of,
    print_json,
    print_problems,
    refusals,
    start_django,
    start_words,
)
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.text import visible

if TYPE_CHECKING:
    from tallystick.extraction import Draft
    from tallystick.extraction.documents.reading import FileText
    from tallystick.extraction.reader.endpoint import Endpoint

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def _day(value: str) -> str:
    """Return a day, month or year as it is; anything else is a wrong call."""
    from tallystick.extraction.documents.reading import published_on

    if value and published_on(value) is None:
        problem = Problem("readout-no-date", "", value=visible(value)[:40])
        raise typer.BadParameter(problem.sentence(lang()))
    return value


def readout(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, readable=True,
            help="Text, JSON, a web page, .docx or PDF.",
        ),
    ],
    published: Annotated[
        str,
        typer.Option(
            callback=_day, help="Day, month or year of publication; else what the file says."
        ),
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            "--lang", callback=one_of(lambda: LANGUAGES),
            help="en, zh-Hans or zh-Hant; else found out.",
        ),
    ] = "",
    places: Annotated[
        bool, typer.Option("--places", help="With --json: where each piece stands in the text.")
    ] = False,
    reader: Annotated[
        bool, typer.Option("--reader", help="Ask the office's own reader too, where it named one.")
    ] = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Read an announcement: event, people, figures, commitments, agreements, with their words."""
    from tallystick.extraction import as_label, read
    from tallystick.extraction.documents.reading import read_document
    from tallystick.regions.rules.shipped import shipped_names

    endpoint = _endpoint() if reader else None
    start_words()
    with refusals(as_json):
        announcement = read_document(file.read_bytes())
    draft = read(
        announcement.text,
        lang=language or announcement.lang,
        published=published or announcement.published,
        gazetteer=shipped_names(),
    )
    draft, faults = _asked(draft, announcement.text, endpoint)
    if draft.unread:
        # On the error stream: what is printed has the form of a label.
        print_problems([Problem("readout-goes-on", "", {"unread": f"{draft.unread:,}"})])
    if as_json:
        label = as_label(draft, announcement.name or file.stem, places=places)
        print_json({**label, **(_source(announcement, draft) if places else {})})
    else:
        from tallystick.cli.readout_tables import show

        show(draft)
    if faults:
        print_problems(faults)
        raise typer.Exit(1)


def _endpoint() -> Endpoint:
    """Return the reader the office named; a wrong call where it named none."""
    from django.conf import settings

    start_django()
    if settings.READER is None:
        raise typer.BadParameter(Problem("readout-reader-off").sentence(lang()))
    found: Endpoint = settings.READER
    return found


def _asked(draft: Draft, text: str, endpoint: Endpoint | None) -> tuple[Draft, tuple[Problem, ...]]:
    """Return a draft with what the reader adds; the draft alone, and why, where it cannot."""
    from tallystick.extraction.reader.adding import with_reader

    if endpoint is None:
        return draft, ()
    try:
        return with_reader(draft, text, endpoint), ()
    except Refused as refused:
        return draft, refused.problems


def _source(announcement: FileText, draft: Draft) -> dict[str, Any]:
    """Return the text in which the places lie: of a page or a paper it is not the file's own."""
    return {"published": draft.published, "unread": draft.unread, "text": announcement.text}
