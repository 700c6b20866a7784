"""The form that opens the record of an agreement: kind, years, parties, the one above it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import capfirst

from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Agreement, Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.agreements import agreements, code_offered
from tallystick.programme.services import record_agreement
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.web.contexts.agreements import RecordForm
from tallystick.web.contexts.shared import Choice
from tallystick.web.views.promises.agreement_text import Form
from tallystick.web.wording import in_words, place


def record_form(
    row: Pairing, actor: Actor, typed: Form, problems: tuple[str, ...]
) -> RecordForm | None:
    """Return the form, or nothing for who speaks for neither side of the pairing."""
    inside = below(row.supporting.code) | below(row.supported.code)
    if may(actor, ROWS["programme.record_agreement"], Sides.either(inside)) is None:
        return None
    chosen = typed.get("kind", "yearly")
    this_year = timezone.localdate().year
    year = typed.get("year", str(this_year))
    offered = code_offered(row.code, _year(year) or this_year)
    own = {row.supporting.code, row.supported.code}
    places = Region.objects.filter(code__in=inside, ended_on=None).order_by("code")[:200]
    return RecordForm(
        kinds=tuple(
            Choice(kind.value, capfirst(str(kind.label)), kind.value == chosen)
            for kind in Agreement.Kind
        ),
        regions=tuple(Choice(one.code, place(one), one.code in own) for one in places),
        above=tuple(
            Choice(one.code, in_words(one.title_en, one.title_zh))
            for one in agreements(actor, programme=row.programme.code)
        ),
        code=offered if _left(typed) else typed["code"],
        offered=offered,
        year=year,
        last_year=typed.get("last_year", ""),
        title_en=typed.get("title_en", ""),
        title_zh=typed.get("title_zh", ""),
        problems=problems,
    )


def _left(typed: Form) -> bool:
    """Return whether the code is the one that was offered: another year then has another."""
    return typed.get("code", "").strip() in ("", typed.get("offered", ""))


def _code(row: Pairing, form: Form) -> str:
    """Return the code that was typed; where the offered one was left, that of the year typed."""
    code, offered = form.get("code", "").strip(), form.get("offered", "").strip()
    if not _left(form) or offered.startswith(f"{row.code}-{form.get('year', '').strip()}"):
        return code
    return f"{row.code}-{form.get('year', '').strip()}"


def record_from(row: Pairing, form: Form, by: Actor) -> Agreement:
    """Open the record that a posted form describes.

    Raises: Refused with every fault.
    """
    parties = form.getlist("party") if hasattr(form, "getlist") else []
    return record_agreement(
        code=_code(row, form),
        pairing=row,
        kind=form.get("kind", ""),
        year=_year(form.get("year", "")) or 0,
        last_year=_year(form.get("last_year", "")),
        above=form.get("above", ""),
        parties=parties,
        title_en=form.get("title_en", "").strip() or form.get("title_zh", "").strip(),
        title_zh=form.get("title_zh", "").strip(),
        by=by,
    )


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None
