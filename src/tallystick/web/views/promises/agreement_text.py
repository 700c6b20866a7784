"""The form of a text: what stands, new targets and clauses; read back as what is to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import Agreement, AgreementVersion, Clause, Target
from tallystick.programme.rules.agreements import ClauseText, TargetText, promisable
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.statements import target_minor
from tallystick.programme.services.texts import Changes
from tallystick.web.contexts.agreements import TargetInput, TextForm
from tallystick.web.contexts.forms import FormField
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views import fields
from tallystick.web.views.form_rows import row_numbers
from tallystick.web.views.promises.recording import offices_of, places_of
from tallystick.web.wording import in_words, language, place

Form = Mapping[str, str]
Key = tuple[str, str, str]
CLAUSE = ("text", "owner", "due", "figure")
NEW_TARGETS, NEW_CLAUSES = 6, 3


def text_form(found: Agreement, stands: AgreementVersion | None, form: Form) -> TextForm:
    """Return the form of a text, filled with what stands and with what was typed.

    `stands` is the text it starts from: the signed one that is amended, the proposed one that is
    revised, or none.
    """
    typed = _typed(stands, form)
    clauses = _clause_rows(stands)
    more = form.get("more", "")
    new = row_numbers(typed, "new", more=more == "new", fewest=NEW_TARGETS)
    fewest = len(clauses) + NEW_CLAUSES
    rows = row_numbers(typed, "clause", more=more == "clause", fewest=fewest)
    return TextForm(
        base=stands.content_hash if stands else "",
        day=typed.get("signed_on", ""),
        note=typed.get("note", ""),
        standing=tuple(_standing(stands, typed)) if stands else (),
        targets=tuple(_target_fields(found, new, typed)),
        clauses=tuple(_clause_fields(found, rows, {**_filled(clauses, rows), **typed})),
    )


def _typed(stands: AgreementVersion | None, form: Form) -> dict[str, str]:
    """Return what was typed, but for what was typed over a text that is another one by now."""
    typed = dict(form.items())
    if form.get("base") in (None, stands.content_hash if stands else ""):
        start = (
            {"signed_on": stands.signed_on.isoformat(), "note": stands.note}
            if (stands and stands.state == AgreementVersion.State.PROPOSED)
            else {}
        )
        return {**start, **typed}
    return {k: v for k, v in typed.items() if not k.startswith(("figure-", "drop-", "clause-"))}


def _ordered(stands: AgreementVersion | None) -> list[Target]:
    rows = stands.targets.select_related("region") if stands else ()
    return sorted(rows, key=lambda row: (row.region.code, row.indicator, row.period))


def _standing(stands: AgreementVersion, typed: Form) -> Iterable[TargetInput]:
    for n, row in enumerate(_ordered(stands), 1):
        shown = str(show_minor(row.amount, indicators()[row.indicator].scale))
        yield TargetInput(
            n,
            indicators()[row.indicator].name(language()),
            f"{place(row.region)} {row.period}",
            typed.get(f"figure-{n}", shown),
            f"drop-{n}" in typed,
        )


def _target_fields(
    found: Agreement, rows: Iterable[int], typed: Form
) -> Iterable[tuple[FormField, ...]]:
    known = [(c, one.name(language())) for c, one in promisable().items()]
    node = found.pairing.supported
    places = [(c, words) for c, words in places_of(found.pairing, sides=(node,)) if c != node.code]
    places.insert(0, (node.code, place(node)))
    years = range(found.year, (found.last_year or found.year) + 1)
    periods = [(str(year), str(year)) for year in years]
    for n in rows:
        yield (
            fields.select(
                f"new-{n}-indicator", _("Indicator"), known, typed, {}, blank=_("choose")
            ),
            fields.select(f"new-{n}-place", _("Place"), places, typed, {}),
            fields.select(f"new-{n}-period", _("Period"), periods, typed, {}),
            fields.text(f"new-{n}-figure", _("Figure"), typed, {}, kind="number"),
        )  # fmt: skip


def _clause_rows(stands: AgreementVersion | None) -> list[Clause]:
    return list(stands.clauses.select_related("owner").order_by("number")) if stands else []


def _filled(clauses: Sequence[Clause], rows: Iterable[int]) -> dict[str, str]:
    """Return each row's fields as they stand; empty rows get the next numbers."""
    last = max((one.number for one in clauses), default=0)
    found = {}
    for n in rows:
        one = clauses[n - 1] if n <= len(clauses) else None
        said = _said(one) if one else {"number": str(last + n - len(clauses))}
        found.update({f"clause-{n}-{name}": value for name, value in said.items()})
    return found


def _said(one: Clause) -> dict[str, str]:
    return {
        "number": str(one.number),
        "text": in_words(one.text_en, one.text_zh),
        "owner": one.owner.code if one.owner else "",
        "due": one.due_on.isoformat() if one.due_on else "",
        "figure": one.indicator,
    }


def _clause_fields(
    found: Agreement, rows: Iterable[int], typed: Form
) -> Iterable[tuple[FormField, ...]]:
    offices = offices_of(found.pairing)
    known = [(c, one.name(language())) for c, one in promisable().items()]
    for n in rows:
        yield (
            fields.text(f"clause-{n}-number", _("No."), typed, {}, kind="number"),
            fields.text(f"clause-{n}-text", _("Words"), typed, {}),
            fields.select(f"clause-{n}-owner", _("Kept by"), offices, typed, {}, blank=_("nobody")),
            fields.text(f"clause-{n}-due", _("Due"), typed, {}, kind="day"),
            fields.select(
                f"clause-{n}-figure", _("or in figures"), known, typed, {}, blank=_("no")
            ),
        )  # fmt: skip


def read_text(
    stands: AgreementVersion | None,
    base: AgreementVersion | None,
    form: Form,
    problems: list[Problem],
) -> Changes:
    """Return what a form changes of `base`; it was filled with the text that `stands`.

    What is no number or no day is added to `problems`.
    """
    targets, dropped = _changed(stands, base, form, problems)
    targets += _added(form, problems)
    clauses = _clauses(stands, form, problems)
    stood = {one.number for one in _clause_rows(base)}
    return Changes(
        signed_on=fields.read_day(form.get("signed_on", ""), "signed_on", problems) or date.min,
        targets=tuple(targets),
        dropped=tuple(dropped),
        clauses=tuple(clauses),
        dropped_clauses=tuple(stood - {one.number for one in clauses}) if stands else (),
        note=form.get("note", "").strip(),
    )


def _changed(
    stands: AgreementVersion | None,
    base: AgreementVersion | None,
    form: Form,
    problems: list[Problem],
) -> tuple[list[TargetText], list[Key]]:
    """Read the standing rows: the figures that differ from the base, and what is no target now."""
    stood = {_key(row): row.amount for row in _ordered(base)}
    kept: dict[Key, int] = {}
    for n, row in enumerate(_ordered(stands), 1):
        if form.get(f"drop-{n}"):
            continue
        kept[_key(row)] = row.amount
        if (text := form.get(f"figure-{n}")) is not None:
            amount = _amount(row.indicator, text, f"figure-{n}", problems)
            kept[_key(row)] = row.amount if amount is None else amount
    targets = [
        TargetText(key[1], amount, key[0], key[2])
        for key, amount in kept.items()
        if stood.get(key) != amount
    ]
    return targets, [key for key in stood if key not in kept]


def _key(row: Target) -> Key:
    return row.region.code, row.indicator, row.period


def _added(form: Form, problems: list[Problem]) -> list[TargetText]:
    found = []
    for n in row_numbers(form, "new", more=False, fewest=0):
        code, figure = form.get(f"new-{n}-indicator", ""), form.get(f"new-{n}-figure", "").strip()
        if not code and not figure:
            continue
        if not code:
            problems.append(Problem("indicator-missing", f"new-{n}-indicator"))
            continue
        amount = _amount(code, figure, f"new-{n}-figure", problems)
        if amount is not None:
            region, period = form.get(f"new-{n}-place", ""), form.get(f"new-{n}-period", "")
            found.append(TargetText(code, amount, region, period))
    return found


def _amount(code: str, text: str, path: str, problems: list[Problem]) -> int | None:
    """Read a figure in the indicator's own unit; what is no number is told and left out."""
    plain = text.strip().replace(",", "")
    if not plain:
        problems.append(Problem("target-no-number", path, {"indicator": code}, text))
        return None
    if code not in indicators():
        problems.append(Problem("not-found", path, {"what": "indicator", "code": code}, code))
        return None
    try:
        return target_minor(code, plain)
    except ValueError:
        problems.append(Problem("target-no-number", path, {"indicator": code}, text[:40]))
        return None


def _clauses(
    stands: AgreementVersion | None, form: Form, problems: list[Problem]
) -> list[ClauseText]:
    """Read the clauses; one whose words were emptied is gone, one that did not come stays."""
    stood = _clause_rows(stands)
    found = []
    for n in row_numbers(form, "clause", more=False, fewest=len(stood)):
        row = {name: form.get(f"clause-{n}-{name}", "").strip() for name in CLAUSE}
        one = stood[n - 1] if n <= len(stood) else None
        if one and f"clause-{n}-text" not in form:
            found.append(_as_it_stands(one))
            continue
        if not row["text"] and (one or not (row["owner"] or row["due"])):
            continue
        number = form.get(f"clause-{n}-number", "")[:6]
        due_on = fields.read_day(row["due"], f"clause-{n}-due", problems) if row["due"] else None
        text_en, text_zh = _both(row["text"], one)
        found.append(
            ClauseText(
                int(number) if number.isascii() and number.isdecimal() else 0,
                text_en, text_zh, row["figure"], row["owner"], due_on,
            )
        )  # fmt: skip
    return found


def _as_it_stands(one: Clause) -> ClauseText:
    owner = one.owner.code if one.owner else ""
    return ClauseText(one.number, one.text_en, one.text_zh, one.indicator, owner, one.due_on)


def _both(words: str, one: Clause | None) -> tuple[str, str]:
    """Return a clause in both languages; words that were left as they stood keep the other's."""
    if one and words == in_words(one.text_en, one.text_zh):
        return one.text_en, one.text_zh
    return words, words if script_of(words) != "en" else ""
