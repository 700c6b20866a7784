"""Unseen signs at the door: a page shows each by its name, and no request may end a text early."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from tallystick.kernel.text import visible

# The first bytes of whatever `visible` may have to show; most pages have none of them.
_HINT = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xd8\x9c|\xe1\xa0\x8e"
    rb"|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xa9]|\xef\xbb\xbf"
    rb"|\xef\xbf[\xb9-\xbb]|\xf3\xa0[\x80\x81]"
)


class SignsMiddleware:
    """Holds what comes in and what goes out to signs that a person can see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        page = answer.get("Content-Type", "").startswith("text/html")
        if page and not answer.streaming and _HINT.search(answer.content):
            answer.content = visible(answer.content.decode(answer.charset)).encode(answer.charset)
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Refuse a NUL sign: one database cannot keep it, and the other cuts the text there.

        Raises: BadRequest.
        """
        for form in (request.GET, request.POST):
            if any("\0" in word for pair in form.lists() for word in (pair[0], *pair[1])):
                raise BadRequest("a NUL sign in a form or an address")
