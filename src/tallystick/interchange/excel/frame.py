"""For whom a workbook is: pairing, side, office and period, and the lists she may choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.utils import timezone

from tallystick.access.models import Office
from tallystick.access.queries import require
from tallystick.access.rules import Sides
from tallystick.entries.models import Entry
from tallystick.entries.policy import ROWS
from tallystick.interchange.excel.columns import NOT_ENTERED, SheetForm, forms
from tallystick.interchange.excel.words import LANGUAGES
from tallystick.journal.queries import pipelines_between
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import (
    book_of,
    duties,
    line_of,
    other,
    pairing,
    side_name,
    side_region,
)
from tallystick.programme.queries.agreements import promised_indicators
from tallystick.programme.rules.fed import measures_of
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import period_days
from tallystick.regions.models import Region
from tallystick.regions.queries import below, children

MOST_THINGS = 2000
FIRST_YEAR = 1949
QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})年?(?:[-/.]?[Qq第](?P<quarter>[1-4一二三四])(?:季度?)?"
    r"|[-/.]?(?P<month>[0-9]{1,2})月?)?"
)


@dataclass(frozen=True)
class Frame:
    """What a workbook is about. `series` begins the names of its rows: same frame, same series.

    Units: `start` to `end` are the days of the period, both included; `taken` maps a pipeline to
    the greatest row number that entries of this series bear.
    """

    pairing: Pairing
    side: str
    office: str
    office_name: Words
    period: str
    start: date
    end: date
    lang: str
    series: str
    forms: tuple[SheetForm, ...]
    taken: Mapping[str, int]

    @property
    def invented(self) -> bool:
        """Whether the programme is an example."""
        return self.pairing.programme.invented

    @property
    def title(self) -> Words:
        """The two regions."""
        near, far = self.pairing.supporting, self.pairing.supported
        return Words(
            f"{near.name_en} – {far.name_en}",
            f"{near.name_zh or near.name_en} – {far.name_zh or far.name_en}",
        )


def read_period(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a month, a quarter or a year, None for what is none.

    >>> read_period("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    >>> read_period("2020-Q3")
    (datetime.date(2020, 7, 1), datetime.date(2020, 9, 30))
    >>> read_period("2020-13") is None, read_period("soon") is None
    (True, True)
    """
    held = period_days(text)
    if held is None or held.start is None or held.end is None:
        return None
    return (held.start, held.end) if held.start.year >= FIRST_YEAR else None


def period_asked(text: str) -> str:
    """Return a period as it is kept, from the ways in which people write it; else the text.

    >>> [period_asked(t) for t in ("2026年9月", "2026年第3季度", "2026年", "2026/9", "2026q3")]
    ['2026-09', '2026-Q3', '2026', '2026-09', '2026-Q3']
    >>> period_asked(" 2020-03 "), period_asked("soon")
    ('2020-03', 'soon')
    """
    words = "".join(normalize("NFKC", text).split())
    found = _WRITTEN.fullmatch(words)
    if found is None:
        return words
    year, quarter, month = found["year"], found["quarter"], found["month"]
    if quarter:
        return f"{year}-Q{QUARTERS.get(quarter, quarter)}"
    return f"{year}-{int(month):02d}" if month else year


def entry_frame(
    *,
    pairing_code: str,
    side: str,
    period: str,
    lang: str,
    by: Actor,
    wanted: Sequence[str] = (),
) -> Frame:
    """Return what one clerk's workbook is about; `wanted` names its pipelines, else those in use.

    Raises: Refused with every fault; NotFound for a pairing out of sight; Forbidden for who
    enters for neither side of it, or not for this one.
    """
    period = period_asked(period)
    span = read_period(period)
    faults: list[Problem] = [*_faults(side, lang, wanted)]
    if span is None:
        faults.append(Refused.of("no-period", path="period", value=period[:20]).problems[0])
    if faults or span is None:
        raise Refused(faults)
    row = pairing(pairing_code, actor=by)
    own = Sides(below(side_region(row, side)))
    seat = require(by, ROWS["entries.report"], own, scope=side_name(row, side))
    places = {side: _places(seat.region), other(side): _places(side_region(row, other(side)))}
    used = tuple(wanted) or in_use(row, by)
    series = _series(row, side, period, by, seat)
    return Frame(
        pairing=row,
        side=side,
        office=seat.office,
        office_name=_office_name(seat.office),
        period=period,
        start=span[0],
        end=span[1],
        lang=lang,
        series=series,
        forms=forms(
            used,
            regions=places["supported"],
            partners=places["supporting"],
            things=_things(row, used),
        ),
        taken=_taken(row, side, series),
    )


def _faults(side: str, lang: str, wanted: Sequence[str]) -> Iterator[Problem]:
    if side not in ("supporting", "supported"):
        yield Refused.of("not-a-side", path="side", value=side[:20]).problems[0]
    if lang not in LANGUAGES:
        choices = ", ".join(LANGUAGES)
        yield Refused.of("not-one-of", path="lang", value=lang[:20], choices=choices).problems[0]
    for code in wanted:
        if code not in pipelines() or code in NOT_ENTERED:
            yield Refused.of("not-found", path="pipelines", what="pipeline", code=code).problems[0]


def in_use(row: Pairing, by: Actor) -> tuple[str, ...]:
    """Return the pipelines that are reported here; all of them where nothing tells.

    Those of which she sees entries in the book, of which something is posted between the two
    sides, towards which something is promised, and for which a deadline of their own was agreed.
    """
    line = line_of(row)
    seen = Entry.objects.visible_to(by).filter(book=book_of(row))
    used = set(seen.order_by().values_list("pipeline", flat=True))
    sides = below(row.supported.code), below(row.supporting.code)
    used |= pipelines_between(book_of(row).code, *sides)
    promised = promised_indicators(line)
    used |= {measure.pipeline for code in promised for measure in measures_of(code)}
    agreed = duties([row.pk]).get(row.pk)
    own = agreed.rows if agreed else {}
    used |= {code for code, duty in own.items() if duty.cadence != "none"}
    enterable = tuple(code for code in pipelines() if code not in NOT_ENTERED)
    return tuple(code for code in enterable if code in used) or enterable


def _series(row: Pairing, side: str, period: str, by: Actor, seat: Seat) -> str:
    told = "|".join((row.code, side, period, seat.office, by.username))
    return f"{period}-{sha256_hex(told.encode())[:8]}"


def _taken(row: Pairing, side: str, series: str) -> dict[str, int]:
    """Return the greatest number in use a pipeline, so that a second workbook goes on from it."""
    found = Entry.objects.filter(
        pairing=row, side=side, own_reference__startswith=f"{series}-"
    ).values_list("pipeline", "own_reference")
    taken: dict[str, int] = {}
    for pipeline, reference in found:
        last = reference.rsplit("-", 1)[1]
        if last.isdecimal():
            taken[pipeline] = max(taken.get(pipeline, 0), int(last))
    return taken


def _places(code: str) -> dict[str, Words]:
    """Return a place and those directly under it; names borne twice are told apart by code."""
    top = Region.objects.get(code=code)
    return told_apart(
        (region.code, region.name_en, region.name_zh)
        for region in (top, *children(code, on=timezone.localdate()))
    )


def _things(row: Pairing, used: Iterable[str]) -> dict[str, dict[str, Words]]:
    places = below(row.supported.code)
    found = Thing.objects.filter(pipeline__in=list(used), region__code__in=places)
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for thing in found.order_by("pipeline", "code")[:MOST_THINGS]:
        rows.setdefault(thing.pipeline, []).append((thing.code, thing.name_en, thing.name_zh))
    return {pipeline: told_apart(named) for pipeline, named in rows.items()}


def told_apart(rows: Iterable[tuple[str, str, str]]) -> dict[str, Words]:
    """Return code → names; where two share a name in either language, both bear their code too.

    >>> told_apart([("a", "Mill", "磨"), ("b", "Mill", "坊")])["b"].en
    'Mill (b)'
    """
    kept = [(code, en, zh or en) for code, en, zh in rows]
    english, chinese = [en for _, en, _ in kept], [zh for _, _, zh in kept]
    return {
        code: Words(f"{en} ({code})", f"{zh} ({code})")
        if english.count(en) > 1 or chinese.count(zh) > 1
        else Words(en, zh)
        for code, en, zh in kept
    }


def _office_name(code: str) -> Words:
    office = Office.objects.get(code=code)
    return Words(office.name_en, office.name_zh or office.name_en)
