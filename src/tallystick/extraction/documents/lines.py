"""Lines as paper breaks them, put together: a sentence must not end with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# What stands alone on a line as the number of a page.
_PAGE_NUMBER = re.compile(
    r"\s{0,80}(?:[-–—·]{0,2}\s?\d{1,3}\s?[-–—·]{0,2}|第\s?\d{1,3}\s?[页頁].{0,12}"
    r"|Page \d{1,3}(?: of \d{1,3})?)\s{0,80}"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：！？“”]")
_ENDS = re.compile(r"[。！？!?.:：][”\"’')）]?$")
# A new paragraph says so itself.
_BEGINS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、]\s|[•●■◆*-]\s"
)
_HYPHEN = re.compile(r"[^\W_]-$")
# How much of the widest line a line fills that goes on in the next one.
_FULL = 80
# What the width is taken from: one very long line must not make all others short.
_WIDEST = 90


def paragraphs(lines: Sequence[str]) -> str:
    """Return lines of a page as text, a paragraph a line.

    >>> paragraphs(["Dalian sent twenty teachers to the county", "in May.", "Funds", "grew."])
    'Dalian sent twenty teachers to the county in May.\\nFunds\\ngrew.'
    """
    kept = [line.strip() for line in lines if not _PAGE_NUMBER.fullmatch(line)]
    width = _width(kept)
    found: list[str] = []
    before = ""
    for line in kept:
        if line and found:
            joined = _goes_on(before, width) and not _BEGINS.match(line)
            found.append(_between(before, line) if joined else "\n")
        found.append(line)
        before = line
    return "".join(found)


def is_broken(lines: Sequence[str]) -> bool:
    """Whether a plain text has its sentences broken into lines, as letters and old mail have.

    >>> is_broken(["A heading", "One sentence that stands by itself on a line, and ends there."])
    False
    """
    kept = [line.rstrip() for line in lines if line.strip()]
    width = _width(kept)
    broken = sum(_goes_on(line, width) and not _ENDS.search(line) for line in kept)
    return width in range(30, 121) and broken >= 2 and broken * 2 >= len(kept)


def _width(lines: Iterable[str]) -> int:
    """Return how wide a full line is, in half-width signs."""
    widths = sorted(_wide(line) for line in lines if line)
    return widths[-(-len(widths) * _WIDEST // 100) - 1] if widths else 0


def _wide(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _goes_on(line: str, width: int) -> bool:
    return bool(line) and _wide(line) * 100 >= width * _FULL


def _between(first: str, second: str) -> str:
    # A hyphen is kept: who types breaks a compound at its own far more often than a word.
    close = _WIDE.match(first[-1:]) or _WIDE.match(second[:1]) or _HYPHEN.search(first[-2:])
    return "" if close else " "
