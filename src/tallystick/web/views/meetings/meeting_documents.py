"""Documents of a meeting: one is added by a form on its page, and opened by who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Meeting, MeetingDocument
from tallystick.exchanges.queries.meetings import document, documents_of
from tallystick.exchanges.services import add_document, open_document
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, NotFound, Problem, Refused
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.meetings import DocumentRow
from tallystick.web.contexts.shared import Link
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.views.files.looking import KeptFile, answered, look_address
from tallystick.web.views.files.uploads import uploaded
from tallystick.web.views.meetings.meetings import found_meeting
from tallystick.web.views.shared import actor_of_request
from tallystick.web.wording import in_words


def document_rows(one: Meeting, actor: Actor) -> tuple[DocumentRow, ...]:
    """Return the documents of a meeting as its page lists them."""
    return tuple(
        DocumentRow(
            title=row.title,
            href=reverse("meeting-document", args=[one.code, row.n]),
            kind=capfirst(str(row.get_kind_display())),
            lang=str(row.get_lang_display()),
            who=in_words(row.added_by.name_en, row.added_by.name_zh) if row.added_by else "",
            added_at=row.added_at,
            sha256=row.file.sha256,
            look=look_address(
                reverse("meeting-document", args=[one.code, row.n]), row.file.media_type
            ),
        )
        for row in documents_of(one, actor=actor)
    )


def document_fields(typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return the fields that describe a document."""
    kinds = [(kind.value, capfirst(str(kind.label))) for kind in MeetingDocument.Kind]
    langs = [(lang.value, str(lang.label)) for lang in MeetingDocument.Lang]
    return (
        fields.select("kind", _("Kind"), kinds, typed, errors),
        fields.text("doc_title", _("Title"), typed, errors, needed=True),
        fields.select("lang", _("Language"), langs, typed, errors),
    )


def take_document(one: Meeting, typed: Typed, request: HttpRequest, by: Actor) -> None:
    """Keep the document that a form sends.

    Raises: Refused with every fault; Forbidden; Conflict.
    """
    file = request.FILES.get("evidence")
    name, content = uploaded(file) if file else ("", b"")
    try:
        add_document(
            meeting=one, kind=typed.get("kind", ""), title=typed.get("doc_title", ""),
            lang=typed.get("lang", ""), name=name, content=content, by=by,
        )  # fmt: skip
    except Refused as refused:
        raise type(refused)(_placed(refused.problems)) from refused


def _placed(problems: Sequence[Problem]) -> list[Problem]:
    return [replace(one, path="doc_title") if one.path == "title" else one for one in problems]


@require_safe
@guard(SIGNED_IN)
def meeting_document(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Hand out a document of a meeting; the reading is kept in the act log."""
    actor = actor_of_request(request)
    try:
        one = found_meeting(code, actor)
        row = document(one, n, actor=actor)
        back = Link(in_words(one.title_en, one.title_zh), reverse("meeting", args=[code]))
        kept = KeptFile(row.name, row.file.media_type, row.file.sha256, back, row.file.invented)
        return answered(request, kept, lambda: open_document(document=row, by=actor))
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except (NotFound, Refused) as gone:
        raise Http404(code) from gone
