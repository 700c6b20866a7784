"""Open a file an entry rests on: only under an entry the reader sees, and never inside a page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.models import Evidence
from tallystick.entries.queries import entries
from tallystick.entries.services import open_evidence, open_scan
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.web.views.shared import actor_of_request


@require_safe
@guard(SIGNED_IN)
def evidence(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """Hand out the original file; the reading is kept in the act log."""
    actor = actor_of_request(request)
    seen = (
        entries(actor)
        .filter(
            number=number,
            evidence_links__evidence__sha256=sha256,
            evidence_links__noted=False,
        )
        .exists()
    )
    file = Evidence.objects.filter(sha256=sha256).first()
    if not seen or file is None:
        raise Http404(sha256)
    try:
        content = open_evidence(sha256=sha256, by=actor)
    except Forbidden as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as gone:
        raise Http404(sha256) from gone
    return _handed(file, content)


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
    return _handed(file, content)


def _handed(file: Evidence, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=file.media_type)
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    if disposition:
        answer["Content-Disposition"] = disposition
    # A file is data from outside: it may not run, load or frame anything.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
