"""How much a browser fetches to show a page for the first time: it opens on a slow line too."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import PurePosixPath

from django.contrib.staticfiles import finders
from django.test import Client
from tests.example import Installation
from tests.web.roles import MATCHER
from tests.web.test_query_budget import budgeted

from tallystick.access.models import User

# Compressed, as they are served.
FIRST_LOAD, ONE_SCRIPT = 400_000, 60_000
_LINKED = re.compile(r'<(?:link rel="stylesheet" href|script src|img src)="/static/([^"?]+)"')
_IN_STYLE = re.compile(r"url\([\"']?(?!data:)([^\"')#?]+)")
# Packed as it is.
_PACKED = frozenset({".woff2", ".png", ".jpg"})


@cache
def weight(path: str) -> int:
    """Return the bytes of a static file, a style with what it loads."""
    found = finders.find(path)
    assert isinstance(found, str), path
    with open(found, "rb") as file:
        content = file.read()
    here = PurePosixPath(path)
    if here.suffix in _PACKED:
        return len(content)
    more = _IN_STYLE.findall(content.decode()) if here.suffix == ".css" else ()
    return len(gzip.compress(content)) + sum(weight(str(here.parent / one)) for one in more)


def weights(page: str) -> dict[str, int]:
    """Return the bytes of a page and of each file that it links.

    >>> sorted(weights("<p>Two regions, one book.</p>"))
    ['page']
    """
    linked = {path: weight(path) for path in _LINKED.findall(page)}
    return {"page": len(gzip.compress(page.encode())), **linked}


def test_every_page_is_light_the_first_time(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=MATCHER.username))
    seen = {}
    for place in budgeted():
        answer = client.get(place.address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            seen[place.address] = weights(answer.content.decode())
    assert len(seen) > 50
    assert not [at for at, parts in seen.items() if len(parts) < 4], "no style or script found"
    heavy = {at: parts for at, parts in seen.items() if sum(parts.values()) > FIRST_LOAD}
    assert not heavy, heavy
    parts = {name: size for found in seen.values() for name, size in found.items()}
    scripts = {name: size for name, size in parts.items() if name.endswith(".js")}
    assert scripts
    assert max(scripts.values()) <= ONE_SCRIPT, scripts


def test_a_heavy_page_is_caught() -> None:
    style = '<link rel="stylesheet" href="/static/tallystick/tallystick.css">'
    light = weights(style)
    assert light["tallystick/tallystick.css"] > 48_000, "its font counts"
    assert sum(weights(style + "".join(map(str, range(300_000)))).values()) > FIRST_LOAD
