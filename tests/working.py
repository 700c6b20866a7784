"""A real worker beside a test: `tallystick work` on the test's own committed database."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from tests.databases import CommittedDatabase
from tests.example import PATIENCE, TALLYSTICK


def environment(database: CommittedDatabase, home: Path, **changes: object) -> dict[str, str]:
    """Return the environment in which a command shares this test's database and secrets."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TALLYSTICK_", "DJANGO_"))}
    own = {
        "HOME": home,
        "DATABASE_URL": database.url,
        "SECRET_KEY": settings.SECRET_KEY,
        "MASTER_KEY": settings.MASTER_KEY,
        "WORKER": "1",
        "WORKERS": "1",
        **changes,
    }
    return {**kept, **{f"TALLYSTICK_{name}": str(value) for name, value in own.items()}}


@contextmanager
def worker(
    database: CommittedDatabase, home: Path, **changes: object
) -> Iterator[subprocess.Popen[str]]:
    """Run a worker while the block runs; it and its children end with the block."""
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [TALLYSTICK, "work"],
        env=environment(database, home, **changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[str], how: int = signal.SIGKILL) -> None:
    """End a worker with all it started; a killed one gets no chance to tidy up."""
    if process.poll() is None:
        os.killpg(process.pid, how)
    process.wait(timeout=PATIENCE)
    if process.stdout is not None:
        process.stdout.close()


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    # Work of the worker's own takes longer than an answer, on a busy machine much longer.
    last = time.monotonic() + 3 * PATIENCE
    while not holds():
        if time.monotonic() > last:
            raise AssertionError(f"waited {3 * PATIENCE} seconds in vain: {what}")
        time.sleep(0.1)
