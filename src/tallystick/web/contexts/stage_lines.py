"""What the walk of a stage's figure receives: its words, its lines, and the entry behind one."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.explain import EntryBrief, Line, Proof
from tallystick.web.contexts.shared import Fact, Link, Page


@dataclass(frozen=True, kw_only=True)
class StageLinesPage(Page):
    """A figure of a stage walked back: words, lines, entry, names, evidence, proof.

    `figure` is empty where the lines are no sum.
    """

    pairing: Link
    pipeline: Link
    words: str
    figure: str = ""
    unit: str = ""
    facts: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    lines_total: int = 0
    newer: Link | None = None
    older: Link | None = None
    entry: EntryBrief | None = None
    proof: Proof | None = None
    address: str = ""
