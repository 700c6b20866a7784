"""A pairing's year by the elements of a framework: the scorecard's own rows, set anew."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.queries.frameworks import (
    ElementScore,
    FrameworkScore,
    RowScore,
    framework_score,
)
from tallystick.exchanges.rules.scores import Counted
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span
from tallystick.programme.queries.agreements import year_with_targets
from tallystick.programme.queries.frameworks import frameworks
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.web.addresses import address
from tallystick.web.contexts.frameworks import (
    CountRow,
    ElementCard,
    FrameworkScorePage,
    StandingRow,
)
from tallystick.web.contexts.shared import Choice, Filter, Link, Mark
from tallystick.web.views.learning.frameworks import framework_name, tag_lines
from tallystick.web.views.pairings.pairing import (
    asked_day,
    asked_year,
    find_or_404,
    tab_frame,
    year_filter,
)
from tallystick.web.views.pairings.score_rows import cell_of, measure_of
from tallystick.web.views.shared import actor_of_request, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import language

# How an indicator stands → its drawn state and its word.
STANDINGS = {
    "met": ("kept", gettext_lazy("met")),
    "on_course": ("submitted", gettext_lazy("on course")),
    "behind": ("late", gettext_lazy("behind")),
    "not_reported": ("waiting", gettext_lazy("not reported")),
    "not_due": ("draft", gettext_lazy("not due")),
    "not_applicable": ("dropped", gettext_lazy("not applicable")),
    "no_target": ("draft", gettext_lazy("no target")),
}
COUNTED = ("indicators", "with_target", "met", "on_course", "behind", "not_reported", "not_due")


def heads() -> dict[str, str]:
    """Return what is counted of an element → the head of its column."""
    return {
        "indicators": _("Indicators"),
        "with_target": _("With target"),
        **{name: capfirst(str(STANDINGS[name][1])) for name in COUNTED[2:]},
    }


@require_safe
@guard(SIGNED_IN)
def framework_score_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show how a pairing's year stands by a framework; framework, year and day are asked for."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period = span(row)
    year, as_of = _year(request, row, period), asked_day(request)
    known = frameworks(actor, pairing=row)
    asked = request.GET.get("framework", "")
    text = next((one for one in known if one.code == asked), known[0])
    score = framework_score(text, row, year=year, actor=actor, as_of=as_of)
    query = {"as_of": as_of.isoformat() if as_of else ""}
    every = request.GET.get("rows") == "all"
    page = FrameworkScorePage(
        **tab_frame(row, "frameworks", request, as_of),
        title=_("The year %(year)s by framework") % {"year": year},
        filters=(_choice(known, text), year_filter(year, period), _rows_filter(every)),
        framework=Link(framework_name(text), reverse("framework", args=[text.code])),
        heads=tuple(heads().values()),
        counts=_counts(score),
        elements=tuple(
            _card(one, row, score, query, every) for one in score.elements if not _silent(one)
        ),
        silent=tuple(one.element.label(language()) for one in score.elements if _silent(one)),
    )
    return show(request, "framework_score", page)


def _year(request: HttpRequest, row: Pairing, period: Period) -> int:
    """Return the year asked for, else the newest in which there is a target to read it by."""
    year = asked_year(request, period)
    if year_of(request.GET.get("year", "")):
        return year
    return year_with_targets(row, near=year) or year


def _choice(known: list[FrameworkText], chosen: FrameworkText) -> Filter:
    choices = tuple(Choice(one.code, framework_name(one), one is chosen) for one in known)
    return Filter("framework", _("Framework"), choices)


def _rows_filter(every: bool) -> Filter:
    choices = (
        Choice("", _("with a target"), not every),
        Choice("all", _("all in use"), every),
    )
    return Filter("rows", _("Rows"), choices)


def _counts(score: FrameworkScore) -> tuple[CountRow, ...]:
    rows = [
        CountRow(
            one.element.label(language()),
            "" if _silent(one) else f"#e-{one.element.code}",
            _cells(one.counted),
        )
        for one in score.elements
    ]
    return (*rows, CountRow(_("Together, each once"), "", _cells(score.counted), True))


def _silent(one: ElementScore) -> bool:
    """Return whether there is nothing to show of an element but that no indicator speaks to it."""
    return not one.rows and not one.tagged


def _cells(found: Counted) -> tuple[tuple[str, str], ...]:
    return tuple((head, str(getattr(found, name))) for name, head in heads().items())


def _card(
    one: ElementScore,
    row: Pairing,
    score: FrameworkScore,
    query: Mapping[str, str],
    every: bool,
) -> ElementCard:
    """Return an element with the indicators that have a target, or with `every` a figure too."""
    used = [each for each in one.rows if each.row.target is not None or (every and each.row.lines)]
    silent = len(one.rows) - len(used)
    if not one.rows:
        note = _("No indicator of the catalogue speaks to it.")
    elif silent and every:
        note = _("Without target and figure in this year: %(count)s.") % {"count": silent}
    elif silent:
        note = _("Without a target in this year: %(count)s.") % {"count": silent}
    else:
        note = ""
    return ElementCard(
        one.element.code,
        one.element.label(language()),
        tuple(_standing(each, row, score, query) for each in used),
        note,
        tag_lines(one.tagged),
    )


def _standing(
    one: RowScore, row: Pairing, score: FrameworkScore, query: Mapping[str, str]
) -> StandingRow:
    found, how = one.row, measure_of(one.row)
    walk = reverse("explain", args=[row.code, score.card.year, found.indicator])
    drawn, words = STANDINGS[one.standing]
    return StandingRow(
        name=indicators()[found.indicator].name(language()),
        unit=how.unit,
        target=cell_of(how, found, "target", found.target, f"{address(walk, query)}#facts"),
        matched=cell_of(how, found, "matched", found.matched, address(walk, query)),
        due=cell_of(how, found, "due_by_now", found.due_by_now, address(walk, query)),
        completion=f"{found.completion_percent}%" if found.completion_percent else "",
        mark=Mark(drawn, str(words)),
    )
