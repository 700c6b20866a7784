"""The agreements a person sees, and one agreement with its texts side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.queries.commitments import clause_commitments
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Problem, Refused
from tallystick.programme.models import Agreement, AgreementVersion, Pairing
from tallystick.programme.queries import pairing
from tallystick.programme.queries.agreements import (
    TargetCheck,
    agreement,
    agreements,
    target_checks,
)
from tallystick.programme.rules.catalogue import indicators
from tallystick.web.contexts.agreements import (
    AgreementListPage,
    AgreementPage,
    AgreementRow,
    ClauseRow,
    SignatureRow,
    TargetRow,
    TextColumn,
    VersionCell,
)
from tallystick.web.contexts.shared import Cell, Fact, Link, Mark
from tallystick.web.figures import Measure
from tallystick.web.lists import AGREEMENTS, PAIRING_AGREEMENTS
from tallystick.web.tables import in_language
from tallystick.web.views.learning.tagging import tag_panel
from tallystick.web.views.promises.agreement_forms import act_on, forms_of
from tallystick.web.views.promises.agreement_record import record_form, record_from
from tallystick.web.views.promises.agreement_results import Key, Result, results_of
from tallystick.web.views.promises.agreement_text import Form
from tallystick.web.views.shared import actor_of_request, foot_of, invented_here, page_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_said,
    amount_words,
    in_words,
    language,
    listed,
    name_then,
    office_name,
    office_then,
    pairing_name,
    place,
    place_then,
)

GLYPHS = {"proposed": "waiting", "signed": "matched", "withdrawn": "dropped"}


@require_safe
@guard(SIGNED_IN)
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Show the agreements of every pairing; their order is in the address."""
    sort = AGREEMENTS.sort(request)
    found = agreements(actor_of_request(request), sort=in_language(sort))
    rows, total, newer, older = page_of(request, found)
    page = AgreementListPage(
        section="pairings",
        title=_("Agreements"),
        invented=invented_here(),
        table=AGREEMENTS.table(request, total=total),
        rows=tuple(_row(one) for one in rows),
        filters=(AGREEMENTS.select(sort),) if rows else (),
        newer=newer,
        older=older,
    )
    return show(request, "agreements", page)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def pairing_agreements(request: HttpRequest, code: str) -> HttpResponse:
    """Show the agreements of one pairing; a posted form opens the record of another."""
    actor = actor_of_request(request)
    try:
        row = pairing(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    if request.method != "POST":
        return show(request, "agreements", _listed(request, row, actor))
    try:
        made = record_from(row, request.POST, actor)
    except Refused as refused:
        page = _listed(request, row, actor, request.POST, refused.problems)
        return show(request, "agreements", page, status=form_status(refused))
    messages.success(request, _("The agreement is recorded. Now propose its text."))
    return redirect(agreement_address(made))


def _listed(
    request: HttpRequest,
    row: Pairing,
    actor: Actor,
    typed: Form | None = None,
    problems: Sequence[Problem] = (),
) -> AgreementListPage:
    sort = PAIRING_AGREEMENTS.sort(request)
    found = agreements(actor, pairing=row.code, sort=in_language(sort))
    rows, total, newer, older = page_of(request, found)
    said = tuple(problem.sentence(language()) for problem in problems)
    return AgreementListPage(
        section="pairings",
        title=_("Agreements"),
        invented=row.programme.invented,
        foot=foot_of(row),
        pairing=Link(pairing_name(row), reverse("pairing", args=[row.code])),
        table=PAIRING_AGREEMENTS.table(request, total=total),
        rows=tuple(_row(one) for one in rows),
        filters=(PAIRING_AGREEMENTS.select(sort),) if rows else (),
        newer=newer,
        older=older,
        record=record_form(row, actor, typed or {}, said),
    )


def agreement_address(one: Agreement) -> str:
    """Return the address of an agreement's page."""
    return reverse("agreement", args=[one.code])


def _row(one: Agreement) -> AgreementRow:
    texts = list(one.versions.all())
    newest = texts[-1] if texts else None
    detail = _("version %(number)s") % {"number": newest.number} if newest else ""
    return AgreementRow(
        in_words(one.title_en, one.title_zh),
        reverse("agreement", args=[one.code]),
        pairing_name(one.pairing),
        capfirst(str(Agreement.Kind(one.kind).label)),
        years_of(one),
        mark_of(newest) if newest else Mark("draft", _("No text yet")),
        detail,
        one.code,
    )


def years_of(one: Agreement) -> str:
    """Return the years an agreement speaks of."""
    return f"{one.year}–{one.last_year}" if one.last_year else str(one.year)


def mark_of(version: AgreementVersion) -> Mark:
    """Return a text's drawn state and its word."""
    words = AgreementVersion.State(version.state).label
    return Mark(GLYPHS[version.state], capfirst(str(words)))


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def agreement_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show an agreement; a posted form proposes, amends, signs or withdraws."""
    actor = actor_of_request(request)
    try:
        found = agreement(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    if request.method != "POST" or "more" in request.POST:
        return show(request, "agreement", _page(found, actor, typed=request.POST))
    try:
        done = act_on(found, request.POST, actor)
    except Forbidden as refused:
        return show(request, "agreement", _page(found, actor, refused.problems), status=403)
    except Refused as refused:
        page = _page(found, actor, refused.problems, request.POST)
        return show(request, "agreement", page, status=form_status(refused))
    messages.success(request, done)
    return redirect(reverse("agreement", args=[code]))


def _page(
    found: Agreement,
    actor: Actor,
    problems: Sequence[Problem] = (),
    typed: Form | None = None,
) -> AgreementPage:
    texts = list(
        found.versions.select_related("proposed_by")
        .prefetch_related(
            "targets__region", "clauses__owner", "signatures__party__region", "signatures__user"
        )
        .order_by("number")
    )
    offices = {name.office for text in texts for name in text.signatures.all()}
    named = {one.code: one for one in Office.objects.filter(code__in=offices)}
    for text in texts:
        text.agreement = found
    # The text in force, or the one that waits; a withdrawn one stands beside them and no more.
    shown = [text for text in texts if text.state != AgreementVersion.State.WITHDRAWN]
    newest = shown[-1] if shown else None
    checks = target_checks(newest) if newest else []
    where = found.pairing
    said = tuple(problem.sentence(language()) for problem in problems)
    return AgreementPage(
        section="pairings",
        title=in_words(found.title_en, found.title_zh),
        invented=where.programme.invented,
        foot=foot_of(where),
        label=in_words(where.programme.name_en, where.programme.name_zh),
        pairing=Link(pairing_name(where), reverse("pairing-agreements", args=[where.code])),
        facts=_facts(found),
        versions=tuple(_column(found, text, named) for text in texts),
        targets=_targets(shown, checks, _results(found, shown, actor)),
        scored=_signed(shown),
        nested=any(check.above or check.children for check in checks),
        clauses=tuple(_clauses(newest)) if newest else (),
        forms=forms_of(found, texts, actor, said, typed or {}),
        tags=tag_panel(found, actor),
    )


def _facts(found: Agreement) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Kind"), capfirst(str(Agreement.Kind(found.kind).label))),
        Fact(_("Speaks of"), years_of(found)),
        Fact(
            _("Parties"),
            listed(place(party.region) for party in found.parties.select_related("region")),
        ),
    ]
    if found.above:
        over = found.above
        href = reverse("agreement", args=[over.code])
        facts.append(Fact(_("Handed down from"), in_words(over.title_en, over.title_zh), href))
    return tuple(facts)


def _column(found: Agreement, text: AgreementVersion, offices: Mapping[str, Office]) -> TextColumn:
    names = list(text.signatures.all())
    valid = {name.party_id: name for name in names if name.content_hash == text.content_hash}
    halves: dict[str, list[SignatureRow]] = {"supporting": [], "supported": []}
    for party in found.parties.all():
        name = valid.get(party.pk)
        halves[party.side].append(
            SignatureRow(
                place_then(party.region, text.signed_on),
                name_then(name.name, name.user, name.at),
                office_then(offices.get(name.office), name.at, name.office),
                name.at,
            )
            if name
            else SignatureRow(place_then(party.region, text.signed_on))
        )
    drawn = {side: all(row.name for row in rows) or None for side, rows in halves.items()}
    return TextColumn(
        number=text.number,
        mark=mark_of(text),
        signed_on=text.signed_on,
        proposer=_proposer(text),
        note=text.note,
        text=text.content_hash,
        upper=tuple(halves["supporting"]),
        lower=tuple(halves["supported"]),
        drawn_upper=1 if drawn["supporting"] else None,
        drawn_lower=1 if drawn["supported"] else None,
        withdrawn_why=text.withdrawn_why,
        voided=len(names) - len(valid),
    )


def _proposer(text: AgreementVersion) -> str:
    return name_then(text.proposer, text.proposed_by, text.proposed_at)


def _signed(texts: Sequence[AgreementVersion]) -> bool:
    return any(text.state == AgreementVersion.State.SIGNED for text in texts)


def _results(
    found: Agreement, texts: Sequence[AgreementVersion], actor: Actor
) -> Mapping[Key, Result]:
    """Return what was reached, once a text is signed: before that nothing is promised."""
    if not _signed(texts):
        return {}
    return results_of(found, [one for text in texts for one in text.targets.all()], actor)


def _targets(
    texts: Sequence[AgreementVersion],
    checks: Sequence[TargetCheck],
    results: Mapping[Key, Result],
) -> tuple[TargetRow, ...]:
    """Return every target of any text, each version in its own column, changes marked."""
    tables = [
        {(t.region.code, t.indicator, t.period): t for t in text.targets.all()} for text in texts
    ]
    order = {code: n for n, code in enumerate(indicators())}
    keys = sorted(
        {key for table in tables for key in table}, key=lambda k: (k[0], order[k[1]], k[2])
    )
    checked = {(c.target.region.code, c.target.indicator, c.target.period): c for c in checks}
    rows = []
    for key in keys:
        amounts = [table[key].amount if key in table else None for table in tables]
        standing = next(table[key] for table in tables if key in table)
        how = reached.how if (reached := results.get(key)) else None
        cells = tuple(
            VersionCell(_figure(amount, standing.unit, how), n > 0 and amount != amounts[n - 1])
            for n, amount in enumerate(amounts)
        )
        check = checked.get(key)
        rows.append(
            TargetRow(
                indicators()[key[1]].name(language()),
                key[1],
                place(standing.region),
                key[2],
                amount_words(standing.amount, standing.unit)[1],
                cells,
                **_around(check),
                **_reached(results.get(key), amounts),
            )
        )
    return tuple(rows)


def _reached(result: Result | None, amounts: Sequence[int | None]) -> dict[str, Any]:
    """Return what both sides hold of a target; a share only of the target that stands here."""
    if result is None:
        return {}
    if result.drawn is None:
        return {"card": result.card}
    drawn, same = result.drawn, result.held_to == amounts[-1]
    return {
        "matched": _with_unit(drawn.matched, result.how),
        "waiting": _with_unit(drawn.waiting, result.how),
        "completion": drawn.completion if same else "",
    }


def _with_unit(cell: Cell, how: Measure | None) -> Cell:
    """Return a figure with its unit, as the targets beside it; words stay as they are."""
    return replace(cell, text=how.with_unit(cell.text)) if cell.text and how else cell


def _figure(amount: int | None, unit: str, how: Measure | None = None) -> str:
    """Return an amount that was promised: as its row is written, where what was reached is too."""
    if amount is None:
        return _("no target")
    if how is not None:
        return how.with_unit(how.show(amount))
    return amount_said(amount, unit)


def _around(check: TargetCheck | None) -> dict[str, Any]:
    """Return what stands above and below one target, in words."""
    if check is None:
        return {}
    above = ""
    if check.above is not None:
        above = _("%(place)s: %(figure)s, version %(number)s") % {
            "place": place(check.above.region),
            "figure": _figure(check.above.amount, check.above.unit),
            "number": check.above.version.number,
        }
    said = {
        "more": _("more than the target"),
        "less": _("less than the target"),
        "equal": _("equal to the target"),
        "not_handed_down": _("not handed down"),
    }[check.verdict]
    below = _figure(check.children_sum, check.target.unit) if check.children else ""
    amber = check.verdict in ("more", "less")
    return {"above": above, "below": below, "check": said, "amber": amber}


def _clauses(text: AgreementVersion) -> Iterable[ClauseRow]:
    made = clause_commitments(text)
    for clause in text.clauses.all():
        kept = made.get(clause.number)
        yield ClauseRow(
            clause.number,
            in_words(clause.text_en, clause.text_zh),
            indicators()[clause.indicator].name(language()) if clause.indicator else "",
            office_name(clause.owner) if clause.owner else "",
            clause.due_on,
            str(Commitment.State(kept.state).label) if kept else "",
            reverse("commitment", args=[kept.code]) if kept else "",
        )
