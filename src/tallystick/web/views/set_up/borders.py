"""Borders for the map, brought by the office as GeoJSON; none is shipped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystick.access.models import User
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.programme.policy import ROWS
from tallystick.programme.services.borders import load_borders, remove_borders
from tallystick.regions.models import BorderFile
from tallystick.regions.queries import border_files
from tallystick.regions.rules.borders import LARGEST
from tallystick.regions.services.borders import LookedThrough, look_through
from tallystick.web.contexts.borders import BorderFault, BorderRow, BordersPage
from tallystick.web.views.files.uploads import uploaded
from tallystick.web.views.set_up.people import person_name
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import language, listed, place

# So many places of a file are named before they are only counted.
NAMED = 12


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def borders_page(request: HttpRequest) -> HttpResponseBase:
    """Show the borders that are drawn; take a file of them, or take one away."""
    actor = actor_of_request(request)
    if request.method != "POST":
        return show(request, "borders", _page(actor))
    try:
        messages.success(request, _done(request, actor))
    except Refused as refused:
        typed = {name: request.POST.get(name, "")[:400] for name in ("source", "naming")}
        # Whoever may not load one gives nothing to read.
        looked = None if isinstance(refused, Forbidden) else _looked(request, typed["naming"])
        page = _page(actor, refused, looked, typed)
        return show(request, "borders", page, status=form_status(refused))
    return redirect("borders")


def _done(request: HttpRequest, actor: Actor) -> str:
    act, number = request.POST.get("act", ""), request.POST.get("file", "")
    if act == "remove":
        remove_borders(file=int(number[:18]) if number.isdecimal() else 0, by=actor)
        return _("Taken off every map.")
    sent = request.FILES.get("borders")
    if act != "load" or sent is None:
        raise Refused.of("form-incomplete", path="borders")
    name, content = uploaded(sent, LARGEST)
    file = load_borders(
        name=name,
        content=content,
        source=request.POST.get("source", ""),
        naming=request.POST.get("naming", ""),
        good_only=request.POST.get("good_only") == "yes",
        by=actor,
    )
    count = file.borders.count()
    words = ngettext(
        "The border of %(n)s place is drawn.", "The borders of %(n)s places are drawn.", count
    )
    return words % {"n": count}


def _looked(request: HttpRequest, naming: str) -> LookedThrough | None:
    """Return what of a refused file could be taken; None where none came."""
    sent = request.FILES.get("borders")
    if sent is None:
        return None
    sent.seek(0)
    return look_through(uploaded(sent, LARGEST)[1], naming)


def _page(
    actor: Actor,
    refused: Refused | None = None,
    looked: LookedThrough | None = None,
    typed: dict[str, str] | None = None,
) -> BordersPage:
    files = border_files()
    people = User.objects.in_bulk({one.loaded_by for one in files}, field_name="username")
    good = [region for region, _outline in looked.good] if looked else []
    typed = typed or {}
    return BordersPage(
        section="set-up",
        title=_("Borders"),
        invented=invented_here(),
        rows=tuple(_row(one, people) for one in files),
        may_load=may(actor, ROWS["programme.redraw"]) is not None,
        faults=tuple(
            BorderFault(str(one.params.get("n", "")), one.sentence(language()))
            for one in (refused.problems if refused else ())
        ),
        good=len(good),
        good_names=listed([place(region) for region in good[:NAMED]]),
        source=typed.get("source", ""),
        naming=typed.get("naming", ""),
        largest=LARGEST // 1024 // 1024,
    )


def _row(one: BorderFile, people: dict[str, User]) -> BorderRow:
    user = people.get(one.loaded_by)
    return BorderRow(
        number=one.pk,
        name=one.name,
        source=one.source,
        places=one.places,  # type: ignore[attr-defined]
        loaded_at=one.loaded_at,
        loaded_by=person_name(user) if user else one.loaded_by,
    )
