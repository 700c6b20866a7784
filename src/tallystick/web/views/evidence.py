"""Open a file an entry rests on: only under an entry the reader sees, never inside a page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import CorrectionEvidence, EntryEvidence
from tallystick.entries.queries import entries
from tallystick.entries.rules.files import fitting_name
from tallystick.entries.services import open_evidence, open_scan
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.web.views.shared import actor_of_request

# What a browser shows without running anything. A PDF is taken away to be read: its viewer runs.
LOOKED_AT = frozenset({"image/png", "image/jpeg"})


@require_safe
@guard(SIGNED_IN)
def evidence(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Hand out the original file; the reading is kept in the act log."""
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
    try:
        content = open_evidence(sha256=sha256, by=actor)
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as gone:
        raise Http404(sha256) from gone
    kind = link.evidence.media_type
    if "look" in request.GET and kind in LOOKED_AT:
        return looked_at(link.name, kind, content)
    return handed(link.name, kind, content)


@require_safe
@guard(SIGNED_IN)
def paper_scan(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the scan of a list that came back signed; the reading is kept in the act log."""
    try:
        file, content = open_scan(code=code, by=actor_of_request(request))
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as gone:
        raise Http404(code) from gone
    # By the list's own code: the same bytes may be called otherwise where others laid them down.
    return handed(code, file.media_type, content)


def looked_at(name: str, media_type: str, content: bytes) -> HttpResponse:
    """Return a picture to look at in the browser, alone and cut off from all else."""
    answer = handed(name, media_type, content)
    called = fitting_name(name, media_type)
    if disposition := content_disposition_header(as_attachment=False, filename=called):
        answer["Content-Disposition"] = disposition
    else:
        del answer["Content-Disposition"]
    answer["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    return answer


def handed(name: str, media_type: str, content: bytes) -> HttpResponse:
    """Return a kept file as a download that runs, loads and frames nothing."""
    answer = HttpResponse(content, content_type=media_type)
    called = fitting_name(name, media_type)
    disposition = content_disposition_header(as_attachment=True, filename=called)
    if disposition:
        answer["Content-Disposition"] = disposition
    # A file is data from outside: it may not run, load or frame anything.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
