"""What a workbook says, in one language or in both, and the codes behind what people wrote."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.kernel.shipped import read_shipped
from tallystick.kernel.words import Words

LANGUAGES = ("en", "zh", "both")


@cache
def said() -> Mapping[str, Any]:
    """Return the words of workbooks as they are kept beside this module."""
    text = (files("tallystick.interchange.excel") / "words.yaml").read_text("utf-8")
    found: Mapping[str, Any] = read_shipped(text)
    return found


def pair(*path: str) -> Words:
    """Return one pair of words by its path.

    >>> pair("columns", "on").zh
    '日期'
    """
    found: Any = said()
    for name in path:
        found = found[name]
    return Words(*found)


def pairs(*path: str) -> dict[str, Words]:
    """Return code → words of a group that holds pairs only."""
    found: Any = said()
    for name in path:
        found = found[name]
    return {code: Words(*words) for code, words in found.items()}


def spoken(words: Words, lang: str) -> str:
    """Return words in `en`, `zh`, or `both` (Chinese first).

    >>> spoken(Words("Day", "日期"), "both"), spoken(Words("Day", "日期"), "zh")
    ('日期 Day', '日期')
    """
    if lang == "both":
        return words.zh if words.en == words.zh else f"{words.zh} {words.en}"
    return words.label(lang)


def folded(text: str) -> str:
    """Return a text as it is compared: widths, case and spaces make no difference.

    >>> folded(" Sum  since New Year ") == folded("ｓｕｍ since new year")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def by_label(choices: Mapping[str, Words]) -> dict[str, str]:
    """Return what a person may write → the code: the label in each language, or the code itself.

    >>> by_label({"city": Words("City", "市级")})["市级 city"]
    'city'
    """
    table: dict[str, str] = {}
    for code, words in choices.items():
        for text in (words.en, words.zh, spoken(words, "both"), code):
            table.setdefault(folded(text), code)
    return table


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, also after it was saved as CSV.

    >>> harmless("=1+1"), harmless("Kiwis")
    ("'=1+1", 'Kiwis')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
