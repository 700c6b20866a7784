"""Addresses: what one asks for, and the same page with more or less of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest

from tallystick.access.services.saving_views import PASSING

# What of an address says how a list is shown, and narrows nothing.
HOW = frozenset({"sort", "columns", "view"})


def kept_query(request: HttpRequest, *without: str) -> list[tuple[str, str]]:
    """Return what the address asks for, but for some of it; a name may be asked for twice."""
    return [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if value and name not in without
    ]


def address(path: str, query: Mapping[str, str]) -> str:
    """Return a path with the parameters that are not empty."""
    return with_query(path, [(name, value) for name, value in query.items() if value])


def asking(path: str, request: HttpRequest, *without: str) -> str:
    """Return a path with what this address asks for, but for some of it."""
    return with_query(path, kept_query(request, *without))


def with_query(path: str, query: Sequence[tuple[str, str]]) -> str:
    """Return a path with these parameters.

    >>> with_query("/entries/", [("year", "2020")]), with_query("/entries/", [])
    ('/entries/?year=2020', '/entries/')
    """
    return f"{path}?{urlencode(query)}" if query else path


def narrows(given: Mapping[str, str]) -> bool:
    """Return whether what an address asks for narrows a list; its order and its page do not.

    >>> narrows({"sort": "due", "page": "2", "pairing": ""})
    False
    >>> narrows({"pairing": "dalian-liupanshui"})
    True
    """
    return any(value for name, value in given.items() if name not in HOW and name not in PASSING)
