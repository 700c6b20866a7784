"""The values a posting is made of: accounts, moves between them, and drafts of transactions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

KINDS = frozenset({"move", "reversal", "restatement", "opening", "hand_over"})


@dataclass(frozen=True, slots=True)
class Account:
    """One stage of a pipeline at one region with one partner, in one unit, within a book.

    Units: `cell` is the canonical JSON of the kept codes, `{}` when the pipeline keeps none.
    """

    region: str
    partner: str
    pipeline: str
    stage: str
    unit: str
    cell: str = "{}"


@dataclass(frozen=True, slots=True)
class Move:
    """`amount` leaves `source` and arrives at `target`.

    `back` says that it takes an earlier movement back, on that movement's own edge: taking 5 back
    from outside>placed is a move of 5 with source placed, target outside and back true.
    Units: `amount` in minor units of the accounts' unit; `note` as `cell`, for the noted codes.

    >>> county = Account("cn-520200", "cn-210200", "placement", "placed", "person")
    >>> away = Account("cn-520200", "cn-210200", "placement", "outside", "person")
    >>> Move(away, county, 5).mirror() == Move(county, away, 5, back=True)
    True
    """

    source: Account
    target: Account
    amount: int
    back: bool = False
    subject: str | None = None
    note: str = "{}"

    def mirror(self) -> Move:
        """Return the move that undoes this one on its own edge."""
        return Move(self.target, self.source, self.amount, not self.back, self.subject, self.note)


@dataclass(frozen=True)
class Draft:
    """A transaction before it is posted. Its id is made by whoever asks and is kept for ever."""

    id: str
    book: str
    kind: str
    valid_from: date
    moves: tuple[Move, ...]
    provenance: Mapping[str, Any]
    reverses: str | None = None
    one_sided: bool = False
    hand_over: str | None = None


@dataclass(frozen=True)
class StageRules:
    """What the pipelines ask of a posting, handed in as values.

    Shape: `floors` (pipeline, stage) that may not go below zero; `live` pipeline → the stages in
    which a named subject stands at most once; `first_unit` pipeline → the unit it counts as one in.
    """

    floors: frozenset[tuple[str, str]] = frozenset()
    live: Mapping[str, frozenset[str]] | None = None
    first_unit: Mapping[str, str] | None = None

    def live_stages(self, pipeline: str) -> frozenset[str]:
        """Return the live stages of a pipeline whose named subjects stand once, else none."""
        return (self.live or {}).get(pipeline, frozenset())

    def counts_as_one(self, account: Account) -> bool:
        """Return whether a named subject counts as one in this account's unit.

        >>> rules = StageRules(live={"project": frozenset({"signed"})},
        ...                    first_unit={"project": "project"})
        >>> rules.counts_as_one(Account("a", "b", "project", "signed", "project"))
        True
        >>> rules.counts_as_one(Account("a", "b", "project", "signed", "CNY"))
        False
        """
        unit = (self.first_unit or {}).get(account.pipeline)
        return account.pipeline in (self.live or {}) and account.unit == unit
