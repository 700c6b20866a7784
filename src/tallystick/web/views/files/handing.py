"""How a kept file leaves the server: it runs, loads and frames nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tallystick.entries.rules.files import fitting_name


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
