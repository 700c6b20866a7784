"""A busy database is told from a broken one by its code, never by its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connection
from psycopg import errors
from tests.locked import postgresql_fault, sqlite_locked

from tallystick.journal.busy import is_busy


def test_who_writes_at_the_same_time_is_busy(tmp_path: Path) -> None:
    fault = sqlite_locked(tmp_path)
    assert "locked" in str(fault)
    assert is_busy(fault)


@pytest.mark.parametrize(
    "kind",
    [errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure],
)
def test_a_lock_that_did_not_come_is_busy_on_postgresql(kind: type[errors.Error]) -> None:
    assert is_busy(postgresql_fault(kind))


@pytest.mark.django_db
def test_what_does_not_go_by_itself_is_not_busy() -> None:
    with pytest.raises(Exception, match="no_such_table") as broken, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM no_such_table")
    assert not is_busy(broken.value)
    assert not is_busy(postgresql_fault(errors.DiskFull))
    assert not is_busy(IntegrityError("database is locked"))
    assert not is_busy(OperationalError("database is locked, said somebody's file name"))
