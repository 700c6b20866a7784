"""A person at a browser without scripts: reads a page, fills in a form of it, sends it.

Nothing is posted that no form of the page offers: what a person could not find fails the test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


@dataclass
class Form:
    """One form of a page: where it goes, what it holds, what may be chosen and pressed."""

    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: set[tuple[str, str]] = field(default_factory=set)
    ticks: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside: Form | None = None
        self.select = self.area = ""
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self._link = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or one of its fields."""
        had = {name: value or "" for name, value in attrs}
        name = had.get("name", "")
        if tag == "a":
            self._link = had.get("href", "")
        if tag == "form":
            self.inside = Form(had.get("action", ""), had.get("method", "get").lower())
            self.found.append(self.inside)
        form = self.inside
        if form is None:
            return
        if tag == "button":
            form.buttons.add((name, had.get("value", "")))
        elif tag == "select":
            self.select = name
            form.choices[name] = []
            form.values.setdefault(name, [] if "multiple" in had else "")
        elif tag == "option" and self.select:
            self._option(form, had)
        elif tag == "textarea":
            self.area = name
            form.values[name] = ""
        elif tag == "input" and name:
            self._input(form, name, had)

    def _option(self, form: Form, had: dict[str, str]) -> None:
        form.choices[self.select].append(had.get("value", ""))
        kept = form.values[self.select]
        if isinstance(kept, list):
            if "selected" in had:
                kept.append(had.get("value", ""))
        elif "selected" in had or len(form.choices[self.select]) == 1:
            form.values[self.select] = had.get("value", "")

    def _input(self, form: Form, name: str, had: dict[str, str]) -> None:
        if had.get("type") in ("checkbox", "radio"):
            form.ticks.setdefault(name, []).append(had.get("value", "on"))
            if "checked" in had:
                held = form.values.get(name, [])
                # A hidden field of the same name is sent beside what is ticked.
                held = [held] if isinstance(held, str) else held
                form.values[name] = [*held, had.get("value", "on")]
        else:
            form.values[name] = had.get("value", "")

    def handle_data(self, data: str) -> None:
        """Keep the words a person reads."""
        if self.area and self.inside is not None:
            self.inside.values[self.area] += data
        if data.strip():
            self.words.append(data.strip())
            if self._link:
                self.links.setdefault(data.strip(), self._link)

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or a field."""
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "a":
            self._link = ""


class Browser:
    """One person's browser."""

    def __init__(self) -> None:
        self.client = Client()
        self.address = ""
        self.page = Forms("")
        self.answer: Any = None

    def open(self, address: str) -> Browser:
        """Open a page; follow where it leads."""
        self._show(self.client.get(address, follow=True), address)
        return self

    @property
    def words(self) -> str:
        """What the page says."""
        return " ".join(" ".join(self.page.words).split())

    def send(self, press: str = "", **fields: Any) -> Browser:
        """Fill in the form that offers these fields, press its button, read what comes.

        `press` is `name=value` of a button, or of a hidden field that tells forms apart.
        """
        form = self._form(press, fields)
        name, _sign, value = press.partition("=")
        sent = {**form.values, **fields, **({name: value} if press else {})}
        if len(form.buttons) == 1 and (only := next(iter(form.buttons)))[0]:
            sent.setdefault(*only)
        for key, one in sent.items():
            offered = form.choices.get(key)
            if offered is not None and not isinstance(one, list):
                assert one in offered, f"{key} offers {offered}, not {one!r}"
        where = form.action or self.address
        ask = self.client.post if form.method == "post" else self.client.get
        self._show(ask(where, sent, follow=True), where)
        return self

    def download(self, **fields: Any) -> bytes:
        """Fill in a form that answers with a file."""
        form = self._form("", fields)
        answer = self.client.get(form.action, {**form.values, **fields})
        assert "Content-Disposition" in answer.headers, answer.content.decode()[:2000]
        return bytes(answer.content)

    def _form(self, press: str, fields: dict[str, Any]) -> Form:
        name, _sign, value = press.partition("=")
        for form in self.page.found:
            known = form.values.keys() | form.ticks.keys()
            pressed = (name, value) in form.buttons or form.values.get(name) == value
            if fields.keys() <= known and (pressed or not press):
                return form
        raise AssertionError(f"no form at {self.address} for {press} {fields}: {self.words[:3000]}")

    def _show(self, answer: Any, address: str) -> None:
        self.answer = answer
        chain = getattr(answer, "redirect_chain", [])
        self.address = chain[-1][0] if chain else address
        self.page = Forms(answer.content.decode())
        assert answer.status_code == 200, f"{answer.status_code} at {self.address}: {self.words}"


def file(name: str, content: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)
