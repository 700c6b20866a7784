"""Stands before every view: knows who asks, and opens only routes that say for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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

from tallystick.access.late_forms import let_go, remember_browser, to_sign_in_late, told_page
from tallystick.access.policy import PUBLIC
from tallystick.access.queries import actor_of, lacks_factor
from tallystick.kernel.actor import Actor

NOBODY = Actor(None, "", "nobody")


class PolicyMiddleware:
    """Sets `request.actor` and holds every route to its declared policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if request.user.is_authenticated:
            let_go(request, answer)
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
    """Ask for a sign-in, and lead back."""
    if request.headers.get("HX-Request"):
        # A part of a page must not be exchanged for the form to sign in.
        told = told_page(request.headers.get("HX-Current-URL", ""))
        back = f"{told.path}?{told.query}" if told.query else told.path
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = redirect_to_login(back or "/").url
        return answer
    if request.method == "POST":
        return to_sign_in_late(request)
    return redirect_to_login(request.get_full_path())


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
