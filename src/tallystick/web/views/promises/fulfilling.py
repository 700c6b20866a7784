"""What was done for a commitment as its page shows it, and what is handed out of its files."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.exchanges.models import Commitment, Fulfilment, FulfilmentFile
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.commitments import commitment
from tallystick.exchanges.queries.fulfilling import (
    fulfilling_sides,
    fulfilment,
    fulfilment_file,
    fulfilments,
)
from tallystick.exchanges.queries.meetings import file_sides
from tallystick.exchanges.services import open_fulfilment_file
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Refused
from tallystick.web.contexts.commitments import DoneRow, HistoryRow
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.shared import EvidenceRow, Link, Mark
from tallystick.web.views import fields
from tallystick.web.views.deciders import named
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.views.files.looking import KeptFile, answered, look_address
from tallystick.web.views.promises.following import Forms
from tallystick.web.views.shared import actor_of_request

MARKS = {
    Fulfilment.State.WRITTEN: "waiting",
    Fulfilment.State.ACKNOWLEDGED: "kept",
    Fulfilment.State.REFUSED: "broken",
    Fulfilment.State.WITHDRAWN: "dropped",
}


def done_rows(
    one: Commitment, actor: Actor, forms: Forms, history: Iterable[HistoryRow]
) -> tuple[DoneRow, ...]:
    """Return what was written of what was done, the newest first, with what the reader may do.

    `history` has the names of whoever wrote and answered, in the reader's language.
    """
    rows = list(fulfilments(one))
    if not rows:
        return ()
    sides = fulfilling_sides(one)
    answers = may(actor, ROWS["exchanges.acknowledge_fulfilment"], sides) is not None
    who = {act.at: act.who for act in history}
    writes = may(actor, ROWS["exchanges.report_fulfilment"], sides) is not None
    opens = may(actor, ROWS["exchanges.read_document"], file_sides(one.pairing)) is not None
    return tuple(
        DoneRow(
            n=row.n,
            done_on=row.done_on,
            text=row.text,
            url=row.url,
            mark=Mark(MARKS[Fulfilment.State(row.state)], row.get_state_display()),
            written_by=who.get(row.written_at, row.written_by),
            answered_by=who.get(row.answered_at, row.answered_by) if row.answered_at else "",
            answer=row.answer,
            files=tuple(_file_row(one, row, file, opens=opens) for file in row.files.all()),
            acts=_acts(row, one, actor, answers, writes),
            awaited=_awaited(row, one, actor, answers),
            refusal=fields.text(
                "reason", _("Why"), forms.reason_of("refuse", row.n), {}, longest=fields.USUAL
            ),
        )
        for row in rows
    )


def _file_row(
    one: Commitment, row: Fulfilment, file: FulfilmentFile, *, opens: bool
) -> EvidenceRow:
    kept, href = file.file, _file_address(one, row, file) if opens else ""
    size = _("%(size)s KB") % {"size": max(1, kept.size // 1024)}
    look = look_address(href, kept.media_type)
    return EvidenceRow(file.name, size, kept.sha256, href, look)


def _file_address(one: Commitment, row: Fulfilment, file: FulfilmentFile) -> str:
    return reverse("fulfilment-file", args=[one.code, row.n, file.n])


def _acts(
    row: Fulfilment, one: Commitment, actor: Actor, answers: bool, writes: bool
) -> tuple[tuple[str, str], ...]:
    if row.state != Fulfilment.State.WRITTEN or one.state != Commitment.State.MADE:
        return ()
    found = []
    if answers and row.writer_id != actor.user_id:
        found += [("acknowledge", _("Acknowledge")), ("refuse", _("Do not acknowledge"))]
    if writes:
        found += [("attach", _("Add a file")), ("withdraw", _("Withdraw"))]
    return tuple(found)


def _awaited(row: Fulfilment, one: Commitment, actor: Actor, answers: bool) -> str:
    """Return who of the other side may acknowledge it, where the reader may not."""
    open_still = row.state == Fulfilment.State.WRITTEN and one.state == Commitment.State.MADE
    if not open_still or (answers and row.writer_id != actor.user_id):
        return ""
    acknowledge = ROWS["exchanges.acknowledge_fulfilment"]
    return named([acknowledge], fulfilling_sides(one), without={row.writer_id})


def done_form(one: Commitment, actor: Actor, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return the form by which its own office says what it did, while none stands."""
    if may(actor, ROWS["exchanges.report_fulfilment"], fulfilling_sides(one)) is None:
        return ()
    standing = (Fulfilment.State.WRITTEN, Fulfilment.State.ACKNOWLEDGED)
    if fulfilments(one).filter(state__in=standing).exists():
        return ()
    today = {"done_on": timezone.localdate().isoformat(), **typed}
    return (
        fields.text("done_on", _("Day it was done"), today, errors, kind="day", needed=True),
        fields.text("url", _("Where one can read of it"), typed, errors, hint=_("a web address")),
        fields.text("text", _("What was done"), typed, errors, kind="long", needed=True),
    )


@require_safe
@guard(SIGNED_IN)
def fulfilment_file_page(request: HttpRequest, code: str, n: int, file: int) -> HttpResponse:
    """Hand out a file under what was done; the reading is kept in the act log."""
    actor = actor_of_request(request)
    try:
        record = fulfilment(commitment(code, actor=actor), n, actor=actor)
        row = fulfilment_file(record, file, actor=actor)
        back = Link(_("Commitment"), reverse("commitment", args=[code]))
        kept = KeptFile(row.name, row.file.media_type, row.file.sha256, back, row.file.invented)
        return answered(request, kept, lambda: open_fulfilment_file(file=row, by=actor))
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except (NotFound, Refused) as gone:
        raise Http404(code) from gone
