"""What announcements of one meeting say, side by side, in the reader's words."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.exchanges.models import Meeting, Readout, ReadoutItem
from tallystick.exchanges.queries.comparing import Comparison
from tallystick.exchanges.rules.comparing import Compared
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.models import Region
from tallystick.web.contexts.readouts import PressRow, Saying
from tallystick.web.contexts.shared import Mark
from tallystick.web.figures import published_text
from tallystick.web.views.printed_figures import printed_words
from tallystick.web.wording import colon, in_chinese, language, place

MARKS = {
    "differs": lambda: Mark("disputed", _("Differs")),
    "one_side": lambda: Mark("submitted", _("One side alone")),
    "same": lambda: Mark("matched", _("The same")),
}
OF_EVENT = {"date": lambda: _("Day"), "place": lambda: _("Where"), "kind": lambda: _("Kind")}


def presses_of(found: Comparison) -> tuple[str, ...]:
    """Return whose press was heard, a column each."""
    return tuple(capfirst(str(Readout.Side(side).label)) for side in found.sides)


def press_rows(found: Comparison) -> tuple[PressRow, ...]:
    """Return what announcements of a meeting say, first what differs; one query for the places."""
    codes = {said.value for row in found.rows if row.about == "place" for said in row.said}
    places = {region.code: place(region) for region in Region.objects.filter(code__in=codes)}
    return tuple(_row(row, found, places) for row in found.rows)


def _row(row: Compared, found: Comparison, places: dict[str, str]) -> PressRow:
    says = []
    for side, press in zip(found.sides, presses_of(found), strict=True):
        told = dict.fromkeys(
            _value(row, said.value, said.unit, places) for said in row.said if said.side == side
        )
        says.append(Saying(press, ("；" if in_chinese() else "; ").join(told)))
    return PressRow(_label(row), MARKS[row.verdict](), tuple(says))


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
        return value or _("named")
    return printed_words(value, unit)
