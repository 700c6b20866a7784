"""Taking turns at a book: one writer at a time, in the order in which they asked.

SQLite: a file lock in front, because its own waiting is a lottery of retries; then BEGIN
IMMEDIATE. PostgreSQL: an advisory lock of the transaction, taken before a balance is read.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.journal.guards import check_guards
from tallystick.journal.services.pen import Pen

_PENS: WeakKeyDictionary[BaseDatabaseWrapper, dict[str, Pen]] = WeakKeyDictionary()


@contextmanager
def writing(book: str, *more: str) -> Iterator[None]:
    """Hold the right to write to a book, or to several, until the block ends.

    All that is posted inside is kept together or not at all. Inside a block of its own book it
    does nothing; several books are locked in the order of their codes.
    Raises: Refused with `guards-dropped` or `foreign-keys-off`; RuntimeError when a second book
    is asked for inside a block whose book comes after it: two such writers would wait for ever.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    pens = _PENS.setdefault(connection, {})
    asked = sorted({book, *more} - pens.keys())
    if not asked:
        yield
        return
    if pens and min(asked) < max(pens):
        raise RuntimeError(f"take the books together: writing({asked[0]!r}, {max(pens)!r})")
    with _turn(connection), transaction.atomic():
        _lock(connection, asked)
        check_guards(connection)
        pens.update((code, Pen(connection, code)) for code in asked)
        try:
            yield
        finally:
            for code in asked:
                del pens[code]


def pen_of(book: str) -> Pen:
    """Return the pen of a book inside its `writing` block."""
    return _PENS[connections[DEFAULT_DB_ALIAS]][book]


def _turn(connection: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    """Return the wait in front of SQLite's own lock.

    Inside a transaction that lock is held already: waiting for the file as well could be for
    somebody who waits for us.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return nullcontext()
    if connection.is_in_memory_db():  # type: ignore[attr-defined]
        return nullcontext()
    return _file_lock(f"{connection.settings_dict['NAME']}.turn")


@contextmanager
def _file_lock(path: str) -> Iterator[None]:
    """Hold a lock on a file, opened anew so that threads of one process wait for each other too."""
    with open(path, "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


def _lock(connection: BaseDatabaseWrapper, books: list[str]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for code in books:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_lock_number(code)])


def _lock_number(book: str) -> int:
    """Return the 64-bit number under which a book is locked.

    >>> _lock_number("liaoning-guizhou") == _lock_number("liaoning-guizhou")
    True
    """
    digest = hashlib.sha256(f"tallystick.journal:{book}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
