"""Reads: frameworks, the shipped ones and those that offices stated, and who states them."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.access.queries import may, require
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.kernel.text import visible
from tallystick.kernel.words import Words
from tallystick.programme.models import Framework, FrameworkElement, Pairing, Programme
from tallystick.programme.policy import ROWS
from tallystick.programme.rules.frameworks import (
    ElementText,
    FrameworkText,
    shipped_frameworks,
)
from tallystick.regions.queries import above, lines_above


def frameworks(actor: Actor, *, pairing: Pairing | None = None) -> list[FrameworkText]:
    """Return the last version of each framework: the shipped ones, then those of offices by code.

    `pairing` keeps those that speak of it: its own and its programme's. Two queries.
    """
    rows = Framework.objects.visible_to(actor)
    if pairing is not None:
        rows = rows.filter(programme=pairing.programme_id)
        rows = rows.filter(pairing=None) | rows.filter(pairing=pairing)
    last = {row.code: row for row in rows.select_related("programme", "pairing")}
    own = [last[code] for code in sorted(last)]
    return [*shipped_frameworks().values(), *_texts(own)]


def framework_of(code: str, pairing: Pairing, *, actor: Actor) -> FrameworkText:
    """Return the last version of a framework that speaks of a pairing.

    Raises: NotFound.
    """
    return framework_among(frameworks(actor, pairing=pairing), code)


def framework_among(known: Iterable[FrameworkText], code: str) -> FrameworkText:
    """Return the one of that code.

    Raises: NotFound.
    """
    for one in known:
        if one.code == code:
            return one
    said = visible(code[:60])
    raise NotFound.of("not-found", path="framework", what="framework", code=said)


def framework(code: str, *, actor: Actor, version: int | None = None) -> FrameworkText:
    """Return one framework: its last version, or the one asked for.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    shipped = shipped_frameworks().get(code)
    if shipped is not None and version in (None, shipped.version):
        return shipped
    for found in reversed(framework_versions(code, actor=actor)):
        if version in (None, found.version):
            return found
    raise NotFound.of("not-found", path="framework", what="framework", code=code[:60])


def framework_versions(code: str, *, actor: Actor) -> list[FrameworkText]:
    """Return what a framework of an office said, oldest first; two queries."""
    rows = Framework.objects.visible_to(actor).filter(code=code)
    return _texts(list(rows.select_related("programme", "pairing").order_by("version")))


def _texts(rows: Iterable[Framework]) -> list[FrameworkText]:
    found = list(rows)
    elements: dict[int, list[ElementText]] = {row.pk: [] for row in found}
    for one in FrameworkElement.objects.filter(framework__in=list(elements)):
        meaning, about = Words(one.meaning_en, one.meaning_zh), tuple(one.indicators.split())
        text = ElementText(one.name_en, one.name_zh, one.code, meaning, about)
        elements[one.framework_id].append(text)
    return [
        FrameworkText(
            row.name_en, row.name_zh, row.code, tuple(elements[row.pk]), row.source, row.dated,
            version=row.version, scope=(row.pairing or row.programme).code,
        )
        for row in found
    ]  # fmt: skip


def may_state_framework(pairing: Pairing, actor: Actor) -> bool:
    """Return whether a person states a framework of a pairing."""
    row = ROWS["programme.state_framework"]
    return actor.system or may(actor, row, framework_sides(pairing)) is not None


def stating_among(rows: Iterable[Pairing], actor: Actor) -> list[Pairing]:
    """Return the pairings of which a person states frameworks, as `may_state_framework` answers
    for each; one query for all of them."""
    found = list(rows)
    sides = {code for one in found for code in (one.supporting.code, one.supported.code)}
    over = {} if actor.system else lines_above(sides)
    row = ROWS["programme.state_framework"]

    def states(one: Pairing) -> bool:
        codes = (one.supporting.code, one.supported.code)
        speaking = frozenset().union(*(over.get(code, ()) for code in codes))
        return may(actor, row, Sides.either(speaking)) is not None

    return [one for one in found if actor.system or states(one)]


def require_may_state(programme: Programme, pairing: Pairing | None, actor: Actor) -> str:
    """Return the office by which somebody states a framework of a pairing or a whole programme.

    Raises: Forbidden.
    """
    if actor.system:
        return ""
    if pairing is None:
        row = ROWS["programme.state_framework_for_all"]
        return require(actor, row, scope=Words.name_of(programme)).office
    row, sides = ROWS["programme.state_framework"], framework_sides(pairing)
    return require(actor, row, sides, scope=pairing.code).office


def framework_sides(pairing: Pairing) -> Sides:
    """Return the places whose offices state a pairing's frameworks: its two sides, and above."""
    return Sides.either(above(pairing.supporting.code) | above(pairing.supported.code))
