"""Formulas in words, in both languages, from the bindings themselves."""

from __future__ import annotations

from tallystick.indicators.rules.counts import Count, Formula
from tallystick.programme.rules.bindings import YEAR
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import dimensions, pipelines, unit_words
from tallystick.programme.rules.vocabulary import code_words

_KINDS = {
    "inflow": (
        "what moved to %(stages)s within the report's days, less what was taken back",
        "报告期内进入“%(stages)s”的数量，减去冲回",
    ),
    "ever": (
        "what moved to %(stages)s up to the last day, less what was taken back",
        "截至最后一日进入“%(stages)s”的数量，减去冲回",
    ),
    "distinct": (
        "what moved to %(stages)s within the report's days; a named one counts once a region,"
        " unnamed amounts count as stated",
        "报告期内进入“%(stages)s”的数量；有名称的在一个地区只计一次，无名称的按报送数计",
    ),
    "balance": ("what stands in %(stages)s on the last day", "最后一日处于“%(stages)s”的数量"),
    "regions": (
        "the number of regions with something in %(stages)s on the last day",
        "最后一日在“%(stages)s”有记录的地区数",
    ),
}


def formula_words(formula: Formula, year: int, lang: str = "en") -> str:
    """Return one sentence that says how a figure is made.

    >>> from tallystick.indicators.rules.counts import formulas
    >>> formula_words(formulas()["FS_SUBPROV_FUND"], 2019)[:61]
    'Fiscal funds in yuan: what moved to Received within the repor'
    """
    if formula.count:
        return _count_words(formula.count, year, lang) + ("。" if _zh(lang) else ".")
    if formula.over:
        above, below = (_part_words(part, year, lang) for part in formula.over)
        return f"{above}；除以 {below}。" if _zh(lang) else f"{above}; divided by {below}."
    names = [_part_words(part, year, lang) for part in formula.parts]
    return f"{'、'.join(names)}之和。" if _zh(lang) else f"The sum of {', '.join(names)}."


def _part_words(part: Formula, year: int, lang: str) -> str:
    """Return the name of an indicator, or a count in words where it has no name."""
    if part.code:
        return indicators()[part.code].name(lang)
    if part.count is None:
        raise ValueError("a part without a name is one count")
    return _count_words(part.count, year, lang)


def _count_words(count: Count, year: int, lang: str) -> str:
    pipeline = pipelines()[count.pipeline]
    stages = [pipeline.stages[stage].label(lang) for stage in count.stages]
    said = _KINDS[count.kind][1 if _zh(lang) else 0] % {"stages": _either(stages, lang)}
    only = "".join(_filter_words(d, codes, year, lang) for d, codes in count.where)
    unit = unit_words(count.unit).label(lang)
    if _zh(lang):
        return f"{pipeline.zh}（{unit}）：{said}{only}"
    return f"{pipeline.en} in {unit}: {said}{only}"


def _filter_words(dimension: str, codes: tuple[str, ...], year: int, lang: str) -> str:
    known = dimensions()[dimension]
    listed = [str(year) if code == YEAR else code_words(dimension, code, lang) for code in codes]
    if _zh(lang):
        return f"，仅限{known.zh}为{_either(listed, lang)}"
    return f", only where {known.en} is {_either(listed, lang)}"


def _either(names: list[str], lang: str) -> str:
    return ("或" if _zh(lang) else " or ").join(names)


def _zh(lang: str) -> bool:
    return lang.startswith("zh")
