"""Asking one address as one reader: answers that can be compared, and nothing stays."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import connection, transaction
from django.test import Client

from tallystick.access.models import User

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# What differs between two answers that say the same.
PASSING = re.compile(
    rb'(name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|csrftoken[^"]*"[^"]*"|'
    rb"\d{4}-\d\d-\d\dT[\d:.+Z-]*)"
)
# Random by design: a token of sixty signs spells the mark of a canary once in a few thousand pages.
TOKENS = re.compile(
    rb'(name="csrfmiddlewaretoken" value="[^"]*"|(?:csrftoken|sessionid)=[^;\s]*|'
    # The signature of a signed cookie; what it signs is looked through.
    rb":[0-9A-Za-z]{6}:[-\w]{43}|"
    # What a passkey is asked to sign.
    rb"(?:\"|&quot;)challenge(?:\"|&quot;): ?(?:\"|&quot;)[-\w]{43}|"
    rb"nonce[-=\"']+[^\"'\s;]*)"
)
HEADERS = ("Content-Type", "Location", "Content-Disposition", "Allow", "Cache-Control", "Vary")
# Tables a refused request may write in: who is signed in, and how often somebody tried.
WRITABLE = re.compile(r'"?(django_session|cache|access_act|django_q_\w+)"?', re.I)
WRITING = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+(\S+)", re.I)


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers that matter, body, and which tables were written."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    wrote: tuple[str, ...]
    everything: bytes

    def without(self, named: Sequence[str]) -> tuple[Any, ...]:
        """Return the answer with the codes of its own address blotted out."""
        headers = tuple((k, _blot(v.encode(), named).decode()) for k, v in self.headers)
        return self.status, headers, _blot(PASSING.sub(b"", self.body), named)


def _blot(text: bytes, named: Sequence[str]) -> bytes:
    for code in sorted({*named, *(quote(n, safe="") for n in named)}, key=len, reverse=True):
        text = text.replace(code.encode(), b"{}")
    return text


def ask(client: Client, method: str, address: str, data: Mapping[str, str] | None = None) -> Answer:
    """Send one request and take back whatever it wrote."""
    wrote: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (found := WRITING.match(sql)) and not WRITABLE.fullmatch(found[1]):
            wrote.append(found[1].strip('"'))
        return execute(sql, params, many, context)

    cookies = client.cookies.copy()
    with transaction.atomic(), connection.execute_wrapper(watch):
        send = getattr(client, method.lower())
        answer = send(address, data or {}) if data or method == "POST" else send(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies = cookies
    headers = tuple((name, answer[name]) for name in HEADERS if name in answer)
    every = b"\n".join(f"{k}: {v}".encode() for k, v in answer.items())
    set_ = b"\n".join(str(m.output()).encode() for m in answer.cookies.values())
    whole = TOKENS.sub(b"", b"\n".join((every, set_, _opened(body))))
    return Answer(answer.status_code, headers, body, tuple(wrote), whole)


def _opened(body: bytes) -> bytes:
    """Return a body as text; what is packed (a workbook) is opened first."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def signed_in(username: str) -> Client:
    """Return a browser with this person signed in; a fault of a view is raised, not shown."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


class _Forms(HTMLParser):
    """Reads the forms of a page: where each goes, and what a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = []
        self._open = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = said.get("method", "get").lower() == "post"
            if self._open:
                self.found.append((said.get("action", ""), {}, []))
        elif self._open and self.found:
            self._field(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False

    def _field(self, tag: str, said: dict[str, str]) -> None:
        _, fields, buttons = self.found[-1]
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if not fields.get(self._select):
                fields[self._select] = said.get("value", "")
        elif tag == "button" or kind == "submit":
            if name:
                buttons.append((name, said.get("value", "")))
        elif name and tag == "textarea":
            fields.setdefault(name, "because")
        elif name and tag == "input" and not (kind == "radio" and fields.get(name)):
            fields[name] = said.get("value", "") or "1"


def forms_of(page: bytes, address: str) -> list[tuple[str, dict[str, str]]]:
    """Return the forms of a page as (path, fields), one a button."""
    reader = _Forms()
    reader.feed(page.decode("utf-8", "replace"))
    found = []
    for action, fields, buttons in reader.found:
        path = urlsplit(action).path or address
        plain = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
        for button in buttons or [("", "")]:
            more = {button[0]: button[1]} if button[0] else {}
            found.append((path, {**plain, **more}))
    return found
