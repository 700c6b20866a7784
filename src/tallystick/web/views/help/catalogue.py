"""The indicators: all of them, and how one is made, in words that the book itself follows."""

from __future__ import annotations

from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.words import formula_words
from tallystick.programme.queries import pairings, span
from tallystick.programme.rules.bindings import Bound, Sum, bindings
from tallystick.programme.rules.catalogue import WORKSTREAMS, Indicator, indicators
from tallystick.web.contexts.help import CataloguePage, IndicatorRow, MethodPage
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.glossary import breakdowns_in_chinese
from tallystick.web.lists import INDICATORS
from tallystick.web.views.filtering import filter_of
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import in_chinese, language, listed, pairing_name

KINDS = {"flow": gettext_lazy("flow"), "stock": gettext_lazy("stock")}
HOW = {
    "sum": gettext_lazy("added up over places and months"),
    "last": gettext_lazy("read on the last day, never added up over months"),
    "ratio": gettext_lazy("worked anew from its parts, never averaged"),
}
TIERS = {"core": gettext_lazy("core"), "extended": gettext_lazy("extended")}
SORTED = ("name", "workstream", "unit", "kind")
# So many pairings lead to their own figure from the page of its method.
WALKS = 12


@require_safe
@guard(SIGNED_IN)
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Show every indicator; workstream and words are in the address."""
    workstream = request.GET.get("workstream", "")
    sought = request.GET.get("search", "")[:60].strip()
    rows = [
        _row(one)
        for one in indicators().values()
        if workstream in ("", one.workstream) and _has(one, sought)
    ]
    sort = INDICATORS.sort(request)
    rows = in_order(rows, sort, {name: attrgetter(name) for name in SORTED})
    named = [(code, words.label(language())) for code, words in WORKSTREAMS.items()]
    page = CataloguePage(
        section="help",
        title=_("Indicators"),
        invented=invented_here(),
        table=INDICATORS.table(request),
        filters=(
            filter_of("workstream", _("Workstream"), named, workstream),
            INDICATORS.select(sort),
        ),
        filtered=bool(workstream or sought),
        search=sought,
        rows=tuple(rows),
        total=len(rows),
    )
    return show(request, "catalogue", page)


def _has(one: Indicator, sought: str) -> bool:
    said = (one.code, one.name_en, one.name_zh, one.definition_en, one.definition_zh)
    return all(any(word in text.casefold() for text in said) for word in sought.casefold().split())


def _row(one: Indicator) -> IndicatorRow:
    return IndicatorRow(
        code=one.code,
        name=one.name(language()),
        href=_address(one.code),
        workstream=WORKSTREAMS[one.workstream].label(language()),
        unit=one.shown_unit.label(language()),
        kind=str(KINDS[one.kind]),
        definition=one.definition(language()),
    )


def _address(code: str) -> str:
    return reverse("method", args=[code])


@require_safe
@guard(SIGNED_IN)
def method_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show how one indicator is made, and where the reader's pairings have it."""
    one = indicators().get(code)
    if one is None:
        raise Http404(code)
    year = timezone.localdate().year
    formula, bound = formulas().get(code), bindings()[code]
    other = "en" if in_chinese() else "zh"
    page = MethodPage(
        section="help",
        title=one.name(language()),
        invented=invented_here(),
        code=code,
        other_name=one.name(other),
        definition=one.definition(language()),
        other_definition=one.definition(other),
        formula=formula_words(formula, year, language())
        if formula
        else _("It is not computed: nothing in the book is counted so. It is kept as a claim."),
        facts=_facts(one),
        overlaps=_links(bound.overlaps),
        parts=_links(bound.parts) if isinstance(bound, Sum) else (),
        notes=_notes(bound),
        source=one.source_url,
        walks=_walks(request, code, year) if formula else (),
        back=Link(_("Indicators"), reverse("catalogue")),
    )
    return show(request, "method", page)


def _facts(one: Indicator) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Workstream"), WORKSTREAMS[one.workstream].label(language())),
        Fact(_("Unit"), one.shown_unit.label(language())),
        Fact(_("Kind"), str(KINDS[one.kind])),
        Fact(_("Over time"), str(HOW[one.aggregation])),
        Fact(_("Set"), str(TIERS[one.tier])),
        Fact(_("Version of the definition"), str(one.version)),
    ]
    if one.breakdowns:
        facts.append(Fact(_("Broken down by"), _breakdowns(one)))
    if seen := one.typical(language()):
        facts.append(Fact(_("Seen elsewhere"), seen))
    return tuple(facts)


def _breakdowns(one: Indicator) -> str:
    if not in_chinese():
        return "; ".join(one.breakdowns)
    return "；".join(breakdowns_in_chinese()[word] for word in one.breakdowns)


def _links(codes: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(indicators()[code].name(language()), _address(code)) for code in codes)


def _notes(bound: Bound) -> tuple[str, ...]:
    return (bound.note.label(language()),) if bound.note else ()


def _walks(request: HttpRequest, code: str, year: int) -> tuple[Link, ...]:
    """Return where the figure itself stands: the reader's pairings in their last year."""
    links = []
    for row in pairings(actor_of_request(request))[:WALKS]:
        end = span(row).end
        last = min(year, end.year) if end else year
        href = reverse("explain", args=[row.code, last, code])
        links.append(Link(listed((pairing_name(row), str(last))), href))
    return tuple(links)
