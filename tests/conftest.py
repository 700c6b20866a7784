"""What every suite shares: databases, the cast, the loaded example, and how skips are told."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

# Plug-ins, not fixtures of this file: the databases must be there before Django makes its own.
pytest_plugins = [
    "tests.skips",
    "tests.cases",
    "tests.clicks",
    "tests.databases",
    "tests.standing",
    "tests.example",
]

# A loaded machine draws slowly; what a rule answers does not hang on how long that took.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_configure() -> None:
    """Give each worker exports of its own: they share a home, and hold different databases."""
    from django.conf import settings as ours
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    # Hashed as ever, in fewer rounds: a million take a third of a second, a hundred times a run.
    # Commands and servers are processes of their own; tests/access/test_hashing.py counts theirs.
    PBKDF2PasswordHasher.iterations = 1_000

    # Here every page is made anew: tests count what it asks. Servers keep theirs, as shipped.
    ours.PAGES_MB = 0

    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        ours.ROLLUP_DIR = ours.ROLLUP_DIR / worker
    # Most of what lives was loaded once and stays: looking through it costs a tenth of a run.
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(autouse=True)
def _in_the_language_of_the_house() -> Iterator[None]:
    """End each test as it began: a request leaves its reader's language to whoever comes next."""
    yield
    translation.deactivate()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what was loaded by now out of every later search for what can go."""
    gc.collect()
    gc.freeze()
