"""A mark of the database: as long as it is the same, nobody has changed what a kept page shows.

Every transaction that writes, passing rows and acts of reading apart, puts a new random word into
its row of `config_changed`, so that the mark changes in the very moment in which what was written
can be read: neither before nor after.
What is restored from a backup brings its mark along. What is written round Django (a statement
typed into the database's own shell) is not seen: the server is started anew after it.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

# What begins so changes no row, in brackets or not: unless it goes on as `_YET_WRITES` says.
_READS = re.compile(
    r"[\s(]*(SELECT|EXPLAIN|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|DECLARE|FETCH|"
    r"CLOSE|VACUUM|ANALYZE|ATTACH|DETACH|WITH)\b",
    re.I,
)
_YET_WRITES = {
    "EXPLAIN": re.compile(r"\bANALY[SZ]E\b", re.I),
    "SELECT": re.compile(r'(?<!")\bINTO\b', re.I),
    "WITH": re.compile(r"\b(?:INSERT|INTO|UPDATE|DELETE|MERGE)\b", re.I),
}
_ANOTHER = re.compile(r";\s*\S")
_HANDS_BACK = re.compile(r"\sRETURNING\s", re.I)
# Rows that no kept page shows: who is signed in, and since when; the worker's queue; counts of
# attempts; forms that are being typed (a page for which one is kept is never given again).
_PASSING = re.compile(
    r'\s*(?:(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?'
    r'(?:django_session|django_q_\w+|cache|access_keptform|access_tries)"?\s'
    r'|UPDATE "access_user" SET "last_login" = %s WHERE)',
    re.I,
)
# Acts that tell what somebody read, by their names in the log. No kept page shows them, and they
# change nothing else: a page that writes one is made anew each time, and drops no other.
_READ_ACTS = frozenset({"access.read_person", "entries.read_evidence"})
_HERE = threading.local()
# A server has many writers: each takes a number that no other holds until it commits. Where more
# than a thousand write at once, these wait for one another. The first migrations run before the
# table is.
_FREE = """
    SELECT n, to_regclass('config_changed') IS NOT NULL
    FROM (SELECT generate_series(0, 1023) n) s WHERE pg_try_advisory_xact_lock(%s, n) LIMIT 1
"""
_LOCK = 0x7A11
_PUT = (
    "INSERT INTO config_changed (slot, word) VALUES ({0}, {0})"
    " ON CONFLICT (slot) DO UPDATE SET word = excluded.word"
)


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Look at every statement of a connection that was just opened."""
    if connection.alias == DEFAULT_DB_ALIAS and _look not in connection.execute_wrappers:
        # Ahead of those that look on for a while: each of these takes the last one away.
        connection.execute_wrappers.insert(0, _look)


def mark_now() -> str:
    """Return the mark of what can be read now; empty where nothing was ever written under it.

    One query. Raises: DatabaseError.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT word FROM config_changed ORDER BY slot")
        return ".".join(word for (word,) in cursor.fetchall())


def readings_here() -> int:
    """Return how many acts of reading this thread has written since it began."""
    return getattr(_HERE, "readings", 0)


def _look(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    connection = context["connection"]
    if (begins := _begins(sql)) or _PASSING.match(sql):
        if begins == "ROLLBACK":
            # To a savepoint made by hand, of which Django keeps no account: the word goes with it.
            connection.run_on_commit = [o for o in connection.run_on_commit if _marked not in o]
        return execute(sql, params, many, context)
    if _tells_of_reading(sql, params):
        _HERE.readings = readings_here() + 1
        return execute(sql, params, many, context)
    if connection.in_atomic_block:
        _mark(connection)
        return execute(sql, params, many, context)
    if connection.vendor == "sqlite" and _HANDS_BACK.search(sql):
        # A file commits it once its rows were read, which nobody has done yet: the word with it.
        answer = execute(sql, params, many, context)
        _mark(connection)
        return answer
    with transaction.atomic(using=connection.alias):
        _mark(connection)
        return execute(sql, params, many, context)


def _begins(sql: str) -> str:
    """Return the first word of a statement that changes no row; empty for all others.

    >>> _begins("SELECT 1;"), _begins("(SELECT 1) UNION (SELECT 2)"), _begins("rollback to here")
    ('SELECT', 'SELECT', 'ROLLBACK')
    >>> _begins("SELECT 1; DROP TABLE a"), _begins("SELECT 1 AS n INTO a"), _begins("TRUNCATE a")
    ('', '', '')
    """
    found = _READS.match(sql)
    if found is None or (";" in sql and _ANOTHER.search(sql)):
        return ""
    word = found[1].upper()
    # Most are long questions: they are not gone through letter by letter where nothing hints at it.
    if word == "SELECT" and "INTO" not in sql.upper():
        return word
    return "" if word in _YET_WRITES and _YET_WRITES[word].search(sql) else word


def _tells_of_reading(sql: str, params: Any) -> bool:
    """Whether a statement writes an act of reading, and nothing else."""
    if not sql.startswith('INSERT INTO "access_act" ('):
        return False
    named = sql[sql.index("(") + 1 : sql.index(")")].split(", ")
    return dict(zip(named, params or (), strict=False)).get('"action"') in _READ_ACTS


def _marked() -> None:
    """Stands among what Django does on commit: it forgets it where it takes a savepoint back."""


def _mark(connection: BaseDatabaseWrapper) -> None:
    """Write a new word, once in each transaction; where the table is not there yet, none."""
    if any(_marked in one for one in connection.run_on_commit):
        return
    # Round Django's cursor: there it is counted what a page or a form asks of the database.
    put = _on_server if connection.vendor == "postgresql" else _in_file
    with connection.wrap_database_errors:
        put_down = put(connection.connection, secrets.token_hex(16))
    if put_down:
        transaction.on_commit(_marked, using=connection.alias)


def _on_server(driver: Any, word: str) -> bool:
    slot, there = driver.execute(_FREE, (_LOCK,)).fetchone() or (0, True)
    if there:
        driver.execute(_PUT.format("%s"), (slot, word))
    return bool(there)


def _in_file(driver: Any, word: str) -> bool:
    """Put the word into the only row: a file has one writer at a time."""
    try:
        driver.execute(_PUT.format("?"), (0, word))
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return False
    return True
