"""Make the brief of a pairing and year, as long work: figures, commitments, differences, file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tallystick.interchange.briefs import MEDIA_TYPE, Brief, Group, write_brief
from tallystick.interchange.kinds import LastStep, Outcome
from tallystick.kernel.actor import Actor
from tallystick.kernel.progress import tell
from tallystick.web.briefs.differences import disputed_entries, figures_off
from tallystick.web.briefs.promises import promises_of
from tallystick.web.briefs.scores import heads, read_scores
from tallystick.web.briefs.telling import (
    differences_said,
    facts_of,
    how_to_check,
    promises_said,
    subtitle_of,
    year_told,
)
from tallystick.web.briefs.wanted import Wanted
from tallystick.web.frame import language_tag
from tallystick.web.views.pairings.narrowing import Narrowed
from tallystick.web.views.pairings.pairing import as_of_words
from tallystick.web.wording import actor_name, clauses, language, pairing_name


def make_brief(asked: Mapping[str, Any], _content: bytes, by: Actor) -> LastStep:
    """Make the brief of what who asked for it may see by now.

    Raises: NotFound where she does not see the pairing any more.
    """
    wanted = Wanted.seen_by(asked, by)
    asked_for, groups = read_scores(wanted, by)
    card = asked_for.card
    brief = _gathered(wanted, asked_for, groups, by)
    tell("writing", 0, 0)
    content = write_brief(brief)
    answer = {
        "figures": sum(len(group.rows) for group in groups),
        "commitments": len(brief.promises),
        "disputed": len(brief.differences),
        "as_of": card.as_of.isoformat(),
        "invented": card.invented,
    }
    name = file_name(wanted)
    page = ("pairing-brief", wanted.pairing)
    return lambda: Outcome(
        answer=answer, page=page, name=name, media_type=MEDIA_TYPE, content=content
    )


def file_name(wanted: Wanted) -> str:
    """Return what the file is called: pairing, year, day, what it is narrowed to, language."""
    parts = [wanted.pairing, str(wanted.year)]
    if wanted.as_of:
        parts.append(f"as-of-{wanted.as_of.isoformat()}")
    # A level is a kind of place, which may be named in any script.
    parts += [re.sub(r"[^\w-]+", "-", one)[:60] for one in (wanted.level, wanted.framework) if one]
    return "-".join((*parts, "brief", language_tag(language()))) + ".docx"


def _gathered(wanted: Wanted, asked: Narrowed, groups: tuple[Group, ...], by: Actor) -> Brief:
    card = asked.card
    tell("commitments", 0, 0)
    promises = promises_of(wanted, by)
    tell("differences", 0, 0)
    off, disputed = figures_off(groups, card), disputed_entries(wanted, by)
    now = timezone.localtime()
    title = pairing_name(wanted.row)
    subtitle = subtitle_of(wanted.year, wanted.as_of, wanted.level, asked.framework)
    # On each page: one of them may go about alone.
    note = _("Example: figures and names invented") if card.invented else ""
    return Brief(
        lang=language_tag(language()),
        title=title,
        subtitle=subtitle,
        head=clauses(title, subtitle, note),
        made_by=actor_name(by),
        made_at=now,
        note=note,
        facts=facts_of(wanted, card, by, now),
        told=year_told(card, groups),
        heads=heads(),
        groups=groups,
        scores_said=_scores_said(wanted, asked, groups),
        promises=promises,
        promises_said=promises_said(promises, card),
        off=off,
        differences=disputed,
        differences_said=differences_said(off, disputed, card, wanted.as_of),
        check=how_to_check(wanted, card),
    )


def _scores_said(wanted: Wanted, asked: Narrowed, groups: tuple[Group, ...]) -> tuple[str, ...]:
    said = [as_of_words(wanted.as_of), *asked.words()]
    if groups:
        said.append(_("Only matched figures count. Every figure leads to what it is made of."))
    else:
        said.append(_("There is no target, entry or claim in this year."))
    return tuple(one for one in said if one)
