"""Sweeps of memory that stop no page: what outlived one sweep is left out of those that follow.

Python now and then looks through all that it holds for rings of things that nobody else holds. A
server that keeps answers holds millions, so that one sweep takes longer than a page, and whoever
asks at that moment waits for it.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from typing import Any

# Every so many sweeps all is looked through again: what a page of that moment left lies among
# what outlived it.
WHOLE_SWEEPS = 50
_OLDEST = 2


def keep_sweeps_short() -> None:
    """Leave out of later sweeps what the server holds now, and what outlives each of them."""
    gc.collect()
    gc.freeze()
    sweeps = 0

    def swept(phase: str, info: Mapping[str, Any]) -> None:
        nonlocal sweeps
        if info["generation"] != _OLDEST:
            return
        if phase == "stop":
            gc.freeze()
            return
        sweeps += 1
        if sweeps % WHOLE_SWEEPS == 0:
            gc.unfreeze()

    gc.callbacks.append(swept)
