"""The guided first visit as pages have it: where one is, what to look at, and on to the next."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tallystick.access.models import User
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.services import set_tour
from tallystick.access.tour_places import TourPlace, tour_place
from tallystick.web.contexts.frame import TourBar
from tallystick.web.contexts.help import TourLine, TourOffer
from tallystick.web.tours import TOURS, stops, tour_for, tour_of
from tallystick.web.views.shared import actor_of_request


@never_cache
@require_safe
@guard(SIGNED_IN)
def tour_step(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Go to a step of a tour; where one is in it is remembered."""
    actor, tour = actor_of_request(request), tour_of(code)
    found = stops(tour, actor) if tour else ()
    if not n or not found:
        raise Http404(code)
    # What she may see may have become less since.
    n = min(n, len(found))
    set_tour(user=cast(User, request.user), tour=str(TourPlace(code, n)), by=actor)
    return redirect(f"{found[n - 1].href}#{found[n - 1].anchor}")


@require_POST
@guard(SIGNED_IN)
def tour_end(request: HttpRequest) -> HttpResponse:
    """Put the tour aside, to go on with it from Help, or end it at its last step."""
    actor, user = actor_of_request(request), cast(User, request.user)
    at = tour_place(user.tour) or TourPlace(tour_for(actor).code, 0)
    step = 0 if request.POST.get("act") == "done" else at.step
    set_tour(user=user, tour=str(TourPlace(at.tour, step, on=False)), by=actor)
    messages.success(request, _("The tour is put away. It stands in Help whenever you want it."))
    return redirect("today")


def tour_bar(request: HttpRequest) -> TourBar | None:
    """Return what the bar says on this page; nothing for whoever is on no tour."""
    at = tour_place(cast(User, request.user).tour)
    tour = tour_of(at.tour) if at and at.on else None
    if at is None or tour is None:
        return None
    found, n = stops(tour, actor_of_request(request)), at.step
    if not 0 < n <= len(found):
        return None
    stop = found[n - 1]
    return TourBar(
        title=_(tour.title),
        n=n,
        of=len(found),
        words=_(stop.words),
        href=f"{stop.href}#{stop.anchor}",
        here=request.path == stop.href.partition("?")[0],
        back=_address(tour.code, n - 1) if n > 1 else "",
        on=_address(tour.code, n + 1) if n < len(found) else "",
    )


def _address(code: str, n: int) -> str:
    return reverse("tour-step", args=[code, n])


def tour_offer(request: HttpRequest) -> TourOffer | None:
    """Return the tour that is offered to whoever comes for the first time."""
    user = cast(User, request.user)
    if user.tour:
        return None
    tour = tour_for(actor_of_request(request))
    return TourOffer(_(tour.title), _address(tour.code, 1))


def tour_lines(request: HttpRequest) -> tuple[TourLine, ...]:
    """Return every tour, her own first, with where she goes on in it."""
    actor, at = actor_of_request(request), tour_place(cast(User, request.user).tour)
    own = tour_for(actor)
    lines = []
    for tour in sorted(TOURS, key=lambda one: one != own):
        n = max(1, at.step) if at and at.tour == tour.code else 1
        words = _("Go on at step %(n)s") % {"n": n} if n > 1 else _("Begin")
        lines.append(TourLine(_(tour.title), words, _address(tour.code, n)))
    return tuple(lines)
