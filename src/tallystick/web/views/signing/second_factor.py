"""The second factor: asked for after the password, and set up on one's own page."""

from __future__ import annotations

import base64
import json
import time
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tallystick.access.models import User
from tallystick.access.policy import PUBLIC, SIGNED_IN, guard, without_factor
from tallystick.access.queries import factors, must_have_factor, recovery_codes_left
from tallystick.access.services import (
    add_passkey,
    add_totp,
    check_factor,
    check_passkey,
    forget_tries,
    remove_factor,
    take_try,
)
from tallystick.kernel.problem import Refused
from tallystick.web.contexts.access import AskFactorPage, FactorPage, FactorRow
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.views.signing.keeping import begin_session
from tallystick.web.wording import language

# Between the password and the second factor: who, how, where to, since when.
PENDING = "second-factor"
MINUTES = 10
SECRET = "totp-secret"  # noqa: S105 (the name under which one is kept)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin(request: HttpRequest, user: User, target: str) -> HttpResponseBase:
    """Remember whose password was right, and ask for her second factor."""
    request.session.cycle_key()
    request.session[PENDING] = {"user": user.pk, "target": target, "at": int(time.time())}
    return redirect("ask-factor")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@never_cache
@guard(PUBLIC)
def ask_factor(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor; the session opens with it, and not before."""
    pending = request.session.get(PENDING)
    user = _waiting(pending)
    if pending is None or user is None:
        return redirect("sign-in")
    if request.method != "POST":
        return _ask(request, user)
    # Counted for the person, wherever the tries come from: six figures are soon guessed.
    if take_try(username=user.username, place="second-factor") is None:
        return _ask(request, user, (_("Too many wrong tries. Wait a quarter of an hour."),), 429)
    try:
        _check(request, user)
    except Refused as refused:
        said = tuple(problem.sentence(language()) for problem in refused.problems)
        return _ask(request, user, said, 422)
    forget_tries(username=user.username, place="second-factor")
    del request.session[PENDING]
    login(request, user, backend=BACKEND)
    begin_session(request, user)
    return HttpResponseRedirect(pending["target"])


def _waiting(pending: dict[str, Any] | None) -> User | None:
    if pending is None or time.time() - pending["at"] > MINUTES * 60:
        return None
    return User.objects.filter(pk=pending["user"], is_active=True).first()


def _check(request: HttpRequest, user: User) -> None:
    nobody = actor_of_request(request)
    if credential := _credential(request):
        check_passkey(user=user, credential=credential, by=nobody)
    else:
        check_factor(user=user, code=request.POST.get("code", ""), by=nobody)


def _credential(request: HttpRequest) -> dict[str, Any]:
    """Return what the browser answered for a passkey; empty where it is none."""
    try:
        answer = json.loads(request.POST.get("passkey", "") or "{}")
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _ask(
    request: HttpRequest, user: User, problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    kinds = {factor.kind for factor in factors(user)}
    options = webauthn.begin_authentication(user) if "webauthn" in kinds else None
    page = AskFactorPage(
        title=_("Second factor"),
        invented=invented_here(),
        by_phone="totp" in kinds,
        passkey=json.dumps(_plain(options)) if options else "",
        problems=problems,
    )
    return show(request, "ask_factor", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "password")
@never_cache
@guard(SIGNED_IN)
@without_factor
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Show my second factors; add one or take one away, by my password."""
    if request.method != "POST":
        return _page(request)
    try:
        codes = _take(request)
    except Refused as refused:
        said = tuple(problem.sentence(language()) for problem in refused.problems)
        return _page(request, problems=said)
    if codes:
        return _page(request, codes=tuple(codes))
    return redirect("second-factor")


def _take(request: HttpRequest) -> list[str]:
    actor, user = actor_of_request(request), cast(User, request.user)
    act, password = request.POST.get("act", ""), request.POST.get("password", "")
    if act == "remove":
        factor = request.POST.get("factor", "")
        number = int(factor) if factor.isascii() and factor.isdecimal() else 0
        remove_factor(user=user, factor=number, password=password, by=actor)
        messages.success(request, _("The second factor is removed."))
        return []
    if act == "totp":
        codes = add_totp(
            user=user,
            secret=request.session.get(SECRET, ""),
            code=request.POST.get("code", ""),
            password=password,
            by=actor,
        )
        request.session.pop(SECRET, None)
    elif act == "passkey":
        codes = add_passkey(
            user=user,
            name=request.POST.get("name", ""),
            credential=_credential(request),
            password=password,
            by=actor,
        )
    else:
        raise Http404
    messages.success(request, _("The second factor is on. It is asked for when you sign in next."))
    return codes


def _page(
    request: HttpRequest, problems: tuple[str, ...] = (), codes: tuple[str, ...] = ()
) -> HttpResponse:
    user = cast(User, request.user)
    own = factors(user)
    has_totp = any(factor.kind == "totp" for factor in own)
    secret, picture = ("", "") if has_totp else _secret(request, user)
    page = FactorPage(
        section="set-up",
        title=_("Second factor"),
        invented=invented_here(),
        factors=tuple(FactorRow(f.id, _words(f.kind), f.name, f.added_at, f.used_at) for f in own),
        codes_left=recovery_codes_left(user),
        codes=codes,
        secret=" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        picture=picture,
        passkey=json.dumps(_plain(webauthn.begin_registration(user, passwordless=False))),
        must=must_have_factor(actor_of_request(request)) and not own,
        problems=problems,
    )
    return show(request, "second_factor", page, status=422 if problems else 200)


def _secret(request: HttpRequest, user: User) -> tuple[str, str]:
    """Return the seed offered in this session, and its picture as an address of data."""
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return secret, "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _words(kind: str) -> str:
    return _("figures from a phone") if kind == "totp" else _("passkey")


def _plain(value: Any) -> Any:
    """Return a browser's options with bytes as web-safe text, as the script reads them."""
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).decode().rstrip("=")
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "items"):
        return {str(key): _plain(item) for key, item in value.items() if item is not None}
    return value
