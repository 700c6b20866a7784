"""Measures how fast the pages answer with the example, through the real server on loopback.

Run: .venv/bin/python -m bench.pages [HOME with a loaded example]
Without HOME the example is loaded into a folder of its own first.
"""

from __future__ import annotations

import http.cookiejar
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from tests.example import Installation, serving

READER = "chen.xiaolan"
REQUESTS = 30
PAGES = {
    "sign-in": "/sign-in/",
    "today": "/today/",
    "pairing": "/pairings/dalian-liupanshui/?year=2019",
    "explain": "/pairings/dalian-liupanshui/2019/LC_TOTAL/",
    "entries": "/entries/",
}
Door = urllib.request.OpenerDirector


def door() -> tuple[Door, http.cookiejar.CookieJar]:
    """Return what opens pages and keeps cookies."""
    jar = http.cookiejar.CookieJar()
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)), jar


def signed_in(site: str, password: str) -> Door:
    """Return a door whose reader has signed in."""
    opener, jar = door()
    opener.open(f"{site}/sign-in/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    form = {"username": READER, "password": password, "csrfmiddlewaretoken": token}
    opener.open(f"{site}/sign-in/", urllib.parse.urlencode(form).encode()).read()
    assert any(cookie.name == "sessionid" for cookie in jar), "the sign-in was refused"
    return opener


def milliseconds(opener: Door, address: str) -> list[float]:
    """Return how long each request took, to the last byte; the first is not counted."""
    opener.open(address).read()
    taken = []
    for _request in range(REQUESTS):
        start = time.perf_counter()
        answer = opener.open(address)
        answer.read()
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.url == address, f"{address} led to {answer.url}"
    return taken


def measure(installation: Installation) -> dict[str, tuple[float, float]]:
    """Return page → (median, 95th percentile) in milliseconds."""
    with serving(installation) as site:
        stranger, reader = door()[0], signed_in(site, installation.passwords()[READER])
        found = {}
        for name, address in PAGES.items():
            taken = milliseconds(stranger if name == "sign-in" else reader, site + address)
            found[name] = (statistics.median(taken), statistics.quantiles(taken, n=20)[-1])
    return found


def report(found: dict[str, tuple[float, float]]) -> str:
    """Return the table; the ratio compares medians with the sign-in page's."""
    least = found["sign-in"][0]
    lines = [f"{'page':10}{'median ms':>11}{'p95 ms':>9}{'ratio':>8}"]
    for name, (median, p95) in found.items():
        lines.append(f"{name:10}{median:11.1f}{p95:9.1f}{median / least:8.1f}")
    return "\n".join(lines)


def main(home: str = "") -> None:
    """Measure and print."""
    if home:
        print(report(measure(Installation(Path(home).resolve()))))
        return
    with tempfile.TemporaryDirectory() as folder:
        fresh = Installation(Path(folder))
        fresh.run("demo", "--no-serve")
        print(report(measure(fresh)))


if __name__ == "__main__":
    main(*sys.argv[1:2])
