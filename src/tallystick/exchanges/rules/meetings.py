"""What is wrong with the record of a meeting and what was undertaken there; how it stands.

Plain Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.exchanges.rules.codes import given_code_problems
from tallystick.exchanges.rules.commitments import undertaking_problems
from tallystick.exchanges.rules.guests import Guest, RepresentedBy, guest_problems
from tallystick.exchanges.rules.typed import address_problems, day_slips
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

LONGEST_TITLE, LONGEST_LINK, LONGEST_REASON = 200, 500, 2000
MEETING_KINDS = ("visit", "delegation", "joint_conference", "working_meeting", "signing")
# Kinds for which one side travelled to the other.
VISITS = frozenset({"visit", "delegation"})
# How a meeting stands on a day: one that was planned and whose day has come waits for a word.
MEETING_STANDINGS = ("planned", "unconfirmed", "held", "called_off")
# Nobody plans further; who types such a year mistook it. A visit of more days is two.
MOST_YEARS_AHEAD, MOST_DAYS = 3, 60


@dataclass(frozen=True)
class Agreed:
    """What an office undertook at a meeting, and by which day."""

    owner: str
    due_on: date
    text_en: str
    text_zh: str = ""


def meeting_standing(state: str, held_on: date, today: date) -> str:
    """Return planned, unconfirmed, held or called_off: how a meeting stands on a day.

    >>> meeting_standing("planned", date(2027, 3, 1), date(2027, 3, 1))
    'unconfirmed'
    >>> meeting_standing("planned", date(2027, 3, 1), date(2027, 2, 28))
    'planned'
    """
    return "unconfirmed" if state == "planned" and held_on <= today else state


def is_visit(kind: str) -> bool:
    """Return whether one side travelled to the other.

    >>> is_visit("delegation"), is_visit("signing")
    (True, False)
    """
    return kind in VISITS


def meeting_problems(
    code: str,
    kind: str,
    held_on: date,
    title_en: str,
    title_zh: str,
    url: str,
    guests: Sequence[Guest],
    today: date,
    ended_on: date | None = None,
    represented: Sequence[RepresentedBy] = (),
) -> list[Problem]:
    """Return what is wrong with the record of a meeting, its guests included.

    >>> day = date(2021, 5, 6)
    >>> wrong = meeting_problems("", "party", day, "", "", "mailto:a", [Guest("x", " ")], day)
    >>> [(one.code, one.path) for one in wrong]  # doctest: +NORMALIZE_WHITESPACE
    [('unknown-meeting-kind', 'kind'), ('meeting-nameless', 'title_en'), ('not-a-link', 'url'),
     ('unknown-side', 'guests.1.side'), ('guest-nameless', 'guests.1.name')]
    """
    found = given_code_problems(code, "meeting")
    if kind not in MEETING_KINDS:
        params = {"kinds": ", ".join(MEETING_KINDS)}
        found.append(Problem("unknown-meeting-kind", "kind", params, visible(kind[:40])))
    found += day_problems(held_on, ended_on, today)
    if not (title_en + title_zh).strip():
        found.append(Problem("meeting-nameless", "title_en"))
    for path, text in (("title_en", title_en), ("title_zh", title_zh)):
        found += text_problems(path, text, LONGEST_TITLE)
    found += address_problems("url", url, LONGEST_LINK)
    return found + guest_problems(guests, represented)


def day_problems(held_on: date, ended_on: date | None, today: date) -> list[Problem]:
    """Return what is wrong with the days of a meeting, past or planned.

    >>> today = date(2027, 1, 1)
    >>> [p.code for p in day_problems(date(2072, 3, 1), date(2072, 2, 1), today)]
    ['meeting-too-far', 'ended-before-held']
    >>> [p.code for p in day_problems(date(2026, 3, 1), date(2026, 6, 1), today)]
    ['meeting-too-long']
    """
    found = day_slips("held_on", held_on)
    if held_on.year > today.year + MOST_YEARS_AHEAD:
        ahead = {"years": MOST_YEARS_AHEAD}
        found.append(Problem("meeting-too-far", "held_on", ahead, held_on.isoformat()))
    if ended_on is not None and ended_on < held_on:
        params = {"held_on": held_on.isoformat()}
        found.append(Problem("ended-before-held", "ended_on", params, ended_on.isoformat()))
    elif ended_on is not None and (ended_on - held_on).days > MOST_DAYS:
        most = {"most": MOST_DAYS}
        found.append(Problem("meeting-too-long", "ended_on", most, ended_on.isoformat()))
    return found


def reason_problems(reason: str) -> list[Problem]:
    """Return what is wrong with why a planned meeting is moved or called off.

    >>> [one.code for one in reason_problems(" ")]
    ['meeting-needs-reason']
    """
    found = [] if reason.strip() else [Problem("meeting-needs-reason", "reason")]
    return found + text_problems("reason", reason, LONGEST_REASON)


def agreed_problems(
    agreed: Sequence[Agreed], held_on: date, today: date | None = None
) -> list[Problem]:
    """Return what is wrong with the commitments of a meeting, each under its number.

    `today`: where it is given, nothing was undertaken yet at a meeting of a later day.
    """
    found = []
    for n, one in enumerate(agreed, 1):
        told = undertaking_problems(one.text_en, one.text_zh, one.due_on, held_on)
        if not one.owner:
            told.append(Problem("commitment-ownerless", "owner"))
        if today is not None and held_on > today:
            params = {"held_on": held_on.isoformat()}
            told.append(Problem("agreed-before-held", "text_en", params))
        found += [replace(problem, path=f"agreed.{n}.{problem.path}") for problem in told]
    return found
