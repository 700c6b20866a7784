"""Briefs are asked for: by a page as long work, by the command line at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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


def ask_for_brief(
    *,
    pairing: str,
    year: int,
    lang: str,
    title: str,
    site: str,
    by: Actor,
    as_of: date | None = None,
    rows: str = "",
    level: str = "",
    framework: str = "",
) -> LongWork:
    """Ask for the brief of a pairing and year; `title` is what the work is called.

    Units: `lang` one of BRIEF_LANGUAGES; `rows` all, or nothing for those with a target or a
    published figure; `level` and `framework` as of the scorecard.
    Raises: NotFound for a pairing she does not see; Refused for another language.
    """
    asked = _asked(pairing, year, as_of, (rows, level, framework), site, by)
    with translation.override(_spoken(lang)):
        return hand_over(kind="brief", title=title, asked=asked, by=by)


def brief_now(
    *,
    pairing: str,
    year: int,
    lang: str,
    site: str,
    by: Actor,
    as_of: date | None = None,
    rows: str = "",
    level: str = "",
    framework: str = "",
) -> Outcome:
    """Return the same brief at once; nothing of it is kept here.

    Raises: as `ask_for_brief`.
    """
    asked = _asked(pairing, year, as_of, (rows, level, framework), site, by)
    make: Maker = import_string(KINDS["brief"].does)
    with translation.override(_spoken(lang)):
        return make(asked, b"", by)()


def _asked(
    pairing: str,
    year: int,
    as_of: date | None,
    narrowing: tuple[str, str, str],
    site: str,
    by: Actor,
) -> dict[str, Any]:
    """Return what the maker is handed, of a pairing that who asks may see."""
    rows, level, framework = narrowing
    return {
        "pairing": find(pairing, actor=by).code,
        "year": year,
        "as_of": as_of.isoformat() if as_of else "",
        "rows": "all" if rows == "all" else "",
        "level": level,
        "framework": framework,
        "site": site,
    }


def _spoken(lang: str) -> str:
    if lang not in BRIEF_LANGUAGES:
        choices = ", ".join(BRIEF_LANGUAGES)
        raise Refused.of("not-one-of", path="lang", value=lang[:20], choices=choices)
    return BRIEF_LANGUAGES[lang]
