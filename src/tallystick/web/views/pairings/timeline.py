"""A pairing's year in time: what was agreed, held, promised and posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.queries import posted_by_month
from tallystick.exchanges.queries.commitments import Asked, listed
from tallystick.exchanges.queries.meetings import meetings
from tallystick.kernel.actor import Actor
from tallystick.programme.models import AgreementVersion, Pairing
from tallystick.programme.queries import span
from tallystick.programme.queries.agreements import agreements
from tallystick.web import lanes
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Filter, Mark
from tallystick.web.contexts.timeline import MonthPosted, TimelinePage, TimelineRow
from tallystick.web.figures import month_name
from tallystick.web.views.filtering import filter_of
from tallystick.web.views.meetings.meetings import (
    meeting_address,
    meeting_kind,
    meeting_mark,
    meeting_title,
)
from tallystick.web.views.pairings.pairing import asked_year, find_or_404, tab_frame, year_filter
from tallystick.web.views.promises.agreements import agreement_address
from tallystick.web.views.promises.commitments import commitment_address, mark_of, words_of
from tallystick.web.views.shared import actor_of_request, page_of
from tallystick.web.views.showing import csv_file, show
from tallystick.web.wording import clauses, colon, in_words, language

AGREED, HELD, PROMISED = "agreed", "held", "promised"
KINDS = {
    AGREED: gettext_lazy("agreements"),
    HELD: gettext_lazy("meetings and visits"),
    PROMISED: gettext_lazy("commitments"),
}
# How a mark is coloured, by the code of its drawn state.
COLOURS = {"late": "wait", "broken": "red", "dropped": "quiet", "withdrawn": "quiet"}


@require_safe
@guard(SIGNED_IN)
def timeline_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a pairing's year in lanes, and the same rows as a table."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period, today = span(row), timezone.localdate()
    year, kind = asked_year(request, period), _kind(request)
    every = _rows(row, year, kind, actor, today)
    counts = posted_by_month(row, year, actor)
    months = tuple(
        MonthPosted(month_name(month, language()), counts.get(month, 0)) for month in range(1, 13)
    )
    rows, total, newer, older = page_of(request, every, (_("Earlier"), _("Later")))
    query, told = {"year": str(year), "kind": kind}, bool(every or counts)
    page = TimelinePage(
        **tab_frame(row, "timeline", request),
        title=_("Timeline"),
        filters=(year_filter(year, period), _kind_filter(kind)),
        year=year,
        heading=_("%(year)s: agreed, held, promised, posted") % {"year": year},
        findings=_findings(every, sum(counts.values())),
        drawn=_drawn(year, kind, every, months, today) if told else None,
        narrow=_drawn(year, kind, every, months, today, lanes.NARROW) if told else None,
        months=months,
        months_href=address(
            reverse("entries"), {"pairing": row.code, "year": str(year), "state": "posted"}
        ),
        rows=tuple(rows),
        total=total,
        newer=newer,
        older=older,
        csv_href=address(reverse("timeline-csv", args=[row.code]), query),
    )
    return show(request, "timeline", page)


def _kind(request: HttpRequest) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in KINDS else ""


def _kind_filter(kind: str) -> Filter:
    return filter_of("kind", _("Shown"), [(one, str(words)) for one, words in KINDS.items()], kind)


def _rows(row: Pairing, year: int, kind: str, actor: Actor, today: date) -> list[TimelineRow]:
    """Return what happened or stood in a year, earliest first."""
    found: list[TimelineRow] = []
    if kind in ("", AGREED):
        found += _agreed(row, year, actor)
    if kind in ("", HELD):
        found += [
            TimelineRow(
                HELD, one.held_on, meeting_kind(one), meeting_title(one), meeting_address(one),
                meeting_mark(one, today), one.ended_on,
            )
            for one in meetings(actor, pairing=row.code, year=year)
        ]  # fmt: skip
    if kind in ("", PROMISED):
        found += _promised(row, year, actor, today)
    return sorted(found, key=lambda one: (one.on, one.kind, one.title))


def _agreed(row: Pairing, year: int, actor: Actor) -> list[TimelineRow]:
    """Return the texts signed in a year; a later version of one is an amendment."""
    signed = AgreementVersion.State.SIGNED
    return [
        TimelineRow(
            AGREED,
            text.signed_on,
            _("Agreement") if text.number == 1 else _("Amendment"),
            in_words(one.title_en, one.title_zh),
            agreement_address(one),
            Mark("posted", capfirst(_("signed"))),
        )
        for one in agreements(actor, pairing=row.code)
        for text in one.versions.all()
        if text.state == signed and text.signed_on and text.signed_on.year == year
    ]


def _promised(row: Pairing, year: int, actor: Actor, today: date) -> list[TimelineRow]:
    """Return the commitments that bound in a year: from the day they were made to their end."""
    first = date(year, 1, 1)
    found = listed(actor, today=today, asked=Asked(pairing=row.code, during=year))
    rows = []
    for one in found.rows(found):
        made = one.commitment.begun_on or first
        until = one.ended_on or one.commitment.due_on
        if one.ended_on is None or one.ended_on >= first:
            rows.append(
                TimelineRow(
                    PROMISED, made, capfirst(_("commitment")), words_of(one.commitment),
                    commitment_address(one.commitment), mark_of(one, today), max(until, made),
                )
            )  # fmt: skip
    return rows


def _findings(rows: Sequence[TimelineRow], posted: int) -> str:
    """Return the drawing in a sentence, for a reader who does not see it."""
    counted = {code: sum(one.lane == code for one in rows) for code in KINDS}
    agreed = ngettext("%(n)s text signed", "%(n)s texts signed", counted[AGREED])
    held = ngettext("%(n)s meeting or visit", "%(n)s meetings or visits", counted[HELD])
    promised = ngettext("%(n)s commitment", "%(n)s commitments", counted[PROMISED])
    entries = ngettext("%(n)s entry posted", "%(n)s entries posted", posted)
    said = [
        words % {"n": number}
        for words, number in (
            (agreed, counted[AGREED]),
            (held, counted[HELD]),
            (promised, counted[PROMISED]),
            (entries, posted),
        )
    ]
    return clauses(*said) + _(".")


def _drawn(
    year: int,
    kind: str,
    rows: Sequence[TimelineRow],
    months: Sequence[MonthPosted],
    today: date,
    paper: lanes.Paper = lanes.WIDE,
) -> lanes.Lanes:
    shown = [code for code in KINDS if kind in ("", code)]
    parted = [
        (
            capfirst(str(KINDS[code])),
            [
                lanes.Mark(
                    one.on,
                    _drawn_words(code, one),
                    _colour(code, one),
                    one.until if code == PROMISED else None,
                    one.href,
                )
                for one in rows
                if one.lane == code
            ],
        )
        for code in shown
    ]
    return lanes.draw_lanes(year, parted, [(one.name, one.count) for one in months], today, paper)


def _drawn_words(code: str, one: TimelineRow) -> str:
    return colon(one.kind, one.title) if code == AGREED else one.title


def _colour(code: str, one: TimelineRow) -> str:
    if code == AGREED:
        return "ts-t-text"
    state = one.mark.code if one.mark else ""
    return f"ts-t-{COLOURS.get(state, 'on' if state in ('kept', 'posted') else 'half')}"


@require_safe
@guard(SIGNED_IN)
def timeline_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the same rows, and the months' posted entries."""
    actor, today = actor_of_request(request), timezone.localdate()
    row = find_or_404(code, actor)
    year = asked_year(request, span(row))
    frame = [row.code, row.programme.invented]
    lines = [
        [*frame, one.lane, one.on.isoformat(), one.until.isoformat() if one.until else "", one.kind,
         one.title, one.mark.words if one.mark else "", ""]
        for one in _rows(row, year, _kind(request), actor, today)
    ]  # fmt: skip
    lines += [
        [*frame, "posted", f"{year}-{month:02d}", "", "", "", "", count]
        for month, count in posted_by_month(row, year, actor).items()
    ]
    head = ["pairing", "invented", "lane", "on", "until", "kind", "title", "stands", "entries"]
    return csv_file(f"{row.code}-timeline-{year}", head, lines)
