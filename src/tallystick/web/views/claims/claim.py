"""One published figure: as printed, whose it is, and all it was compared with."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import ReadoutItem
from tallystick.indicators.models import Claim
from tallystick.indicators.queries import ComparedClaim, compared_claim
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import Compared
from tallystick.kernel.actor import Actor
from tallystick.kernel.address import host_of
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.rules.catalogue import indicators
from tallystick.web.contexts.comparing import BesideRow, ClaimPage, ToldIn
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.figures import day_text
from tallystick.web.frame import address_of
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views.claims.claims import (
    indicator_words,
    party_words,
    period_words,
    source_words,
)
from tallystick.web.views.claims.compared import judged, judged_of, press_words
from tallystick.web.views.claims.printed_figures import compared_words, printed_exactly
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import language, pairing_name

STATUSES = {
    "actual": lambda: _("what was done"),
    "planned": lambda: _("a plan"),
    "rule": lambda: _("a rule of allocation"),
}


@require_safe
@guard(SIGNED_IN)
def claim_page(request: HttpRequest, claim: int) -> HttpResponse:
    """Show one claim with its verdict, and every figure beside it with the reason in words."""
    actor = actor_of_request(request)
    try:
        found = compared_claim(claim, actor=actor)
    except (NotFound, OverflowError) as hidden:
        raise Http404(str(claim)) from hidden
    told = found.claim
    page = ClaimPage(
        section="claims",
        title=_("Claim %(id)s") % {"id": told.pk},
        printed=told.printed,
        invented=invented_here(),
        lang=script_of(told.printed),
        read_as=printed_exactly(told.value, told.unit, told.qualifier),
        facts=_facts(told, actor),
        source=Link(host_of(told.url) or told.url, told.url) if told.url else None,
        judged=judged_of(found),
        context=told.context,
        rows=tuple(_beside(done, found) for done in found.compared if done.theirs),
        told_in=_told_in(told, actor),
        leads=(
            Link(_("Claims"), reverse("claims")),
            Link(_("Claims compared"), reverse("compared")),
        ),
    )
    return show(request, "claim", page)


def _facts(claim: Claim, actor: Actor) -> tuple[Fact, ...]:
    facts = [Fact(_("Indicator"), indicator_words(claim.indicator))]
    facts += [Fact(_("Part"), claim.breakdown, typed=True)] if claim.breakdown else []
    parties = " – ".join(party_words(claim, side) for side in ("supporting", "supported"))
    facts.append(Fact(_("Parties"), parties))
    # The figure is public; that the two are paired here is for those who see the pairing.
    if claim.pairing and Pairing.objects.visible_to(actor).filter(pk=claim.pairing.pk).exists():
        href = reverse("pairing", args=[claim.pairing.code])
        facts.append(Fact(_("Pairing"), pairing_name(claim.pairing), href))
    facts.append(Fact(_("Period"), period_words(claim)))
    if claim.as_of:
        facts.append(Fact(_("As of"), day_text(claim.as_of, language())))
    running = _("yes") if claim.cumulative else _("no")
    facts.append(Fact(_("Cumulative"), running))
    kind = STATUSES[claim.status]() if claim.status in STATUSES else claim.status
    facts.append(Fact(_("It states"), kind))
    facts.append(Fact(_("Whose press"), press_words(claim)))
    if source := source_words(claim.source_kind, claim.url):
        facts.append(Fact(_("Source"), source))
    facts.append(Fact(_("Taken from"), f"{claim.file.name}, {claim.row}", typed=True))
    return tuple(facts)


def _beside(done: Compared, found: ComparedClaim) -> BesideRow:
    first = done.theirs[0]
    return BesideRow(
        figures=tuple(_figure(said, found.claim) for said in done.theirs),
        lang=script_of(first.words.label(language())),
        who=_("the book") if first.book else host_of(first.url) or _("a claim"),
        indicator=_name(first),
        period=_days(first),
        judged=judged(done.verdict, done.reason.code, done.reason),
    )


def _figure(said: Said, claim: Claim) -> Link:
    words = compared_words(said)
    if not said.book:
        return Link(words, reverse("claim", args=[said.key.partition(":")[2]]))
    if claim.pairing is None or said.until is None:
        return Link(words or _("nothing"), "")
    where = [claim.pairing.code, said.until.year, said.indicator]
    return Link(words or _("nothing"), reverse("explain", args=where))


def _name(said: Said) -> str:
    code, _colon, part = said.indicator.partition(":")
    return indicator_words(code) if code in indicators() else part


def _days(said: Said) -> str:
    since, until = (day_text(day, language()) if day else "…" for day in (said.since, said.until))
    return (
        until
        if said.stock or (said.since is None and not said.cumulative)
        else f"{since} – {until}"
    )


def _told_in(claim: Claim, actor: Actor) -> tuple[ToldIn, ...]:
    """Return the announcements that the claim was taken from, where the reader sees them."""
    items = ReadoutItem.objects.visible_to(actor).filter(claim=claim).select_related("readout")
    return tuple(
        ToldIn(one.readout.title, one.words, address_of("readout", one.readout.code))
        for one in items.order_by("pk")
    )
