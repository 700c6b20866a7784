"""Signing in by another house: sent there, and taken back with its word."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tallystick.access.policy import PUBLIC, guard
from tallystick.access.services import accept_identity
from tallystick.kernel.problem import Refused
from tallystick.web.house import Asked, HouseFailed, address_to_ask, configured, name_told
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.signing.signing_in import (
    let_in,
    remember_reader,
    sign_in_form,
    wanted_page,
)
from tallystick.web.wording import language

ASKED = "house"
MINUTES = 10
log = logging.getLogger("tallystick.house")


@require_safe
@never_cache
@guard(PUBLIC)
def to_house(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the other house."""
    if not configured():
        raise Http404
    asked = Asked.fresh()
    try:
        address = address_to_ask(asked, _back(request))
    except HouseFailed as fault:
        return _failed(request, fault)
    target = wanted_page(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    request.session[ASKED] = {**asdict(asked), "target": target, "at": int(time.time())}
    return HttpResponseRedirect(address)


@require_safe
@never_cache
@guard(PUBLIC)
def from_house(request: HttpRequest) -> HttpResponseBase:
    """Take the browser back; the house's word opens a session for a user name that is here."""
    if not configured():
        raise Http404
    # Taken out before anything is looked at: an answer is good for one question, once.
    kept = request.session.pop(ASKED, None)
    if kept is None or not _answers(kept, request):
        return _failed(request, HouseFailed("an answer to no question of this browser"))
    if "error" in request.GET or not request.GET.get("code"):
        return _failed(request, HouseFailed(f"it refused: {request.GET.get('error', '')[:80]}"))
    asked = Asked(kept["state"], kept["nonce"], kept["verifier"])
    try:
        name = name_told(asked, request.GET["code"], _back(request))
        user = accept_identity(username=name, by=actor_of_request(request))
    except HouseFailed as fault:
        return _failed(request, fault)
    except Refused as refused:
        said = " ".join(problem.sentence(language()) for problem in refused.problems)
        return sign_in_form(request, error=said, status=403)
    answer = let_in(request, user, kept["target"])
    remember_reader(answer, user)
    return answer


def _answers(kept: dict[str, Any], request: HttpRequest) -> bool:
    fresh = time.time() - kept["at"] <= MINUTES * 60
    return fresh and constant_time_compare(request.GET.get("state", ""), kept["state"])


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("from-house"))


def _failed(request: HttpRequest, fault: HouseFailed) -> HttpResponse:
    """Say that it did not work, and to whoever keeps the server why."""
    log.warning("signing in by %s failed: %s", settings.OIDC_NAME, fault)
    said = _(
        "%(house)s did not say who you are. Try again, or sign in with your user name and "
        "password; if it goes on, tell your administrator."
    )
    return sign_in_form(request, error=said % {"house": settings.OIDC_NAME}, status=403)
