"""Reading the whole journal as it stands at one moment, without keeping writers waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Hold one state of the database for reading until the block ends."""
    with _any_text(connection):
        if connection.in_atomic_block:
            yield
        elif connection.vendor == "sqlite":
            # Not atomic(): its BEGIN IMMEDIATE would keep every writer out.
            with connection.cursor() as cursor:
                cursor.execute("BEGIN DEFERRED")
                try:
                    yield
                finally:
                    cursor.execute("ROLLBACK")
        else:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield


@contextmanager
def _any_text(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let SQLite hand over text that is no UTF-8: one damaged row must not hide the others."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    before, raw.text_factory = raw.text_factory, _lenient
    try:
        yield
    finally:
        raw.text_factory = before


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")
