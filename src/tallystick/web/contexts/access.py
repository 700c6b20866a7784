"""What the pages about offices, people and oneself receive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from tallystick.web.contexts.shared import Choice, Filter, Link, Page


@dataclass(frozen=True)
class SetUpCard:
    """One thing to set up."""

    title: str
    words: str
    href: str


@dataclass(frozen=True, kw_only=True)
class SetUpPage(Page):
    """The cards of Set-up."""

    cards: tuple[SetUpCard, ...] = ()


@dataclass(frozen=True)
class Typed:
    """What was typed when a form was refused, so that nobody types it twice."""

    username: str = ""
    name_en: str = ""
    name_zh: str = ""
    code: str = ""
    region: str = ""
    user: str = ""
    role: str = ""
    seat: str = ""
    since: str = ""
    until: str = ""
    why: str = ""
    language: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Typed:
        """Return what was typed into the fields known here; passwords and codes are none."""
        return cls(**{f.name: given[f.name] for f in fields(cls) if f.name in given})


@dataclass(frozen=True)
class OfficeRow:
    """One office of the list."""

    code: str
    name: str
    href: str
    place: str
    level: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class OfficeListPage(Page):
    """The offices; an administrator opens another one at the end of the list."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[OfficeRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    may_open: bool = False
    typed: Typed = Typed()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeatRow:
    """One seat: who, as what, since when, by whose grant, and the record that proves it."""

    key: str
    name: str
    username: str
    role: str
    since: date
    until: date | None
    granted_by: str
    record: str
    proof: str
    stands_for: str = ""
    office: str = ""
    begins_later: bool = False


@dataclass(frozen=True)
class PersonForm:
    """What may be done about people here, and what was typed when it was refused."""

    act: str
    problems: tuple[str, ...] = ()
    typed: Typed = Typed()


@dataclass(frozen=True)
class Proposal:
    """Who is proposed as head, by whom and why, and whether this reader may agree."""

    number: int
    name: str
    username: str
    by: str
    on: datetime
    why: str
    proof: str
    may_agree: bool


@dataclass(frozen=True)
class HeadPanel:
    """How an office without a head gets one, and what this reader may do about it."""

    words: str
    act: str = ""
    proposal: Proposal | None = None


@dataclass(frozen=True, kw_only=True)
class OfficePage(Page):
    """One office: who sits there, and what this reader may do about it."""

    code: str
    place: str
    seats: tuple[SeatRow, ...] = ()
    people: tuple[Choice, ...] = ()
    # For whom this reader may make a code.
    coded: tuple[Choice, ...] = ()
    # Whom this reader may give another name.
    renamed: tuple[Choice, ...] = ()
    # The office's own name, English and Chinese.
    names: tuple[str, str] = ("", "")
    seat_choices: tuple[Choice, ...] = ()
    head: HeadPanel | None = None
    roles: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    acts: frozenset[str] = frozenset()
    form: PersonForm
    today: date


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """A one-time code, shown once, as a sheet for one person."""

    name: str
    username: str
    code: str
    expires_at: datetime
    address: str
    back: Link


@dataclass(frozen=True, kw_only=True)
class UseCodePage(Page):
    """Setting one's own password with a code."""

    username: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class RemindersChoice:
    """Whether I am reminded by e-mail, since when an address is kept, and what holds here."""

    wanted: bool = True
    kept_since: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    """My own: language, password, reminders, seats and what I hand on."""

    name: str
    username: str
    languages: tuple[Choice, ...] = ()
    themes: tuple[Choice, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    seat_choices: tuple[Choice, ...] = ()
    colleagues: tuple[Choice, ...] = ()
    form: PersonForm
    today: date
    reminders: RemindersChoice = RemindersChoice()


@dataclass(frozen=True)
class SealedAct:
    """One thing an office decided about its people, as it was sealed."""

    seq: int
    on: datetime
    what: str
    who: str
    by: str
    proof: str
    # Where there is something to do about it.
    href: str = ""


@dataclass(frozen=True)
class ActingSide:
    """One side of a pairing: its place and who may act for it."""

    side: str
    place: str
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True, kw_only=True)
class WhoMayActPage(Page):
    """Both sides' people of a pairing, and what was last decided about them."""

    pairing: Link
    sides: tuple[ActingSide, ...] = ()
    # Whose seats reach over both sides: programme office, auditors, administrators.
    over: tuple[SeatRow, ...] = ()
    acts: tuple[SealedAct, ...] = ()
    chain: str = ""
    newest: int = 0


@dataclass(frozen=True)
class FactorRow:
    """One second factor of mine."""

    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FactorPage(Page):
    """My second factors, and what it takes to add one; `codes` are shown once."""

    factors: tuple[FactorRow, ...] = ()
    codes_left: int = 0
    codes: tuple[str, ...] = ()
    secret: str = ""
    picture: str = ""
    passkey: str = ""
    must: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AskFactorPage(Page):
    """Asking for the second factor after the password; `passkey` holds the browser's options."""

    by_phone: bool = True
    passkey: str = ""
    problems: tuple[str, ...] = ()
