"""What the page of a table of entries receives: columns, rows as they were read, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Choice, Link, Page


@dataclass(frozen=True)
class GridColumn:
    """One column: its letter, its heading, and what may be chosen in it."""

    letter: str
    label: str
    kind: str
    hint: str = ""
    needed: bool = False
    choices: tuple[Choice, ...] = ()
    unit: str = ""

    @property
    def offers(self) -> str:
        """The id of the list of its choices; empty where anything may be typed."""
        return f"l-{self.letter}" if self.choices else ""


@dataclass(frozen=True)
class GridCell:
    """One cell as it was typed. `above`: it was empty, and says what stands above it."""

    at: str
    text: str
    number: bool = False
    bad: bool = False
    above: bool = False


@dataclass(frozen=True)
class GridRow:
    """One row: its cells, how its amounts read in words, what is wrong in it."""

    n: int
    cells: tuple[GridCell, ...]
    said: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EntryTablePage(Page):
    """Rows of one kind of entry, pasted or typed; `good` of them are in order.

    `text` is the same as a spreadsheet would put it on the clipboard, its headings first.
    `from_last` leads to the rows of last month, `last` for which period once they are here,
    `promised` where they say what protects workers, `asked_again` that these were asked again.
    `usual` and `units` say what an empty cell and a bare number mean. `checked` once rows were
    looked at; `found` is what of them, in words.
    """

    label: str
    back: str
    period: FormField
    usual: tuple[FormField, ...] = ()
    units: tuple[FormField, ...] = ()
    columns: tuple[GridColumn, ...] = ()
    rows: tuple[GridRow, ...] = ()
    text: str = ""
    problems: tuple[FormProblem, ...] = ()
    unnamed: int = 0
    faults: int = 0
    checked: bool = False
    good: int = 0
    found: str = ""
    most: int = 0
    more: bool = False
    from_last: Link | None = None
    last: str = ""
    promised: bool = False
    asked_again: bool = False
