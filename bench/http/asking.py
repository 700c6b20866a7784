"""A reader over one kept connection: signs in as a person would and asks for pages."""

from __future__ import annotations

import gzip
import http.client
import time
import urllib.parse
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

PATIENCE = 120


@dataclass(frozen=True)
class Answer:
    """What came back: how it ended, how long to the last byte, and how many bytes as sent."""

    status: int
    milliseconds: float
    sent: int
    body: bytes

    @property
    def squeezed(self) -> int:
        """The bytes of the page when it is compressed on its way."""
        return len(gzip.compress(self.body, 6))


@dataclass
class Reader:
    """One signed-in reader at a server on this machine; not to be shared between threads."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    # As the office's own proxy says it: production answers nobody without TLS.
    headers: dict[str, str] = field(
        default_factory=lambda: {"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
    )
    line: http.client.HTTPConnection | None = None

    def ask(self, address: str, form: dict[str, str] | None = None) -> Answer:
        """Ask once; a line that the server had closed is opened anew."""
        headers = dict(self.headers)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        sent = None
        if form is not None:
            sent = urllib.parse.urlencode(form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = f"https://127.0.0.1:{self.port}/"
        quoted = urllib.parse.quote(address, safe="/?&=:%+.,")
        start = time.perf_counter()
        try:
            reply, body = self._once(quoted, sent, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.line = None
            reply, body = self._once(quoted, sent, headers)
        taken = (time.perf_counter() - start) * 1000
        self._keep(reply)
        whole = gzip.decompress(body) if reply.getheader("Content-Encoding") == "gzip" else body
        return Answer(reply.status, taken, len(body), whole)

    def _once(
        self, address: str, sent: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.line.request("POST" if sent is not None else "GET", address, sent, headers)
        reply = self.line.getresponse()
        return reply, reply.read()

    def _keep(self, reply: http.client.HTTPResponse) -> None:
        for value in reply.headers.get_all("Set-Cookie") or ():
            for name, one in SimpleCookie(value).items():
                self.cookies[name] = one.value

    def again(self) -> Reader:
        """Return the same reader on a line of its own."""
        return Reader(self.port, dict(self.cookies), self.headers)


def sign_in(port: int, username: str, password: str) -> Reader:
    """Return a reader who has signed in by the page for it."""
    reader = Reader(port)
    reader.ask("/sign-in/")
    form = {
        "username": username,
        "password": password,
        "csrfmiddlewaretoken": reader.cookies["csrftoken"],
    }
    reader.ask("/sign-in/", form)
    assert "sessionid" in reader.cookies, f"{username} was not let in"
    return reader
