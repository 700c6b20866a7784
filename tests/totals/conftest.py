"""Every check of this suite stands on the cast's stage, and its exports lie apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_rollup(tmp_path: Path, settings: Any) -> Path:
    """Keep what a test exports apart from every other test's."""
    settings.ROLLUP_DIR = tmp_path / "rollup"
    return tmp_path / "rollup"
