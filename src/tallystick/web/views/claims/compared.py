"""Claims compared with the book and with one another: which differ, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.models import Claim
from tallystick.indicators.queries import ComparedClaim, claims, compared_claims
from tallystick.indicators.queries.comparing import SORTS, with_claims
from tallystick.indicators.queries.held import Held
from tallystick.indicators.rules.comparing.reasons import Reason, reasons
from tallystick.indicators.rules.comparing.verdicts import UNEXPLAINED, VERDICTS
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.named import named_pairings
from tallystick.web.addresses import address, narrows
from tallystick.web.contexts.comparing import ComparedListPage, ComparedRow, Judged
from tallystick.web.contexts.shared import Filter, Link
from tallystick.web.lists import COMPARED
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views.claims.claims import (
    SOURCE_KINDS,
    indicator_words,
    kind_words,
    party_words,
    period_words,
    read_as,
    source_words,
)
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import language, pairing_name

NAMES = ("verdict", "reason", "pairing", "indicator", "side", "year", "source_kind", "sort")
VERDICT_WORDS = {
    "agrees": gettext_lazy("agrees"),
    "differs": gettext_lazy("differs"),
    "cannot_tell": gettext_lazy("cannot tell"),
}
PRESS = {
    "supporting": gettext_lazy("the supporting side's press"),
    "supported": gettext_lazy("the supported side's press"),
    "other": gettext_lazy("others"),
    "unknown": gettext_lazy("not known"),
}


@require_safe
@guard(SIGNED_IN)
def compared_list(request: HttpRequest) -> HttpResponse:
    """Show compared claims, what nobody can excuse first; filters and order are in the address."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:60] for name in NAMES}
    sort = given["sort"] if given["sort"] in SORTS else ""
    found = compared_claims(
        actor,
        pairing=given["pairing"],
        indicator=given["indicator"],
        side=given["side"],
        source_kind=given["source_kind"],
        year=year_of(given["year"]),
        sort=sort,
    )
    kept = [
        row
        for row in found.rows
        if given["verdict"] in ("", row.verdict) and given["reason"] in ("", row.reason)
    ]
    shown, total, newer, older = page_of(request, kept, (_("Previous"), _("Next")))
    page = ComparedListPage(
        section="claims",
        title=_("Claims compared"),
        invented=invented_here(),
        leads=(Link(_("Claims"), reverse("claims")),),
        table=COMPARED.table(request, total=total),
        filters=(
            *_filters(actor, given, [row.reason for row in found.rows]),
            COMPARED.select(COMPARED.sort(request)),
        ),
        filtered=narrows(given),
        rows=tuple(_row(row) for row in with_claims(shown, actor)),
        total=total,
        counts=_counts(request.path, found.rows, given),
        not_read=found.not_read,
        newer=newer,
        older=older,
    )
    return show(request, "compared", page)


def judged_of(row: Held) -> Judged:
    """Return the verdict on a claim in words, with the sentence that tells why."""
    telling = row.telling
    return judged(row.verdict, row.reason, telling.reason if telling else None)


def judged(verdict: str, reason: str, told: Reason | None) -> Judged:
    """Return a verdict in words; red is what nobody can excuse."""
    tone = ("red" if reason in UNEXPLAINED else "amber") if verdict == "differs" else ""
    return Judged(
        verdict=str(VERDICT_WORDS[verdict]),
        reason=Reason(reason).label.label(language()),
        why=(told or Reason(reason)).sentence(language()) if told or _plain(reason) else "",
        tone=tone,
    )


def _plain(reason: str) -> bool:
    """Return whether a reason's sentence names no figures."""
    return "%(" not in reasons()[reason]["en"]


def _row(row: ComparedClaim) -> ComparedRow:
    claim = row.claim
    return ComparedRow(
        href=reverse("claim", args=[claim.pk]),
        printed=claim.printed,
        lang=script_of(claim.printed),
        read_as=read_as(claim),
        indicator=indicator_words(claim.indicator),
        parties=(party_words(claim, "supporting"), party_words(claim, "supported")),
        period=period_words(claim),
        source=source_words(claim.source_kind, claim.url),
        press=press_words(claim),
        judged=judged_of(row),
    )


def press_words(claim: Claim) -> str:
    """Return whose press printed a claim."""
    return str(PRESS[claim.side or "unknown"])


def _counts(path: str, rows: Sequence[Held], given: Mapping[str, str]) -> tuple[Link, ...]:
    """Return a link for each verdict with how many there are under the other filters."""
    number = Counter(row.verdict for row in rows if given["reason"] in ("", row.reason))
    return tuple(
        Link(
            f"{capfirst(str(VERDICT_WORDS[verdict]))} {number[verdict]:,}",
            address(path, {**given, "verdict": verdict}),
            given["verdict"] == verdict,
        )
        for verdict in VERDICTS
    )


def _filters(actor: Actor, given: Mapping[str, str], met: Sequence[str]) -> tuple[Filter, ...]:
    used = claims(actor).order_by("indicator").values_list("indicator", flat=True).distinct()
    ends = claims(actor).exclude(period_end=None).order_by("period_end__year")
    years = [str(y) for y in ends.values_list("period_end__year", flat=True).distinct()]
    met_here = {*met, given["reason"]}
    choices: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
        ("verdict", _("Verdict"), [(code, str(VERDICT_WORDS[code])) for code in VERDICTS]),
        (
            "reason",
            _("Reason"),
            [(c, Reason(c).label.label(language())) for c in reasons() if c in met_here],
        ),
        ("pairing", _("Pairing"), [(p.code, pairing_name(p)) for p in named_pairings(actor)]),
        (
            "indicator",
            _("Indicator"),
            [(c, indicator_words(c)) for c in used],
        ),
        ("side", _("Whose press"), [(code, str(words)) for code, words in PRESS.items()]),
        ("year", _("Year"), [(y, y) for y in reversed(years)]),
        ("source_kind", _("Source"), [(code, kind_words(code)) for code in SOURCE_KINDS]),
    )
    return filters_of(choices, given)
