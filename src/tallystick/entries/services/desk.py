"""What a service looks up before it decides, kept for the length of one call.

A file of three hundred rows names the same pairing three hundred times.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils import timezone

from tallystick.access.queries import may, require
from tallystick.access.rules import PolicyRow, Sides, Where
from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.closings import acts_of, line_of
from tallystick.entries.queries.documents import AskedDocument, asked_document
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.queries.reported import hash_now
from tallystick.entries.rules.closing import ClosingAct, closed_by, is_late
from tallystick.entries.rules.reports import Report
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.period import Period
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.kernel.words import Words
from tallystick.programme import queries as programme
from tallystick.programme.models import Pairing, PairingRule, Thing
from tallystick.programme.queries.nearest import pairings_within, reports_in
from tallystick.regions.models import Region


class Desk:
    """One person's call of a service: who acts, when, and what was looked up for it."""

    def __init__(self, by: Actor, at: datetime | None) -> None:
        self.by = by
        self.recorded_at = at
        self.at = at or timezone.now()
        self._pairings: dict[str, Pairing | None] = {}
        self._regions: dict[str, Region | None] = {}
        self._things: dict[str, Thing | None] = {}
        self._sides: dict[tuple[int, str, str], frozenset[str]] = {}
        self._rules: dict[int, list[PairingRule]] = {}
        self._spans: dict[int, Period] = {}
        self._within: dict[tuple[int, str, str], list[tuple[Pairing, Period]]] = {}
        self._closings: dict[int, tuple[frozenset[int], list[ClosingAct]]] = {}

    def of(self, actor: Actor) -> Desk:
        """Return the desk of another person who acts in the same moment."""
        if actor is self.by:
            return self
        other = Desk(actor, self.recorded_at)
        other.at = self.at
        return other

    def today(self, pairing: Pairing) -> date:
        """Return the day of this act in the programme's own time zone."""
        return self.day_of(self.at, pairing)

    def day_of(self, instant: datetime, pairing: Pairing) -> date:
        """Return the day of an instant in the programme's own time zone."""
        return instant.astimezone(ZoneInfo(pairing.programme.time_zone)).date()

    def pairing(self, code: str) -> Pairing | None:
        """Return a pairing this person may see."""
        if code not in self._pairings:
            try:
                self._pairings[code] = programme.pairing(code, actor=self.by)
            except NotFound:
                self._pairings[code] = None
        return self._pairings[code]

    def region(self, code: str) -> Region | None:
        """Return a place by its code."""
        if code not in self._regions:
            self._regions[code] = Region.objects.filter(code=code).first()
        return self._regions[code]

    def thing(self, code: str) -> Thing | None:
        """Return a named thing by its code."""
        if code not in self._things:
            self._things[code] = Thing.objects.filter(code=code).first()
        return self._things[code]

    def side_regions(self, pairing: Pairing, side: str, node: str) -> frozenset[str]:
        """Return the places whose offices act for `side` about `node`."""
        key = (pairing.pk, side, node)
        if key not in self._sides:
            self._sides[key] = programme.side_regions(pairing, side, node)
        return self._sides[key]

    def policy(self, pairing: Pairing, pipeline: str, on: date) -> str:
        """Return how entries of a pipeline that happened on a day are matched in a pairing."""
        return programme.matching_rule(self._rules_of(pairing), pairing, pipeline, on)[0]

    def asked_document(self, report: Report, pairing: Pairing) -> AskedDocument | None:
        """Return the document that a report is asked for, and by whose rule."""
        return asked_document(report, pairing, self._rules_of(pairing))

    def _rules_of(self, pairing: Pairing) -> list[PairingRule]:
        if pairing.pk not in self._rules:
            self._rules[pairing.pk] = programme.rules_of(pairing)
        return self._rules[pairing.pk]

    def span(self, pairing: Pairing) -> Period:
        """Return how long a pairing holds."""
        if pairing.pk not in self._spans:
            self._spans[pairing.pk] = programme.span(pairing)
        return self._spans[pairing.pk]

    def nearer(self, pairing: Pairing, report: Report) -> Pairing | None:
        """Return the pairing below one in which a report about its two places belongs."""
        key = (pairing.pk, report.region, report.partner)
        if key not in self._within:
            self._within[key] = pairings_within(pairing, report.region, report.partner)
        places = report.region, report.partner
        return reports_in(self._within[key], *places, report.happened_on)

    def closing(self, pairing: Pairing, pipeline: str, day: date) -> ClosingAct | None:
        """Return the closing that holds on a day, or None where the day is open."""
        if pairing.pk not in self._closings:
            line = line_of(pairing)
            self._closings[pairing.pk] = (line, acts_of(line))
        line, acts = self._closings[pairing.pk]
        return closed_by(acts, line, pipeline, day)

    def closed(self, entry: Entry) -> ClosingAct | None:
        """Return the closing after which an entry comes; None where it was open or known then."""
        act = self.closing(entry.pairing, entry.pipeline, entry.happened_on)
        return act if is_late(act, entry.pk) else None

    def regions_for(self, entry: Entry, side: str) -> frozenset[str]:
        """Return the places whose offices act for `side` about an entry."""
        node = entry.region.code if side == "supported" else entry.partner.code
        return self.side_regions(entry.pairing, side, node)

    def seat(self, action: str, entry: Entry, side: str) -> Seat:
        """Return the seat by which this person takes a step for `side`.

        Raises: Forbidden, naming the role it takes and for which place.
        """
        return require(
            self.by, ROWS[action], self.sides(ROWS[action], entry), scope=place_of(entry, side)
        )

    def sides(self, row: PolicyRow, entry: Entry) -> Sides:
        """Return who speaks about an entry; only the sides that the row asks for are looked up."""
        own = row.where in (Where.OWN_SIDE, Where.EITHER_SIDE)
        theirs = row.where in (Where.OTHER_SIDE, Where.EITHER_SIDE)
        return Sides(
            own=self.regions_for(entry, entry.side) if own else frozenset(),
            other=self.regions_for(entry, programme.other(entry.side)) if theirs else frozenset(),
        )

    def seat_of(self, actor: Actor, row: PolicyRow, entry: Entry) -> Seat | None:
        """Return the seat by which another named person would take a step, or None."""
        return may(actor, row, self.sides(row, entry))

    def open(self, entry_id: str) -> Entry:
        """Return an entry this person may see, with its frame.

        Raises: NotFound when there is none, or she may not see it.
        """
        found = Entry.objects.visible_to(self.by).select_related(*FRAME).filter(pk=entry_id).first()
        if found is None:
            raise NotFound.of("not-found", what="entry", code=entry_id)
        return found

    def book_of(self, entry_id: str) -> str:
        """Return the code of the book whose turn an entry's posting takes.

        Raises: NotFound as `open` does.
        """
        rows = Entry.objects.visible_to(self.by).filter(pk=entry_id)
        code = rows.values_list("book__code", flat=True).first()
        if code is None:
            raise NotFound.of("not-found", what="entry", code=entry_id)
        return code


def place_of(entry: Entry, side: str) -> Words:
    """Return the name of the place that `side` speaks for about an entry."""
    return Words.name_of(entry.region if side == "supported" else entry.partner)


def named(actor: Actor, seat: Seat, side: str, at: datetime) -> dict[str, Any]:
    """Return who took a step, as it is sealed; `named_by` says the same of a kept act."""
    return _sealed(actor.username, actor.name, seat.office, seat.role, side, at)


def named_by(act: EntryAct) -> dict[str, Any]:
    """Return who took a step that is kept under an entry, as it is sealed."""
    user = act.user.username if act.user else ""
    return _sealed(user, act.name, act.office, act.role, act.side, act.at)


def _sealed(
    user: str, name: str, office: str, role: str, side: str, at: datetime
) -> dict[str, Any]:
    """Return the one form in which a name is sealed: its text is part of what a seal covers."""
    return {
        "user": user,
        "name": name,
        "office": office,
        "role": role,
        "side": side,
        "at": at.isoformat(),
    }


def same_version(entry: Entry, version: int) -> None:
    """Refuse a decision made on another version than stands.

    Raises: Conflict, naming the state it is in now.
    """
    if entry.version != version:
        raise Conflict.of("changed-meanwhile", state=entry.state)


def require_as_reported(*entries: Entry) -> None:
    """Refuse to take a step on what no longer says what was handed on.

    Whoever writes in the database past the product would else have it confirmed, matched and
    sealed unseen. The lines are kept for the step itself, which reads them anyway.
    Raises: Refused, naming the entry.
    """
    prefetch_related_objects(entries, "lines")
    for entry in entries:
        if hash_now(entry) != entry.content_hash:
            raise Refused.of("entry-changed-outside", path="entry", number=entry.number)
