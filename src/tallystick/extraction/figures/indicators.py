"""Which indicator a figure reports: the first rule whose words stand around it, nearest first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tallystick.extraction.figures.rule import Look, Rule
from tallystick.extraction.figures.rules_counts import BATCH, COUNT, SESSION, SIZE
from tallystick.extraction.figures.rules_money import MONEY, PERCENT
from tallystick.extraction.figures.rules_people import HOUSEHOLD, PERSON
from tallystick.extraction.figures.zones import Zones

# How often a code is right that was found in the phrase, the clause, further away, in percent.
SURE, LIKELY, UNSURE = 95, 80, 60
_OF_PERSONS = ("person", "person-time")

RULES: Mapping[str, tuple[Rule, ...]] = {
    "money": MONEY,
    "percent": PERCENT,
    "person": PERSON,
    "household": HOUSEHOLD,
    "count": COUNT,
    "batch": BATCH,
    "session": SESSION,
    "size": SIZE,
}
# Those asked first, and those asked last.
_STRONG = {kind: tuple(rule for rule in rules if not rule.weak) for kind, rules in RULES.items()}
_WEAK = {kind: tuple(rule for rule in rules if rule.weak) for kind, rules in RULES.items()}
# Counted on a date, never added up.
_STOCKS = (
    "OR_PAIR_COUNTY OR_PAIR_TOWN OR_PAIR_VILLAGE OR_PAIR_ENTVILLAGE OR_PAIR_SOCIALORG "
    "OR_PAIR_SCHOOL OR_PAIR_HOSPITAL FS_DISBURSE_RATE FS_PROGRESS_RATE IC_ENT_STOCK IC_INV_STOCK "
    "IC_PROJECTS_STARTED IC_PROJECTS_OPERATING IC_PARKS IC_PARK_ENT IC_WORKSHOPS "
    "IC_WORKSHOPS_OPERATING IC_WORKSHOP_JOBS IC_WORKSHOP_JOBS_POV IC_JOBS IC_JOBS_POV "
    "LC_PUBLIC_POSTS LC_STOCK_EAST LC_STATIONS LC_WAGE RV_VILLAGES OUT_INCOME_PC "
    "MG_COMPLETION_RATE"
)
STOCKS = frozenset(_STOCKS.split())


class Reading(NamedTuple):
    """What the rules say: no rule held, or one that gives a code or says that none fits."""

    decided: bool = False
    code: str | None = None
    confidence: int = 90


@lru_cache(maxsize=256)
def kind_of(unit: str) -> str:
    """Return the kind of unit by which rules are kept.

    >>> kind_of("CNY/month"), kind_of("person-time"), kind_of("km"), kind_of("job")
    ('money', 'person', 'size', 'count')
    """
    if unit[:3].isupper() and not unit[3:4].isalpha():
        return "money"
    if unit in _OF_PERSONS:
        return "person"
    if unit == "job":
        return "count"
    if unit == "times":
        return "percent"
    return unit if unit in RULES else "size"


@lru_cache(maxsize=1024)
def _strong(kind: str, head: frozenset[str]) -> tuple[Rule, ...]:
    """Return the rules asked first of a figure that counts this."""
    return tuple(rule for rule in _STRONG[kind] if rule.counts(head))


def read_indicator(unit: str, zones: Zones, seen: frozenset[str]) -> Reading:
    """Return the code of a figure. `seen` are the codes of figures before it in the sentence."""
    kind = kind_of(unit)
    if "/" in unit:
        each = frozenset((f"per-{unit.partition('/')[2]}",))
        zones = zones._replace(own=zones.own | each, clause=zones.clause | each)
    strong = _strong(kind, zones.head)
    near = ((zones.own, SURE), (zones.clause, LIKELY), (zones.wide, UNSURE))
    for words, confidence in near:
        look = _look(zones, words, zones.sentence, seen)
        for rule in strong:
            if rule.holds(look):
                return Reading(True, rule.code, confidence)
    if not _WEAK[kind]:
        return Reading()
    looks = [_look(zones, words, zones.paragraph, seen) for words, _ in near]
    for rule in _WEAK[kind]:
        if any(rule.holds(look) for look in looks):
            return Reading(True, rule.code, UNSURE)
    return Reading()


def _look(zones: Zones, near: frozenset[str], around: frozenset[str], seen: frozenset[str]) -> Look:
    return Look(zones.head, near, zones.own, zones.clause, around, seen, zones.sentence)
