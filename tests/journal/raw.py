"""Writing to the journal's tables by hand, as somebody would who goes round `post`."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, connection
from tests.journal.cast import BOOK, PROVENANCE

from tallystick.journal.rules import GENESIS, chain_hash
from tallystick.kernel.code import canonical_json, uuid7


def sql(text: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement; return its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
        return cursor.fetchall() if cursor.description else []


def insert(table: str, **values: Any) -> None:
    """Insert one row into a table of the journal."""
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO journal_{table} ({', '.join(values)}) VALUES ({marks})", *values.values())


def book(code: str = BOOK) -> int:
    """Return the number of a book; PostgreSQL goes on counting after a rollback."""
    return int(sql("SELECT id FROM journal_book WHERE code = %s", code)[0][0])


def transaction(**other: Any) -> str:
    """Write a transaction without lines or seal; return its id."""
    values = {
        "id": uuid7(),
        "book_id": book(),
        "kind": "move",
        "req_hash": bytes(32),
        "valid_from": "2019-03-01",
        "recorded_at": "2030-01-01T00:00:00.000000Z",
        "reverses": None,
        "one_sided": 0,
        "hand_over": None,
        "provenance": canonical_json(PROVENANCE),
        **other,
    }
    insert("transaction", **values)
    return str(values["id"])


def line(transaction_id: str, source: int, target: int, **other: Any) -> None:
    """Write a line of 10 CNY between two accounts, given by number."""
    values = {
        "transaction_id": transaction_id,
        "n": 1,
        "book_id": book(),
        "unit": "CNY",
        "from_account_id": source,
        "to_account_id": target,
        "amount": 10,
        "back": 0,
        "subject": None,
        "note": "{}",
    }
    insert("line", **{**values, **other})


def seal(transaction_id: str, **other: Any) -> None:
    """Write the seal that would come next in the book."""
    newest = sql(
        "SELECT seq, chain FROM journal_seal WHERE book_id = %s ORDER BY seq DESC LIMIT 1", book()
    )
    seq, prev = (newest[0][0], bytes(newest[0][1])) if newest else (0, GENESIS)
    leaf = bytes(range(32))
    values = {
        "transaction_id": transaction_id,
        "book_id": book(),
        "seq": seq + 1,
        "n_lines": 1,
        "leaf": leaf,
        "prev": prev,
        "chain": chain_hash(prev, leaf),
    }
    insert("seal", **{**values, **other})


def number(stage: str, **other: Any) -> int:
    """Return the number of an account of the book."""
    where = {
        "book_id": book(),
        "region": "cn-west",
        "partner": "cn-east",
        "pipeline": "funds",
        "stage": stage,
        "unit": "CNY",
        "cell": "{}",
        **other,
    }
    clause = " AND ".join(f"{name} = %s" for name in where)
    return int(sql(f"SELECT id FROM journal_account WHERE {clause}", *where.values())[0][0])


def settle() -> None:
    """Check the deferred keys now, as COMMIT would."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("SET CONSTRAINTS ALL DEFERRED")
    elif broken := sql("PRAGMA foreign_key_check"):
        raise IntegrityError(f"foreign key of {broken[0][0]} to {broken[0][2]}")
