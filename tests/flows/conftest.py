"""The stages of the flows: the cast, and the invented year told once a module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.flows.invented_year import Year, tell

from tallystick.entries import services


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any) -> Iterator[Year]:
    """The invented year, told once; all is rolled back after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell(services)
        transaction.set_rollback(True)
