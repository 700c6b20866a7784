"""What forms receive: fields with what was typed and what is wrong, rows of amounts, choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.tags import TagPanel


@dataclass(frozen=True)
class Note:
    """What is read back of an amount, and what is worth a second look; neither stops anything."""

    words: str = ""
    odd: tuple[str, ...] = ()


class SaidAbove(str):
    """What is wrong with a field and said above the form, once for all that lack the same.

    At the field it is for who hears the field alone.
    """

    __slots__ = ()


@dataclass(frozen=True)
class FormField:
    """One field: `kind` text | long | day | number | select; `needed` before it is handed on.

    `choices` of a field that is typed into are offered beside it; anything else may be typed.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    needed: bool = False
    errors: tuple[str, ...] = ()
    note: Note | None = None
    # It says what the last report of the same thing said.
    carried: bool = False
    # Where somebody begins to type.
    focus: bool = False

    @property
    def said_above(self) -> bool:
        """Whether all that is wrong with it is said above the form."""
        return bool(self.errors) and all(isinstance(one, SaidAbove) for one in self.errors)

    @property
    def id(self) -> str:
        """The field's id in the page; a problem's link leads there."""
        return "f-" + self.name.replace(".", "-").replace("/", "-")


@dataclass(frozen=True)
class AmountRow:
    """One line of a report: what tells it apart, then one amount a unit."""

    n: int
    codes: tuple[FormField, ...]
    amounts: tuple[FormField, ...]
    magnitude: FormField | None = None


@dataclass(frozen=True)
class FormProblem:
    """One sentence above the form, and the field it is about; `fields` where those are several."""

    sentence: str
    href: str = ""
    fields: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PickGroup:
    """One workstream: the kinds of thing reported there, each with the steps it takes."""

    title: str
    kinds: tuple[PickKind, ...]


@dataclass(frozen=True)
class PickKind:
    """One kind of thing that is reported, a link for each step, and its table for many at once."""

    title: str
    steps: tuple[Link, ...]
    table: str = ""


@dataclass(frozen=True)
class AgainRow:
    """Something a clerk reported before: what it was, when last, and the form filled from it."""

    title: str
    note: str
    href: str
    typed: bool = False


@dataclass(frozen=True)
class AsLastTime:
    """The report from which a form was filled: its number, and the ways to more or less of it.

    `figures` leads to the form with its figures too, empty where they are there already.
    `promised` once the form says again what protects workers, `asked` that they were asked again.
    """

    last: str
    number: Link
    happened: date
    figures: str = ""
    empty: str = ""
    promised: bool = False
    asked: bool = False
    error: str = ""


@dataclass(frozen=True)
class DueHere:
    """What a deadline asks for, where only that is offered; `everything` leads to all else.

    `workbook`: where the workbook of the same period is downloaded.
    """

    words: str
    everything: str
    workbook: str


@dataclass(frozen=True, kw_only=True)
class PickPage(Page):
    """What happened? The pairing is chosen by a GET form, everything else is a link.

    `due`: reached from a deadline, only what it asks for is offered.
    """

    pairings: tuple[Choice, ...] = ()
    groups: tuple[PickGroup, ...] = ()
    lead: str = ""
    again: tuple[AgainRow, ...] = ()
    due: DueHere | None = None


@dataclass(frozen=True, kw_only=True)
class EntryFormPage(Page):
    """The form of one report, new or a draft; what was typed is kept when it is refused."""

    label: str = ""
    lead: str = ""
    back: str = ""
    problems: tuple[FormProblem, ...] = ()
    happened: tuple[FormField, ...] = ()
    rows: tuple[AmountRow, ...] = ()
    amounts_note: str = ""
    asked: tuple[FormField, ...] = ()
    more: tuple[FormField, ...] = ()
    naming: tuple[FormField, ...] = ()
    evidence: str = ""
    evidence_errors: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    guarded: bool = False
    version: int | None = None
    # By this a form is known that is sent twice; a draft is known by itself.
    form: str = ""
    new_thing: Link | None = None
    # What may be said as last time, where nothing is yet; and the report that was chosen.
    again: tuple[AgainRow, ...] = ()
    from_last: AsLastTime | None = None


@dataclass(frozen=True)
class ThingRow:
    """One named thing of the list."""

    name: str
    href: str
    kind: str
    place: str
    facts: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class ThingListPage(Page):
    """The named things I see; filters are a GET form."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[ThingRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    new: Link | None = None


@dataclass(frozen=True)
class ThingStep:
    """One entry about a thing."""

    mark: Mark
    title: str
    href: str
    day: datetime | object
    moved: str = ""
    amounts: str = ""
    names: tuple[Fact, ...] = ()
    files: int = 0
    again: bool = False


@dataclass(frozen=True)
class ThingStay:
    """One time a thing stood at a stage; without an end it still does."""

    stage: str
    since: date
    until: date | None
    days: int
    late: bool = False


@dataclass(frozen=True)
class ThingMoney:
    """What another pipeline tells of the thing: each stage with its figure, in one unit."""

    kind: str
    unit: str
    stages: tuple[Fact, ...]


@dataclass(frozen=True)
class ThingActRow:
    """One change of a thing's record: who, when, why, and each field from what to what."""

    at: datetime
    who: str
    why: str
    changes: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class ThingPage(Page):
    """One named thing: its record, where it stands, and how its record came to be."""

    label: str = ""
    code: str
    facts: tuple[Fact, ...] = ()
    lacking: tuple[str, ...] = ()
    stands: str = ""
    stays: tuple[ThingStay, ...] = ()
    money: tuple[ThingMoney, ...] = ()
    steps: tuple[ThingStep, ...] = ()
    signings: int = 0
    history: tuple[ThingActRow, ...] = ()
    edit: Link | None = None
    tags: TagPanel | None = None


@dataclass(frozen=True)
class LikelySame:
    """A thing that the new one may be: how alike, and why."""

    code: str
    name: str
    href: str
    score: int
    reasons: str
    verdict: FormField
    why: FormField


@dataclass(frozen=True, kw_only=True)
class ThingFormPage(Page):
    """Name a thing, or say anew what is known of it; `offered` is a code that is free."""

    lead: str = ""
    back: str = ""
    offered: str = ""
    problems: tuple[FormProblem, ...] = ()
    fields: tuple[FormField, ...] = ()
    asked: tuple[FormField, ...] = ()
    likely: tuple[LikelySame, ...] = ()
    version: int | None = None
