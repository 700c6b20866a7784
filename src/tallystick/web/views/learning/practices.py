"""Good practices: the list with its search and filters."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Practice, PracticeStep
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.practices import practice_regions, practices
from tallystick.exchanges.rules.practices import STATES
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.frameworks import frameworks
from tallystick.programme.queries.named import named_pairings
from tallystick.programme.rules.catalogue import WORKSTREAMS
from tallystick.web.addresses import narrows
from tallystick.web.contexts.practices import PracticeListPage, PracticeRow
from tallystick.web.contexts.shared import Filter, Link
from tallystick.web.lists import PRACTICES
from tallystick.web.tables import in_language
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.learning.frameworks import framework_name
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import show
from tallystick.web.wording import in_words, language, pairing_name, place

NAMES = ("search", "region", "framework", "state", "workstream", "pairing", "sort")


@require_safe
@guard(SIGNED_IN)
def practice_list(request: HttpRequest) -> HttpResponse:
    """Show practices, the newest first; search, filters and order are in the address."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:100] for name in NAMES}
    framework, _colon, element = given["framework"].partition(":")
    found = practices(
        actor,
        words=given["search"],
        region=given["region"],
        framework=framework,
        element=element,
        state=given["state"] if given["state"] in STATES else "",
        workstream=given["workstream"] if given["workstream"] in WORKSTREAMS else "",
        pairing=given["pairing"],
        sort=in_language(PRACTICES.sort(request)),
    )
    rows, total, newer, older = page_of(request, found)
    page = PracticeListPage(
        section="practices",
        title=_("Good practices"),
        invented=invented_here(),
        search=given["search"],
        table=PRACTICES.table(request, total=total),
        filters=(*_filters(actor, given), PRACTICES.select(PRACTICES.sort(request))),
        filtered=narrows(given),
        rows=tuple(_row(one) for one in rows),
        total=total,
        newer=newer,
        older=older,
        new=Link(_("Record a practice"), reverse("practice-new"))
        if actor.roles & ROWS["exchanges.record_practice"].roles
        else None,
        frameworks=Link(_("Frameworks"), reverse("frameworks")),
    )
    return show(request, "practices", page)


def practice_title(one: Practice) -> str:
    """Return what a practice is called in the reader's language."""
    return in_words(one.title_en, one.title_zh)


def practice_address(one: Practice) -> str:
    """Return the address of a practice's page."""
    return reverse("practice", args=[one.code])


def origin_of(one: Practice) -> str:
    """Return the pairing a practice came from."""
    return pairing_name(one.pairing) if one.pairing else one.origin


def workstream_words(code: str) -> str:
    """Return what a workstream is called; nothing of none."""
    return WORKSTREAMS[code].label(language()) if code in WORKSTREAMS else ""


def _row(one: Practice) -> PracticeRow:
    return PracticeRow(
        title=practice_title(one),
        href=practice_address(one),
        origin=origin_of(one),
        place=place(one.region) if one.region else "",
        since=one.since,
        workstream=workstream_words(one.workstream),
        adopted=getattr(one, "adopted", 0),
        shared=one.shared,
        recorded=one.recorded_at,
    )


def _filters(actor: Actor, given: Mapping[str, str]) -> tuple[Filter, ...]:
    states = [(state.value, str(state.label)) for state in PracticeStep.State]
    choices = (
        ("region", _("Place"), [(one.code, place(one)) for one in practice_regions(actor)]),
        ("framework", _("Framework"), _elements(actor)),
        ("state", _("Taken up"), [*states, ("none", _("by nobody yet"))]),
        (
            "workstream",
            _("Workstream"),
            [(code, words.label(language())) for code, words in WORKSTREAMS.items()],
        ),
        ("pairing", _("Pairing"), [(one.code, pairing_name(one)) for one in named_pairings(actor)]),
    )
    return filters_of(choices, given)


def _elements(actor: Actor) -> list[tuple[str, str]]:
    """Return each framework, and each of its elements, as the filter offers them."""
    found = []
    for text in frameworks(actor):
        found.append((text.code, framework_name(text)))
        found += [
            (f"{text.code}:{one.code}", f"– {one.label(language())}") for one in text.elements
        ]
    return found
