"""Passages with their figures marked in place: {{3.2 million yuan|FS_GOV_FUND}}, {{12 towns|-}}."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEAD = re.compile(r"#\s*lang=(?P<lang>\S+)\s+source=(?P<source>\S+)(?:\s+published=(?P<day>\S*))?")
_MARK = re.compile(r"\{\{(?P<words>[^{}|]+)\|(?P<code>[A-Z0-9_]+|-)\}\}")


@dataclass(frozen=True)
class Passage:
    """A text and the codes of its figures by their places; None where no indicator fits."""

    name: str
    lang: str
    source: str
    published: str | None
    text: str
    codes: dict[tuple[int, int], str | None]


def passages_of(path: Path) -> Iterator[Passage]:
    """Yield the passages of a file."""
    pieces = re.split(r"^---[ \t]*$", path.read_text("utf-8"), flags=re.MULTILINE)
    for number, piece in enumerate(pieces, 1):
        if piece.strip():
            yield passage(f"{path.stem}.{number}", piece.strip("\n \t"))


def passage(name: str, piece: str) -> Passage:
    """Return one passage.

    >>> passage("a", "# lang=en source=written published=\\nWith {{2 yuan|FS_GOV_FUND}}.").codes
    {(5, 11): 'FS_GOV_FUND'}
    """
    head, _, marked = piece.partition("\n")
    told = _HEAD.match(head)
    if told is None:
        raise ValueError(f"{name}: {head[:60]}")
    text, codes, last = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        code = mark["code"]
        codes[len(text), len(text) + len(mark["words"])] = None if code == "-" else code
        text += mark["words"]
        last = mark.end()
    text += marked[last:]
    if "{{" in text or "}}" in text:
        raise ValueError(f"{name}: a mark is not well formed")
    return Passage(name, told["lang"], told["source"], told["day"] or None, text, codes)
