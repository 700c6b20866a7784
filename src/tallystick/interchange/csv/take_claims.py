"""Take a file of published figures in: read it, resolve its parties, keep its claims."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.indicators.services import keep_claims
from tallystick.interchange.csv.claims import read_claims
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.catalogue import indicators


@dataclass(frozen=True)
class ClaimReport:
    """What became of a file: `accepted` rows are in order, `written` were new and kept.

    `unresolved` of the accepted rows have a party that no single place is known for; `known`
    were kept from a file before.
    """

    rows: int
    accepted: int
    unresolved: int
    written: int
    known: int
    problems: tuple[Problem, ...]


def take_claims(
    source: bytes, *, name: str, by: Actor, dry_run: bool = False, good_rows: bool = False
) -> ClaimReport:
    """Take in a CSV of published figures; while a row is wrong, nothing is kept.

    `good_rows`: the person saw the problems and takes the rows that are in order.
    """
    rows, problems = read_claims(source, units={c: i.unit for c, i in indicators().items()})
    wrong = {problem.params.get("row") for problem in problems}
    keep_nothing = dry_run or (bool(problems) and not good_rows)
    kept = keep_claims(
        rows, file_name=name, file_sha256=sha256_hex(source), by=by, dry_run=keep_nothing
    )
    return ClaimReport(
        rows=len(rows) + len(wrong - {None}),
        accepted=len(rows),
        unresolved=kept.unresolved,
        written=kept.written,
        known=kept.known,
        problems=tuple(problems),
    )
