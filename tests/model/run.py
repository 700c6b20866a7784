"""Many seeds, in pieces: `bin/trust model`. Stopped at any time, it goes on where it was.

Each piece is a run of pytest of its own on both cores; what it came to is written down after it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

PIECE = 50


@dataclass
class Progress:
    """Which seeds were run, and which failed."""

    first: int = 1
    done: int = 0
    failed: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, first: int) -> Progress:
        """Return what stands in a file about seeds from `first` on; a fresh start otherwise."""
        if path.exists():
            found = cls(**json.loads(path.read_text("utf-8")))
            if found.first == first:
                return found
        return cls(first)

    def write(self, path: Path) -> None:
        """Write the file whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")
        fresh.replace(path)


def run_piece(first: int, count: int) -> list[str]:
    """Run some seeds; return what pytest said of those that failed.

    Raises: SystemExit where pytest itself could not run.
    """
    seeds = {"TALLYSTICK_MODEL_SEED": str(first), "TALLYSTICK_MODEL_SEEDS": str(count)}
    words = ["-m", "pytest", "-n", "2", "tests/model", "-k", "two_hundred"]
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, *words], env={**os.environ, **seeds}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise SystemExit(done.stdout + done.stderr)
    return [line for line in done.stdout.splitlines() if line.startswith("FAILED")]


def run_many(progress: Progress, path: Path, count: int) -> int:
    """Run seeds until `count` were run; return 1 when any failed."""
    while progress.done < count:
        piece = min(PIECE, count - progress.done)
        progress.failed += run_piece(progress.first + progress.done, piece)
        progress.done += piece
        progress.write(path)
        sys.stdout.write(f"{progress.done:,} of {count:,} seeds, {len(progress.failed)} failed\n")
        sys.stdout.flush()
    for line in progress.failed:
        sys.stdout.write(f"{line}\n")
    return 1 if progress.failed else 0


def run_one(seed: int, steps: int | None) -> int:
    """Tell one seed step by step; a failing one is shrunk first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    import django

    django.setup()
    from django.test.utils import setup_databases
    from tests.model.seeds import STEPS, play, shrink

    setup_databases(verbosity=0, interactive=False)
    verdict = play(seed, steps or STEPS)
    if verdict.faults and steps is None:
        verdict = shrink(verdict)
    sys.stdout.write(verdict.story(last=verdict.steps) + "\n")
    return 1 if verdict.faults else 0


def main() -> int:
    """Read the words of the command line."""
    words = argparse.ArgumentParser(prog="bin/trust model")
    words.add_argument("--seeds", type=int, default=2000)
    words.add_argument("--from", type=int, default=1, dest="first")
    words.add_argument("--seed", type=int)
    words.add_argument("--steps", type=int)
    words.add_argument("--progress", type=Path, required=True)
    given = words.parse_args()
    if given.seed is not None:
        return run_one(given.seed, given.steps)
    try:
        return run_many(Progress.read(given.progress, given.first), given.progress, given.seeds)
    except KeyboardInterrupt:
        sys.stdout.write("Stopped; the same command goes on from here.\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
