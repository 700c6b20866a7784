"""What was published of the example's meetings: by the press, and by a side in its own name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.exchanges.models import Announcement, Meeting, Readout
from tallystick.exchanges.queries.announcements import FigureAsked
from tallystick.exchanges.services import (
    correct_announcement,
    decide_item,
    draft_announcement,
    edit_announcement,
    join_meeting,
    keep_readout,
    publish_announcement,
    refresh_figures,
)
from tallystick.extraction.documents.reading import read_document
from tallystick.interchange.example.moment import HOUR, Moment
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


def announce(moment: Moment) -> None:
    """Keep an announcement, join it to its meeting where one is named, accept some of its items.

    `accept` are kinds of items; `event` what she adds of the event, `said` words of an
    item → what she says of it.
    """
    step = moment.step
    by = moment.actor() if "by" in step else Actor.system_actor("example")
    found = read_document((moment.stage.folder / "readouts" / step["file"]).read_bytes())
    made = keep_readout(
        pairing=Pairing.objects.get(code=step["pairing"]),
        code=step["code"],
        text=found.text,
        title=step["title"],
        side=step["side"],
        published=str(step["published"]),
        url=step.get("url", ""),
        source_kind=step.get("source_kind", ""),
        file_name=step["file"],
        by=by,
        at=moment.at,
    )
    if meeting := _meeting(step):
        join_meeting(readout=made, meeting=meeting, by=by, at=moment.at)
    for kind in step["accept"]:
        for item in made.items.filter(kind=kind, decision="waiting"):
            named = step.get("event", {}) if kind == "event" else {}
            decide_item(
                readout=made, n=item.n, decision="accepted", by=by, said=named, at=moment.at
            )
    for words, said in step.get("said", {}).items():
        (item,) = made.items.filter(words__contains=words, decision="waiting")
        decide_item(readout=made, n=item.n, decision="accepted", by=by, said=said, at=moment.at)


def tell(moment: Moment) -> None:
    """Draft what a side says of a meeting, edit it, and let the head publish it.

    `figures` are indicator and year of the book; `texts` what is said otherwise than the
    record does: a whole text, or pairs of old and new words.
    """
    step, by = moment.step, moment.actor()
    meeting = _meeting(step)
    if meeting is None:
        raise LookupError(f"{step['on']}: no meeting is named")
    asked = [FigureAsked(indicator, year) for indicator, year in step["figures"]]
    one = draft_announcement(meeting=meeting, side=step["side"], figures=asked, by=by, at=moment.at)
    _publish(moment, one)


def correct(moment: Moment) -> None:
    """Correct what a side published by a new version, with the reason; its figures read anew."""
    step, by = moment.step, moment.actor()
    old = Announcement.objects.get(
        meeting=_meeting(step), side=step["side"], state="published", corrected_by=None
    )
    one = correct_announcement(announcement=old, why=step["why"], by=by, at=moment.at)
    _publish(moment, refresh_figures(announcement=one, edit=0, by=by, at=moment.at))


def _publish(moment: Moment, one: Announcement) -> None:
    """Say a draft as the step does, and let the head publish it an hour later."""
    said = moment.step["texts"]
    texts = {name: _reworded(getattr(one, name), new) for name, new in said.items()}
    by, head = moment.actor(), moment.actor("second")
    one = edit_announcement(announcement=one, texts=texts, edit=one.edit, by=by, at=moment.at)
    publish_announcement(announcement=one, edit=one.edit, by=head, at=moment.at + HOUR)


def _reworded(text: str, said: str | Sequence[tuple[str, str]]) -> str:
    """Return a text said anew: as a whole, or each of some words by others.

    >>> _reworded("They met in Mill.", [("Mill", "Fir")]), _reworded("They met.", "会见")
    ('They met in Fir.', '会见')
    """
    if isinstance(said, str):
        return said
    for old, new in said:
        if old not in text:
            raise LookupError(f"“{old}” stands not in: {text}")
        text = text.replace(old, new)
    return text


def _meeting(step: Mapping[str, Any]) -> Meeting | None:
    """Return the meeting that is named, or the one another announcement tells of."""
    if "beside" in step:
        return Readout.objects.select_related("meeting").get(code=step["beside"]).meeting
    return Meeting.objects.get(code=step["meeting"]) if "meeting" in step else None
