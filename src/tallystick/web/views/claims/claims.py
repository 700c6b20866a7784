"""What was printed elsewhere, as printed; a person settles a party that no place was found for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.indicators.models import Claim
from tallystick.indicators.policy import ROWS
from tallystick.indicators.queries import claims, unresolved_claims
from tallystick.indicators.services import resolve_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.address import host_of
from tallystick.kernel.problem import Refused
from tallystick.programme.queries.named import named_pairings
from tallystick.programme.rules.catalogue import indicators
from tallystick.regions.models import Region
from tallystick.regions.queries import candidates_for
from tallystick.web.addresses import address, narrows
from tallystick.web.contexts.claims import ClaimListPage, ClaimRow, Unresolved
from tallystick.web.contexts.shared import Choice, Filter, Link
from tallystick.web.figures import day_text
from tallystick.web.lists import CLAIMS
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views.claims.party_groups import group_in_chinese
from tallystick.web.views.claims.printed_figures import printed_words
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    bracketed,
    in_words,
    language,
    pairing_name,
    place,
)

Choices = Mapping[str, list[Region]]
NAMES = ("pairing", "indicator", "year", "open", "sort")
SOURCE_KINDS = {
    "official": lambda: _("official"),
    "official yearbook": lambda: _("official yearbook"),
    "media": lambda: _("media"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def claim_list(request: HttpRequest) -> HttpResponse:
    """Show claims; a posted form says which place a party is."""
    actor = actor_of_request(request)
    if request.method == "POST":
        return _resolve(request, actor)
    given = {name: request.GET.get(name, "")[:60] for name in NAMES}
    found = _found(actor, given)
    rows, total, newer, older = page_of(request, found, (_("Previous"), _("Next")))
    may_resolve = may(actor, ROWS["indicators.resolve_party"]) is not None
    open_texts = {open_["text"] for claim in rows for open_ in claim.unresolved}
    choices = candidates_for(open_texts) if may_resolve else {}
    page = ClaimListPage(
        section="claims",
        title=_("Claims"),
        invented=invented_here(),
        table=CLAIMS.table(request, total=total),
        filters=(*_filters(actor, given), CLAIMS.select(CLAIMS.sort(request))),
        filtered=narrows(given),
        rows=tuple(_row(claim, choices) for claim in rows),
        total=total,
        unresolved=unresolved_claims(actor).count(),
        may_resolve=may_resolve,
        newer=newer,
        older=older,
        actions=(Link(_("Compare them"), _compared_address(given)),),
    )
    return show(request, "claims", page)


def _compared_address(given: Mapping[str, str]) -> str:
    kept = {name: given[name] for name in ("pairing", "indicator", "year")}
    return address(reverse("compared"), kept)


def _found(actor: Actor, given: dict[str, str]) -> QuerySet[Claim]:
    year = year_of(given["year"])
    return claims(
        actor,
        pairing=given["pairing"],
        indicator=given["indicator"],
        year=year,
        unresolved_only=given["open"] == "yes",
        sort=given["sort"],
    ).select_related("supporting", "supported", "pairing")


def _resolve(request: HttpRequest, actor: Actor) -> HttpResponse:
    claim, region = request.POST.get("claim", ""), request.POST.get("region", "")
    try:
        if not claim.isdecimal() or len(claim) > 18:
            raise Refused.of("form-incomplete")
        side = request.POST.get("side", "")
        resolve_party(claim_id=int(claim), side=side, region=region, by=actor)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.sentence(language()))
    else:
        messages.success(request, _("The claim now names its place."))
    return redirect(address(request.path, {n: request.GET.get(n, "") for n in (*NAMES, "page")}))


def read_as(claim: Claim) -> str:
    """Return the exact value that a print was read as, with its hedge and unit."""
    return printed_words(claim.value, claim.unit, claim.qualifier)


def indicator_words(code: str) -> str:
    """Return the name of an indicator; a figure of none is outside the catalogue."""
    known = indicators().get(code)
    return known.name(language()) if known else _("outside the catalogue")


def _row(claim: Claim, choices: Choices) -> ClaimRow:
    return ClaimRow(
        id=str(claim.pk),
        href=reverse("claim", args=[claim.pk]),
        printed=claim.printed,
        lang=script_of(claim.printed),
        read_as=read_as(claim),
        indicator=indicator_words(claim.indicator),
        parties=(party_words(claim, "supporting"), party_words(claim, "supported")),
        period=period_words(claim),
        source=claim.url,
        source_host=host_of(claim.url) or claim.url,
        source_kind=source_words(claim.source_kind, claim.url),
        as_of=claim.as_of,
        unresolved=_unresolved(claim, choices),
    )


def kind_words(kind: str) -> str:
    """Return what kind of source it is."""
    return SOURCE_KINDS[kind]() if kind in SOURCE_KINDS else kind


def source_words(kind: str, url: str) -> str:
    """Return what kind of source it is; empty where nobody knows.

    Without an address "media" was found out from nothing.
    """
    return kind_words(kind) if url or kind != "media" else ""


def party_words(claim: Claim, side: str) -> str:
    """Return a party by the name of its place, or as printed where that is open.

    A counted group is said in the reader's language: which places it is, nobody printed.
    """
    region = claim.supporting if side == "supporting" else claim.supported
    if region is not None:
        return place(region)
    return _as_said(getattr(claim, f"{side}_text"))


def _as_said(printed: str) -> str:
    return in_words(printed, group_in_chinese(printed))


def period_words(claim: Claim) -> str:
    """Return the days a claim speaks of."""

    def words(day: date | None, unknown: str) -> str:
        return day_text(day, language()) if day else unknown

    start = words(claim.period_start, _("start not known"))
    end = words(claim.period_end or claim.as_of, _("end not known"))
    return f"{start} – {end}"


def _unresolved(claim: Claim, places: Choices) -> tuple[Unresolved, ...]:
    found = []
    for side in (open_["side"] for open_ in claim.unresolved):
        printed = getattr(claim, f"{side}_text")
        choices = tuple(
            Choice(region.code, bracketed(place(region), region.code))
            for region in places.get(printed, ())
        )
        found.append(Unresolved(side, _as_said(printed), choices))
    return tuple(found)


def _filters(actor: Actor, given: dict[str, str]) -> tuple[Filter, ...]:
    used = claims(actor).order_by("indicator").values_list("indicator", flat=True).distinct()
    ends = claims(actor).exclude(period_end=None).order_by("period_end__year")
    years = [str(y) for y in ends.values_list("period_end__year", flat=True).distinct()]
    choices = (
        ("pairing", _("Pairing"), [(p.code, pairing_name(p)) for p in named_pairings(actor)]),
        (
            "indicator",
            _("Indicator"),
            [(c, indicator_words(c)) for c in used],
        ),
        ("year", _("Year"), [(y, y) for y in reversed(years)]),
        ("open", _("Places"), [("yes", _("not resolved"))]),
    )
    return filters_of(choices, given)
