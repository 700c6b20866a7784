"""What a meeting's announcements promise or wish without an office and a day to keep it by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.queries.comparing import Comparison
from tallystick.web.contexts.shared import Fact
from tallystick.web.views.announcements.readouts import readout_address
from tallystick.web.wording import colon, in_words


def said_there(told: Comparison) -> tuple[Fact, ...]:
    """Return each promise and wish that was accepted as it was said, with its announcement."""
    return tuple(
        _fact(row, item)
        for row in told.readouts
        for item in row.items.all()
        if item.kind == ReadoutItem.Kind.COMMITMENT
        and item.decision in ReadoutItem.TAKEN
        and item.commitment_id is None
        and _modality(item) != "done"
    )


def _modality(item: ReadoutItem) -> str:
    return str((item.said or {}).get("modality") or item.read.get("modality") or "hope")


def _fact(row: Readout, item: ReadoutItem) -> Fact:
    said, who = item.said or {}, item.read.get("actor") or ""
    word = _("Promise") if _modality(item) == "will" else _("Wish")
    words = in_words(said.get("text_en", ""), said.get("text_zh", "")) or item.words
    label = colon(word, who) if who else word
    return Fact(label, words, f"{readout_address(row)}#d{item.n}")
