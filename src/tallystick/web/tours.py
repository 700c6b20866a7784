"""The guided first visit: for each of six people the pages of her job, and what to look at there.

A step names a page that anybody signed in may open, or finds one that this person sees; where she
sees none, it says what will be found there, on a page that is always open, or is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as N_

from tallystick.entries.models import Entry, State
from tallystick.entries.queries import entries, waiting_for
from tallystick.entries.queries.last_time import open_reach
from tallystick.entries.queries.lists import near
from tallystick.entries.queries.reportable import likeliest
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairings
from tallystick.programme.queries.agreements import nearest_year, years_with_targets

# An indicator that every home has: the sum of all assistance.
SHOWN = "FS_TOTAL_ALL"
# So many pairings are looked through for one with targets.
LOOKED = 10
Find = Callable[[Actor], str]


@dataclass(frozen=True)
class Step:
    """One page of a tour: what to look at there, its address, the id of what is meant.

    `find` returns an address, empty where this person sees no such thing; then `empty` is said,
    of the page `page`, or the step is left out where that says nothing.
    """

    words: str
    page: str
    anchor: str = "main"
    find: Find | None = None
    empty: str = ""


@dataclass(frozen=True)
class Tour:
    """The first visit of one of six people, and the roles that have her job; none: everybody."""

    code: str
    title: str
    roles: tuple[str, ...]
    steps: tuple[Step, ...]


def _posted(actor: Actor) -> Entry | None:
    """Return the latest entry of the book that this person sees."""
    return near(entries(actor), actor).filter(state=State.POSTED).order_by("-happened_on").first()


def _scorecard(actor: Actor) -> str:
    """Return a scorecard in a year in which something was promised, where there is such a one."""
    row = _posted(actor)
    if row is None:
        return ""
    others = Pairing.objects.visible_to(actor).order_by("programme__code", "code")[:LOOKED]
    seen = list(({row.pairing.pk: row.pairing} | {one.pk: one for one in others}).values())
    found, near = years_with_targets(seen[:LOOKED]), row.happened_on.year
    one = next((one for one in seen if one.pk in found), row.pairing)
    year = nearest_year(found.get(one.pk, ()), near) or near
    return f"{reverse('pairing', args=[one.code])}?year={year}"


def _walk(actor: Actor) -> str:
    row = _posted(actor)
    if row is None:
        return ""
    return reverse("explain", args=[row.pairing.code, row.happened_on.year, SHOWN])


def _entry(actor: Actor) -> str:
    row = _posted(actor)
    return reverse("entry", args=[row.number]) if row else ""


def _waiting(actor: Actor) -> str:
    """Return what waits for this person's match, else any entry she sees."""
    row = waiting_for(actor).to_match.first()
    return reverse("entry", args=[row.number]) if row else _entry(actor)


def _reporting(actor: Actor) -> str:
    """Return the choice of what to report, for a clerk of a pairing that has not ended."""
    return reverse("entry-pick") if _open_pairing(actor) else ""


def _table(actor: Actor) -> str:
    code = _open_pairing(actor)
    return reverse("entry-table", args=[code, "sale"]) if code else ""


def _open_pairing(actor: Actor) -> str:
    today = timezone.localdate()
    if "clerk" not in actor.roles:
        return ""
    found = [row for row in pairings(actor) if open_reach(row, actor, today) is not None]
    meant = likeliest(found, today)
    return meant.code if meant is not None else ""


TOURS = (
    Tour(
        "clerk",
        N_("Clerk of a county office"),
        ("clerk",),
        (
            Step(
                N_(
                    "Today lists what waits for you, the oldest first. What your side has to "
                    "report stands under “To report”; what you report each month is offered "
                    "as last time."
                ),
                "today",
            ),
            Step(
                N_(
                    "Choose what happened, in your own words: each button opens a form that "
                    "asks only what that step needs."
                ),
                "entry-pick",
                "g1",
                _reporting,
                N_("Here you will find what your office reports, once you hold a clerk’s seat."),
            ),
            Step(
                N_(
                    "Many rows at once: paste them from Excel or WPS. Every bad cell is "
                    "marked, and nothing enters before you have looked it through."
                ),
                "entry-pick",
                "rowsh",
                _table,
            ),
            Step(
                N_(
                    "Or work in a file: download the workbook of your office, fill it in and "
                    "send it back here."
                ),
                "workbooks",
                "out",
            ),
            Step(
                N_(
                    "What became of each entry: the drawn tally says whether it waits, is "
                    "matched, disputed or in the book."
                ),
                "entries",
            ),
        ),
    ),
    Tour(
        "counterpart",
        N_("Counterpart in the other region"),
        ("matcher", "confirmer"),
        (
            Step(
                N_(
                    "Today lists what the other side reports and waits for your word, the "
                    "oldest first."
                ),
                "today",
            ),
            Step(
                N_(
                    "An entry has two halves: what the other side says, and yours. Where they "
                    "differ, the field is marked. You match it, or say what you hold instead."
                ),
                "entries",
                "halves",
                _waiting,
                N_("Here you will find the entries of both sides; each opens to its two halves."),
            ),
            Step(
                N_(
                    "Many at once: tick what you agree to, see the sums that will bear your "
                    "name, then read what became of each."
                ),
                "review",
                "rows",
            ),
            Step(
                N_("By when each report is due, and by when it is matched: silence is shown here."),
                "deadlines",
            ),
        ),
    ),
    Tour(
        "head",
        N_("Head of an office"),
        ("head", "signatory"),
        (
            Step(
                N_("Your pairings at a glance: what is matched, of what was agreed."),
                "today",
                "glance",
            ),
            Step(
                N_(
                    "The year against the agreement. The full bar is matched by both sides, "
                    "the strip waits; a sentence says where a figure is to be read with care. "
                    "Press any figure to see what it is made of."
                ),
                "pairings",
                "scorecard",
                _scorecard,
                N_(
                    "Here you will find your pairings; each opens to the year against the "
                    "agreement."
                ),
            ),
            Step(
                N_("Pairings side by side, each figure with its target, last year and unit cost."),
                "compare",
            ),
            Step(
                N_("What was promised, by whom and by when; what is late comes first."),
                "commitments",
                "all",
            ),
            Step(
                N_("Meetings, with what was agreed there and what came of it."), "meetings", "all"
            ),
        ),
    ),
    Tour(
        "auditor",
        N_("Auditor"),
        ("auditor",),
        (
            Step(N_("Every pairing you may look into. Begin with any of them."), "pairings"),
            Step(
                N_("Each figure of a scorecard is a door: press one, and it opens to its walk."),
                "pairings",
                "scorecard",
                _scorecard,
            ),
            Step(
                N_(
                    "The walk of a figure in seven steps: the words, the parts, the lines, "
                    "the entry, both names, the evidence, the proof. Its address stays the "
                    "same for ever."
                ),
                "catalogue",
                "words",
                _walk,
                N_(
                    "Here you will find how each figure is made; once there are entries, each "
                    "opens to its walk."
                ),
            ),
            Step(
                N_(
                    "An entry: both halves, who acted when, and the papers it rests on, each "
                    "with its hash."
                ),
                "entries",
                "halves",
                _entry,
            ),
            Step(
                N_(
                    "Figures that were published elsewhere, held against the book: what "
                    "agrees, what differs and why."
                ),
                "compared",
                "all",
            ),
        ),
    ),
    Tour(
        "office",
        N_("Programme office"),
        ("programme_office", "evaluator", "administrator"),
        (
            Step(N_("All pairings you see, each with its two halves."), "pairings"),
            Step(
                N_(
                    "Pairings side by side for up to six indicators; ranked only where a "
                    "target binds."
                ),
                "compare",
            ),
            Step(N_("Figures published elsewhere, held against the book."), "compared", "all"),
            Step(N_("Who works where: offices, their people and seats."), "offices"),
            Step(
                N_(
                    "Every indicator with its definition; each has a page that says how it is made."
                ),
                "catalogue",
            ),
        ),
    ),
    Tour(
        "researcher",
        N_("Researcher"),
        (),
        (
            Step(
                N_("The catalogue of indicators: what each counts, and in what unit."),
                "catalogue",
                "rows",
            ),
            Step(
                N_(
                    "How one figure is made: its definition, its formula in words, and what "
                    "it must not be added to."
                ),
                "catalogue",
                "means",
                lambda actor: reverse("method", args=[SHOWN]),
            ),
            Step(
                N_(
                    "Published figures with their source, their day, and the number as it was "
                    "printed."
                ),
                "claims",
                "all",
            ),
            Step(
                N_(
                    "A year of a pairing: filters stay in the address, and the same rows can "
                    "be taken along as a file."
                ),
                "pairings",
                "scorecard",
                _scorecard,
                N_(
                    "Here you will find the pairings you may see; each year can be taken "
                    "along as a file."
                ),
            ),
        ),
    ),
)


def tour_of(code: str) -> Tour | None:
    """Return a tour by its code."""
    return next((one for one in TOURS if one.code == code), None)


def tour_for(actor: Actor) -> Tour:
    """Return the tour of this person's job: the first whose role she has, else the researcher's."""
    return next((one for one in TOURS if set(one.roles) & actor.roles), TOURS[-1])


@dataclass(frozen=True)
class Stop:
    """A step as one person finds it: what is said, and where."""

    words: str
    href: str
    anchor: str


def stops(tour: Tour, actor: Actor) -> tuple[Stop, ...]:
    """Return the steps of a tour that this person can take, each at an address she may open."""
    found = []
    for step in tour.steps:
        href = step.find(actor) if step.find else reverse(step.page)
        if href:
            found.append(Stop(step.words, href, step.anchor))
        elif step.empty:
            found.append(Stop(step.empty, reverse(step.page), "main"))
    return tuple(found)
