"""Corrections of many entries: the list, and one with its rows, its two names and its results."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import BulkCorrection, BulkCorrectionRow
from tallystick.entries.queries.many import (
    correction,
    correction_acts,
    correction_documents,
    correction_rows,
    corrections,
    row_problems,
    uploads,
)
from tallystick.entries.queries.warnings import warnings_of_figures
from tallystick.entries.services import agree_correction, drop_correction, resume_correction
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.rules.pipelines import unit_words
from tallystick.web.addresses import address
from tallystick.web.contexts.corrections import (
    CorrectionDocuments,
    CorrectionListPage,
    CorrectionPage,
    CorrectionRow,
    FixRow,
    UploadRow,
)
from tallystick.web.contexts.shared import Fact, Link, Mark
from tallystick.web.contexts.today import Task, TaskGroup
from tallystick.web.figures import instant_text
from tallystick.web.lists import CORRECTIONS
from tallystick.web.views.entries.halves import evidence_rows
from tallystick.web.views.shared import actor_of_request, foot_of, invented_here, page_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_said,
    entry_address,
    entry_title,
    language,
    pairing_name,
    place,
    side_region,
    state_mark,
)

LISTED, TOLD = 50, 6
ENTERING = ("clerk", "confirmer", "matcher")


@require_safe
@guard(SIGNED_IN)
def correction_list(request: HttpRequest) -> HttpResponse:
    """Show corrections and the files that were taken in, newest first."""
    actor = actor_of_request(request)
    begins = bool(actor.regions(*ENTERING))
    sort = CORRECTIONS.sort(request)
    rows, total, newer, older = page_of(request, corrections(actor, sort=sort))
    page = CorrectionListPage(
        section="entries",
        title=_("Corrections of many entries"),
        invented=invented_here(),
        table=CORRECTIONS.table(request, total=total),
        filters=(CORRECTIONS.select(sort),) if rows else (),
        rows=tuple(_listed(one) for one in rows),
        newer=newer,
        older=older,
        uploads=tuple(
            UploadRow(
                name=one.name,
                who=one.who,
                at=one.at,
                entries=one.entries,  # type: ignore[attr-defined]
                href=address(reverse("correction-new"), {"upload": one.pk}) if begins else "",
            )
            for one in uploads(actor)[:LISTED]
        ),
    )
    return show(request, "corrections", page)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def correction_page(request: HttpRequest, id: str) -> HttpResponse:
    """Show one correction; a posted form agrees to it, goes on with it, or drops it."""
    actor = actor_of_request(request)
    try:
        one = correction(id, actor)
    except NotFound as gone:
        raise Http404(id) from gone
    if request.method != "POST":
        return show(request, "correction", _page(one, actor))
    try:
        _act(request, one, actor)
    except Refused as refused:
        page = _page(correction(id, actor), actor, refused.problems)
        return show(request, "correction", page, status=form_status(refused))
    return redirect("correction", id=id)


def _act(request: HttpRequest, one: BulkCorrection, by: Actor) -> None:
    act = request.POST.get("act", "")
    if act == "agree":
        agree_correction(correction_id=one.pk, by=by)
    elif act == "resume":
        resume_correction(correction_id=one.pk, by=by)
    elif act == "drop":
        drop_correction(correction_id=one.pk, reason=request.POST.get("reason", ""), by=by)
    else:
        raise Refused.of("form-incomplete", path="act")


def rule_text(rule: str, unit: str, factor: int) -> str:
    """Return what a rule does: "yuan divided by 10,000"."""
    named = {"unit": unit_words(unit).label(language()) if unit else "", "factor": f"{factor:,}"}
    if rule == "times":
        return _("%(unit)s multiplied by %(factor)s") % named
    if rule == "divide":
        return _("%(unit)s divided by %(factor)s") % named
    return _("new figures") if rule == "replace" else _("taken back")


def _listed(one: BulkCorrection) -> CorrectionRow:
    return CorrectionRow(
        href=reverse("correction", args=[one.pk]),
        reason=one.reason,
        what=f"{pairing_name(one.pairing)} · {rule_text(one.rule, one.unit, one.factor)}",
        state=capfirst(str(BulkCorrection.State(one.state).label)),
        who=one.proposed_by.called_at(one.proposed_at).label(language()),
        at=one.proposed_at,
        entries=one.entries,  # type: ignore[attr-defined]
    )


def _page(one: BulkCorrection, actor: Actor, problems: tuple[Problem, ...] = ()) -> CorrectionPage:
    rows = list(correction_rows(one, actor).prefetch_related("entry__lines"))
    taken_back = one.rule == BulkCorrection.Rule.REVERSE
    return CorrectionPage(
        section="entries",
        title=rule_text(one.rule, one.unit, one.factor),
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        label=f"{pairing_name(one.pairing)} · {place(side_region(one.pairing, one.side))}",
        mark=capfirst(str(BulkCorrection.State(one.state).label)),
        facts=_facts(one),
        rows=fix_rows(rows),
        not_shown=one.rows.count() - len(rows),
        done=sum(row.state == BulkCorrectionRow.State.DONE for row in rows),
        refused=sum(row.state == BulkCorrectionRow.State.REFUSED for row in rows),
        acts=correction_acts(one, actor),
        problems=tuple(problem.sentence(language()) for problem in problems),
        documents=None if taken_back else _documents(one, rows, actor),
        each_goes_over=len(rows) > 1 and not taken_back,
    )


def _documents(
    one: BulkCorrection, rows: Sequence[BulkCorrectionRow], actor: Actor
) -> CorrectionDocuments | None:
    if len(rows) != 1:
        return None
    found, entry = correction_documents(one, rows), rows[0].entry
    return CorrectionDocuments(
        entry.number,
        evidence_rows(entry, found.go_over, actor),
        evidence_rows(entry, found.new, actor),
    )


def _facts(one: BulkCorrection) -> tuple[Fact, ...]:
    asked = one.proposed_by.called_at(one.proposed_at).label(language())
    found = [
        Fact(_("Why"), one.reason, typed=True),
        Fact(_("Asked by"), f"{asked} · {instant_text(one.proposed_at, language())}"),
    ]
    if one.agreed_by is not None and one.agreed_at is not None:
        agreed = one.agreed_by.called_at(one.agreed_at).label(language())
        found.append(Fact(_("Agreed by"), f"{agreed} · {instant_text(one.agreed_at, language())}"))
    return tuple(found)


def fix_row(row: BulkCorrectionRow, odd: Sequence[Problem] = ()) -> FixRow:
    """Return a reviewed row as it is shown, kept or not."""
    entry, new = row.entry, row.replacement
    result = str(BulkCorrectionRow.State(row.state).label) if row.pk else ""
    return FixRow(
        number=entry.number,
        href=entry_address(entry),
        title=entry_title(entry),
        mark=state_mark(entry, timezone.localdate()),
        before=_figures(row.before),
        after=_figures(row.after or ()),
        result=result,
        odd=tuple(problem.sentence(language()) for problem in odd),
        refused=tuple(problem.sentence(language()) for problem in row_problems(row)),
        replacement=Link(new.number, entry_address(new)) if new else None,
    )


def fix_rows(rows: Sequence[BulkCorrectionRow]) -> tuple[FixRow, ...]:
    """Return reviewed rows, each with what looks odd about figures that were typed anew."""
    typed = [
        (row.entry, [amount for _unit, amount in row.after])
        for row in rows
        if row.after is not None
        and row.state == BulkCorrectionRow.State.WAITING
        and row.correction.rule == BulkCorrection.Rule.REPLACE
    ]
    odd = warnings_of_figures(typed)
    return tuple(fix_row(row, odd.get(row.entry_id, ())) for row in rows)


def _figures(pairs: list[list[object]] | tuple[()]) -> tuple[str, ...]:
    """Return each amount in words; `pairs` (unit, amount) as they are kept."""
    return tuple(amount_said(int(str(a)), str(u)) for u, a in pairs)


def correction_tasks(actor: Actor) -> TaskGroup:
    """Return the corrections that wait for this person's name."""
    proposed = corrections(actor).filter(state=BulkCorrection.State.PROPOSED)
    waiting = [one for one in proposed if "agree" in correction_acts(one, actor)]
    tasks = tuple(
        Task(
            mark=Mark("waiting", capfirst(str(BulkCorrection.State(one.state).label))),
            title=one.reason,
            href=reverse("correction", args=[one.pk]),
            note=_listed(one).what,
            figure=f"{one.entries:,}",  # type: ignore[attr-defined]
            unit=ngettext("entry", "entries", one.entries),  # type: ignore[attr-defined]
            action=_("Decide"),
        )
        for one in waiting[:TOLD]
    )
    more = Link(_("All %(count)s") % {"count": len(waiting)}, reverse("corrections"))
    return TaskGroup(
        "corrections", _("Corrections to agree to"), len(waiting), "", tasks,
        more if len(waiting) > TOLD else None,
    )  # fmt: skip
