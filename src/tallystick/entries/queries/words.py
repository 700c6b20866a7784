"""What was said in the dispute that lies open; what ended an earlier one speaks no more."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from tallystick.entries.models import Basis, Entry, EntryAct
from tallystick.kernel.actor import Actor

UPHELD, DISPUTED = EntryAct.Verb.UPHELD, EntryAct.Verb.DISPUTED


def words_said(row: Entry, acts: Iterable[EntryAct]) -> list[EntryAct]:
    """Return the words by which somebody would end the dispute about the version that stands.

    A half whose pair parted may be disputed afresh in the same version: that begins anew. What
    another amendment of the blind other half writes down keeps the same dispute open.
    Units: `acts` of this entry in the order they happened.
    """
    said: list[EntryAct] = []
    for act in acts:
        if act.version != row.version:
            continue
        if act.verb == UPHELD:
            said.append(act)
        elif act.verb == DISPUTED and act.basis != Basis.BLIND:
            said = []
    return said


def disputes_spoken_in(actor: Actor) -> QuerySet[EntryAct]:
    """Return this person's words as `words_said` tells them, for a list to leave out."""
    later = EntryAct.objects.filter(
        entry=OuterRef("entry"),
        version=OuterRef("version"),
        verb=DISPUTED,
        id__gt=OuterRef("id"),
    ).exclude(basis=Basis.BLIND)
    mine = EntryAct.objects.filter(user=actor.user_id, verb=UPHELD, version=F("entry__version"))
    return mine.exclude(Exists(later))
