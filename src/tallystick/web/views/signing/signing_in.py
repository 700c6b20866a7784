"""Signing in and out, and the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language as set_language_cookie

from tallystick.access.late_forms import WHO
from tallystick.access.models import User
from tallystick.access.policy import PUBLIC, SIGNED_IN, guard, without_factor
from tallystick.access.queries import factors
from tallystick.access.services import forget_tries, set_language, take_try
from tallystick.access.services.tries import MINUTES
from tallystick.web.contexts.shared import SignInPage
from tallystick.web.frame import THEME_COOKIE
from tallystick.web.house import configured
from tallystick.web.views.shared import invented_here
from tallystick.web.views.showing import show
from tallystick.web.views.signing.keeping import begin_session
from tallystick.web.views.signing.second_factor import BACKEND, begin

LATE = {
    "kept": lambda: _(
        "You were signed out before the form arrived. What you typed is kept: sign in as the same "
        "person and it is there. Choose its files again."
    ),
    "lost": lambda: _(
        "You were signed out before the form arrived, and nobody can tell any more whose it was. "
        "Go back in your browser to copy what you typed, then sign in."
    ),
}


@guard(PUBLIC)
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Show the form; open a session for the right name and password."""
    if request.method == "GET":
        if request.user.is_authenticated:
            return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
        return sign_in_form(request)
    username = request.POST.get("username", "").strip()
    place = request.META.get("REMOTE_ADDR", "")
    # Counted before the password is looked at: tries made at once count as well.
    left = take_try(username=username, place=place)
    if left is None:
        return sign_in_form(request, username, _too_many(), status=429)
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        return sign_in_form(request, username, _wrong(left), status=422)
    forget_tries(username=username, place=place)
    target = wanted_page(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    response = let_in(request, user, target)
    remember_reader(response, user)
    return response


def let_in(request: HttpRequest, user: User, target: str) -> HttpResponseBase:
    """Open the session, or ask for the second factor first; tell who still has to add one."""
    if factors(user):
        return begin(request, user, target)
    login(request, user, backend=BACKEND)
    begin_session(request, user)
    return HttpResponseRedirect(target)


@guard(SIGNED_IN)
@without_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    logout(request)
    answer = HttpResponseRedirect(resolve_url(settings.LOGOUT_REDIRECT_URL))
    # Who signs out is no longer here: a form that comes after it is nobody's.
    answer.delete_cookie(WHO, samesite="Lax")
    return answer


@guard(PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Show the same page in another language; whoever is signed in finds it so next time."""
    code = request.POST.get("language", "")
    if isinstance(request.user, User) and code in dict(settings.LANGUAGES):
        set_language(user=request.user, language=code, by=request.actor)  # type: ignore[attr-defined]
    response: HttpResponseBase = set_language_cookie(request)
    return response


def sign_in_form(
    request: HttpRequest, username: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    """Show the form, with what was wrong."""
    page = SignInPage(
        title=_("Sign in"),
        invented=invented_here(),
        username=username,
        next_address=wanted_page(request),
        error=error,
        late=LATE.get(request.GET.get("late", ""), lambda: "")(),
        house=settings.OIDC_NAME if configured() else "",
    )
    return show(request, "sign_in", page, status=status)


def wanted_page(request: HttpRequest) -> str:
    """Return where she wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def _wrong(left: int) -> str:
    if not left:
        return _too_many()
    return ngettext(
        "The user name and password do not match. %(left)s try left.",
        "The user name and password do not match. %(left)s tries left.",
        left,
    ) % {"left": left}


def _too_many() -> str:
    return _(
        "Too many wrong tries. Wait %(minutes)s minutes, or ask your administrator for a new "
        "password."
    ) % {"minutes": MINUTES}


def remember_reader(response: HttpResponseBase, user: object) -> None:
    """Show her the pages in her own language, and as light as she has them, from now on.

    Who has chosen none goes on in the language of the page on which she signed in.
    """
    spoken = str(getattr(user, "language", ""))
    remember_theme(response, str(getattr(user, "theme", "")))
    codes = [code for code, _name in settings.LANGUAGES if code.split("-")[0] == spoken[:2]]
    if codes:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, codes[0], samesite="Lax")


def remember_theme(response: HttpResponseBase, theme: str) -> None:
    """Keep a theme in this browser, for the page of signing in."""
    if theme:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=365 * 86400, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
