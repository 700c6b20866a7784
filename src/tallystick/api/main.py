"""The REST door: one API object, its routers, and how a refusal is answered."""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import ValidationError

from tallystick.access.policy import PUBLIC, SIGNED_IN, guard
from tallystick.api import figures, pairings
from tallystick.journal.busy import RETRY_AFTER, busy_problem, is_busy
from tallystick.kernel.problem import Problem, Refused, status_of
from tallystick.kernel.text import visible

api = NinjaAPI(
    title="Tallystick",
    version="1",
    description="Pairings, scorecards and the walk from a figure to its evidence.",
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", pairings.router)
api.add_router("", figures.router)


@api.exception_handler(Refused)
def answer_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Answer with every problem: code, sentence in the asker's language, field and value."""
    return _told(request, refused.problems, status_of(refused))


@api.exception_handler(OperationalError)
def answer_busy(request: HttpRequest, fault: OperationalError) -> HttpResponse:
    """Answer that others are writing, and when to ask again (503); any other fault is ours."""
    if not is_busy(fault):
        raise fault
    answer = _told(request, (busy_problem(),), 503)
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def _told(request: HttpRequest, told: tuple[Problem, ...], status: int) -> HttpResponse:
    lang = getattr(request, "LANGUAGE_CODE", "en")
    problems = [
        {
            "code": problem.code,
            "message": problem.sentence(lang),
            "field": problem.path,
            "value": problem.value,
        }
        for problem in told
    ]
    return api.create_response(request, {"problems": problems}, status=status)


@api.exception_handler(ValidationError)
def answer_misuse(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Answer a question that was put wrongly in the same shape as a refusal."""
    return answer_refusal(request, Refused([_misput(request, one) for one in fault.errors]))


def _misput(request: HttpRequest, error: dict[str, Any]) -> Problem:
    field = str(error["loc"][-1])
    if error["type"] == "missing":
        return Problem("parameter-missing", field, {"field": field})
    given = visible(str(request.GET.get(field, "")))[:60]
    return Problem("parameter-unfit", field, {"field": field}, given)


def guarded_routes() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return the routes of the API, each marked as every view is; the document is public."""
    routes, app, namespace = api.urls
    for route in routes:
        if isinstance(route, URLPattern):
            public = route.name in ("openapi-json", "api-root")
            guard(PUBLIC if public else SIGNED_IN)(route.callback)
    return routes, app, namespace
