"""What a brief says, as it is written: every figure is a text that a page has shown already.

Nothing here is worked out. Addresses are whole: a file has no page that it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Figure:
    """A figure as the page shows it, or the word for why there is none; `href` opens its walk."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Proof:
    """What seals the newest posting under a figure: its seal, and the chain up to it.

    `short` is what is printed beside the figure, `chain` is the code in full.
    """

    short: str
    seal: str
    chain: str


@dataclass(frozen=True)
class ScoreLine:
    """One row of the scorecard; all its figures share `unit`.

    `address` is the permanent one of the matched figure; without a line under it there is no
    `proof`.
    """

    code: str
    name: str
    unit: str
    target: Figure
    matched: Figure
    waiting: Figure
    claimed: Figure
    last_year: Figure
    completion: Figure
    flags: tuple[str, ...] = ()
    address: str = ""
    proof: Proof | None = None


@dataclass(frozen=True)
class Group:
    """The rows of one workstream."""

    name: str
    rows: tuple[ScoreLine, ...]


@dataclass(frozen=True)
class CommitmentLine:
    """One commitment that is open or past its day."""

    what: Figure
    owner: str
    due: str
    stands: str


@dataclass(frozen=True)
class Difference:
    """One thing on which the two sides hold different figures."""

    what: Figure
    halves: tuple[str, ...]


@dataclass(frozen=True)
class Brief:
    """A pairing's year, ready to be written.

    `head` is printed on each page. `facts` say of which book, day and year it is, who made it and
    who sees as much; `note` is said first where figures are invented. `told` are sentences on the
    year as a whole. `heads` are the words over the columns of a `Group`. `off` are the figures on
    which the sides, or what was published, differ; `differences` the entries in dispute.
    What stands under a heading without rows is said by `promises_said`, `differences_said`.
    Units: `lang` en or zh-Hans.
    """

    lang: str
    title: str
    subtitle: str
    head: str
    made_by: str
    made_at: datetime
    note: str
    facts: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    heads: tuple[str, ...]
    groups: tuple[Group, ...]
    scores_said: tuple[str, ...]
    promises: tuple[CommitmentLine, ...]
    promises_said: str
    off: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    differences_said: str
    check: tuple[str, ...]
