"""Forms that come after their session has ended: kept for whoever was here, and let go once sent.

What is kept, and for how long: `services.keeping`.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from tallystick.access.services.keeping import KEPT, forget_form, keep_form

# The cookie that says who was here, and where a session says of which pages something is kept.
WHO, PAGES = "tallystick_who", "kept"


def to_sign_in_late(request: HttpRequest) -> HttpResponseBase:
    """Ask for a sign-in, lead back to the form, and keep what was sent for whoever was here."""
    page, back = _page_of_form(request)
    user_id = _who_was_here(request)
    kept = user_id is not None and keep_form(
        user_id=user_id, page=page, fields=dict(request.POST.lists()), sent=True
    )
    answer = redirect_to_login(back)
    answer["Location"] += f"&late={'kept' if kept else 'lost'}"
    return answer


def _page_of_form(request: HttpRequest) -> tuple[str, str]:
    """Return the path of the page a form was sent from, and that page with its query.

    Where the browser does not tell, it is where the form went.
    """
    told = told_page(request.headers.get("Referer", ""))
    if told.netloc == request.get_host() and told.path:
        return unquote(told.path), f"{told.path}?{told.query}" if told.query else told.path
    return request.path, request.get_full_path()


def told_page(address: str) -> SplitResult:
    """Return the page that a browser says it is on; no page where it says no address.

    >>> told_page("http://[").path, told_page("http://x//y.example/a").path
    ('', '/y.example/a')
    """
    try:
        told = urlsplit(address)
    except ValueError:
        return urlsplit("")
    # Two strokes would begin another site's address.
    return told._replace(path=re.sub("^[/\\\\]+", "/", told.path))


def _who_was_here(request: HttpRequest) -> int | None:
    """Return who was signed in at this browser last, where she did not sign out."""
    told = request.get_signed_cookie(WHO, default="", salt=WHO) or ""
    return int(told) if told.isdecimal() else None


def remember_browser(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Note in the browser who is signed in, for the form that comes after her session has ended."""
    if _who_was_here(request) != request.user.pk:
        answer.set_signed_cookie(
            WHO,
            str(request.user.pk),
            salt=WHO,
            max_age=KEPT,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )


def let_go(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Forget what was kept of a page once its form went through."""
    # None: a session that no page of ours opened keeps nothing.
    pages = request.session.get(PAGES)
    if request.method != "POST" or not 300 <= answer.status_code < 400 or pages is None:
        return
    page, _back = _page_of_form(request)
    # Other forms stand on a page too: of its language, its tags. What is kept is asked of the
    # database: a draft that was kept a moment ago is not in the session this request began with.
    if request.path.startswith(page):
        forget_form(user_id=request.user.pk or 0, page=page)
        request.session[PAGES] = [one for one in pages if one != page]
