"""A whole scorecard through the product against SQL written by hand, on the same Parquet.

    .venv/bin/python bench/scorecard.py [--lines 1000000] [--rounds 5]

Prints medians of alternating rounds and their ratio, after checking that both give the same
integers. The hand-written SQL has its days and places as constants and gives two numbers for each
count, this year and last; the product gives nine, both years month by month, targets and reports.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy
import pyarrow as pa
import pyarrow.parquet as pq

WORK = tempfile.TemporaryDirectory(prefix="tallystick-bench-")
os.environ.setdefault("TALLYSTICK_HOME", WORK.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")

import django  # noqa: E402 (settings first)

django.setup()

import duckdb  # noqa: E402
from django.conf import settings  # noqa: E402

from tallystick.indicators.engines.columns import code_columns, codes_of, line_schema  # noqa: E402
from tallystick.indicators.engines.duck import reading  # noqa: E402
from tallystick.indicators.engines.values import BookCut, Scope  # noqa: E402
from tallystick.indicators.rules.counts import Count, all_counts  # noqa: E402
from tallystick.indicators.rules.window import Window, window_of  # noqa: E402
from tallystick.kernel.code import canonical_json  # noqa: E402
from tallystick.kernel.period import Period  # noqa: E402
from tallystick.programme.rules.pipelines import dimensions, pipelines  # noqa: E402

FIRST = date(2017, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
YEARS, REGIONS, PARTNERS, YEAR = 5, 300, 40, 2019
Edge = tuple[str, str, str, str, str, str]


def edges() -> list[Edge]:
    """Return every move of every pipeline with a few of its codes."""
    found: list[Edge] = []
    for code, pipeline in pipelines().items():
        if code in ("target", "report"):
            continue
        for stage in pipeline.stages.values():
            kept, noted = _codes(pipeline.kept), _codes(stage.noted)
            found += [
                (code, source, stage.code, unit, canonical_json(cell), canonical_json(note))
                for source in stage.sources
                for unit in stage.units
                for cell in kept
                for note in noted
            ]
    return found


def _codes(names: tuple[str, ...]) -> list[dict[str, str]]:
    made: list[dict[str, str]] = [{}]
    for name in names:
        codes = list(dimensions()[name].codes or ("2017", "2018", "2019", "2020"))[:4]
        made = [{**one, name: code} for one in made for code in codes]
    return made[:16]


def generate(lines: int, path: Path) -> None:
    """Write `lines` invented lines: few edges carry most of them, one in five names a subject."""
    random = numpy.random.default_rng(7)
    listed = edges()
    weights = 1 / numpy.arange(1, len(listed) + 1)
    places = random.permutation(len(listed))
    chosen = places[random.choice(len(listed), lines, p=weights / weights.sum())]
    regions = random.integers(0, REGIONS, lines)
    columns = {
        "book": _texts(numpy.zeros(lines, int), ["bench"]),
        "seq": pa.array(numpy.arange(lines) // 2 + 1),
        "n": pa.array((numpy.arange(lines) % 2 + 1).astype("int32")),
        "valid_from": pa.array(
            numpy.sort(random.integers(FIRST, FIRST + YEARS * 365, lines)).astype("int32"),
            pa.date32(),
        ),
        "kind": _texts(numpy.zeros(lines, int), ["move"]),
        "region": _texts(regions, [f"r{n:03}" for n in range(REGIONS)]),
        "partner": _texts(regions % PARTNERS, [f"p{n:02}" for n in range(PARTNERS)]),
        "subject": _texts(
            numpy.where(random.random(lines) < 0.2, random.integers(0, 100_000, lines), -1),
            [f"{n:032x}" for n in range(100_000)],
        ),
        "amount": pa.array(random.integers(1, 10**6, lines)),
        "one_sided": pa.array(random.random(lines) < 0.05),
    }
    for place, name in enumerate(("pipeline", "from", "to", "unit", "cell", "note")):
        columns[name] = _named(chosen, [edge[place] for edge in listed])
    said = [codes_of(edge[4], edge[5]) for edge in listed]
    for name in code_columns():
        columns[name] = _named(chosen, [codes.get(name) for codes in said])
    schema = line_schema()
    empty = {n: pa.nulls(lines, schema.field(n).type) for n in schema.names if n not in columns}
    table = pa.table({n: (columns | empty)[n] for n in schema.names}, schema=schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", row_group_size=131_072)


def _texts(places: numpy.ndarray, values: list[str]) -> pa.Array:
    keys = pa.array(places.astype("int32"), mask=places < 0)
    return pa.DictionaryArray.from_arrays(keys, pa.array(values, pa.string()))


def _named(chosen: numpy.ndarray, values: list[str | None]) -> pa.Array:
    known = sorted({value for value in values if value is not None})
    places = {value: place for place, value in enumerate(known)}
    of_edge = numpy.array([-1 if v is None else places[v] for v in values])
    return _texts(of_edge[chosen], known)


def by_hand(path: Path, window: Window, partner_count: int) -> str:
    """Return the SQL: fold the lines once, then one FILTER a figure; persons in a second fold."""
    partners = ", ".join(f"'p{n:02}'" for n in range(partner_count))
    day = {name: f"DATE '{getattr(window, name)}'" for name in ("since", "until", "last_since")}
    last_until = f"DATE '{window.last_until}'"
    inside = f"valid_from <= {day['until']} AND partner IN ({partners})"
    which = (
        f"CASE WHEN valid_from >= {day['since']} THEN 2 WHEN valid_from > {last_until} THEN 1"
        f" WHEN valid_from >= {day['last_since']} THEN 0 ELSE -1 END"
    )
    keys = 'pipeline, "from", "to", unit, cell, note'
    plain = [(place, count) for place, count in enumerate(all_counts()) if not count.by_key]
    named = [(n, count) for n, count in enumerate(all_counts()) if count.kind == "distinct"]
    figures = ", ".join(_filter(*one, days) for one in plain for days in (2, 0))
    people = ", ".join(_people(*one, days) for one in named for days in (2, 0))
    pipelines_named = ", ".join(sorted({f"'{count.pipeline}'" for _, count in named}))
    return f"""
        WITH fold AS (
          SELECT {keys}, {which} AS days, sum(amount) AS amount
          FROM read_parquet('{path}') WHERE {inside} GROUP BY ALL),
        persons AS MATERIALIZED (
          SELECT {keys}, region, subject, {which} AS days, sum(amount) AS amount
          FROM read_parquet('{path}')
          WHERE {inside} AND subject IS NOT NULL AND pipeline IN ({pipelines_named}) GROUP BY ALL)
        SELECT {figures}, {people} FROM fold
    """  # noqa: S608 (our own registry and constants)


def _people(place: int, count: Count, days: int) -> str:
    return (
        f"(SELECT count(*) FROM (SELECT 1 FROM persons WHERE {_where(count)} AND days = {days}"  # noqa: S608
        f" GROUP BY region, subject HAVING sum(amount) > 0)) AS p{place}_{days}"
    )


def _where(count: Count) -> str:
    stages = ", ".join(f"'{stage}'" for stage in count.stages)
    tests = [f"pipeline = '{count.pipeline}'", f"unit = '{count.unit}'"]
    for dimension, codes in count.where:
        listed = [str(YEAR) if code == "$year" else code for code in codes]
        likes = [f"""contains(cell || note, '"{dimension}":"{code}"')""" for code in listed]
        tests.append(f"({' OR '.join(likes)})")
    if not count.is_stock:
        tests += [f'"to" IN ({stages})', "\"from\" <> 'carried'"]
    return " AND ".join(tests)


def _filter(place: int, count: Count, days: int) -> str:
    stages = ", ".join(f"'{stage}'" for stage in count.stages)
    amount = "amount"
    if count.is_stock:
        amount = f'amount * (("to" IN ({stages}))::INT - ("from" IN ({stages}))::INT)'
    on = f"days = {days}" if count.kind == "inflow" else f"days <= {days}"
    return f"coalesce(sum({amount}) FILTER (WHERE {_where(count)} AND {on}), 0) AS f{place}_{days}"


def main() -> None:
    """Generate, check that both agree, and print the ratio."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    path = Path(settings.ROLLUP_DIR).resolve() / "bench" / "part.parquet"
    generate(options.lines, path)
    window = window_of(YEAR, Period(None, None), date(YEAR, 12, 31), date(2030, 1, 1))
    assert window is not None
    hand = duckdb.connect(config={"threads": 2})
    for partner_count, name in ((PARTNERS, "whole book"), (1, "one pairing")):
        scope = Scope(
            books=(BookCut("bench", (path,), options.lines, options.lines // 2),),
            regions=frozenset(f"r{n:03}" for n in range(REGIONS)),
            partners=frozenset(f"p{n:02}" for n in range(partner_count)),
            node=("r000", "p00"),
            window=window,
        )
        text = by_hand(path, window, partner_count)
        _require_same(scope, hand.execute(text).to_arrow_table().to_pylist()[0])
        runs: dict[str, Callable[[], object]] = {
            "product": lambda scope=scope: _answer(scope),
            "by hand": lambda text=text: hand.execute(text).fetchall(),
        }
        taken = _alternate(runs, options.rounds)
        print(
            f"{name}, {options.lines:,} lines: product {taken['product'] * 1000:.0f} ms,"
            f" by hand {taken['by hand'] * 1000:.0f} ms,"
            f" ratio {taken['product'] / taken['by hand']:.2f}"
        )


def _answer(scope: Scope) -> object:
    with reading(scope) as laid_out:
        return laid_out.answer()


def _require_same(scope: Scope, row: dict[str, int]) -> None:
    with reading(scope) as laid_out:
        figures = laid_out.answer().figures
    for place, count in enumerate(all_counts()):
        if not count.by_key:
            assert figures[count].now == row[f"f{place}_2"], count


def _alternate(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(times) for name, times in taken.items()}


if __name__ == "__main__":
    main()
