"""A scorecard narrowed by what the address names: one level of places, or one framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tallystick.indicators.queries import Scorecard, scorecard
from tallystick.indicators.queries.frames import frame_of, kinds_of, require_level
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries.frameworks import framework_among, frameworks
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.web.contexts.shared import Filter
from tallystick.web.views.filtering import filter_of
from tallystick.web.wording import kind_words, language


@dataclass(frozen=True)
class Narrowed:
    """A scorecard as it was asked for, and what else could be."""

    card: Scorecard
    known: Sequence[FrameworkText] = ()
    framework: FrameworkText | None = None

    @property
    def query(self) -> dict[str, str]:
        """What of the address narrows it, as far as it can be had."""
        return {"level": self.card.level, "framework": self.card.framework}

    def filters(self) -> tuple[Filter, ...]:
        """Return the selects: of levels only where there are several, or one is to be let go."""
        card = self.card
        known = card.levels or tuple(filter(None, (card.level,)))
        levels = [(level, kind_words(level)) for level in known]
        named = [(one.code, one.label(language())) for one in self.known]
        several = len(levels) > 1 or card.level
        offered = (filter_of("level", _("Level"), levels, card.level),) if several else ()
        return (*offered, filter_of("framework", _("Framework"), named, card.framework))

    def words(self) -> tuple[str, ...]:
        """Say what is left out, one sentence or two a filter."""
        return left_out(self.card.level, self.framework)


def left_out(level: str, framework: FrameworkText | None) -> tuple[str, ...]:
    """Say what a level and a framework leave out of a scorecard."""
    said = []
    if level:
        words = _(
            "Only what was reported of places of the level “%(level)s” is counted. Targets and"
            " published figures are of all levels together, so none stands beside it."
        )
        said.append(words % {"level": kind_words(level)})
    if framework:
        words = _(
            "Only the indicators that speak to “%(framework)s” are shown; no figure is another"
            " one for that."
        )
        said.append(words % {"framework": framework.label(language())})
    return tuple(said)


def require_narrowing(
    level: str, code: str, row: Pairing, actor: Actor, *, year: int, as_of: date | None
) -> FrameworkText | None:
    """Insist that there are such a level and framework, before a figure is read; return the latter.

    Raises: NotFound for a level or a framework that is not there.
    """
    frame = frame_of(row, year=year, as_of=as_of, level=level)
    require_level(frame, kinds_of(frame) if level else {})
    return framework_among(frameworks(actor, pairing=row), code) if code else None


def narrowed(
    request: HttpRequest,
    row: Pairing,
    actor: Actor,
    *,
    year: int,
    as_of: date | None,
    offer: bool = False,
) -> Narrowed:
    """Return the scorecard that the address asks for; `offer` finds what else could be chosen.

    Raises: NotFound for a level or a framework that is not there.
    """
    level, code = request.GET.get("level", ""), request.GET.get("framework", "")
    return narrowed_to(level, code, row, actor, year=year, as_of=as_of, offer=offer)


def narrowed_to(
    level: str,
    code: str,
    row: Pairing,
    actor: Actor,
    *,
    year: int,
    as_of: date | None,
    offer: bool = False,
) -> Narrowed:
    """Return the scorecard of a level and a framework; nothing of either is the whole.

    Raises: NotFound for a level or a framework that is not there.
    """
    known = frameworks(actor, pairing=row) if offer or code else []
    text = framework_among(known, code) if code else None
    card = scorecard(row, year=year, actor=actor, as_of=as_of, level=level, framework=text)
    return Narrowed(card, known, text)


def narrowed_or_whole(
    request: HttpRequest, row: Pairing, actor: Actor, *, year: int, as_of: date | None
) -> Narrowed:
    """Return the scorecard asked for; where a filter names nothing, the whole, and say so."""
    try:
        return narrowed(request, row, actor, year=year, as_of=as_of, offer=True)
    except NotFound as unknown:
        instead = _("The whole scorecard is shown.")
        fault = " ".join(problem.sentence(language()) for problem in unknown.problems)
        messages.error(request, f"{fault} {instead}")
        card = scorecard(row, year=year, actor=actor, as_of=as_of)
        return Narrowed(card, frameworks(actor, pairing=row))
