"""What the journal refuses of an entry, in the words of its reader: place, stage, unit and thing.

The journal knows codes alone, and what an entry waits for is kept with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tallystick.entries.models import Entry
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.rules.pipelines import BUILT_IN, pipelines, split_unit, unit_words
from tallystick.programme.rules.vocabulary import units


def worded(problem: Problem, row: Entry) -> Problem:
    """Return a refusal of the journal about `row` with words for its codes; others as they are."""
    if not {"pipeline", "stage"} <= problem.params.keys():
        return problem
    return replace(problem, params={**problem.params, **_words(problem.params, row)})


@contextmanager
def in_words(row: Entry) -> Iterator[None]:
    """Tell what the journal refuses of `row` in the words of its reader.

    Raises: Refused as the journal does.
    """
    try:
        yield
    except Refused as refused:
        told = [worded(problem, row) for problem in refused.problems]
        raise type(refused)(told) from refused


def _words(params: Mapping[str, Any], row: Entry) -> dict[str, Words]:
    pipeline = pipelines().get(str(params["pipeline"]))
    stages = {**BUILT_IN, **(pipeline.stages if pipeline else {})}
    places = {place.code: place for place in (row.region, row.partner)}
    ways: dict[str, Callable[[str], Any]] = {
        "pipeline": lambda _: pipeline,
        "stage": stages.get,
        "unit": lambda code: unit_words(code) if split_unit(code)[0] in units() else None,
        "region": lambda code: _named(places.get(code)),
        "subject": lambda key: _named(row.thing) if row.thing and row.thing.key == key else None,
    }
    return {name: _each(str(params[name]), way) for name, way in ways.items() if name in params}


def _named(one: Any) -> Words | None:
    return Words.name_of(one) if one else None


def _each(codes: str, words: Callable[[str], Any]) -> Words:
    """Return one code, or several with commas between them, in words; what has none stays."""
    found = [(code, words(code)) for code in codes.split(", ")]
    said = {
        lang: [one.label(lang) if one else code for code, one in found] for lang in ("en", "zh")
    }
    return Words(", ".join(said["en"]), "、".join(said["zh"]))
