"""Web addresses that people type: what host one leads to, if it leads anywhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Browsers read a backslash as a stroke, so another host is opened than the one that is printed.
_UNFIT = re.compile(r"[\s\\\"<>\x00-\x20\x7f-\x9f]")
_SCHEME = re.compile("https?://", re.IGNORECASE)


def host_of(url: str) -> str | None:
    """Return the host a web address leads to, or None where it is none that can be opened.

    A name before the host is refused: it makes an address look like another's.

    >>> host_of("https://www.ln.gov.cn:8443/a"), host_of("https://:80/"), host_of("https://a:x/")
    ('www.ln.gov.cn', None, None)
    >>> host_of("http://["), host_of("https://a.cn\\\\@b.cn"), host_of("https://a.cn@b.cn")
    (None, None, None)
    """
    if not _SCHEME.match(url) or _UNFIT.search(url):
        return None
    try:
        parts = urlsplit(url)
        _checked = parts.port
    # Half a bracket, a sign that is taken for a stroke, a port that is no number.
    except ValueError:
        return None
    return None if "@" in parts.netloc else parts.hostname
