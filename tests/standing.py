"""The cast is set once, and stands until a test comes that does not ask for it.

Setting it takes longer than most tests that follow on it. Here it is set in a transaction outside
those of the tests: each test's own steps are rolled back to it, as ever. A test that does not ask
for it begins on an empty database: the stage is struck before.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

STAGE = "cast"
# The fixture of pytest-django that opens a test's transaction.
OPENS = "_django_db_helper"


class Stand:
    """What stands in the outer transaction, if anything does."""

    def __init__(self) -> None:
        self.made: Any = None
        self._outer: Any = None
        self._blocker: Any = None

    def set_up(self, blocker: Any) -> None:
        """Set the cast in a transaction that outlasts the test, unless it stands."""
        from django.db import connection, transaction
        from tests.cast import build_cast

        if self._outer or connection.in_atomic_block:
            return
        self._blocker, self._outer = blocker, transaction.atomic()
        self._outer.__enter__()
        # After each test Django closes what it used, and the transaction would go with it.
        connection.close = lambda: None  # type: ignore[method-assign]
        try:
            self.made = build_cast()
        except BaseException:
            self.strike()
            raise

    def strike(self) -> None:
        """Roll everything back that stands."""
        from django.db import connection, transaction

        if self._outer is None:
            return
        outer, self._outer, self.made = self._outer, None, None
        with self._blocker.unblock():
            del connection.close
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


_stand = Stand()


@pytest.fixture(scope="session")
def standing(django_db_setup: None) -> Iterator[Stand]:
    """What stands; struck before the database goes."""
    yield _stand
    _stand.strike()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Strike the stage before a test that does not ask for it."""
    if STAGE not in getattr(item, "fixturenames", ()):
        _stand.strike()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> None:
    """Set the stage before the test's own transaction begins."""
    if fixturedef.argname == OPENS and STAGE in request.fixturenames:
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            request.getfixturevalue("standing").set_up(blocker)


@pytest.fixture
def cast(db: None) -> Any:
    """The cast on a fresh stage."""
    from tests.cast import build_cast

    return build_cast() if _stand.made is None else copy.deepcopy(_stand.made)
