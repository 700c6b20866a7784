"""The two lists nobody else has: signed and not landed, completed and idle; and their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.queries.watching import (
    LISTS,
    Watched,
    late_things,
    told,
    watched,
    watched_count,
    watched_stages,
)
from tallystick.indicators.rules.tiers import UNIT
from tallystick.indicators.shapes import watched_json
from tallystick.programme.rules.pipelines import pipelines, unit_scale
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Link
from tallystick.web.contexts.watching import WatchedRow, WatchPage
from tallystick.web.figures import Measure, measure
from tallystick.web.large_files import large
from tallystick.web.lists import WATCHED
from tallystick.web.views.pairings.stage_figures import thing_name
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import csv_file, show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import clauses, colon, language, office_name, place, unit_name

TITLES = {
    "unlanded": lambda: _("Signed and not landed"),
    "idle": lambda: _("Completed and idle"),
}
LEADS = {
    "unlanded": lambda: _(
        "A contract is no result. What was signed here waits for its first step."
    ),
    "idle": lambda: _("What was built and is not used serves nobody. Each has an office to ask."),
}
COLUMNS = (
    *("code", "name", "pipeline", "region", "stage", "since", "days", "usual_days"),
    *("supporting_party", "supported_party", "contracted", "paid_in", "office", "invented"),
    # What both amounts are in; a column that came later stands last.
    "unit",
)


def _asked_days(request: HttpRequest) -> int | None:
    text = request.GET.get("days", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


@require_safe
@guard(SIGNED_IN)
def watch_list(request: HttpRequest, name: str) -> HttpResponse:
    """Show one list over everything a person sees; how many days are too long is in the address."""
    if name not in LISTS:
        raise Http404(name)
    days, sort = _asked_days(request), WATCHED.sort(request)
    page, total, newer, older = _page(request, name)
    asked = {"days": "" if days is None else str(days)}
    money = [n for one in page for n in (one.contracted, one.paid_in) if n is not None]
    scale = measure(money, unit_name("CNY", 0), "CNY", scale=unit_scale("CNY"), lang=language())

    shown = WatchPage(
        section="pairings",
        title=TITLES[name](),
        invented=invented_here(),
        lead=LEADS[name](),
        tabs=tuple(
            Link(TITLES[one](), reverse("watch-list", args=[one]), one == name) for one in LISTS
        ),
        days=asked["days"],
        usual=_usual_words(name),
        unit=scale.unit,
        table=WATCHED.table(request),
        filters=(WATCHED.select(sort),),
        rows=tuple(_row(one, scale) for one in page),
        total=total,
        newer=newer,
        older=older,
        csv_href=address(reverse("watch-list-csv", args=[name]), {**asked, "sort": sort}),
    )
    return show(request, "watch_list", shown)


KEYS: Mapping[str, Callable[[Watched], Any]] = {
    "name": lambda one: thing_name(one.thing),
    "place": lambda one: one.thing.region.code,
    "stage": lambda one: (
        one.thing.pipeline,
        [*pipelines()[one.thing.pipeline].stages].index(one.standing.stage),
    ),
    "since": lambda one: one.standing.since,
    "contracted": lambda one: -1 if one.contracted is None else one.contracted,
    "paid-in": lambda one: -1 if one.paid_in is None else one.paid_in,
    "office": lambda one: office_name(one.office) if one.office else "",
}


def _page(request: HttpRequest, name: str) -> tuple[list[Watched], int, Link | None, Link | None]:
    """Return one page of a list; by their days only the things of that page are read."""
    actor, words = actor_of_request(request), (_("Previous"), _("Next"))
    if WATCHED.sort(request) not in BY_DAYS:
        return page_of(request, _found(request, name), words)
    late = late_things(name, actor, days=_asked_days(request))
    if WATCHED.sort(request) == "-since":
        late = in_order(late, "-since", {"since": lambda one: one.standing.since})
    page, total, newer, older = page_of(request, late, words)
    return told(page, actor), total, newer, older


# The orders that follow from where a thing stands alone.
BY_DAYS = ("", "since", "-since")


def _found(request: HttpRequest, name: str) -> list[Watched]:
    """Return the things of a list in the order asked for; what is equal stands longest first."""
    found = watched(name, actor_of_request(request), days=_asked_days(request))
    return in_order(found, WATCHED.sort(request), KEYS)


def _usual_words(name: str) -> str:
    """Return after how many days each stage comes to the list, where none are asked for."""
    found = []
    for (code, _stage), stage in watched_stages(name).items():
        n = stage.usual_days or 0
        days = ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
        what = clauses(pipelines()[code].label(language()), stage.label(language()))
        found.append(colon(what, days))
    return " · ".join(found)


def _row(one: Watched, scale: Measure) -> WatchedRow:
    thing, stands = one.thing, one.standing
    kind = pipelines()[thing.pipeline]
    money = ["" if n is None else scale.show(n) for n in (one.contracted, one.paid_in)]
    return WatchedRow(
        name=thing_name(thing),
        href=reverse("thing", args=[thing.code]),
        kind=kind.label(language()),
        place=place(thing.region),
        stage=kind.stages[stands.stage].label(language()),
        since=stands.since,
        days=one.days,
        usual=one.usual_days,
        parties=" · ".join(filter(None, (one.supporting_party, one.supported_party))),
        contracted=money[0],
        paid_in=money[1],
        office=office_name(one.office) if one.office else "",
        office_href=reverse("office", args=[one.office.code]) if one.office else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
@large(lambda request, name: watched_count(name, actor_of_request(request)))
def watch_list_csv(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out one list; every row says whether it is invented."""
    if name not in LISTS:
        raise Http404(name)
    rows = [watched_json(one) for one in _found(request, name)]
    lines = [[*(row[column] for column in COLUMNS[:-1]), UNIT] for row in rows]
    return csv_file(name, COLUMNS, lines)
