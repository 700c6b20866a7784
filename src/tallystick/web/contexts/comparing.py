"""What the pages of compared claims receive: verdicts, reasons in words, what stands beside."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.shared import Fact, Filter, Link, Page, PairingTab


@dataclass(frozen=True)
class Judged:
    """A verdict with its tone (red: nobody can excuse it; amber; nothing), and the reason."""

    verdict: str
    reason: str
    why: str = ""
    tone: str = ""


@dataclass(frozen=True)
class ComparedRow:
    """One claim of the list, with the verdict on it."""

    href: str
    printed: str
    lang: str
    read_as: str
    indicator: str
    parties: tuple[str, str]
    period: str
    source: str
    press: str
    judged: Judged


@dataclass(frozen=True, kw_only=True)
class ComparedListPage(Page):
    """Claims with their verdicts; filters and order stand in the address."""

    leads: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[ComparedRow, ...] = ()
    total: int = 0
    counts: tuple[Link, ...] = ()
    not_read: int = 0
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True)
class BesideRow:
    """What a claim was held to: the book, another claim, or the two levels of a growth."""

    figures: tuple[Link, ...]
    lang: str
    who: str
    indicator: str
    period: str
    judged: Judged


@dataclass(frozen=True)
class ToldIn:
    """An announcement from which the claim was taken, and the words that state it."""

    title: str
    words: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimPage(Page):
    """One claim: as printed, whose, from where, and everything it was compared with."""

    printed: str
    lang: str
    read_as: str
    facts: tuple[Fact, ...]
    source: Link | None
    judged: Judged
    context: str = ""
    rows: tuple[BesideRow, ...] = ()
    told_in: tuple[ToldIn, ...] = ()
    leads: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PressPrint:
    """One figure in a cell: as printed, and which days it speaks of."""

    words: str
    lang: str
    href: str
    note: str
    part: str = ""


@dataclass(frozen=True)
class PressLine:
    """One indicator: what each press printed, what the book holds, and what differs."""

    name: str
    part: str
    cells: tuple[tuple[str, tuple[PressPrint, ...]], ...]
    book: Link | None
    judged: Judged


@dataclass(frozen=True, kw_only=True)
class PressPage(PairingTab):
    """What each side's press says of a year of a pairing, with the book beside it."""

    rows: tuple[PressLine, ...] = ()
    columns: tuple[str, ...] = ()
    book_head: str = ""
    csv_href: str = ""
    not_read: int = 0
    all_href: str = ""
