"""DuckDB, the engine at hand: answers a scope by the compiled texts, over Parquet parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tallystick.indicators.engines.arrow import Table, pa
from tallystick.indicators.engines.columns import code_columns, codes_of, id_text
from tallystick.indicators.engines.desk import Desk, desk
from tallystick.indicators.engines.values import LineRead, Scope
from tallystick.indicators.rules.counts import SIGNED, Count, all_counts
from tallystick.indicators.rules.figures import Answer, Figures, Heard, Standing

_DAYS = ("since", "until", "stock_on", "last_since", "last_until", "closed_on")


class Reading:
    """One scope laid out, while `reading` is open."""

    def __init__(self, at: Desk, scope: Scope) -> None:
        self._desk, self._scope = at, scope
        _lay_out(at, scope)
        at.fold("moves")
        at.fill("codes", _codes(at.table("moves", "cell", "note")))
        at.fold("tags")

    def answer(self) -> Answer:
        """Return every figure of the scope, its targets and what was heard of each pipeline."""
        counted = self._counted("sums")
        self._desk.fold("keyed")
        for tag, more in self._counted("keys").items():
            counted[tag] = counted.get(tag, Figures()) + more
        period = str(self._scope.window.year)
        # A target that was dropped stands at zero in the book: no target, not a target of zero.
        promised = [
            row
            for row in self._desk.ask("targets")
            if row["code_period"] == period and row["amount"]
        ]
        figures = _by_count(counted)
        return Answer(
            figures=figures,
            targets={r["code_indicator"]: r["amount"] for r in promised if r["own"]},
            targets_below={r["code_indicator"]: r["amount"] for r in promised if not r["own"]},
            heard={row.pop("about"): Heard(**row) for row in self._desk.ask("heard")},
            signed=tuple(self._signed()) if figures[SIGNED].now else (),
        )

    def lines(self, count: Count) -> list[LineRead]:
        """Return the lines that enter `count`, unposted ones too, newest first."""
        self._desk.choose(all_counts().index(count), _span(count))
        return [_line(row) for row in self._desk.ask("lines")]

    def _signed(self) -> list[Standing]:
        """Return the named projects that stand signed, oldest first; `keyed` was folded before."""
        rows = sorted(self._desk.ask("standing"), key=lambda row: (row["since"], row["subject"]))
        return [Standing(row["subject"], row["region"], row["since"]) for row in rows]

    def _counted(self, name: str) -> dict[int, Figures]:
        return {row["tag"]: _figures(row) for row in self._desk.ask(name)}


@contextmanager
def reading(scope: Scope) -> Iterator[Reading]:
    """Lay a scope out on a desk and clear it afterwards."""
    with desk() as at, at.report(tuple(path for cut in scope.books for path in cut.parts)):
        yield Reading(at, scope)


def _lay_out(at: Desk, scope: Scope) -> None:
    window = scope.window
    params = {
        **{day: getattr(window, day) for day in _DAYS},
        "year": str(window.year),
        "last_year": str(window.year - 1),
        "node_region": scope.node[0],
        "node_partner": scope.node[1],
    }
    books = {
        "book": [cut.book for cut in scope.books],
        "seq": pa.array([cut.seq for cut in scope.books], pa.int64()),
        "closed_seq": pa.array([cut.closed_seq for cut in scope.books], pa.int64()),
    }
    at.fill("params", pa.table({name: [value] for name, value in params.items()}))
    at.fill("books", pa.table(books))
    at.fill("places", pa.table({"code": sorted(scope.regions)}))
    at.fill("partners", pa.table({"code": sorted(scope.partners)}))
    at.fill("counts", _count_table())
    if scope.unposted is not None and scope.unposted.num_rows:
        at.fill("unposted", scope.unposted)


def _span(count: Count) -> str:
    if count.is_stock:
        return "stock"
    return "ever" if count.kind == "ever" else "flow"


@cache
def _count_table() -> Table:
    """Return tag → span and key of every count; a second tag says the same as its first."""
    counts = all_counts()
    tags = range(2 * len(counts))
    keys = {"distinct": "subject", "regions": "region"}
    return pa.table(
        {
            "tag": pa.array(tags, pa.int32()),
            "span": [_span(counts[tag % len(counts)]) for tag in tags],
            "by_key": [keys.get(counts[tag % len(counts)].kind, "") for tag in tags],
        }
    )


def _codes(pairs: Table) -> Table:
    """Return what each pair of kept and noted codes says, one column a dimension."""
    rows = pairs.to_pylist()
    said = [codes_of(row["cell"], row["note"]) for row in rows]
    columns = {"cell": [row["cell"] for row in rows], "note": [row["note"] for row in rows]}
    columns |= {name: [codes.get(name) for codes in said] for name in code_columns()}
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(
        **{name: row[name] for name in ("now", "last_year", "one_sided", "waiting", "disputed")},
        **{name: row[name] for name in ("opening", "lines", "open_lines")},
        recorded_later=row["closed_now"] - row["closed_then"],
        months=tuple(row[f"m{month}"] for month in range(1, 13)),
        last_months=tuple(row[f"l{month}"] for month in range(1, 13)),
    )


def _by_count(counted: Mapping[int, Figures]) -> dict[Count, Figures]:
    """Return the figures of every count; last year's come from the second tag where it has one."""
    counts, found = all_counts(), {}
    for tag, count in enumerate(counts):
        figures = counted.get(tag, Figures())
        if count.follows_year:
            second = counted.get(tag + len(counts), Figures())
            figures = replace(figures, last_year=second.last_year, last_months=second.last_months)
        found[count] = figures
    return found


def _line(row: Mapping[str, Any]) -> LineRead:
    instant: datetime | None = row["recorded_at"]
    return LineRead(
        **{name: row[name] for name in _LINE_FIELDS},
        transaction=id_text(row["transaction"]) or "",
        reverses=id_text(row["reverses"]),
        source=row["from"],
        target=row["to"],
        recorded_at=instant and instant.astimezone(UTC),
    )


_LINE_FIELDS = (
    *("book", "seq", "n", "kind", "valid_from", "region", "partner", "pipeline"),
    *("unit", "cell", "note", "subject", "amount", "one_sided", "state"),
)
