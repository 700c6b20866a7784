"""Form fields out of what is declared: a record's fields, codes, places; with what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.rules.pipelines import dimensions
from tallystick.programme.rules.records import Field
from tallystick.regions.models import Organisation, Region
from tallystick.web.contexts.forms import FormField, FormProblem, SaidAbove
from tallystick.web.contexts.shared import Choice, Link
from tallystick.web.wording import in_chinese, in_words, language, place

Errors = Mapping[str, tuple[str, ...]]
Typed = Mapping[str, str]
KINDS = {"day": "day", "whole": "number", "money": "number", "percent": "number"}
LONGEST = 400
# A text that people write comes back as it was sent, and the rules say where it is too long: none
# is cut without a word. What is longer than this is no text.
WHOLE = 100_000
# What is lacking in many fields at once: said once above the form, for all of them; each field is
# marked, and says it in a word to who hears it alone.
SAID_ONCE = {
    "record-missing": (
        gettext_lazy("Not filled in yet, and needed before this is handed on:"),
        gettext_lazy("Fill this in."),
    ),
    "safeguard-unproven": (
        gettext_lazy("Without proof of consent and contract nobody is counted. Still to answer:"),
        gettext_lazy("Answer this."),
    ),
}
# The fields that say why.
REASONS = frozenset({"reason", "why", "off"})
# How long a text or a reason may be, where its rules say nothing else.
USUAL = 2000


def typed_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return what a form carried, each text cut to what any field may hold; a reason is whole."""
    return {
        name: str(text)[: WHOLE if name in REASONS else LONGEST] for name, text in given.items()
    }


def own_first(fields: Iterable[Any]) -> tuple[Any, ...]:
    """Return fields with those in the reader's language before the same in the other one.

    Only among fields side by side whose names end in `_en` or `_zh`; all others stay in place.
    Shape: whatever fields have a `name`, of the class they came as.
    """
    found: list[Any] = []
    for in_two, side_by_side in groupby(fields, key=lambda one: one.name[-3:] in ("_en", "_zh")):
        run = list(side_by_side)
        found += _turned(run) if in_two and in_chinese() else run
    return tuple(found)


def _turned(run: list[Any]) -> list[Any]:
    """Return Chinese before English; what is said of the first of two is said of the first."""
    turned = sorted(run, key=lambda one: one.name[-3:], reverse=True)
    if len(turned) == 2 and all(isinstance(one, FormField) for one in turned):
        first, last = turned
        return [replace(first, hint=last.hint), replace(last, hint=first.hint)]
    return turned


def select(
    name: str,
    label: str,
    choices: Iterable[tuple[str, str]],
    typed: Typed,
    errors: Errors,
    *,
    blank: str | None = None,
    needed: bool = False,
    hint: str = "",
    own_words: bool = False,
) -> FormField:
    """Return a select; `blank` is the word of its empty choice, None where there is none.

    `own_words`: what is to choose are titles as people wrote them, in whatever language.
    """
    now = typed.get(name, "")
    empty = [] if blank is None else [Choice("", blank, not now)]
    options = [Choice(code, words, code == now, own_words) for code, words in choices]
    return FormField(
        name, label, "select", now, tuple(empty + options), hint, needed, errors.get(name, ())
    )


def text(
    name: str,
    label: str,
    typed: Typed,
    errors: Errors,
    *,
    kind: str = "text",
    needed: bool = False,
    hint: str = "",
    offers: Iterable[tuple[str, str]] = (),
    longest: int = 0,
) -> FormField:
    """Return a field that is typed into; `offers` are shown to choose from as one types.

    Units: `longest` in characters, said beside the field; of a long text USUAL where none is given.
    """
    if longest or kind == "long":
        hint = _limited(hint, longest or USUAL)
    said, offered = errors.get(name, ()), tuple(Choice(*offer) for offer in offers)
    return FormField(name, label, kind, typed.get(name, ""), offered, hint, needed, said)


def _limited(hint: str, longest: int) -> str:
    """Return the hint of a field with how long its text may be."""
    said = {"hint": hint, "n": f"{longest:,}"}
    if hint:
        return _("%(hint)s; at most %(n)s characters") % said
    return _("at most %(n)s characters") % said


def of_dimension(name: str, dimension: str, typed: Typed, errors: Errors) -> FormField:
    """Return the select of a dimension; a year is typed."""
    found = dimensions()[dimension]
    label = found.label(language())
    if found.codes is None:
        return text(name, label, typed, errors)
    codes = [(code, words.label(language())) for code, words in found.codes.items()]
    return select(name, label, codes, typed, errors, blank=_("not stated"))


def of_record(
    one: Field, typed: Typed, errors: Errors, *, needed: bool, places: Sequence[Region] = ()
) -> FormField:
    """Return the field of a record."""
    name, label, blank = f"record.{one.code}", one.label(language()), _("not answered")
    if one.kind == "yes_no":
        yes_no = [("yes", _("Yes")), ("no", _("No"))]
        return select(name, label, yes_no, typed, errors, blank=blank, needed=needed)
    if one.kind == "code":
        codes = [(code, words.label(language())) for code, words in one.codes.items()]
        return select(name, label, codes, typed, errors, blank=blank, needed=needed)
    if one.kind == "region" and places:
        named = [(region.code, place(region)) for region in places]
        return select(name, label, named, typed, errors, blank=blank, needed=needed)
    if one.kind == "organisation":
        bodies = [(o.code, in_words(o.name_en, o.name_zh)) for o in Organisation.objects.all()]
        return select(name, label, bodies, typed, errors, blank=blank, needed=needed)
    hint = {
        "money": _("in yuan"),
        "percent": _("percent"),
        "person": _("her name, which is kept encrypted, or her key"),
    }.get(one.kind, "")
    kind = KINDS.get(one.kind, "text")
    return text(name, label, typed, errors, kind=kind, needed=needed, hint=hint)


def read_day(text: str, path: str, problems: list[Problem]) -> date | None:
    """Return the day that was typed; what is none is added to `problems`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        unread = Problem("no-day", path, value=text[:20]) if text else Problem("day-missing", path)
        problems.append(unread)
        return None


def problems_of(
    problems: Sequence[Problem], field_of: Mapping[str, str], shown: set[str]
) -> tuple[Errors, tuple[FormProblem, ...]]:
    """Return each field's sentences, and all sentences with the field each leads to.

    `field_of` maps a problem's path to a field where they differ; `shown` are the form's fields.
    """
    at = [(problem, field_of.get(problem.path, problem.path)) for problem in problems]
    together: dict[str, list[tuple[str, str]]] = {}
    for problem, name in at:
        if problem.code in SAID_ONCE and name in shown:
            together.setdefault(problem.code, []).append((name, _named(problem)))
    errors: dict[str, tuple[str, ...]] = {}
    listed: dict[FormProblem, None] = {}
    for problem, name in at:
        sentence = short = problem.sentence(language())
        found = together.get(problem.code, [])
        one = FormProblem(sentence, _anchor(name) if name in shown else "")
        if len(found) > 1 and name in shown:
            said, short = (str(words) for words in SAID_ONCE[problem.code])
            short = SaidAbove(short)
            one = FormProblem(said, fields=tuple(Link(words, _anchor(n)) for n, words in found))
        listed[one] = None
        if name in shown:
            errors[name] = (*errors.get(name, ()), short)
    return errors, tuple(listed)


def _anchor(name: str) -> str:
    return f"#{FormField(name, '').id}"


def _named(problem: Problem) -> str:
    """Return what the field is called that a problem is about."""
    field = problem.params.get("field")
    return field.label(language()) if isinstance(field, Words) else problem.path
