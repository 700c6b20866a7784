"""What announcements of one meeting say, side by side, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.exchanges.models import Meeting, Readout, ReadoutItem
from tallystick.exchanges.queries.comparing import Comparison
from tallystick.exchanges.rules.comparing import Compared, Said, Verdict
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.models import Region
from tallystick.web.contexts.readouts import PressRow, PressTable, Saying, Told
from tallystick.web.contexts.shared import Mark
from tallystick.web.figures import published_text
from tallystick.web.views.claims.printed_figures import printed_words
from tallystick.web.wording import colon, language, place

MARKS: Mapping[Verdict, Callable[[], Mark]] = {
    "differs": lambda: Mark("disputed", _("Differs")),
    "one_side": lambda: Mark("submitted", _("One side alone")),
    "same": lambda: Mark("matched", _("The same")),
}
OF_EVENT = {"date": lambda: _("Day"), "place": lambda: _("Where"), "kind": lambda: _("Kind")}


def press_table(found: Comparison) -> PressTable | None:
    """Return what both sides' press says of a meeting, first what differs; None where one side
    alone was heard. One query for the places.
    """
    if not found.rows:
        return None
    codes = {said.value for row in found.rows if row.about == "place" for said in row.said}
    places = {region.code: place(region) for region in Region.objects.filter(code__in=codes)}
    presses = tuple(capfirst(str(Readout.Side(side).label)) for side in found.sides)
    return PressTable(
        presses, tuple(_row(row, found, presses, places) for row in found.rows), _counts(found)
    )


def differing_items(found: Comparison, code: str) -> frozenset[int]:
    """Return the numbers of the items of a readout that another side's press contradicts."""
    return frozenset(
        said.n for row in found.of("differs") for said in row.said if said.readout == code
    )


def _counts(found: Comparison) -> tuple[Mark, ...]:
    counted = ((mark(), len(found.of(verdict))) for verdict, mark in MARKS.items())
    return tuple(Mark(mark.code, colon(mark.words, f"{n:,}")) for mark, n in counted if n)


def _row(
    row: Compared, found: Comparison, presses: tuple[str, ...], places: dict[str, str]
) -> PressRow:
    label = _label(row)
    says = tuple(
        Saying(press, tuple(_told(row, s, label, places) for s in row.said if s.side == side))
        for side, press in zip(found.sides, presses, strict=True)
    )
    return PressRow(label, MARKS[row.verdict](), says)


def _told(row: Compared, said: Said, label: str, places: dict[str, str]) -> Told:
    href = f"{reverse('readout', args=[said.readout])}#d{said.n}"
    value = _value(row, said.value, said.unit, places)
    # Where there is no value, the words themselves are what is said; a name is said once.
    words = said.words if value and said.words not in (value, label) else ""
    return Told(value or said.words, words, href)


def _label(row: Compared) -> str:
    if row.kind == "event":
        return OF_EVENT[row.about]()
    kind = capfirst(str(ReadoutItem.Kind(row.kind).label))
    if row.kind in ("person", "represented"):
        return row.said[0].words
    known = indicators().get(row.about)
    if known is None:
        return kind
    start, end, as_of = (published_text(day, language()) for day in row.days)
    days = as_of or (f"{start or '…'} – {end or '…'}" if start or end else "")
    return colon(known.name(language()), days) if days else known.name(language())


def _value(row: Compared, value: str, unit: str, places: dict[str, str]) -> str:
    """Return what is compared as a reader writes it."""
    if row.kind == "event" and row.about == "date":
        return published_text(value, language())
    if row.kind == "event" and row.about == "place":
        return places.get(value, value)
    if row.kind == "event":
        return str(Meeting.Kind(value).label) if value in Meeting.Kind.values else value
    if row.kind != "figure":
        return value
    return printed_words(value, unit)
