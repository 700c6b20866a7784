"""How each indicator is made from the pipelines: which stage, which unit, which filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Literal

from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_yaml, shipped
from tallystick.programme.rules.vocabulary import words

# In a filter: the year of the report.
YEAR = "$year"

Window = Literal["period", "ever"]


@dataclass(frozen=True, kw_only=True)
class StageRef:
    """One stage of one pipeline, written `funds.received`."""

    pipeline: str
    stage: str

    def __str__(self) -> str:
        return f"{self.pipeline}.{self.stage}"


@dataclass(frozen=True, kw_only=True)
class Bound:
    """What every binding may say. `overlaps`: indicators it must never be added to."""

    measure: ClassVar[str] = ""
    overlaps: tuple[str, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, kw_only=True)
class Measure(Bound):
    """A figure read from the lines of one pipeline, in one unit.

    `window`: `period` begins at the year's or the pairing's start, `ever` with the book.
    """

    of: tuple[StageRef, ...]
    unit: str
    where: Mapping[str, tuple[str, ...]]
    window: Window = "period"
    variants: tuple[str, ...] = ()

    @property
    def pipeline(self) -> str:
        """The pipeline whose lines are read."""
        return self.of[0].pipeline

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that are read, in the order written."""
        return tuple(ref.stage for ref in self.of)

    def filters(self, year: int) -> Mapping[str, tuple[str, ...]]:
        """Return dimension → allowed codes, with the year of the report filled in.

        >>> bindings()["FS_IND_FUND"].filters(2019)["budget_year"]
        ('2019',)
        """
        return {d: tuple(str(year) if c == YEAR else c for c in v) for d, v in self.where.items()}


@dataclass(frozen=True, kw_only=True)
class Inflow(Measure):
    """What moved into the stages in the period, net of what was taken back; never carried."""

    measure = "inflow"


@dataclass(frozen=True, kw_only=True)
class Distinct(Measure):
    """An inflow in which a named subject counts once a region; unnamed amounts as stated."""

    measure = "distinct"


@dataclass(frozen=True, kw_only=True)
class Balance(Measure):
    """What stands in the stages at the end of the day."""

    measure = "balance"


@dataclass(frozen=True, kw_only=True)
class Regions(Measure):
    """How many regions have something standing in the stages at the end of the day."""

    measure = "regions"


@dataclass(frozen=True, kw_only=True)
class Ratio(Bound):
    """One figure over another, both kept to the last step. A part is a code or a measure."""

    measure = "ratio"
    numerator: str | Measure
    denominator: str | Measure
    percent: bool = False


@dataclass(frozen=True, kw_only=True)
class Sum(Bound):
    """The sum of other indicators that neither overlap nor contain each other."""

    measure = "sum"
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Completion(Bound):
    """The matched figure of another indicator against its target, both at one node."""

    measure = "completion"
    percent: bool = True


@dataclass(frozen=True, kw_only=True)
class ClaimOnly(Bound):
    """Not computed here; `why` says what is missing. Published figures are kept as claims."""

    measure = "claim_only"
    why: Words


Binding = Inflow | Distinct | Balance | Regions | Ratio | Sum | Completion | ClaimOnly

MEASURES: Mapping[str, type[Inflow | Distinct | Balance | Regions]] = {
    "inflow": Inflow,
    "distinct": Distinct,
    "balance": Balance,
    "regions": Regions,
}


def read_bindings(text: str) -> Mapping[str, Binding]:
    """Return the bindings that a registry declares, by indicator.

    Raises: ValueError for an unknown measure or word.
    """
    return {code: _binding(code, dict(row)) for code, row in parse_yaml(text).items()}


@cache
def bindings() -> Mapping[str, Binding]:
    """Return every binding by the code of its indicator.

    >>> bindings()["FS_GOV_FUND"].measure, str(bindings()["FS_GOV_FUND"].of[0])
    ('inflow', 'funds.received')
    """
    return read_bindings(shipped("indicator_bindings.yaml"))


def _binding(code: str, row: dict[str, Any]) -> Binding:
    kind = row.pop("measure")
    if kind in MEASURES:
        return _measure(code, kind, row)
    overlaps, note = tuple(row.pop("overlaps", ())), _words(row.pop("note", None))
    percent = row.pop("as", "") == "percent"
    if kind == "ratio":
        numerator, denominator = (_part(code, row.pop(k)) for k in ("numerator", "denominator"))
        made: Binding = Ratio(
            numerator=numerator,
            denominator=denominator,
            percent=percent,
            overlaps=overlaps,
            note=note,
        )
    elif kind == "sum":
        made = Sum(parts=tuple(row.pop("parts")), overlaps=overlaps, note=note)
    elif kind == "completion":
        made = Completion(percent=percent, note=note)
    elif kind == "claim_only":
        made = ClaimOnly(why=words(row.pop("why")), note=note)
    else:
        raise ValueError(f"{code}: {kind} is no measure")
    _nothing_left(code, row)
    return made


def _measure(code: str, kind: str, row: dict[str, Any]) -> Inflow | Distinct | Balance | Regions:
    refs = [row.pop("of")]
    made = MEASURES[kind](
        of=tuple(_ref(ref) for ref in (refs[0] if isinstance(refs[0], list) else refs)),
        unit=row.pop("unit"),
        where={
            d: tuple(v) if isinstance(v, list) else (v,) for d, v in row.pop("where", {}).items()
        },
        window=row.pop("window", "period"),
        variants=tuple(row.pop("variants", ())),
        overlaps=tuple(row.pop("overlaps", ())),
        note=_words(row.pop("note", None)),
    )
    _nothing_left(code, row)
    return made


def _ref(text: str) -> StageRef:
    pipeline, _, stage = text.partition(".")
    return StageRef(pipeline=pipeline, stage=stage)


def _part(code: str, part: str | dict[str, Any]) -> str | Measure:
    if isinstance(part, str):
        return part
    row = dict(part)
    return _measure(code, row.pop("measure"), row)


def _words(pair: list[str] | None) -> Words | None:
    return words(pair) if pair else None


def _nothing_left(code: str, row: Mapping[str, Any]) -> None:
    if row:
        raise ValueError(f"{code}: {', '.join(row)} means nothing here")
