"""Marks of Chinese clauses: their signs two by two, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

from tallystick.extraction.drafts import Span
from tallystick.extraction.page import Page

_NUMBER = re.compile(r"\d[\d.]*")
_STEP, _LONGEST = 6, 6


def marks_in_chinese(page: Page, clauses: Sequence[Span], at: int, *, title: bool) -> list[str]:
    """Return the marks of a clause; a number counts as one sign, whatever it is.

    Signs of the page before it tell what parted it from the clause before.
    """
    clause = clauses[at]
    text, numbers = _NUMBER.subn("0", clause.text)
    before = clauses[at - 1].text[-2:] if at else "^"
    after = _NUMBER.sub("0", clauses[at + 1].text[:6])[:2] if at + 1 < len(clauses) else "$"
    return [
        "any",
        f"numbers {min(numbers, 3)}",
        f"length {min(_LONGEST, len(clause.text) // _STEP)}",
        "parted " + (page.plain[clause.start - 1] if at else "^"),
        "opens " + text[:2],
        "opens " + text[:1],
        "ends " + text[-2:],
        "behind " + before,
        "before " + after,
        *(["title"] if title else ()),
        *set(map(add, text, text[1:])),
    ]
