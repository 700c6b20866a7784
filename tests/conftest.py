"""What every suite shares: databases, the cast, the loaded example, and how skips are told."""

from __future__ import annotations

# Plug-ins, not fixtures of this file: the databases must be there before Django makes its own.
pytest_plugins = [
    "tests.skips",
    "tests.cases",
    "tests.databases",
    "tests.cast",
    "tests.example",
]
