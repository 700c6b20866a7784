"""The columns of every list, in one way: heads that sort, a choice of columns, the same as a file.

A list declares its columns once (`lists`). From that come the heads, the orders one may choose,
the columns one may hide or add, and the file. What is chosen stands in the address; a person may
keep columns for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tallystick.access.services.saving_views import PASSING
from tallystick.web.addresses import HOW, kept_query, with_query
from tallystick.web.contexts.shared import (
    Choice,
    ColumnChoice,
    Filter,
    Head,
    Link,
    Mark,
    Table,
)
from tallystick.web.figures import is_chinese

Text = str | Promise
# So many rows a file has at most, as many as a list has pages for.
MOST_IN_FILE = 5000
# What an order says in words, ascending and descending, by what stands in the column.
WAYS: Mapping[str, tuple[Text, Text]] = {
    "time": (gettext_lazy("oldest first"), gettext_lazy("newest first")),
    "day": (gettext_lazy("earliest first"), gettext_lazy("latest first")),
    "name": (gettext_lazy("A to Z"), gettext_lazy("Z to A")),
    "amount": (gettext_lazy("least first"), gettext_lazy("most first")),
    "code": (gettext_lazy("first to last"), gettext_lazy("last to first")),
}
# These are read from their end first.
DESCENDING = ("time", "amount")


@dataclass(frozen=True)
class Column:
    """One column of a list: its words, the orders it gives, and what a file has of it.

    `up` and `down` are the orders in which it ascends and descends, by the names of the query that
    reads the list; `bounded`: it is offered only where the list was counted to its end, for the
    database would sort the whole of it. `fields` are heads and values of a file. `way` names what
    stands in it, for the words of an order. `shown`: without a choice; `fixed`: always.
    """

    name: str
    label: Text
    fields: tuple[tuple[str, Callable[[Any], Any]], ...] = ()
    up: str = ""
    down: str = ""
    way: str = "name"
    style: str = ""
    shown: bool = True
    fixed: bool = False
    bounded: bool = False

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        """Its orders with what each is called in the reader's language, the usual one first."""
        said = zip((self.up, self.down), WAYS[self.way], strict=True)
        found = [(code, _order_words(self.label, way)) for code, way in said if code]
        return tuple(reversed(found) if self.way in DESCENDING else found)


@dataclass(frozen=True)
class Listing:
    """The columns of one list, under its title. `blank` says how it stands with nothing asked for.

    `standing` is the order of a column that this is, if it is one; `also` are orders of no column.
    """

    code: str
    title: Text
    columns: tuple[Column, ...]
    blank: Text = ""
    standing: str = ""
    also: tuple[tuple[str, Text], ...] = ()

    def orders(self, *, long: bool = False) -> dict[str, str]:
        """Return the orders there are with their words; `long`: those cheap on any length."""
        found = {
            code: words
            for column in self.columns
            if not (long and column.bounded)
            for code, words in column.orders
        }
        return found | {code: str(words) for code, words in self.also}

    def sort(self, request: HttpRequest, *, long: bool = False) -> str:
        """Return the order that an address asks for, empty for the one without a choice."""
        asked = request.GET.get("sort", "")
        return asked if asked in self.orders(long=long) else ""

    def is_bounded(self, sort: str) -> bool:
        """Return whether an order is offered only on a list that is counted to its end."""
        return sort in self.orders() and sort not in self.orders(long=True)

    def select(self, sort: str, *, long: bool = False) -> Filter:
        """Return the select of the orders, for the form of filters."""
        orders = self.orders(long=long)
        # What the list stands in anyway is said once, as what it is without a choice.
        offered = {code: words for code, words in orders.items() if code != self.standing}
        blank = str(self.blank) or orders.get(self.standing, "")
        choices = (
            Choice("", blank, sort not in offered),
            *(Choice(code, words, code == sort) for code, words in offered.items()),
        )
        return Filter("sort", _("Sorted by"), choices)

    def names(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Return those of the columns asked for that there are, with the fixed ones, in order."""
        wanted = set(asked)
        return tuple(one.name for one in self.columns if one.fixed or one.name in wanted)

    def usual(self) -> tuple[str, ...]:
        """Return the columns that are shown without a choice."""
        return self.names(one.name for one in self.columns if one.shown)

    def table(
        self, request: HttpRequest | None = None, *, total: int = 0, long: bool = False
    ) -> Table:
        """Return the columns as they are shown; without a request those without a choice.

        `total`: how many rows the list has, `long`: it is not counted to its end.
        """
        if request is None:
            return Table(self.code, tuple(_heads(self, None, self.usual(), long)), _all(self))
        kept = self.names(own) if (own := kept_columns(request, self.code)) else ()
        asked = asked_columns(request)
        shown = self.names(asked) if asked else kept or self.usual()
        carried = tuple(kept_query(request, *PASSING, "columns"))
        return Table(
            code=self.code,
            heads=tuple(_heads(self, request, shown, long)),
            has=frozenset(shown),
            choices=tuple(
                ColumnChoice(one.name, str(one.label), one.name in shown, one.fixed)
                for one in self.columns
            ),
            kept=carried,
            csv=with_query(request.path, [*carried, *_file(shown)])
            if any(one.fields for one in self.columns)
            else "",
            first=MOST_IN_FILE if long or total > MOST_IN_FILE else 0,
            total=0 if long else total,
            own=bool(kept),
            kept_now=shown == (kept or self.usual()),
            path=request.path,
            query=urlencode(carried),
            asked=shown if asked else (),
            cleared=with_query(
                request.path, [pair for pair in kept_query(request, *PASSING) if pair[0] in HOW]
            ),
        )

    def file(self, shown: Iterable[str], rows: Iterable[Any]) -> tuple[list[str], list[list[Any]]]:
        """Return the heads and the rows of a file with these columns."""
        fields = [field for one in self.columns if one.name in set(shown) for field in one.fields]
        lines = [[plain(value(row)) for _head, value in fields] for row in rows]
        return [head for head, _value in fields], lines


def in_language(sort: str) -> str:
    """Return an order of the query where titles and names stand in the reader's language."""
    if sort not in ("title", "-title", "name", "-name"):
        return sort
    return f"{sort}_zh" if is_chinese(get_language() or "") else f"{sort}_en"


def plain(value: Any) -> Any:
    """Return a value as a file has it: days as ISO writes them, words without their link."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Link | Mark):
        return value.words
    if isinstance(value, tuple | list):
        return "; ".join(str(plain(one)) for one in value)
    return "" if value is None else value


def wants_file(request: HttpRequest) -> bool:
    """Return whether an address asks for its list as a file."""
    return request.GET.get("file", "") == "csv"


def asked_columns(request: HttpRequest) -> tuple[str, ...]:
    """Return the columns that an address asks for, as a form sends them or with commas."""
    found = ",".join(request.GET.getlist("columns"))[:600]
    return tuple(name for name in found.split(",") if name)


def kept_columns(request: HttpRequest, code: str) -> Sequence[str]:
    """Return the columns that the reader keeps for a list; none where she keeps none."""
    kept = getattr(getattr(request, "user", None), "columns", None) or {}
    found = kept.get(code, ())
    return found if isinstance(found, list) else ()


def _order_words(label: Text, way: Text) -> str:
    return _("%(column)s, %(way)s") % {"column": label, "way": way}


def _all(listing: Listing) -> frozenset[str]:
    return frozenset(listing.usual())


def _heads(
    listing: Listing, request: HttpRequest | None, shown: Sequence[str], long: bool
) -> Iterator[Head]:
    now = (listing.sort(request, long=long) if request else "") or listing.standing
    for one in listing.columns:
        if one.name not in shown:
            continue
        orders = () if request is None or (long and one.bounded) else one.orders
        # Pressed again, a head turns its order round.
        then = next((pair for pair in orders if pair[0] != now), ("", ""))
        href = (
            with_query(request.path, [*kept_query(request, *PASSING, "sort"), ("sort", then[0])])
            if (request and then[0])
            else ""
        )
        turned = {one.up: "ascending", one.down: "descending"}.get(now, "") if now else ""
        yield Head(one.name, str(one.label), one.style, href, then[1], turned)


def _file(shown: Sequence[str]) -> list[tuple[str, str]]:
    return [("columns", ",".join(shown)), ("file", "csv")]
