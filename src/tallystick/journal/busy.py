"""Tells a database that is busy, and will not be in a while, from one that is broken.

Every door asks here, and answers in its own way with one sentence: nobody is shown a traceback
because a colleague's file was being entered.
"""

from __future__ import annotations

from django.db import OperationalError

from tallystick.kernel.problem import Problem

# Units: seconds after which it is worth to try again; the longest waits are for whole files.
RETRY_AFTER = 10
# Source: sqlite.org/rescode.html, primary codes SQLITE_BUSY and SQLITE_LOCKED.
_SQLITE = (5, 6)
# Source: PostgreSQL, appendix A: serialization_failure, deadlock_detected, lock_not_available,
# too_many_connections, cannot_connect_now.
_POSTGRESQL = ("40001", "40P01", "55P03", "53300", "57P03")


def is_busy(fault: BaseException | None) -> bool:
    """Return whether a failure came from others who write, and goes by itself.

    >>> is_busy(OperationalError("no such table: journal_book")), is_busy(None)
    (False, False)
    """
    if not isinstance(fault, OperationalError):
        return False
    driver = fault.__cause__ or fault
    code = getattr(driver, "sqlite_errorcode", None)
    if code is not None:
        # The upper bytes tell which kind of busy it was.
        return code & 0xFF in _SQLITE
    return getattr(driver, "sqlstate", None) in _POSTGRESQL


def busy_problem() -> Problem:
    """Return what is told, at whichever door.

    >>> busy_problem().sentence()[:18]
    'The book is busy: '
    """
    return Problem("database-busy")
