"""What counts as right: one found thing answers at most one labelled thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

Thing = dict[str, Any]
# What was right, what is labelled and was not found, what was found and is not labelled.
Outcome = tuple[int, list[object], list[object]]


def compare(found: Thing, label: Thing) -> dict[str, Outcome]:
    """Return what each measure says of one announcement."""
    event, wanted = found["event"] or {}, label["event"]
    figures, labelled = found["figures"], label["figures"]
    people, named = found["participants"], label["participants"]
    return {
        "figures": _pairs(figures, labelled, _same_figure),
        "figures+indicator": _pairs(figures, labelled, _same_indicator),
        "figures+period": _pairs(figures, labelled, _same_period),
        "figures+qualifier": _pairs(figures, labelled, _same_qualifier),
        "participants": _pairs(people, named, _same("name", "position")),
        "participants: name": _pairs(people, named, _same("name")),
        "participants: side": _pairs(people, named, _same("name", "side")),
        "participants: region": _pairs(people, named, _same("name", "organisation_or_region")),
        "event date": _one(event.get("date"), wanted["date"]),
        "event place": _one(event.get("place"), wanted["place"], same_place),
        "event place, to the sign": _one(event.get("place"), wanted["place"]),
        "event kind": _one(event.get("kind"), wanted["kind"]),
        "regions": _pairs(event.get("regions") or [], wanted["regions"], lambda a, b: a == b),
        "commitments": _pairs(found["commitments"], label["commitments"], _same_clause),
        "commitments+modality": _pairs(
            found["commitments"], label["commitments"], _same_clause_and("modality")
        ),
        "commitments+kind": _pairs(
            found["commitments"], label["commitments"], _same_clause_and("kind")
        ),
        "agreements": _pairs(found["agreements"], label["agreements"], _same_title),
        "represented": _pairs(
            found.get("represented", []), label.get("represented") or [], _same("name", "position")
        ),
        "frameworks": _pairs(
            found.get("frameworks", []), label.get("frameworks") or [], _same_words
        ),
    }


def rates(counts: Counter[str]) -> tuple[str, str, str]:
    """Return precision, recall and F1, to three places; empty where there is nothing to say."""
    right = counts["right"]
    found, wanted = right + counts["wrong"], right + counts["missed"]
    precision = f"{right / found:.3f}" if found else ""
    recall = f"{right / wanted:.3f}" if wanted else ""
    return precision, recall, f"{2 * right / (found + wanted):.3f}" if found + wanted else ""


def _pairs(
    found: Iterable[Any], wanted: Iterable[Any], same: Callable[[Any, Any], bool]
) -> Outcome:
    left, right, wrong = list(wanted), 0, []
    for thing in found:
        hit = next((other for other in left if same(thing, other)), None)
        if hit is None:
            wrong.append(_short(thing))
        else:
            left.remove(hit)
            right += 1
    return right, [_short(thing) for thing in left], wrong


def _one(
    found: object, wanted: object, same: Callable[[Any, Any], bool] = lambda a, b: a == b
) -> Outcome:
    """Compare what there is one of; that there is none must be found too."""
    return (1, [], []) if same(found, wanted) else (0, [wanted], [found])


_KIND = re.compile(r" (?:Province|City|Prefecture|County|District)\b|[省市县區区縣州]")


def same_place(found: str | None, wanted: str | None) -> bool:
    """Whether two say the same place: 济南市 and 济南; a house in Dalian, and Dalian."""
    if not found or not wanted:
        return not found and not wanted
    a, b = _KIND.sub("", found), _KIND.sub("", wanted)
    return a in b or b in a


# Labels name some units by other words than the catalogue does.
_ONE_UNIT = {
    "ton": "tonne",
    "meter": "metre",
    "sq_m": "square-metre",
    "km2": "square-km",
    "batch": "count",
    "job": "count",
}


_MARKS = '“”"《》「」『』'


def _overlap(a: Thing, b: Thing) -> int:
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _same_figure(a: Thing, b: Thing) -> bool:
    same = Decimal(str(a["value"])) == Decimal(str(b["value"]))
    same = same and _ONE_UNIT.get(a["unit"], a["unit"]) == _ONE_UNIT.get(b["unit"], b["unit"])
    return same and _overlap(a, b) > 0


def _same_indicator(a: Thing, b: Thing) -> bool:
    return _same_figure(a, b) and a["indicator_code"] == b["indicator_code"]


def _same_period(a: Thing, b: Thing) -> bool:
    return _same_figure(a, b) and a["period"] == b["period"]


def _same_qualifier(a: Thing, b: Thing) -> bool:
    same = a["qualifier"] == b["qualifier"] and a["cumulative"] == b["cumulative"]
    return _same_figure(a, b) and same


def _same(*keys: str) -> Callable[[Thing, Thing], bool]:
    return lambda a, b: all(a[key] == b[key] for key in keys)


def _same_words(a: str, b: str) -> bool:
    """Whether two are the same words; the marks around a quoted name or a title are none."""
    return a.strip(_MARKS) == b.strip(_MARKS)


def _same_title(a: Thing, b: Thing) -> bool:
    return _same_words(a["title"], b["title"])


def _same_clause(a: Thing, b: Thing) -> bool:
    shared = _overlap(a, b)
    return shared * 2 >= (a["end"] - a["start"]) + (b["end"] - b["start"]) - shared


def _same_clause_and(key: str) -> Callable[[Thing, Thing], bool]:
    return lambda a, b: _same_clause(a, b) and a[key] == b[key]


def _short(thing: object) -> object:
    if not isinstance(thing, dict):
        return thing
    return {key: value for key, value in thing.items() if key not in ("start", "end")}
