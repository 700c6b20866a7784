"""Typed records: what is written down of a named thing and of one report, field by field.

The registry declares the fields; `recorded.py` holds values to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.rules.vocabulary import word_map

Kind = Literal[
    "text",
    "day",
    "whole",
    "money",
    "percent",
    "code",
    "yes_no",
    "region",
    "organisation",
    "thing",
    "person",
]
# What protects workers: without the proof nothing counts, with coercion nothing counts.
Guard = Literal["", "proof", "coercion"]
KINDS, GUARDS = get_args(Kind), get_args(Guard)
KEYS = {"en", "zh", "kind", "at", "sums", "when", "codes", "of", "least", "most", "must"}
KEYS |= {"from", "guard"}
# A day that may be no earlier than the day of the report itself.
HAPPENED_ON = "happened_on"


@dataclass(frozen=True)
class Field(Words):
    """One field of a record.

    Units: money is held in minor units of the yuan, percent in basis points, a day as ISO text.
    `at`: the stages at which it must be filled, `sums`: also where a sum or a level is stated,
    `when`: only where one of these codes is stated. `of`: the pipeline of a thing it names.
    """

    code: str
    kind: Kind
    at: tuple[str, ...] = ()
    sums: bool = False
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, Words] = field(default_factory=dict)
    of: str = ""
    least: int | None = None
    most: int | None = None
    must: bool | None = None
    not_before: str = ""
    guard: Guard = ""


Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Record:
    """The fields of a pipeline: of the named thing, and of the single report."""

    thing: Fields = field(default_factory=dict)
    entry: Fields = field(default_factory=dict)


def read_declared(row: Mapping[str, Any] | None) -> Record:
    """Return the record that a pipeline of the registry declares.

    >>> read_declared({"entry": {"payer": {"en": "Payer", "zh": "出资方", "kind": "text"}}}).thing
    {}
    """
    row = row or {}
    return Record(
        *(
            {c: _field(c, f) for c, f in (row.get(part) or {}).items()}
            for part in ("thing", "entry")
        )
    )


def _field(code: str, row: Mapping[str, Any]) -> Field:
    """Return one field.

    Raises: ValueError for a key no field has: a comma in a label that is not quoted makes one.
    """
    foreign = sorted(map(str, row.keys() - KEYS))
    if foreign:
        raise ValueError(f"{code} has no {', '.join(foreign)}")
    return Field(
        row["en"],
        row["zh"],
        code,
        kind=row["kind"],
        at=tuple(row.get("at", ())),
        sums=row.get("sums", False),
        when={name: tuple(codes) for name, codes in row.get("when", {}).items()},
        codes=word_map(row.get("codes")),
        of=row.get("of", ""),
        least=row.get("least"),
        most=row.get("most"),
        must=row.get("must"),
        not_before=row.get("from", ""),
        guard=row.get("guard", ""),
    )


def declared_problems(
    where: str, fields: Fields, *, stages: set[str], dimensions: Mapping[str, Any]
) -> list[Problem]:
    """Return what is wrong with the declaration of a record itself; asked at every start."""
    return [
        p
        for f in fields.values()
        for p in _faults(f"{where}.{f.code}", f, fields, stages, dimensions)
    ]


def _faults(
    where: str, one: Field, fields: Fields, stages: set[str], dimensions: Mapping[str, Any]
) -> list[Problem]:
    days = {code for code, other in fields.items() if other.kind == "day"} | {HAPPENED_ON}
    named: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "kind of field": ([one.kind], KINDS),
        "guard": ([one.guard], GUARDS),
        "stage": (one.at, stages),
        "dimension or field": (one.when, {*dimensions, *fields}),
        "day": ([one.not_before] if one.not_before else [], days),
    }
    found = [
        Problem("registry-unknown", where, {"where": where, "what": what}, name)
        for what, (names, known) in named.items()
        for name in names
        if name not in known
    ]
    if (one.kind == "code") != bool(one.codes) or any(not isinstance(c, str) for c in one.codes):
        found.append(Problem("registry-codes", where, {"where": where}))
    if (one.must is not None and one.kind != "yes_no") or (one.not_before and one.kind != "day"):
        found.append(Problem("registry-field-check", where, {"where": where}, one.kind))
    return found
