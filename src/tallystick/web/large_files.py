"""Files of many rows are made by the worker: the same view, for the same person, a little later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _

from tallystick.access.models import User
from tallystick.interchange.kinds import LastStep, Outcome
from tallystick.interchange.services import hand_over
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.kernel.progress import tell
from tallystick.web.contexts.shared import ErrorPage, Link
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show

# A file of more rows is made by the worker where one runs.
MANY_ROWS = 2_000

View = Callable[..., HttpResponse]


def large(counted: Callable[..., int]) -> Callable[[View], View]:
    """Mark a view that hands out a file which may be large; `counted` says of how many rows.

    `counted` is asked like the view, before a row is read; it may count too many, never too few.
    Where the worker is to make it, the address says so and a posted form asks for it: to look at
    an address begins no work.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def handed(request: HttpRequest, **parts: Any) -> HttpResponse:
            asks = settings.WORKER and not hasattr(request, "by_worker")
            many = counted(request, **parts) if asks else 0
            if request.method == "POST":
                return _begun(request) if many > MANY_ROWS else redirect(request.get_full_path())
            if request.method != "GET" or many <= MANY_ROWS:
                return view(request, **parts)
            return show(request, "error", _offered(request, many))

        handed.made_large = True  # type: ignore[attr-defined]
        return handed

    return mark


def _begun(request: HttpRequest) -> HttpResponse:
    asked = {"path": request.path, "query": request.GET.urlencode()}
    title, by = request.path.strip("/"), actor_of_request(request)
    work = hand_over(kind="file", title=title, asked=asked, by=by)
    return redirect("long-work", work=work.pk)


def _offered(request: HttpRequest, many: int) -> ErrorPage:
    """Return the page that says how large a file is, and asks whether it is to be made."""
    return ErrorPage(
        section="",
        title=_("A large file"),
        invented=invented_here(),
        what=_("It may have up to %(n)s rows and is made beside the pages, in a minute or so.")
        % {"n": f"{many:,}"},
        way_out=_(
            "You may leave meanwhile: Today says when it is ready, and you alone can read it."
        ),
        make=Link(_("Make the file"), request.get_full_path()),
    )


def make_file(asked: Mapping[str, Any], _content: bytes, by: Actor) -> LastStep:
    """Make the file of an address as it is handed out to who asked, with what she sees by now.

    Raises: NotFound where the address hands out no such file to her any more.
    """
    tell("making", 0, 0)
    answer = _answered(asked, by)
    if answer.status_code != 200:
        raise NotFound.of("not-found", what="file", code=asked["path"])
    said = parse_header_parameters(answer.get("Content-Disposition", ""))[1]
    name = said.get("filename") or asked["path"].rpartition("/")[2]
    content = bytes(answer.content)
    return lambda: Outcome(name=name, media_type=answer["Content-Type"], content=content)


def _answered(asked: Mapping[str, Any], by: Actor) -> HttpResponse:
    request = HttpRequest()
    request.method, request.path = "GET", asked["path"]
    request.path_info, request.GET = request.path, QueryDict(asked["query"])
    request.user = User.objects.get(username=by.username)
    request.actor, request.by_worker = by, True  # type: ignore[attr-defined]
    request.LANGUAGE_CODE = asked["lang"]
    try:
        found = resolve(request.path)
        if not getattr(found.func, "made_large", False):
            raise Http404(request.path)
        answer: HttpResponse = found.func(request, **found.kwargs)
    except (Http404, Resolver404) as absent:
        raise NotFound.of("not-found", what="file", code=asked["path"]) from absent
    return answer
