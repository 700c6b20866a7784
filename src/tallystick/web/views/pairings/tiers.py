"""The tiers of a book: what holds, every statement, and the forms of who may state them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.rules.tiers import UNIT
from tallystick.journal.rules import Record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.programme.models import CountyTier, FundTier, Pairing
from tallystick.programme.queries import book_of
from tallystick.programme.queries.sealed_tiers import COUNTY, TIER, Key, sealed_tiers
from tallystick.programme.queries.tiers import TierBook, may_set_tiers, overlaps, tier_book
from tallystick.programme.rules.tiers import stretches, years_of
from tallystick.programme.rules.vocabulary import said_amount
from tallystick.web.contexts.shared import Link
from tallystick.web.contexts.tiers import TierHeld, TierSaid, TiersPage
from tallystick.web.figures import day_text
from tallystick.web.views.fields import Typed, own_first, problems_of, typed_of
from tallystick.web.views.pairings.pairing import find_or_404
from tallystick.web.views.pairings.tier_forms import (
    PATHS,
    county_fields,
    shown_fields,
    state,
    tier_fields,
)
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import in_words, language, names_signed, pairing_name, place


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def pairing_tiers(request: HttpRequest, code: str) -> HttpResponse:
    """Show the tiers of a pairing's book; a posted form states one, or the tier of a county."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    if request.method != "POST":
        return show(request, "tiers", _page(row, actor))
    typed = typed_of(request.POST)
    try:
        said = state(row, typed, actor)
    except Refused as refused:
        if isinstance(refused, Conflict):
            # She reads what came meanwhile on this page: sent again, it is decided knowing that.
            typed.pop("seen", None)
        page = _page(row, actor, typed, refused.problems)
        return show(request, "tiers", page, status=form_status(refused))
    messages.success(request, _("Stated: %(what)s") % {"what": _told(said)})
    return redirect(reverse("pairing-tiers", args=[row.code]))


def _told(row: FundTier | CountyTier) -> str:
    said = _said(row, {})
    return _("%(what)s: %(how)s, %(years)s") % {
        "what": said.what, "how": said.said, "years": said.years,
    }  # fmt: skip


def _page(
    row: Pairing, actor: Actor, typed: Typed | None = None, problems: Sequence[Problem] = ()
) -> TiersPage:
    book, sets = tier_book(row), may_set_tiers(row, actor)
    names = {code: words.label(language()) for code, words in book.words().items()}
    given = dict(typed or {})
    which = "county" if given.get("act") in ("place", "release") else "tier"
    shown = shown_fields() if sets else set()
    errors, listed = problems_of(problems, PATHS[which], shown)
    sealed = sealed_tiers(book_of(row).code) if book.tiers else {}
    return TiersPage(
        section="pairings",
        title=_("Tiers of funds"),
        invented=row.programme.invented,
        foot=foot_of(row),
        label=Link(pairing_name(row), reverse("pairing", args=[row.code])),
        funds=Link(_("Funds by tier"), reverse("funds-by-tier", args=[row.code])),
        tiers=_tiers(book),
        counties=_counties(book, names),
        overlaps=tuple(one.sentence(language()) for one in overlaps(book)),
        said=_history(book, names, sealed),
        sets=sets,
        seen=given.get("seen", book.newest().isoformat()),
        tier_fields=own_first(tier_fields(given, errors)) if sets else (),
        county_fields=county_fields(row, book, given, errors) if sets else (),
        problems=listed,
    )


def _tiers(book: TierBook) -> tuple[TierHeld, ...]:
    return tuple(
        TierHeld(in_words(row.name_en, row.name_zh), _each(row), years.written(), row.source)
        for rows in book.tiers.values()
        for years, row in stretches(rows)
        if row.held
    )


def _counties(book: TierBook, names: Mapping[str, str]) -> tuple[TierHeld, ...]:
    return tuple(
        TierHeld(place(row.region), names.get(row.tier, row.tier), years.written(), row.source)
        for rows in book.places.values()
        for years, row in stretches(rows)
        if row.tier
    )


def _each(row: FundTier) -> str:
    if row.amount is None:
        return _("amount not known")
    amount = said_amount(row.amount, UNIT).label(language())
    return _("%(amount)s a county") % {"amount": amount}


def _history(
    book: TierBook, names: Mapping[str, str], sealed: Mapping[Key, Record]
) -> tuple[TierSaid, ...]:
    """Return every statement, newest first."""
    rows: list[FundTier | CountyTier] = [row for said in book.tiers.values() for row in said]
    rows += [row for said in book.places.values() for row in said]
    called = names_signed(row.stated_by for row in rows)
    book_code = next((key[1] for key in sealed), "")
    found = []
    for row in rows:
        about = row.code if isinstance(row, FundTier) else row.region.code
        kind = TIER if isinstance(row, FundTier) else COUNTY
        record = sealed.get((kind, book_code, about, row.number))
        order = (row.stated_at, record.seq if record else 0)
        who = called(row.stated_by, row.stated_at)
        found.append((order, _said(row, names, record, who)))
    return tuple(said for _order, said in sorted(found, key=lambda one: one[0], reverse=True))


def _said(
    row: FundTier | CountyTier,
    names: Mapping[str, str],
    record: Record | None = None,
    who: str = "",
) -> TierSaid:
    if isinstance(row, FundTier):
        called = in_words(row.name_en, row.name_zh) or names.get(row.code, row.code)
        what, said = called, _each(row) if row.held else _("no such tier")
    else:
        what = place(row.region)
        said = names.get(row.tier, row.tier) if row.tier else _("in no tier")
    return TierSaid(
        what=what,
        said=said,
        years=years_of(row).written(),
        source=row.source,
        who=who,
        on=day_text(timezone.localdate(row.stated_at), language()),
        why=row.why,
        record=str(record.seq) if record else "",
        proof=record.leaf_hex if record else "",
    )
