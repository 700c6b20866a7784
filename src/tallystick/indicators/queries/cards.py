"""The scorecard of a pairing: every indicator it uses, in the order of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tallystick.entries.queries import CarriedIn, carried_in
from tallystick.entries.queries.channels import matched_apart
from tallystick.indicators.engines.values import Scope
from tallystick.indicators.queries.claiming import claims_of_year
from tallystick.indicators.queries.frames import (
    Frame,
    end_of_day,
    frame_of,
    kinds_of,
    require_level,
    scope_of,
)
from tallystick.indicators.queries.grounds import answer_of, ground_of
from tallystick.indicators.rules.claims import ClaimRef
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.reckoning import Ground
from tallystick.indicators.rules.rows import SIGNED_ROW, ScoreRow, is_used, row_of
from tallystick.indicators.rules.window import Window
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries.agreements import TargetTexts, target_texts
from tallystick.programme.queries.frameworks import framework_of
from tallystick.programme.rules.bindings import Completion, bindings
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.frameworks import FrameworkText
from tallystick.regions.rules.levels import level_of, levels_of


@dataclass(frozen=True)
class Scorecard:
    """A pairing's year as it was known at the end of `as_of`, with the line it reaches."""

    pairing: str
    year: int
    as_of: date
    invented: bool
    window: Window | None
    seq: int
    rows: tuple[ScoreRow, ...]
    # file and paper → how many of the entries under it were matched that way.
    apart: Mapping[str, int] = field(default_factory=dict)
    carried_in: tuple[CarriedIn, ...] = ()
    texts: TargetTexts = field(default_factory=TargetTexts)
    # The only level whose lines are read, and the levels there are; the only framework shown.
    level: str = ""
    levels: tuple[str, ...] = ()
    framework: str = ""


def scorecard(
    pairing: Pairing,
    *,
    year: int,
    actor: Actor,
    as_of: date | None = None,
    valid_to: date | None = None,
    all: bool = False,
    level: str = "",
    framework: FrameworkText | None = None,
) -> Scorecard:
    """Return one row for each indicator with a target, a movement, something waiting or a claim.

    `all` gives every indicator a row. `pairing` comes from `programme.queries.pairing`, which
    holds back what the actor may not see. `level` reads the lines of places at that level alone,
    `framework` keeps the rows whose indicators speak to it; no figure is another one for that.
    Raises: NotFound for a level at which no place of the pairing stands.
    Source: docs/method/scorecard.md.
    """
    frame = frame_of(pairing, year=year, as_of=as_of, valid_to=valid_to, level=level)
    kinds = kinds_of(frame)
    require_level(frame, kinds)
    scope = scope_of(frame, kinds=kinds)
    ground = ground_of(frame, scope, answer_of(scope), actor)
    said = claims_on(frame, actor)
    return Scorecard(
        pairing=pairing.code,
        year=year,
        as_of=frame.known_on,
        invented=pairing.programme.invented,
        window=frame.window,
        seq=scope.books[0].seq if scope else 0,
        apart=_apart(frame, scope),
        rows=tuple(
            row_of(indicators()[code], formulas().get(code), ground, said.get(code, ()))
            for code, binding in bindings().items()
            # Completion is a column of every row, not a row of its own.
            if not isinstance(binding, Completion)
            and _spoken_to(code, framework)
            and (all or _is_shown(code, ground, said))
        ),
        carried_in=_carried(frame, scope, valid_to, actor),
        texts=target_texts(
            pairing,
            year,
            ends=min(frame.ends, valid_to or date.max),
            known_by=end_of_day(frame.known_on, frame.zone),
        ),
        level=level,
        levels=levels_of(kinds.values()),
        framework=framework.code if framework else "",
    )


def narrowed_scorecard(
    pairing: Pairing,
    *,
    year: int,
    actor: Actor,
    as_of: date | None = None,
    level: str = "",
    framework: str = "",
) -> Scorecard:
    """Return a scorecard of one level and of one framework; nothing of either is the whole.

    Raises: NotFound for a level or a framework that is not there.
    """
    text = framework_of(framework, pairing, actor=actor) if framework else None
    return scorecard(pairing, year=year, actor=actor, as_of=as_of, level=level, framework=text)


def _spoken_to(code: str, framework: FrameworkText | None) -> bool:
    """Return whether an indicator speaks to an element of a framework, where one is asked for."""
    return framework is None or any(code in one.indicators for one in framework.elements)


def claims_on(frame: Frame, actor: Actor) -> Mapping[str, tuple[ClaimRef, ...]]:
    """Return what was published of a report's year; of one level of a pairing nothing is."""
    if frame.level:
        return {}
    known_on = frame.known_on
    return claims_of_year(frame.pairing, year=frame.year, known_on=known_on, actor=actor)


def _carried(
    frame: Frame, scope: Scope | None, valid_to: date | None, actor: Actor
) -> tuple[CarriedIn, ...]:
    """Return what was carried in from before the book, of the level that is read."""
    ended = date(frame.year, 12, 31)
    found = carried_in(
        frame.pairing,
        actor=actor,
        until=min(valid_to or ended, ended),
        seq=scope.books[0].seq if scope else 0,
    )
    return tuple(one for one in found if frame.level in ("", level_of(one.region.kind)))


def _apart(frame: Frame, scope: Scope | None) -> Mapping[str, int]:
    if scope is None or frame.window is None:
        return {}
    return matched_apart(
        books=[cut.book for cut in scope.books],
        regions=scope.regions,
        partners=scope.partners,
        since=frame.window.since,
        until=frame.window.until,
        known_by=datetime.combine(frame.known_on + timedelta(1), time.min, frame.zone),
    )


def _is_shown(code: str, ground: Ground, said: Mapping[str, tuple[ClaimRef, ...]]) -> bool:
    if code in said:
        return True
    if ground.whole and ground.answer is not None and code in ground.answer.targets:
        return True
    # What was signed years ago and never landed is still asked for.
    if code == SIGNED_ROW and ground.answer is not None and ground.answer.signed:
        return True
    return is_used(formulas().get(code), ground.answer)
