"""Saved views: a list as one narrowed and sorted it, under a name; one way for every list."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Office, SavedView
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries.saved_views import saved_views
from tallystick.access.services import (
    forget_view,
    keep_columns,
    rename_view,
    save_view,
    share_view,
)
from tallystick.access.services.saving_views import is_page, saved_query
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.web.contexts.saved import SavedRow, SavedViewsPage
from tallystick.web.contexts.shared import Choice
from tallystick.web.lists import LISTS
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.today.watching import TITLES as WATCH_LISTS
from tallystick.web.wording import colon, in_words, language, office_name

# URL name of a page that is no list of columns, and is saved as it stands → what it is called.
PAGES = {
    "pairing": gettext_lazy("Scorecard"),
    "stages": gettext_lazy("Stages"),
    "funds": gettext_lazy("Funds"),
    "funds-by-tier": gettext_lazy("Funds by tier"),
    "timeline": gettext_lazy("Timeline"),
    "map": gettext_lazy("Map"),
    "press": gettext_lazy("In the press"),
    "pairing-frameworks": gettext_lazy("Frameworks"),
    "meeting-calendar": gettext_lazy("Meetings by month"),
    "components": gettext_lazy("Components"),
    "long-work-list": gettext_lazy("Long work"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def saved_list(request: HttpRequest) -> HttpResponse:
    """Show the saved views one may open; save, rename, share or delete one of one's own."""
    actor = actor_of_request(request)
    if request.method != "POST":
        return show(request, "saved_views", _page(actor))
    try:
        said, back = _take(request, actor)
    except Refused as refused:
        problems = tuple(problem.sentence(language()) for problem in refused.problems)
        return show(request, "saved_views", _page(actor, problems), status=form_status(refused))
    messages.success(request, said)
    return redirect(back)


def _take(request: HttpRequest, actor: Actor) -> tuple[str, str]:
    """Do what is asked; return what to say of it, and where to go on."""
    posted, here = request.POST, reverse("saved-views")
    act, name = posted.get("act", ""), posted.get("name", "")
    if act == "save":
        path, query = posted.get("path", ""), posted.get("query", "")
        view = save_view(name=name, path=path, query=query, by=actor)
        return _("The view “%(name)s” is saved.") % {"name": view.name}, view.address
    if act == "columns":
        return _keep_columns(posted, actor)
    key = int(digits) if (digits := posted.get("view", "")).isdecimal() and len(digits) < 12 else 0
    if act == "rename":
        view = rename_view(view=key, name=name, by=actor)
        return _("The view is called “%(name)s” now.") % {"name": view.name}, here
    if act == "share":
        view = share_view(view=key, office=posted.get("office", ""), by=actor)
        if view.office is None:
            return _("Only you see “%(name)s” now.") % {"name": view.name}, here
        words = _("Your office sees “%(name)s” too. Figures stay those each may see.")
        return words % {"name": view.name}, here
    if act == "delete":
        forget_view(view=key, by=actor)
        return _("The view is deleted."), here
    raise Refused.of("form-incomplete", path="act")


def _keep_columns(posted: QueryDict, actor: Actor) -> tuple[str, str]:
    """Keep the columns of a list, or with none let go of them; then back to the list."""
    of, path = posted.get("list", ""), posted.get("path", "")
    if of not in LISTS or not is_page(path):
        raise Refused.of("view-address-unknown", path="path", value=path[:60])
    columns = LISTS[of].names(posted.getlist("columns")) if posted.get("columns") else ()
    keep_columns(of=of, columns=columns, by=actor)
    query = saved_query(posted.get("query", ""))
    said = (
        _("You always see these columns here now.")
        if columns
        else _("You see the columns here that everybody sees.")
    )
    return said, f"{path}?{query}" if query else path


def _page(actor: Actor, problems: tuple[str, ...] = ()) -> SavedViewsPage:
    mine = Office.objects.filter(code__in={seat.office for seat in actor.seats})
    offices = [(office.code, office_name(office)) for office in mine]
    return SavedViewsPage(
        title=_("Saved views"),
        invented=invented_here(),
        rows=tuple(_row(view, actor, offices) for view in saved_views(actor)),
        problems=problems,
    )


def _row(view: SavedView, actor: Actor, offices: list[tuple[str, str]]) -> SavedRow:
    own = view.user_id == actor.user_id
    held = view.office.code if view.office else ""
    return SavedRow(
        id=view.pk,
        name=view.name,
        href=view.address,
        where=list_name(view.path),
        shared=office_name(view.office) if view.office else "",
        by="" if own else in_words(view.user.name_en, view.user.name_zh),
        mine=own,
        offices=(
            Choice("", _("nobody"), not held),
            *(Choice(code, words, code == held) for code, words in offices),
        )
        if own
        else (),
    )


def list_name(path: str) -> str:
    """Return what the page at a path is called; a page about one thing says which by its codes."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    name = found.url_name or ""
    if name == "watch-list" and found.kwargs["name"] in WATCH_LISTS:
        return WATCH_LISTS[found.kwargs["name"]]()
    words = str(LISTS[name].title if name in LISTS else PAGES.get(name, path))
    about = " · ".join(str(code) for code in found.kwargs.values())
    return colon(words, about) if about and words != path else words
