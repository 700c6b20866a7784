"""Briefs are asked for: by a page as long work, by the command line at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.utils import translation
from django.utils.module_loading import import_string

from tallystick.interchange.kinds import KINDS, Maker, Outcome
from tallystick.interchange.models import LongWork
from tallystick.interchange.services.long_work import hand_over
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.programme.queries import pairing as find

# The tags of the languages that a brief is written in → what they are set by.
BRIEF_LANGUAGES: Mapping[str, str] = {"en": "en", "zh-Hans": "zh-hans"}


@dataclass(frozen=True, kw_only=True)
class BriefAsked:
    """What a brief is asked for: a pairing, a year, and the day whose knowledge counts.

    `every`: all rows in use, and not only those with a target or a published figure. `level` and
    `framework` narrow it as they do the scorecard. `site` is where the pages are.
    Units: `pairing` its code.
    """

    pairing: str
    year: int
    site: str
    as_of: date | None = None
    every: bool = False
    level: str = ""
    framework: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the same as long work keeps it."""
        return {**asdict(self), "as_of": self.as_of.isoformat() if self.as_of else ""}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        """Return what long work kept."""
        own = {name: said[name] for name in cls.__dataclass_fields__ if name in said}
        as_of = date.fromisoformat(said["as_of"]) if said["as_of"] else None
        return cls(**{**own, "as_of": as_of})


def ask_for_brief(asked: BriefAsked, *, lang: str, title: str, by: Actor) -> LongWork:
    """Ask for a brief; `title` is what the work is called.

    Units: `lang` one of BRIEF_LANGUAGES.
    Raises: NotFound for a pairing she does not see; Refused for another language.
    """
    find(asked.pairing, actor=by)
    with translation.override(_spoken(lang)):
        return hand_over(kind="brief", title=title, asked=asked.as_json(), by=by)


def brief_now(asked: BriefAsked, *, lang: str, by: Actor) -> Outcome:
    """Return the same brief at once; nothing of it is kept here.

    Units: `lang` one of BRIEF_LANGUAGES.
    Raises: as `ask_for_brief`.
    """
    make: Maker = import_string(KINDS["brief"].does)
    with translation.override(_spoken(lang)):
        return make(asked.as_json(), b"", by)()


def _spoken(lang: str) -> str:
    if lang not in BRIEF_LANGUAGES:
        choices = ", ".join(BRIEF_LANGUAGES)
        raise Refused.of("not-one-of", path="lang", value=lang[:20], choices=choices)
    return BRIEF_LANGUAGES[lang]
