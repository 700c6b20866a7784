"""Reads: announcements of one's own, what a meeting's record says, figures with their proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import translation

from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.exchanges.models import Announcement, Meeting, Readout, ReadoutItem
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.queries.proposals import proposals
from tallystick.exchanges.queries.readouts import readouts_of
from tallystick.exchanges.rules.announcing import (
    TEXTS,
    ToldFigure,
    ToldGuest,
    ToldMeeting,
    ToldPromise,
    content_hash,
)
from tallystick.exchanges.rules.both_scripts import in_signs, same_people
from tallystick.exchanges.rules.typed import EARLIEST, LATEST
from tallystick.indicators.queries import scorecard
from tallystick.journal.queries import head
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import AgreementVersion, Pairing
from tallystick.programme.queries import around_pairing, book_of, side_region
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.vocabulary import with_unit

_AROUND = (
    *around_pairing("meeting__pairing"),
    "meeting__place",
    "corrects",
    "corrected_by",
    "drafted_by",
    "published_by",
)
# How an announcement stands; a correction that is still a draft takes nobody's place.
ANNOUNCEMENT_STATES: dict[str, Q] = {
    "draft": Q(state="draft"),
    "published": Q(state="published") & ~Q(corrected_by__state="published"),
    "corrected": Q(state="published", corrected_by__state="published"),
}
# Order of the list of announcements → its columns; a draft has no moment and comes first.
ANNOUNCEMENT_SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "newest": ("-meeting__held_on", "meeting__code", "side", "version"),
    "oldest": ("meeting__held_on", "meeting__code", "side", "version"),
    "published": (F("published_at").desc(nulls_first=True), "-drafted_at", "code"),
    "published-first": (F("published_at").asc(nulls_last=True), "drafted_at", "code"),
    "title_en": ("title_en", "code"),
    "-title_en": ("-title_en", "code"),
    "title_zh": ("title_zh", "code"),
    "-title_zh": ("-title_zh", "code"),
    "side": ("side", "-meeting__held_on", "code"),
    "-side": ("-side", "-meeting__held_on", "code"),
    "pairing": ("meeting__pairing__code", "-meeting__held_on", "code"),
    "-pairing": ("-meeting__pairing__code", "-meeting__held_on", "code"),
}


@dataclass(frozen=True)
class FigureAsked:
    """A figure of the book that an announcement is to tell: an indicator, and the year."""

    indicator: str
    year: int


def announcements(
    actor: Actor,
    *,
    meeting: str = "",
    pairing: str = "",
    side: str = "",
    state: str = "",
    year: int | None = None,
    search: str = "",
    sort: str = "",
) -> QuerySet[Announcement]:
    """Return the announcements the actor sees, the newest meeting's first, versions in order.

    Units: `state` a key of ANNOUNCEMENT_STATES, `year` that of the meeting, `search` words of
    title or text in either language, `sort` a key of ANNOUNCEMENT_SORTS.
    """
    wanted = {"meeting__code": meeting, "meeting__pairing__code": pairing, "side": side}
    given: dict[str, object] = {key: value for key, value in wanted.items() if value}
    if year is not None:
        given["meeting__held_on__year"] = year
    found = Announcement.objects.visible_to(actor).select_related(*_AROUND).filter(**given)
    if state:
        found = found.filter(ANNOUNCEMENT_STATES[state])
    for word in search.split():
        found = found.filter(_says(word))
    return found.order_by(*ANNOUNCEMENT_SORTS.get(sort, ANNOUNCEMENT_SORTS["newest"]))


def _says(word: str) -> Q:
    """Return what a text with a word in its title or body, in either language, answers to."""
    found = Q()
    for name in TEXTS:
        found |= Q(**{f"{name}__icontains": word})
    return found


def announcement_counts(
    actor: Actor, *, pairing: str = "", side: str = "", year: int | None = None, search: str = ""
) -> dict[str, int]:
    """Return how many of the announcements asked for stand so; only where there are any."""
    found = announcements(actor, pairing=pairing, side=side, year=year, search=search)
    states = {state: Count("pk", filter=those) for state, those in ANNOUNCEMENT_STATES.items()}
    counted = found.order_by().aggregate(**states)
    return {state: counted[state] for state in ANNOUNCEMENT_STATES if counted[state]}


def correction_of(one: Announcement) -> Announcement | None:
    """Return the published version that took the place of an announcement; None while it stands.

    >>> correction_of(Announcement()) is None
    True
    """
    after = getattr(one, "corrected_by", None)
    return after if after is not None and after.state == Announcement.State.PUBLISHED else None


def state_of_announcement(one: Announcement) -> str:
    """Return how an announcement stands: a key of ANNOUNCEMENT_STATES.

    >>> state_of_announcement(Announcement(state="draft"))
    'draft'
    """
    return "corrected" if correction_of(one) else one.state


def announcement(code: str, *, actor: Actor) -> Announcement:
    """Return one announcement.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = announcements(actor).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="announcement", code=code)
    return found


def speaking_sides(pairing: Pairing, side: str) -> Sides:
    """Return the place whose offices speak for a side of a pairing in public."""
    return Sides(frozenset({side_region(pairing, side)}))


def announcing_sides(one: Pairing, actor: Actor) -> list[str]:
    """Return the sides for which a person drafts announcements."""
    row = ROWS["exchanges.announce"]
    sides = ("supporting", "supported")
    return [side for side in sides if may(actor, row, speaking_sides(one, side)) is not None]


def figures_of(
    pairing: Pairing, asked: Sequence[FigureAsked], *, actor: Actor, at: datetime | None = None
) -> tuple[ToldFigure, ...]:
    """Return figures as the book has them today, each with its walk and the book's head.

    Units: `at` the moment of which day "today" is, now where it is not given.

    Raises: Refused for an indicator that is none, or of which nothing is matched in that year.
    """
    today, now = today_of(pairing, at), head(book_of(pairing).code)
    cards = {
        year: {row.indicator: row for row in scorecard(pairing, year=year, actor=actor).rows}
        for year in {one.year for one in asked if EARLIEST.year <= one.year <= LATEST.year}
    }
    found, problems = [], []
    for n, one in enumerate(asked, 1):
        known, row = indicators().get(one.indicator), cards.get(one.year, {}).get(one.indicator)
        if known is None or row is None or row.matched is None:
            params = {"year": one.year}
            problems.append(Problem("figure-not-matched", f"figures.{n}", params, one.indicator))
            continue
        walk = f"/pairings/{pairing.code}/{one.year}/{one.indicator}/?as_of={today.isoformat()}"
        found.append(
            ToldFigure(
                n, one.indicator, one.year, Words(known.name_en, known.name_zh),
                with_unit(row.matched, row.scale, known.shown_unit), walk, now.seq,
                now.chain_hex, today,
            )
        )  # fmt: skip
    if problems:
        raise Refused(problems)
    return tuple(found)


def told_meeting(
    meeting: Meeting, figures: Sequence[ToldFigure] = (), *, actor: Actor
) -> ToldMeeting:
    """Return all that the record of a meeting says; what it has in one language alone is taken in
    the other from announcements that tell of it, where they have it.
    """
    pairing, read = meeting.pairing, readouts_of(meeting, actor=actor)
    sides = ("supporting", "supported")
    printed = _people_of(read)
    guests = {side: _guests_of(meeting, side, printed.get(side, {})) for side in sides}
    promises = tuple(
        ToldPromise(Words(one.text_en, one.text_zh), Words.name_of(one.owner), one.due_on)
        for one in meeting.commitments.select_related("owner").order_by("due_on", "code")
    )
    return ToldMeeting(
        title=_title_of(meeting, read),
        kind=_in_both(meeting.kind),
        sides=(Words.name_of(pairing.supporting), Words.name_of(pairing.supported)),
        held_on=meeting.held_on,
        ended_on=meeting.ended_on,
        place=Words.name_of(meeting.place) if meeting.place else None,
        guests=(guests["supporting"], guests["supported"]),
        promises=promises,
        signed=tuple(
            Words(row.agreement.title_en, row.agreement.title_zh) for row in signed_at(meeting)
        ),
        figures=tuple(figures),
    )


def _title_of(meeting: Meeting, read: Sequence[Readout]) -> Words:
    """Return what a meeting is called, in both languages where an announcement has the other."""
    printed = (meeting.title_en, meeting.title_zh, *(one.title for one in read))
    titles = [title for title in printed if title]
    english = next((title for title in titles if not in_signs(title)), meeting.title_en)
    return Words(english, next(filter(in_signs, titles), meeting.title_zh))


def _people_of(read: Sequence[Readout]) -> dict[str, dict[str, str]]:
    """Return, by side, the people whom announcements name, each with her post as printed."""
    found: dict[str, dict[str, str]] = {}
    for one in read:
        values = proposals(one)
        for item in one.items.all():
            taken = item.decision != ReadoutItem.Decision.REJECTED
            if item.kind == ReadoutItem.Kind.PERSON and taken:
                who = values[item.n]
                found.setdefault(str(who["side"]), {})[str(who["name"])] = str(who["post"])
    return found


def _guests_of(meeting: Meeting, side: str, printed: Mapping[str, str]) -> tuple[ToldGuest, ...]:
    """Return who came for a side, each once, by her name in either script where both are known."""
    people = list(meeting.guests.filter(side=side).prefetch_related("stands_for").order_by("n"))
    posts = {**printed, **{one.name: one.post for one in people}}
    other = same_people(posts)
    found: dict[str, ToldGuest] = {}
    for one in people:
        name = other.get(one.name, "")
        if name in found:
            continue
        found[one.name] = ToldGuest(
            one.name, one.post, one.leads,
            tuple((row.how, row.name, row.post) for row in one.stands_for.all()),
            (name, posts[name]) if name else None,
        )  # fmt: skip
    return tuple(found.values())


def signed_at(meeting: Meeting) -> QuerySet[AgreementVersion]:
    """Return the texts of its pairing that were signed on the days of a meeting."""
    days = (meeting.held_on, meeting.ended_on or meeting.held_on)
    found = AgreementVersion.objects.filter(
        agreement__pairing=meeting.pairing, state="signed", signed_on__range=days
    )
    return found.select_related("agreement").order_by("agreement__code", "number")


def _in_both(kind: str) -> Words:
    said = []
    for lang in ("en", "zh-hans"):
        with translation.override(lang):
            said.append(str(Meeting.Kind(kind).label))
    return Words(*said)


def figure_json(one: ToldFigure) -> dict[str, Any]:
    """Return a figure as an announcement keeps it."""
    return {
        "n": one.n,
        "indicator": one.indicator,
        "year": one.year,
        "name_en": one.name.en,
        "name_zh": one.name.zh,
        "value_en": one.value.en,
        "value_zh": one.value.zh,
        "address": one.address,
        "posting": one.posting,
        "root": one.root,
        "as_of": one.as_of.isoformat(),
    }


def content_of(one: Announcement) -> dict[str, Any]:
    """Return what the hash of a published announcement is of."""
    return {
        "meeting": one.meeting.code,
        "side": one.side,
        "version": one.version,
        "corrects": one.corrects.code if one.corrects else None,
        "why": one.why,
        **{name: getattr(one, name) for name in TEXTS},
        "figures": one.figures,
    }


def is_intact(one: Announcement) -> bool:
    """Return whether a published announcement says what its head published."""
    return one.content_hash == content_hash(content_of(one))
