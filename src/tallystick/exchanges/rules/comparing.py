"""What announcements of one meeting say alike, and where they differ. Plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from tallystick.exchanges.rules.folding import folded
from tallystick.exchanges.rules.proposing import Values
from tallystick.exchanges.rules.readouts import ITEM_KINDS
from tallystick.indicators.rules.comparing.fitting import fit
from tallystick.indicators.rules.comparing.said import Said as FigureSaid
from tallystick.indicators.rules.comparing.said import exact
from tallystick.indicators.rules.printed import OUTSIDE

Verdict = Literal["same", "differs", "one_side"]
# What is compared of the event, one row each.
OF_EVENT = ("date", "place", "kind")


@dataclass(frozen=True)
class Said:
    """What one announcement says of a thing, with the item that says it.

    Units: `side` is whose press; `value` is compared and shown, `unit` that of a figure.
    """

    readout: str
    side: str
    n: int
    words: str
    value: str
    unit: str = ""
    hedge: str = ""


@dataclass(frozen=True)
class Compared:
    """One thing that announcements of a meeting speak of.

    Units: `kind` is that of the items; `about` what tells it from others of its kind: date, place
    or kind of the event, a person's name, an indicator, a title. `field` is what differs: the
    post of a person, the value of a figure, or nothing. `days` are those of a figure.
    """

    kind: str
    about: str
    verdict: Verdict
    said: tuple[Said, ...]
    field: str = ""
    days: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Telling:
    """One item as it is compared: its values, as read or as a person corrected them."""

    readout: str
    side: str
    n: int
    kind: str
    words: str
    values: Values


def compare(tellings: Iterable[Telling], sides: Sequence[str]) -> list[Compared]:
    """Return what is said of each thing, first what differs, then what one side alone says.

    `sides` are whose press was heard, at least two; a thing that only one of them names is
    one-sided even where two of its announcements do.
    """
    heard: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for telling in tellings:
        for key in _keys(telling):
            heard[key].append(telling)
    found = [_compared(key, told, sides) for key, told in heard.items()]
    order = {"differs": 0, "one_side": 1, "same": 2}
    return sorted(found, key=lambda one: (order[one.verdict], ITEM_KINDS.index(one.kind)))


def _keys(telling: Telling) -> Iterator[tuple[str, ...]]:
    """Yield by what two tellings speak of one thing; an empty value says nothing of it."""
    kind, values = telling.kind, telling.values
    if kind == "event":
        yield from ((kind, part) for part in OF_EVENT if values[part])
    elif kind in ("person", "represented"):
        yield kind, folded(values["name"])
    elif kind == "figure":
        days = (values["start"], values["end"], values["as_of"])
        part = values["breakdown"] if values["indicator"] == OUTSIDE else _part(values)
        yield kind, values["indicator"], *days, values["status"], part
    else:
        text = next((values[name] for name in _TEXTS[kind] if values.get(name)), telling.words)
        yield kind, folded(text)


_TEXTS = {
    "commitment": ("text_en", "text_zh"),
    "agreement": ("agreement", "title"),
    "framework": ("framework", "name"),
    "achievement": ("text",),
}


def _part(values: Values) -> str:
    """Return the part a figure covers, and its unit: people and person-times are two things."""
    return f"{values['breakdown']}|{values['unit']}|{values['cumulative']}"


def _compared(key: tuple[str, ...], told: Sequence[Telling], sides: Sequence[str]) -> Compared:
    kind = key[0]
    said = tuple(_said(one, key) for one in told)
    heard = {one.side for one in said}
    missing = [side for side in sides if side not in heard]
    verdict: Verdict = "differs" if _differ(kind, said) else "one_side" if missing else "same"
    return Compared(
        kind,
        _about(kind, key, told[0]),
        verdict,
        said,
        _FIELD.get(kind, "") if verdict == "differs" else "",
        _days(told[0]) if kind == "figure" else ("", "", ""),
    )


def _differ(kind: str, said: Sequence[Said]) -> bool:
    """Return whether two of them cannot both be true; where one says nothing, they can."""
    told = [one for one in said if one.value]
    if kind != "figure":
        return len({folded(one.value) for one in told}) > 1
    figures = [_as_figure(one) for one in told]
    return any(not fit(one, other) for one, other in combinations(figures, 2))


def _as_figure(one: Said) -> FigureSaid:
    value, place = exact(one.value)
    nowhere: frozenset[str] = frozenset()
    return FigureSaid(
        key="", indicator="", printed=one.words, value=value, place=place, unit=one.unit,
        hedge=one.hedge, parties=("", ""), east=nowhere, west=nowhere,
    )  # fmt: skip


_FIELD = {"event": "value", "person": "post", "represented": "post", "figure": "value"}


def _said(one: Telling, key: tuple[str, ...]) -> Said:
    values = one.values
    value = {
        "event": values.get(key[1], ""),
        "person": values.get("post", ""),
        "represented": values.get("post", ""),
        "figure": values.get("value", ""),
    }.get(one.kind, "")
    unit = values["unit"] if one.kind == "figure" else ""
    hedge = values["qualifier"] if one.kind == "figure" else ""
    return Said(one.readout, one.side, one.n, one.words, value, unit, hedge)


def _about(kind: str, key: tuple[str, ...], first: Telling) -> str:
    if kind in ("event", "figure"):
        return key[1]
    if kind in ("person", "represented"):
        return first.values["name"]
    return first.words


def _days(first: Telling) -> tuple[str, str, str]:
    return first.values["start"], first.values["end"], first.values["as_of"]
