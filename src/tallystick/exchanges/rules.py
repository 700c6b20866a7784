"""How a commitment stands on a day, and what is wrong with one. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

# What a list may be asked for; `standing` tells more of each row.
STANDINGS = ("late", "open", "kept", "broken", "dropped")
ORDERS = ("due", "newest", "owner")
SETTLED = ("kept", "broken", "dropped")
# What the columns hold, in signs; a text is nowhere cut unsaid.
LONGEST_CODE = {"meeting": 80, "commitment": 100}
# What stands in an address where another code would.
KEPT_BACK = frozenset({"new"})
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK = 200, 2000, 500
LONGEST_NAME, LONGEST_POST = 120, 200
MEETING_KINDS = ("visit", "joint_conference", "working_meeting")
GUEST_SIDES = ("supporting", "supported", "other")


def standing(state: str, due_on: date, settled_on: date | None, today: date) -> str:
    """Return open, due_soon, late, kept, kept_late, broken or dropped.

    >>> standing("made", date(2021, 12, 31), None, date(2022, 1, 1))
    'late'
    >>> standing("kept", date(2021, 12, 31), date(2021, 10, 20), date(2022, 1, 1))
    'kept'
    """
    if state == "kept":
        return "kept_late" if settled_on and settled_on > due_on else "kept"
    if state != "made":
        return state
    if due_on < today:
        return "late"
    return "due_soon" if (due_on - today).days <= 14 else "open"


def days_late(due_on: date, settled_on: date | None, today: date) -> int:
    """Return the days past the due date, at the settling or today; never below zero.

    Units: days.

    >>> days_late(date(2021, 12, 31), None, date(2022, 1, 2))
    2
    """
    return max(0, ((settled_on or today) - due_on).days)


def given_code_problems(code: str, kind: str) -> list[Problem]:
    """Return what is wrong with a code that was given; without one a code is made up.

    >>> given_code_problems("", "meeting"), [p.code for p in given_code_problems("A b", "meeting")]
    ([], ['not-a-code'])
    """
    if code in KEPT_BACK:
        return [Problem("not-a-code", "code", {"longest": LONGEST_CODE[kind]}, code)]
    return code_problems("code", code, LONGEST_CODE[kind]) if code else []


def undertaking_problems(
    text_en: str, text_zh: str, due_on: date, held_on: date | None
) -> list[Problem]:
    """Return what is wrong with the words and the day of a commitment.

    >>> day = date(2021, 5, 6)
    >>> [one.code for one in undertaking_problems("", " ", date(2021, 5, 5), day)]
    ['commitment-wordless', 'due-before-meeting']
    """
    found = [] if (text_en + text_zh).strip() else [Problem("commitment-wordless", "text_en")]
    found += text_problems("text_en", text_en, LONGEST_TEXT)
    found += text_problems("text_zh", text_zh, LONGEST_TEXT)
    if held_on is not None and due_on < held_on:
        params = {"held_on": held_on.isoformat()}
        found.append(Problem("due-before-meeting", "due_on", params, due_on.isoformat()))
    return found


@dataclass(frozen=True)
class Guest:
    """One person who came to a meeting: her side, her name, her post as it was printed."""

    side: str
    name: str
    post: str = ""


@dataclass(frozen=True)
class Agreed:
    """What an office undertook at a meeting, and by which day."""

    owner: str
    due_on: date
    text_en: str
    text_zh: str = ""


def meeting_problems(
    code: str,
    kind: str,
    held_on: date,
    title_en: str,
    title_zh: str,
    url: str,
    guests: Sequence[Guest],
    today: date,
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
    if held_on > today:
        params = {"today": today.isoformat()}
        found.append(Problem("meeting-to-come", "held_on", params, held_on.isoformat()))
    if not (title_en + title_zh).strip():
        found.append(Problem("meeting-nameless", "title_en"))
    for path, text in (("title_en", title_en), ("title_zh", title_zh)):
        found += text_problems(path, text, LONGEST_TITLE)
    if url and not url.startswith(("https://", "http://")):
        found.append(Problem("not-a-link", "url", value=visible(url[:60])))
    found += text_problems("url", url, LONGEST_LINK)
    for n, guest in enumerate(guests, 1):
        found += _guest_problems(f"guests.{n}", guest)
    return found


def _guest_problems(path: str, guest: Guest) -> list[Problem]:
    found = []
    if guest.side not in GUEST_SIDES:
        params = {"sides": ", ".join(GUEST_SIDES)}
        found.append(Problem("unknown-side", f"{path}.side", params, visible(guest.side[:40])))
    if not guest.name.strip():
        found.append(Problem("guest-nameless", f"{path}.name", value=visible(guest.post[:60])))
    found += text_problems(f"{path}.name", guest.name, LONGEST_NAME)
    return found + text_problems(f"{path}.post", guest.post, LONGEST_POST)


def agreed_problems(agreed: Sequence[Agreed], held_on: date) -> list[Problem]:
    """Return what is wrong with the commitments of a meeting, each under its number."""
    found = []
    for n, one in enumerate(agreed, 1):
        told = undertaking_problems(one.text_en, one.text_zh, one.due_on, held_on)
        if not one.owner:
            told.append(Problem("commitment-ownerless", "owner"))
        found += [replace(problem, path=f"agreed.{n}.{problem.path}") for problem in told]
    return found


def settling_problems(state: str, on: date, reason: str, today: date) -> list[Problem]:
    """Return what is wrong with how, when and why a commitment is said to end."""
    found = []
    if state not in SETTLED:
        found.append(Problem("unknown-settlement", "state", value=visible(state[:40])))
    if on > today:
        params = {"today": today.isoformat()}
        found.append(Problem("settled-in-the-future", "on", params, on.isoformat()))
    if not reason.strip():
        found.append(Problem("settling-needs-reason", "reason"))
    return found + text_problems("reason", reason, LONGEST_TEXT)
