"""Correcting many entries by one rule: what each should say. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import LARGEST
from tallystick.kernel.text import text_problems

TIMES, DIVIDE, REPLACE, REVERSE = "times", "divide", "replace", "reverse"
RULES = (TIMES, DIVIDE, REPLACE, REVERSE)
LONGEST_REFERENCE, LONGEST_REASON = 60, 2000


def rule_problems(rule: str, unit: str, factor: int, reason: str) -> list[Problem]:
    """Return everything that is wrong with a rule.

    >>> [p.code for p in rule_problems("times", "", 1, "")]
    ['correction-unit-missing', 'correction-factor', 'reason-missing']
    >>> rule_problems("reverse", "", 1, "twice in the file")
    []
    """
    found = []
    if rule not in RULES:
        found.append(Problem("correction-rule", "rule", {"rules": ", ".join(RULES)}, rule))
    if rule in (TIMES, DIVIDE):
        if not unit:
            found.append(Problem("correction-unit-missing", "unit"))
        if type(factor) is not int or factor < 2:
            found.append(Problem("correction-factor", "factor", value=str(factor)))
    if not reason.strip():
        found.append(Problem("reason-missing", "reason"))
    return found + text_problems("reason", reason, LONGEST_REASON)


def scaled(report: Report, rule: str, unit: str, factor: int) -> tuple[Report, list[Problem]]:
    """Return a report with the amounts of one unit multiplied or divided, and what hinders it.

    Other units stay as they are: a slip in yuan is none in persons.

    >>> from datetime import date
    >>> line = StatedLine("CNY", 120000, {}, {})
    >>> said = Report("p", "supported", "a", "b", "sale", "outside>sold", "itemised",
    ...     date(2020, 3, 1), (line,))
    >>> scaled(said, "divide", "CNY", 10000)[0].lines[0].amount
    12
    >>> [p.code for p in scaled(said, "divide", "CNY", 7)[1]]
    ['correction-not-whole']
    >>> [p.code for p in scaled(said, "times", "person", 2)[1]]
    ['correction-unit-absent']
    """
    lines, problems = [], []
    if all(line.unit != unit for line in report.lines):
        problems.append(Problem("correction-unit-absent", "unit", value=unit))
    for n, line in enumerate(report.lines, 1):
        if line.unit != unit:
            lines.append(line)
            continue
        amount, rest = line.amount * factor, 0
        if rule == DIVIDE:
            amount, rest = divmod(line.amount, factor)
        if rest or amount > LARGEST:
            code = "correction-not-whole" if rest else "amount-out-of-range"
            params = {"factor": factor, "largest": LARGEST}
            problems.append(Problem(code, f"lines.{n}.amount", params, str(line.amount)))
        lines.append(_with_amount(line, amount))
    return replace(report, lines=tuple(lines)), problems


def refigured(report: Report, figures: Mapping[int, int]) -> tuple[Report, list[Problem]]:
    """Return a report with other amounts on some lines, and what hinders it.

    Units: `figures` (line number as it is stated, from 1 → amount in minor units).

    >>> from datetime import date
    >>> line = StatedLine("CNY", 120000, {}, {})
    >>> said = Report("p", "supported", "a", "b", "sale", "outside>sold", "itemised",
    ...     date(2020, 3, 1), (line,))
    >>> refigured(said, {1: 12})[0].lines[0].amount, [p.code for p in refigured(said, {})[1]]
    (12, ['correction-same-figures'])
    """
    lines, problems = [], []
    for n, line in enumerate(report.lines, 1):
        amount = figures.get(n, line.amount)
        if not 0 <= amount <= LARGEST:
            params = {"largest": LARGEST}
            problems.append(
                Problem("amount-out-of-range", f"lines.{n}.amount", params, str(amount))
            )
        lines.append(line if amount == line.amount else _with_amount(line, amount))
    if tuple(lines) == tuple(report.lines):
        problems.append(Problem("correction-same-figures", "lines"))
    return replace(report, lines=tuple(lines)), problems


def _with_amount(line: StatedLine, amount: int) -> StatedLine:
    # How roughly the wrong amount was stated says nothing of the right one.
    return replace(line, amount=amount, precision=1)


def next_reference(reference: str) -> str:
    """Return the reference of a corrected entry: the file's own, with a mark that it is newer.

    >>> next_reference("row-7"), next_reference("row-7~2"), next_reference("")
    ('row-7~2', 'row-7~3', '')
    """
    if not reference:
        return ""
    stem, _tilde, number = reference.rpartition("~")
    if stem and number.isascii() and number.isdecimal():
        mark = f"~{int(number) + 1}"
    else:
        stem, mark = reference, "~2"
    return stem[: LONGEST_REFERENCE - len(mark)] + mark
