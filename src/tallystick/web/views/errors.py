"""What went wrong, said plainly, with one way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.web.contexts import ErrorPage, Link
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
    return _answer(
        request,
        403,
        _("You may not do this here"),
        _("Your office holds no role for it on this side. Nothing was changed."),
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
    """Answer for a fault of ours (500)."""
    return _answer(
        request,
        500,
        _("Something failed on our side"),
        _("Nothing was half written: what you sent is either in the book whole, or not at all."),
        _("Try again. If it fails again, tell whoever keeps this server when it happened."),
    )


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
