"""One commitment, what shows it kept, and the form by which the head of its office ends it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import acts_on, may
from tallystick.entries.rules.files import LARGEST_FILE, READ_TYPES
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.commitments import (
    CommitmentRow,
    commitment,
    proof,
    proofs,
    row_of,
    settling_sides,
)
from tallystick.exchanges.rules.commitments import settling_problems
from tallystick.exchanges.services import settle_commitment
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.web.addresses import address
from tallystick.web.contexts.commitments import CommitmentPage
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.figures import day_text
from tallystick.web.views import fields
from tallystick.web.views.deciders import named
from tallystick.web.views.fields import Typed, problems_of
from tallystick.web.views.files.uploads import uploaded_all
from tallystick.web.views.learning.tagging import tag_panel
from tallystick.web.views.promises.commitments import (
    commitment_address,
    mark_of,
    proofs_seen,
    source_of,
    words_of,
)
from tallystick.web.views.promises.following import (
    Forms,
    follow,
    history_of,
    link_form,
    linked_rows,
)
from tallystick.web.views.promises.fulfilling import done_form, done_rows
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    entry_title,
    language,
    listed,
    name_then,
    office_name,
    pairing_name,
)

FIELDS = ("state", "on", "kept_by", "reason")
FIELDS_OF = {
    "settle": FIELDS,
    "link": ("thing", "stage", "indicator", "amount", "period"),
    "unlink": ("reason",),
    "done": ("done_on", "text", "url"),
    "attach": (),
    "acknowledge": (),
    "refuse": ("reason",),
    "withdraw": (),
}
SAID = {
    "settle": gettext_lazy("The commitment is settled; both sides read how."),
    "link": gettext_lazy("Linked: from now on the book shows how far it is."),
    "unlink": gettext_lazy("The link is taken off; its reason is kept."),
    "done": gettext_lazy("Written down. It counts when the other side acknowledges it."),
    "attach": gettext_lazy("The files lie under what was done; the other side may open them."),
    "acknowledge": gettext_lazy("Acknowledged: the commitment is kept."),
    "refuse": gettext_lazy("Not acknowledged; the commitment stays open."),
    "withdraw": gettext_lazy("Withdrawn."),
}
# Proofs that are offered as one types; any other number may be typed.
OFFERED = 40


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def commitment_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a commitment; a posted form settles it."""
    actor = actor_of_request(request)
    try:
        one = commitment(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    if request.method != "POST":
        return show(request, "commitment", _page(one, actor))
    act, n = request.POST.get("act", "settle"), request.POST.get("n", "")
    typed = {name: request.POST.get(name, "") for name in FIELDS_OF.get(act, FIELDS)}
    try:
        if act == "settle":
            _settle(one, typed, actor)
        else:
            files = uploaded_all(request.FILES.getlist("evidence"))
            follow(act, one, typed, actor, n, files)
    except NotFound as gone:
        raise Http404(code) from gone
    except Refused as refused:
        one.refresh_from_db()
        page = _page(one, actor, typed, refused.problems, act, n)
        return show(request, "commitment", page, status=form_status(refused))
    messages.success(request, str(SAID.get(act, SAID["settle"])))
    return redirect(commitment_address(one))


def _settle(one: Commitment, typed: Typed, by: Actor) -> None:
    """Settle what the form says.

    Raises: Refused with every fault, those of the form beside those of the service.
    """
    problems: list[Problem] = []
    today, shown_by = timezone.localdate(), None
    day = fields.read_day(typed["on"], "on", problems) or today
    try:
        shown_by = proof(number, by) if (number := typed["kept_by"].strip()) else None
    except NotFound as unknown:
        problems += unknown.problems
    if problems:
        raise Refused(problems + settling_problems(typed["state"], day, typed["reason"], today))
    settle_commitment(
        commitment=one, state=typed["state"], on=day, reason=typed["reason"], kept_by=shown_by,
        by=by,
    )  # fmt: skip


def _page(
    one: Commitment,
    actor: Actor,
    typed: Typed | None = None,
    problems: Sequence[Problem] = (),
    act: str = "settle",
    n: str = "",
) -> CommitmentPage:
    today = timezone.localdate()
    row = row_of(one, today)
    open_still, sides = row.state == Commitment.State.MADE, settling_sides(one)
    said_open = one.state == Commitment.State.MADE
    settles = (
        said_open
        and row.state != "kept"
        and may(actor, ROWS["exchanges.settle"], sides) is not None
    )
    errors, listed = problems_of(problems, {}, _shown(act))
    given = typed or {}
    today_typed = {"on": today.isoformat(), "done_on": today.isoformat()}
    forms = Forms(act, {**today_typed, **given}, errors, n)
    words, history = words_of(one), history_of(one, actor)
    other = one.text_en if words == one.text_zh else one.text_zh
    return CommitmentPage(
        section="commitments",
        title=words,
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        code=one.code,
        pairing=Link(
            pairing_name(one.pairing),
            address(reverse("commitments"), {"pairing": one.pairing.code}),
        ),
        mark=mark_of(row, today),
        facts=_facts(one, row, actor),
        also=other if other != words else "",
        words=one.words,
        settlers="" if settles or not open_still else _settlers(one),
        problems=listed,
        form=_form(one, actor, *forms.of("settle")) if settles else (),
        linked=linked_rows(one, row, actor, forms),
        link_form=link_form(one, actor, *forms.of("link")) if said_open else (),
        done=done_rows(one, actor, forms, history),
        done_form=done_form(one, actor, *forms.of("done")) if open_still else (),
        files_taken=_files_taken(),
        history=history,
        opened=act if problems else "settle" if row.days_late else "",
        tags=tag_panel(one, actor),
    )


def _files_taken() -> str:
    """Return what kinds of files are taken with a record, and how large they are at most."""
    types, most = listed(READ_TYPES.split(", ")), LARGEST_FILE // 1024 // 1024
    return _("%(types)s; %(most)s MB each at most.") % {"types": types, "most": most}


def _shown(act: str) -> set[str]:
    """Return the fields a fault leads to; the small forms of a row have none of their own."""
    if act in ("unlink", "refuse"):
        return set()
    return {*FIELDS_OF.get(act, FIELDS), *(("evidence",) if act == "done" else ())}


def _settlers(one: Commitment) -> str:
    """Return the offices and the people whose word ends it."""
    return named([ROWS["exchanges.settle"]], settling_sides(one))


def _facts(one: Commitment, row: CommitmentRow, actor: Actor) -> tuple[Fact, ...]:
    source = source_of(one)
    facts = [
        Fact(_("Kept by"), office_name(one.owner), reverse("office", args=[one.owner.code])),
        Fact(_("Due"), day_text(one.due_on, language())),
    ]
    if source is not None:
        facts.append(Fact(_("Made in"), source.words, source.href))
    if one.kind:
        facts.append(Fact(_("Kind"), one.get_kind_display()))
    if row.by_movements and row.ended_on:
        facts.append(Fact(_("Shown kept since"), day_text(row.ended_on, language())))
    if one.settled_on:
        facts.append(Fact(_("Settled"), day_text(one.settled_on, language())))
        act = (
            acts_on("commitment", one.code, action="exchanges.settle")
            .select_related("user")
            .first()
        )
        if act is not None:
            name = name_then(act.who, act.user, act.at)
            facts.append(Fact(_("By"), name, typed=True))
    if one.kept_by is not None:
        number = one.kept_by.number
        if number in proofs_seen([one], actor):
            words = f"{number} · {entry_title(one.kept_by)}"
            facts.append(Fact(_("Shown by"), words, reverse("entry", args=[number])))
        else:
            facts.append(Fact(_("Shown by"), number))
    if one.reason:
        facts.append(Fact(_("Why"), one.reason, typed=True))
    return tuple(facts)


def _form(
    one: Commitment, actor: Actor, typed: Typed, errors: fields.Errors
) -> tuple[FormField, ...]:
    how = [
        ("kept", _("kept: a posted entry shows it")),
        ("broken", _("broken: it was not done")),
        ("dropped", _("dropped: it is not wanted any more")),
    ]
    shown = [(entry.number, entry_title(entry)) for entry in proofs(one, actor)[:OFFERED]]
    return (
        fields.select(
            "state", _("How it ended"), how, typed, errors, blank=_("choose"), needed=True
        ),
        fields.text("on", _("Day it ended"), typed, errors, kind="day", needed=True),
        fields.text(
            "kept_by", _("Entry that shows it"), typed, errors, offers=shown,
            hint=_("number of a posted entry, where it was kept"),
        ),
        fields.text(
            "reason", _("Why"), typed, errors, kind="long", needed=True,
            hint=_("both sides read it"),
        ),
    )  # fmt: skip
