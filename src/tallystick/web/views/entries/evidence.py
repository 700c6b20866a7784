"""Open a file an entry rests on: only under an entry the reader sees, never inside a page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import CorrectionEvidence, EntryEvidence
from tallystick.entries.queries import entries
from tallystick.entries.queries.papers import paper_list
from tallystick.entries.services import open_evidence, open_scan
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.web.contexts.shared import Link
from tallystick.web.views.files.looking import KeptFile, answered
from tallystick.web.views.shared import actor_of_request


@require_safe
@guard(SIGNED_IN)
def evidence(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Hand out the original file, or what can be read of it; the reading is kept in the act log."""
    actor = actor_of_request(request)
    seen = entries(actor).filter(number=number).values("pk")
    laid = EntryEvidence.objects.filter(entry__in=seen, evidence__sha256=sha256, noted=False)
    # What came with a proposed correction lies under no entry before that is agreed to.
    coming = CorrectionEvidence.objects.filter(
        correction__rows__entry__in=seen, evidence__sha256=sha256
    )
    link = laid.select_related("evidence").first() or coming.select_related("evidence").first()
    if link is None:
        raise Http404(sha256)
    back = Link(_("Entry %(number)s") % {"number": number}, reverse("entry", args=[number]))
    file = link.evidence
    kept = KeptFile(link.name, file.media_type, sha256, back, file.invented)
    try:
        return answered(request, kept, lambda: open_evidence(sha256=sha256, by=actor))
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as gone:
        raise Http404(sha256) from gone


@require_safe
@guard(SIGNED_IN)
def paper_scan(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the scan of a list that came back signed; the reading is kept in the act log."""
    actor = actor_of_request(request)
    back = Link(_("List %(code)s") % {"code": code}, reverse("paper", args=[code]))
    try:
        paper = paper_list(code, actor)
        if paper.scan is None:
            raise Http404(code)
        file = paper.scan
        # By the list's own code: the same bytes may be called otherwise where others laid them.
        kept = KeptFile(code, file.media_type, file.sha256, back, file.invented)
        return answered(request, kept, lambda: open_scan(code=code, by=actor)[1])
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as gone:
        raise Http404(code) from gone
