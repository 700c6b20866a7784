"""Set-up: whoever keeps the installation has the book verified, or its balances made anew."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import ROWS, SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.interchange.services import ask_to_keep_book
from tallystick.kernel.problem import Refused
from tallystick.web.contexts.long_work import KeepingBookPage
from tallystick.web.views.files.workbook_run import worker_trouble
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import language

KINDS = ("verify", "rebuild")
SETTING = "TALLYSTICK_WORKER=1"


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def keeping_book(request: HttpRequest) -> HttpResponse:
    """Show what can be done with the whole book; a posted form asks for it as long work."""
    if request.method != "POST":
        return _page(request)
    kind = request.POST.get("act", "")
    if kind not in KINDS:
        raise Http404("act")
    try:
        work = ask_to_keep_book(kind=kind, by=actor_of_request(request))
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.sentence(language()))
        return _page(request, form_status(refused))
    return redirect("long-work", work=work.pk)


def _at_once() -> str:
    """Return what to set where there is no worker to take it up: it is done while one waits."""
    if settings.WORKER:
        return ""
    words = _(
        "No worker is set up here: either is done while you wait, which a large book makes too "
        "long for a page. Set {setting} for the pages and run {command} beside them."
    )
    return format_html(words, setting=_code(SETTING), command=_code(f"{SETTING} tallystick work"))


def _code(text: str) -> SafeString:
    return format_html("<code>{}</code>", text)


def _page(request: HttpRequest, status: int = 200) -> HttpResponse:
    page = KeepingBookPage(
        section="set-up",
        title=_("The whole book"),
        invented=invented_here(),
        may_ask=may(actor_of_request(request), ROWS["access.set_up"]) is not None,
        no_worker=worker_trouble() or _at_once(),
    )
    return show(request, "keeping_book", page, status=status)
