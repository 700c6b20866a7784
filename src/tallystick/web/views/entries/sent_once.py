"""A form that is shown once makes one entry, however often it is sent: its name is the entry's."""

from __future__ import annotations

from collections.abc import Mapping

from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.queries import entries
from tallystick.entries.rules.reports import Report, content_hash
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import is_uuid, uuid7

# The hidden field by which a form is known.
NAME = "form"


def fresh() -> str:
    """Return a name for a form that is about to be shown."""
    return uuid7()


def of(typed: Mapping[str, str]) -> str | None:
    """Return the name of the form that was sent; None where it bears none."""
    name = typed.get(NAME, "")
    return name if is_uuid(name) else None


def made_by(typed: Mapping[str, str], actor: Actor) -> Entry | None:
    """Return the entry that this very form made, by the hand of this person."""
    name = of(typed)
    if name is None or actor.user_id is None:
        return None
    own = EntryAct.objects.filter(user=actor.user_id, verb=EntryAct.Verb.REPORTED, entry=name)
    return entries(actor).filter(pk=name).first() if own.exists() else None


def says(row: Entry, report: Report) -> bool:
    """Return whether an entry says what a report says."""
    return row.content_hash == content_hash(report)
