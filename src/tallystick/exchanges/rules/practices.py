"""What is wrong with a practice, its adoption, and what is said came of it. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.exchanges.rules.codes import given_code_problems
from tallystick.exchanges.rules.typed import address_problems, day_slips, first_day
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible
from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK, LONGEST_ORIGIN = 200, 6000, 500, 200
MOST_EVIDENCE = 12
# The states of an adoption, and what may be said after each; one that was given up is tried anew.
STEPS = {
    "trying": ("trying", "in_use", "given_up"),
    "in_use": ("in_use", "given_up"),
    "given_up": ("trying",),
}
# What the list may be asked for: of whom nobody took it up, `none`.
STATES = (*STEPS, "none")
ORDERS = ("newest", "title", "since", "adopted")


@dataclass(frozen=True)
class PracticeText:
    """What is said of a practice: its words, where, since when, and where one can read it.

    Units: `since` is the ISO text of a day, a month or a year, or empty.
    """

    title_en: str
    title_zh: str = ""
    done_en: str = ""
    done_zh: str = ""
    since: str = ""
    workstream: str = ""
    origin: str = ""
    url: str = ""
    shared: bool = False


def practice_problems(code: str, text: PracticeText, today: date) -> list[Problem]:
    """Return what is wrong with the record of a practice.

    >>> day = date(2021, 5, 6)
    >>> wrong = PracticeText("", since="2021-13", workstream="sea", url="x")
    >>> [one.code for one in practice_problems("", wrong, day)]  # doctest: +NORMALIZE_WHITESPACE
    ['practice-nameless', 'practice-wordless', 'not-a-day-month-or-year', 'unknown-workstream',
     'not-a-link']
    """
    found = given_code_problems(code, "practice")
    if not (text.title_en + text.title_zh).strip():
        found.append(Problem("practice-nameless", "title_en"))
    if not (text.done_en + text.done_zh).strip():
        found.append(Problem("practice-wordless", "done_en"))
    for path, longest in (
        ("title_en", LONGEST_TITLE), ("title_zh", LONGEST_TITLE), ("done_en", LONGEST_TEXT),
        ("done_zh", LONGEST_TEXT), ("origin", LONGEST_ORIGIN),
    ):  # fmt: skip
        found += text_problems(path, getattr(text, path), longest)
    found += _since_problems(text.since, today)
    if text.workstream and text.workstream not in WORKSTREAMS:
        params = {"workstreams": ", ".join(WORKSTREAMS)}
        value = visible(text.workstream[:40])
        found.append(Problem("unknown-workstream", "workstream", params, value))
    return found + address_problems("url", text.url, LONGEST_LINK)


def _since_problems(since: str, today: date) -> list[Problem]:
    if not since:
        return []
    began = first_day(since)
    if began is None:
        return [Problem("not-a-day-month-or-year", "since", value=visible(since[:20]))]
    if slips := day_slips("since", began):
        return slips
    if began > today:
        return [Problem("day-to-come", "since", {"today": today.isoformat()}, since)]
    return []


def adoption_problems(text_en: str, text_zh: str, on: date, today: date) -> list[Problem]:
    """Return what is wrong with how a place says that it takes a practice up.

    >>> [one.code for one in adoption_problems(" ", "", date(2021, 5, 7), date(2021, 5, 6))]
    ['adoption-wordless', 'day-to-come']
    """
    found = [] if (text_en + text_zh).strip() else [Problem("adoption-wordless", "text_en")]
    found += text_problems("text_en", text_en, LONGEST_TEXT)
    found += text_problems("text_zh", text_zh, LONGEST_TEXT)
    found += day_slips("on", on)
    if on > today:
        params = {"today": today.isoformat()}
        found.append(Problem("day-to-come", "on", params, on.isoformat()))
    return found


def step_problems(
    state: str,
    words: tuple[str, str],
    on: date,
    evidence: Sequence[str],
    *,
    before: tuple[str, date],
    today: date,
) -> list[Problem]:
    """Return what is wrong with what is said came of an adoption.

    Units: `before` is its state until now and the day of that; `evidence` are indicators.

    >>> day = date(2021, 5, 6)
    >>> until = ("in_use", day)
    >>> wrong = step_problems("trying", ("", ""), date(2021, 5, 5), ["X"], before=until, today=day)
    >>> [one.code for one in wrong]
    ['step-out-of-order', 'step-wordless', 'step-before-last', 'not-found']
    """
    found = []
    if state not in STEPS:
        params = {"states": ", ".join(STEPS)}
        found.append(Problem("unknown-practice-state", "state", params, visible(state[:40])))
    elif state not in STEPS[before[0]]:
        params = {"before": before[0], "states": ", ".join(STEPS[before[0]])}
        found.append(Problem("step-out-of-order", "state", params, state))
    if not "".join(words).strip():
        found.append(Problem("step-wordless", "text_en"))
    found += text_problems("text_en", words[0], LONGEST_TEXT)
    found += text_problems("text_zh", words[1], LONGEST_TEXT)
    if on < before[1]:
        params = {"before": before[1].isoformat()}
        found.append(Problem("step-before-last", "on", params, on.isoformat()))
    if on > today:
        found.append(Problem("day-to-come", "on", {"today": today.isoformat()}, on.isoformat()))
    if len(evidence) > MOST_EVIDENCE:
        found.append(Problem("step-evidence-number", "evidence", {"most": MOST_EVIDENCE}))
    return found + [
        Problem("not-found", "indicators", {"what": "indicator", "code": visible(code[:40])}, code)
        for code in evidence
        if code not in indicators()
    ]
