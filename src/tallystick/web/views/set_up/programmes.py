"""Programmes and pairings: open, pair, state how long, re-pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Programme
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import fetched_span, pairing, pairings, programmes_without_pairing
from tallystick.programme.services import (
    add_region,
    create_pairing,
    create_programme,
    re_pair,
    rename_programme,
    state_span,
)
from tallystick.regions.models import Region
from tallystick.web.contexts.programmes import (
    ProgrammeRow,
    ProgrammesPage,
)
from tallystick.web.views.declared import Declared, Typed, answer, day_of, forms_of, needed_day
from tallystick.web.views.pairings.pairings import level_words, span_words
from tallystick.web.views.shared import invented_here
from tallystick.web.wording import (
    clauses,
    in_words,
    pairing_name,
    place,
)

FORMS: Declared = {
    "country": (
        N_("Begin a country"),
        N_("Begin the country"),
        (
            ("code", N_("Country, two letters"), "text", True),
            ("name_en", N_("English name"), "text", True),
            ("name_zh", N_("Chinese name"), "text", False),
        ),
    ),
    "programme": (
        N_("Open a programme"),
        N_("Open the programme"),
        (
            ("code", N_("Code"), "text", True),
            ("name_en", N_("English name"), "text", True),
            ("name_zh", N_("Chinese name"), "text", False),
            ("country", N_("Country, two letters"), "text", True),
        ),
    ),
    "rename": (
        N_("Give a programme another name"),
        N_("Rename it"),
        (
            ("code", N_("Code of the programme"), "text", True),
            ("name_en", N_("English name"), "text", True),
            ("name_zh", N_("Chinese name"), "text", False),
        ),
    ),
    "pairing": (
        N_("Pair two regions"),
        N_("Pair them"),
        (
            ("code", N_("Code"), "text", True),
            ("programme", N_("Code of the programme"), "text", True),
            ("supporting", N_("Code of the supporting place"), "text", True),
            ("supported", N_("Code of the supported place"), "text", True),
            ("level", N_("Level: province, city, county"), "text", True),
            ("parent", N_("Code of the pairing it lies in; none opens a book"), "text", False),
            ("since", N_("First day"), "date", False),
            ("source", N_("Decision or publication"), "text", False),
        ),
    ),
    "span": (
        N_("State how long a pairing held"),
        N_("Keep the statement"),
        (
            ("pairing", N_("Code of the pairing"), "text", True),
            ("since", N_("First day"), "date", False),
            ("until", N_("Last day"), "date", False),
            ("source", N_("Decision or publication"), "text", True),
        ),
    ),
    "re_pair": (
        N_("Re-pair: end one pairing and begin its successor"),
        N_("Re-pair"),
        (
            ("pairing", N_("Code of the pairing that ends"), "text", True),
            ("code", N_("Code of the successor"), "text", True),
            ("supporting", N_("Code of its supporting place"), "text", True),
            ("parent", N_("Code of the pairing it lies in; none opens a book"), "text", False),
            ("on", N_("First day of the successor"), "date", True),
            ("source", N_("Decision or publication"), "text", True),
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def programmes_page(request: HttpRequest) -> HttpResponseBase:
    """Show programmes and pairings; a posted form opens, pairs, states or re-pairs."""
    return answer(request, _programmes, ACTS, reverse("programmes"), "programmes")


def _programmes(actor: Actor, typed: Typed, problems: tuple[str, ...]) -> ProgrammesPage:
    rows: list[ProgrammeRow] = []
    last = ""
    seen, bare = pairings(actor), programmes_without_pairing(actor)
    frames = [*(row.programme for row in seen), *bare]
    codes = {one.country.lower() for one in frames}
    lands = {one.code: place(one) for one in Region.objects.filter(code__in=codes)}
    for row in seen:
        programme = row.programme
        if programme.code != last:
            last = programme.code
            rows.append(_programme_row(programme, lands))
        rows.append(_pairing_row(row))
    rows += [_programme_row(programme, lands, bare=True) for programme in bare]
    allowed = may(actor, ROWS["programme.set_up"]) is not None
    return ProgrammesPage(
        section="set-up",
        title=_("Programmes and pairings"),
        invented=invented_here(),
        rows=tuple(rows),
        forms=forms_of(FORMS, typed) if allowed else (),
        problems=problems,
    )


def _programme_row(
    programme: Programme, lands: Mapping[str, str], *, bare: bool = False
) -> ProgrammeRow:
    name = in_words(programme.name_en, programme.name_zh)
    land = lands.get(programme.country.lower(), programme.country.upper())
    detail = _("%(country)s; no pairing yet") % {"country": land} if bare else land
    return ProgrammeRow(name, programme.code, detail)


def _pairing_row(row: Pairing) -> ProgrammeRow:
    detail = clauses(level_words(row.level), span_words(fetched_span(row)))
    href = reverse("pairing", args=[row.code])
    return ProgrammeRow(pairing_name(row), row.code, detail, href, depth=1)


def _begin_country(form: Typed, by: Actor) -> str:
    names: dict[str, Any] = {name: form.get(name, "").strip() for name in ("name_en", "name_zh")}
    code = form.get("code", "").strip().lower()
    made = add_region(code=code, kind="country", by=by, **names)
    return _("%(name)s is on the map.") % {"name": place(made)}


def _rename_programme(form: Typed, by: Actor) -> str:
    names = {name: form.get(name, "").strip() for name in ("name_en", "name_zh")}
    made = rename_programme(programme=form.get("code", "").strip(), by=by, **names)
    return _("The programme is called %(name)s now.") % {
        "name": in_words(made.name_en, made.name_zh)
    }


def _open_programme(form: Typed, by: Actor) -> str:
    names: dict[str, Any] = {
        name: form.get(name, "").strip() for name in ("code", "name_en", "name_zh")
    }
    country = form.get("country", "").strip().lower()
    made = create_programme(**names, country=country, by=by)
    return _("%(name)s is open. Now pair two regions in it.") % {
        "name": in_words(made.name_en, made.name_zh)
    }


def _pair(form: Typed, by: Actor) -> str:
    words = ("code", "programme", "supporting", "supported", "level")
    made = create_pairing(
        **{name: form.get(name, "").strip() for name in words},
        parent=form.get("parent", "").strip() or None,
        since=day_of(form, "since"),
        source=form.get("source", "").strip(),
        by=by,
    )
    return _("%(name)s are paired.") % {"name": pairing_name(made)}


def _span(form: Typed, by: Actor) -> str:
    found = pairing(form.get("pairing", "").strip(), actor=by)
    state_span(
        pairing=found,
        valid_from=day_of(form, "since"),
        valid_to=day_of(form, "until"),
        source=form.get("source", "").strip(),
        preferred=True,
        by=by,
    )
    return _("The statement is kept; reports reckon with it.")


def _re_pair(form: Typed, by: Actor) -> str:
    made = re_pair(
        pairing=pairing(form.get("pairing", "").strip(), actor=by),
        code=form.get("code", "").strip(),
        supporting=form.get("supporting", "").strip(),
        parent=form.get("parent", "").strip(),
        on=needed_day(form),
        source=form.get("source", "").strip(),
        by=by,
    )
    return _(
        "%(name)s succeeds it. What lives passes when both sides put their names under it."
    ) % {"name": pairing_name(made)}


ACTS: Mapping[str, Callable[[Typed, Actor], str]] = {
    "country": _begin_country,
    "programme": _open_programme,
    "rename": _rename_programme,
    "pairing": _pair,
    "span": _span,
    "re_pair": _re_pair,
}
