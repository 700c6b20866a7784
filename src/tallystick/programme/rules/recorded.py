"""Values of a record against its fields: every fault at once, at `record.<field>`. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tallystick.kernel.numeral import read_amount
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.quantity import LARGEST, show_minor
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.programme.rules.pipelines import CARRIED, Pipeline
from tallystick.programme.rules.records import HAPPENED_ON, Field, Fields
from tallystick.programme.rules.vocabulary import said_amount, with_unit

Value = str | int | bool
Values = Mapping[str, Value]
LONGEST = 300
# Decimal places inside the integer of an amount.
SCALES = {"whole": 0, "money": 2, "percent": 2}
_PERCENT = Words("%", "%")
YES, NO = Words("Yes", "是"), Words("No", "否")
_SAID = {"yes": True, "是": True, "true": True, "no": False, "否": False, "false": False}
_SHOWN = 40


def read_record(
    fields: Fields, texts: Mapping[str, str], path: str = "record"
) -> tuple[dict[str, Value], list[Problem]]:
    """Return the values that texts say, and a problem for each text that says none.

    Shape: an empty text is no value; `path` begins the place of each problem.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> read_record(pipelines()["project"].record.thing, {"contracted": "1,200.50", "site": ""})
    ({'contracted': 120050}, [])
    """
    values: dict[str, Value] = {}
    problems = []
    for code, text in texts.items():
        if not text.strip():
            continue
        if code not in fields:
            problems.append(_unknown(path, code, fields))
            continue
        try:
            values[code] = read_value(fields[code], text.strip())
        except Refused as refused:
            found = refused.problems[0]
            problems.append(Problem(found.code, f"{path}.{code}", found.params, text[:_SHOWN]))
    return values, problems


def read_value(one: Field, text: str) -> Value:
    """Return the value a text says of one field; codes may be said in the words of a language.

    Raises: Refused with one problem.
    """
    if one.kind == "yes_no":
        return _read_yes_no(one, text)
    if one.kind == "code":
        return _read_code(one, text)
    if one.kind in SCALES:
        return read_amount(text.removesuffix("%").strip(), SCALES[one.kind])
    if one.kind == "day":
        return _read_day(one, text)
    return text


def _read_day(one: Field, text: str) -> str:
    """Return a day as ISO writes it; 2020/1/31 is what a spreadsheet makes of it."""
    parts = re.split("[-/.]", text)
    whole = "-".join(part.zfill(2) for part in parts)
    if len(parts) != 3 or _day(whole) is None:
        raise Refused.of("record-no-day", field=one)
    return whole


def _read_yes_no(one: Field, text: str) -> bool:
    if text.casefold() not in _SAID:
        raise Refused.of("record-no-yes-or-no", field=one)
    return _SAID[text.casefold()]


def _read_code(one: Field, text: str) -> str:
    for code, words in one.codes.items():
        if text in (code, words.en, words.zh):
            return code
    raise Refused.of("record-no-code", field=one, choices=_choices(one.codes.values()))


def _choices(words: Iterable[Words]) -> Words:
    listed = list(words)
    return Words("; ".join(w.en for w in listed), "、".join(w.zh for w in listed))


def _unknown(path: str, code: str, fields: Fields) -> Problem:
    params = {"fields": ", ".join(fields) or "-"}
    return Problem("record-unknown-field", f"{path}.{code}", params, code[:_SHOWN])


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def check_record(
    fields: Fields, values: Mapping[str, object], *, on: date | None = None, path: str = "record"
) -> list[Problem]:
    """Return every value that is not of its field's kind or outside its bounds.

    `on`: the day of the report. What protects workers is not judged here but when the report is
    handed on: a draft may say the truth and wait.
    """
    found = [_unknown(path, code, fields) for code in values if code not in fields]
    for code, one in fields.items():
        if code in values:
            place = f"{path}.{code}"
            fits = _FITS.get(one.kind, _is_text)
            if not fits(one, values[code]):
                found.append(_unfit(one, place, values[code]))
            elif signs := text_problems(place, str(values[code])):
                # The name of a person is repeated by no problem.
                found += [replace(p, value="…") if one.kind == "person" else p for p in signs]
            elif not one.guard:
                found += _out_of_bounds(one, values, place, on)
    return found


def _unfit(one: Field, place: str, value: object) -> Problem:
    """Return the sentence for a value of another kind."""
    # What is no key of a person may be a name, which no problem repeats.
    shown = "" if one.kind == "person" else str(value)[:_SHOWN]
    if one.kind == "yes_no":
        return Problem("record-no-yes-or-no", place, {"field": one}, shown)
    if one.kind == "day":
        return Problem("record-no-day", place, {"field": one}, shown)
    if one.kind == "code":
        choices = _choices(one.codes.values())
        return Problem("record-no-code", place, {"field": one, "choices": choices}, shown)
    if one.kind in SCALES:
        return Problem("record-no-number", place, {"field": one}, shown)
    return Problem("record-no-text", place, {"field": one, "longest": LONGEST}, shown)


def _is_text(one: Field, value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= LONGEST


def _is_whole(one: Field, value: object) -> bool:
    # A bool is an int to Python; True kilograms is a fault of the caller.
    return type(value) is int and 0 <= value <= LARGEST


_FITS: Mapping[str, Callable[[Field, object], bool]] = {
    "yes_no": lambda one, value: isinstance(value, bool),
    "code": lambda one, value: value in one.codes,
    "day": lambda one, value: _day(value) is not None,
    **dict.fromkeys(SCALES, _is_whole),
}


def _out_of_bounds(
    one: Field, values: Mapping[str, object], place: str, on: date | None
) -> Iterator[Problem]:
    value = values[one.code]
    least, most = one.least, one.most
    if isinstance(value, int) and (
        (least is not None and value < least) or (most is not None and value > most)
    ):
        scale = SCALES.get(one.kind, 0)
        params = {
            "field": one,
            "least": show_minor(least or 0, scale),
            "most": show_minor(LARGEST if most is None else most, scale),
        }
        yield Problem("record-out-of-range", place, params, str(show_minor(value, scale)))
    first = on if one.not_before == HAPPENED_ON else _day(values.get(one.not_before))
    day = _day(value)
    if one.not_before and first is not None and day is not None and day < first:
        yield Problem("record-too-early", place, {"field": one, "first": first}, str(value))


@dataclass(frozen=True)
class Said:
    """What a record is held against: the move's stages, its codes, and how it is stated.

    `codes` are all (dimension, code) of its lines; `nothing`: every amount is zero.
    """

    source: str
    target: str
    statement: str
    codes: frozenset[tuple[str, str]] = frozenset()
    nothing: bool = False

    @property
    def is_sum(self) -> bool:
        """Whether it speaks of many movements at once."""
        return self.statement != "itemised"


def wanted(one: Field, said: Said, values: Mapping[str, object]) -> bool:
    """Return whether a field must be filled for this report.

    What was carried in from before the book happened under other rules and never counts as new.
    """
    if said.target not in one.at or said.source == CARRIED or (said.is_sum and not one.sums):
        return False
    return all(
        any((name, code) in said.codes or values.get(name) == code for code in codes)
        for name, codes in one.when.items()
    )


def incomplete(
    pipeline: Pipeline,
    said: Said,
    values: Mapping[str, object],
    thing: Mapping[str, object] | None = None,
) -> list[Problem]:
    """Return what keeps a report from being handed on: fields left empty, workers unprotected.

    `thing` is the record of the named thing, where one of this pipeline is named. Where nothing
    is stated, nothing has to be proven.
    Source: docs/method/records.md.
    """
    if said.nothing:
        return []
    found = [p for one in pipeline.record.entry.values() for p in _lacking(one, said, values)]
    if thing is not None:
        found += [
            Problem("thing-record-missing", f"thing.{one.code}", {"field": one})
            for one in pipeline.record.thing.values()
            if wanted(one, said, thing) and one.code not in thing
        ]
    return found


def _lacking(one: Field, said: Said, values: Mapping[str, object]) -> Iterator[Problem]:
    place, value = f"record.{one.code}", values.get(one.code)
    if value is None:
        if wanted(one, said, values):
            code = "safeguard-unproven" if one.guard else "record-missing"
            yield Problem(code, place, {"field": one})
        return
    if one.guard and not _holds(one, value):
        code = "safeguard-coercion" if one.guard == "coercion" else "safeguard-unproven"
        yield Problem(
            code, place, {"field": one, "said": say_value(one, value)}, str(value)[:_SHOWN]
        )


def _holds(one: Field, value: object) -> bool:
    if one.must is not None and value is not one.must:
        return False
    if not isinstance(value, int):
        return True
    return (one.least is None or value >= one.least) and (one.most is None or value <= one.most)


def say_value(one: Field, value: object) -> Words:
    """Return a value in the words of both languages, an amount with its unit.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> fields = pipelines()["placement"].record.entry
    >>> say_value(fields["consent"], True).zh, say_value(fields["wage_agreed"], 320000).en
    ('是', '3,200 yuan')
    """
    if isinstance(value, bool):
        return YES if value else NO
    if one.kind == "code" and value in one.codes:
        return one.codes[str(value)]
    # What is counted whole is named in its field.
    if isinstance(value, int) and one.kind == "money":
        return said_amount(value, "CNY")
    if isinstance(value, int) and one.kind == "percent":
        return with_unit(value, SCALES[one.kind], _PERCENT)
    text = value_text(one, value)
    return Words(text, text)


def value_text(one: Field, value: object) -> str:
    """Return a value as a person types it: `read_value` reads it back.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> value_text(pipelines()["project"].record.thing["contracted"], 120050)
    '1200.50'
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and one.kind in SCALES:
        return str(show_minor(value, SCALES[one.kind]))
    return str(value)
