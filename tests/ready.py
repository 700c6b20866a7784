"""Runs `tallystick …` in a child of a process that has the libraries loaded already.

A command of its own process spends most of its time importing Django, Arrow and DuckDB. Here one
process a test worker imports them once and forks for each command: the command still runs in a
process of its own, in its own environment, from the product's own entry point. Of the product only
what is plain Python is loaded before the fork (rules, kernel, extraction: they read no settings and
no environment); settings, models and doors are each command's own.

Where commands follow each other in one environment, they share those too: from the second on they
are forked from a process that loaded them in that environment and asked no database.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What a command has loaded when it begins its work, apart from the product.
LOADED = """
import sys, django; django.setup()
import tallystick.cli.main, tallystick.config.urls
import tallystick.indicators.queries, tallystick.interchange.example.load
print(*sys.modules)
"""
# Ours, and what wants settings while it is imported: each command imports these itself.
LATER = ("tallystick", "allauth", "django_q", "ninja", "_", "django.contrib")
# What the commands are made of: what they ask, and what they do.
AT_HOME = (
    "tallystick.cli.main",
    "tallystick.indicators.queries",
    "tallystick.interchange.services",
    "tallystick.exchanges.services",
)
# Each process that serves reads the whole site in; here that is done before they part.
SERVED = ("tallystick.cli.main", "tallystick.config.wsgi")
# In so many environments somebody is at home: a test's own, the one all tests read, and its server.
KEPT = 4
# What of ours is plain Python: half of what a command would import.
PLAIN = re.compile(r"tallystick\.(kernel|extraction|[a-z]+\.rules)(\.|$)")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


class Running:
    """A command that runs until it is stopped, or ends by itself."""

    def __init__(
        self, words: tuple[str, ...], env: Mapping[str, str], said: str | None = None
    ) -> None:
        self.words = words
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(_server())
        asked = {"words": words, "env": dict(env), "said": said or "", "cwd": os.getcwd()}
        self._line.sendall(json.dumps(asked).encode())
        self._line.shutdown(socket.SHUT_WR)
        # It leads a group of its own, in which everything is that it starts.
        self._group = int.from_bytes(self._line.recv(8, socket.MSG_WAITALL))

    @property
    def ended(self) -> bool:
        """Whether it ended by itself."""
        return bool(select.select([self._line], [], [], 0)[0])

    def done(self) -> Done:
        """Wait for its end; return how it ended."""
        with self._line:
            answer = _read(self._line)
        if not answer:
            raise RuntimeError(f"tallystick {' '.join(self.words)}: ended without an answer")
        return Done(**json.loads(answer))

    def stop(self) -> Done:
        """End it with all it started, which get no chance to tidy up; return what it printed."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._group, signal.SIGKILL)
        return self.done()


def run(words: tuple[str, ...], env: Mapping[str, str], said: str | None = None) -> Done:
    """Run `tallystick` with these words in this environment; `said` is what is typed to it."""
    return Running(words, env, said).done()


_started: dict[int, str] = {}


def _server() -> str:
    """Return the address of this process's own server, started at the first command."""
    if os.getpid() not in _started:
        folder = tempfile.TemporaryDirectory(prefix="tally-")
        address = f"{folder.name}/ready"
        # Waits for the libraries, not for long: the first line says that it listens.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TALLYSTICK_", "DJANGO_"))}
        server = subprocess.Popen(  # noqa: S603 (ourselves)
            [sys.executable, "-m", "tests.ready", address],
            cwd=Path(__file__).parents[1], env=kept, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert server.stdout is not None
        server.stdout.readline()
        atexit.register(lambda: (server.kill(), server.wait(), folder.cleanup()))
        _started[os.getpid()] = address
    return _started[os.getpid()]


def _read(line: socket.socket) -> bytes:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)


def _serve(address: str) -> None:
    _load()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(16)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        homes = Homes()
        while True:
            line, _ = door.accept()
            asked = json.loads(_read(line))
            if not homes.take(asked, line):
                _fork(lambda line=line, asked=asked: (door.close(), _answer(line, asked)))
            line.close()


def _fork(work: Callable[[], object]) -> int:
    """Have a child do some work and end; return its number. Children that ended are let go."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    if child := os.fork():
        return child
    try:
        work()
    finally:
        os._exit(0)


class Homes:
    """The environments commands ran in lately, each with the process at home in it, if any."""

    def __init__(self) -> None:
        # Environment → the line to who is at home; None where it ran one command as yet.
        self._lines: dict[str, socket.socket | None] = {}
        self._shut: set[str] = set()

    def take(self, asked: dict[str, Any], line: socket.socket) -> bool:
        """Have the process at home there answer; False where there is none."""
        known = _known(asked)
        if known not in self._lines:
            self._lines[known] = None
            while len(self._lines) > KEPT:
                self._leave(next(iter(self._lines)))
            return False
        # The last one asked for is the last to be left.
        at_home = self._lines.pop(known) or self._enter(known, asked, line)
        self._lines[known] = at_home
        if known in self._shut:
            return False
        socket.send_fds(at_home, [json.dumps(asked).encode()], [line.fileno()])
        return True

    def _enter(self, known: str, asked: dict[str, Any], asking: socket.socket) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        held = [ours, asking, *(one for one in self._lines.values() if one)]
        # Who asks waits until nobody holds her line; who is at home, until nobody holds ours.
        _fork(lambda: ([one.close() for one in held], _at_home(theirs, asked)))
        theirs.close()
        # Nothing comes where it could not be loaded there: each command says so itself.
        if not ours.recv(1):
            self._shut.add(known)
        return ours

    def _leave(self, known: str) -> None:
        self._shut.discard(known)
        if line := self._lines.pop(known):
            # Who is at home ends with the line.
            line.close()


def _known(asked: dict[str, Any]) -> str:
    """Return what is loaded, and what settings are read from: the environment, and its secrets."""
    home = Path(asked["cwd"], asked["env"].get("TALLYSTICK_HOME", "var"))
    kept = [(one.name, one.read_text()) for one in sorted(home.glob("*.secret"))]
    return json.dumps([_serves(asked), sorted(asked["env"].items()), asked["cwd"], kept])


def _serves(asked: dict[str, Any]) -> bool:
    return bool(asked.get("words", [])[:1] == ["serve"])


def _at_home(line: socket.socket, asked: dict[str, Any]) -> None:
    """Load the product in an environment, then have a child answer each command that comes."""
    with open(os.devnull, "r+b") as nothing:
        for number in range(3):
            os.dup2(nothing.fileno(), number)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
    os.chdir(asked["cwd"])
    importlib.import_module("django").setup()
    for name in SERVED if _serves(asked) else AT_HOME:
        importlib.import_module(name)
    gc.freeze()
    line.send(b"!")
    while True:
        said, files, _, _ = socket.recv_fds(line, 1_000_000, 1)
        if not said:
            return
        with socket.socket(fileno=files[0]) as asking:
            _fork(
                lambda asking=asking, said=said: (line.close(), _answer(asking, json.loads(said)))
            )


def _load() -> None:
    """Import what commands import; what wants settings first is left to each of them."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "TALLYSTICK_HOME": home}
        env["DJANGO_SETTINGS_MODULE"] = "tallystick.config.settings"
        told = subprocess.run(  # noqa: S603 (ourselves)
            [sys.executable, "-c", LOADED], env=env, check=True, capture_output=True, text=True
        )
    # DuckDB imports pandas, where there is one, with its first answer.
    for name in (*told.stdout.split(), "pandas"):
        if PLAIN.match(name) or not name.startswith(LATER):
            with contextlib.suppress(ImportError):  # names of modules inside compiled ones
                importlib.import_module(name)


def _answer(line: socket.socket, asked: dict[str, Any]) -> None:
    """Run one command in a child, and send back how it ended."""
    with contextlib.ExitStack() as files:
        typed, out, err = (files.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        typed.write(asked["said"].encode())
        typed.seek(0)
        child = os.fork()
        if child == 0:
            os.setsid()
            line.sendall(os.getpid().to_bytes(8))
            for number, file in enumerate((typed, out, err)):
                os.dup2(file.fileno(), number)
            _become(asked)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    line.sendall(json.dumps(vars(Done(code, *texts))).encode())
    line.close()


def _become(asked: dict[str, Any]) -> None:
    """Be the command: its words, its environment, its place; never return."""
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    sys.argv = ["tallystick", *asked["words"]]
    sys.modules["__main__"].__package__ = ""  # help then calls it by its name, not `python -m`
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    code = 1
    try:
        if _serves(asked):
            for name in SERVED:
                importlib.import_module(name)
        from tallystick.cli.main import app

        app()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001 (it is told as Python tells it, with exit code 1)
        traceback.print_exc()
    finally:
        # As Python does at its end: what was registered runs, what was printed is written.
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1])
