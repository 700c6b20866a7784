"""Which indicator a figure reports: the first rule whose words stand around it, nearest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tallystick.extraction.concepts import table
from tallystick.extraction.zones import Zones

Needs = tuple[frozenset[str], ...]
_NONE: frozenset[str] = frozenset()
_PERSONS = ("person", "person-time")
# How often a code is right that was found in the phrase, the clause, the sentence …
SURE, LIKELY, UNSURE = 95, 80, 60


@dataclass(frozen=True)
class Rule:
    """Words that must and must not stand around a figure of one kind of unit."""

    code: str | None
    head: Needs
    near: Needs
    own: Needs
    clause: Needs
    around: Needs
    after: frozenset[str]
    without: frozenset[str]
    never: frozenset[str]
    weak: bool


@dataclass(frozen=True)
class Reading:
    """What the rules say: no rule held, or one that gives a code or says that none fits."""

    decided: bool = False
    code: str | None = None
    confidence: int = 90


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by kind of unit, in order."""
    return {kind: tuple(map(_rule, found)) for kind, found in table()["rules"].items()}


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        row["code"],
        _needs([*row.get("head", ()), *row.get("and", ())]),
        _needs(row.get("near", ())),
        _needs(row.get("own", ())),
        _needs(row.get("clause", ())),
        _needs(row.get("with", ())),
        frozenset(row.get("after", ())),
        frozenset(row.get("not", ())),
        frozenset(row.get("never", ())),
        bool(row.get("weak")),
    )


def _needs(words: Sequence[str]) -> Needs:
    return tuple(frozenset(word.split("|")) for word in words)


def kind_of(unit: str) -> str:
    """Return the kind of unit by which rules are kept.

    >>> kind_of("CNY/month"), kind_of("person-time"), kind_of("km")
    ('money', 'person', 'size')
    """
    if unit[:3].isupper() and not unit[3:4].isalpha():
        return "money"
    if unit in _PERSONS:
        return "person"
    if unit == "job":
        return "count"
    if unit in ("percent", "session", "household", "count", "batch"):
        return unit
    return "size"


def read_indicator(unit: str, zones: Zones, seen: frozenset[str]) -> Reading:
    """Return the code of a figure. `seen` are the codes of figures before it in the sentence."""
    listed = rules().get(kind_of(unit), ())
    if "/" in unit:
        per = frozenset((f"per-{unit.partition('/')[2]}",))
        zones = replace(zones, own=zones.own | per, clause=zones.clause | per)
    for near, confidence in ((zones.own, SURE), (zones.clause, LIKELY), (zones.wide, UNSURE)):
        for rule in listed:
            if not rule.weak and _holds(rule, zones, near, zones.sentence, seen):
                return Reading(True, rule.code, confidence)
    for rule in listed:
        if rule.weak:
            for near in (zones.own, zones.clause, zones.wide):
                if _holds(rule, zones, near, zones.paragraph, seen):
                    return Reading(True, rule.code, UNSURE)
    return Reading()


def _holds(
    rule: Rule, zones: Zones, near: frozenset[str], around: frozenset[str], seen: frozenset[str]
) -> bool:
    return (
        all(need & zones.head for need in rule.head)
        and all(need & near for need in rule.near)
        and all(need & zones.own for need in rule.own)
        and all(need & zones.clause for need in rule.clause)
        and all(need & around for need in rule.around)
        and not rule.without & near
        and not rule.never & zones.sentence
        and (not rule.after or bool(rule.after & seen))
    )
