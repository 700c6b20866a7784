"""What is wrong with the record of a meeting, its guests and what was undertaken. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.exchanges.rules.codes import given_code_problems
from tallystick.exchanges.rules.commitments import undertaking_problems
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

LONGEST_TITLE, LONGEST_LINK = 200, 500
LONGEST_NAME, LONGEST_POST = 120, 200
MEETING_KINDS = ("visit", "joint_conference", "working_meeting")
GUEST_SIDES = ("supporting", "supported", "other")


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
