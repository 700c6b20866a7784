"""Formulas in words, in both languages: what a figure counts, as a person would say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.indicators.rules.counts import Count, Formula
from tallystick.kernel.shipped import read_shipped
from tallystick.programme.rules.bindings import YEAR
from tallystick.programme.rules.catalogue import indicators

# The days of each kind of count: (English behind what is counted, Chinese before it).
_DAYS = {
    "inflow": ("within the period", "报告期内"),
    "ever": ("up to the last day of the period", "截至期末"),
    "distinct": ("within the period", "报告期内"),
    "balance": ("on the last day of the period", "期末"),
    "regions": ("on the last day of the period", "期末"),
}
_LESS = ("What was reversed is taken off.", "已冲回的予以扣除。")
_ONCE = (
    "Named ones count once in each region; what was reported without names counts as reported.",
    "有名称的在一个地区只计一次，未列名称的按报送数计。",
)


def formula_words(formula: Formula, year: int, lang: str = "en") -> str:
    """Return a few sentences that say how a figure is made.

    >>> from tallystick.indicators.rules.counts import formulas
    >>> formula_words(formulas()["FS_SUBPROV_FUND"], 2019)[:52]
    'Funds that arrived within the period, counting only '
    """
    zh = lang.startswith("zh")
    if formula.count:
        said = _with_days(formula.count, zh) + _only(formula.count, year, zh)
        return _sentences([said, *_notes([formula.count], zh)], zh)
    if formula.over:
        return _ratio(formula.over, formula.percent, year, zh)
    names = [_named(part, year, zh) for part in formula.parts]
    return f"{_joined(names, '与', zh)}之和。" if zh else f"{_joined(names, 'and', zh)} together."


def _ratio(over: tuple[Formula, Formula], percent: bool, year: int, zh: bool) -> str:
    """Return what one count is over another; a condition of both is said once."""
    above, below = (part.count if not part.code else None for part in over)
    if above and below and above.where == below.where and above.kind == below.kind:
        ends = [_phrase(above, zh), _phrase(below, zh)]
        # Both speak of the same days and of the same things.
        days = _DAYS[above.kind][zh]
        only = _only(above, year, zh)
        said = f"{days}{'除以'.join(ends)}{only}" if zh else f"{' divided by '.join(ends)}"
        said = said if zh else f"{said}, both {days}{only}"
    else:
        said = ("除以" if zh else " divided by ").join(_named(part, year, zh) for part in over)
    if percent:
        said += "，以百分比表示" if zh else ", as a percentage"
    return _sentences([said, *_notes([c for c in (above, below) if c], zh)], zh)


def _sentences(said: Sequence[str], zh: bool) -> str:
    first = said[0] + "。" if zh else said[0][:1].upper() + said[0][1:] + "."
    return ("" if zh else " ").join([first, *said[1:]])


def _notes(counts: Sequence[Count], zh: bool) -> list[str]:
    """Return what is said of reversals and of names, each once, where it holds for a count."""
    kinds = {count.kind for count in counts}
    less = [_LESS[zh]] if kinds & {"inflow", "ever"} else []
    return less + ([_ONCE[zh]] if "distinct" in kinds else [])


def _named(part: Formula, year: int, zh: bool) -> str:
    """Return the name of an indicator in quotation marks, or what a count without one counts."""
    if part.code:
        return f"“{indicators()[part.code].name('zh' if zh else 'en')}”"
    if part.count is None:
        raise ValueError("a part without a name is one count")
    return _with_days(part.count, zh) + _only(part.count, year, zh)


def _with_days(count: Count, zh: bool) -> str:
    days = _DAYS[count.kind][zh]
    if count.kind == "regions":
        said = _phrase(count, zh)
        return f"{days}存在{said}的地区数" if zh else f"the number of places with {said} {days}"
    return f"{days}{_phrase(count, zh)}" if zh else f"{_phrase(count, zh)} {days}"


def _phrase(count: Count, zh: bool) -> str:
    key, known = phrase_key(count), _said()["phrases"]
    return str(known.get(f"{key}@{count.kind}", known[key])[zh])


def phrase_key(count: Count) -> str:
    """Return under which key it is kept what a count counts."""
    return f"{count.pipeline}.{'+'.join(count.stages)}.{count.unit}"


def _only(count: Count, year: int, zh: bool) -> str:
    """Return the conditions of a count, each narrowing the one before."""
    said = [_condition(d, codes, year, zh) for d, codes in count.where]
    if not said:
        return ""
    return (
        "，只计" + "，其中只计".join(said)
        if zh
        else ", counting only " + ", and of these only ".join(said)
    )


def _condition(dimension: str, codes: tuple[str, ...], year: int, zh: bool) -> str:
    known = _said()["only"][dimension]
    words = [str(year) if code == YEAR else str(known["codes"][code][zh]) for code in codes]
    return str(known["frame"][zh]) % _joined(words, "或" if zh else "or", zh)


def _joined(words: Sequence[str], last: str, zh: bool) -> str:
    """Return words as a list of the language, the last one behind its own word."""
    if len(words) == 1:
        return words[0]
    head = ("、" if zh else ", ").join(words[:-1])
    return f"{head}{last}{words[-1]}" if zh else f"{head} {last} {words[-1]}"


@cache
def _said() -> Mapping[str, Any]:
    """Return the phrases that are kept beside this room."""
    found: Mapping[str, Any] = read_shipped(
        (files("tallystick.indicators") / "counted.yaml").read_text("utf-8")
    )
    return found
