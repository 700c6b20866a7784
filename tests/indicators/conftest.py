"""The invented year as Parquet parts, written once for all tests of the engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.indicators.invented_year import scope_of, write_parts

from tallystick.indicators.engines.duck import reading
from tallystick.indicators.rules.figures import Answer


@pytest.fixture(scope="session")
def rollup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the parts of the invented year."""
    folder = tmp_path_factory.mktemp("rollup")
    write_parts(folder)
    return folder


@pytest.fixture
def parts(rollup: Path, own_rollup: Path, settings: Any) -> dict[str, Path]:
    """Let the engine read the invented year; return book → part."""
    settings.ROLLUP_DIR = rollup
    return {path.stem: path for path in rollup.glob("P*.parquet")}


@pytest.fixture
def read(parts: dict[str, Path]) -> Callable[..., Answer]:
    """Return a function that answers one report of the invented year."""

    def answer(*args: Any, **kwargs: Any) -> Answer:
        with reading(scope_of(parts, *args, **kwargs)) as laid_out:
            return laid_out.answer()

    return answer


_kept: dict[Path, Answer] = {}


@pytest.fixture
def whole(rollup: Path, read: Callable[..., Answer]) -> Answer:
    """Return the whole of the invented year, both pairings together."""
    if rollup not in _kept:
        _kept[rollup] = read()
    return _kept[rollup]


@pytest.fixture(autouse=True)
def own_rollup(tmp_path: Path, settings: Any) -> Path:
    """Keep what a test exports apart from every other test's."""
    settings.ROLLUP_DIR = tmp_path / "rollup"
    return tmp_path / "rollup"
