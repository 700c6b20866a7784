"""Reads: practices, who took each up, and what came of it by the figures of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from tallystick.access.models import Act, Office
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.exchanges.models import (
    FrameworkTag,
    Meeting,
    Practice,
    PracticeAdoption,
    PracticeEvidence,
    PracticeStep,
    Readout,
)
from tallystick.exchanges.policy import ROWS
from tallystick.indicators.queries.cards import scorecard
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.indicators.rules.stages import Standing, standing
from tallystick.journal.queries import subject_moves
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import SIDES, side_region, side_regions
from tallystick.programme.rules.pipelines import pipelines
from tallystick.regions.models import Region, RegionClosure, on_line, under
from tallystick.regions.queries import below, lines_above

_BESIDE = (
    *("region", "office__region", "contact", "meeting", "readout"),
    *("pairing__programme", "pairing__supporting", "pairing__supported"),
)
# Order of the list of practices → its columns.
SORTS = {
    "newest": ("-recorded_at", "code"),
    "recorded-first": ("recorded_at", "code"),
    "title_en": ("title_en", "code"),
    "-title_en": ("-title_en", "code"),
    "title_zh": ("title_zh", "title_en", "code"),
    "-title_zh": ("-title_zh", "-title_en", "code"),
    "since": ("since", "code"),
    "-since": ("-since", "code"),
    "place": ("region__code", "-recorded_at", "code"),
    "-place": ("-region__code", "-recorded_at", "code"),
    "workstream": ("workstream", "-recorded_at", "code"),
    "-workstream": ("-workstream", "-recorded_at", "code"),
    "adopted": ("-adopted", "-recorded_at", "code"),
    "-adopted": ("adopted", "-recorded_at", "code"),
}
# Where a word is looked for.
_WORDS = (
    *("title_en", "title_zh", "done_en", "done_zh", "origin", "code"),
    *("region__name_en", "region__name_zh"),
)


def practices(
    actor: Actor,
    *,
    words: str = "",
    region: str = "",
    framework: str = "",
    element: str = "",
    state: str = "",
    workstream: str = "",
    pairing: str = "",
    sort: str = "",
) -> QuerySet[Practice]:
    """Return the practices the actor sees, each with `adopted`: by how many places it was.

    Every word of `words` stands in its title, its text, its origin or the name of its place; the
    Chinese ones are found wherever they stand. `region` is where it came from or was taken up,
    with all that lies in it; `state` one of rules.practices.STATES, of an adoption the actor
    sees; `sort` a key of SORTS.
    """
    found = _with_sources(actor)
    for word in words.split():
        said = Q()
        for field in _WORDS:
            said |= Q(**{f"{field}__icontains": word})
        found = found.filter(said)
    if workstream:
        found = found.filter(workstream=workstream)
    seen = PracticeAdoption.objects.visible_to(actor).filter(practice=OuterRef("pk"))
    if pairing:
        here = Exists(seen.filter(pairing__code=pairing))
        found = found.filter(Q(pairing__code=pairing) | here)
    if region:
        places = under([region])
        found = found.filter(Q(region__in=places) | Exists(seen.filter(region__in=places)))
    if framework:
        seen_tags = FrameworkTag.objects.visible_to(actor).standing()
        tagged = seen_tags.filter(practice=OuterRef("pk"))
        tagged = tagged.filter(framework=framework, **({"element": element} if element else {}))
        found = found.filter(Exists(tagged))
    if state:
        found = found.filter(_stands(state, seen))
    found = found.annotate(adopted=Count("adoptions"))
    return found.order_by(*SORTS.get(sort, SORTS["newest"]))


def _stands(state: str, seen: QuerySet[PracticeAdoption]) -> Q:
    """Return the condition that somebody took it up so; what nobody said more of is being tried."""
    if state == "none":
        return Q(~Exists(PracticeAdoption.objects.filter(practice=OuterRef("pk"))))
    last = PracticeStep.objects.filter(adoption=OuterRef("pk")).order_by("-n").values("state")[:1]
    held = seen.annotate(last=Subquery(last))
    trying = PracticeStep.State.TRYING
    fits = Q(last=state) | Q(last=None) if state == trying else Q(last=state)
    return Q(Exists(held.filter(fits)))


def practice(code: str, *, actor: Actor) -> Practice:
    """Return one practice.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = _with_sources(actor).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="practice", code=code[:80])
    return found


def _with_sources(actor: Actor) -> QuerySet[Practice]:
    """Return the practices the actor sees, each with whether she sees what told of it.

    A practice may be everybody's; the meeting and the readout it came from are its pairing's own.
    """
    told = {
        "meeting_seen": Exists(Meeting.objects.visible_to(actor).filter(pk=OuterRef("meeting"))),
        "readout_seen": Exists(Readout.objects.visible_to(actor).filter(pk=OuterRef("readout"))),
    }
    return Practice.objects.visible_to(actor).select_related(*_BESIDE).annotate(**told)


def told_at(one: Practice) -> Meeting | None:
    """Return the meeting a practice came from; None where its reader may not see it.

    >>> told_at(Practice(meeting=Meeting())) is None
    True
    """
    return one.meeting if getattr(one, "meeting_seen", False) else None


def told_in(one: Practice) -> Readout | None:
    """Return the readout a practice came from; None where its reader may not see it.

    >>> told_in(Practice(readout=Readout())) is None
    True
    """
    return one.readout if getattr(one, "readout_seen", False) else None


def adoptions(one: Practice, actor: Actor) -> list[PracticeAdoption]:
    """Return who took a practice up, with all that was said came of it; three queries."""
    evidence = PracticeEvidence.objects.select_related("thing__region")
    steps = PracticeStep.objects.prefetch_related(Prefetch("evidence", evidence))
    rows = PracticeAdoption.objects.visible_to(actor).filter(practice=one)
    rows = rows.select_related(
        "region", "office", "pairing__programme", "pairing__supporting", "pairing__supported",
        "pairing__parent__parent__parent",
    )  # fmt: skip
    return list(rows.prefetch_related(Prefetch("steps", steps)))


def adoption(code: str, *, actor: Actor) -> PracticeAdoption:
    """Return one adoption.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    rows = PracticeAdoption.objects.visible_to(actor).select_related(
        "practice", "region", "pairing__programme", "pairing__supporting", "pairing__supported"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", path="adoption", what="adoption", code=code[:100])
    return found


def state_of(one: PracticeAdoption) -> tuple[str, date]:
    """Return the state of an adoption, and the day since which it is known."""
    last = max(one.steps.all(), key=lambda step: step.n, default=None)
    return (last.state, last.on) if last else (PracticeStep.State.TRYING.value, one.adopted_on)


def elsewhere(one: Practice, actor: Actor) -> dict[str, int]:
    """Return how many places whose pairing the actor does not see hold it so, by state.

    That it was tried and given up is worth knowing; where and why is those places' own to tell.
    """
    seen = PracticeAdoption.objects.visible_to(actor)
    last = PracticeStep.objects.filter(adoption=OuterRef("pk")).order_by("-n").values("state")[:1]
    rows = PracticeAdoption.objects.filter(practice=one).exclude(pk__in=seen.values("pk"))
    found: dict[str, int] = {}
    for state in rows.annotate(last=Subquery(last)).values_list("last", flat=True):
        key = state or PracticeStep.State.TRYING.value
        found[key] = found.get(key, 0) + 1
    return found


@dataclass(frozen=True)
class FigureToday:
    """What an indicator named by a step is in the book today: the row of its pairing's year."""

    year: int
    row: ScoreRow


@dataclass(frozen=True)
class ReadEvidence:
    """What the book says of everything that steps point to.

    Shape: `things` thing → where it stands; `figures` (step, indicator) → its row.
    """

    things: Mapping[str, tuple[Standing, ...]]
    figures: Mapping[tuple[int, str], FigureToday]


def read_evidence(rows: Iterable[PracticeAdoption], actor: Actor) -> ReadEvidence:
    """Read what steps point to, as the book has it now.

    One scorecard for each pairing and year that a step speaks of, and one query for all things.
    """
    found = [
        (one, step, evidence)
        for one in rows
        for step in one.steps.all()
        for evidence in step.evidence.all()
    ]
    things = {e.thing.key: e.thing for _one, _step, e in found if e.thing is not None}
    moves = subject_moves(list(things), pipelines=()) if things else []
    stands = {
        thing.code: tuple(
            standing(
                (m for m in moves if (m.subject, m.pipeline) == (key, thing.pipeline)),
                pipelines()[thing.pipeline].units[:1],
            )
        )
        for key, thing in things.items()
    }
    cards: dict[tuple[int, int], Mapping[str, ScoreRow]] = {}
    figures = {}
    for one, step, evidence in found:
        if not evidence.indicator:
            continue
        key = (one.pairing_id, step.on.year)
        if key not in cards:
            card = scorecard(one.pairing, year=step.on.year, actor=actor, all=True)
            cards[key] = {row.indicator: row for row in card.rows}
        if evidence.indicator in cards[key]:
            row = cards[key][evidence.indicator]
            figures[step.pk, evidence.indicator] = FigureToday(step.on.year, row)
    return ReadEvidence(stands, figures)


def practice_history(one: Practice, seen: Iterable[PracticeAdoption]) -> QuerySet[Act]:
    """Return what was done to a practice and to those of its adoptions that are seen; one query."""
    own = Q(thing="practice", thing_id=one.code)
    codes = [adoption.code for adoption in seen]
    acts = Act.objects.filter(own | Q(thing="adoption", thing_id__in=codes))
    return acts.select_related("user").order_by("-at", "-id")


def practice_regions(actor: Actor) -> QuerySet[Region]:
    """Return the places from which the practices come that the actor sees."""
    seen = Practice.objects.visible_to(actor)
    return Region.objects.filter(pk__in=seen.exclude(region=None).values("region")).order_by("code")


def may_amend(one: Practice, actor: Actor) -> bool:
    """Return whether a person may say a practice anew: of the office that recorded it."""
    if actor.system or one.office is None:
        return actor.system
    return may(actor, ROWS["exchanges.record_practice"], office=one.office) is not None


def adopting_sides(pairing: Pairing, region: Region) -> Sides:
    """Return the places whose offices take a practice up for a place of a pairing: the place
    itself and those above it, up to its side."""
    found: frozenset[str] = frozenset()
    for side in SIDES:
        found |= side_regions(pairing, side, region.code)
    return Sides(found)


def may_adopt(pairing: Pairing, region: Region, actor: Actor) -> bool:
    """Return whether a person takes practices up for a place of a pairing."""
    sides = adopting_sides(pairing, region)
    return actor.system or may(actor, ROWS["exchanges.adopt_practice"], sides) is not None


def adopting_among(rows: Iterable[Pairing], actor: Actor) -> list[Pairing]:
    """Return the pairings for which a person takes practices up: for a side or a place of hers.

    As `may_adopt` answers for each of those places; one query for all.
    """
    found, own = list(rows), actor.regions()
    sides = {one.pk: {one.supporting.code, one.supported.code} for one in found}
    over = lines_above({*own, *(code for both in sides.values() for code in both)})

    def adopts(both: set[str]) -> bool:
        mine = actor.regions(*ROWS["exchanges.adopt_practice"].roles)
        # Her seats that lie in a side speak for themselves and for all below them.
        speaking = {code for code in mine if over.get(code, frozenset()) & both}
        return any(over.get(code, frozenset()) & speaking for code in both | own)

    return [one for one in found if actor.system or adopts(sides[one.pk])]


def may_follow(rows: Iterable[PracticeAdoption], actor: Actor) -> frozenset[int]:
    """Return the keys of those adoptions of which a person says what came; two queries.

    As `may_adopt` would answer for each: her seat's place holds the adoption's and lies in a side.
    """
    found = list(rows)
    mine = actor.regions(*ROWS["exchanges.adopt_practice"].roles)
    if actor.system or not mine or not found:
        return frozenset(one.pk for one in found if actor.system)
    sides = {
        side for one in found for side in (one.pairing.supporting_id, one.pairing.supported_id)
    }
    closure = RegionClosure.objects
    holds = set(
        closure.filter(ancestor__code__in=mine, region__in={one.region_id for one in found})
        .values_list("ancestor__code", "region_id")
    )  # fmt: skip
    inside = set(
        closure.filter(region__code__in=mine, ancestor__in=sides)
        .values_list("region__code", "ancestor_id")
    )  # fmt: skip
    return frozenset(
        one.pk
        for one in found
        for code in mine
        if (code, one.region_id) in holds
        and {(code, one.pairing.supporting_id), (code, one.pairing.supported_id)} & inside
    )


def contact_offices(actor: Actor) -> QuerySet[Office]:
    """Return the offices that a person may name to answer questions: those on her seats' line."""
    found = Office.objects.order_by("code")
    return found if actor.system else found.filter(on_line(actor.regions(), "region"))


def contact_office(code: str, *, actor: Actor) -> Office:
    """Return one of the offices that a person may name.

    Raises: NotFound when there is none, or it is none of hers to name.
    """
    found = contact_offices(actor).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", path="contact", what="office", code=code[:60])
    return found


def lies_in(pairing: Pairing, region: Region) -> bool:
    """Return whether a place lies in either side of a pairing."""
    return any(region.code in below(side_region(pairing, side)) for side in SIDES)
