"""The one way in which a view shows its page, and hands out the same as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tallystick.interchange.csv.writing import csv_text
from tallystick.kernel.problem import NotFound, Refused, status_of
from tallystick.kernel.progress import tell
from tallystick.web.contexts.shared import Page, Table
from tallystick.web.lists import LISTS
from tallystick.web.tables import wants_file

# Rows between two looks at whether somebody stopped it.
SOME_ROWS = 200


def form_status(refused: Refused) -> int:
    """Return the status of a page whose form was refused.

    The page itself is there: a form that names what is not is one to mend.
    """
    return 422 if isinstance(refused, NotFound) else status_of(refused)


def show(
    request: HttpRequest, template: str, page: Page, *, part: str = "", status: int = 200
) -> HttpResponse:
    """Return the page, or only its named `part` when HTMX asked for it.

    A template sees the page under the one name `page`; there is nothing else to look for. Where
    the address asks for the list of the page as a file, that is what is handed out.
    """
    if (
        page.table is not None
        and page.table.csv
        and wants_file(request)
        and status == HTTPStatus.OK
    ):
        return _list_file(page)
    name = part if part and getattr(request, "htmx", False) else template
    response = render(request, f"web/{name}.html", {"page": page}, status=status)
    if part:
        # A browser's own cache must not hand the part to a reload, nor the page to a swap.
        response["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response


def _telling(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Yield rows, and tell whoever waits how many are written."""
    kept = rows if isinstance(rows, Sequence) else list(rows)
    for done, row in enumerate(kept):
        if done % SOME_ROWS == 0:
            tell("writing", done, len(kept))
        yield row


def _list_file(page: Any) -> HttpResponse:
    """Return the rows of a page's list with the columns that are shown, in their order."""
    table: Table = page.table
    head, lines = LISTS[table.code].file(table.has, page.rows)
    # A row that knows it says so itself: what was printed elsewhere stands beside an example too.
    said = [getattr(row, "invented", page.invented) for row in page.rows]
    marked = [[*line, "yes" if one else "no"] for line, one in zip(lines, said, strict=True)]
    return csv_file(table.code, [*head, "invented"], marked)


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return rows as a CSV file of that name, to be kept."""
    answer = HttpResponse(csv_text(header, _telling(rows)), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
