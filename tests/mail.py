"""A mail server on this machine for one test: it speaks SMTP and keeps what it was handed."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast


@dataclass
class Taken:
    """One letter as it arrived: to whom, and what it said."""

    to: list[str]
    letter: EmailMessage

    @property
    def text(self) -> str:
        """The words of the letter."""
        return str(self.letter.get_content()).replace("\r\n", "\n")


@dataclass
class MailServer:
    """What arrived; `refuse` names addresses it will not take, `hang_up` ends a line after N."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    hang_up: int | None = None


class _Line(socketserver.StreamRequestHandler):
    """One conversation: enough of RFC 5321 for a client that sends."""

    def handle(self) -> None:
        kept = cast("_Server", self.server).kept
        self._say(b"220 loopback")
        to: list[str] = []
        while words := self.rfile.readline().strip():
            verb = words[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self._say(b"250 loopback")
            elif verb == b"RCPT":
                address = words.split(b"<")[1].split(b">")[0].decode()
                to += [] if address in kept.refuse else [address]
                self._say(b"550 no such box" if address in kept.refuse else b"250 ok")
            elif verb == b"DATA":
                if kept.hang_up is not None and len(kept.taken) >= kept.hang_up:
                    return
                self._say(b"354 go on")
                kept.taken.append(Taken(to, self._letter()))
                to = []
                self._say(b"250 taken")
            elif verb == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                to = [] if verb in (b"RSET", b"MAIL") else to
                self._say(b"250 ok")

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return cast(EmailMessage, message_from_bytes(b"".join(lines), policy=default))

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    kept: MailServer


@contextmanager
def mail_server(settings: Any = None, **ways: Any) -> Iterator[MailServer]:
    """Run a mail server, and name it in Django's settings where they are given."""
    kept = MailServer(**ways)
    with _Server(("127.0.0.1", 0), _Line) as server:
        server.kept = kept
        kept.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        if settings is not None:
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
            settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
            settings.DEFAULT_FROM_EMAIL = "tally@office.example"
            settings.ADDRESS = "https://tally.office.example"
        yield kept
        server.shutdown()
