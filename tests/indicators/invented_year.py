"""An invented year as exported lines: HARB helps WEST until 30 June 2026, then DELTA takes over.

WEST has two prefectures, N and S; county W lies in N, county Q lies in N until 31 August and in S
from 1 September. `invented_year.csv` holds its lines in the order in which they were recorded.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tallystick.indicators.engines.columns import LINE_NAMES, line_table, open_table
from tallystick.indicators.engines.values import BookCut, Scope
from tallystick.indicators.rules.figures import Answer
from tallystick.indicators.rules.window import window_of
from tallystick.kernel.code import canonical_json
from tallystick.kernel.period import Period

PARTNERS = {"P1": "HARB", "P2": "DELTA"}
HEAD = 202  # the last seq of the year
SEP = date(2026, 9, 1)


def _codes(text: str) -> str:
    return canonical_json(dict(part.split("=", 1) for part in text.split(";") if part))


@cache
def rows() -> tuple[dict[str, Any], ...]:
    """Return the lines as the journal would hand them over, with their state."""
    with (Path(__file__).parent / "invented_year.csv").open(encoding="utf-8") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def _row(row: dict[str, str]) -> dict[str, Any]:
    seq = int(row["seq"])
    return {
        **row,
        "seq": seq if row["state"] == "posted" else None,
        "n": int(row["n"]),
        "transaction": f"{seq:08x}-0000-7000-8000-000000000000",
        "valid_from": date.fromisoformat(row["valid_from"]),
        "recorded_at": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=seq),
        "reverses": f"{int(row['reverses']):08x}-0000-7000-8000-000000000000"
        if row["reverses"]
        else None,
        "cell": _codes(row["cell"]),
        "note": _codes(row["note"]),
        "subject": row["subject"] or None,
        "amount": int(row["amount"]),
        "one_sided": row["one_sided"] == "1",
    }


def write_parts(folder: Path) -> dict[str, Path]:
    """Write one part a book and return where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for book in PARTNERS:
        posted = [row for row in rows() if row["book"] == book and row["state"] == "posted"]
        made[book] = folder / f"{book}.parquet"
        columns = {name: [row[name] for row in posted] for name in LINE_NAMES}
        pq.write_table(line_table(columns), made[book])
    return made


def below(region: str, on: date) -> frozenset[str]:
    """Return the region and what lies in it on a day."""
    n, s = ({"N", "W", "Q"}, {"S"}) if on < SEP else ({"N", "W"}, {"S", "Q"})
    trees = {"WEST": {"WEST"} | n | s, "N": n, "S": s, "W": {"W"}, "Q": {"Q"}}
    return frozenset(trees[region])


def scope_of(
    parts: dict[str, Path],
    region: str = "WEST",
    until: str = "2026-12-31",
    *,
    pairing: str | None = None,
    seq: int = HEAD,
    on_map: str | None = None,
) -> Scope:
    """Return the scope of one report on the year; both books unless a pairing is named."""
    day = date.fromisoformat(until)
    window = window_of(2026, Period(None, None), day, date(2027, 12, 31))
    assert window is not None
    books = [pairing] if pairing else list(PARTNERS)
    waiting = [row for row in rows() if row["state"] != "posted" and row["book"] in books]
    return Scope(
        books=tuple(BookCut(book, (parts[book],), seq, 39) for book in books),
        regions=below(region, date.fromisoformat(on_map) if on_map else day),
        partners=frozenset(PARTNERS.values()),
        node=(region, PARTNERS[pairing or "P1"]),
        window=window,
        unposted=open_table(waiting),
    )


def figure(answer: Answer, code: str, name: str = "now") -> int | tuple[int, int]:
    """Return one figure of an indicator: an amount, or numerator and denominator."""
    from tallystick.indicators.rules.arithmetic import amount, fraction
    from tallystick.indicators.rules.counts import formulas

    formula = formulas()[code]
    if formula.over:
        return fraction(formula, lambda count: getattr(answer.figures[count], name))
    return amount(formula, lambda count: getattr(answer.figures[count], name))
