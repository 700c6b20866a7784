"""What was published of the example's meetings: kept, joined to its meeting, decided in part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tallystick.exchanges.models import Meeting, Readout
from tallystick.exchanges.services import decide_item, join_meeting, keep_readout
from tallystick.extraction.documents.reading import read_document
from tallystick.interchange.example.moment import Moment
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


def announce(moment: Moment) -> None:
    """Keep an announcement, join it to its meeting where one is named, accept some of its items.

    `accept` are kinds of items; `said` words of an item → what a person says of it.
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
            decide_item(readout=made, n=item.n, decision="accepted", by=by, at=moment.at)
    for words, said in step.get("said", {}).items():
        (item,) = made.items.filter(words__contains=words, decision="waiting")
        decide_item(readout=made, n=item.n, decision="accepted", by=by, said=said, at=moment.at)


def _meeting(step: Mapping[str, Any]) -> Meeting | None:
    """Return the meeting that is named, or the one another announcement tells of."""
    if "beside" in step:
        return Readout.objects.select_related("meeting").get(code=step["beside"]).meeting
    return Meeting.objects.get(code=step["meeting"]) if "meeting" in step else None
