"""Printed words as two prints are compared: names of people, posts, titles. Plain Python."""

from __future__ import annotations

import unicodedata

from tallystick.extraction.page import plain


def folded(words: str) -> str:
    """Return words without script, width, case, blanks, hyphens and middle dots.

    Traditional and Simplified signs are the same; a print of marks alone stays what it is.

    >>> folded("Zhang  Guo-qing") == folded("zhang guoqing"), folded("張 國清")
    (True, '张国清')
    >>> folded("阿布都·热合曼") == folded("阿布都•热合曼"), folded("— —")
    (True, '——')
    """
    alike = unicodedata.normalize("NFKC", plain(words)).casefold()
    return "".join(filter(str.isalnum, alike)) or "".join(alike.split())
