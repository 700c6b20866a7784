"""A form filled from the last report of the same thing, with what is carried marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.entries.models import Entry
from tallystick.entries.queries.last_time import (
    Before,
    habits,
    last_of_each,
    open_reach,
    reaches_to,
    sent_before,
)
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.again import (
    ASKED,
    answered_again,
    carried_record,
    carried_thing,
    check_asked_again,
    next_day,
)
from tallystick.entries.rules.reports import Report
from tallystick.entries.rules.titles import moved_title
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.programme.models import Pairing
from tallystick.programme.rules.pipelines import CARRIED, dimensions, pipelines
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import AgainRow, AmountRow, AsLastTime, FormField
from tallystick.web.contexts.shared import Link
from tallystick.web.figures import day_text
from tallystick.web.reporting_words import step_words
from tallystick.web.views.entries import entry_form as form
from tallystick.web.views.entries.due_form import Due
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.wording import (
    amount_said,
    colon,
    entry_address,
    in_words,
    language,
    main_amount,
    place,
)

# The hidden fields of a form that was filled so.
LAST, FIGURES = "last", "figures"
HIDDEN = (LAST, FIGURES)
OFFERED = 5
TITLES = ("title_en", "title_zh")
# What belongs to one report only.
OWN = ("own_reference", "reason", "rows")


@dataclass(frozen=True)
class Filled:
    """The report a form was filled from, and what of it stands in which field."""

    row: Entry
    values: Mapping[str, str]
    figures: bool = False

    def left_out(self, name: str) -> str:
        """Return a title of the last report whose time could not be moved on, else nothing."""
        title = getattr(self.row, name) if name in TITLES else ""
        return title if name not in self.values else ""


def filled_from(
    frame: form.Frame, given: Typed, actor: Actor, day: date | None = None
) -> Filled | None:
    """Return the report named by the form or its address; None where it is none of hers.

    `day`: that of the next report, where somebody says so; else a month after the last one.
    """
    number = given.get(LAST, "")
    if not number:
        return None
    before = sent_before(
        frame.pairing, frame.reach, frame.pipeline.code, actor, frame.stage.code
    ).filter(number=number)
    row = before.first()
    if row is None:
        return None
    figures = given.get(FIGURES) == "1"
    return Filled(row, carried(frame, report_of(row), figures=figures, day=day), figures)


def carried(
    frame: form.Frame, report: Report, *, figures: bool, day: date | None = None
) -> dict[str, str]:
    """Return what the next report says as this one did, as it is typed into the form."""
    day = day or next_day(report.happened_on, timezone.localdate())
    typed = {k: v for k, v in form.typed_again(report).items() if v and k not in OWN}
    amounts = tuple(f".{unit}" for unit in frame.units)
    if not figures:
        typed = {k: v for k, v in typed.items() if not k.endswith(amounts)}
    typed["on"] = day.isoformat()
    for title in TITLES:
        if moved := moved_title(typed.pop(title, ""), report.happened_on, day):
            typed[title] = moved
    if report.source == CARRIED:
        typed.pop("source", None)
    if carried_thing(frame.pipeline, report.thing) not in {t.code for t in frame.things}:
        typed.pop("thing", None)
    known = {"region": frame.reach.regions, "partner": frame.reach.partners}
    for name, places in known.items():
        if typed.get(name) not in {one.code for one in places}:
            typed.pop(name, None)
    record = carried_record(frame.pipeline, report.record, figures=figures)
    again = form.record_typed(frame, replace(report, record=record))
    return {**typed, **again, **_years(frame, typed, report.happened_on, day)}


def _years(frame: form.Frame, typed: Typed, was: date, now: date) -> dict[str, str]:
    """Return the codes that named the year itself, moved on with it."""
    free = tuple(f".{code}" for code in frame.codes if dimensions()[code].codes is None)
    years = {k: v for k, v in typed.items() if free and k.endswith(free) and v == str(was.year)}
    return dict.fromkeys(years, str(now.year))


def typed_from(filled: Filled | None) -> dict[str, str]:
    """Return what a form filled so holds: the values carried, and as many lines."""
    if filled is None:
        return {}
    rows = form.typed_again(report_of(filled.row))["rows"]
    return {**filled.values, "rows": rows}


def begun(rows: tuple[AmountRow, ...]) -> tuple[AmountRow, ...]:
    """Return the lines, the first amount that is still to be typed being where one begins."""
    for n, row in enumerate(rows):
        for at, one in enumerate(row.amounts):
            if not one.value:
                amounts = (*row.amounts[:at], replace(one, focus=True), *row.amounts[at + 1 :])
                return (*rows[:n], replace(row, amounts=amounts), *rows[n + 1 :])
    return rows


def marked(fields: Iterable[FormField], filled: Filled | None) -> tuple[FormField, ...]:
    """Return fields, those that say what the last report said marked."""
    if filled is None:
        return tuple(fields)
    return tuple(_marked(one, filled) for one in fields)


def _marked(one: FormField, filled: Filled) -> FormField:
    if one.value and filled.values.get(one.name) == one.value:
        return replace(one, carried=True)
    title = "" if one.value else filled.left_out(one.name)
    if not title:
        return one
    hint = _("Last time “%(title)s”, which names a time: say it anew, or leave it empty.")
    return replace(one, hint=hint % {"title": title})


def promised(frame: form.Frame, typed: Typed, filled: Filled | None) -> frozenset[str]:
    """Return the fields that say again what protects workers, unchanged."""
    if filled is None:
        return frozenset()
    said = {code: typed.get(f"{form.RECORD}{code}", "") for code in frame.pipeline.record.entry}
    before = report_of(filled.row).record
    codes = answered_again(frame.pipeline, [said], [before], figures=filled.figures)
    return frozenset(f"{form.RECORD}{code}" for code in codes)


def asked_again(
    frame: form.Frame, typed: Typed, filled: Filled | None, *, hand_on: bool
) -> tuple[dict[str, str], list[Problem]]:
    """Return what the form says, and what it lacks where nobody asked the workers again.

    A draft waits without those answers; what is handed on says that they hold for these workers.
    """
    again = promised(frame, typed, filled)
    lacking = check_asked_again(again, typed.get(ASKED, ""))
    if hand_on or not lacking:
        return dict(typed), lacking
    return {name: text for name, text in typed.items() if name not in again}, []


def told_of(
    request: HttpRequest, frame: form.Frame, typed: Typed, filled: Filled | None, errors: Errors
) -> AsLastTime | None:
    """Return what a form says of the report it was filled from."""
    if filled is None:
        return None
    number = filled.row.number
    query = {LAST: number, FIGURES: "1"}
    return AsLastTime(
        last=number,
        number=Link(number, entry_address(filled.row)),
        happened=filled.row.happened_on,
        figures="" if filled.figures else address(request.path, query),
        empty=request.path,
        promised=bool(promised(frame, typed, filled)),
        asked=typed.get(ASKED) == "yes",
        error=" ".join(errors.get(ASKED, ())),
    )


def offered(frame: form.Frame, actor: Actor) -> tuple[AgainRow, ...]:
    """Return what a clerk may report as last time at this step, latest first."""
    rows = sent_before(frame.pairing, frame.reach, frame.pipeline.code, actor, frame.stage.code)
    return tuple(_row(one) for one in last_of_each(rows[: OFFERED * 8], OFFERED))


def again_rows(
    actor: Actor,
    day: date,
    *,
    open_only: bool = False,
    due: Due | None = None,
    within: Pairing | None = None,
) -> tuple[AgainRow, ...]:
    """Return what a clerk reports month after month, as forms filled from the last time.

    `open_only`: only what she has not reported for this month yet. `due`: only the kinds that a
    deadline asks for, from its day on. `within`: only in this pairing.
    """
    found = habits(actor, day, OFFERED * 4)
    if open_only:
        found = [one for one in found if one.entry.happened_on < day.replace(day=1)]
    if due is not None:
        found = [one for one in found if one.entry.pipeline in due.kinds]
    if within is not None:
        found = [one for one in found if one.entry.pairing_id == within.pk]
    query = due.query if due else {}
    return tuple(_row(one, query) for one in found if has_form(one.entry))[:OFFERED]


def has_form(row: Entry) -> bool:
    """Return whether anything like this entry is reported by a form."""
    known = pipelines()[row.pipeline]
    stage = known.stages[row.target_stage]
    return row.promises_id is None and row.pipeline != "report" and bool(form.ways_of(known, stage))


def next_like(row: Entry, actor: Actor) -> str:
    """Return the form of the next report like an entry, empty where it is not hers to make."""
    if "clerk" not in actor.roles or not has_form(row):
        return ""
    reach = open_reach(row.pairing, actor, timezone.localdate())
    return form_address(row) if reach is not None and reaches_to(reach, row) else ""


def form_address(row: Entry, query: Mapping[str, str] | None = None) -> str:
    """Return the form of a report's step, filled from it; `query`: what it says besides."""
    here = reverse("entry-new", args=[row.pairing.code, row.pipeline, row.target_stage])
    return address(here, {LAST: row.number, **(query or {})})


def _row(one: Before, query: Mapping[str, str] | None = None) -> AgainRow:
    row = one.entry
    known = pipelines()[row.pipeline]
    what = capfirst(step_words(known, known.stages[row.target_stage]))
    title = colon(place(row.region), what)
    if row.thing is not None:
        title = colon(title, in_words(row.thing.name_en, row.thing.name_zh))
    note = _("last time %(day)s: %(figure)s") % {
        "day": day_text(row.happened_on, language()),
        "figure": amount_said(*main_amount(row)),
    }
    return AgainRow(title, note, form_address(row, query), typed=row.thing is not None)
