"""Running a seed, and shrinking one that fails to the shortest beginning that still does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import time_machine
from django.db import transaction
from django.test import override_settings
from tests.model.choosing import BEGINS
from tests.model.compare import differences
from tests.model.steps import Run
from tests.model.world import World, fresh_book, people

STEPS = 200
# Everything is compared after so many steps, and at the end.
CHECK_EVERY = 40


@dataclass
class Verdict:
    """What a seed came to."""

    seed: int
    steps: int
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def story(self, last: int = 12) -> str:
        """Return the last steps and the faults, and how to see them again."""
        lines = [
            f"seed {self.seed}, {self.steps} steps; again: bin/trust model --seed {self.seed}"
            f" --steps {self.steps}"
        ]
        lines += [f"  {n}: {told}" for n, told in list(enumerate(self.told, 1))[-last:]]
        return "\n".join([*lines, *(f"  DIFFERS {fault}" for fault in self.faults[:12])])


@contextmanager
def apart() -> Iterator[None]:
    """Keep what a seed exports apart; roll back everything it wrote."""
    with TemporaryDirectory() as folder, transaction.atomic():
        place = Path(folder)
        with override_settings(ROLLUP_DIR=place / "rollup", EVIDENCE_DIR=place / "evidence"):
            yield
        transaction.set_rollback(True)


def act(seed: int, steps: int = STEPS, *, every: int = CHECK_EVERY, since: int = 0) -> Verdict:
    """Take the steps of a seed on both sides; stop at the first difference. Nothing is undone.

    Everything is compared after every so many steps, counted from `since` on, and at the end.
    """
    verdict, chance = Verdict(seed, 0), Random(f"check {seed}")  # noqa: S311
    with time_machine.travel(BEGINS, tick=False) as clock:
        run = Run(seed, World().build(), fresh_book(), people())
        for n in range(1, steps + 1):
            clock.move_to(run.tick())
            outcome = run.step()
            verdict.steps = n
            verdict.told.append(f"{run.now:%Y-%m-%d %H:%M} {outcome.told}")
            if not outcome.agrees:
                verdict.faults.append(f"product: {outcome.product}; model: {outcome.model}")
            elif n == steps or (n > since and (n - since) % every == 0):
                verdict.faults += differences(run, chance)
            if verdict.faults:
                break
    return verdict


def play(seed: int, steps: int = STEPS, *, every: int = CHECK_EVERY, since: int = 0) -> Verdict:
    """Act a seed out on an empty stage and leave nothing behind."""
    with apart():
        return act(seed, steps, every=every, since=since)


def shrink(verdict: Verdict) -> Verdict:
    """Return the shortest beginning of a failing seed after which something differs.

    Nothing differed when it was last compared: that stretch is gone through in larger steps
    first, because comparing costs as much as ten steps do.
    """
    before = CHECK_EVERY
    for every in (8, 1):
        shorter = play(verdict.seed, verdict.steps, every=every, since=verdict.steps - before)
        verdict, before = (shorter if shorter.faults else verdict), every
    return verdict
