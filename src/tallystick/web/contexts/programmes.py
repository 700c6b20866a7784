"""What the set-up pages of the programme receive: forms as tables of fields, places, pairings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.shared import Link, Page


@dataclass(frozen=True)
class Field:
    """One field of a form: its name in the form, its label, what was typed, how it is written."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    required: bool = True


@dataclass(frozen=True)
class Form:
    """One form: the act it asks for, its heading, its fields and what its button says."""

    act: str
    title: str
    button: str
    fields: tuple[Field, ...]
    open: bool = False


@dataclass(frozen=True)
class ProgrammeRow:
    """One programme or pairing of the list."""

    name: str
    code: str
    detail: str
    href: str = ""
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class ProgrammesPage(Page):
    """Programmes and pairings, with the forms this reader may use."""

    rows: tuple[ProgrammeRow, ...] = ()
    forms: tuple[Form, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class PastRow:
    """One stretch of a place's history: what held, from when, until when."""

    words: str
    since: date | None = None
    until: date | None = None
    href: str = ""


@dataclass(frozen=True)
class MapRow:
    """One change of the map that was put to the heads: what it is, who agreed, who is asked."""

    number: int
    words: str
    state: str
    on: datetime
    by: str
    why: str
    agreed: str
    waits_for: str
    proof: str
    may_agree: bool = False
    may_drop: bool = False


@dataclass(frozen=True, kw_only=True)
class PlacePage(Page):
    """One place: where it lies and lay, what it was called, what became of it, and its forms."""

    label: str = ""
    code: str
    names: tuple[PastRow, ...] = ()
    parents: tuple[PastRow, ...] = ()
    changes: tuple[PastRow, ...] = ()
    put: tuple[MapRow, ...] = ()
    inside: tuple[Link, ...] = ()
    forms: tuple[Form, ...] = ()
    problems: tuple[str, ...] = ()
