"""The saved views of the list that is shown: one way for every list, written by a template tag."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from tallystick.access.queries.saved_views import saved_views
from tallystick.access.services.saving_views import saved_query
from tallystick.kernel.actor import Actor
from tallystick.web.contexts.saved import SavedOfList
from tallystick.web.contexts.shared import Link, Table

# So many are offered where all lists meet; their own page has the others.
SHORTCUTS = 8


def shortcuts(request: HttpRequest | None) -> tuple[Link, ...]:
    """Return the first of all the views that the reader may open, by page and name; one query."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        return ()
    return tuple(Link(view.name, view.address) for view in saved_views(actor)[:SHORTCUTS])


def saved_of(request: HttpRequest | None, table: Table | None = None) -> SavedOfList | None:
    """Return what may be opened of this list, and what is saved of it now; one query.

    Nothing for whoever is not signed in.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if request is None or actor is None or actor.user_id is None:
        return None
    query = saved_query(request.GET.urlencode())
    if table is not None and table.own and not table.asked:
        # The columns that are shown belong to what is saved, also where the address is silent.
        query = "&".join(filter(None, [query, urlencode([("columns", ",".join(table.names))])]))
    return SavedOfList(
        views=tuple(
            Link(view.name, view.address, view.query == query)
            for view in saved_views(actor, path=request.path)
        ),
        path=request.path,
        query=query,
        manage=reverse("saved-views"),
    )
