"""Policy as data: which role may do which act, where. Rooms declare rows; access answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from tallystick.journal.rules import instant_text
from tallystick.kernel.code import canonical_json

# Roles that speak for a side; an auditor's or an evaluator's seat reads and never speaks.
SPEAKING = ("clerk", "confirmer", "matcher", "head", "signatory")


class Where(StrEnum):
    """Whose place a seat must stand for, seen from the thing the act is about."""

    ANYWHERE = "anywhere"
    OWN_SIDE = "own_side"
    OTHER_SIDE = "other_side"
    EITHER_SIDE = "either_side"


@dataclass(frozen=True)
class PolicyRow:
    """One act, the roles that may do it, on which side, and why it is so.

    `roles` empty: any seat will do.
    """

    action: str
    roles: frozenset[str]
    where: Where
    why: str


@dataclass(frozen=True)
class Sides:
    """The places whose offices speak about a thing: for its own side, and for the other one."""

    own: frozenset[str]
    other: frozenset[str] = frozenset()

    @classmethod
    def either(cls, regions: frozenset[str]) -> Sides:
        """Return places that are meant whichever side a row asks for."""
        return cls(regions, regions)

    def at(self, where: Where) -> frozenset[str] | None:
        """Return the places a seat must stand for; None where any will do.

        >>> Sides(frozenset({"a"}), frozenset({"b"})).at(Where.OTHER_SIDE)
        frozenset({'b'})
        """
        return {
            Where.ANYWHERE: None,
            Where.OWN_SIDE: self.own,
            Where.OTHER_SIDE: self.other,
            Where.EITHER_SIDE: self.own | self.other,
        }[where]


def reach(row: PolicyRow, sides: Sides | None) -> frozenset[str] | None:
    """Return the places in which a seat allows the act of `row`; None where any will do.

    Raises: TypeError when the row asks for a side and none was named: nobody may act anywhere
    because somebody forgot to say where.
    """
    if row.where == Where.ANYWHERE:
        return None
    if sides is None:
        raise TypeError(f"{row.action} is allowed on one side only: say which places that is")
    return sides.at(row.where)


def index_rows(rows: Iterable[PolicyRow]) -> dict[str, PolicyRow]:
    """Return the rows by action.

    Raises: ValueError when an action is declared twice.
    """
    table: dict[str, PolicyRow] = {}
    for row in rows:
        if row.action in table:
            raise ValueError(f"{row.action} is declared twice")
        table[row.action] = row
    return table


# Deciding which figures count is the office's own business: no administrator grants these, nor
# the seat from which they are granted. An office's first head comes with its setting up.
GRANTED_BY_HEAD_ONLY = frozenset({"confirmer", "matcher", "signatory", "head"})
# These reach beyond one office, so no office gives them to itself.
GRANTED_BY_ADMINISTRATOR_ONLY = frozenset(
    {"administrator", "programme_office", "auditor", "evaluator"}
)

# Who looks over what the offices decide, or keeps the machine they decide it on, decides nothing
# herself: role → the roles that nobody holds beside it on a same day, at whichever office.
KEPT_APART: Mapping[str, frozenset[str]] = {
    "auditor": frozenset(SPEAKING),
    "evaluator": frozenset(SPEAKING),
    "administrator": GRANTED_BY_HEAD_ONLY,
}


def kept_apart(role: str) -> frozenset[str]:
    """Return the roles that nobody holds beside `role`, whichever of the two came first.

    >>> sorted(kept_apart("matcher")), sorted(kept_apart("administrator"))
    (['administrator', 'auditor', 'evaluator'], ['confirmer', 'head', 'matcher', 'signatory'])
    """
    others = {looks for looks, decides in KEPT_APART.items() if role in decides}
    return KEPT_APART.get(role, frozenset()) | others


# Raised with every change of the bytes an act is sealed by.
ACT_VERSION = 1


def act_leaf(at: datetime, told: Mapping[str, Any]) -> str:
    """Return the leaf of an act: SHA-256 of a zero byte and its canonical bytes.

    `told`: user (her number), who, action, thing, thing_id, before, after and why. Numbers as
    names of a mapping, and tuples, are taken as the database gives them back.
    Source: docs/method/sealed-records.md, "The act log".

    >>> from datetime import UTC
    >>> at = datetime(2019, 6, 2, 1, 2, 3, 4, UTC)
    >>> act_leaf(at, {"why": "x", "after": {1: (2,)}})[:8]
    '2bad24ce'
    >>> act_leaf(at, {"after": {"1": [2]}, "why": "x"})[:8]
    '2bad24ce'
    """
    written = canonical_json(json.loads(json.dumps(dict(told))))
    whole = f"tallystick-act-{ACT_VERSION}\n{instant_text(at)}\n{written}"
    return hashlib.sha256(b"\x00" + whole.encode()).hexdigest()


def next_link(chain: str, leaf: str) -> str:
    """Return the chain after one more act: SHA-256 of both, as they are written in hexadecimal.

    >>> next_link("0" * 64, "f" * 64)[:8]
    'e2bd2dce'
    """
    return hashlib.sha256(f"{chain}{leaf}".encode()).hexdigest()


# A code that opens a first password: letters and digits that no two people read differently.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_GROUPS, CODE_GROUP = 4, 4
CODE_DAYS = 7
CODE_TRIES = 10


def written_code(signs: str) -> str:
    """Return a code in groups, as it is printed.

    >>> written_code("ABCDEFGHJKMNPQRS")
    'ABCD-EFGH-JKMN-PQRS'
    """
    return "-".join(signs[n : n + CODE_GROUP] for n in range(0, len(signs), CODE_GROUP))


def read_code(typed: str) -> str:
    """Return what somebody typed as the signs of a code: no blanks or dashes, capitals only.

    >>> read_code(" abcd-efgh jkmn–pqrs ")
    'ABCDEFGHJKMNPQRS'
    """
    return "".join(sign for sign in typed.upper() if sign in CODE_SIGNS)


def code_digest(username: str, signs: str) -> str:
    """Return the hash a code is kept by; eighty random bits need no slow hash.

    >>> len(code_digest("ann", "ABCD"))
    64
    """
    return hashlib.sha256(f"tallystick.code\0{username}\0{signs}".encode()).hexdigest()
