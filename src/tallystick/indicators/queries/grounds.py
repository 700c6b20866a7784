"""What the rows of a report stand on: the engine's answer, and how its stages are fed."""

from __future__ import annotations

from datetime import timedelta

from tallystick.entries.queries import reports_made
from tallystick.indicators.engines.answered import answers_of
from tallystick.indicators.engines.values import Scope
from tallystick.indicators.queries.frames import Frame, scope_of
from tallystick.indicators.rules.figures import Answer
from tallystick.indicators.rules.reckoning import Ground, Reports
from tallystick.kernel.actor import Actor
from tallystick.kernel.words import Words
from tallystick.programme.models import Feeding, Pairing, PairingSpan


def ground_of(frame: Frame, scope: Scope | None, answer: Answer | None, actor: Actor) -> Ground:
    """Return the ground of a report; where last year was another pairing's, that is read too."""
    before = _pairing_before(frame, actor)
    whole = not frame.level
    return Ground(
        window=frame.window,
        answer=answer,
        silence=frame.silence if whole else _silence_of_level(frame),
        ends=frame.ends,
        reports_due=frame.reports_due if whole else 0,
        calendar=_calendar(frame, scope) if whole else {},
        whole=whole,
        level_fed=_level_fed(scope, frame.year),
        before=answer_of(scope_of(frame, pairing=before)) if before else None,
        before_name=name_of(before) if before else None,
    )


def _silence_of_level(frame: Frame) -> str:
    """Return why nothing was heard of one level: reports are due of a whole pairing alone."""
    return "not_applicable" if frame.silence == "not_reported" else frame.silence


def name_of(pairing: Pairing) -> Words:
    """Return what a pairing is called: its two places."""
    ends = (pairing.supporting, pairing.supported)
    return Words(
        " – ".join(region.name_en for region in ends),
        " – ".join(region.name_zh or region.name_en for region in ends),
    )


def _calendar(frame: Frame, scope: Scope | None) -> dict[str, Reports]:
    """Return what was due of each pipeline by the day of the report, and what of it was made."""
    if frame.window is None or scope is None:
        return {}
    counted = reports_made(
        frame.pairing,
        since=frame.window.since,
        until=frame.window.until,
        day=frame.known_on,
        seq=scope.books[0].seq,
    )
    return {code: Reports(one.made, one.due, one.asked) for code, one in counted.items()}


def answer_of(scope: Scope | None) -> Answer | None:
    """Return what the engine answers, or None where there is nothing to read."""
    if scope is None:
        return None
    return answers_of({"": scope})[""]


def _level_fed(scope: Scope | None, year: int) -> frozenset[tuple[str, str]]:
    """Return the (pipeline, stage) of the scope of which only what stands is stated that year."""
    if scope is None:
        return frozenset()
    rows = Feeding.objects.filter(
        mode="level",
        year=year,
        book__code__in=[cut.book for cut in scope.books],
        region__code__in=scope.regions,
        partner__code__in=scope.partners,
    )
    return frozenset(rows.values_list("pipeline", "stage"))


def _pairing_before(frame: Frame, actor: Actor) -> Pairing | None:
    """Return the pairing that held the supported place until this one began, if last year was its.

    Only one that the actor may see: its figures are shown beside this pairing's.
    """
    start, window = frame.span.start, frame.window
    if start is None or window is None or window.last_until >= start:
        return None
    ended = PairingSpan.objects.filter(preferred=True, valid_to=start - timedelta(days=1))
    return (
        Pairing.objects.visible_to(actor)
        .filter(
            programme=frame.pairing.programme_id,
            supported=frame.pairing.supported_id,
            spans__in=ended,
        )
        .select_related("programme", "supporting", "supported", "parent__parent__parent")
        .order_by("code")
        .first()
    )
