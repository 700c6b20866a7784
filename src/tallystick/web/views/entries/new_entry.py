"""Report something: what happened is picked first, then one form asks only what that step needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries import services
from tallystick.entries.models import Entry, State
from tallystick.entries.queries import entries
from tallystick.entries.queries.documents import document_ahead
from tallystick.entries.queries.reportable import clerk_in, likeliest
from tallystick.entries.queries.reported import report_of
from tallystick.entries.queries.warnings import warnings_of_report
from tallystick.entries.rules.again import ASKED
from tallystick.entries.rules.reports import Report
from tallystick.interchange.excel.columns import NOT_ENTERED
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme import queries as programme
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries.things import things
from tallystick.programme.rules.pipelines import Pipeline, pipelines
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import (
    AmountRow,
    EntryFormPage,
    FormField,
    PickGroup,
    PickKind,
    PickPage,
)
from tallystick.web.contexts.shared import Choice, Link
from tallystick.web.reporting_words import step_words
from tallystick.web.views.entries import as_last_time as again
from tallystick.web.views.entries import due_form
from tallystick.web.views.entries import entry_form as form
from tallystick.web.views.entries import sent_once as sent
from tallystick.web.views.entries.asked import document_words
from tallystick.web.views.fields import Errors, Typed, own_first, problems_of, typed_of
from tallystick.web.views.files.uploads import uploaded_all
from tallystick.web.views.pairings.pairing import reporting_or_404
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import entry_address, language, pairing_name, place

# Targets and "we reported" follow from other acts; nobody enters them here.
GROUPS = (
    (gettext_lazy("Money and goods"), ("funds", "donation", "student_aid")),
    (gettext_lazy("Projects"), ("assistance_project", "works", "built", "village")),
    (gettext_lazy("Industry"), ("project", "investment", "enterprise", "facility", "sale")),
    (gettext_lazy("Work"), ("placement", "job", "job_fair", "transport")),
    (gettext_lazy("Talent support"), ("secondment", "training", "study", "technology")),
    (gettext_lazy("Working together"), ("meeting", "agreement", "twinning", "commitment")),
    (gettext_lazy("Readings"), ("survey",)),
)


@require_safe
@guard(SIGNED_IN)
def pick(request: HttpRequest) -> HttpResponse:
    """Show what can be reported, one link for each step of each kind."""
    actor = actor_of_request(request)
    open_here = clerk_in(programme.pairings(actor), actor)
    asked = request.GET.get("pairing", "")
    likely = likeliest(open_here, timezone.localdate())
    chosen = next((p for p in open_here if p.code == asked), likely)
    day = timezone.localdate()
    due = due_form.read_due(request.GET, day) if chosen and chosen.code == asked else None
    page = PickPage(
        section="entries",
        title=_("Report something"),
        invented=invented_here(),
        lead=pairing_name(chosen) if chosen else "",
        pairings=tuple(Choice(p.code, pairing_name(p), p == chosen) for p in open_here),
        groups=_groups(chosen, due) if chosen else (),
        again=again.again_rows(actor, day, due=due, within=chosen if due else None),
        due=due_form.told_of(due, chosen.code) if chosen and due else None,
    )
    return show(request, "pick", page)


def _groups(pairing: Pairing, due: due_form.Due | None) -> tuple[PickGroup, ...]:
    """Return what can be reported, group by group; what is due alone where a deadline asks."""
    found = [
        (str(title), [code for code in codes if due is None or code in due.kinds])
        for title, codes in GROUPS
    ]
    return tuple(
        PickGroup(title, tuple(_kind(pairing, pipelines()[code], due) for code in codes))
        for title, codes in found
        if codes
    )


def _kind(pairing: Pairing, pipeline: Pipeline, due: due_form.Due | None) -> PickKind:
    query = due.query if due else {}
    table = ""
    if pipeline.code not in NOT_ENTERED:
        table = reverse("entry-table", args=[pairing.code, pipeline.code])
        table = due.table(pairing.code, pipeline.code) if due else table
    return PickKind(
        pipeline.label(language()),
        tuple(
            Link(
                step_words(pipeline, stage),
                address(
                    reverse("entry-new", args=[pairing.code, pipeline.code, stage.code]), query
                ),
            )
            for stage in due_form.steps_of(pipeline)
        ),
        table,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def new_entry(request: HttpRequest, code: str, pipeline: str, stage: str) -> HttpResponse:
    """Show the form of one step; a posted form becomes a draft, or is handed on."""
    actor = actor_of_request(request)
    frame = _frame(actor, code, pipeline, stage)
    if request.method != "POST":
        given = typed_of(request.GET.dict())
        # A link fills fields in; it never names the form: two people may follow the same one.
        given.pop(sent.NAME, None)
        filled = again.filled_from(frame, given, actor, due_form.day_of(given))
        typed = {**form.first_typed(frame), **again.typed_from(filled), **given}
        return show(request, "entry_form", _page(request, frame, typed, filled=filled))
    return _answer(request, frame, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def edit_entry(request: HttpRequest, number: str) -> HttpResponse:
    """Show a draft in its form; a posted form says it anew."""
    actor = actor_of_request(request)
    row = entries(actor).filter(number=number, state=State.DRAFT).first()
    if row is None:
        raise Http404(number)
    frame = _frame(actor, row.pairing.code, row.pipeline, row.target_stage)
    if row.side != frame.reach.side or row.source_stage not in frame.sources:
        raise Http404(number)
    if request.method != "POST":
        report = report_of(row)
        said = {**form.typed_again(report), **form.record_typed(frame, report)}
        filled = again.filled_from(frame, typed_of(request.GET.dict()), actor)
        # A draft says what it says: only what is empty in it is filled.
        typed = {**again.typed_from(filled), **{name: text for name, text in said.items() if text}}
        typed |= {name: request.GET[name] for name in again.HIDDEN if name in request.GET}
        page = _page(request, frame, typed, draft=row, filled=filled)
        return show(request, "entry_form", page)
    return _answer(request, frame, actor, row)


def _frame(actor: Actor, code: str, pipeline: str, stage: str) -> form.Frame:
    """Return what the address fixes.

    Raises: Http404 out of sight, for who is no clerk here, and for what nobody enters by form.
    """
    known = pipelines().get(pipeline)
    open_here = {kind for _title, kinds in GROUPS for kind in kinds}
    if known is None or pipeline not in open_here or stage not in known.stages:
        raise Http404(pipeline)
    if not form.ways_of(known, known.stages[stage]):
        raise Http404(stage)
    pairing, reach = reporting_or_404(code, actor)
    named = _things(actor, known, [region.pk for region in reach.regions])
    return form.Frame(pairing, known, known.stages[stage], reach, named)


def _things(actor: Actor, pipeline: Pipeline, regions: list[int]) -> list[Thing]:
    fitting = pipeline.subject.of or (pipeline.code,)
    return list(things(actor).filter(pipeline__in=fitting, region__in=regions))


def _answer(
    request: HttpRequest, frame: form.Frame, actor: Actor, draft: Entry | None
) -> HttpResponse:
    typed = typed_of(request.POST.dict())
    act, filled = typed.get("act", ""), again.filled_from(frame, typed, actor)
    before, version = None if draft else sent.made_by(typed, actor), typed.get("version", "")[:9]
    if before and version and _still_draft(frame, before):
        # This page was shown as that of the draft that the form had made.
        draft, before = before, None
    if act in ("more", "look"):
        typed["rows"] = str(form.rows_of(typed) + (act == "more"))
        return show(request, "entry_form", _page(request, frame, typed, draft=draft, filled=filled))
    came = Came(request, frame, typed, filled)
    try:
        answered, lacking = again.asked_again(frame, typed, filled, hand_on=act == "hand_on")
        reading = form.read_form(frame, answered)
        reading.unread += lacking
        if before and not _goes_on(came, before, reading):
            return _sent_again(came, before, reading)
        if before:
            draft, version = before, str(before.version)
        row = _keep(request, reading, actor, draft, version, hand_on=act == "hand_on")
    except Refused as refused:
        # The same form may have come in between: what it made is no fault of this one.
        if draft is None and (before := sent.made_by(typed, actor)):
            return _sent_again(came, before, reading)
        if any(one.code == "entry-id-taken" for one in refused.problems):
            # By somebody else's entry: under its old name this form could never be sent.
            typed[sent.NAME] = sent.fresh()
        page = _page(request, frame, typed, draft=draft, problems=refused.problems, filled=filled)
        return show(request, "entry_form", page, status=form_status(refused))
    kept = _("%(number)s waits for the second person of your office.")
    said = kept if act == "hand_on" else _("%(number)s is kept as a draft.")
    messages.success(request, said % {"number": row.number})
    return redirect(entry_address(row))


def _still_draft(frame: form.Frame, before: Entry) -> bool:
    """Return whether what a form made is a draft by now, of the step that its address fixes."""
    step = before.pairing_id, before.pipeline, before.target_stage, before.side
    here = frame.pairing.pk, frame.pipeline.code, frame.stage.code, frame.reach.side
    return before.state == State.DRAFT and step == here


@dataclass(frozen=True)
class Came:
    """A form as it came: its step, what was typed, and the report it was filled from."""

    request: HttpRequest
    frame: form.Frame
    typed: dict[str, str]
    filled: again.Filled | None


def _goes_on(came: Came, before: Entry, reading: form.Reading) -> bool:
    """Return whether a form that made a draft comes again to do more with that very draft."""
    frame, typed = came.frame, came.typed
    if not _still_draft(frame, before):
        return False
    # Without the tick that workers were asked again, the draft was kept without their answers.
    unasked, _lacking = again.asked_again(frame, {**typed, ASKED: ""}, came.filled, hand_on=False)
    if not any(sent.says(before, form.read_form(frame, one).report) for one in (typed, unasked)):
        return False
    more = typed.get("act") == "hand_on" or bool(came.request.FILES.getlist("evidence"))
    return more or not sent.says(before, reading.report)


def _sent_again(came: Came, before: Entry, reading: form.Reading) -> HttpResponse:
    """Lead to what a form made when it was sent first; with other words it may make one more."""
    if sent.says(before, reading.report):
        messages.info(
            came.request,
            _("This form was sent before: it made %(number)s.") % {"number": before.number},
        )
        return redirect(entry_address(before))
    problem = Problem("form-sent-before", "act", {"number": before.number})
    fresh = {**came.typed, sent.NAME: sent.fresh()}
    page = _page(came.request, came.frame, fresh, problems=[problem], filled=came.filled)
    return show(came.request, "entry_form", page, status=409)


def _keep(
    request: HttpRequest,
    reading: form.Reading,
    by: Actor,
    draft: Entry | None,
    version: str,
    *,
    hand_on: bool,
) -> Entry:
    """Keep the report as a draft, or hand it on; `version`: that of the draft as it was shown.

    Raises: Refused with everything that is wrong with form, report, record and files.
    """
    files = uploaded_all(request.FILES.getlist("evidence"))
    editing = (draft.pk, int(version)) if draft is not None and version.isdecimal() else None
    if draft is not None and editing is None:
        raise Refused.of("form-incomplete", path="act")
    return services.enter_report(
        report=reading.report, by=by, files=files, hand_on=hand_on, unread=reading.unread,
        draft=editing, id=None if editing else sent.of(request.POST),
    )  # fmt: skip


def _page(
    request: HttpRequest,
    frame: form.Frame,
    typed: Typed,
    *,
    draft: Entry | None = None,
    problems: Sequence[Problem] = (),
    filled: again.Filled | None = None,
) -> EntryFormPage:
    reading = form.read_form(frame, typed)
    shown = _names(_parts(frame, typed, {}, reading.report)) | {ASKED, "evidence"}
    errors, listed = problems_of(problems, reading.field_of, shown)
    notes = form.notes_of(reading, _odd(frame, reading.report, draft))
    parts = _parts(frame, typed, errors, reading.report, notes).marked(filled)
    asked = document_ahead(reading.report, frame.pairing, programme.rules_of(frame.pairing))
    once = frame.pipeline.subject.once
    return EntryFormPage(
        section="entries",
        title=step_words(frame.pipeline, frame.stage),
        invented=frame.pairing.programme.invented,
        label=f"{pairing_name(frame.pairing)} · {place(_own(frame))}",
        back=address(reverse("entry-pick"), {"pairing": frame.pairing.code}),
        problems=listed,
        evidence=document_words(asked),
        evidence_errors=errors.get("evidence", ()),
        attached=_attached(draft),
        guarded=any(one.guard for one in frame.pipeline.record.entry.values()),
        version=draft.version if draft else None,
        form=sent.of(typed) or ("" if draft else sent.fresh()),
        amounts_note=_("A thing that is named counts as one.") if once and frame.things else "",
        new_thing=_new_thing(frame),
        again=again.offered(frame, actor_of_request(request)) if not filled else (),
        from_last=again.told_of(request, frame, typed, filled, errors),
        happened=parts.happened,
        rows=parts.rows,
        asked=parts.asked,
        more=parts.more,
        naming=parts.naming,
    )


def _own(frame: form.Frame) -> Region:
    supported = frame.reach.side == "supported"
    return frame.pairing.supported if supported else frame.pairing.supporting


@dataclass(frozen=True)
class Parts:
    """The fields of a form, section by section."""

    happened: tuple[FormField, ...]
    rows: tuple[AmountRow, ...]
    asked: tuple[FormField, ...]
    more: tuple[FormField, ...]
    naming: tuple[FormField, ...]

    def marked(self, filled: again.Filled | None) -> Parts:
        """Return the same fields, those that say what the last report said marked."""
        if filled is None:
            return self
        rows = tuple(
            replace(
                row,
                codes=again.marked(row.codes, filled),
                amounts=again.marked(row.amounts, filled),
                magnitude=again.marked([row.magnitude], filled)[0] if row.magnitude else None,
            )
            for row in self.rows
        )
        return Parts(
            again.marked(self.happened, filled),
            again.begun(rows),
            again.marked(self.asked, filled),
            again.marked(self.more, filled),
            again.marked(self.naming, filled),
        )


def _odd(frame: form.Frame, report: Report, draft: Entry | None) -> list[Problem]:
    """Return what is odd about the figures of a form, where its places are known by now."""
    region = next((r for r in frame.reach.regions if r.code == report.region), None)
    partner = next((r for r in frame.reach.partners if r.code == report.partner), None)
    if region is None or partner is None or not report.lines:
        return []
    return warnings_of_report(
        report,
        pairing=frame.pairing,
        region=region,
        partner=partner,
        thing=next((one for one in frame.things if one.code == report.thing), None),
        draft=draft.pk if draft else "",
    )


def _parts(
    frame: form.Frame,
    typed: Typed,
    errors: Errors,
    report: Report,
    notes: form.Notes | None = None,
) -> Parts:
    asked, more = form.record_fields(frame, typed, errors, report)
    return Parts(
        form.happened(frame, typed, errors),
        form.amount_rows(frame, typed, errors, notes),
        asked,
        more,
        own_first(form.naming(typed, errors)),
    )


def _names(parts: Parts) -> set[str]:
    rows = [one for row in parts.rows for one in (*row.codes, *row.amounts)]
    return {one.name for one in (*parts.happened, *rows, *parts.asked, *parts.more, *parts.naming)}


def _attached(draft: Entry | None) -> tuple[str, ...]:
    if draft is None:
        return ()
    return tuple(link.name for link in draft.evidence_links.select_related("evidence"))


def _new_thing(frame: form.Frame) -> Link | None:
    """Return where a thing is named that the list does not have yet."""
    fitting = (frame.pipeline.subject.of or (frame.pipeline.code,))[0]
    if not pipelines()[fitting].record.thing:
        return None
    words = _("Name a new one: %(kind)s") % {"kind": pipelines()[fitting].label(language())}
    here = reverse("entry-new", args=[frame.pairing.code, frame.pipeline.code, frame.stage.code])
    return Link(words, address(reverse("thing-new"), {"pipeline": fitting, "back": here}))
