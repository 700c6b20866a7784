"""Codes of meetings, commitments and practices that a person gives herself. Plain Python."""

from __future__ import annotations

from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Problem

# What the columns hold, in signs; a text is nowhere cut unsaid.
LONGEST_CODE = {"announcement": 90, "meeting": 80, "commitment": 100, "practice": 80}
# What stands in an address where another code would.
KEPT_BACK = frozenset({"new", "calendar"})


def given_code_problems(code: str, kind: str) -> list[Problem]:
    """Return what is wrong with a code that was given; without one a code is made up.

    >>> given_code_problems("", "meeting"), [p.code for p in given_code_problems("A b", "meeting")]
    ([], ['not-a-code'])
    """
    if code in KEPT_BACK:
        return [Problem("not-a-code", "code", {"longest": LONGEST_CODE[kind]}, code)]
    return code_problems("code", code, LONGEST_CODE[kind]) if code else []
