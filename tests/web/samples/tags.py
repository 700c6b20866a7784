"""The panel of tags as samples show it. Everything in it is invented."""

from __future__ import annotations

from tallystick.web.contexts import Choice, ChoiceGroup
from tallystick.web.contexts.tags import TagChip, TagPanel


def tags() -> TagPanel:
    """Return tags of both scripts, one of which may be taken off, and two frameworks to choose."""
    return TagPanel(
        "meeting", "they-met",
        (TagChip("SDGs · Goal 8", "/frameworks/sdg/?element=8", "7"), TagChip("五大振兴", "/")),
        (
            ChoiceGroup("SDGs", (Choice("sdg:9", "Goal 9"),)),
            ChoiceGroup("五大振兴", (Choice("five:talent", "人才"),)),
        ),
    )  # fmt: skip
