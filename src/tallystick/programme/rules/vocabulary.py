"""Units and dimensions: the words in which a movement is counted and told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from tallystick.kernel.numeral.sizes import SIZES, chinese_size
from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import show_minor
from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_yaml, shipped

NOT_STATED = "-"
# Its amounts are in the unit of the indicator that is promised: Indicator.target_unit.
AS_INDICATOR = "as_indicator"

Free = Literal["year", "period", "indicator", "pipeline"]


@dataclass(frozen=True)
class Unit(Words):
    """What a whole number counts. `scale` decimal places lie inside the integer."""

    code: str
    scale: int = 0
    of_whom: Mapping[str, Words] = field(default_factory=dict)
    many: str = ""


@dataclass(frozen=True)
class Dimension(Words):
    """What tells movements apart. Either `codes` lists its codes or `free` says where they are."""

    code: str
    codes: Mapping[str, Words] | None = None
    free: Free | None = None


def words(pair: Iterable[str]) -> Words:
    """Return the label written as [English, Chinese]."""
    en, zh = pair
    return Words(en, zh)


def word_map(pairs: Mapping[str, Iterable[str]] | None) -> dict[str, Words]:
    """Return code → label for a mapping of code → [English, Chinese]."""
    return {code: words(pair) for code, pair in (pairs or {}).items()}


def read_vocabulary(text: str) -> tuple[Mapping[str, Unit], Mapping[str, Dimension]]:
    """Return the units and the dimensions that a registry of pipelines declares."""
    source = parse_yaml(text)
    units = {code: _unit(code, row) for code, row in source["units"].items()}
    dimensions = {code: _dimension(code, row) for code, row in source["dimensions"].items()}
    return units, dimensions


def _unit(code: str, row: Mapping[str, Any]) -> Unit:
    of_whom = word_map(row.get("of_whom"))
    return Unit(row["en"], row["zh"], code, row.get("scale", 0), of_whom, row.get("many", ""))


def _dimension(code: str, row: Mapping[str, Any]) -> Dimension:
    codes = word_map(row["codes"]) if "codes" in row else None
    return Dimension(row["en"], row["zh"], code, codes, row.get("free"))


@cache
def _shipped() -> tuple[Mapping[str, Unit], Mapping[str, Dimension]]:
    return read_vocabulary(shipped("pipelines.yaml"))


def units() -> Mapping[str, Unit]:
    """Return every unit by its code; a part of a unit (`person/women`) is not listed."""
    return _shipped()[0]


def dimensions() -> Mapping[str, Dimension]:
    """Return every dimension by its code."""
    return _shipped()[1]


def code_words(dimension: str, code: str, lang: str = "en") -> str:
    """Return the label of a code, or the code itself where its list lies elsewhere.

    >>> code_words("place", "partner"), code_words("budget_year", "2019"), code_words("place", "-")
    ('Partner province', '2019', 'not stated')
    """
    if code == NOT_STATED:
        return "未注明" if lang.startswith("zh") else "not stated"
    codes = dimensions()[dimension].codes or {}
    return codes[code].label(lang) if code in codes else code


def said_words(dimension: str, code: str, lang: str = "en") -> str:
    """Return a code as it is read on its own: a yes or no together with its question.

    >>> said_words("place", "partner"), said_words("guided", "yes_")
    ('Partner province', 'Brought by the programme: Yes')
    """
    answer, asked = code_words(dimension, code, lang), dimensions()[dimension]
    if code == NOT_STATED or set(asked.codes or ()) != {"yes_", "no_"}:
        return answer
    return f"{asked.label(lang)}{'：' if lang.startswith('zh') else ': '}{answer}"


def split_unit(unit: str) -> tuple[str, str]:
    """Return a unit as (whole, part); the part of a whole unit is empty.

    >>> split_unit("person/out_of_poverty"), split_unit("CNY")
    (('person', 'out_of_poverty'), ('CNY', ''))
    """
    whole, _, part = unit.partition("/")
    return whole, part


def unit_scale(unit: str) -> int:
    """Return how many decimal places lie inside the integer.

    Raises: KeyError for an unknown unit.

    >>> unit_scale("CNY"), unit_scale("person/women")
    (2, 0)
    """
    return units()[split_unit(unit)[0]].scale


def unit_words(unit: str) -> Words:
    """Return the label of a unit or of a part of one.

    >>> unit_words("person/women").en, unit_words("person/women").zh
    ('person, of whom women', '人，其中女性')
    """
    whole, part = split_unit(unit)
    found = units()[whole]
    if not part:
        return Words(found.en, found.zh)
    of_whom = found.of_whom[part]
    return Words(f"{found.en}, of whom {of_whom.en}", f"{found.zh}，其中{of_whom.zh}")


def counted_words(unit: str) -> Words:
    """Return the label of a unit after any number but one.

    >>> counted_words("enterprise").en, counted_words("person/women").en, counted_words("CNY").en
    ('enterprises', 'persons, of whom women', 'yuan')
    """
    found, plain = units()[split_unit(unit)[0]], unit_words(unit)
    return Words(plain.en.replace(found.en, found.many or found.en, 1), plain.zh)


def asked_words(unit: str, codes: Sequence[Words] = ()) -> Words:
    """Return the label of a field that holds an amount; `codes`: what tells its line apart.

    >>> asked_words("person/women"), asked_words("person", [Words("Post: Market", "岗位：市场化")])
    (Words(en='Persons, of whom women', zh='其中女性（人）'), \
Words(en='Persons (Post: Market)', zh='数量（人；岗位：市场化）'))
    """
    whole, part = split_unit(unit)
    found = units()[whole]
    en = counted_words(unit).en
    en = f"{en[:1].upper()}{en[1:]}"
    head = f"其中{found.of_whom[part].zh}" if part else "数额" if unit_scale(unit) else "数量"
    beside = "; ".join(code.en for code in codes)
    zh = "；".join([found.zh, *(code.zh for code in codes)])
    return Words(f"{en} ({beside})" if beside else en, f"{head}（{zh}）")


def told_codes(codes: Mapping[str, str]) -> list[Words]:
    """Return stated codes with what each is of: "Place of work: Partner province".

    >>> told_codes({"place": "partner", "budget_year": "-"})[0].en
    'Place of work: Partner province'
    """
    said = [(dimensions()[d], d, code) for d, code in codes.items() if code != NOT_STATED]
    return [
        Words(f"{one.en}: {code_words(d, code)}", f"{one.zh}：{code_words(d, code, 'zh')}")
        for one, d, code in said
    ]


def with_unit(amount: int, scale: int, unit: Words) -> Words:
    """Return an amount with its unit, thousands apart, as a sentence says it.

    Units: `amount` with `scale` decimal places inside; `unit` is the word it is shown in.

    >>> with_unit(123456789, 2, Words("yuan", "元")).zh, with_unit(750, 2, Words("%", "%")).en
    ('1,234,567.89元', '7.50%')
    >>> with_unit(-540_125_000_00, 2, Words("yuan", "元"))
    Words(en='-540,125,000 yuan', zh='-54,012.5万元')
    """
    number = f"{Decimal(str(show_minor(amount, scale))):,}"
    space = "" if unit.en == "%" else " "
    chinese = _in_ten_thousands(amount, scale) if unit.zh.startswith("元") else ""
    return Words(f"{number}{space}{unit.en}", f"{chinese or number}{unit.zh}")


def _in_ten_thousands(amount: int, scale: int) -> str:
    """Return money the way Chinese offices write it; empty where that would not say all of it.

    >>> [_in_ten_thousands(yuan * 100, 2) for yuan in (9_000, 3_000_000, 3_600_000_000, 12_345)]
    ['', '300万', '36亿', '']
    """
    whole = abs(amount) // 10**scale
    for power in range(chinese_size(whole, whole), 0, -4):
        unseen = 10 ** (scale + power - 2)
        if not amount % unseen:
            number = Decimal(amount // unseen).scaleb(-2).normalize()
            return f"{number:,f}{SIZES[power]}"
    return ""


def said_amount(amount: int, unit: str) -> Words:
    """Return an amount in minor units of `unit` as a sentence says it.

    >>> said_amount(123456789, "CNY").en, said_amount(1, "person").en, said_amount(7, "person").zh
    ('1,234,567.89 yuan', '1 person', '7人')
    """
    scale = unit_scale(unit)
    one = amount == 10**scale
    return with_unit(amount, scale, unit_words(unit) if one else counted_words(unit))


def _named(unit: str) -> Words | str:
    """Return a unit's label; one that nobody knows is refused elsewhere, and named as it is."""
    try:
        return unit_words(unit)
    except KeyError:
        return unit


def part_exceeds_whole(quantities: Mapping[str, int]) -> list[Problem]:
    """Return one problem for each part that is larger than its whole, as stated.

    Units: `quantities` maps unit → minor units. Checked on what was stated, never on differences:
    a part may rise by more than its whole does.

    >>> [p.path for p in part_exceeds_whole({"person": 5, "person/women": 6})]
    ['person/women']
    """
    return [
        Problem(
            "part-exceeds-whole",
            path=unit,
            params={
                "unit": _named(unit),
                "part": amount,
                "whole": quantities.get(split_unit(unit)[0], 0),
            },
            value=unit,
        )
        for unit, amount in quantities.items()
        if split_unit(unit)[1] and amount > quantities.get(split_unit(unit)[0], 0)
    ]
