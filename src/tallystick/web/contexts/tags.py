"""What a page shows of the frameworks its thing speaks to, and the form that says so."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.shared import ChoiceGroup


@dataclass(frozen=True)
class TagChip:
    """One element a thing is tagged with; `pk` where the reader may take the tag off."""

    words: str
    href: str
    pk: str = ""


@dataclass(frozen=True)
class TagPanel:
    """The tags of one thing, and the elements that whoever may tag chooses from, by framework."""

    kind: str
    code: str
    chips: tuple[TagChip, ...] = ()
    elements: tuple[ChoiceGroup, ...] = ()
