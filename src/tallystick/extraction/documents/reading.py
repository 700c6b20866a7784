"""A file in, an announcement's text out: plain text, JSON, a web page, Word, or a PDF with text.

What a file is, its bytes say. Nothing in it runs, and nothing that it names is fetched.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date

from tallystick.extraction.documents.files import LONGEST_TEXT, check_kind, decoded
from tallystick.extraction.documents.lines import is_broken, paragraphs
from tallystick.extraction.page import ENGLISH, SIMPLIFIED, TRADITIONAL
from tallystick.kernel.problem import Refused

LANGUAGES = (ENGLISH, SIMPLIFIED, TRADITIONAL)
LONGEST_TITLE = 300
_PUBLISHED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")


@dataclass(frozen=True)
class FileText:
    """The text of a file, and what the file itself says of it.

    `published` is an ISO day, month or year; `name` is the id that a file gives its announcement,
    `title` the title.
    """

    text: str
    lang: str | None = None
    published: str | None = None
    name: str | None = None
    title: str = ""


def read_document(content: bytes) -> FileText:
    """Return the announcement in a file.

    Raises: Refused, with a sentence that says what to send instead.

    >>> read_document("大连市派出教师20名。".encode("gb18030")).text
    '大连市派出教师20名。'
    """
    check_kind(content)
    found = _opened(content)
    if len(found.text) > LONGEST_TEXT:
        raise Refused.of("readout-text-too-long", longest=LONGEST_TEXT)
    if not found.text.strip():
        raise Refused.of("readout-empty")
    return found


def published_on(text: str) -> str | None:
    """Return an ISO day, month or year as it is; None for anything else.

    >>> published_on("2021-05"), published_on("2021-02-30")
    ('2021-05', None)
    """
    if not _PUBLISHED.fullmatch(text):
        return None
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return None
    return text


def _opened(content: bytes) -> FileText:
    # Each reader is a library of its own: only the one that is needed is loaded.
    if content.startswith(b"PK\x03\x04"):
        from tallystick.extraction.documents.word import text_of_word

        return FileText(text_of_word(content))
    if b"%PDF-" in content[:1024]:
        from tallystick.extraction.documents.pdf import text_of_pdf

        return FileText(text_of_pdf(content))
    from tallystick.extraction.documents.html import declared_charset, looks_like_html, text_of_html

    text = decoded(content, declared_charset(content))
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _of_json(text)
    if looks_like_html(text):
        words, published = text_of_html(text)
        return FileText(words, published=published_on(published or ""))
    return FileText(_plain(text))


def _plain(text: str) -> str:
    """Return a plain text with its sentences whole, where it was broken into lines."""
    lines = _LINE_ENDS.sub("\n", text.lstrip("\ufeff")).split("\n")
    return paragraphs(lines) if is_broken(lines) else "\n".join(lines)


def _line(said: object) -> str:
    """Return a title as one line without signs that cannot be seen.

    >>> _line("Quay \u202e meets\\nFir"), _line(7)
    ('Quay meets Fir', '')
    """
    words = " ".join(said[:2_000].split()) if isinstance(said, str) else ""
    return " ".join("".join(sign for sign in words if sign.isprintable()).split())[:LONGEST_TITLE]


def _of_json(text: str) -> FileText:
    """Return an announcement kept as {id, lang, published, title, text}; the rest is let be."""
    try:
        kept = json.loads(text.lstrip("\ufeff"))
    # A thousand brackets in one another, a number of ten thousand digits.
    except (ValueError, RecursionError) as fault:
        raise Refused.of("readout-json-unread") from fault
    words = kept.get("text") if isinstance(kept, dict) else None
    if not isinstance(words, str):
        raise Refused.of("readout-json-unread")
    lang, published, name = (kept.get(key) for key in ("lang", "published", "id"))
    found = FileText(
        words,
        lang=lang if lang in LANGUAGES else None,
        name=name if isinstance(name, str) else None,
        title=_line(kept.get("title")),
    )
    if published in (None, ""):
        return found
    said = published_on(str(published)[:10])
    if said is None:
        raise Refused.of("readout-published-unread", value=str(published)[:40])
    return replace(found, published=said)
