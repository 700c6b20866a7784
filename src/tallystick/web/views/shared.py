"""What views share: who asks, the book's foot, pages of a list, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar, cast

from django.core.paginator import Paginator
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tallystick.indicators.queries.frames import end_of_day, known_day
from tallystick.journal.queries import head
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Programme
from tallystick.programme.queries import book_of
from tallystick.web.addresses import kept_query, with_query
from tallystick.web.contexts.shared import BookFoot, Link
from tallystick.web.tables import MOST_IN_FILE, wants_file
from tallystick.web.wording import pairing_name

ROWS = 50
Row = TypeVar("Row")


def moves_on(request: HttpRequest) -> None:
    """Say that a page tells what moves by itself, so that it is made anew each time."""
    request.moves = True  # type: ignore[attr-defined]


def actor_of_request(request: HttpRequest) -> Actor:
    """Return who asks; set by the policy middleware."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def invented_here() -> bool:
    """Return whether a programme of invented figures is kept here; no where nothing can be read.

    A page that is about no programme says so too: what surrounds it is invented.
    """
    try:
        return Programme.objects.filter(invented=True).exists()
    except DatabaseError:
        return False


def foot_of(pairing: Pairing, day: date | None = None) -> BookFoot | None:
    """Return the state of the pairing's book, with its name; None while it is empty.

    `day`: as it was at the end of that day, for a page that tells what was known then.
    """
    book = book_of(pairing)
    by = end_of_day(day, known_day(pairing, None)[0]) if day else None
    now = head(book.code, by)
    if now.recorded_at is None:
        return None
    return BookFoot(now.recorded_at, now.seq, now.chain_hex, pairing_name(book))


class LongPages(Paginator):  # type: ignore[type-arg]
    """Pages of a list that may be as long as the book: what is read does not grow with it.

    It is counted up to `most`, and a page is found by its keys before its rows are read.
    """

    def __init__(self, rows: QuerySet[Any, Any], most: int) -> None:
        super().__init__(rows, ROWS)
        self.rows, self.most = rows, most

    @cached_property
    def counted(self) -> int:
        """How many there are, `most` and one more where there are more."""
        return self.rows.order_by().values("pk")[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        """How many of them have a page."""
        return min(self.counted, self.most)

    def read(self, shown: Any) -> list[Any]:
        """Return the rows of a page in the order of the list; two queries."""
        keys = list(shown.values_list("pk", flat=True))
        rows = self.rows.filter(pk__in=keys).in_bulk() if keys else {}
        return [rows[key] for key in keys]


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any, Row] | Sequence[Row],
    words: tuple[str, str] = ("", ""),
    most: int | None = None,
    size: int | None = None,
) -> tuple[list[Row], int, Link | None, Link | None]:
    """Return one page of rows, the number of all, and where newer and older ones are.

    `words`: what the two ways are called where the order is not of time. `most`: a longer list is
    not counted to its end, and ends there; its number is one more. `size`: rows of a page of one
    that is counted. A file has no pages.
    """
    back, on = words
    if wants_file(request):
        return list(rows[:MOST_IN_FILE]), 0, None, None
    long = LongPages(rows, most) if most is not None and isinstance(rows, QuerySet) else None
    pages = long or Paginator(rows, size or ROWS)
    page = pages.get_page(request.GET.get("page"))
    newer = (
        _page_link(request, back or _("Newer"), page.number - 1) if page.has_previous() else None
    )
    older = _page_link(request, on or _("Older"), page.number + 1) if page.has_next() else None
    if long:
        return long.read(page.object_list), long.counted, newer, older
    return list(page.object_list), pages.count, newer, older


def is_long(rows: QuerySet[Any, Any], most: int) -> bool:
    """Return whether a list has more rows than are counted, so that not every order is cheap."""
    return LongPages(rows, most).counted > most


def _page_link(request: HttpRequest, words: str, number: int) -> Link:
    return Link(words, with_query("", [*kept_query(request, "page"), ("page", str(number))]))


def year_of(text: str) -> int | None:
    """Return a year that was asked for; None for what is no year.

    >>> year_of("2019"), year_of("0000"), year_of("soon")
    (2019, None, None)
    """
    fits = len(text) == 4 and text.isascii() and text.isdecimal()
    return int(text) if fits and 1900 <= int(text) <= 2200 else None
