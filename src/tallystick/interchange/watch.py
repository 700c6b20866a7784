"""Where a run stands, or other long work (`work-7`), kept in a file beside the database.

The work itself is one transaction, out of which nothing can be told: so it tells a file, whose
age is its heartbeat, and looks there whether it was asked to stop.
"""

from __future__ import annotations

import fcntl
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import connection

from tallystick.kernel.progress import Stopped

# How often a live run says so, and after how long a silent one counts as broken off.
BEAT, SILENT = 1.0, 15.0


@dataclass(frozen=True)
class Seen:
    """What a run last told. Units: `silent_for` in seconds."""

    attempt: int
    step: str
    done: int
    of: int
    silent_for: float

    @property
    def lives(self) -> bool:
        """Whether somebody is still at work on it."""
        return self.silent_for < SILENT


def seen(run_id: int | str) -> Seen | None:
    """Return what a run last told, or None where it told nothing or has ended."""
    path = _path(run_id)
    try:
        told = json.loads(path.read_text("utf-8"))
        age = max(0.0, time.time() - path.stat().st_mtime)
    except (OSError, ValueError):
        return None
    return Seen(told["attempt"], told["step"], told["done"], told["of"], age)


def worker_beats() -> None:
    """Note that a worker is alive: it does so every few seconds, whatever it is at."""
    (_folder() / "worker").touch()


def worker_seen() -> datetime | None:
    """Return when a worker was last alive, or None where none ever was."""
    try:
        return datetime.fromtimestamp((_folder() / "worker").stat().st_mtime, tz=UTC)
    except OSError:
        return None


def worker_lives() -> bool:
    """Return whether a worker is alive now."""
    last = worker_seen()
    return last is not None and time.time() - last.timestamp() < SILENT


def ask_to_stop(run_id: int | str, attempt: int) -> None:
    """Ask a live run to stop at its next piece of work."""
    _folder().joinpath(f"{run_id}.stop").write_text(str(attempt), "utf-8")


def forget(run_id: int | str) -> None:
    """Clear what a run that broke off has left behind."""
    for ending in ("json", "stop"):
        _path(run_id).with_suffix(f".{ending}").unlink(missing_ok=True)


class Watch:
    """Tells where one attempt at a run stands, from its first moment to its last."""

    def __init__(self, run_id: int | str, attempt: int) -> None:
        self.run_id, self.attempt = run_id, attempt
        self._told: tuple[str, int, int] = ("starting", 0, 0)
        self._over = threading.Event()
        self._beat = threading.Thread(target=self._go_on_beating, daemon=True)

    def __enter__(self) -> Self:
        _path(self.run_id).with_suffix(".stop").unlink(missing_ok=True)
        self._write()
        self._beat.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._beat.join()
        forget(self.run_id)

    def hear(self, step: str, done: int, of: int) -> None:
        """Take what the work tells. Raises: Stopped where somebody asked for that."""
        before, self._told = self._told, (step, done, of)
        if step != before[0]:
            self._write()
        try:
            asked = _path(self.run_id).with_suffix(".stop").read_text("utf-8")
        except OSError:
            return
        if asked == str(self.attempt):
            raise Stopped

    def _go_on_beating(self) -> None:
        while not self._over.wait(BEAT):
            self._write()

    def _write(self) -> None:
        step, done, of = self._told
        told = {"attempt": self.attempt, "step": step, "done": done, "of": of}
        path = _path(self.run_id)
        # Renamed into place: a reader never sees half of it.
        fresh = path.with_suffix(f".{threading.get_ident()}")
        fresh.write_text(json.dumps(told), "utf-8")
        fresh.replace(path)


@contextmanager
def turn() -> Iterator[None]:
    """Let one long run after another write where the database takes one writer at a time."""
    if connection.vendor != "sqlite":
        yield
        return
    with (_folder() / "turn").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    folder = Path(settings.HOME) / "progress"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _path(run_id: int | str) -> Path:
    return _folder() / f"{run_id}.json"
