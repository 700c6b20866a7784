"""Compared claims as the command line, and the file of what the press says, print them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from tallystick.indicators.queries.comparing import ComparedClaim, ComparedList
from tallystick.indicators.queries.press import COLUMNS, PressRow, PressView
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import Compared
from tallystick.indicators.shapes import claim_json


def compared_list_json(found: ComparedList, rows: Iterable[ComparedClaim]) -> dict[str, Any]:
    """Return compared claims in the shape of the command-line contract."""
    return {
        "total": len(found.rows),
        "not_read": found.not_read,
        "claims": [compared_json(row) for row in rows],
    }


def compared_json(row: ComparedClaim) -> dict[str, Any]:
    """Return a claim with its verdict and all it was compared with."""
    return {
        **claim_json(row.claim),
        "verdict": row.verdict,
        "reason": row.reason,
        "compared": [_compared(done) for done in row.compared],
    }


def _compared(done: Compared) -> dict[str, Any]:
    return {
        "with": [_said(said) for said in done.theirs],
        "verdict": done.verdict,
        "reason": done.reason.code,
        "said": {"en": done.reason.sentence("en"), "zh": done.reason.sentence("zh")},
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "claim": None if said.book else int(said.key.partition(":")[2]),
        "book": said.book,
        "indicator": said.indicator.partition(":")[0],
        "printed": None if said.book else said.printed,
        "value": said_value(said),
        "unit": said.unit,
        "period_start": said.since.isoformat() if said.since else None,
        "period_end": said.until.isoformat() if said.until else None,
    }


def said_value(said: Said | None) -> int | str | None:
    """Return a value as JSON holds it: an integer, or an exact decimal as text."""
    if said is None or said.value is None:
        return None
    if said.value.denominator == 1:
        return said.value.numerator
    # Every value was a decimal once: it ends after some digits.
    digits = next(n for n in range(1, 40) if (said.value * 10**n).denominator == 1)
    whole = abs(said.value * 10**digits).numerator
    text = f"{whole:0{digits + 1}}"
    sign = "-" if said.value < Fraction(0) else ""
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


def press_json(view: PressView) -> dict[str, Any]:
    """Return what each side's press says in the shape of the command-line contract."""
    return {
        "pairing": view.pairing,
        "year": view.year,
        "book_read_to": view.ends.isoformat() if view.ends else None,
        "not_read": view.not_read,
        "rows": [_press_row(row) for row in view.rows],
    }


def _press_row(row: PressRow) -> dict[str, Any]:
    told = row.telling.reason if row.telling else None
    return {
        "indicator": row.indicator,
        "part": row.part,
        **{
            column: [claim_json(one.claim) for one in said]
            for column, said in zip(COLUMNS, row.said, strict=True)
        },
        "book": said_value(row.book),
        "unit": row.book.unit if row.book else None,
        "verdict": row.verdict,
        "reason": row.reason,
        "said": {"en": told.sentence("en"), "zh": told.sentence("zh")} if told else None,
    }


# The columns of the file of what the press says.
PRESS_COLUMNS = (
    *("pairing", "year", "indicator", "part", *COLUMNS, "book", "unit", "verdict", "reason"),
    *("said_en", "said_zh"),
)


def press_table(view: PressView) -> list[list[Any]]:
    """Return the rows of the file of what the press says; a cell has a print a line."""
    shape = press_json(view)
    return [
        [
            *(view.pairing, view.year, row["indicator"], row["part"]),
            *("\n".join(one["printed"] for one in row[column]) for column in COLUMNS),
            *(row["book"], row["unit"], row["verdict"], row["reason"]),
            *((row["said"] or {}).get(lang, "") for lang in ("en", "zh")),
        ]
        for row in shape["rows"]
    ]
