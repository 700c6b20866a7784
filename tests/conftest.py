"""What every suite shares: databases, the cast, the loaded example, and how skips are told."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Plug-ins, not fixtures of this file: the databases must be there before Django makes its own.
pytest_plugins = [
    "tests.skips",
    "tests.cases",
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

    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        ours.ROLLUP_DIR = ours.ROLLUP_DIR / worker
