"""Policy as data: which role may do which act, where. Rooms declare rows; access answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Whose place a seat must stand for."""

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
