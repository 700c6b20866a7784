"""Who came to a meeting, who led each side, who stood in for whom; what is wrong with it.

Plain Python.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tallystick.exchanges.rules.folding import folded
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

LONGEST_NAME, LONGEST_POST = 120, 200
GUEST_SIDES = ("supporting", "supported", "other")
HOWS = ("in_place", "greetings")


@dataclass(frozen=True)
class Guest:
    """One person who came to a meeting: her side, her name, her post as it was printed.

    `leads`: she is the head of her side's delegation.
    """

    side: str
    name: str
    post: str = ""
    leads: bool = False


@dataclass(frozen=True)
class RepresentedBy:
    """Somebody who did not come: whose place another took, or whose greetings another brought.

    Units: `how` one of HOWS; `by` the name of a guest, empty where it is not printed.
    """

    name: str
    post: str = ""
    how: str = "in_place"
    by: str = ""


def guest_problems(
    guests: Sequence[Guest],
    represented: Sequence[RepresentedBy] = (),
    known: Collection[str] = (),
    led: Collection[str] = (),
) -> list[Problem]:
    """Return what is wrong with people of a meeting, each under its number.

    Units: `known` are the names of those who are on its list already, `led` the sides that have
    their head there.

    >>> people = [Guest("supporting", "A", leads=True), Guest("supporting", "B", leads=True)]
    >>> [(p.code, p.path) for p in guest_problems(people, [RepresentedBy("C", by="D")])]
    [('two-heads', 'guests.2.leads'), ('represented-by-nobody', 'represented.1.by')]
    """
    found, heads = [], set(led)
    for n, guest in enumerate(guests, 1):
        found += _guest_problems(f"guests.{n}", guest)
        if guest.leads and guest.side in heads:
            found.append(Problem("two-heads", f"guests.{n}.leads", value=visible(guest.name[:60])))
        if guest.leads:
            heads.add(guest.side)
    names = {folded(name) for name in (*known, *(guest.name for guest in guests))}
    for n, one in enumerate(represented, 1):
        found += _represented_problems(f"represented.{n}", one, names)
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


def _represented_problems(path: str, one: RepresentedBy, names: Collection[str]) -> list[Problem]:
    found = []
    if not one.name.strip():
        found.append(Problem("guest-nameless", f"{path}.name", value=visible(one.post[:60])))
    if one.how not in HOWS:
        params = {"hows": ", ".join(HOWS)}
        found.append(Problem("unknown-representing", f"{path}.how", params, visible(one.how[:40])))
    if one.by.strip() and folded(one.by) not in names:
        found.append(Problem("represented-by-nobody", f"{path}.by", value=visible(one.by[:60])))
    found += text_problems(f"{path}.name", one.name, LONGEST_NAME)
    return found + text_problems(f"{path}.post", one.post, LONGEST_POST)
