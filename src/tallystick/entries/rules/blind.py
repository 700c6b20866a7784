"""Blind halves: what makes two of them one movement, and when they show the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.entries.rules.reports import CanonicalLine, Report, canonical_lines
from tallystick.kernel.code import canonical_json, sha256_hex
from tallystick.kernel.numeral import Stated

LineKey = tuple[str, str, str]


def pair_key(report: Report) -> str:
    """Return what a half says without its amounts: both halves of a movement have the same.

    That is the pairing, the move, both places, the thing, the month and the cells: one office
    enters on the last day, the other a day later, and they mean the same month. Units, notes and
    amounts are compared; days, titles and references are each side's own.
    Source: docs/method/matching.md, "Blind".
    """
    cells = sorted({line.cell for line in canonical_lines(report)})
    said: Mapping[str, Any] = {
        "pairing": report.pairing,
        "region": report.region,
        "partner": report.partner,
        "pipeline": report.pipeline,
        "move": f"{report.source}>{report.target}",
        "statement": report.statement,
        "thing": report.thing,
        "month": f"{report.happened_on:%Y-%m}",
        "cells": cells,
    }
    return sha256_hex(canonical_json(said).encode())


def rounded(amount: int, step: int) -> int:
    """Return an amount to a step, half up.

    >>> rounded(248_600_000, 10_000_000), rounded(7, 1)
    (250000000, 7)
    """
    return (amount + step // 2) // step * step


def same_amount(own: int, own_step: int, theirs: int, their_step: int) -> bool:
    """Return whether two stated amounts are the same at the coarser of their two steps.

    Zero is exact: nothing is never the same as something.

    >>> same_amount(250_000_000, 10_000_000, 248_600_000, 1)
    True
    >>> same_amount(250_000_000, 1, 248_600_000, 1), same_amount(0, 10_000, 4_999, 1)
    (False, False)
    """
    if not own or not theirs:
        return own == theirs
    step = max(own_step, their_step)
    return rounded(own, step) == rounded(theirs, step)


def as_counter(amount: int, precision: int, said: Stated) -> int:
    """Return the figure that stands against a stated one: that one itself where hers says the same.

    >>> as_counter(248_600_000, 1, Stated(250_000_000, 10_000_000))
    248600000
    >>> as_counter(248_600_000, 1, Stated(250_000_000))
    250000000
    """
    same = same_amount(amount, precision, said.amount, said.precision)
    return amount if same else said.amount


@dataclass(frozen=True)
class Difference:
    """A line on which two halves differ; None: that half does not state it."""

    key: LineKey
    own: int | None
    theirs: int | None


def by_key(lines: Iterable[CanonicalLine]) -> dict[LineKey, CanonicalLine]:
    """Return lines by what they are about: unit, kept codes and noted codes."""
    return {(line.unit, line.cell, line.note): line for line in lines}


def differences(own: Iterable[CanonicalLine], theirs: Iterable[CanonicalLine]) -> list[Difference]:
    """Return the lines on which two halves do not show the same.

    A line that one half does not state stands against zero: nothing was said of it.
    """
    mine, other = by_key(own), by_key(theirs)
    found = []
    for key in sorted(mine.keys() | other.keys()):
        left, right = mine.get(key), other.get(key)
        a, b = (left.amount if left else 0), (right.amount if right else 0)
        steps = (left.precision if left else 1), (right.precision if right else 1)
        if not same_amount(a, steps[0], b, steps[1]):
            found.append(
                Difference(key, left.amount if left else None, right.amount if right else None)
            )
    return found


def is_finer(own: Iterable[CanonicalLine], theirs: Iterable[CanonicalLine]) -> bool | None:
    """Return whether the first half was stated more finely; None where neither was.

    The finer one is posted: the coarser says the same, and says less.
    """
    mine, other = (sum(line.precision for line in lines) for lines in (own, theirs))
    return None if mine == other else mine < other
