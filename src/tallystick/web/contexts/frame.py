"""What stands round every page: the navigation and the reader."""

from __future__ import annotations

from dataclasses import dataclass


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
class Frame:
    """What stands round the page: navigation and reader."""

    nav: tuple[NavItem, ...] = ()
    who: Who | None = None
    languages: tuple[Language, ...] = ()
    # "light" or "dark"; empty is as the reader's system has it.
    theme: str = ""
