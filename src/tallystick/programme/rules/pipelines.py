"""Pipelines: the named stages a counted quantity moves through, and the moves it may make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tallystick.journal.rules import StageRules
from tallystick.kernel.code import canonical_json
from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_yaml, shipped
from tallystick.programme.rules.records import Record, read_declared
from tallystick.programme.rules.vocabulary import (
    AS_INDICATOR,
    NOT_STATED,
    Dimension,
    Unit,
    counted_words,
    dimensions,
    part_exceeds_whole,
    split_unit,
    unit_scale,
    unit_words,
    units,
    word_map,
    words,
)

__all__ = [
    "AS_INDICATOR",
    "CARRIED",
    "NOT_STATED",
    "OUTSIDE",
    "Dimension",
    "Pipeline",
    "Stage",
    "Subject",
    "Unit",
    "Words",
    "allowed",
    "canonical_cell",
    "canonical_note",
    "counted_words",
    "dimensions",
    "move_words",
    "part_exceeds_whole",
    "pipelines",
    "read_pipelines",
    "split_move",
    "split_unit",
    "stage_rules",
    "unit_scale",
    "unit_words",
    "units",
    "units_of",
]

# Every pipeline has these two: the world beyond the book, and what was there before or elsewhere.
OUTSIDE, CARRIED = "outside", "carried"
BUILT_IN = {
    OUTSIDE: Words("Outside", "账外"),
    CARRIED: Words("Carried over", "结转"),
}


@dataclass(frozen=True)
class Stage(Words):
    """Where a quantity stands. A `promise` may go below zero; at an `end` nothing is live.

    `usual_days`: how long a thing usually stands here; `watch`: the list it comes to after that.
    """

    code: str
    sources: tuple[str, ...]
    units: tuple[str, ...]
    promise: bool = False
    end: bool = False
    noted: tuple[str, ...] = ()
    proof: Words | None = None
    usual_days: int | None = None
    watch: str = ""


@dataclass(frozen=True)
class Subject(Words):
    """The named thing that moves. `once`: it stands in one live stage at a time.

    `needed`: a report must name it; `of`: the pipelines whose things may be named, if not all.
    """

    once: bool
    optional: bool
    needed: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pipeline(Words):
    """One kind of thing that is counted. `rise` and `fall` are the moves a level posts."""

    code: str
    units: tuple[str, ...]
    subject: Subject
    kept: tuple[str, ...]
    fed: tuple[str, ...]
    stages: Mapping[str, Stage]
    said: Mapping[str, Words]
    rise: str = ""
    fall: str = ""
    rollup: str = "sum"
    hand_over: bool = False
    record: Record = field(default_factory=Record)

    @property
    def moves(self) -> Mapping[str, tuple[str, ...]]:
        """Target stage → the stages it may be reached from."""
        return {code: stage.sources for code, stage in self.stages.items()}

    @property
    def noted(self) -> Mapping[str, tuple[str, ...]]:
        """Stage → the dimensions said of a move into it only."""
        return {code: stage.noted for code, stage in self.stages.items() if stage.noted}

    @property
    def evidence(self) -> Mapping[str, Words]:
        """Stage → the document that shows a move into it."""
        return {code: stage.proof for code, stage in self.stages.items() if stage.proof}

    @property
    def live(self) -> frozenset[str]:
        """The stages in which a thing is really there: no promise, no end."""
        return frozenset(s.code for s in self.stages.values() if not s.end and not s.promise)


def read_pipelines(text: str) -> Mapping[str, Pipeline]:
    """Return the pipelines that a registry declares."""
    return {code: _pipeline(code, row) for code, row in parse_yaml(text)["pipelines"].items()}


def _pipeline(code: str, row: Mapping[str, Any]) -> Pipeline:
    return Pipeline(
        row["en"],
        row["zh"],
        code,
        units=tuple(row["units"]),
        subject=_subject(row["subject"]),
        kept=tuple(row["kept"]),
        fed=tuple(row["fed"]),
        stages={name: _stage(name, stage, row["units"]) for name, stage in row["stages"].items()},
        said=word_map(row.get("said")),
        rise=row.get("rise", ""),
        fall=row.get("fall", ""),
        rollup=row.get("rollup", "sum"),
        hand_over=row.get("hand_over", False),
        record=read_declared(row.get("record")),
    )


def _stage(code: str, row: Mapping[str, Any], counted: list[str]) -> Stage:
    return Stage(
        row["en"],
        row["zh"],
        code,
        sources=tuple(row["from"]),
        units=tuple(row.get("units", counted)),
        promise=row.get("promise", False),
        end=row.get("end", False),
        noted=tuple(row.get("noted", ())),
        proof=words(row["proof"]) if "proof" in row else None,
        usual_days=row.get("usual_days"),
        watch=row.get("watch", ""),
    )


def _subject(row: Mapping[str, Any]) -> Subject:
    name = words(row["once"] if "once" in row else row["label"])
    return Subject(
        name.en,
        name.zh,
        once="once" in row,
        optional=row.get("optional", False),
        needed=row.get("needed", False),
        of=tuple(row.get("of", ())),
    )


@cache
def pipelines() -> Mapping[str, Pipeline]:
    """Return every pipeline by its code."""
    return read_pipelines(shipped("pipelines.yaml"))


def split_move(move: str) -> tuple[str, str]:
    """Return a move as (source, target); what is no move gives an empty target.

    >>> split_move("outside>received")
    ('outside', 'received')
    """
    source, _, target = move.partition(">")
    return source.strip(), target.strip()


def units_of(pipeline: str, stage: str) -> tuple[str, ...]:
    """Return the units counted at a stage, parts of a whole included.

    The pipeline `target` counts `as_indicator`: the unit of the indicator that is promised.
    Raises: KeyError for an unknown pipeline or stage.

    >>> units_of("funds", "received"), units_of("training", "certified")[:2]
    (('CNY',), ('person', 'person/out_of_poverty'))
    """
    counted = pipelines()[pipeline].stages[stage].units
    known = units()
    parts = [f"{u}/{part}" for u in counted if u in known for part in known[u].of_whom]
    return (*counted, *parts)


def allowed(pipeline: str, source: str, target: str) -> bool:
    """Return whether a quantity may go from `source` to `target`.

    Any stage may be opened from `carried` and handed over to it. Unknown names are not allowed.

    >>> allowed("funds", "received", "paid_out"), allowed("funds", "outside", "received")
    (True, False)
    """
    found = pipelines().get(pipeline)
    if found is None:
        return False
    if CARRIED in (source, target):
        return source != target and {source, target} - {CARRIED} <= found.stages.keys()
    return target in found.stages and source in found.stages[target].sources


def canonical_cell(pipeline: str, codes: Mapping[str, str]) -> str:
    """Return the kept codes of a movement as canonical JSON, `-` where nothing was stated.

    Raises: ValueError for a dimension this pipeline does not keep.

    >>> canonical_cell("funds", {"budget_year": "2019"})
    '{"budget_year":"2019","payer_level":"-"}'
    """
    return _canonical(pipelines()[pipeline].kept, codes, pipeline)


def canonical_note(pipeline: str, stage: str, codes: Mapping[str, str]) -> str:
    """Return what is said of one move into `stage` as canonical JSON.

    Raises: ValueError for a dimension that is not noted there.

    >>> canonical_note("funds", "allocated", {}), canonical_note("funds", "received", {})
    ('{"use":"-"}', '{}')
    """
    found = pipelines()[pipeline].stages.get(stage)
    return _canonical(found.noted if found else (), codes, f"{pipeline}.{stage}")


def _canonical(wanted: tuple[str, ...], codes: Mapping[str, str], where: str) -> str:
    foreign = sorted(codes.keys() - set(wanted))
    if foreign:
        raise ValueError(f"{where} has no {', '.join(foreign)}")
    return canonical_json({d: codes.get(d) or NOT_STATED for d in wanted})


def move_words(pipeline: str, source: str, target: str) -> Words:
    """Return what a clerk calls a move: mostly the name of the stage it reaches.

    >>> move_words("funds", "committed", "received").zh
    '到账'
    >>> move_words("facility", "carried", "operating").en
    'Carried over: Operating'
    """
    found = pipelines()[pipeline]
    if f"{source}>{target}" in found.said:
        return found.said[f"{source}>{target}"]
    ends = [BUILT_IN.get(s) or found.stages[s] for s in (source, target)]
    if source == CARRIED:
        return Words(f"Carried over: {ends[1].en}", f"结转：{ends[1].zh}")
    if target == CARRIED:
        return Words(f"Handed over: {ends[0].en}", f"移交：{ends[0].zh}")
    return Words(ends[1].en, ends[1].zh)


@cache
def stage_rules() -> StageRules:
    """Return what the journal must hold to over all pipelines.

    Promises, `outside` and `carried` may go below zero. A promise is no live stage either: it is
    drawn below zero by what was delivered unannounced, and would hide a second delivery.

    >>> [s for s in ("committed", "received") if ("funds", s) in stage_rules().floors]
    ['received']
    """
    found = pipelines()
    once = {code: p for code, p in found.items() if p.subject.once}
    return StageRules(
        floors=frozenset(
            (code, s.code) for code, p in found.items() for s in p.stages.values() if not s.promise
        ),
        live={code: p.live for code, p in once.items()},
        first_unit={code: p.units[0] for code, p in once.items()},
    )
