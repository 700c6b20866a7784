"""Runs the tests once to see who comes by each permission, then once a permission without it.

Each permission is taken away in a child of its own, which inherits the loaded product and the
migrated database, and runs the tests that came by until one fails: those of its own room first,
the quickest first. What came by and what was decided is written down as it goes; a run that was
stopped goes on from there, and after a change only the tests that came by the changed files run.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from tests.permissions.kept import DECIDED, Kept
from tests.permissions.mutants import HITS, MUTANTS, Mutant, activate, install, load_all

install()

KEPT = Kept(Path(os.environ["TALLYSTICK_MUTANTS"]))
ONLY = os.environ.get("TALLYSTICK_MUTANTS_ONLY", "")
AT_ONCE = int(os.environ.get("TALLYSTICK_MUTANTS_AT_ONCE", "2"))
# How long the tests of one permission may take; what was not failed by then is not decided.
PATIENCE = int(os.environ.get("TALLYSTICK_MUTANTS_SECONDS", "120"))
# Files, processes and databases of their own: a child cannot share them.
APART = {"loaded_example", "example", "on_example", "served", "committed_db", "browser"}
SAVE_EVERY = 25
KILLED, OUT_OF_TIME = 1, 3


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
    """Run what is not known yet once, then everything that matters once a mutant."""
    load_all()
    anchor = Anchor.from_parent(session, name="anchor")
    by_name = {item.nodeid: item for item in session.items}
    asked = [mutant for mutant in MUTANTS if ONLY in mutant.name]
    unknown = KEPT.not_seen(by_name, MUTANTS)
    _say(f"{len(by_name)} tests, {len(MUTANTS)} permissions; {len(unknown)} tests to look at")
    for n, name in enumerate(unknown, 1):
        _look(session, by_name[name], anchor)
        if n % SAVE_EVERY == 0 or n == len(unknown):
            KEPT.look_saved(MUTANTS)
    if not unknown:
        _database(session, anchor)
    if KEPT.broken:
        _say(f"{len(KEPT.broken)} tests fail without a mutant and are left out")
    for mutant, verdict in _tried(session, anchor, by_name, asked):
        KEPT.decide(mutant, verdict)
        _say(f"{verdict}: {mutant.name}")
    _report([KEPT.verdict(mutant) for mutant in MUTANTS])
    return True


def _look(session: pytest.Session, item: pytest.Item, anchor: Anchor) -> None:
    """Run a test with every permission in place, and keep by which ones it came."""
    HITS.clear()
    began, failed = time.monotonic(), session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=anchor)
    # A test that fails without a mutant proves nothing with one.
    sound = session.testsfailed == failed
    session.testsfailed = 0
    came_by = [MUTANTS[number].name for number, tests in HITS.items() if item.nodeid in tests]
    KEPT.look(item.nodeid, time.monotonic() - began, came_by, sound=sound)


def _database(session: pytest.Session, anchor: Anchor) -> None:
    """Run one test with a database, so that no child has to migrate one."""
    for item in session.items:
        if {"db", "migrated_db"} & set(getattr(item, "fixturenames", ())):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=anchor)
            session.testsfailed = 0
            return


def _tried(
    session: pytest.Session,
    anchor: Anchor,
    by_name: dict[str, pytest.Item],
    asked: Sequence[Mutant],
) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant that is not decided yet, with what became of it."""
    left = [mutant for mutant in asked if KEPT.verdict(mutant) not in DECIDED]
    # What was tried and not killed took its whole time already: what was not tried goes before it.
    left.sort(key=lambda mutant: KEPT.verdict(mutant) != "not tried")
    running: dict[int, Mutant] = {}
    while left or running:
        while left and len(running) < AT_ONCE:
            mutant = left.pop(0)
            names = [name for name in KEPT.tests(mutant) if name in by_name]
            if not names:
                yield mutant, "not reached"
                continue
            running[_start(session, anchor, mutant, [by_name[name] for name in names])] = mutant
        if running:
            child, status = os.wait()
            code = os.waitstatus_to_exitcode(status)
            words = {0: "survived", KILLED: "killed"}
            yield running.pop(child), words.get(code, "out of time")


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
    signal.signal(signal.SIGALRM, lambda *_: os._exit(OUT_OF_TIME))
    signal.alarm(PATIENCE)
    activate(mutant.number)
    with suppress(BaseException):
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=anchor)
            if session.testsfailed:
                os._exit(KILLED)
        os._exit(0)
    # A test that brings the whole run down has noticed it.
    os._exit(KILLED)


def _say(words: str) -> None:
    sys.__stdout__.write(f"\n{words}\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def _report(said: Sequence[str]) -> None:
    words = ("killed", "survived", "out of time", "not reached", "not tried")
    _say(", ".join(f"{said.count(word)} {word}" for word in words))
