"""Sign in, sign out, choose a language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import activate, check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tallystick.access.attempts import count_failure, forget_failures, tries_left
from tallystick.access.policy import PUBLIC, SIGNED_IN, guard
from tallystick.access.services import set_language
from tallystick.web.contexts import SignInPage
from tallystick.web.views.shared import actor_of_request, show, user_of_request


@guard(PUBLIC)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in form, or sign in and go on to where one was going."""
    goes_to = _safe_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(goes_to or settings.LOGIN_REDIRECT_URL)
        return show(request, "sign_in", SignInPage(title=_("Sign in"), next_address=goes_to))
    username = request.POST.get("username", "").strip()[:40]
    if tries_left(username) < 1:
        return _refuse(request, username, goes_to, _too_many())
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        left = count_failure(username)
        words = _("User name and password do not fit together. Tries left: %(left)s.")
        return _refuse(request, username, goes_to, words % {"left": left} if left else _too_many())
    forget_failures(username)
    login(request, user)
    answer = redirect(goes_to or settings.LOGIN_REDIRECT_URL)
    _remember(answer, user.language)
    return answer


@require_POST
@guard(SIGNED_IN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_POST
@guard(PUBLIC)
def choose_language(request: HttpRequest) -> HttpResponse:
    """Show this and all later pages in the chosen language, and come back to the same page."""
    chosen = request.POST.get("language", "")
    back = _safe_address(request, request.POST.get("next", "")) or "/"
    answer = HttpResponseRedirect(back)
    if check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        activate(chosen)
        _remember(answer, chosen)
        if request.user.is_authenticated:
            who = user_of_request(request)
            set_language(user=who, language=chosen, by=actor_of_request(request))
    return answer


def _remember(answer: HttpResponse, language: str) -> None:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _refuse(request: HttpRequest, username: str, goes_to: str, words: str) -> HttpResponse:
    page = SignInPage(title=_("Sign in"), username=username, next_address=goes_to, error=words)
    return show(request, "sign_in", page, status=422)


def _too_many() -> str:
    return _("Too many tries. Wait 15 minutes, then try again, or ask the head of your office.")


def _safe_address(request: HttpRequest, wanted: str) -> str:
    """Return an address of our own, or nothing: nobody is sent elsewhere by a link."""
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else ""
