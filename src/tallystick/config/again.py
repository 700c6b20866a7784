"""Pages given again: what one reader asked for, and nothing has changed since, is not made twice.

A page follows from the database, from who asks (her session, her cookies, what her browser says)
and from the day. All of it is in the key, so that a page is not found rather than found and stale.
docs/decisions/0019 tells why, and what it costs.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from tallystick.access.late_forms import PAGES
from tallystick.config.changed import mark_now, readings_here
from tallystick.kernel.kept import Kept, digest_of
from tallystick.programme.models import Programme
from tallystick.web.views.signing.keeping import with_time_left

# Pages that tell what moves by itself: what somebody is at work on, and for how long a sign lasts.
MOVING = {
    "session", "sign-in", "ask-factor", "from-house", "to-house", "use-code", "profile",
    "second-factor", "long-work-list", "long-work", "long-work-file", "workbooks", "workbook-run",
    "pairing-brief",
}  # fmt: skip
# What a browser says of what it wants; a part of a page is asked for by headers of its own.
_SAID = ("HTTP_HOST", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_AUTHORIZATION")
# Larger answers are files: they would push a hundred pages out.
_LARGEST = 2 * 2**20


@dataclass(frozen=True)
class _Page:
    """An answer as it was made: its headers, its body packed, and whether forms stand on it."""

    headers: tuple[tuple[str, str], ...]
    packed: bytes
    has_form: bool

    @property
    def weight(self) -> int:
        """Return about how many bytes it takes."""
        return len(self.packed) + 1024


class Shelf:
    """The pages made under one mark. Under another one all are let go at once, and what they show
    of a person who was erased meanwhile with them.
    """

    def __init__(self) -> None:
        self._now: tuple[str, Kept[bytes, _Page]] = ("", Kept(most=0))

    def of(self, mark: str) -> Kept[bytes, _Page]:
        """Return the pages of a mark, none where it is new."""
        now, pages = self._now
        if now != mark:
            pages = Kept(most=settings.PAGES_MB * 2**20)
            self._now = (mark, pages)
        return pages


_SHELF = Shelf()
# Mark → the time zones in which the programmes count their days.
_ZONES = Kept[str, tuple[str, ...]](most=16)


class AgainMiddleware:
    """Gives a page again while nothing it follows from has changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = _mark() if _may_stay(request) else ""
        if not mark:
            return self.get_response(request)
        key, pages = _key(request, mark), _SHELF.of(mark)
        if found := pages.given([key]):
            return _given_again(request, found[key])
        readings, answer = readings_here(), self.get_response(request)
        # Not kept where somebody wrote meanwhile: what lies under a mark is what the database was,
        # also once a backup brings it back. Nor where it told the log what is read: nobody reads
        # unseen.
        if _stays(request, answer) and readings == readings_here() and _mark() == mark:
            page = _page(request, answer)
            pages.keep({key: (page, page.weight)})
        return answer


def _may_stay(request: HttpRequest) -> bool:
    """Whether a request asks for what may be kept."""
    if request.method != "GET" or not settings.PAGES_MB or not request.user.is_authenticated:
        return False
    # Inside a transaction nobody can tell what others see; on a page with a draft, it is shown.
    return not connection.in_atomic_block and request.path not in request.session.get(PAGES, ())


def _mark() -> str:
    """Return the mark of the database; empty where there is none."""
    try:
        return mark_now()
    except DatabaseError:
        return ""


def _days(mark: str) -> list[date]:
    """Return which day it is here, and in each zone in which a programme counts its days."""
    named = Programme.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct()
    zones = _ZONES.once(mark, lambda: tuple(named))
    return [timezone.localdate(), *(timezone.localdate(timezone=ZoneInfo(z)) for z in zones)]


def _key(request: HttpRequest, mark: str) -> bytes:
    """Return all that an answer follows from."""
    said = [(name, request.META.get(name)) for name in _SAID]
    parts = [one for one in request.META.items() if one[0].startswith("HTTP_HX_")]
    return digest_of(
        mark,
        _days(mark),
        request.is_secure(),
        # As it came: two addresses may be written alike once their signs are put in order.
        request.path,
        request.META.get("QUERY_STRING", ""),
        get_language(),
        request.session.session_key,
        sorted(request.session.items()),
        sorted(request.COOKIES.items()),
        # Another one than the cookie's where that is no secret.
        request.META.get("CSRF_COOKIE"),
        said,
        sorted(parts),
    )


def _stays(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether an answer is the same when it is asked for again."""
    match = request.resolver_match
    return (
        answer.status_code == 200
        and not answer.streaming
        and not answer.cookies
        and not request.session.modified
        and match is not None
        and match.url_name not in MOVING
        and not getattr(request, "moves", False)
        and len(answer.content) <= _LARGEST
        # The secret of its forms lies in a cookie that this browser does not have yet.
        and (settings.CSRF_COOKIE_NAME in request.COOKIES or not _has_form(request))
    )


def _has_form(request: HttpRequest) -> bool:
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _page(request: HttpRequest, answer: HttpResponse) -> _Page:
    return _Page(tuple(answer.items()), zlib.compress(answer.content, 1), _has_form(request))


def _given_again(request: HttpRequest, page: _Page) -> HttpResponse:
    if page.has_form:
        # As when the page was made: it lets the cookie with the forms' secret live on.
        get_token(request)
    answer = HttpResponse(zlib.decompress(page.packed))
    for name, value in page.headers:
        answer[name] = value
    # Files are given to the letter.
    if answer["Content-Type"].startswith("text/html"):
        answer.content = with_time_left(request, answer.content)
    return answer
