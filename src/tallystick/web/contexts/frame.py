"""What stands round every page: the navigation and the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class NavItem:
    """One place of the navigation; `waiting` counts things that wait for me, never news."""

    section: str
    words: str
    icon: str
    href: str
    waiting: int = 0


@dataclass(frozen=True)
class Who:
    """Who is signed in: name, office, and the half of the tally the office holds."""

    name: str
    office: str = ""
    half: str = ""


@dataclass(frozen=True)
class Language:
    """Another language of the same page: its code in the form, its tag for `lang`, its name."""

    code: str
    tag: str
    name: str


@dataclass(frozen=True)
class KeptPanel:
    """What was typed into a form of this page and not sent; `sent`: it came too late.

    Shape: `fields` (name, value); `words` are some of them to know it by; `how` is the field
    that makes the form show itself with them, (name, value), empty where none does.
    """

    page: str
    at: datetime
    sent: bool
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...] = ()
    how: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class TourBar:
    """One step of the guided first visit: what to look at, where, and the ways on and back.

    `here`: this is the page it speaks of.
    """

    title: str
    n: int
    of: int
    words: str
    href: str
    here: bool
    back: str = ""
    on: str = ""


@dataclass(frozen=True)
class Frame:
    """What stands round the page: navigation and reader, how long she stays signed in.

    Units: `left` in seconds, None where no session ends.
    """

    nav: tuple[NavItem, ...] = ()
    who: Who | None = None
    languages: tuple[Language, ...] = ()
    # "light" or "dark"; empty is as the reader's system has it.
    theme: str = ""
    left: int | None = None
    kept: KeptPanel | None = None
    tour: TourBar | None = None
