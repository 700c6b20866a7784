"""The catalogue: what each indicator is called, means and is shown in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_csv, shipped
from tallystick.programme.rules.vocabulary import counted_words, units

Kind = Literal["flow", "stock"]
Aggregation = Literal["sum", "last", "ratio"]
Direction = Literal["higher", "neutral"]
Tier = Literal["core", "extended"]

WORKSTREAMS: Mapping[str, Words] = {
    "organisation": Words("Organisation and leadership", "组织领导"),
    "financial": Words("Financial support", "资金支持"),
    "industrial": Words("Industrial cooperation", "产业合作"),
    "labour": Words("Labour cooperation", "劳务协作"),
    "talent": Words("Talent support", "人才支援"),
    "rural": Words("Rural revitalisation", "乡村振兴"),
    "outcome": Words("Outcomes", "帮扶成效"),
    "management": Words("Management", "管理考核"),
}


@dataclass(frozen=True)
class ShownUnit(Words):
    """The unit a figure is shown in. `scale` decimal places lie inside the integer."""

    code: str
    scale: int = 0


# The unit words of the catalogue and of published figures. `count` is shown as what is counted.
# A percentage is held in hundredths of a percent, which gives it two decimal places.
SHOWN_UNITS: Mapping[str, ShownUnit] = {
    unit.code: unit
    for unit in (
        ShownUnit("yuan", "元", "CNY", 2),
        ShownUnit("yuan a county", "元/县", "CNY/county", 2),
        ShownUnit("yuan a month", "元/月", "CNY/month", 2),
        ShownUnit("yuan a person", "元/人", "CNY/person", 2),
        ShownUnit("yuan a village", "元/村", "CNY/village", 2),
        ShownUnit("%", "%", "percent", 2),
        ShownUnit("number", "个", "count"),
        ShownUnit("persons", "人", "person"),
        ShownUnit("person-times", "人次", "person-time"),
        ShownUnit("vacancies", "个岗位", "job"),
        ShownUnit("classes", "期", "session"),
        ShownUnit("grade", "等次", "grade"),
    )
}


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One row of the catalogue. `version` rises whenever its meaning changes.

    Units: `unit` is the word it is shown and claimed in; `target_unit` is the journal's unit in
    which its target is booked, empty where nothing can be promised in it.
    """

    code: str
    name_en: str
    name_zh: str
    workstream: str
    unit: str
    target_unit: str
    kind: Kind
    aggregation: Aggregation
    direction: Direction
    breakdowns: tuple[str, ...]
    definition_en: str
    definition_zh: str
    tier: Tier
    version: int
    source_url: str
    typical_en: str
    typical_zh: str

    @property
    def scale(self) -> int:
        """The decimal places inside its integers: 2 for yuan and percent, else none."""
        return SHOWN_UNITS[self.unit].scale

    @property
    def shown_unit(self) -> Words:
        """The label of its unit; a plain number is labelled by what is counted.

        >>> indicators()["IC_ENT_NEW"].shown_unit.zh, indicators()["FS_GOV_FUND"].shown_unit.zh
        ('家', '元')
        """
        counted = units().get(self.target_unit)
        if self.unit == "count" and counted is not None:
            return counted_words(self.target_unit)
        return SHOWN_UNITS[self.unit]

    def name(self, lang: str = "en") -> str:
        """Return its name in `en` or `zh`."""
        return self.name_zh if lang.startswith("zh") else self.name_en

    def typical(self, lang: str = "en") -> str:
        """Return the sizes in which it was seen elsewhere, in `en` or `zh`; empty where in none."""
        return self.typical_zh if lang.startswith("zh") else self.typical_en

    def definition(self, lang: str = "en") -> str:
        """Return its definition in `en` or `zh`."""
        return self.definition_zh if lang.startswith("zh") else self.definition_en


def read_catalogue(text: str) -> Mapping[str, Indicator]:
    """Return the indicators a catalogue lists, in its order.

    Raises: ValueError when a code stands twice.
    """
    return {row["code"]: _indicator(row) for row in parse_csv(text, "code")}


def _indicator(row: Mapping[str, str]) -> Indicator:
    parts = tuple(part.strip() for part in row["breakdowns"].split(";") if part.strip())
    return Indicator(**{**row, "breakdowns": parts, "version": int(row["version"])})  # type: ignore[arg-type]


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by its code, in the order of the catalogue.

    >>> indicators()["FS_DISBURSE_RATE"].target_unit, indicators()["FS_DISBURSE_RATE"].scale
    ('basis_point', 2)
    """
    return read_catalogue(shipped("indicators.csv"))
