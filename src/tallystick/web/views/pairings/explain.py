"""One figure walked back: words, parts, lines, entry, both names, evidence, proof."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.queries import Explanation, explain
from tallystick.indicators.queries.frames import end_of_day, known_day
from tallystick.indicators.queries.walks import Share
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries.agreements import target_texts
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import counted_words
from tallystick.web.addresses import address
from tallystick.web.contexts.explain import Earlier, ExplainPage, KnownDay, Part, WaitingLine
from tallystick.web.contexts.shared import BookFoot, Cell, Fact, Link, PostedDay
from tallystick.web.figures import Measure, day_text, measure, span_text
from tallystick.web.tally import Tally
from tallystick.web.views.pairings.pairing import asked_day, find_or_404
from tallystick.web.views.pairings.posted_days import posted_days
from tallystick.web.views.pairings.score_rows import (
    agreement_address,
    cell_of,
    last_year_address,
    measure_of,
    tally_of,
    waiting_address,
)
from tallystick.web.views.pairings.walked import Walked, walked_of
from tallystick.web.views.pairings.what_waits import waiting_lines
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import show
from tallystick.web.wording import colon, kind_words, language, pairing_name, rounded_note

ROWS = 25
# What of the address says which walk it is, and how much of it is open.
ASKED = ("as_of", "level", "part", "line", "page")


@require_safe
@guard(SIGNED_IN)
def explain_page(request: HttpRequest, code: str, year: int, indicator: str) -> HttpResponse:
    """Show the walk; the open part, the open line, the day and the page are in the address."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    query = {name: request.GET.get(name, "")[:80] for name in ASKED}
    offset = (page_number(query["page"]) - 1) * ROWS
    if not 1900 <= year <= 2200:
        raise Http404(str(year))
    try:
        walk = explain(
            row,
            year=year,
            indicator=indicator,
            actor=actor,
            as_of=asked_day(request),
            part=query["part"],
            offset=offset,
            limit=ROWS,
            level=query["level"],
        )
    except NotFound as unknown:
        raise Http404(indicator) from unknown
    here = reverse("explain", args=[code, year, indicator])
    opened = walked_of(walk.lines, actor, here, query)
    day = walk.as_of if query["as_of"] else None
    foot = foot_of(row, day)
    posted = posted_days(request, row, foot, day)
    waiting = waiting_lines(walk, actor)
    page = _page(walk, row, here, query, opened, foot, posted, waiting)
    return show(request, "explain", page)


def page_number(text: str) -> int:
    """Return the number of a page as an address names it; the first for what is none."""
    return min(int(text), 100_000) if text.isdecimal() and int(text) > 0 else 1


def _page(
    walk: Explanation,
    row: Pairing,
    here: str,
    query: dict[str, str],
    opened: Walked,
    foot: BookFoot | None,
    posted: tuple[PostedDay, ...],
    waiting: tuple[WaitingLine, ...],
) -> ExplainPage:
    how = _measure(walk)
    name = indicators()[walk.indicator].name(language())
    figure = how.show(walk.value) if walk.value is not None else ""
    card = address(reverse("pairing", args=[row.code]), _card_query(walk, query))
    return ExplainPage(
        section="pairings",
        title=colon(name, how.with_unit(figure)) if figure else name,
        invented=walk.invented,
        foot=foot,
        code=walk.indicator,
        figure=figure or _("no figure"),
        unit=how.unit,
        pairing=Link(pairing_name(row), card),
        period=_period(walk),
        formula=walk.words(language()) or _("This indicator is not worked out from entries."),
        definition=indicators()[walk.indicator].definition(language()),
        tally=tally_of(walk.row),
        target=cell_of(how, walk.row, "target", walk.row.target, _text_of(walk, row)),
        facts=_facts(walk, how, row),
        parts=_parts(walk, how, here, query),
        whole=_("Sum") if walk.row.denominator is None else _("One by the other"),
        rounded=rounded_note(how) if walk.parts else "",
        lines_of=_part_name(walk, query["part"]),
        lines=opened.lines,
        lines_total=walk.lines_total,
        waiting=waiting,
        waiting_total=len(walk.open),
        newer=_turn(here, query, -1, walk.lines_total),
        older=_turn(here, query, 1, walk.lines_total),
        entry=opened.entry,
        proof=opened.proof,
        as_of=query["as_of"],
        posted=posted,
        level=_level(walk, here, query),
        kept=tuple((k, query[k]) for k in ("level", "part") if query[k]),
        earlier=tuple(
            Earlier(
                known.day,
                _("no figure") if known.value is None else how.show(known.value),
                _why(known.later, how),
                address(here, {**_which(query), "as_of": known.day.isoformat()}),
            )
            for known in walk.earlier
        ),
        days=_days(walk, how, query["as_of"]),
        address=address(here, {"as_of": walk.as_of.isoformat(), "level": query["level"]}),
    )


def _which(query: dict[str, str]) -> dict[str, str]:
    """Return what every other address of the same walk keeps."""
    return {name: query[name] for name in ("as_of", "level", "part")}


def _level(walk: Explanation, here: str, query: dict[str, str]) -> Link | None:
    """Return which level alone is walked, and the way to the figure of all."""
    if not walk.level:
        return None
    words = _("Only what was reported of places of the level “%(level)s”.")
    return Link(words % {"level": kind_words(walk.level)}, address(here, {"as_of": query["as_of"]}))


def _measure(walk: Explanation) -> Measure:
    """Return how the figure is written, with its parts and with what it was on other days.

    The parts of a ratio are of another size: beside a sum of wages one wage would be nothing.
    """
    parts = [part.value for part in walk.parts if _is_alike(part.unit, walk)]
    days = [known.value for known in (*walk.earlier, *walk.changes)]
    return measure_of(walk.row, also=(*parts, *days, walk.value, walk.row.disputed))


def _days(walk: Explanation, how: Measure, as_of: str) -> tuple[KnownDay, ...]:
    """Return the days to slide over; the one shown is the last that is not after `as_of`.

    A day before the first of them is one of its own: nothing was known yet.
    """
    if not walk.changes:
        return ()
    shown = [known.day for known in walk.changes if known.day <= walk.as_of]
    days = []
    if as_of and not shown:
        words = colon(day_text(walk.as_of, language()), _("no figure"))
        days.append(KnownDay(walk.as_of.isoformat(), walk.as_of, words, chosen=True))
    for known in walk.changes:
        figure = how.show(known.value) if known.value is not None else _("no figure")
        words = colon(day_text(known.day, language()), figure)
        chosen = bool(as_of) and shown[-1:] == [known.day]
        days.append(KnownDay(known.day.isoformat(), known.day, words, chosen))
    now = KnownDay("", timezone.localdate(), colon(_("today"), figure), not as_of)
    return (*days, now)


def _card_query(walk: Explanation, query: dict[str, str]) -> dict[str, str]:
    return {"year": str(walk.year), "as_of": query["as_of"], "level": query["level"]}


def _period(walk: Explanation) -> str:
    if walk.window is None:
        return _("%(year)s: the pairing did not hold") % {"year": walk.year}
    return span_text(walk.window.since, walk.window.until, language())


def _text_of(walk: Explanation, row: Pairing) -> str:
    """Return where the words of the target stand, as known on the day of the walk."""
    zone, _day = known_day(row, None)
    ends = min(date(walk.year, 12, 31), walk.as_of)
    known_by = end_of_day(walk.as_of, zone)
    return agreement_address(target_texts(row, walk.year, ends=ends, known_by=known_by).bears)


def _facts(walk: Explanation, how: Measure, row: Pairing) -> tuple[Fact, ...]:
    claims = address(reverse("claims"), {"pairing": row.code, "indicator": walk.indicator})
    waiting = waiting_address(row.code, walk.year, walk.indicator)
    facts = []
    if walk.row.waiting:
        words = how.show(walk.row.waiting)
        if walk.row.disputed:
            words = _("%(waiting)s, of which %(disputed)s disputed") % {
                "waiting": words,
                "disputed": how.show(walk.row.disputed),
            }
        # The list of entries is of all levels.
        facts.append(Fact(_("Waiting"), words, "#waiting" if walk.level else waiting))
    facts += [_apart(share, how) for share in walk.apart]
    if walk.row.claimed is not None:
        facts.append(Fact(_("Claimed"), how.show(walk.row.claimed), claims))
    if walk.row.last_year is not None:
        last = last_year_address(walk.row, row.code, walk.year, "", walk.level)
        own = reverse("explain", args=[row.code, walk.year, walk.indicator])
        own = address(own, {"level": walk.level})
        shown = how.show(walk.row.last_year)
        facts.append(Fact(_("Last year"), shown, "" if last == own else last))
    if walk.row.completion_percent is not None:
        facts.append(Fact(_("Of target"), f"{walk.row.completion_percent}%"))
    return tuple(facts)


APART = {
    "file": gettext_lazy("Matched by workbook"),
    "paper": gettext_lazy("Matched on paper"),
}


def _apart(share: Share, how: Measure) -> Fact:
    """Return what of the figure nobody of the other side matched by signing in."""
    lines = ngettext("%(n)s line", "%(n)s lines", share.lines) % {"n": share.lines}
    figure = how.show(share.value) if share.value is not None else ""
    listed = address(reverse("entries"), {"channel": share.channel})
    words = _("%(figure)s in %(lines)s") % {"figure": figure, "lines": lines} if figure else lines
    return Fact(str(APART[share.channel]), words, listed)


def _parts(
    walk: Explanation, whole_how: Measure, here: str, query: dict[str, str]
) -> tuple[Part, ...]:
    whole = max((part.value for part in walk.parts), default=0)
    if walk.row.denominator is None:
        whole = walk.value or whole
    found = []
    for part in walk.parts:
        same = _is_alike(part.unit, walk)
        how = whole_how if same else _measure_of_others(walk, part.unit, part.scale)
        figure = how.show(part.value)
        href = address(here, {**_which(query), "part": part.name}) + "#lines"
        is_open = query["part"] == part.name
        found.append(
            Part(
                name=part.label(language()),
                share=Tally(matched=max(part.value, 0), full=max(whole, 1)),
                share_words=how.with_unit(figure),
                figure=Cell(
                    figure if same else how.with_unit(figure), href="" if is_open else href
                ),
                lines=part.lines,
                open=is_open,
            )
        )
    return tuple(found)


def _is_alike(unit: str, walk: Explanation) -> bool:
    """Return whether a part in that unit is written as the figure itself is."""
    alike = unit == indicators()[walk.indicator].target_unit
    return alike and walk.row.denominator is None


def _measure_of_others(walk: Explanation, unit: str, scale: int) -> Measure:
    """Return how parts in another unit than the figure's own are written."""
    return measure(
        [part.value for part in walk.parts if part.unit == unit],
        counted_words(unit).label(language()),
        unit.split("/")[0],
        scale=scale,
        lang=language(),
    )


def _part_name(walk: Explanation, code: str) -> str:
    return next((part.label(language()) for part in walk.parts if part.name == code), "")


def _turn(here: str, query: dict[str, str], step: int, total: int) -> Link | None:
    number = page_number(query["page"]) + step
    if number < 1 or (number - 1) * ROWS >= total:
        return None
    words = _("Newer") if step < 0 else _("Older")
    return Link(words, address(here, {**_which(query), "page": str(number)}) + "#lines")


def _why(later: int | None, how: Measure) -> str:
    if not later:
        return ""
    return _("%(amount)s came to it later") % {"amount": how.signed(later)}
