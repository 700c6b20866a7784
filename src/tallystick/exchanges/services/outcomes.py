"""What comes of an item that a person accepted: a guest, a claim, a commitment, a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from tallystick.access.models import Office
from tallystick.exchanges.models import Commitment, Meeting, MeetingGuest, Readout, ReadoutItem
from tallystick.exchanges.queries.commitments import commitment
from tallystick.exchanges.queries.likely import likely_meetings
from tallystick.exchanges.queries.proposals import frame_of, value_of
from tallystick.exchanges.rules.folding import folded
from tallystick.exchanges.rules.guests import Guest, RepresentedBy
from tallystick.exchanges.rules.proposing import BULLETIN, Values
from tallystick.exchanges.rules.saying import day_of
from tallystick.exchanges.services.commitments import undertake
from tallystick.exchanges.services.guests import add_guests
from tallystick.exchanges.services.meetings import record_meeting
from tallystick.exchanges.services.parties import on_one_line
from tallystick.indicators.models import Claim
from tallystick.indicators.rules.printed import ReadFigure, read_identity
from tallystick.indicators.services import keep_read_claims
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.programme.models import Agreement, Pairing
from tallystick.programme.queries import line_of, pairing
from tallystick.programme.queries.agreements import agreement
from tallystick.programme.queries.frameworks import framework

Columns = dict[str, Any]
Named = TypeVar("Named", Commitment, Agreement, Pairing)


@dataclass(frozen=True)
class Deed:
    """One item that was accepted: what is kept of it, by whom, and whether a likely meeting that
    is known is another one (`apart`).
    """

    readout: Readout
    item: ReadoutItem
    values: Values
    by: Actor
    apart: bool = False


def outcome_of(deed: Deed) -> Columns:
    """Make what follows from an accepted item; return the columns of the item that say so.

    Raises: Refused with every fault; Conflict.
    """
    try:
        return _OUTCOMES[deed.item.kind](deed)
    except Refused as refused:
        raise type(refused)([_in_own_words(one) for one in refused.problems]) from refused


_ROW = re.compile(r"^(?:(?:guests|represented)\.)?1\.")
_OWN = {"held_on": "date", "period_start": "start", "period_end": "end", "words": "text"}


def _in_own_words(problem: Problem) -> Problem:
    """Return a problem under the item's own field: `guests.1.name` is its `name`."""
    bare = _ROW.sub("", problem.path)
    return replace(problem, path=_OWN.get(bare, bare))


def _event(deed: Deed) -> Columns:
    readout, values = deed.readout, deed.values
    if values["kind"] == BULLETIN or readout.meeting_id:
        return {}
    if not deed.apart:
        _insist_new(readout, deed.by)
    meeting = record_meeting(
        pairing=readout.pairing,
        kind=values["kind"],
        held_on=cast(date, day_of(values["date"])),
        place=values["place"],
        title_en=values["title_en"],
        title_zh=values["title_zh"],
        url=readout.url,
        by=deed.by,
    )
    bind_meeting(readout, meeting, deed.by)
    return {"made": True}


def _insist_new(readout: Readout, by: Actor) -> None:
    """Refuse to record a meeting that most likely stands already.

    Both sides' announcements of one are accepted one after the other, on all their line.
    """
    book = line_of(readout.pairing)[-1]
    Pairing.objects.select_for_update(no_key=True).get(pk=book.pk)
    for one in likely_meetings(readout, actor=by):
        if one.firm:
            held_on = one.meeting.held_on.isoformat()
            raise Refused.of(
                "meeting-known", path="apart", meeting=one.meeting.code, held_on=held_on
            )


def bind_meeting(readout: Readout, meeting: Meeting, by: Actor) -> None:
    """Say which meeting an announcement tells of; who was accepted before comes on its list.

    Raises: Conflict where it tells of one already.
    """
    if Readout.objects.filter(pk=readout.pk, meeting=None).update(meeting=meeting) != 1:
        told = Readout.objects.select_related("meeting").get(pk=readout.pk).meeting
        known = told.code if told else ""
        raise Conflict.of("readout-has-meeting", code=readout.code, meeting=known)
    readout.meeting = meeting
    items = list(readout.items.all())
    frame = frame_of(readout, items)
    # Whoever brought a greeting stands on the list before the greeting does.
    for kind in (ReadoutItem.Kind.PERSON, ReadoutItem.Kind.REPRESENTED):
        for item in items:
            if item.kind == kind and item.decision in ReadoutItem.TAKEN and item.guest_id is None:
                columns = outcome_of(Deed(readout, item, value_of(item, frame), by))
                ReadoutItem.objects.filter(pk=item.pk).update(**columns or {"made": False})


def _person(deed: Deed) -> Columns:
    if (meeting := deed.readout.meeting) is None:
        return {}
    values = deed.values
    before = set(MeetingGuest.objects.filter(meeting=meeting).values_list("pk", flat=True))
    came = [Guest(values["side"], values["name"], values["post"])]
    (guest,) = add_guests(meeting=meeting, guests=came, by=deed.by)
    return {"guest": guest, "made": guest.pk not in before}


def _represented(deed: Deed) -> Columns:
    if (meeting := deed.readout.meeting) is None:
        return {}
    values = deed.values
    listed = {folded(name) for name in meeting.guests.values_list("name", flat=True)}
    # One who brought it and is not on the list (yet) is in the text, where everybody reads it.
    brought = values["by"] if folded(values["by"]) in listed else ""
    away = RepresentedBy(values["name"], values["post"], "greetings", brought)
    add_guests(meeting=meeting, guests=[], represented=[away], by=deed.by)
    return {}


def _figure(deed: Deed) -> Columns:
    values = deed.values
    return _claim(
        deed,
        ReadFigure(
            words=deed.item.words,
            value=values["value"],
            unit=values["unit"],
            qualifier=values["qualifier"],
            period_start=day_of(values["start"]),
            period_end=day_of(values["end"]),
            as_of=day_of(values["as_of"]),
            cumulative=values["cumulative"] == "yes",
            indicator=values["indicator"],
            breakdown=values["breakdown"],
            context=values["context"],
            status=values["status"],
        ),
    )


def _achievement(deed: Deed) -> Columns:
    values = deed.values
    told = ReadFigure(
        words=values["text"], indicator=values["indicator"], context=values["context"]
    )
    return _claim(deed, told)


def _claim(deed: Deed, row: ReadFigure) -> Columns:
    readout, pairing = deed.readout, _own_pairing(deed)
    parties = (pairing.supporting.name_en, pairing.supported.name_en)
    same = read_identity(row, parties, readout.source_kind, readout.url)
    known = Claim.objects.filter(content_hash=same).exists()
    (claim,) = keep_read_claims(
        [row],
        pairing=pairing,
        side=readout.side,
        name=readout.title,
        sha256=readout.sha256,
        url=readout.url,
        source_kind=readout.source_kind,
        by=deed.by,
    )
    return {"claim": claim, "made": not known}


def _commitment(deed: Deed) -> Columns:
    values, readout = deed.values, deed.readout
    if values["commitment"]:
        # The other side's press, or a person, told of it before.
        return {"commitment": _named(deed, "commitment", commitment)}
    if not values["owner"]:
        return {}
    open_event = readout.items.filter(
        kind=ReadoutItem.Kind.EVENT, decision=ReadoutItem.Decision.WAITING
    ).first()
    if open_event is not None and readout.meeting_id is None:
        raise Refused.of("event-first", n=open_event.n)
    owner = Office.objects.select_related("region").filter(code=values["owner"]).first()
    if owner is None:
        raise NotFound.of("not-found", path="owner", what="office", code=values["owner"])
    made = undertake(
        pairing=_own_pairing(deed),
        owner=owner,
        due_on=cast(date, day_of(values["due_on"])),
        text_en=values["text_en"],
        text_zh=values["text_zh"],
        kind=values["kind"],
        words=deed.item.words,
        meeting=readout.meeting,
        by=deed.by,
    )
    return {"commitment": made, "made": True}


def _own_pairing(deed: Deed) -> Pairing:
    """Return the pairing of what was said: the announcement's own, or one on its line.

    Raises: NotFound; Refused for a pairing of another line.
    """
    own = deed.readout.pairing
    return own if deed.values["pairing"] in ("", own.code) else _named(deed, "pairing", pairing)


def _agreement(deed: Deed) -> Columns:
    if not deed.values["agreement"]:
        return {}
    return {"agreement": _named(deed, "agreement", agreement)}


def _named(deed: Deed, field: str, find: Callable[..., Named]) -> Named:
    """Return what a field names by its code, where it lies on the announcement's line of pairings.

    Raises: NotFound; Refused for what is of another line.
    """
    try:
        found = find(deed.values[field], actor=deed.by)
    except NotFound as gone:
        raise NotFound([replace(one, path=field) for one in gone.problems]) from gone
    theirs = found if isinstance(found, Pairing) else found.pairing
    if not on_one_line(deed.readout.pairing, theirs):
        raise Refused.of("pairing-elsewhere", path=field, value=theirs.code)
    return found


def _framework(deed: Deed) -> Columns:
    if not (code := deed.values["framework"]):
        return {}
    return {"framework": framework(code, actor=deed.by).code}


_OUTCOMES: Mapping[str, Callable[[Deed], Columns]] = {
    "event": _event,
    "person": _person,
    "represented": _represented,
    "figure": _figure,
    "commitment": _commitment,
    "agreement": _agreement,
    "framework": _framework,
    "achievement": _achievement,
}
