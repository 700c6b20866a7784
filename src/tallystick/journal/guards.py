"""The triggers and constraints that make rows append-only: put in place, and known again.

What stands in the database is compared with the shipped SQL, statement by statement; a journal
whose guards differ is not written to. A room above guards rows of its own the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Guards:
    """The guarded tables of a room, whose `sql` folder has the triggers for each database.

    `made`: endings of the shipped files that make the tables, in the order in which the migrations
    run them; none where Django makes them. Functions on PostgreSQL begin with the room's name.
    """

    room: str
    tables: tuple[str, ...]
    made: tuple[str, ...] = ()

    @property
    def names(self) -> str:
        """The tables as a list in SQL."""
        return ", ".join(f"'{table}'" for table in self.tables)


JOURNAL = Guards("journal", GUARDED, ("", "_records"))
_SQLITE = (
    "SELECT type || ' ' || name, sql FROM sqlite_master WHERE tbl_name IN ({names})"
    " AND type IN ({kinds})"
)
# O is an internal trigger of a foreign key that fires.
_POSTGRESQL = """
    SELECT 'trigger ' || t.tgname, pg_get_triggerdef(t.oid, true) || ' ' || t.tgenabled::text
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relname IN ({names}) AND NOT t.tgisinternal
        AND c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'function ' || proname, prosrc FROM pg_proc
      WHERE proname LIKE '{room}\\_%' AND pronamespace = current_schema()::regnamespace
"""
# Constraints by name: their printed form varies with the server's version. 'n' is NOT NULL, which
# only newer servers list.
_CONSTRAINTS = """
    UNION ALL
    SELECT 'constraint ' || n.conname, CASE WHEN n.convalidated THEN 'holds' ELSE 'unproven' END
      FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
      WHERE c.relname IN ({names}) AND n.contype NOT IN ('n', 't')
        AND c.relnamespace = current_schema()::regnamespace
"""
_POSTGRESQL_KEYS = f"""
    SELECT current_setting('session_replication_role') = 'origin' AND NOT EXISTS (
      SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relname IN ({JOURNAL.names}) AND t.tgisinternal AND t.tgenabled <> 'O')
"""  # noqa: S608 (our own names)


@cache
def statements(name: str, room: str = "journal") -> tuple[str, ...]:
    """Return the statements of one shipped SQL file, without the comments before them."""
    text = (files(f"tallystick.{room}") / "sql" / f"{name}.sql").read_text("utf-8")
    parts = (re.sub(r"\A(--.*\n)+", "", part.strip() + "\n").strip() for part in text.split("\n\n"))
    return tuple(part for part in parts if part)


@cache
def expected(vendor: str, of: Guards = JOURNAL) -> dict[str, str]:
    """Return what must stand in the database: kind and name → definition."""
    if vendor == "sqlite":
        guards = statements("sqlite_guards", of.room)
        return _expected_on_sqlite((*_tables("sqlite", of), *guards))
    return _expected_on_postgresql(of)


def _tables(vendor: str, of: Guards) -> tuple[str, ...]:
    return tuple(part for more in of.made for part in statements(f"{vendor}{more}", of.room))


def _expected_on_sqlite(parts: Iterable[str]) -> dict[str, str]:
    found = (re.match(r"CREATE (TABLE|TRIGGER) (\w+)", part) for part in parts)
    named = {f"{m[1].lower()} {m[2]}": m.string for m in found if m}
    return {name: sql for name, sql in named.items() if name != "table journal_day"}


def _expected_on_postgresql(of: Guards) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for part in statements("postgresql_guards", of.room):
        if made := re.match(r"CREATE TRIGGER (\w+)", part):
            wanted[f"trigger {made[1]}"] = f"{part} A"
        elif made := re.match(r"CREATE OR REPLACE FUNCTION (\w+)", part):
            wanted[f"function {made[1]}"] = part.split("$$")[1]
    for part in _tables("postgresql", of):
        if "TABLE journal_day" not in part:
            for name in re.findall(r"CONSTRAINT (\w+)", part):
                wanted[f"constraint {name}"] = "holds"
    return wanted


def _asked(vendor: str, of: Guards) -> str:
    """Return the query for what stands; tables that Django makes are its own to know."""
    if vendor == "sqlite":
        kinds = "'table', 'trigger'" if of.made else "'trigger'"
        return _SQLITE.format(names=of.names, kinds=kinds)
    asked = _POSTGRESQL + _CONSTRAINTS if of.made else _POSTGRESQL
    return asked.format(names=of.names, room=of.room)


def differing(connection: BaseDatabaseWrapper, of: Guards = JOURNAL) -> list[str]:
    """Return what is missing, changed or added among the guards, by kind and name."""
    with connection.cursor() as cursor:
        cursor.execute(_asked(connection.vendor, of))
        standing: dict[str, str] = dict(cursor.fetchall())
    wanted = expected(connection.vendor, of)
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


def install(connection: BaseDatabaseWrapper, of: Guards = JOURNAL) -> None:
    """Put every trigger in place as shipped, unless all stand already."""
    if not any(name.startswith(("trigger", "function")) for name in differing(connection, of)):
        return
    with connection.cursor() as cursor:
        for name, table in _triggers(connection, of):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')
        for statement in statements(f"{connection.vendor}_guards", of.room):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            for name, table in _triggers(connection, of):
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def _triggers(connection: BaseDatabaseWrapper, of: Guards = JOURNAL) -> list[tuple[str, str]]:
    """Return (trigger, table) of every trigger on a guarded table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master"  # noqa: S608 (our own names)
                f" WHERE type = 'trigger' AND tbl_name IN ({of.names})"
            )
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t"  # noqa: S608 (our own names)
                f" JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relname IN ({of.names})"
                " AND NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
            )
        return list(cursor.fetchall())


def install_where_tables_stand(using: str, of: Guards = JOURNAL) -> None:
    """Put the guards in place after a migration, where the tables stand."""
    connection = connections[using]
    if set(of.tables) <= set(connection.introspection.table_names()):
        install(connection, of)


def install_after_migrate(*, using: str, **_: Any) -> None:
    """Put the journal's guards in place after a migration."""
    install_where_tables_stand(using)
