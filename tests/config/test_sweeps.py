"""Sweeps of memory look at what came since, and now and then at all: `keep_sweeps_short`."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tallystick.config import sweeps


@pytest.fixture
def kept_short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sweeps are kept short while a test lasts; every third one is whole."""
    monkeypatch.setattr(sweeps, "WHOLE_SWEEPS", 3)
    before = list(gc.callbacks)
    sweeps.keep_sweeps_short()
    yield
    gc.callbacks[:] = before
    gc.unfreeze()


@pytest.mark.usefixtures("kept_short")
def test_what_outlives_a_sweep_is_left_out_of_the_next() -> None:
    held = gc.get_freeze_count()
    assert held > 0
    assert len(gc.get_objects()) < held
    mine = [[n] for n in range(1000)]
    gc.collect()
    assert gc.get_freeze_count() > held
    assert len(mine) == 1000


@pytest.mark.usefixtures("kept_short")
def test_a_ring_left_among_them_goes_with_the_next_whole_sweep() -> None:
    class Ring:
        gone = 0

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            Ring.gone += 1

    ring = Ring()
    gc.collect()
    del ring
    gc.collect()
    assert Ring.gone == 0
    gc.collect()
    assert Ring.gone == 1
