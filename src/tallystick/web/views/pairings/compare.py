"""Pairings side by side: level before percentage, ranks only where a target binds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.queries.many_frames import pairings_in_full
from tallystick.indicators.queries.side_by_side import PairRow, SideBySide, side_by_side
from tallystick.indicators.rules.ranking import RANKED, UNRANKED
from tallystick.kernel.actor import Actor
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing
from tallystick.programme.queries import fetched_span
from tallystick.programme.queries.agreements import year_with_targets
from tallystick.programme.rules.bindings import Completion, bindings
from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators
from tallystick.programme.rules.pipelines import dimensions
from tallystick.web.addresses import asking, kept_query, narrows
from tallystick.web.contexts.compare import CompareCard, ComparedPair, ComparePage, Ticks
from tallystick.web.contexts.shared import Cell, Choice, ChoiceGroup, Filter
from tallystick.web.figures import Empty, Measure
from tallystick.web.lists import COMPARE
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.pairings.pairing import as_of_words, asked_day, year_filter
from tallystick.web.views.pairings.pairings import level_words
from tallystick.web.views.pairings.score_rows import drawn_row, measure_of
from tallystick.web.views.pairings.stage_doors import StageDoors
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.views.today.glance import FIRST_ASKED
from tallystick.web.wording import amount_said, in_words, language, listed, pairing_name

# So many indicators at once: more is a report, not a comparison.
MOST = 6
# So many rows stand on a page, shared out among its indicators, and of each no fewer than these.
MOST_ROWS, LEAST_ROWS = 100, 20
WHY = {
    "does_not_bind": gettext_lazy("no rank: this target does not bind"),
    "no_target": gettext_lazy("no rank: no target"),
    "not_reported": gettext_lazy("no rank: not reported"),
    "not_due": gettext_lazy("no rank: not due"),
    "not_applicable": gettext_lazy("no rank: not applicable"),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it can be had."""

    seen: Sequence[Pairing]
    codes: tuple[str, ...]
    pairings: frozenset[str]
    programme: str
    level: str
    year: int
    as_of: date | None
    sort: str


def asked_of(request: HttpRequest, actor: Actor) -> Asked:
    """Return what is compared: with nothing asked for, what people ask for first, of all."""
    seen = pairings_in_full(actor)
    known = [code for code in choosable() if code in request.GET.getlist("indicator")]
    return Asked(
        seen=seen,
        codes=tuple(known[:MOST]) or FIRST_ASKED,
        pairings=frozenset(request.GET.getlist("pairing")) & {row.code for row in seen},
        programme=request.GET.get("programme", "")[:60],
        level=request.GET.get("level", "")[:20],
        year=year_of(request.GET.get("year", "")) or _year(seen),
        as_of=asked_day(request),
        sort=COMPARE.sort(request),
    )


def _year(seen: Sequence[Pairing]) -> int:
    """Return the newest year in which there is a target to read anything by."""
    this_year = timezone.localdate().year
    return year_with_targets(*seen, near=this_year) or this_year


def choosable() -> tuple[str, ...]:
    """Return the indicators that can be compared, in the order of the catalogue."""
    bound = bindings()
    return tuple(code for code in indicators() if not isinstance(bound[code], Completion))


def compared(asked: Asked, actor: Actor) -> SideBySide:
    """Return what is asked for, by indicator, in the order asked for."""
    found = side_by_side(
        actor,
        codes=asked.codes,
        year=asked.year,
        as_of=asked.as_of,
        pairings=asked.pairings or None,
        programme=asked.programme,
        level=asked.level,
        seen=asked.seen,
    )
    rows = {code: tuple(ordered(rows, asked.sort)) for code, rows in found.rows.items()}
    return SideBySide(found.year, rows)


@require_safe
@guard(SIGNED_IN)
def compare_page(request: HttpRequest) -> HttpResponse:
    """Show pairings side by side; what is compared and in which order is in the address."""
    actor = actor_of_request(request)
    asked = asked_of(request, actor)
    found = compared(asked, actor)
    cards, total, newer, older = [], 0, None, None
    for code, rows in found.rows.items():
        size = max(LEAST_ROWS, MOST_ROWS // len(found.rows))
        shown, total, newer, older = page_of(request, rows, (_("Previous"), _("Next")), size=size)
        if shown:
            cards.append(_card(code, shown, rows, asked))
    page = ComparePage(
        section="pairings",
        title=_("Pairings side by side"),
        invented=invented_here(),
        table=COMPARE.table(request),
        filters=_filters(asked),
        filtered=narrows(dict(kept_query(request))),
        ticks=(_pairing_ticks(asked), _indicator_ticks(asked)),
        as_of=asked.as_of.isoformat() if asked.as_of else "",
        as_of_words=as_of_words(asked.as_of),
        cards=tuple(cards),
        total=total,
        months_heading=_("Jan – Dec"),
        csv_href=asking(reverse("compare-csv"), request, "page"),
        newer=newer,
        older=older,
    )
    return show(request, "compare", page)


def ordered(rows: Sequence[PairRow], sort: str) -> list[PairRow]:
    """Return rows in an order; those without the figure stand last, each empty apart."""
    if not sort:
        return list(rows)
    name, down = sort.removeprefix("-"), sort.startswith("-")
    if name == "name":
        return sorted(rows, key=lambda one: pairing_name(one.pairing), reverse=down)
    turned = -1 if down else 1
    values = {id(one): KEYS[name](one) for one in rows}
    keys = {key: None if value is None else turned * value for key, value in values.items()}
    return sorted(rows, key=lambda one: _key(one, keys[id(one)]))


def _key(one: PairRow, value: float | None) -> tuple[Any, ...]:
    empty = 0 if value is not None else 1 + (*UNRANKED, RANKED).index(one.standing)
    return (empty, value or 0, pairing_name(one.pairing))


def _fewest(value: int | None) -> int | None:
    return None if value is None else -value


def _change(one: PairRow) -> int | None:
    now, then = one.row.matched, one.row.last_year
    return None if now is None or then is None else now - then


KEYS: Mapping[str, Callable[[PairRow], int | None]] = {
    "share": lambda one: one.place,
    "matched": lambda one: _fewest(one.row.matched),
    "change": lambda one: _fewest(_change(one)),
    "target": lambda one: _fewest(one.row.target),
    "last-year": lambda one: _fewest(one.row.last_year),
    "waiting": lambda one: _fewest(one.row.waiting),
    "claimed": lambda one: _fewest(one.row.claimed),
    "cost": lambda one: one.cost.each,
}


def _card(
    code: str, shown: Sequence[PairRow], every: Sequence[PairRow], asked: Asked
) -> CompareCard:
    how = measure_of(*(one.row for one in every))
    held = {one.place for one in every if one.place is not None}
    shared = {place for place in held if sum(one.place == place for one in every) > 1}
    indicator = indicators()[code]
    return CompareCard(
        code=code,
        name=indicator.name(language()),
        unit=how.unit,
        method=reverse("method", args=[code]),
        note=_note(every, indicator.direction),
        rows=tuple(_row(one, how, shared, asked) for one in shown),
        costed=any(one.cost.each is not None for one in every),
    )


def _note(every: Sequence[PairRow], direction: str) -> str:
    """Return how many have a place, or why nobody can have one."""
    if direction != "higher":
        return _("More of this is not better, so nobody is ranked.")
    placed = sum(1 for one in every if one.place is not None)
    if not placed:
        return _("No pairing here has a target to be ranked by.")
    words = ngettext(
        "%(placed)s of %(all)s pairing is ranked by its share of the target",
        "%(placed)s of %(all)s pairings are ranked by their share of the target",
        len(every),
    ) % {"placed": placed, "all": len(every)}
    if len({one.pairing.level for one in every if one.place is not None}) > 1:
        return words + _(", within each level")
    return words


def _row(one: PairRow, how: Measure, shared: set[int], asked: Asked) -> ComparedPair:
    as_of = asked.as_of.isoformat() if asked.as_of else ""
    name = pairing_name(one.pairing)
    ratio = next((flag for flag in one.row.flags if flag.code == "ratio"), None)
    parts = {key: words.label(language()) for key, words in ratio.params.items()} if ratio else {}
    score = drawn_row(one.row, one.pairing, asked.year, as_of, how, name)
    if ratio:
        # What a ratio is made of stands under its figure already.
        said = tuple(flag for flag in score.flags if flag.words != ratio.sentence(language()))
        score = replace(score, flags=said)
    return ComparedPair(
        href=asking_of_pairing(one.pairing, asked),
        level=level_words(one.pairing.level),
        place=_place(one.place, shared),
        why="" if one.standing == RANKED else str(WHY[one.standing]),
        score=score,
        part=_("%(numerator)s over %(denominator)s") % parts if parts else "",
        cost=_cost(one, asked),
        cost_of=_cost_of(one),
    )


def asking_of_pairing(row: Pairing, asked: Asked) -> str:
    """Return the address of a pairing's scorecard of the same year and day."""
    day = f"&as_of={asked.as_of.isoformat()}" if asked.as_of else ""
    return f"{reverse('pairing', args=[row.code])}?year={asked.year}{day}"


def _place(place: int | None, shared: set[int]) -> str:
    if place is None:
        return ""
    return _("%(place)s, shared") % {"place": place} if place in shared else str(place)


def _cost(one: PairRow, asked: Asked) -> Cell:
    if one.cost.each is None:
        return Cell(empty=Empty(one.cost.empty or "not_applicable"))
    return Cell(amount_said(one.cost.each, "CNY"), href=_cost_door(one, asked))


def _cost_door(one: PairRow, asked: Asked) -> str:
    """Return where the money is walked that a unit's cost is reckoned from."""
    as_of = asked.as_of.isoformat() if asked.as_of else ""
    shared = {"year": str(asked.year), "as_of": as_of, "unit": "CNY"}
    doors = StageDoors(one.pairing.code, "funds", shared)
    return doors.to("paid_out", "came_in", **{"by": "use", "is": one.cost.use})


def _cost_of(one: PairRow) -> str:
    if one.cost.each is None or one.cost.paid is None:
        return ""
    use = (dimensions()["use"].codes or {})[one.cost.use].label(language())
    paid = amount_said(one.cost.paid, "CNY")
    return _("of %(paid)s paid out, use: %(use)s") % {"paid": paid, "use": use}


def _filters(asked: Asked) -> tuple[Filter, ...]:
    programmes = {row.programme.pk: row.programme for row in asked.seen}
    levels = dict.fromkeys(row.level for row in asked.seen)
    given = {"programme": asked.programme, "level": asked.level}
    choices = (
        (
            "programme",
            _("Programme"),
            [(p.code, in_words(p.name_en, p.name_zh)) for p in programmes.values()],
        ),
        ("level", _("Level"), [(level, level_words(level)) for level in levels]),
    )
    return (
        *filters_of(choices, given),
        year_filter(asked.year, _span(asked.seen)),
        COMPARE.select(asked.sort),
    )


def _span(seen: Sequence[Pairing]) -> Period:
    spans = [fetched_span(row) for row in seen]
    starts = [span.start for span in spans if span.start is not None]
    return Period(min(starts, default=None), None)


def _pairing_ticks(asked: Asked) -> Ticks:
    programmes = {row.programme.pk: row.programme for row in asked.seen}
    groups = tuple(
        ChoiceGroup(
            in_words(programme.name_en, programme.name_zh),
            tuple(
                Choice(row.code, pairing_name(row), row.code in asked.pairings)
                for row in asked.seen
                if row.programme_id == key
            ),
        )
        for key, programme in programmes.items()
    )
    some = ngettext("%(n)s chosen", "%(n)s chosen", len(asked.pairings))
    words = some % {"n": len(asked.pairings)} if asked.pairings else _("all")
    return Ticks("pairing", _("Pairings"), words, groups)


def _indicator_ticks(asked: Asked) -> Ticks:
    known = indicators()
    groups = tuple(
        ChoiceGroup(
            words.label(language()),
            tuple(
                Choice(code, known[code].name(language()), code in asked.codes)
                for code in choosable()
                if known[code].workstream == workstream
            ),
        )
        for workstream, words in WORKSTREAMS.items()
    )
    named = listed(known[code].name(language()) for code in asked.codes[:2])
    more = len(asked.codes) - 2
    words = _("%(named)s and %(n)s more") % {"named": named, "n": more} if more > 0 else named
    return Ticks("indicator", _("Indicators"), words, groups, _("Six at most are shown."))
