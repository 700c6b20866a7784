"""A reader that stands in for a language model: a real HTTP server on this machine's loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tallystick.extraction.reader.endpoint import Endpoint


@dataclass
class Answering:
    """What a server answers, and what it was asked."""

    items: Any = field(default_factory=list)
    status: int = 200
    # Sent instead of an answer with items.
    raw: bytes | None = None
    # Seconds between two bytes of the answer; none where it comes at once.
    drip: float = 0
    to: str = ""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    address: str = ""

    def endpoint(self, **changes: Any) -> Endpoint:
        """Return where it answers."""
        return Endpoint(**{"address": self.address, "model": "invented", "key": "k-1", **changes})

    def body(self) -> bytes:
        """Return the bytes it answers with."""
        if self.raw is not None:
            return self.raw
        content = json.dumps({"items": self.items})
        return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


@contextmanager
def answering(answer: Answering) -> Iterator[Answering]:
    """Serve an answer on a port of this machine while a test runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer.asked.append((self.path, dict(self.headers), asked))
            self.send_response(answer.status)
            if answer.to:
                self.send_header("Location", answer.to)
            body = answer.body()
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                for at in range(len(body)) if answer.drip else ():
                    time.sleep(answer.drip)
                    self.wfile.write(body[at : at + 1])
                if not answer.drip:
                    self.wfile.write(body)
            except OSError:
                pass  # who asked went away

        def do_GET(self) -> None:
            answer.asked.append((self.path, {}, {}))

        def log_message(self, format: str, *words: Any) -> None:
            """Say nothing: the tests look at what was asked."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    answer.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield answer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
