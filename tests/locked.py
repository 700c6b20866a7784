"""Real faults of a busy database, for each door to answer."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler


def sqlite_locked(folder: Path) -> OperationalError:
    """Return what SQLite says while another connection writes and nobody waits for it."""
    told = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / "held.sqlite3"),
        "OPTIONS": {"timeout": 0, "transaction_mode": "IMMEDIATE"},
    }
    handler = ConnectionHandler({"default": told, "holder": told})
    for name in ("default", "holder"):
        # The test runner lets no test open a database but its own; this one is no book.
        handler[name].ensure_connection = lambda one=handler[name]: one.connection or one.connect()
    holder, asker = handler["holder"], handler["default"]
    with holder.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError) as caught, asker.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
    holder.connection.rollback()
    for one in (holder, asker):
        one.connection.close()
    return caught.value


def postgresql_fault(kind: type[psycopg.Error]) -> OperationalError:
    """Return a fault of PostgreSQL as Django hands it on."""
    fault = OperationalError("told by the server")
    fault.__cause__ = kind("told by the server")
    return fault
