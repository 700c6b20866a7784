"""The filters in force on a list, in words: each leads to the same list without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tallystick.access.services.saving_views import PASSING
from tallystick.web.addresses import HOW, kept_query, with_query
from tallystick.web.contexts.shared import Choice, Page
from tallystick.web.wording import colon

# They stand in the same form and narrow nothing.
NO_FILTERS = frozenset({*HOW, *PASSING, "chart"})


@dataclass(frozen=True)
class Chip:
    """One filter in force: its label, what was chosen, and the address without it."""

    label: str
    said: str
    href: str
    # The words are a person's own, of a language of their own.
    typed: bool = False


def chips_of(request: HttpRequest | None, page: Page) -> tuple[Chip, ...]:
    """Return what the address narrows a page by, by the filters that the page itself offers."""
    return tuple(_in_force(request, page)) if request is not None else ()


def _in_force(request: HttpRequest, page: Page) -> Iterator[Chip]:
    for one in getattr(page, "filters", ()):
        value = request.GET.get(one.name, "")
        if value and one.name not in NO_FILTERS:
            yield _chip(request, one.name, value, one.label, one.choices)
    for ticks in getattr(page, "ticks", ()):
        offered = tuple(choice for group in ticks.groups for choice in group.choices)
        for value in dict.fromkeys(request.GET.getlist(ticks.name)):
            yield _chip(request, ticks.name, value, ticks.label, offered)
    if search := request.GET.get("search", "").strip():
        href = _without(request, "search", request.GET["search"])
        yield Chip(colon(_("Search"), ""), search[:60], href, typed=True)
    if as_of := getattr(page, "as_of", ""):
        href = _without(request, "as_of", as_of)
        yield Chip(colon(_("As we knew it on"), ""), as_of, href)


def _chip(
    request: HttpRequest, name: str, value: str, label: str, offered: Iterable[Choice]
) -> Chip:
    """Return one chip; a code of something out of sight is not spelt out."""
    choice = next((one for one in offered if one.value == value and one.chosen), None)
    said = choice.words if choice else _("not known here")
    href = _without(request, name, value)
    return Chip(colon(label, ""), said, href, typed=choice is not None and choice.typed)


def _without(request: HttpRequest, name: str, value: str) -> str:
    """Return this address without one value; back at the first page."""
    kept = [one for one in kept_query(request, "page") if one != (name, value)]
    return with_query(request.path, kept)
