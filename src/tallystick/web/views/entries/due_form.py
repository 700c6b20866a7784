"""What a deadline asks for, carried to the form that enters it: pairing, period and kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.entries.queries.due import NEVER_DUE
from tallystick.programme.rules.pipelines import Pipeline, Stage, pipelines
from tallystick.programme.rules.reporting import period_days
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import DueHere
from tallystick.web.figures import day_text
from tallystick.web.views.entries.entry_form import ways_of
from tallystick.web.wording import language, listed, period_words


def steps_of(pipeline: Pipeline) -> tuple[Stage, ...]:
    """Return the steps of a kind that are reported by a form."""
    return tuple(stage for stage in pipeline.stages.values() if ways_of(pipeline, stage))


@dataclass(frozen=True)
class Due:
    """What is due: a period by its code, and the kinds of it that are open."""

    period: str
    kinds: tuple[str, ...]
    day: date

    @property
    def query(self) -> dict[str, str]:
        """What an address carries of it to a form: the last day of its period that has come."""
        return {"on": self.day.isoformat()}

    def table(self, pairing: str, pipeline: str) -> str:
        """Return the table of many rows, open at the whole period."""
        here = reverse("entry-table", args=[pairing, pipeline])
        return address(here, {"period": self.period})


def read_due(given: Mapping[str, str], today: date) -> Due | None:
    """Return what an address says is due, or None where it names no period that has begun."""
    code = given.get("period", "")[:10]
    held = period_days(code)
    asked = given.get("kind", "").split(",")
    kinds = tuple(kind for kind in pipelines() if kind in asked and kind not in NEVER_DUE)
    if held is None or not kinds or (held.start or today) > today:
        return None
    return Due(code, kinds, min(held.end or today, today))


def day_of(given: Mapping[str, str]) -> date | None:
    """Return the day with which an address begins a form, if it names one."""
    try:
        return date.fromisoformat(given.get("on", ""))
    except ValueError:
        return None


def entering(pairing: str, period: str, kinds: Iterable[str], today: date) -> str:
    """Return where what is due is entered: its form, or the steps and kinds to choose from."""
    found = tuple(kinds)
    asked = {"period": period, "kind": ",".join(found)}
    due = read_due(asked, today)
    steps = steps_of(pipelines()[found[0]]) if due and len(found) == 1 else ()
    if due and len(steps) == 1:
        return address(reverse("entry-new", args=[pairing, found[0], steps[0].code]), due.query)
    return address(reverse("entry-pick"), {"pairing": pairing, **asked})


def told_of(due: Due, pairing: str) -> DueHere:
    """Return what the page of choices says of a deadline it was reached from."""
    lang = language()
    said = {
        "period": period_words(due.period),
        "kinds": listed(pipelines()[kind].label(lang) for kind in due.kinds),
        "day": day_text(due.day, lang),
    }
    return DueHere(
        words=_("To report for %(period)s: %(kinds)s. The forms begin with %(day)s.") % said,
        everything=address(reverse("entry-pick"), {"pairing": pairing}),
        workbook=address(reverse("workbooks"), {"where": pairing, "period": due.period}),
    )
