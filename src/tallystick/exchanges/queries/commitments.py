"""Reads: commitments that stand, late or settled; what may show one kept; who settles it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, overload

from django.db.models import Exists, OuterRef, Q, QuerySet

from tallystick.access.rules import Sides
from tallystick.entries.models import Entry, State
from tallystick.exchanges.models import Commitment, CommitmentLink, Fulfilment
from tallystick.exchanges.queries.evidence import Evidence, evidence
from tallystick.exchanges.rules.commitments import (
    COLUMNS,
    SOON_DAYS,
    STANDINGS,
    asked_for,
    column_of,
    days_late,
    standing,
)
from tallystick.exchanges.rules.links import followed_in
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import AgreementVersion
from tallystick.programme.queries import SIDES, around_pairing, side_region
from tallystick.regions.models import RegionClosure, under

# What a page shows beside a commitment.
BESIDE = (
    "owner__region",
    "meeting",
    "clause__version__agreement",
    *around_pairing(),
    "kept_by",
)


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment as it stands on the day asked for, with what the book shows of it.

    `state` and `ended_on` are those that were said, or else those that follow from its links and
    from the record of its own; `by_movements` tells that nobody said so.
    """

    commitment: Commitment
    standing: str
    days_late: int
    state: str = "made"
    ended_on: date | None = None
    by_movements: bool = False
    evidence: Evidence = field(default_factory=Evidence)

    @property
    def done(self) -> int:
        """How many of its links are fulfilled."""
        return sum(row.progress.reached_on is not None for row in self.evidence.links)


def commitments(actor: Actor, *, today: date, **asked: Any) -> CommitmentList:
    """Return the commitments the actor sees, in the order and of the ways asked for.

    Units: `asked` are fields of `Asked`; without an order what is open comes first, the longest
    overdue on top, then what ended, newest first. At most a dozen queries, and one a page.
    """
    return listed(actor, today=today, asked=Asked(**asked))


def listed(
    actor: Actor, *, today: date, asked: Asked, known_by: datetime | None = None
) -> CommitmentList:
    """Return the commitments asked for as they stood on a day, as known by an instant."""
    found = _sought(Commitment.objects.visible_to(actor), asked)
    if known_by is not None:
        found = found.filter(_made_by(today))
    followed = CommitmentLink.objects.filter(commitment=OuterRef("pk"), unlinked_at=None)
    done = Fulfilment.objects.filter(commitment=OuterRef("pk"))
    keys = list(
        found.annotate(followed=Exists(followed) | Exists(done))
        .order_by()
        .values_list(
            "pk",
            "state",
            "due_on",
            "settled_on",
            "followed",
            "owner__name_en",
            "code",
            "owner__code",
        )
    )
    followed_keys = [key[0] for key in keys if key[4]]
    seen = _evidence_of(followed_keys, today, known_by)
    stood = [_stood(key, seen.get(key[0]), today) for key in keys]
    stood.sort(key=_ORDERS.get(asked.order, _late_first))
    found_all = CommitmentList(stood, seen, today)
    return found_all.standing(asked.stands) if asked.stands else found_all


def sought_count(actor: Actor, asked: Asked) -> int:
    """Return how many commitments a list begins with, however they stand; one query."""
    return _sought(Commitment.objects.visible_to(actor), asked).count()


def _sought(found: QuerySet[Commitment], asked: Asked) -> QuerySet[Commitment]:
    wanted = {
        "pairing__code__in": asked.pairing.split(",") if asked.pairing else [],
        "owner__code__in": asked.owner.split(",") if asked.owner else [],
        "meeting__code": asked.meeting,
        "due_on__year": asked.year,
        "kind": asked.kind,
    }
    found = found.filter(**{key: value for key, value in wanted.items() if value})
    if asked.during:
        found = found.filter(_made_by(date(asked.during, 12, 31)))
        found = found.filter(Q(settled_on=None) | Q(settled_on__year__gte=asked.during))
    links = CommitmentLink.objects.filter(commitment=OuterRef("pk"), unlinked_at=None)
    if asked.linked:
        found = found.filter(Exists(links) if asked.linked == "yes" else ~Exists(links))
    if asked.side in SIDES:
        under_side = RegionClosure.objects.filter(
            region=OuterRef("owner__region"), ancestor=OuterRef(f"pairing__{asked.side}")
        )
        found = found.filter(Exists(under_side))
    if asked.workstream:
        codes, lines = followed_in(asked.workstream)
        about = Q(indicator__in=codes) | Q(thing__pipeline__in=lines)
        found = found.filter(Exists(links.filter(about)))
    return found


def _made_by(day: date) -> Q:
    """Return what had been made by a day; of some, nobody kept the day."""
    return (
        Q(meeting__held_on__lte=day)
        | Q(meeting=None, clause__version__signed_on__lte=day)
        | Q(meeting=None, clause=None) & (Q(made_on=None) | Q(made_on__lte=day))
    )


def _evidence_of(
    keys: Sequence[int], today: date, known_by: datetime | None
) -> dict[int, Evidence]:
    if not keys:
        return {}
    made = Commitment.objects.filter(pk__in=keys).select_related("pairing__programme")
    return evidence(list(made), on=today, known_by=known_by)


@dataclass(frozen=True)
class Asked:
    """What a list of commitments is asked for; empty asks for nothing.

    Units: `pairing` the code of one, `stands` one of STANDINGS and `owner` the code of an office,
    each or several with commas, `side` the side of the office,
    `workstream` that of what it is linked to, `year` that of the due day, `during` a year by whose
    end it was made and before which nobody settled it, `linked` yes or no, `order` one of ORDERS.
    """

    pairing: str = ""
    stands: str = ""
    owner: str = ""
    meeting: str = ""
    side: str = ""
    kind: str = ""
    workstream: str = ""
    linked: str = ""
    year: int | None = None
    during: int | None = None
    order: str = ""


@dataclass(frozen=True)
class _Stood:
    """What a list is sorted and counted by, before anything more of a commitment is read."""

    pk: int
    code: str
    owner: str
    office: str
    due_on: date
    state: str
    ended_on: date | None
    by_movements: bool
    standing: str

    @property
    def asked_for(self) -> str:
        return asked_for(self.standing)


def _stood(key: tuple[Any, ...], seen: Evidence | None, today: date) -> _Stood:
    pk, state, due_on, settled_on, _followed, owner, code, office = key
    state, ended_on, by_movements = _ended(state, settled_on, seen, today)
    stands = standing(state, due_on, ended_on, today)
    return _Stood(pk, code, owner, office, due_on, state, ended_on, by_movements, stands)


def _ended(
    state: str, settled_on: date | None, seen: Evidence | None, today: date
) -> tuple[str, date | None, bool]:
    """Return how a commitment had ended by a day: as it was said, else as the book shows it."""
    if settled_on is not None and settled_on <= today:
        return state, settled_on, False
    found = seen.outcome if seen else None
    if found is None or found.on is None:
        return Commitment.State.MADE.value, None, False
    return found.state, found.on, True


def _late_first(one: _Stood) -> tuple[Any, ...]:
    if one.ended_on is None:
        return (0, one.due_on.toordinal(), 0, one.code)
    return (1, -one.ended_on.toordinal(), one.due_on.toordinal(), one.code)


def _turned(text: str) -> tuple[int, ...]:
    """Return by what a text sorts from its end; a text that goes on stands before its beginning.

    >>> sorted(["a", "ab", "b"], key=_turned)
    ['b', 'ab', 'a']
    """
    return (*(-ord(sign) for sign in text), 1)


_ORDERS: Mapping[str, Callable[[_Stood], tuple[Any, ...]]] = {
    "due": lambda one: (one.due_on, one.code),
    "newest": lambda one: (-one.due_on.toordinal(), one.code),
    "owner": lambda one: (one.owner, one.due_on, one.code),
    "-owner": lambda one: (_turned(one.owner), one.due_on, one.code),
    "state": lambda one: (STANDINGS.index(one.asked_for), one.due_on, one.code),
    "-state": lambda one: (-STANDINGS.index(one.asked_for), one.due_on, one.code),
}


class CommitmentList(Sequence[Commitment]):
    """Commitments in their order; what is shown of them is read by the page."""

    def __init__(self, stood: Sequence[_Stood], seen: Mapping[int, Evidence], today: date) -> None:
        self._stood, self._seen, self._today = stood, seen, today

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._stood)

    @overload
    def __getitem__(self, at: int) -> Commitment: ...
    @overload
    def __getitem__(self, at: slice) -> list[Commitment]: ...
    def __getitem__(self, at: int | slice) -> Commitment | list[Commitment]:
        """Return one, or a page of them; one query."""
        if isinstance(at, int):
            return self._read([self._stood[at]])[0]
        return self._read(self._stood[at])

    def __iter__(self) -> Iterator[Commitment]:
        """Yield all of them; one query."""
        return iter(self._read(self._stood))

    def _read(self, stood: Sequence[_Stood]) -> list[Commitment]:
        rows = Commitment.objects.select_related(*BESIDE)
        found = rows.in_bulk([one.pk for one in stood])
        return [found[one.pk] for one in stood]

    def standing(self, stands: str) -> CommitmentList:
        """Return those of these that stand so; no query. Units: as `Asked.stands`."""
        wanted = stands.split(",")
        stood = [one for one in self._stood if one.asked_for in wanted]
        return CommitmentList(stood, self._seen, self._today)

    def owned_by(self, offices: Collection[str]) -> CommitmentList:
        """Return those of these that some offices have to keep; no query. Units: codes."""
        stood = [one for one in self._stood if one.office in offices]
        return CommitmentList(stood, self._seen, self._today)

    def counts(self) -> dict[str, int]:
        """Return how many stand in each way; only ways there are."""
        counted = dict.fromkeys(STANDINGS, 0)
        for one in self._stood:
            counted[one.asked_for] += 1
        return {stands: count for stands, count in counted.items() if count}

    def rows(self, shown: Iterable[Commitment]) -> list[CommitmentRow]:
        """Return some of these as they stand; no query."""
        return [_row(one, self._seen.get(one.pk), self._today) for one in shown]

    def picked(self, keys: Sequence[int]) -> list[CommitmentRow]:
        """Return some of these by their keys, as they stand; one query."""
        wanted = set(keys)
        return self.rows(self._read([one for one in self._stood if one.pk in wanted]))

    def columns(self) -> dict[str, list[int]]:
        """Return the keys of a board's columns, each in the order of the list; no query."""
        found: dict[str, list[int]] = {name: [] for name in COLUMNS}
        for one in self._stood:
            if name := column_of(one.standing, one.ended_on, self._today):
                found[name].append(one.pk)
        return found


def commitment(code: str, *, actor: Actor) -> Commitment:
    """Return one commitment.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = Commitment.objects.visible_to(actor).select_related(*BESIDE).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="commitment", code=code)
    return found


def late_and_due(
    actor: Actor, today: date, *, days: int = SOON_DAYS, owner: str = ""
) -> tuple[list[CommitmentRow], list[CommitmentRow]]:
    """Return what is past its date and what is due within some days, each the earliest first.

    `owner`: only of these offices, their codes with commas.
    """
    found = commitments(actor, today=today, stands="late,due_soon", owner=owner)
    late, soon = ([*found.rows(found.standing(stands))] for stands in ("late", "due_soon"))
    return late, [row for row in soon if (row.commitment.due_on - today).days <= days]


def rows_of(
    made: Sequence[Commitment], today: date, *, known_by: datetime | None = None
) -> list[CommitmentRow]:
    """Return how commitments stand at the end of a day; a dozen queries for any number."""
    seen = evidence(made, on=today, known_by=known_by)
    return [_row(one, seen.get(one.pk), today) for one in made]


def row_of(row: Commitment, today: date) -> CommitmentRow:
    """Return how one commitment stands on a day; for several, `rows_of` asks once."""
    return rows_of([row], today)[0]


def _row(one: Commitment, seen: Evidence | None, today: date) -> CommitmentRow:
    state, ended_on, by_movements = _ended(one.state, one.settled_on, seen, today)
    return CommitmentRow(
        one,
        standing(state, one.due_on, ended_on, today),
        days_late(one.due_on, ended_on, today),
        state,
        ended_on,
        by_movements,
        seen or Evidence(),
    )


def proofs(made: Commitment, actor: Actor) -> QuerySet[Entry]:
    """Return the posted entries the actor sees that may show a commitment kept, newest first.

    The supported side decides: a successor's entry about the same places still keeps the word.
    """
    places = under([side_region(made.pairing, "supported")])
    posted = Entry.objects.visible_to(actor).filter(state=State.POSTED, region__in=places)
    return posted.select_related("region").order_by("-happened_on", "-number")


def proof(number: str, actor: Actor) -> Entry:
    """Return the entry that shows something kept, by its number.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = Entry.objects.visible_to(actor).select_related("region").filter(number=number).first()
    if found is None:
        raise NotFound.of("not-found", path="kept_by", what="entry", code=number)
    return found


def clause_commitments(version: AgreementVersion) -> dict[int, Commitment]:
    """Return clause number → the commitment made of it; one query."""
    made = Commitment.objects.filter(
        clause__version__agreement=version.agreement, clause__version__number__lte=version.number
    ).select_related("clause")
    return {one.clause.number: one for one in made.order_by("pk") if one.clause}


def settling_sides(made: Commitment) -> Sides:
    """Return the place whose head settles a commitment: that of the office which made it."""
    return Sides(frozenset({made.owner.region.code}))
