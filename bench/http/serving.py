"""The server as it is shipped, with the settings of production, on this machine alone."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TALLYSTICK = str(Path(sys.executable).parent / "tallystick")
PATIENCE = 60
# So many lines reach every process; one that took so few milliseconds in a second is at rest.
FIRST_REQUESTS, IDLE = 24, 50


@dataclass(frozen=True)
class Server:
    """Where it listens, and the process that was started."""

    port: int
    process: int

    def cpu(self) -> float:
        """Return the milliseconds of processor time it and its workers took so far.

        On a machine that others use too, this tells more than a clock.
        """
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if self.process in (int(stat.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def environment(home: Path, *, production: bool = True, again: bool = False) -> dict[str, str]:
    """Return the environment of a command of this home; `again`: pages are kept, as shipped."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TALLYSTICK_", "DJANGO_"))}
    kept["TALLYSTICK_HOME"] = str(home)
    if not again:
        # Else each page but the first answer would tell how fast it is unpacked.
        kept["TALLYSTICK_PAGES_MB"] = "0"
    if production:
        kept |= {
            "TALLYSTICK_PRODUCTION": "true",
            "TALLYSTICK_BEHIND_PROXY": "true",
            "TALLYSTICK_ALLOWED_HOSTS": "127.0.0.1",
            "TALLYSTICK_SECRET_KEY_FILE": str(home / "secret_key.secret"),
            "TALLYSTICK_MASTER_KEY_FILE": str(home / "master_key.secret"),
        }
    return kept


def passwords(home: Path) -> dict[str, str]:
    """Return the user names and passwords of the example."""
    return dict(json.loads((home / "example-sign-ins.json").read_text()))


@contextmanager
def serving(home: Path, *, again: bool = False) -> Iterator[Server]:
    """Serve a home until the block ends; `again`: pages that nothing changed are not made twice."""
    told = environment(home, again=again)
    subprocess.run([TALLYSTICK, "init"], env=told, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [TALLYSTICK, "serve", "--port", str(port)],
        env=told,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        server = Server(port, process.pid)
        _settle(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def _settle(server: Server) -> None:
    """Wait until each process has read beforehand what it reads beside its first pages."""
    asked = urllib.request.Request(f"http://127.0.0.1:{server.port}/api/openapi.json")
    asked.add_header("X-Forwarded-Proto", "https")
    for _ in range(FIRST_REQUESTS):
        urllib.request.urlopen(asked, timeout=PATIENCE).close()  # noqa: S310
    until, busy = time.monotonic() + 5 * PATIENCE, True
    while busy and time.monotonic() < until:
        before = server.cpu()
        time.sleep(1)
        busy = server.cpu() - before > IDLE


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/openapi.json")
    asked.add_header("X-Forwarded-Proto", "https")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(asked, timeout=PATIENCE).close()  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the server did not answer within {PATIENCE} seconds")
