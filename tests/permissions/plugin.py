"""Runs the tests once to see who comes by each permission, then once a permission without it.

Each permission is taken away in a child of its own, which inherits the loaded product and the
migrated database, and runs the tests that came by until one fails.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.permissions.mutants import HITS, MUTANTS, Mutant, activate, install

install()

PROGRESS = Path(os.environ["TALLYSTICK_MUTANTS"])
ONLY = os.environ.get("TALLYSTICK_MUTANTS_ONLY", "")
AT_ONCE = 2
# A child that runs longer hangs, which somebody would notice as well.
PATIENCE = 120
# Files, processes and databases of their own: a child cannot share them.
APART = {"loaded_example", "example", "on_example", "served", "committed_db", "browser"}


class Anchor(pytest.Item):
    """Stands for the next test, so that nothing of the session is taken down before it."""

    def runtest(self) -> None:
        """Do nothing."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what runs in one process, quickly."""
    items[:] = [item for item in items if not APART & set(getattr(item, "fixturenames", ()))]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run everything once, then everything that matters once a mutant."""
    anchor = Anchor.from_parent(session, name="anchor")
    took: dict[str, float] = {}
    by_name: dict[str, pytest.Item] = {}
    for item in session.items:
        began, failed = time.monotonic(), session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=anchor)
        took[item.nodeid] = time.monotonic() - began
        # A test that fails without a mutant proves nothing with one.
        if session.testsfailed == failed:
            by_name[item.nodeid] = item
    broken, session.testsfailed = session.testsfailed, 0
    if broken:
        _say(f"{broken} tests fail without a mutant and are left out")
    found = json.loads(PROGRESS.read_text()) if PROGRESS.exists() else {}
    _say(f"{len(session.items)} tests, {len(MUTANTS)} permissions")
    for mutant, verdict in _tried(session, anchor, by_name, took, found):
        found[mutant.name] = verdict
        PROGRESS.parent.mkdir(parents=True, exist_ok=True)
        PROGRESS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    now = {mutant.name for mutant in MUTANTS}
    _report({name: verdict for name, verdict in found.items() if name in now})
    return True


def _tried(
    session: pytest.Session,
    anchor: Anchor,
    by_name: dict[str, pytest.Item],
    took: dict[str, float],
    found: dict[str, str],
) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant that was not killed before, with what became of it."""
    left = [m for m in MUTANTS if ONLY in m.name and found.get(m.name) != "killed"]
    running: dict[int, Mutant] = {}
    while left or running:
        while left and len(running) < AT_ONCE:
            mutant = left.pop(0)
            names = sorted(HITS[mutant.number] & by_name.keys(), key=lambda name: took[name])
            if not names:
                yield mutant, "not reached"
                continue
            running[_start(session, anchor, mutant, [by_name[name] for name in names])] = mutant
        if running:
            child, status = os.wait()
            yield running.pop(child), "survived" if status == 0 else "killed"


def _start(
    session: pytest.Session, anchor: Anchor, mutant: Mutant, items: list[pytest.Item]
) -> int:
    """Start a child without one permission; return its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.alarm(PATIENCE)
    activate(mutant.number)
    failed = 1
    with suppress(BaseException):
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=anchor)
            if session.testsfailed:
                os._exit(1)
        failed = 0
    os._exit(failed)


def _say(words: str) -> None:
    sys.__stdout__.write(f"\n{words}\n")  # type: ignore[union-attr]


def _report(found: dict[str, str]) -> None:
    for verdict in ("survived", "not reached"):
        for name in sorted(name for name, said in found.items() if said == verdict):
            _say(f"{verdict}: {name}")
    counted = {v: list(found.values()).count(v) for v in ("killed", "survived", "not reached")}
    _say(", ".join(f"{n} {verdict}" for verdict, n in counted.items()))
