"""The example, loaded once a run by the real command, and copied for each test that changes it."""

from __future__ import annotations

import copy
import fcntl
import json
import os
import shutil
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests import ready
from tests.databases import as_default

# A busy machine takes its time to build the first answer.
PATIENCE = 60
KEPT = "TALLYSTICK_EXAMPLE_KEPT"
OURS = ("TALLYSTICK_", "DJANGO_", "PYTEST_")
TALLYSTICK = str(Path(sys.executable).parent / "tallystick")


@dataclass(frozen=True)
class Installation:
    """One installation with the example in it; `url` where its database is not its own file."""

    home: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment a command of this installation runs in."""
        # pytest names the running test there: to a command each test would be another environment.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        own = {"TALLYSTICK_HOME": str(self.home), "COLUMNS": "200"}
        return {**kept, **own, **({"TALLYSTICK_DATABASE_URL": self.url} if self.url else {})}

    def run(self, *words: str, code: int = 0, said: str | None = None) -> str:
        """Run `tallystick …` as a person would, insist on the exit code, return what it printed.

        `said` is what she types where the command asks.
        """
        done = ready.run(words, self.environment, said)
        assert done.returncode == code, (
            f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}"
        )
        return done.stdout

    def json(self, *words: str, code: int = 0, said: str | None = None) -> Any:
        """Run a command with `--json` and return what it printed."""
        return json.loads(self.run(*words, "--json", code=code, said=said))

    def passwords(self) -> dict[str, str]:
        """Return the example's user names and passwords."""
        return dict(json.loads((self.home / "example-sign-ins.json").read_text()))


@pytest.fixture(scope="session")
def loaded_example(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Load the example once for all workers of this run; never change it.

    `bin/test` runs several suites one after the other and names a folder they share.
    """
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = Path(os.environ.get(KEPT, root))
    home = root / "example"
    with (root / "example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "loaded").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            Installation(home).run("demo", "--no-serve")
            # Nobody opens this one: copying a database in use may catch it half-way.
            shutil.copytree(home, root / "pristine", dirs_exist_ok=True)
            (home / "loaded").touch()
    return Installation(home)


@pytest.fixture(scope="session")
def example_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one copy of the example lies after the other: commands know each other by the place."""
    return tmp_path_factory.mktemp("example") / "var"


@pytest.fixture
def example(
    request: pytest.FixtureRequest,
    loaded_example: Installation,
    tmp_path: Path,
    example_place: Path,
) -> Installation:
    """A copy of the loaded example that a test may change."""
    # This process keeps what it read by the name of the folder: pointed there, it gets a new one.
    place = tmp_path / "var" if "on_example" in request.fixturenames else example_place
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(loaded_example.home.with_name("pristine"), place)
    return Installation(place)


@pytest.fixture
def on_example(
    example: Installation, settings: Any, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Installation]:
    """Point this process at a copy of the example, for tests that use Django's own client."""
    from django.db import connections

    described = copy.deepcopy(connections["default"].settings_dict)
    described.update(
        ENGINE="django.db.backends.sqlite3", NAME=str(example.home / "tallystick.sqlite3")
    )
    settings.HOME = example.home
    settings.ROLLUP_DIR = example.home / "rollup"
    settings.EVIDENCE_DIR = example.home / "evidence"
    settings.MASTER_KEY = (example.home / "master_key.secret").read_text().strip()
    with django_db_blocker.unblock(), as_default(described):
        yield example


@pytest.fixture
def served(example: Installation) -> Iterator[str]:
    """Serve a copy of the example with the real server; yield its address."""
    with serving(example) as address:
        yield address


class serving:
    """Serve an installation while the block runs."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation

    def __enter__(self) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = ("serve", "--port", str(port))
        self.running = ready.Running(words, self.installation.environment)
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.running.ended:
            try:
                urllib.request.urlopen(f"{address}/api/openapi.json", timeout=PATIENCE).close()  # noqa: S310
            # Not there yet, or so slow on a busy machine that the answer itself ran out of time.
            except OSError:
                time.sleep(0.1)
            else:
                return address
        # Without this the server outlives its test, and slows those that follow.
        said = self.running.stop()
        raise AssertionError(f"the server did not answer within {PATIENCE} seconds: {said}")

    def __exit__(self, *error: object) -> None:
        self.running.stop()
