"""Set-up: the cards, and the offices."""

from __future__ import annotations

from operator import attrgetter

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.models import Office
from tallystick.access.policy import ROWS, SIGNED_IN, guard
from tallystick.access.queries import may, offices
from tallystick.access.services import open_office
from tallystick.kernel.problem import Refused
from tallystick.regions.models import Region
from tallystick.web.contexts.access import OfficeListPage, OfficeRow, SetUpCard, SetUpPage, Typed
from tallystick.web.lists import OFFICES
from tallystick.web.set_up import CARDS
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import kind_words, language, office_name, place


@require_safe
@guard(SIGNED_IN)
def set_up(request: HttpRequest) -> HttpResponse:
    """Show what there is to set up."""
    country = Region.objects.filter(kind="country").order_by("code").first()
    cards = tuple(
        SetUpCard(
            str(card.title),
            str(card.words),
            reverse(card.page, args=[country.code] if country and card.of_country else ()),
        )
        for card in CARDS
        if country or not card.of_country
    )
    page = SetUpPage(section="set-up", title=_("Set-up"), invented=invented_here(), cards=cards)
    return show(request, "set_up", page)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def offices_page(request: HttpRequest) -> HttpResponseBase:
    """Show the offices; take a new one from an administrator."""
    problems: tuple[str, ...] = ()
    typed = {name: request.POST.get(name, "") for name in ("code", "region", "name_en", "name_zh")}
    if request.method == "POST":
        try:
            office = open_office(**typed, by=actor_of_request(request))
            messages.success(request, _("%(name)s is open.") % {"name": office_name(office)})
            return redirect("office", code=office.code)
        except Refused as refused:
            problems = tuple(problem.sentence(language()) for problem in refused.problems)
            return _list(request, problems, Typed.of(typed), form_status(refused))
    return _list(request, (), Typed.of(typed))


OFFICE_KEYS = {
    "name": attrgetter("name"),
    "place": attrgetter("place"),
    "level": attrgetter("level"),
    "seats": attrgetter("seats"),
}


def _list(
    request: HttpRequest, problems: tuple[str, ...], typed: Typed, status: int = 200
) -> HttpResponse:
    actor = actor_of_request(request)
    sort = OFFICES.sort(request)
    every = [_row(one, one.count) for one in offices(actor).annotate(count=Count("seats"))]
    rows, total, newer, older = page_of(request, in_order(every, sort, OFFICE_KEYS))
    page = OfficeListPage(
        section="set-up",
        title=_("Offices and people"),
        invented=invented_here(),
        table=OFFICES.table(request, total=total),
        filters=(OFFICES.select(sort),) if rows else (),
        rows=tuple(rows),
        total=total,
        newer=newer,
        older=older,
        may_open=may(actor, ROWS["access.set_up"]) is not None,
        typed=typed,
        problems=problems,
    )
    return show(request, "offices", page, status=status)


def _row(office: Office, seats: int) -> OfficeRow:
    return OfficeRow(
        code=office.code,
        name=office_name(office),
        href=reverse("office", args=[office.code]),
        place=place(office.region),
        level=kind_words(office.region.kind),
        seats=seats,
    )
