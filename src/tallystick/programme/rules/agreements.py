"""The text of an agreement as a value: what it says, its hash, and what two texts differ in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tallystick.kernel.code import canonical_json, sha256_hex
from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import LARGEST
from tallystick.kernel.text import text_problems as sign_problems
from tallystick.kernel.words import Words
from tallystick.programme.rules.bindings import ClaimOnly, bindings
from tallystick.programme.rules.catalogue import Indicator, indicators

_PERIOD = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class TargetText:
    """One target of a text.

    Units: `amount` in minor units of the indicator's target unit; `region` is a code, empty for
    the pairing's own supported region; `period` a year or a month, empty for the agreement's year.
    """

    indicator: str
    amount: int
    region: str = ""
    period: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about: two targets of one key would contradict one another."""
        return self.region, self.indicator, self.period


@dataclass(frozen=True)
class ClauseText:
    """One clause: with the indicator that puts it in figures, or with an owner and a date."""

    number: int
    text_en: str
    text_zh: str = ""
    indicator: str = ""
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class AgreementText:
    """All that a version says, as the parties sign it."""

    agreement: str
    number: int
    signed_on: date
    parties: tuple[tuple[str, str], ...]
    targets: tuple[TargetText, ...]
    clauses: tuple[ClauseText, ...]
    note: str = ""
    # (region, indicator, period) → "agreement v1" it was handed down from
    above: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


def text_hash(text: AgreementText) -> str:
    """Return the SHA-256 of all a text says; the order of its targets says nothing.

    Source: docs/method/agreements.md, "What is signed".

    >>> one = AgreementText("a", 1, date(2020, 3, 1), (), (TargetText("LC_TOTAL", 3),), ())
    >>> text_hash(one) == text_hash(one), len(text_hash(one))
    (True, 64)
    """
    return sha256_hex(canonical_json(_content(text)).encode())


def _content(text: AgreementText) -> dict[str, Any]:
    return {
        "agreement": text.agreement,
        "version": text.number,
        "signed_on": text.signed_on.isoformat(),
        "parties": sorted([side, region] for region, side in text.parties),
        "note": text.note,
        "targets": sorted(
            [*target.key, target.amount, text.above.get(target.key, "")] for target in text.targets
        ),
        "clauses": [
            [
                clause.number,
                clause.text_en,
                clause.text_zh,
                clause.indicator,
                clause.owner,
                clause.due_on.isoformat() if clause.due_on else "",
            ]
            for clause in sorted(text.clauses, key=lambda clause: clause.number)
        ],
    }


def amended(
    before: Sequence[TargetText],
    changes: Iterable[TargetText],
    dropped: Iterable[tuple[str, str, str]] = (),
) -> tuple[TargetText, ...]:
    """Return the whole table after an amendment: what it does not name stays as it was.

    >>> stood = (TargetText("LC_TOTAL", 300), TargetText("LC_POV", 200))
    >>> [t.amount for t in amended(stood, [TargetText("LC_TOTAL", 260)])]
    [260, 200]
    >>> amended(stood, [], [("", "LC_POV", "")])
    (TargetText(indicator='LC_TOTAL', amount=300, region='', period=''),)
    """
    # Two changes of one key are left for the checks to tell, not folded into one.
    said = tuple(changes)
    gone = {*dropped, *(target.key for target in said)}
    return (*said, *(target for target in before if target.key not in gone))


@dataclass(frozen=True)
class Difference:
    """One target as it stood and as it stands: None where a text has no such row."""

    region: str
    indicator: str
    period: str
    before: int | None
    now: int | None

    @property
    def changed(self) -> bool:
        """Whether the two texts differ here."""
        return self.before != self.now


def differences(before: Iterable[TargetText], now: Iterable[TargetText]) -> list[Difference]:
    """Return every target of either text with both amounts, by place, indicator and period.

    >>> [(d.before, d.now) for d in differences([TargetText("A", 1)], [TargetText("B", 2)])]
    [(1, None), (None, 2)]
    """
    old = {target.key: target.amount for target in before}
    new = {target.key: target.amount for target in now}
    return [Difference(*key, old.get(key), new.get(key)) for key in sorted({*old, *new})]


def check_of_children(amount: int, children: Sequence[int]) -> str:
    """Return how the targets handed down compare with the one they were handed down from.

    more | less | equal, or not_handed_down where nobody was given a part of it.

    >>> check_of_children(900, [400, 500]), check_of_children(900, [400]), check_of_children(9, [])
    ('equal', 'less', 'not_handed_down')
    """
    if not children:
        return "not_handed_down"
    total = sum(children)
    return "equal" if total == amount else "more" if total > amount else "less"


def text_problems(
    targets: Sequence[TargetText], clauses: Sequence[ClauseText], *, first: int, last: int
) -> list[Problem]:
    """Return everything that is wrong with a text on its own.

    Units: `first` and `last` are the years the agreement speaks of.
    Shape: `path` is `targets.N` or `clauses.N`, counted from 1.

    >>> nothing = TargetText("LC_TOTAL", 0, period="2020")
    >>> [p.code for p in text_problems([nothing], [], first=2020, last=2020)]
    ['target-zero']
    """
    found = [p for n, t in enumerate(targets, 1) for p in _target_problems(t, n, first, last)]
    seen: set[tuple[str, str, str]] = set()
    for n, target in enumerate(targets, 1):
        if target.key in seen:
            found.append(Problem("target-twice", f"targets.{n}", value=target.indicator))
        seen.add(target.key)
    promised = {target.indicator for target in targets}
    numbers = [clause.number for clause in clauses]
    for n, clause in enumerate(clauses, 1):
        found += _clause_problems(clause, n, promised)
        if numbers.count(clause.number) > 1:
            found.append(Problem("clause-twice", f"clauses.{n}", value=str(clause.number)))
    if not targets and not clauses:
        found.append(Problem("no-targets"))
    return found


def promisable() -> Mapping[str, Indicator]:
    """Return the indicators of which a target may be agreed: what is counted, and computed here.

    >>> "LC_TOTAL" in promisable(), "OUT_BENEFIT" in promisable()
    (True, False)
    """
    return {
        code: one
        for code, one in indicators().items()
        if one.target_unit and not isinstance(bindings().get(code), ClaimOnly)
    }


def _target_problems(target: TargetText, n: int, first: int, last: int) -> Iterator[Problem]:
    path, code = f"targets.{n}", target.indicator
    known = indicators().get(code)
    if known is None:
        yield Problem("not-found", path, {"what": "indicator", "code": code}, code)
    elif isinstance(bound := bindings().get(code), ClaimOnly):
        # No result would ever stand beside it.
        params = {"name": Words.name_of(known), "why": bound.why}
        yield Problem("target-claim-only", path, params, code)
    elif not known.target_unit:
        yield Problem("target-unpromisable", path, value=code)
    # A bool is an int to Python; a target is a figure and never a word.
    if type(target.amount) is not int:
        yield Problem("target-no-number", path, {"indicator": code}, str(target.amount))
    elif target.amount < 0:
        yield Problem("target-negative", path, value=str(target.amount))
    elif target.amount == 0:
        yield Problem("target-zero", path, value=code)
    elif target.amount > LARGEST:
        yield Problem("target-too-large", path, {"largest": LARGEST}, str(target.amount))
    if not _PERIOD.fullmatch(target.period) or not first <= int(target.period[:4]) <= last:
        years = str(first) if first == last else f"{first}-{last}"
        yield Problem("target-period", path, {"years": years}, target.period)


def _clause_problems(clause: ClauseText, n: int, promised: set[str]) -> Iterator[Problem]:
    path = f"clauses.{n}"
    if not clause.text_en.strip() and not clause.text_zh.strip():
        yield Problem("clause-empty", path)
    yield from sign_problems(path, clause.text_en)
    yield from sign_problems(path, clause.text_zh)
    if not 1 <= clause.number <= 9999:
        yield Problem("clause-number", path, value=str(clause.number))
    if clause.indicator and clause.indicator not in promised:
        yield Problem("clause-without-target", path, value=clause.indicator)
    if not clause.indicator and (not clause.owner or clause.due_on is None):
        yield Problem("clause-needs-owner", path, {"number": clause.number})
