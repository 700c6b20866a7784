"""Reads: what is tagged with a framework, who tags it, and a pairing's year by framework."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tallystick.access.rules import Sides
from tallystick.exchanges.models import Commitment, FrameworkTag, Meeting, Practice
from tallystick.exchanges.queries.meetings import recording_sides
from tallystick.exchanges.rules.scores import Counted, counted, standing_of
from tallystick.indicators.queries.cards import Scorecard, scorecard
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Agreement, Pairing, Thing
from tallystick.programme.rules.frameworks import ElementText, FrameworkText
from tallystick.regions.models import under
from tallystick.regions.queries import above

Target = Meeting | Agreement | Commitment | Practice | Thing
_MODELS: Mapping[str, type[Target]] = {
    "meeting": Meeting,
    "agreement": Agreement,
    "commitment": Commitment,
    "practice": Practice,
    "thing": Thing,
}
_BESIDE = ("meeting", "agreement", "commitment", "practice", "thing__region")


@dataclass(frozen=True)
class RowScore:
    """One row of the scorecard as it is, and how it stands against its target."""

    row: ScoreRow
    standing: str


@dataclass(frozen=True)
class ElementScore:
    """One element in a pairing's year: the rows that speak to it, and what is tagged with it."""

    element: ElementText
    rows: tuple[RowScore, ...]
    counted: Counted
    tagged: tuple[FrameworkTag, ...]


@dataclass(frozen=True)
class FrameworkScore:
    """A pairing's year by a framework, out of its scorecard; nothing is reckoned a second time.

    `counted` is over all elements, each indicator once. Source: docs/method/frameworks.md.
    """

    framework: FrameworkText
    card: Scorecard
    elements: tuple[ElementScore, ...]
    counted: Counted


def framework_score(
    framework: FrameworkText,
    pairing: Pairing,
    *,
    year: int,
    actor: Actor,
    as_of: date | None = None,
) -> FrameworkScore:
    """Return how a pairing's year stands by each element of a framework."""
    card = scorecard(pairing, year=year, actor=actor, as_of=as_of, all=True)
    rows = {row.indicator: row for row in card.rows}
    tags: dict[str, list[FrameworkTag]] = defaultdict(list)
    for tag in tags_of_year(framework.code, pairing, year=year, actor=actor):
        tags[tag.element].append(tag)
    elements = tuple(
        ElementScore(
            one,
            tuple(RowScore(rows[code], standing_of(rows[code])) for code in _known(one, rows)),
            counted(rows[code] for code in _known(one, rows)),
            tuple(tags[one.code]),
        )
        for one in framework.elements
    )
    return FrameworkScore(
        framework, card, elements, counted(each.row for one in elements for each in one.rows)
    )


def _known(one: ElementText, rows: Mapping[str, ScoreRow]) -> list[str]:
    """Return the indicators of an element that a scorecard has a row of."""
    return [code for code in one.indicators if code in rows]


def tags_of_year(
    framework: str, pairing: Pairing, *, year: int, actor: Actor
) -> QuerySet[FrameworkTag]:
    """Return what is tagged with a framework and belongs to a pairing's year; one query.

    Of the year are its meetings, the commitments due in it and the agreements that speak of it;
    projects and practices are those there are: things lie in the supported side, practices came
    from the pairing or were taken up in it. What lies below the pairing belongs to it.
    """
    seats = Q(code=pairing.code)
    for up in ("parent", "parent__parent", "parent__parent__parent"):
        seats |= Q(**{f"{up}__code": pairing.code})
    inside = Pairing.objects.filter(seats)
    places = under([pairing.supported.code])
    began = Q(agreement__last_year=None, agreement__year=year) | Q(
        agreement__last_year__gte=year, agreement__year__lte=year
    )
    of_pairing = (
        Q(meeting__pairing__in=inside, meeting__held_on__year=year)
        | Q(commitment__pairing__in=inside, commitment__due_on__year=year)
        | (Q(agreement__pairing__in=inside) & began)
        | Q(thing__region__in=places)
        | Q(practice__in=Practice.objects.filter(pairing__in=inside))
        | Q(practice__in=Practice.objects.filter(adoptions__pairing__in=inside))
    )
    return tags(actor).filter(of_pairing, framework=framework)


def tags(actor: Actor) -> QuerySet[FrameworkTag]:
    """Return the standing tags of what the actor sees, with what each is of."""
    return FrameworkTag.objects.visible_to(actor).standing().select_related(*_BESIDE)


def tags_on(target: Target, actor: Actor) -> QuerySet[FrameworkTag]:
    """Return the standing tags of one thing that the actor sees; one query."""
    seen = FrameworkTag.objects.visible_to(actor).standing()
    return seen.filter(**{tagged_kind(target): target})


def tagged_kind(target: Target) -> str:
    """Return the kind of a thing, as a tag's column is called."""
    return type(target).__name__.lower()


def tagged_target(kind: str, code: str, *, actor: Actor) -> Target:
    """Return what is to be tagged, by its kind and code.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    model = _MODELS.get(kind)
    found = model.objects.visible_to(actor).filter(code=code).first() if model else None
    if found is None:
        raise NotFound.of("not-found", path="target", what=kind[:20], code=code[:100])
    return found


def tagging_sides(target: Target) -> Sides:
    """Return the places whose offices tag a thing: the sides of its pairing; of a named thing its
    place, the places above it, and those that are paired with them; of a practice also those of
    the office that recorded it."""
    if isinstance(target, Thing):
        line = above(target.region.code)
        paired = Pairing.objects.filter(supported__code__in=line)
        return Sides.either(line | set(paired.values_list("supporting__code", flat=True)))
    own: frozenset[str] = frozenset()
    if isinstance(target, Practice) and target.office is not None:
        own = frozenset({target.office.region.code})
    pairing = target.pairing
    return Sides.either(own | (recording_sides(pairing).own if pairing else frozenset()))
