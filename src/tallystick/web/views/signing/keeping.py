"""How long a session lasts, and what was typed before it ended."""

from __future__ import annotations

import re
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tallystick.access.late_forms import PAGES
from tallystick.access.models import User
from tallystick.access.policy import SIGNED_IN, guard, without_factor
from tallystick.access.queries.keeping import kept_form, kept_pages
from tallystick.access.services import forget_form, keep_form
from tallystick.web.contexts.frame import KeptPanel
from tallystick.web.views.shared import actor_of_request

UNTIL = "until"
_LEFT = re.compile(rb' data-left="\d+"')
# A form of these addresses shows itself anew, as it was typed, and does nothing else: what asks so.
SHOWN_ANEW = {
    "entry-new": ("act", "look"),
    "entry-edit": ("act", "look"),
    "entry-table": ("act", "check"),
    "agreement": ("more", "0"),
    "framework-new": ("more", "0"),
    "meeting-announce": ("more", "0"),
    "meeting-people": ("more", "0"),
}


def begin_session(request: HttpRequest, user: User) -> None:
    """Note in a fresh session when it ends, and of which pages something is kept for her."""
    request.session[UNTIL] = int(time.time()) + settings.SESSION_COOKIE_AGE
    request.session[PAGES] = kept_pages(user.pk)


def seconds_left(request: HttpRequest) -> int | None:
    """Return for how long the session lasts; None for one that was opened by no page of ours."""
    until = request.session.get(UNTIL)
    return None if until is None else max(0, int(until - time.time()))


def with_time_left(request: HttpRequest, page: bytes) -> bytes:
    """Return a page that was made a while ago with the time left by now (parts/session.html)."""
    left = seconds_left(request)
    return page if left is None else _LEFT.sub(b' data-left="%d"' % left, page, count=1)


@never_cache
@guard(SIGNED_IN)
@without_factor
@require_http_methods(["GET", "HEAD", "POST"])
def session_left(request: HttpRequest) -> HttpResponse:
    """Tell how many seconds the session lasts; a posted form makes it last anew."""
    if request.method == "POST":
        request.session[UNTIL] = int(time.time()) + settings.SESSION_COOKIE_AGE
    return JsonResponse({"left": seconds_left(request)})


@guard(SIGNED_IN)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what somebody is typing, or let go of it; whoever types stays signed in."""
    page = request.GET.get("page", "")
    user_id = actor_of_request(request).user_id or 0
    pages = [one for one in request.session.get(PAGES, ()) if one != page]
    if request.GET.get("drop"):
        forget_form(user_id=user_id, page=page)
        request.session[PAGES] = pages
        ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
        return HttpResponseRedirect(page if ours and page.startswith("/") else "/")
    kept = keep_form(user_id=user_id, page=page, fields=dict(request.POST.lists()))
    if kept:
        request.session[PAGES] = [*pages, page]
        request.session[UNTIL] = int(time.time()) + settings.SESSION_COOKIE_AGE
    return JsonResponse({"kept": kept, "left": seconds_left(request)})


def kept_panel(request: HttpRequest) -> KeptPanel | None:
    """Return what was typed on this page and not sent; asked of the database only where it is."""
    if request.method != "GET" or request.path not in request.session.get(PAGES, ()):
        return None
    kept = kept_form(actor_of_request(request), request.path)
    if kept is None:
        return None
    match = request.resolver_match
    how = SHOWN_ANEW.get(match.url_name or "") if match else None
    hidden = {"act", "more"} if how else set()
    fields = tuple(
        (name, value)
        for name, values in kept.fields.items()
        for value in values
        if name not in hidden
    )
    return KeptPanel(
        page=kept.page,
        at=kept.at,
        sent=kept.sent,
        fields=fields,
        words=tuple(value for name, value in fields if len(value) > 20 and name != "text")[:3],
        how=how or ("", ""),
    )
