"""`tallystick serve` as it is shipped: a process of its own that serves until it is told to end.

Other tests are served by a process that has the libraries loaded, and is ended at once.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import time
import urllib.request

from tests.example import PATIENCE, TALLYSTICK, Installation


def answer(address: str, process: subprocess.Popen[bytes]) -> int:
    """Return the status of a page, asked for until the server is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 (our own)
                return int(page.status)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no answer; the command ended with {process.poll()}")


def test_it_serves_and_ends_when_it_is_told_to(example: Installation) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [TALLYSTICK, "serve", "--port", str(port)],
        env=example.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/sign-in/", process) == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) == 0
    finally:
        process.kill()
    with socket.socket() as again:
        assert again.connect_ex(("127.0.0.1", port)) != 0, "one of its processes goes on"
