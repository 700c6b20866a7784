"""Records in the reader's words: titles, states, main figures. No rule; only what pages say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_lazy

from tallystick.access.models import Office, User
from tallystick.access.queries import people_signed
from tallystick.entries.models import Entry, EntryAct, Side, State
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries.named import NamedPairing
from tallystick.programme.rules import vocabulary
from tallystick.programme.rules.pipelines import (
    counted_words,
    move_words,
    pipelines,
    split_unit,
    unit_scale,
    unit_words,
)
from tallystick.programme.rules.step_names import step_names
from tallystick.programme.rules.working_days import WorkingDays, shipped_days
from tallystick.regions.models import Region
from tallystick.web.contexts.shared import Mark
from tallystick.web.figures import (
    Measure,
    day_text,
    figure_and_unit,
    is_chinese,
    month_name,
    spell,
    waiting_text,
)

# The drawn tally of each state; `withdrawn` is drawn struck, like what was dropped.
GLYPHS = {
    State.DRAFT: "draft",
    State.SUBMITTED: "submitted",
    State.CONFIRMED: "waiting",
    State.DISPUTED: "disputed",
    State.MATCHED: "matched",
    State.PAIRED: "matched",
    State.POSTED: "posted",
    State.WITHDRAWN: "dropped",
    State.REVERSED: "reversed",
}

# Under what the product itself acts, where nobody in particular did (`Actor.system_actor`).
NOBODY = {
    "beforehand": gettext_lazy("the server itself"),
    "command line": gettext_lazy("the command line"),
    "example": gettext_lazy("the example"),
    "frameworks": gettext_lazy("what is shipped"),
    "reminders": gettext_lazy("the server itself"),
    "setting up": gettext_lazy("the setting up"),
    "whoever holds the machine": gettext_lazy("whoever holds the machine"),
    "worker": gettext_lazy("the server itself"),
}


def language() -> str:
    """Return the language this page is written in."""
    return get_language() or "en"


def in_chinese() -> bool:
    """Return whether this page is written in Chinese."""
    return is_chinese(language())


def in_words(english: str, chinese: str) -> str:
    """Return what is kept in both languages in the reader's, in English where Chinese is blank."""
    return chinese if in_chinese() and chinese else english


def colon(what: str, said: str) -> str:
    """Return what something is and what is said of it, with the colon of the reader's language."""
    return f"{what}{'：' if in_chinese() else ': '}{said}"


def bracketed(what: str, said: str) -> str:
    """Return what something is with what tells it apart, in the brackets of the language."""
    return f"{what}（{said}）" if in_chinese() else f"{what} ({said})"


def clauses(*words: str) -> str:
    """Return the parts of one line, those that are there, with the comma of the language."""
    return ("，" if in_chinese() else ", ").join(word for word in words if word)


def ended(words: str) -> str:
    """Return words as a sentence, with the full stop of the language."""
    return f"{words}{'。' if in_chinese() else '.'}"


def sentences(*said: str) -> str:
    """Return whole sentences one after another, with no space between Chinese ones."""
    return ("" if in_chinese() else " ").join(one for one in said if one)


def listed(words: Iterable[str]) -> str:
    """Return words one after another, as the reader's language lists them."""
    return ("、" if in_chinese() else ", ").join(words)


def apart(words: Iterable[str]) -> str:
    """Return words one after another that hold commas of their own: amounts with their units."""
    return ("；" if in_chinese() else "; ").join(words)


class Named(Protocol):
    """A place that has names today: a row of the map, or its names alone."""

    @property
    def name_en(self) -> str:
        """Its English name."""

    @property
    def name_zh(self) -> str:
        """Its Chinese name, or nothing."""


def place(region: Named) -> str:
    """Return a place's name in the reader's language."""
    return in_words(region.name_en, region.name_zh)


def place_then(region: Region, day: date | None) -> str:
    """Return a place by the name it had on a record's day, with its later one where that differs.

    A record speaks of the place as it was called when it was made; who reads it today may know it
    by another name only.
    """
    then, now = region.name_on(day, language()), place(region)
    if then == now:
        return now
    return gettext("%(then)s (now %(now)s)") % {"then": then, "now": now}


def office_name(office: Office) -> str:
    """Return an office's name in the reader's language."""
    return in_words(office.name_en, office.name_zh)


def office_then(office: Office | None, moment: datetime, code: str = "") -> str:
    """Return the name an office had when something was signed there; its code where it is gone."""
    return office.called_at(moment).label(language()) if office else code


KINDS = {
    "country": lambda: gettext("country"),
    "province": lambda: gettext("province"),
    "city": lambda: gettext("city"),
    "prefecture": lambda: gettext("prefecture"),
    "county": lambda: gettext("county"),
    "district": lambda: gettext("district"),
    "township": lambda: gettext("township"),
    "village": lambda: gettext("village"),
}


def kind_words(kind: str) -> str:
    """Return what a kind of place is called."""
    return KINDS[kind]() if kind in KINDS else kind


def pairing_name(pairing: Pairing | NamedPairing) -> str:
    """Return "Dalian – Liupanshui" in the reader's language."""
    return f"{place(pairing.supporting)} – {place(pairing.supported)}"


def who_acted(act: EntryAct) -> str:
    """Return the name of who acted, in the reader's script, as she was called then."""
    return name_then(act.name, act.user, act.at)


def name_then(name: str, user: User | None, at: datetime | None) -> str:
    """Return the name somebody signed with, in the reader's script, as she was called then."""
    if user is None and name in NOBODY:
        return str(NOBODY[name])
    return in_words(name, user.chinese_at(at) if user and at else "")


def names_signed(names: Iterable[str]) -> Callable[[str, datetime], str]:
    """Return how names kept as text read here: a name and when it was signed → its words.

    One query.
    """
    who = people_signed(names)
    return lambda name, at: name_then(name, who(name, at), at)


def actor_name(actor: Actor) -> str:
    """Return what whoever acts is called in the reader's script."""
    return str(NOBODY.get(actor.name, "")) or in_words(actor.name, actor.name_zh)


def entry_title(entry: Entry) -> str:
    """Return what an entry is called: its own title, else place, what happened and its day."""
    own = entry.title_zh if in_chinese() else entry.title_en
    if own or entry.title_en or entry.title_zh:
        return own or entry.title_en or entry.title_zh
    what = step_names().get((entry.pipeline, entry.target_stage))
    moved = move_words(entry.pipeline, entry.source_stage, entry.target_stage).label(language())
    said = (
        what.label(language())
        if what
        else clauses(pipelines()[entry.pipeline].label(language()), moved)
    )
    day = day_text(entry.happened_on, language())
    return colon(place_then(entry.region, entry.happened_on), clauses(said, day))


def entry_address(entry: Entry) -> str:
    """Return the address of an entry's page."""
    return reverse("entry", args=[entry.number])


def state_mark(entry: Entry, today: date, days: WorkingDays | None = None) -> Mark:
    """Return an entry's drawn state and its word, with the working days it has waited.

    `days`: the calendar known here, where the view has read it; else the one that is shipped.
    """
    if entry.state == State.CONFIRMED:
        if entry.policy == "blind":
            alone = max(0, (today - timezone.localdate(entry.changed_at)).days)
            return Mark("waiting", gettext("Other half awaited, %(days)s d") % {"days": alone})
        return Mark(
            "waiting",
            waited_words(
                timezone.localdate(entry.changed_at),
                today,
                days or shipped_days(entry.pairing.programme.country),
            ),
        )
    return Mark(GLYPHS[State(entry.state)], capfirst(str(State(entry.state).label)))


# Beyond so many days nobody counts them any more: the day it began says more.
COUNTED_DAYS = 90


def waited_words(since: date, today: date, days: WorkingDays) -> str:
    """Return how long something waits: in working days, or since which day when it is long ago."""
    if (today - since).days > COUNTED_DAYS:
        return gettext("Waiting since %(day)s") % {"day": day_text(since, language())}
    if since == today:
        return gettext("Waiting since today")
    return waiting_text(days.between(since, today))


def main_amount(entry: Entry) -> tuple[int, str]:
    """Return the sum of an entry's lines in its chief unit, and that unit.

    Units: minor units of the unit returned.
    """
    lines = list(entry.lines.all())
    wholes = [line for line in lines if not split_unit(line.unit)[1]] or lines
    chief = wholes[0].unit if wholes else pipelines()[entry.pipeline].units[0]
    return sum(line.amount for line in wholes if line.unit == chief), chief


def rounded_note(how: Measure, parts: Iterable[int] = ()) -> str:
    """Return what is said under figures that are rounded, nothing under those shown whole.

    `parts`: what stands under the same measure and was not in the row that it was made from.
    """
    if not how.rounded and not any(how.rounds(part) for part in parts):
        return ""
    return gettext("Figures are rounded: parts may miss their sum by the last place.")


def amount_words(amount: int, unit: str) -> tuple[str, str]:
    """Return an amount standing alone as (figure, words of its unit)."""
    whole = split_unit(unit)[0]
    kind, scale = ("percent", 2) if whole == "basis_point" else (whole, unit_scale(unit))
    return spell(amount, unit_name(unit, amount), kind, scale=scale, lang=language())


def amount_said(amount: int, unit: str) -> str:
    """Return an amount standing alone with its unit."""
    return figure_and_unit(*amount_words(amount, unit), language())


def stated_words(amount: int, precision: int, unit: str, *, in_full: bool = False) -> str:
    """Return a stated amount; one that was stated roughly says to what.

    `in_full`: to the last place, to be held against a sheet.
    """
    figure = amount_in_full(amount, unit) if in_full else amount_said(amount, unit)
    if precision == 1:
        return figure
    step = amount_said(precision, unit)
    return gettext("%(figure)s, stated to %(step)s") % {"figure": figure, "step": step}


def amount_in_full(amount: int, unit: str) -> str:
    """Return an amount to its last place: what is rounded is neither signed nor compared."""
    scale = unit_scale(unit)
    whole, rest = divmod(amount, 10**scale)
    plain = f"{whole:,}.{rest:0{scale}}" if scale else f"{whole:,}"
    return figure_and_unit(plain, unit_name(unit, amount), language())


def unit_name(unit: str, amount: int) -> str:
    """Return what is counted, in the number that goes with the amount."""
    if split_unit(unit)[0] == "basis_point":
        return "%"
    words = counted_words(unit) if amount != 10 ** unit_scale(unit) else unit_words(unit)
    return words.label(language())


def amounts_in_words(entry: Entry) -> tuple[str, ...]:
    """Return each stated unit of an entry once, summed over its codes."""
    sums: dict[str, int] = {}
    for line in entry.lines.all():
        sums[line.unit] = sums.get(line.unit, 0) + line.amount
    return tuple(amount_said(amount, unit) for unit, amount in sums.items())


def code_words(dimension: str, code: str) -> str:
    """Return what a code of a dimension is called in the reader's language."""
    return vocabulary.code_words(dimension, code, language())


def said_words(dimension: str, code: str) -> str:
    """Return what a code says where its dimension is not named beside it."""
    return vocabulary.said_words(dimension, code, language())


def period_words(code: str) -> str:
    """Return a period by its code in the reader's words: March 2019, the first quarter, a year."""
    year, _dash, rest = code.partition("-")
    if not rest:
        return gettext("%(year)s, the whole year") % {"year": year}
    if rest.startswith("Q"):
        return gettext("quarter %(n)s of %(year)s") % {"n": rest[1], "year": year}
    named = {"month": month_name(int(rest), language()), "year": year, "n": int(rest)}
    return gettext("%(month)s %(year)s") % named


def side_region(pairing: Pairing, side: str) -> Region:
    """Return the region that stands on a side of the pairing."""
    return pairing.supporting if side == Side.SUPPORTING else pairing.supported
