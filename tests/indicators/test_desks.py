"""A desk outlives the thread that sat at it: a web server ends its idle threads."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from tallystick.indicators.engines.desk import Desk, desk


def sit() -> Desk:
    """Borrow a desk in a thread of its own, which ends at once."""
    lent: list[Desk] = []

    def work() -> None:
        with desk() as at:
            lent.append(at)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return lent[0]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> None:
    settings.ROLLUP_DIR = tmp_path / "rollup"


@pytest.mark.usefixtures("folder")
def test_the_next_thread_sits_at_the_desk_of_the_one_that_ended() -> None:
    assert sit() is sit()


@pytest.mark.usefixtures("folder")
def test_two_at_once_have_a_desk_each() -> None:
    with desk() as mine:
        assert sit() is not mine
