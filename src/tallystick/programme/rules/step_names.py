"""What a step of reporting is called in a clerk's words: "people placed in work"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_yaml, shipped
from tallystick.programme.rules.vocabulary import words


@cache
def step_names() -> Mapping[tuple[str, str], Words]:
    """Return (pipeline, stage) → what happened, as an office says it and a button reads.

    >>> step_names()["placement", "placed"].en
    'people placed in work'
    """
    found = parse_yaml(shipped("step_names.yaml"))
    return {
        (pipeline, stage): words(pair)
        for pipeline, stages in found.items()
        for stage, pair in stages.items()
    }
