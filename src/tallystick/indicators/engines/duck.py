"""DuckDB, the engine at hand: answers scopes by the compiled texts, over Parquet parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from tallystick.indicators.engines.arrow import Table, pa
from tallystick.indicators.engines.columns import code_columns, codes_of, id_text
from tallystick.indicators.engines.desk import Desk, desk
from tallystick.indicators.engines.values import LineRead, Scope
from tallystick.indicators.rules.counts import SIGNED, Count, all_counts
from tallystick.indicators.rules.figures import NOTHING, Answer, Figures, Heard, Standing

# How a report is called that is read by itself.
ALONE = ""
_DAYS = ("since", "until", "stock_on", "last_since", "last_until", "closed_on")


class Reading:
    """Reports laid out side by side, while `reading` or `reading_all` is open."""

    def __init__(self, at: Desk, scopes: Mapping[str, Scope], counts: Collection[Count]) -> None:
        self._desk, self._scopes = at, scopes
        _lay_out(at, scopes, counts)
        at.fold("moves")
        at.fill("codes", _codes(at.table("moves", "cell", "note")))
        at.fold("tags")

    def answer(self) -> Answer:
        """Return the answer to the one report that was laid out."""
        return self.answers()[ALONE]

    def answers(self) -> dict[str, Answer]:
        """Return, by report, its figures, its targets and what was heard of each pipeline."""
        counted = self._counted("sums")
        self._desk.fold("keyed")
        for (node, tag), more in self._counted("keys").items():
            counted[node, tag] = counted.get((node, tag), Figures()) + more
        figures: dict[str, dict[int, Figures]] = {node: {} for node in self._scopes}
        for (node, tag), one in counted.items():
            figures[node][tag] = one
        by_count = {node: _by_count(tags) for node, tags in figures.items()}
        promised = self._by_node("targets")
        heard = self._by_node("heard")
        stands = any(found[SIGNED].now for found in by_count.values())
        signed = self._by_node("standing") if stands else {}
        return {
            node: Answer(
                figures=by_count[node],
                **_targets(promised.get(node, ()), scope.window.year),
                heard={row["about"]: _heard(row) for row in heard.get(node, ())},
                signed=_signed(signed.get(node, ())),
            )
            for node, scope in self._scopes.items()
        }

    def lines(self, count: Count) -> list[LineRead]:
        """Return the lines that enter `count`, unposted ones too, newest first."""
        self._desk.choose(all_counts().index(count), _span(count))
        return [_line(row) for row in self._desk.ask("lines")]

    def _counted(self, name: str) -> dict[tuple[str, int], Figures]:
        return {(row["node"], row["tag"]): _figures(row) for row in self._desk.ask(name)}

    def _by_node(self, name: str) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._desk.ask(name):
            found[row.pop("node")].append(row)
        return found


@contextmanager
def reading(scope: Scope) -> Iterator[Reading]:
    """Lay a scope out on a desk and clear it afterwards."""
    with reading_all({ALONE: scope}) as laid_out:
        yield laid_out


@contextmanager
def reading_all(
    scopes: Mapping[str, Scope], counts: Collection[Count] | None = None
) -> Iterator[Reading]:
    """Lay several scopes of one year out together: the lines are read once for all of them.

    Only the figures of `counts` are read where they are given; all others are left at zero.
    Raises: ValueError for scopes of several years.
    """
    if len({scope.window.year for scope in scopes.values()}) > 1:
        raise ValueError("reports that are read together are about one year")
    parts = dict.fromkeys(
        path for scope in scopes.values() for cut in scope.books for path in cut.parts
    )
    with desk(tuple(parts)) as at, at.report(tuple(parts)):
        yield Reading(at, scopes, all_counts() if counts is None else counts)


def _lay_out(at: Desk, scopes: Mapping[str, Scope], counts: Collection[Count]) -> None:
    at.fill("params", pa.Table.from_pylist([_params(*one) for one in scopes.items()]))
    cuts = [(node, cut) for node, scope in scopes.items() for cut in scope.books]
    books = {
        "node": pa.array([node for node, _cut in cuts], pa.string()),
        "book": pa.array([cut.book for _node, cut in cuts], pa.string()),
        "seq": pa.array([cut.seq for _node, cut in cuts], pa.int64()),
        "closed_seq": pa.array([cut.closed_seq for _node, cut in cuts], pa.int64()),
    }
    at.fill("books", pa.table(books))
    at.fill("places", _by_report({node: scope.regions for node, scope in scopes.items()}))
    at.fill("partners", _by_report({node: scope.partners for node, scope in scopes.items()}))
    asked = {"target", "report", *(count.pipeline for count in counts)}
    at.fill("asked", pa.table({"code": sorted(asked)}))
    at.fill("counts", _count_table(frozenset(counts)))
    # Reports of one book share one table of what waits there.
    open_tables = {id(scope.unposted): scope.unposted for scope in scopes.values()}
    for waiting in open_tables.values():
        if waiting is not None and waiting.num_rows:
            at.fill("unposted", waiting)


def _params(node: str, scope: Scope) -> dict[str, Any]:
    window = scope.window
    return {
        "node": node,
        **{day: getattr(window, day) for day in _DAYS},
        "year": str(window.year),
        "last_year": str(window.year - 1),
        "node_region": scope.node[0],
        "node_partner": scope.node[1],
    }


def _by_report(codes: Mapping[str, Collection[str]]) -> Table:
    rows = [(node, code) for node, own in codes.items() for code in sorted(own)]
    columns = {"node": [row[0] for row in rows], "code": [row[1] for row in rows]}
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _targets(rows: Iterable[Mapping[str, Any]], year: int) -> dict[str, dict[str, int]]:
    """Return what is promised for a year, at the node and below it.

    A target that was dropped stands at zero in the book: no target, not a target of zero.
    """
    promised = [row for row in rows if row["code_period"] == str(year) and row["amount"]]
    return {
        "targets": {r["code_indicator"]: r["amount"] for r in promised if r["own"]},
        "targets_below": {r["code_indicator"]: r["amount"] for r in promised if not r["own"]},
    }


def _heard(row: Mapping[str, Any]) -> Heard:
    return Heard(**{name: number for name, number in row.items() if name != "about"})


def _signed(rows: Iterable[Mapping[str, Any]]) -> tuple[Standing, ...]:
    """Return the named projects that stand signed, oldest first."""
    oldest = sorted(rows, key=lambda row: (row["since"], row["subject"]))
    return tuple(Standing(row["subject"], row["region"], row["since"]) for row in oldest)


def _span(count: Count) -> str:
    if count.is_stock:
        return "stock"
    return "ever" if count.kind == "ever" else "flow"


@lru_cache(maxsize=64)
def _count_table(wanted: frozenset[Count]) -> Table:
    """Return tag → span and key of the counts wanted; a second tag says the same as its first."""
    counts = all_counts()
    tags = [tag for tag in range(2 * len(counts)) if counts[tag % len(counts)] in wanted]
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
        figures = counted.get(tag, NOTHING)
        if count.follows_year:
            second = counted.get(tag + len(counts), NOTHING)
            if figures is not second:
                year, months = second.last_year, second.last_months
                figures = replace(figures, last_year=year, last_months=months)
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
