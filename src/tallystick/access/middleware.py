"""Stands before every view: knows who asks, and opens only routes that say for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tallystick.access.policy import PUBLIC
from tallystick.access.queries import actor_of, lacks_factor
from tallystick.access.services.keeping import KEPT, forget_form, keep_form
from tallystick.kernel.actor import Actor

# The cookie that says who was here, and where a session says of which pages something is kept.
WHO, PAGES = "tallystick_who", "kept"
NOBODY = Actor(None, "", "nobody")


class PolicyMiddleware:
    """Sets `request.actor` and holds every route to its declared policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if request.user.is_authenticated:
            _let_go(request, answer)
            remember_browser(request, answer)
            # What one person saw must not lie in a browser for the next one.
            answer.setdefault("Cache-Control", "no-store, private")
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Refuse an unmarked route; ask for a sign-in where one is needed."""
        policy = getattr(view, "policy", None)
        if policy is None:
            raise PermissionDenied("this route declares no policy")
        if policy == PUBLIC:
            return None
        if request.user.is_authenticated:
            return _to_second_factor(request, view)
        if request.path.startswith("/api/"):
            return JsonResponse({"problems": [{"code": "signed-out"}]}, status=401)
        return _to_sign_in(request)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for a sign-in, and lead back; what was sent too late is kept for whoever was here."""
    if request.headers.get("HX-Request"):
        # A part of a page must not be exchanged for the form to sign in.
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = f"{here.path}?{here.query}" if here.query else here.path
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = redirect_to_login(back or "/").url
        return answer
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    page, back = page_of_form(request)
    user_id = who_was_here(request)
    kept = user_id is not None and keep_form(
        user_id=user_id, page=page, fields=dict(request.POST.lists()), sent=True
    )
    answer = redirect_to_login(back)
    answer["Location"] += f"&late={'kept' if kept else 'lost'}"
    return answer


def page_of_form(request: HttpRequest) -> tuple[str, str]:
    """Return the path of the page a form was sent from, and that page with its query.

    Where the browser does not tell, it is where the form went.
    """
    told = urlsplit(request.headers.get("Referer", ""))
    if told.netloc == request.get_host() and told.path:
        return unquote(told.path), f"{told.path}?{told.query}" if told.query else told.path
    return request.path, request.get_full_path()


def who_was_here(request: HttpRequest) -> int | None:
    """Return who was signed in at this browser last, where she did not sign out."""
    told = request.get_signed_cookie(WHO, default="", salt=WHO) or ""
    return int(told) if told.isdecimal() else None


def remember_browser(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Note in the browser who is signed in, for the form that comes after her session has ended."""
    if who_was_here(request) != request.user.pk:
        answer.set_signed_cookie(
            WHO,
            str(request.user.pk),
            salt=WHO,
            max_age=KEPT,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def _let_go(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Forget what was kept of a page once its form went through."""
    # None: a session that no page of ours opened keeps nothing.
    pages = request.session.get(PAGES)
    if request.method != "POST" or not 300 <= answer.status_code < 400 or pages is None:
        return
    page, _back = page_of_form(request)
    # Other forms stand on a page too: of its language, its tags. What is kept is asked of the
    # database: a draft that was kept a moment ago is not in the session this request began with.
    if request.path.startswith(page):
        forget_form(user_id=request.user.pk or 0, page=page)
        request.session[PAGES] = [one for one in pages if one != page]


def _to_second_factor(request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """Send whoever still lacks the second factor her role asks for to the page that adds one."""
    if getattr(view, "opens_without_factor", False):
        return None
    # Asked at every request: a role may come, or the factor go, while a session is open.
    if not lacks_factor(request.user, request.actor):  # type: ignore[attr-defined,arg-type]
        return None
    if request.path.startswith("/api/"):
        return JsonResponse({"problems": [{"code": "second-factor-missing"}]}, status=403)
    return HttpResponseRedirect(reverse("second-factor"))


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, on=timezone.localdate())
