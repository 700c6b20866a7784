"""The web server's way in: all of the site is read in before anybody asks."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from tallystick.config.sweeps import keep_sweeps_short

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")
_site = get_wsgi_application()
# Else whoever comes first waits for every page to be read in.
_ = get_resolver().url_patterns
keep_sweeps_short()

from tallystick.config.beforehand import begin_reading  # noqa: E402 (needs the site)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request; with the first one, what comparisons stand on is read beside the pages."""
    begin_reading()
    return _site(environ, start_response)
