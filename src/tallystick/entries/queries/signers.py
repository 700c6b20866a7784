"""Whose names stand under an entry as it reads now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.entries.models import Basis, Entry, EntryAct
from tallystick.entries.queries.words import words_said


@dataclass(frozen=True)
class Signers:
    """The acts by which an entry came to stand: who reported, confirmed and matched it."""

    reported: EntryAct | None
    confirmed: EntryAct | None
    matched: EntryAct | None

    @property
    def basis(self) -> str:
        """What the match rests on."""
        if self.matched is None:
            return ""
        return self.matched.basis or Basis.UPHELD

    def name(self, part: str, lang: str = "en") -> str:
        """Return the name of who `reported`, `confirmed` or `matched` it, or nothing.

        In Chinese as she was called then, where her record says so: under the act stands one name.
        """
        act: EntryAct | None = getattr(self, part)
        if act is None:
            return ""
        chinese = act.user.chinese_at(act.at) if lang.startswith("zh") and act.user else ""
        return chinese or act.name


def signers(entry: Entry, acts: Iterable[EntryAct]) -> Signers:
    """Return the names under the version that stands; an amendment leaves the older ones behind.

    Units: `acts` of this entry in the order they happened.
    """
    of_now = [act for act in acts if act.version == entry.version]
    last = {act.verb: act for act in of_now}
    upheld = [act for act in words_said(entry, of_now) if act.side != entry.side]
    return Signers(
        reported=last.get("amended") or last.get("reported"),
        confirmed=last.get("confirmed"),
        matched=last.get("matched") or (upheld[-1] if upheld else None),
    )
