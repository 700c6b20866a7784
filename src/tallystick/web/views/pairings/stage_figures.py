"""Stages in figures and words: funnel rows, breakdowns, and who moves a thing on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.entries.models import Entry, State
from tallystick.indicators.queries.stages import StageCard, Waiting
from tallystick.indicators.rules.stages import StageSum, Standing
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import Duties, duties, line_of, other
from tallystick.programme.rules.likeness import overlap
from tallystick.programme.rules.pipelines import Pipeline, Stage, unit_scale
from tallystick.programme.rules.recorded import say_value
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Cell, Link
from tallystick.web.contexts.stages import FunnelRow, StageBar, StageGrid, StandingRow
from tallystick.web.figures import Measure, measure
from tallystick.web.views.pairings.stage_doors import StageDoors
from tallystick.web.wording import (
    code_words,
    entry_address,
    in_words,
    language,
    place,
    side_region,
    unit_name,
)

# pipeline → (part, whole): what of the second came to be the first, recomputed from its parts.
RATES = {"funds": ("paid_out", "received"), "investment": ("paid_in", "contracted")}


def measure_of(unit: str, rows: Iterable[StageSum]) -> Measure:
    """Return how the figures of one unit are written, from the largest of them."""
    amounts = [n for row in rows for n in (row.reached, row.came_in, row.here)]
    largest = max(amounts, key=abs, default=0)
    named = unit_name(unit, largest)
    return measure(amounts, named, unit, scale=unit_scale(unit), lang=language())


def bar_of(row: StageSum, largest: int, *, late: bool = False) -> StageBar:
    """Return a stage's bar against the fullest stage.

    >>> bar_of(StageSum("signed", reached=8, here=3), 8)
    StageBar(whole='100', on='62.5', here='37.5', late=False)
    """
    if largest <= 0:
        return StageBar("0", "0", "0")
    here = max(row.here, 0)
    on = max(row.reached - here, 0)
    whole, moved, still = (f"{100 * n / largest:.4g}" for n in (on + here, on, here))
    return StageBar(whole, moved, still, late)


def share_words(part: int, whole: int) -> str:
    """Return a share in percent, or nothing where there is no whole.

    >>> share_words(5, 8), share_words(1, 0)
    ('63%', '')
    """
    return f"{(200 * part + whole) // (2 * whole)}%" if whole > 0 else ""


@dataclass(frozen=True)
class Movers:
    """Who has the next step in a pairing: the reporting side, or the side that has to match."""

    pairing: Pairing
    duties: Duties | None
    waiting: Mapping[int, Entry]
    may_report: bool

    def next_stages(self, pipeline: Pipeline, stage: str) -> list[Stage]:
        """Return the stages a quantity may go to from here, the way forward first."""
        return [s for s in pipeline.stages.values() if stage in s.sources]

    def who(self, pipeline: Pipeline) -> str:
        """Return the place whose office reports the next move."""
        duty = self.duties.of(pipeline.code) if self.duties else None
        if duty is None or duty.reporter == "either":
            return _("Either side")
        return place(side_region(self.pairing, duty.reporter))

    def words(self, pipeline: Pipeline, stage: str) -> str:
        """Return whose move it is and what it would be; empty where nothing follows."""
        ways = self.next_stages(pipeline, stage)
        if not ways or ways[0].watch == "idle" or f"{stage}>{ways[0].code}" == pipeline.fall:
            return ""
        said = {"who": self.who(pipeline), "next": ways[0].label(language())}
        return _("%(who)s: %(next)s") % said

    def of(self, thing: Thing, pipeline: Pipeline, stage: str) -> tuple[str, str]:
        """Return who moves a thing on, and where; a report that waits goes before a new one."""
        entry = self.waiting.get(thing.pk)
        if entry is None:
            return self.words(pipeline, stage), ""
        side = entry.side if entry.state == State.MATCHED else other(entry.side)
        step = _("settle the dispute") if entry.state == State.DISPUTED else _("match the report")
        said = {"who": place(side_region(self.pairing, side)), "next": step}
        return _("%(who)s: %(next)s") % said, entry_address(entry)

    def links(self, thing: Thing, pipeline: Pipeline, row: Standing) -> tuple[Link, ...]:
        """Return where the next moves are reported, for who may."""
        if not self.may_report or thing.pk in self.waiting:
            return ()
        return tuple(
            Link(
                stage.label(language()),
                address(
                    reverse("entry-new", args=[self.pairing.code, pipeline.code, stage.code]),
                    {"thing": thing.code, "source": row.stage, "region": row.region},
                ),
            )
            for stage in self.next_stages(pipeline, row.stage)
        )


def movers(pairing: Pairing, things: Sequence[Thing], actor: Actor, may_report: bool) -> Movers:
    """Return who has the next step with these things; two queries."""
    open_now = (
        Entry.objects.visible_to(actor)
        .filter(
            thing__in=[t.pk for t in things],
            state__in=(State.CONFIRMED, State.DISPUTED, State.MATCHED),
        )
        .select_related("pairing", "region", "partner")
        .order_by("happened_on", "number")
    )
    line = line_of(pairing)
    found = duties(row.pk for row in line)
    own = next((found[row.pk] for row in line if row.pk in found), None)
    waiting = {row.thing_id: row for row in open_now if row.thing_id is not None}
    return Movers(pairing, own, waiting, may_report)


def funnel_rows(
    card: StageCard, scale: Measure, who: Movers, today: date, base: str, doors: StageDoors
) -> tuple[FunnelRow, ...]:
    """Return the funnel as it is shown; the page has a row for every stage."""
    largest = max((row.reached for row in card.rows), default=0)
    first = next((row.reached for row in card.rows if row.reached), 0)
    shown = []
    for row in card.rows:
        stage = card.pipeline.stages[row.stage]
        longest, late = _longest(card, stage, today)
        waiting = card.waiting.get(row.stage)
        here = Cell("" if stage.end else scale.show(row.here), href=doors.to(stage.code, "here"))
        drawn = StageSum(row.stage, row.reached, here=0) if stage.end else row
        shown.append(
            FunnelRow(
                name=stage.label(language()),
                bar=bar_of(drawn, largest, late=late),
                reached=Cell(scale.show(row.reached), href=doors.to(stage.code, "reached")),
                share=share_words(row.reached, first),
                came_in=Cell(scale.show(row.came_in), href=doors.to(stage.code, "came_in")),
                here=here,
                late=late,
                waiting=_waiting_words(waiting, card.unit, scale),
                waiting_href=base if waiting else "",
                longest=longest or _over(row),
                mover=who.words(card.pipeline, row.stage) if row.here > 0 else "",
                enter=_enter(who, card.pipeline, stage),
            )
        )
    return tuple(shown)


def _over(row: StageSum) -> str:
    return _("more delivered than promised") if row.here < 0 else ""


def _enter(who: Movers, pipeline: Pipeline, stage: Stage) -> Link | None:
    if not who.may_report:
        return None
    href = reverse("entry-new", args=[who.pairing.code, pipeline.code, stage.code])
    return Link(_("Report"), href)


def _longest(card: StageCard, stage: Stage, today: date) -> tuple[str, bool]:
    """Return which thing has stood longest at a stage, and whether that is longer than usual."""
    here = [(one.days(today), thing) for thing, one in card.things if one.stage == stage.code]
    if not here or stage.end:
        return "", False
    days, thing = max(here, key=lambda row: (row[0], row[1].code))
    late = stage.usual_days is not None and days > stage.usual_days
    return f"{days_words(days)} · {thing_name(thing)}", late


def days_words(days: int) -> str:
    """Return a number of days in words."""
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": f"{days:,}"}


def thing_name(thing: Thing) -> str:
    """Return a thing's name in the reader's language."""
    return in_words(thing.name_en, thing.name_zh) or thing.name_zh or thing.code


def _waiting_words(waiting: Waiting | None, unit: str, scale: Measure) -> str:
    if waiting is None:
        return ""
    words = ngettext("%(n)s report", "%(n)s reports", waiting.reports) % {"n": waiting.reports}
    amount = waiting.amounts.get(unit, 0)
    return f"{scale.show(amount)} · {words}" if amount else words


def grid_of(
    title: str,
    pipeline: Pipeline,
    groups: Mapping[str, list[StageSum]],
    names: Mapping[str, str],
    scale: Measure,
    door: Callable[[str, str], str],
    *,
    show: str,
    order: Sequence[str] = (),
) -> StageGrid:
    """Return a breakdown: what came in during the year, or what stands, for each group.

    `door` is where the figure of a group's stage opens; `order`: the groups as they are read;
    without it they go by name.
    """
    heads = [stage.label(language()) for stage in pipeline.stages.values()]
    rate = RATES.get(pipeline.code)
    if rate:
        part, whole = (pipeline.stages[code].label(language()) for code in rate)
        heads.append(_("%(part)s ÷ %(whole)s") % {"part": part, "whole": whole})
    rows = []
    for key in [one for one in order if one in groups] or sorted(
        groups, key=lambda code: names.get(code, code)
    ):
        sums = groups[key]
        cells = [
            Cell(
                scale.show(row.here if show == "here" else row.came_in),
                href=door(key, row.stage),
            )
            for row in sums
        ]
        if rate:
            ever = {row.stage: row.reached - row.carried for row in sums}
            cells.append(Cell(share_words(ever[rate[0]], ever[rate[1]]) or _("none")))
        rows.append((names.get(key, key), tuple(cells)))
    return StageGrid(title, tuple(heads), tuple(rows))


def code_names(dimension: str, codes: Iterable[str]) -> dict[str, str]:
    """Return code → word of one kept dimension."""
    return {code: code_words(dimension, code) for code in codes}


# The field of a record that says until when a thing is meant to last, whichever it has.
ENDS = ("term_until", "valid_until")
# What is meant to be done by then is late only while it is on the way.
DUE = ("due_on", "planned_completion")
ON_THE_WAY = ("approved", "signed", "landed", "started", "made")
# So many days before its end a thing is told to end soon.
SOON = 60


def _said(thing: Thing, pipeline: Pipeline) -> str:
    """Return the first words of a record: the post and its host, the members of a pair."""
    fields = pipeline.record.thing
    said = [
        say_value(one, thing.details[code]).label(language())
        for code, one in fields.items()
        if code in thing.details and one.kind == "text"
    ]
    return " · ".join(said[:2])


def end_of(thing: Thing, stage: str) -> date | None:
    """Return the day until which a thing is meant to last, or to be done, as its record says."""
    fields = (*ENDS, *DUE) if stage in ON_THE_WAY else ENDS
    said = next((str(thing.details[code]) for code in fields if thing.details.get(code)), "")
    return date.fromisoformat(said) if said else None


def _end_words(end: date | None, today: date) -> str:
    """Return a warning where the end is near or past; empty where there is time."""
    if end is None or (end - today).days > SOON:
        return ""
    days = (end - today).days
    if days < 0:
        return _("%(days)s over its term") % {"days": days_words(-days)}
    return _("ends in %(days)s") % {"days": days_words(days)}


def twice_in_post(card: StageCard) -> dict[str, str]:
    """Return code → a warning, for posts whose person holds another on the same days."""
    held: dict[str, list[Thing]] = {}
    for thing, one in card.things:
        if thing.details.get("person") and not card.pipeline.stages[one.stage].end:
            held.setdefault(str(thing.details["person"]), []).append(thing)
    found = {}
    for posts in held.values():
        for thing in posts:
            also = [p for p in posts if p.pk != thing.pk and overlap(thing.details, p.details)]
            if also:
                said = {"name": thing_name(also[0])}
                found[thing.code] = _("the same person is also in: %(name)s") % said
    return found


def standing_row(
    thing: Thing, row: Standing, pipeline: Pipeline, who: Movers, today: date, doubled: str = ""
) -> StandingRow:
    """Return one named thing as the list shows it."""
    stage = pipeline.stages[row.stage]
    days = row.days(today)
    mover, href = who.of(thing, pipeline, row.stage)
    scale = measure([row.amount], "", row.unit, scale=unit_scale(row.unit), lang=language())
    counted = pipeline.subject.once and row.amount == 1
    end = None if stage.end else end_of(thing, row.stage)
    return StandingRow(
        name=thing_name(thing),
        href=reverse("thing", args=[thing.code]),
        place=place(thing.region),
        stage=stage.label(language()),
        amount="" if counted else scale.with_unit(scale.show(row.amount)).strip(),
        since=row.since,
        days=days,
        late=stage.usual_days is not None and days > stage.usual_days and not stage.end,
        mover=mover,
        mover_href=href,
        next=who.links(thing, pipeline, row),
        said=_said(thing, pipeline),
        ends=end,
        flag=doubled or _end_words(end, today),
    )
