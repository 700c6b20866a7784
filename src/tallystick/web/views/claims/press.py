"""What each side's press says of a year, side by side with the book; as a page and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.comparing_shapes import PRESS_COLUMNS, press_table
from tallystick.indicators.queries import ComparedClaim, claims, press_view
from tallystick.indicators.queries.press import COLUMNS, PressRow
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span
from tallystick.web.addresses import address
from tallystick.web.contexts.comparing import PressLine, PressPage, PressPrint
from tallystick.web.contexts.shared import Choice, Filter, Link
from tallystick.web.figures import day_text
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views.claims.claims import indicator_words, period_words, source_words
from tallystick.web.views.claims.compared import judged
from tallystick.web.views.claims.printed_figures import compared_words
from tallystick.web.views.pairings.pairing import asked_year, find_or_404, tab_frame
from tallystick.web.views.shared import actor_of_request, year_of
from tallystick.web.views.showing import csv_file, show
from tallystick.web.wording import language


@require_safe
@guard(SIGNED_IN)
def press_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what each press said; the year is in the address, else the last that was told of."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    years = _years(row, actor)
    year = year_of(request.GET.get("year", "")) or next(iter(years), None)
    year = year or asked_year(request, span(row))
    view = press_view(row, year=year, actor=actor)
    heads = {
        "supporting": _("Supporting side's press"),
        "supported": _("Supported side's press"),
        "other": _("Others"),
    }
    page = PressPage(
        **tab_frame(row, "press", request),
        title=_("What the press says"),
        filters=(_year_filter(sorted({*years, year}, reverse=True), year),),
        rows=tuple(_line(one, row, year, heads) for one in view.rows),
        columns=tuple(heads.values()),
        book_head=_("The book, %(day)s") % {"day": day_text(view.ends, language())}
        if view.ends
        else _("The book"),
        csv_href=address(reverse("press-csv", args=[row.code]), {"year": str(year)}),
        not_read=view.not_read,
        all_href=address(reverse("compared"), {"pairing": row.code}),
    )
    return show(request, "press", page)


@require_safe
@guard(SIGNED_IN)
def press_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the rows of the page, with the reason in both languages."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    year = asked_year(request, span(row))
    table = press_table(press_view(row, year=year, actor=actor))
    return csv_file(f"{row.code}-{year}-press", PRESS_COLUMNS, table)


def _years(row: Pairing, actor: Actor) -> list[int]:
    """Return the years of which something was printed, the latest first."""
    found = claims(actor, pairing=row.code, status="actual").exclude(period_end=None)
    years = found.order_by("-period_end__year").values_list("period_end__year", flat=True)
    return list(dict.fromkeys(years))


def _year_filter(years: list[int], chosen: int) -> Filter:
    choices = (Choice(str(year), str(year), year == chosen) for year in years)
    return Filter("year", _("Year"), tuple(choices))


def _line(one: PressRow, row: Pairing, year: int, heads: dict[str, str]) -> PressLine:
    book = None
    if one.book is not None:
        walk = reverse("explain", args=[row.code, year, one.indicator])
        book = Link(compared_words(one.book), walk)
    return PressLine(
        name=indicator_words(one.indicator),
        part=one.part,
        cells=tuple(
            (heads[column], tuple(map(_print, said)))
            for column, said in zip(COLUMNS, one.said, strict=True)
        ),
        book=book,
        judged=judged(one.verdict, one.reason, one.telling.reason if one.telling else None),
    )


def _print(one: ComparedClaim) -> PressPrint:
    claim = one.claim
    kind = source_words(claim.source_kind, claim.url)
    return PressPrint(
        words=claim.printed,
        lang=script_of(claim.printed),
        href=reverse("claim", args=[claim.pk]),
        note=" · ".join(part for part in (period_words(claim), kind) if part),
        part=claim.breakdown,
    )
