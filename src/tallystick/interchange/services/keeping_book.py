"""Long work of whoever keeps the installation: the whole book verified, its balances made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tallystick.access.policy import ROWS
from tallystick.access.queries import act_problems, acts_head, require, seat_problems
from tallystick.entries.queries.consistency import entry_problems
from tallystick.entries.queries.logged import log_problems
from tallystick.entries.services import rebuild_standing
from tallystick.exchanges.queries.logged import exchange_problems
from tallystick.indicators.export import check_export
from tallystick.interchange.kinds import KINDS, LastStep, Outcome
from tallystick.interchange.models import LongWork
from tallystick.interchange.services.long_work import hand_over
from tallystick.journal.queries import books
from tallystick.journal.verify import Report, verify
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.kernel.progress import tell
from tallystick.programme.queries.sealed_rules import rule_problems
from tallystick.programme.queries.sealed_texts import signed_text_problems
from tallystick.programme.queries.sealed_tiers import tier_problems
from tallystick.regions.queries import map_problems

# What people read beside the journal; all of it holds to it.
BESIDE: tuple[Callable[[], Iterable[Problem]], ...] = (
    *(act_problems, seat_problems, rule_problems, signed_text_problems),
    *(tier_problems, entry_problems, log_problems, map_problems, exchange_problems),
)
# So many faults are kept with the work; how many there are is told.
TOLD = 200


@dataclass(frozen=True)
class Verified:
    """What was verified: the journal, the acts, and all that does not fit."""

    journal: Report
    acts: int
    acts_chain: str
    problems: tuple[Problem, ...]


def verify_book() -> Verified:
    """Work out anew every seal and balance, and hold to them what is read beside and exported.

    Tells how many of its parts are done.
    """
    codes = books()
    parts = 1 + len(BESIDE) + len(codes)
    tell("verifying", 0, parts)
    report = verify()
    acts, acts_chain = acts_head()
    found = list(report.problems)
    for done, check in enumerate(BESIDE, 1):
        tell("verifying", done, parts)
        found += check()
    for done, book in enumerate(codes, 1 + len(BESIDE)):
        tell("verifying", done, parts)
        found += check_export(book)
    return Verified(report, acts, acts_chain, tuple(found))


def ask_to_keep_book(*, kind: str, by: Actor) -> LongWork:
    """Ask for the book to be verified, or for its balances to be worked out anew.

    Units: `kind` is verify or rebuild.
    Raises: Forbidden but for whoever keeps the installation.
    """
    require(by, ROWS["access.set_up"], scope="this installation")
    return hand_over(kind=kind, title=str(KINDS[kind].title), asked={}, by=by)


def make_verified(_asked: Mapping[str, Any], _content: bytes, by: Actor) -> LastStep:
    """Verify the book; nothing is written but what was found."""
    require(by, ROWS["access.set_up"], scope="this installation")
    found = verify_book()
    answer = {
        "verified": not found.problems,
        "transactions": found.journal.transactions,
        "lines": found.journal.lines,
        "records": found.journal.records,
        "acts": found.acts,
        "acts_chain": found.acts_chain,
        "faults": len(found.problems),
        "problems": [problem.kept() for problem in found.problems[:TOLD]],
    }
    return lambda: Outcome(answer=answer)


def make_rebuilt(_asked: Mapping[str, Any], _content: bytes, by: Actor) -> LastStep:
    """Work out every balance anew, all in the last step: stopped before, nothing changes."""
    require(by, ROWS["access.set_up"], scope="this installation")
    return lambda: Outcome(answer={"books": len(rebuild_standing(by=by))})
