"""How likely a meeting that is known is the one an announcement tells of. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.exchanges.rules.folding import folded

# Two sides' press may date one visit by its first and by its second day.
NEAR_DAYS = 2
# Reason → what it weighs; a name weighs for each of the first three that are shared.
WEIGHTS: Mapping[str, int] = {
    "same_day": 6,
    "near_day": 3,
    "same_month": 1,
    "same_place": 3,
    "near_place": 2,
    "same_kind": 1,
    "shared_names": 2,
    "same_pairing": 1,
}
MOST_NAMES = 3


@dataclass(frozen=True)
class Known:
    """What is told of an event, by an announcement or by the record of a meeting.

    Units: `day` is ISO text of a day or a month, or empty; `last_day` of a day; `around` are the
    places the place lies in and those that lie in it.
    """

    day: str
    kind: str
    place: str
    names: frozenset[str]
    pairing: str
    around: frozenset[str] = frozenset()
    last_day: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a meeting is likely: a key of WEIGHTS, and where names are shared, which."""

    code: str
    names: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """What it weighs."""
        return WEIGHTS[self.code] * (min(len(self.names), MOST_NAMES) if self.names else 1)


def window(day: str) -> tuple[date, date] | None:
    """Return the days among which a meeting of a day or a month is looked for.

    >>> [str(day) for day in window("2021-05-06")], [str(day) for day in window("2021-05")]
    (['2021-05-04', '2021-05-08'], ['2021-05-01', '2021-05-31'])
    """
    if len(day) == len("2021-05-06"):
        on = date.fromisoformat(day)
        return on - timedelta(NEAR_DAYS), on + timedelta(NEAR_DAYS)
    if len(day) == len("2021-05"):
        first = date.fromisoformat(f"{day}-01")
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    return None


def reasons_for(told: Known, meeting: Known) -> tuple[Reason, ...]:
    """Return why a meeting is likely the one told of, the weightiest first; without a reason in
    its day, none.

    >>> told = Known("2021-05-06", "visit", "cn-210100", frozenset({"张国清"}), "a")
    >>> held = Known("2021-05-07", "visit", "cn-210100", frozenset({"张国清", "胡忠雄"}), "b")
    >>> [(one.code, one.names) for one in reasons_for(told, held)]
    [('near_day', ()), ('same_place', ()), ('shared_names', ('张国清',)), ('same_kind', ())]
    """
    day = _day(told.day, meeting.day, meeting.last_day or meeting.day)
    if not day:
        return ()
    found = [Reason(day)]
    if told.place and meeting.place:
        if told.place == meeting.place:
            found.append(Reason("same_place"))
        elif told.place in meeting.around:
            found.append(Reason("near_place"))
    if told.kind == meeting.kind:
        found.append(Reason("same_kind"))
    if told.pairing == meeting.pairing:
        found.append(Reason("same_pairing"))
    found += _shared(told.names, meeting.names)
    return tuple(sorted(found, key=lambda one: -one.weight))


def _day(told: str, first: str, last: str) -> str:
    days = window(told)
    if days is None:
        return ""
    if len(told) < len(first):
        return "same_month" if days[0].isoformat() <= first <= days[1].isoformat() else ""
    if first <= told <= last:
        return "same_day"
    on = date.fromisoformat(told)
    near = min(abs((on - date.fromisoformat(day)).days) for day in (first, last))
    return "near_day" if near <= NEAR_DAYS else ""


def _shared(told: Collection[str], held: Collection[str]) -> list[Reason]:
    known = {folded(name) for name in held}
    both = tuple(sorted(name for name in told if folded(name) in known))
    return [Reason("shared_names", both)] if both else []
