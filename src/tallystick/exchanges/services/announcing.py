"""Writes: draft an announcement of a meeting, edit it, publish it, correct it by a new version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.exchanges.models import Announcement, Meeting
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.announcements import (
    FigureAsked,
    content_of,
    figure_json,
    figures_of,
    speaking_sides,
    told_meeting,
)
from tallystick.exchanges.rules.announcing import (
    MOST_FIGURES,
    TEXTS,
    announcement_problems,
    content_hash,
    first_draft,
    unready_problems,
)
from tallystick.exchanges.rules.meetings import reason_problems
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.text import visible
from tallystick.programme.models import Pairing
from tallystick.programme.services.numbering import create_coded

SIDES = ("supporting", "supported")


@transaction.atomic
def draft_announcement(
    *,
    meeting: Meeting,
    side: str,
    by: Actor,
    figures: Sequence[FigureAsked] = (),
    at: datetime | None = None,
) -> Announcement:
    """Write the first draft of what a side says of a meeting, out of its record and the book.

    Raises: Forbidden; Refused for a meeting that was not held, a side that is none, or a figure of
    which nothing is matched; Conflict where one of this side is published: that is corrected.
    """
    problems = []
    if side not in SIDES:
        params = {"sides": ", ".join(SIDES)}
        raise Refused([Problem("unknown-side", "side", params, visible(side[:40]))])
    _require_speaker(by, "exchanges.announce", meeting.pairing, side)
    if meeting.state != Meeting.State.HELD:
        problems.append(Problem("announced-before-held", "meeting", value=meeting.code))
    if len(figures) > MOST_FIGURES:
        problems.append(Problem("too-many-figures", "figures", {"most": MOST_FIGURES}))
    if problems:
        raise Refused(problems)
    _insist_first(meeting, side)
    told = figures_of(meeting.pairing, figures, actor=by, at=at)
    made = create_coded(
        Announcement,
        "announcement",
        code="",
        stem=f"{meeting.code[:70]}-{side}",
        meeting=meeting,
        side=side,
        figures=[figure_json(one) for one in told],
        drafted_by_id=by.user_id,
        drafted_at=at or timezone.now(),
        **first_draft(told_meeting(meeting, told, actor=by)),
    )
    after = {"meeting": meeting.code, "side": side, "version": 1, "figures": len(told)}
    _record("exchanges.draft_announcement", made, by, after=after, at=at)
    return made


@transaction.atomic
def edit_announcement(
    *,
    announcement: Announcement,
    texts: Mapping[str, str],
    edit: int,
    by: Actor,
    at: datetime | None = None,
) -> Announcement:
    """Say a draft anew; both languages may still be incomplete.

    Units: `texts` any of title_en, title_zh, body_en, body_zh; `edit` of the draft its writer saw.
    Raises: Forbidden; Refused for signs or length; Conflict when it was changed or published.
    """
    pairing = announcement.meeting.pairing
    _require_speaker(by, "exchanges.announce", pairing, announcement.side)
    said = {name: texts[name].strip().replace("\r\n", "\n") for name in TEXTS if name in texts}
    problems = announcement_problems(said)
    if problems:
        raise Refused(problems)
    _change(announcement, {**said, "edit": edit + 1}, edit)
    _record("exchanges.edit_announcement", announcement, by, after={"edit": edit + 1}, at=at)
    return announcement


@transaction.atomic
def publish_announcement(
    *, announcement: Announcement, edit: int, by: Actor, at: datetime | None = None
) -> Announcement:
    """Publish what the head has read; from now on it never changes.

    Raises: Forbidden; Refused where a language is missing, a figure is told otherwise than it was
    drafted, or the book has another by now; Conflict when it was changed or published meanwhile, or
    another of this side stands.
    """
    pairing = announcement.meeting.pairing
    _require_speaker(by, "exchanges.publish", pairing, announcement.side)
    if announcement.state != Announcement.State.DRAFT or announcement.edit != edit:
        raise Conflict.of("changed-meanwhile", state=announcement.state)
    if announcement.corrects_id is None:
        _insist_first(announcement.meeting, announcement.side, announcement.pk)
    texts = {name: getattr(announcement, name) for name in TEXTS}
    asked = [FigureAsked(one["indicator"], one["year"]) for one in announcement.figures]
    now = [figure_json(one) for one in figures_of(pairing, asked, actor=by, at=at)]
    problems = unready_problems(texts, announcement.figures)
    for was, told in zip(announcement.figures, now, strict=True):
        # Sealed words and sealed figure say it alike, in either language.
        if any(was[value] != told[value] for value in ("value_en", "value_zh")):
            params = {"n": told["n"], "was": was["value_en"], "now": told["value_en"]}
            problems.append(Problem("figure-moved", "figures", params))
    if problems:
        raise Refused(problems)
    announcement.figures, moment = now, at or timezone.now()
    published = {
        "state": Announcement.State.PUBLISHED,
        "figures": now,
        "published_by_id": by.user_id,
        "published_at": moment,
        "content_hash": content_hash(content_of(announcement)),
    }
    _change(announcement, published, edit)
    after = {"content_hash": announcement.content_hash}
    _record("exchanges.publish_announcement", announcement, by, after=after, at=moment)
    return announcement


@transaction.atomic
def refresh_figures(
    *, announcement: Announcement, edit: int, by: Actor, at: datetime | None = None
) -> Announcement:
    """Read a draft's figures anew from the book; where its text told the old ones it tells the new.

    Raises: Forbidden; Refused where nothing is matched any more; Conflict when it was changed.
    """
    pairing = announcement.meeting.pairing
    _require_speaker(by, "exchanges.announce", pairing, announcement.side)
    asked = [FigureAsked(one["indicator"], one["year"]) for one in announcement.figures]
    now = [figure_json(one) for one in figures_of(pairing, asked, actor=by, at=at)]
    bodies = {"body_en": announcement.body_en, "body_zh": announcement.body_zh}
    for was, told in zip(announcement.figures, now, strict=True):
        for lang in ("en", "zh"):
            old, new = (f"{row[f'value_{lang}']} [{row['n']}]" for row in (was, told))
            bodies[f"body_{lang}"] = bodies[f"body_{lang}"].replace(old, new)
    _change(announcement, {**bodies, "figures": now, "edit": edit + 1}, edit)
    _record("exchanges.edit_announcement", announcement, by, after={"edit": edit + 1}, at=at)
    return announcement


@transaction.atomic
def correct_announcement(
    *, announcement: Announcement, why: str, by: Actor, at: datetime | None = None
) -> Announcement:
    """Begin a new version of what was published; it names the one whose place it takes, and why.

    Raises: Forbidden; Refused without a reason; Conflict where it is a draft, or has its successor.
    """
    _require_speaker(by, "exchanges.announce", announcement.meeting.pairing, announcement.side)
    problems = reason_problems(why)
    if problems:
        raise Refused(problems)
    old = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if old.state != old.State.PUBLISHED or Announcement.objects.filter(corrects=old).exists():
        raise Conflict.of("changed-meanwhile", state=old.state)
    made = create_coded(
        Announcement,
        "announcement",
        code="",
        stem=f"{old.meeting.code[:70]}-{old.side}",
        meeting=old.meeting,
        side=old.side,
        version=old.version + 1,
        corrects=old,
        why=why.strip(),
        figures=old.figures,
        drafted_by_id=by.user_id,
        drafted_at=at or timezone.now(),
        **{name: getattr(old, name) for name in TEXTS},
    )
    after = {
        "meeting": old.meeting.code, "side": old.side, "version": made.version,
        "corrects": old.code,
    }  # fmt: skip
    _record("exchanges.draft_announcement", made, by, after=after, why=why.strip(), at=at)
    return made


def _require_speaker(by: Actor, action: str, pairing: Pairing, side: str) -> None:
    if by.system:
        return
    require(by, ROWS[action], speaking_sides(pairing, side), scope=pairing.code)


def _insist_first(meeting: Meeting, side: str, own: int = 0) -> None:
    """Refuse a second announcement of one side about one meeting beside the one that stands.

    Two who publish at once come one after the other.
    Raises: Conflict, naming the newest version that is published.
    """
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    said = Announcement.objects.filter(meeting=meeting, side=side).exclude(pk=own)
    stands = said.filter(state=Announcement.State.PUBLISHED).order_by("-version").first()
    if stands is not None:
        raise Conflict.of("announcement-stands", code=stands.code)


def _change(one: Announcement, changes: Mapping[str, object], edit: int) -> None:
    """Change a draft that is still the one its reader saw; what is published stays as it is."""
    seen = {"pk": one.pk, "state": Announcement.State.DRAFT, "edit": edit}
    if Announcement.objects.filter(**seen).update(**changes) != 1:
        raise Conflict.of("changed-meanwhile", state="draft")
    one.refresh_from_db()


def _record(
    act: str,
    one: Announcement,
    by: Actor,
    *,
    after: Mapping[str, object],
    why: str = "",
    at: datetime | None = None,
) -> None:
    record_act(act, "announcement", one.code, by=by, after=dict(after), why=why, at=at)
