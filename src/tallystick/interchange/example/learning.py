"""Steps of the timeline about frameworks and good practices."""

from __future__ import annotations

from datetime import date

from tallystick.exchanges.models import PracticeAdoption
from tallystick.exchanges.queries.frameworks import tagged_target
from tallystick.exchanges.queries.practices import practice as find_practice
from tallystick.exchanges.rules.practices import PracticeText
from tallystick.exchanges.services import adopt_practice, follow_practice, record_practice, tag
from tallystick.interchange.example.moment import Moment
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries.frameworks import framework as find_framework
from tallystick.programme.rules.frameworks import ElementText, FrameworkText
from tallystick.programme.services import state_framework
from tallystick.regions.models import Region


def framework(moment: Moment) -> None:
    """State a framework of a pairing."""
    step = moment.step
    pairing = Pairing.objects.get(code=step["pairing"])
    elements = tuple(
        ElementText(row["name_en"], row["name_zh"], code, Words("", ""), tuple(row["indicators"]))
        for code, row in step["elements"].items()
    )
    text = FrameworkText(step["name_en"], step["name_zh"], step["code"], elements, step["source"])
    state_framework(
        text=text, programme=pairing.programme, pairing=pairing, by=moment.actor(), at=moment.at
    )


def tags(moment: Moment) -> None:
    """Tag some things with elements of a framework."""
    step, by = moment.step, moment.actor()
    text = find_framework(step["framework"], actor=by)
    for element, found in step["tagged"].items():
        for kind, code in found:
            target = tagged_target(kind, code, actor=by)
            tag(framework=text, element=str(element), target=target, by=by, at=moment.at)


def practice(moment: Moment) -> None:
    """Write down a practice."""
    step = moment.step
    names = ("title_en", "title_zh", "done_en", "done_zh", "since", "workstream", "origin", "url")
    text = PracticeText(
        **{name: step.get(name, "") for name in names}, shared=step.get("shared", False)
    )
    record_practice(
        text=text, code=step["code"], by=moment.actor(), at=moment.at,
        region=Region.objects.get(code=step["region"]),
        pairing=Pairing.objects.filter(code=step.get("pairing", "")).first(),
    )  # fmt: skip


def adopt(moment: Moment) -> None:
    """Let a place take a practice up."""
    step, by = moment.step, moment.actor()
    adopt_practice(
        practice=find_practice(step["practice"], actor=by),
        pairing=Pairing.objects.get(code=step["pairing"]),
        region=Region.objects.get(code=step["region"]),
        on=moment.at.date(), text_en=step["text_en"], text_zh=step["text_zh"], by=by, at=moment.at,
    )  # fmt: skip


def follow(moment: Moment) -> None:
    """Say what came of it."""
    step = moment.step
    found = PracticeAdoption.objects.select_related("practice", "region", "pairing__programme").get(
        practice__code=step["practice"], region__code=step["region"]
    )
    follow_practice(
        adoption=found, state=step["state"], on=date.fromisoformat(str(step["on"])),
        text_en=step["text_en"], text_zh=step["text_zh"],
        things=list(Thing.objects.filter(code__in=step.get("things", ()))),
        indicators=step.get("indicators", ()), by=moment.actor(), at=moment.at,
    )  # fmt: skip
