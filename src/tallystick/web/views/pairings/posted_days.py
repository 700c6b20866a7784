"""The days offered beside "As we knew it on": ends of months by which the book had grown."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.indicators.queries.grown_books import grown_by
from tallystick.indicators.rules.grown import Grown
from tallystick.programme.models import Pairing
from tallystick.web.addresses import kept_query, with_query
from tallystick.web.contexts.shared import BookFoot, PostedDay
from tallystick.web.figures import day_text
from tallystick.web.wording import colon, language

# What of an address belongs to the day that is left: its page, and the line that was opened.
OF_THE_DAY = ("as_of", "page", "line")


def posted_days(
    request: HttpRequest, row: Pairing, foot: BookFoot | None, as_of: date | None
) -> tuple[PostedDay, ...]:
    """Return today and the days before it, newest first; the rest of the address is kept.

    `foot`: of the page, which tells the newest posting where no earlier day is asked for.
    """
    if foot is None and as_of is None:
        return ()
    if foot is None or as_of is not None:
        found = grown_by(row)
    else:
        found = grown_by(row, chain=foot.root, newest=foot.as_of)
    if not found:
        return ()
    kept = kept_query(request, *OF_THE_DAY)
    today = _("today")
    newest = PostedDay(today, "", with_query(request.path, kept), as_of is None, today)
    days = {one.day: _posted_day(one, request.path, kept, as_of) for one in found}
    if as_of is not None and as_of not in days:
        # The day of this page stands among them: a slide begins there.
        words = day_text(as_of, language())
        href = with_query(request.path, [*kept, ("as_of", as_of.isoformat())])
        days[as_of] = PostedDay(words, "", href, current=True, said=words)
    return (newest, *(days[day] for day in sorted(days, reverse=True)))


def _posted_day(
    one: Grown, path: str, kept: list[tuple[str, str]], as_of: date | None
) -> PostedDay:
    words = day_text(one.day, language())
    more = ngettext("%(n)s posting", "%(n)s postings", one.postings)
    postings = more % {"n": f"{one.postings:,}"}
    return PostedDay(
        words=words,
        postings=postings,
        href=with_query(path, [*kept, ("as_of", one.day.isoformat())]),
        current=one.day == as_of,
        said=colon(words, postings),
    )
