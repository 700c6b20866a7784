"""A place of work in DuckDB: small tables laid out, every compiled text prepared once.

Planning a text takes longer than running it over a pairing's lines, and any change of the
catalog makes DuckDB plan anew. So the tables stand for good, each report fills them inside a
transaction, and the transaction is taken back once the report is read: nothing is left behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
from django.conf import settings

from tallystick.indicators.engines.arrow import Table
from tallystick.indicators.engines.columns import code_columns, no_lines
from tallystick.indicators.engines.compiled import compiled

MEMORY = "1GB"
THREADS = 2
# Tables that a text fills, in the order in which they build on one another.
FOLDED = ("moves", "tags", "keyed")
_TABLES = {
    "params": "node VARCHAR, since DATE, until DATE, stock_on DATE, last_since DATE,"
    " last_until DATE, closed_on DATE, year VARCHAR, last_year VARCHAR,"
    " node_region VARCHAR, node_partner VARCHAR",
    "books": "node VARCHAR, book VARCHAR, seq BIGINT, closed_seq BIGINT",
    "places": "node VARCHAR, code VARCHAR",
    "partners": "node VARCHAR, code VARCHAR",
    "asked": "code VARCHAR",
    "counts": "tag INTEGER, span VARCHAR, by_key VARCHAR",
    "codes": ", ".join(f"{name} VARCHAR" for name in ("cell", "note", *code_columns())),
    "chosen": 'pipeline VARCHAR, "from" VARCHAR, "to" VARCHAR, unit VARCHAR, cell VARCHAR,'
    " note VARCHAR, sign TINYINT, span VARCHAR",
}
# So many desks are kept, beside those at which somebody works at the moment.
KEPT = 8
# Folder → the desks at which nobody sits, the one used last at the end.
_free: dict[str, list[Desk]] = {}
_lock = Lock()


class Desk:
    """A connection to a database that reads one folder and nothing else; for one at a time."""

    def __init__(self, folder: str) -> None:
        self._connection = _database(folder).cursor()
        self._parts: tuple[Path, ...] | None = None
        for name, columns in _TABLES.items():
            self._connection.execute(f"CREATE TEMP TABLE {name} ({columns})")
        self._connection.register("no_lines", no_lines())
        self._connection.execute("CREATE TEMP TABLE unposted AS FROM no_lines")
        self._texts = compiled("duckdb")
        self._prepared: set[str] = set()
        self._view_parts(())
        for name in FOLDED:
            # No rows yet: this only gives the table the columns of its text.
            columns = f"CREATE TEMP TABLE {name} AS FROM ({self._texts[name]}) LIMIT 0"
            self._connection.execute(columns)

    @property
    def reads(self) -> tuple[Path, ...] | None:
        """The parts its texts are planned for."""
        return self._parts

    @contextmanager
    def report(self, parts: tuple[Path, ...]) -> Iterator[None]:
        """Begin a report over `parts`; leave the tables empty when it is over."""
        if parts != self._parts:
            self._view_parts(parts)
        self._connection.begin()
        try:
            yield
        finally:
            self._connection.rollback()

    def fill(self, name: str, rows: Table) -> None:
        """Fill one of the small tables; the columns come in its order."""
        self._connection.from_arrow(rows).insert_into(name)

    def fold(self, name: str) -> None:
        """Fill a table by its own text, in place of what it held."""
        self._connection.execute(f"DELETE FROM {name}")  # noqa: S608 (our name)
        self._run(f"fold_{name}", f"INSERT INTO {name} {self._texts[name]}")

    def ask(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a text."""
        return list(self._run(f"ask_{name}", self._texts[name]).to_arrow_table().to_pylist())

    def table(self, name: str, *columns: str) -> Table:
        """Return the distinct values of some columns of a table."""
        listed = ", ".join(f'"{column}"' for column in columns)
        query = f"SELECT DISTINCT {listed} FROM {name}"  # noqa: S608 (our names)
        return self._connection.execute(query).to_arrow_table()

    def choose(self, tag: int, span: str) -> None:
        """Lay out the edges of one count for the questions about its lines."""
        self._connection.execute("DELETE FROM chosen")
        self._connection.execute(
            'INSERT INTO chosen SELECT pipeline, "from", "to", unit, cell, note, sign, ?'
            " FROM tags WHERE tag = ?",
            [span, tag],
        )

    def _view_parts(self, parts: tuple[Path, ...]) -> None:
        listed = ", ".join(f"'{_quoted(str(part))}'" for part in parts)
        posted = f"SELECT *, 'posted' AS state FROM read_parquet([{listed}]) UNION ALL BY NAME "  # noqa: S608 (our own paths)
        view = f"CREATE OR REPLACE TEMP VIEW every_line AS {posted if parts else ''}FROM unposted"
        self._connection.execute(view)
        # What was prepared before a change of the catalog is planned anew at every use.
        for name in self._prepared:
            self._connection.execute(f"DEALLOCATE {name}")
        self._prepared.clear()
        self._parts = parts

    def _run(self, name: str, text: str) -> duckdb.DuckDBPyConnection:
        if name not in self._prepared:
            self._connection.execute(f"PREPARE {name} AS {text}")
            self._prepared.add(name)
        return self._connection.execute(f"EXECUTE {name}")


@contextmanager
def desk(parts: tuple[Path, ...] = ()) -> Iterator[Desk]:
    """Lend a desk for the roll-up folder: nobody else sees what lies on it meanwhile.

    One at which `parts` were read last has all its texts planned for them: planning takes longer
    than reading, so that each of the books which are read most keeps a desk of its own.

    Desks belong to the process, not to a thread: a web server ends idle threads, and DuckDB does
    not bear its connections being torn down with them.
    """
    folder = str(Path(settings.ROLLUP_DIR).resolve())
    lent = _take(_free.setdefault(folder, []), parts) or Desk(folder)
    try:
        yield lent
    finally:
        _free[folder].append(lent)


def _take(free: list[Desk], parts: tuple[Path, ...]) -> Desk | None:
    """Take the desk of these parts off the list, else the one unused longest if there are many."""
    with _lock:
        mine = next((one for one in reversed(free) if one.reads == parts), None)
        if mine is None and len(free) >= KEPT:
            mine = free[0]
        if mine is not None:
            free.remove(mine)
        return mine


_opening = Lock()


def _database(folder: str) -> duckdb.DuckDBPyConnection:
    # Two threads that ask for it first at once open one: each would have memory of its own.
    with _opening:
        return _opened(folder)


@cache
def _opened(folder: str) -> duckdb.DuckDBPyConnection:
    Path(folder).mkdir(parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": MEMORY,
        "threads": THREADS,
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute(f"SET allowed_directories = ['{_quoted(folder)}/']")
    connection.execute("SET enable_external_access = false")
    # A prepared plan is used again on other rows: what it was told of the first ones no longer
    # holds, and a grouping sized by them refuses the next report.
    connection.execute("SET disabled_optimizers = 'statistics_propagation'")
    connection.execute("SET lock_configuration = true")
    return connection


def _quoted(path: str) -> str:
    return path.replace("'", "''")
