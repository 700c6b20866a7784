"""What every suite shares: databases, the cast, the loaded example, and how skips are told."""

from __future__ import annotations

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
