"""What went wrong, said plainly, with one way on."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tallystick.journal.busy import RETRY_AFTER, busy_problem, is_busy
from tallystick.web.contexts import ErrorPage, Frame, Link
from tallystick.web.frame import other_languages
from tallystick.web.views.shared import invented_here
from tallystick.web.views.showing import show


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense (400)."""
    return _answer(
        request,
        400,
        _("This request could not be read"),
        _("The address or the form was incomplete. Nothing was changed."),
        _("Go back, reload the page and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer someone who may not (403)."""
    return may_not(
        request, _("Your office holds no role for it on this side. Nothing was changed.")
    )


def may_not(request: HttpRequest, who: str) -> HttpResponse:
    """Answer someone who may not (403), and say who may."""
    return _answer(
        request,
        403,
        _("You may not do this here"),
        who,
        _("Ask the head of your office for the role, or go back to what waits for you."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not there, or not to be seen (404)."""
    return _answer(
        request,
        404,
        _("There is no such page"),
        _("It was never here, or it belongs to a pairing that your office does not see."),
        _("Check the address, or go back to what waits for you."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours (500), or say that others are writing (503)."""
    if is_busy(sys.exc_info()[1]):
        return busy(request)
    return _answer(
        request,
        500,
        _("Something failed on our side"),
        _("Nothing was half written: what you sent is either in the book whole, or not at all."),
        _("Try again. If it fails again, tell whoever keeps this server when it happened."),
    )


def busy(request: HttpRequest) -> HttpResponse:
    """Answer that the book is busy, and when to try again (503); nothing is asked of it.

    What the interface had not begun to answer is told in its own form.
    """
    # To keep what the request changed of the session would wait for the same lock once more.
    if hasattr(request, "session"):
        request.session.modified = False
    answer = _busy_api() if request.path.startswith("/api/") else _busy_page(request)
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def _busy_api() -> HttpResponse:
    problem = busy_problem()
    told = {
        "code": problem.code,
        "message": problem.sentence(get_language() or "en"),
        "field": "",
        "value": "",
    }
    return JsonResponse({"problems": [told]}, status=503)


def _busy_page(request: HttpRequest) -> HttpResponse:
    page = ErrorPage(
        title=_("The book is busy just now"),
        what=_(
            "Somebody else has been writing to it for longer than one waits. "
            "Nothing of what you sent is half written."
        ),
        way_out=_("Go back and send it again in a minute: what you typed is still there."),
        link=Link(_("Go to Today"), reverse("today")),
        code="503",
    )
    # The reader's name, her messages and whether it is an example stand in the database.
    quiet = {"page": page, "frame": Frame(languages=other_languages()), "messages": ()}
    return render(request, "web/error.html", quiet, status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came too late or from elsewhere (403)."""
    return _answer(
        request,
        403,
        _("This form is no longer valid"),
        _("You signed in again meanwhile, or the page stood open too long. Nothing was changed."),
        _("Go back, reload the page and send it again."),
    )


def _answer(request: HttpRequest, status: int, title: str, what: str, way_out: str) -> HttpResponse:
    page = ErrorPage(
        title=title,
        invented=invented_here(),
        what=what,
        way_out=way_out,
        link=Link(_("Go to Today"), reverse("today")),
        code=str(status),
    )
    return show(request, "error", page, status=status)
