"""The triggers and constraints that make the journal append-only: put in place, and known again.

What stands in the database is compared with the shipped SQL, statement by statement; a journal
whose guards differ is not written to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.kernel.problem import Problem, Refused

GUARDED = (
    "journal_book",
    "journal_account",
    "journal_transaction",
    "journal_line",
    "journal_seal",
    "journal_record",
)
# The shipped files that make tables, in the order in which the migrations run them.
_TABLES = ("", "_records")
_NAMES = ", ".join(f"'{table}'" for table in GUARDED)
_SQLITE = (
    f"SELECT type || ' ' || name, sql FROM sqlite_master WHERE tbl_name IN ({_NAMES})"  # noqa: S608 (our own names)
    " AND type IN ('table', 'trigger')"
)
# Constraints by name: their printed form varies with the server's version. 'n' is NOT NULL, which
# only newer servers list. O is an internal trigger of a foreign key that fires.
_POSTGRESQL = f"""
    SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid, true) || ' ' || t.tgenabled::text
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relname IN ({_NAMES}) AND NOT t.tgisinternal
        AND c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'function ' || proname, prosrc FROM pg_proc
      WHERE proname LIKE 'journal\\_%' AND pronamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'constraint ' || n.conname, CASE WHEN n.convalidated THEN 'holds' ELSE 'unproven' END
      FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
      WHERE c.relname IN ({_NAMES}) AND n.contype NOT IN ('n', 't')
        AND c.relnamespace = current_schema()::regnamespace
"""  # noqa: S608 (our own names)
_POSTGRESQL_KEYS = f"""
    SELECT current_setting('session_replication_role') = 'origin' AND NOT EXISTS (
      SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relname IN ({_NAMES}) AND t.tgisinternal AND t.tgenabled <> 'O')
"""  # noqa: S608 (our own names)


@cache
def statements(name: str) -> tuple[str, ...]:
    """Return the statements of one shipped SQL file, without the comments before them."""
    text = (files("tallystick.journal") / "sql" / f"{name}.sql").read_text("utf-8")
    parts = (re.sub(r"\A(--.*\n)+", "", part.strip() + "\n").strip() for part in text.split("\n\n"))
    return tuple(part for part in parts if part)


@cache
def expected(vendor: str) -> dict[str, str]:
    """Return what must stand in the database: kind and name → definition."""
    if vendor == "sqlite":
        return _expected_on_sqlite((*_tables("sqlite"), *statements("sqlite_guards")))
    return _expected_on_postgresql()


def _tables(vendor: str) -> tuple[str, ...]:
    return tuple(part for more in _TABLES for part in statements(f"{vendor}{more}"))


def _expected_on_sqlite(parts: Iterable[str]) -> dict[str, str]:
    found = (re.match(r"CREATE (TABLE|TRIGGER) (\w+)", part) for part in parts)
    named = {f"{m[1].lower()} {m[2]}": m.string for m in found if m}
    return {name: sql for name, sql in named.items() if name != "table journal_day"}


def _expected_on_postgresql() -> dict[str, str]:
    wanted: dict[str, str] = {}
    for part in statements("postgresql_guards"):
        if made := re.match(r"CREATE TRIGGER (\w+)", part):
            wanted[f"trigger {made[1]}"] = f"{part} A"
        elif made := re.match(r"CREATE OR REPLACE FUNCTION (\w+)", part):
            wanted[f"function {made[1]}"] = part.split("$$")[1]
    for part in _tables("postgresql"):
        if "TABLE journal_day" not in part:
            for name in re.findall(r"CONSTRAINT (\w+)", part):
                wanted[f"constraint {name}"] = "holds"
    return wanted


def differing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return what is missing, changed or added among the guards, by kind and name."""
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)
        standing: dict[str, str] = dict(cursor.fetchall())
    wanted = expected(connection.vendor)
    return sorted(n for n in {*wanted, *standing} if wanted.get(n) != standing.get(n))


def foreign_keys_hold(connection: BaseDatabaseWrapper) -> bool:
    """Return whether this connection enforces foreign keys."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys")
        else:
            cursor.execute(_POSTGRESQL_KEYS)
        return bool(cursor.fetchone()[0])


def guard_problems(connection: BaseDatabaseWrapper) -> list[Problem]:
    """Return why the journal may not be written to through this connection."""
    found = []
    if not foreign_keys_hold(connection):
        found.append(Problem("foreign-keys-off"))
    if names := differing(connection):
        found.append(Problem("guards-dropped", params={"names": ", ".join(names[:5])}))
    return found


def check_guards(connection: BaseDatabaseWrapper | None = None) -> None:
    """Refuse when the guards differ or foreign keys are off.

    Raises: Refused with `guards-dropped` or `foreign-keys-off`.
    """
    if found := guard_problems(connection or connections[DEFAULT_DB_ALIAS]):
        raise Refused(found)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place as shipped, unless all stand already."""
    if not any(name.startswith(("trigger", "function")) for name in differing(connection)):
        return
    with connection.cursor() as cursor:
        for name, table in _triggers(connection):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')
        for statement in statements(f"{connection.vendor}_guards"):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            for name, table in _triggers(connection):
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def _triggers(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return (trigger, table) of every trigger on a guarded table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master"  # noqa: S608 (our own names)
                f" WHERE type = 'trigger' AND tbl_name IN ({_NAMES})"
            )
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t"  # noqa: S608 (our own names)
                f" JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relname IN ({_NAMES})"
                " AND NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
            )
        return list(cursor.fetchall())


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Put the guards in place after a migration, where the tables stand."""
    connection = connections[using]
    if set(GUARDED) <= set(connection.introspection.table_names()):
        install(connection)
