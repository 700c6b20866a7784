"""One pairing: its two sides, and the scorecard of a year as it was known on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.queries import CarriedIn
from tallystick.entries.queries.reportable import Reportable, reportable
from tallystick.indicators.queries import Scorecard
from tallystick.kernel.actor import Actor
from tallystick.kernel.period import Period
from tallystick.kernel.problem import NotFound, Problem
from tallystick.kernel.text import visible
from tallystick.programme.models import AgreementVersion, Pairing, PairingRule
from tallystick.programme.queries import pairing, policy_for, span
from tallystick.programme.queries.agreements import TargetTexts
from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators
from tallystick.programme.rules.pipelines import pipelines
from tallystick.web.addresses import address
from tallystick.web.contexts.pairings import FromBefore, PairingPage, SideName
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link
from tallystick.web.figures import day_text, span_text
from tallystick.web.views.pairings.narrowing import narrowed_or_whole
from tallystick.web.views.pairings.pairings import level_words, span_words
from tallystick.web.views.pairings.posted_days import posted_days
from tallystick.web.views.pairings.score_rows import chart_of, charted, groups_of, shows_all
from tallystick.web.views.promises.agreements import agreement_address
from tallystick.web.views.shared import actor_of_request, foot_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import amount_said, in_words, language, pairing_name, place, place_then


@require_safe
@guard(SIGNED_IN)
def pairing_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the scorecard; year, day, level, framework and workstream are in the address."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period = span(row)
    year, as_of = asked_year(request, period), asked_day(request)
    workstream, chart = request.GET.get("workstream", ""), request.GET.get("chart", "")
    asked = narrowed_or_whole(request, row, actor, year=year, as_of=as_of)
    card = asked.card
    # Where nothing was agreed there is nothing to shorten the list by.
    asked_all = request.GET.get("rows") == "all"
    every = shows_all(card, asked=asked_all)
    query = {"year": str(year), "as_of": as_of.isoformat() if as_of else "", **asked.query}
    foot = foot_of(row, as_of)
    page = PairingPage(
        section="pairings",
        title=pairing_name(row),
        invented=row.programme.invented,
        foot=foot,
        programme=in_words(row.programme.name_en, row.programme.name_zh),
        level=level_words(row.level),
        supporting=_side(row, "supporting"),
        supported=_side(row, "supported"),
        facts=_facts(row, period, card.texts),
        tabs=tabs_of(row, "scorecard", request),
        filters=(
            *_filters(year, workstream, asked_all, period),
            *asked.filters(),
            _chart_filter(card, chart),
        ),
        narrowed=asked.words(),
        as_of=query["as_of"],
        as_of_words=as_of_words(as_of),
        posted=posted_days(request, row, foot, as_of),
        heading=_heading(card),
        summary=summary_of(card),
        apart=apart_links(card),
        months_heading=_("Jan – Dec"),
        groups=groups_of(card, row, query, workstream, every=every),
        chart=chart_of(card, chart, query["as_of"]),
        csv_href=address(reverse("scorecard-csv", args=[row.code]), query),
        brief_href=address(
            reverse("pairing-brief", args=[row.code]),
            {**query, "rows": request.GET.get("rows", "")},
        ),
        before=from_before(card.carried_in),
    )
    return show(request, "pairing", page)


def from_before(found: Iterable[CarriedIn]) -> tuple[FromBefore, ...]:
    """Return what was brought in from before the book, as a table shows it."""
    return tuple(
        FromBefore(
            what=_reached(one),
            where=place_then(one.region, one.on),
            on=one.on,
            figure=amount_said(one.amount, one.unit),
            source=one.source,
            entry=Link(one.number, reverse("entry", args=[one.number])),
        )
        for one in found
    )


def _reached(one: CarriedIn) -> str:
    kind = pipelines()[one.pipeline]
    return f"{kind.label(language())} · {kind.stages[one.stage].label(language())}"


def tabs_of(row: Pairing, current: str, request: HttpRequest) -> tuple[Link, ...]:
    """Return the views of one pairing; each is an address of its own, of the year and day asked."""
    views = (
        ("pairing", _("Scorecard"), "scorecard"),
        ("stages", _("Stages"), "stages"),
        ("funds", _("Funds"), "funds"),
        ("timeline", _("Timeline"), "timeline"),
        ("map", _("Map"), "map"),
        ("pairing-frameworks", _("By framework"), "frameworks"),
        ("press", _("Press"), "press"),
    )
    kept = kept_of(request)
    return tuple(
        Link(words, address(reverse(name, args=[row.code]), kept), current == view)
        for name, words, view in views
    )


def kept_of(request: HttpRequest) -> dict[str, str]:
    """Return what the reader chose that holds for every view of a pairing: the year and the day."""
    year = year_of(request.GET.get("year", ""))
    day = "" if unread_day(request) else request.GET.get("as_of", "")
    return {"year": str(year or ""), "as_of": day}


def tab_frame(
    row: Pairing, current: str, request: HttpRequest, as_of: date | None = None
) -> dict[str, Any]:
    """Return what every `PairingTab` says: whose it is, its tabs, and as of which day."""
    return {
        "section": "pairings",
        "invented": row.programme.invented,
        "foot": foot_of(row, as_of),
        "lead": pairing_name(row),
        "lead_href": address(reverse("pairing", args=[row.code]), kept_of(request)),
        "tabs": tabs_of(row, current, request),
        "as_of": as_of.isoformat() if as_of else "",
        "as_of_words": as_of_words(as_of),
    }


def find_or_404(code: str, actor: Actor) -> Pairing:
    """Return a pairing the reader sees; what she does not see is not there."""
    try:
        return pairing(code, actor=actor)
    except NotFound as hidden:
        raise Http404(code) from hidden


def reporting_or_404(code: str, actor: Actor) -> tuple[Pairing, Reportable]:
    """Return a pairing the reader reports for, and what of it; to others the form is not there."""
    pairing = find_or_404(code, actor)
    reach = reportable(pairing, actor)
    if reach is None:
        raise Http404(code)
    return pairing, reach


def asked_year(request: HttpRequest, period: Period) -> int:
    """Return the year asked for, else the last one in which the pairing held."""
    if year := year_of(request.GET.get("year", "")):
        return year
    today = timezone.localdate()
    return min(period.end, today).year if period.end else today.year


def asked_day(request: HttpRequest) -> date | None:
    """Return the day whose knowledge is asked for; None is now, and what is no day is told so."""
    if fault := unread_day(request):
        instead = _("What is known today is shown.")
        messages.error(request, f"{fault} {instead}")
        return None
    text = request.GET.get("as_of", "")
    return date.fromisoformat(text) if text else None


def unread_day(request: HttpRequest) -> str:
    """Return what is wrong with the day that is asked for, in a sentence; empty where nothing is.

    A page says it beside today's figures; a file, on which nobody could read it, is refused.
    """
    text = request.GET.get("as_of", "")
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        return Problem("no-date", "as_of", value=visible(text[:20])).sentence(language())
    return ""


def refused_file(fault: str) -> HttpResponse:
    """Return why a file is not handed out."""
    return HttpResponse(fault, "text/plain; charset=utf-8", status=422)


def _side(row: Pairing, side: str) -> SideName:
    region = row.supporting if side == "supporting" else row.supported
    over = region.above.filter(depth=1).select_related("ancestor").first()
    within = place(over.ancestor) if over and over.ancestor.kind != "country" else ""
    return SideName(place(region), within)


def _facts(row: Pairing, period: Period, texts: TargetTexts) -> tuple[Fact, ...]:
    facts = [Fact(_("Valid"), span_words(period))]
    if texts.bears:
        facts.append(_signed(_("Agreement"), texts.bears))
    if texts.since:
        facts.append(_signed(_("Signed since, not in these targets"), texts.since))
    listed = reverse("pairing-agreements", args=[row.code])
    facts.append(Fact(_("Texts"), _("Agreements"), listed))
    promised = address(reverse("commitments"), {"pairing": row.code})
    facts.append(Fact(_("Promises"), _("Commitments"), promised))
    policy, reason = policy_for(row, "", on=timezone.localdate())
    how = str(PairingRule.Value(policy).label)
    said = _("%(policy)s: %(reason)s") % {"policy": how, "reason": reason} if reason else how
    facts.append(Fact(_("Matching"), said, reverse("pairing-rules", args=[row.code])))
    asked = reverse("pairing-calendar", args=[row.code])
    facts.append(Fact(_("Reports"), _("when they are due"), asked))
    who = reverse("who-may-act", args=[row.code])
    facts.append(Fact(_("People"), _("who may act"), who))
    return tuple(facts)


def _signed(label: str, version: AgreementVersion) -> Fact:
    words = _("%(year)s, version %(number)s, signed %(day)s") % {
        "year": version.agreement.year,
        "number": version.number,
        "day": day_text(version.signed_on, language()),
    }
    return Fact(label, words, agreement_address(version.agreement))


def year_filter(year: int, period: Period) -> Filter:
    """Return the years in which a pairing held, ten at most, and the one that is asked for."""
    last = min(period.end, timezone.localdate()).year if period.end else timezone.localdate().year
    first = max(period.start.year if period.start else last - 9, last - 9)
    years = sorted({year, *range(first, last + 1)}, reverse=True)
    return Filter("year", _("Year"), tuple(Choice(str(y), str(y), y == year) for y in years))


def _filters(year: int, workstream: str, every: bool, period: Period) -> tuple[Filter, ...]:
    return (
        year_filter(year, period),
        Filter(
            "workstream",
            _("Workstream"),
            (
                Choice("", _("all"), not workstream),
                *(
                    Choice(code, words.label(language()), code == workstream)
                    for code, words in WORKSTREAMS.items()
                ),
            ),
        ),
        Filter(
            "rows",
            _("Rows"),
            (
                # A year without any shows all, and the choice stays: the next year is short again.
                Choice("", _("target or claim, else all"), not every),
                Choice("all", _("all in use"), every),
            ),
        ),
    )


def _chart_filter(card: Scorecard, chosen: str) -> Filter:
    known = indicators()
    return Filter(
        "chart",
        _("By month"),
        (
            Choice("", _("first with a target"), not chosen),
            *(
                Choice(
                    row.indicator, known[row.indicator].name(language()), row.indicator == chosen
                )
                for row in charted(card)
            ),
        ),
    )


def as_of_words(as_of: date | None) -> str:
    """Return what a page as of an earlier day says of itself."""
    if as_of is None:
        return ""
    words = _("As recorded by the end of %(day)s. What came to light later is not in it.")
    return words % {"day": day_text(as_of, language())}


def _heading(card: Scorecard) -> str:
    if card.window is None:
        return _("Scorecard %(year)s") % {"year": card.year}
    days = span_text(card.window.since, card.window.until, language())
    return _("Scorecard, %(span)s") % {"span": days}


def apart_links(card: Scorecard) -> tuple[Link, ...]:
    """Return how many entries under a scorecard were matched by workbook or on paper, and where."""
    words = {
        "file": lambda n: ngettext(
            "%(n)s entry matched by workbook", "%(n)s entries matched by workbook", n
        ),
        "paper": lambda n: ngettext(
            "%(n)s entry matched on paper", "%(n)s entries matched on paper", n
        ),
    }
    year = str(card.year)
    return tuple(
        Link(words[way](n) % {"n": n}, address(reverse("entries"), {"channel": way, "year": year}))
        for way, n in card.apart.items()
        if n
    )


def summary_of(card: Scorecard) -> str:
    """Return how many targets of a year are reached, and how many of them do not bind.

    Nothing for one level of places: targets are of all levels together.
    """
    if card.level:
        return ""
    targeted = [row for row in card.rows if row.target]
    reached = [
        row for row in targeted if row.matched is not None and row.matched >= (row.target or 0)
    ]
    if not targeted and card.framework:
        return _("None of these indicators has a target.")
    if not targeted:
        return _("No target is in the book.")
    loose = sum(1 for row in card.rows for f in row.flags if f.code == "target_does_not_bind")
    words = ngettext(
        "%(reached)s of %(all)s target reached",
        "%(reached)s of %(all)s targets reached",
        len(targeted),
    ) % {"reached": len(reached), "all": len(targeted)}
    if loose:
        words += ngettext(", %(loose)s does not bind", ", %(loose)s do not bind", loose) % {
            "loose": loose
        }
    return words
