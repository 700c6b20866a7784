"""Take a picture of every page: both languages, desktop and phone, on one contact sheet.

    bin/pictures [FOLDER] [--only NAME,NAME]
    bin/pictures --review [--accept] [--only NAME,NAME]

The pages come from the addresses of the site, and each is opened on the example by a reader who
finds something there. The sheet names the pages on which the browser complained. `--review` names
those that look otherwise than when they were last looked at; `--accept` says they were looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from playwright.sync_api import Browser
from tests.example import Installation, serving
from tests.web import baselines
from tests.web.browser import DESKTOP, PHONE, Watched, chromium
from tests.web.places import PLACES, Place
from tests.web.roles import NOBODY, ROLES, Role, Site, reading

LANGUAGES = {"en": "English", "zh-hans": "中文"}
SIZES = {"desktop": DESKTOP, "phone": PHONE}
# A picture is there to be looked at, not to be compared dot by dot.
QUALITY = 70
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages of Tallystick</title>
<style>body{font:14px system-ui;margin:2rem}section{margin:0 0 3rem}h2{margin:0 0 .5rem}
div{display:flex;gap:1rem;align-items:start}figure{margin:0}img{border:1px solid #bbb}
.desktop img{width:36rem}.phone img{width:12rem}.fault{color:#b02a1c}</style>"""


@dataclass
class Taken:
    """One page: who opened it, and what the browser complained of."""

    name: str
    place: Place
    role: Role
    faults: list[str] = field(default_factory=list)


def pages(only: frozenset[str] = frozenset()) -> Iterator[Taken]:
    """Yield each page under the addresses with a reader who finds something there.

    >>> [(one.place.address, one.role.seat) for one in pages(frozenset({"help"}))]
    [('/help/', 'clerk of Liupanshui')]
    """
    for name, places in PLACES.items():
        for number, place in enumerate(places, start=1):
            wanted = place.page and (not only or name in only)
            role = next((one for one in _readers(place) if place.status(one) == 200), None)
            if wanted and role is not None:
                yield Taken(name if number == 1 else f"{name}-{number}", place, role)


def _readers(place: Place) -> tuple[Role, ...]:
    return (NOBODY,) if place.public else tuple(one for one in ROLES if one != NOBODY)


def take(browser: Browser, site: Site, taken: list[Taken], folder: Path) -> None:
    """Open each page as its reader, in each language and size, and keep its picture."""
    for role in dict.fromkeys(one.role for one in taken):
        for language in LANGUAGES:
            for label, size in SIZES.items():
                with reading(browser, site, role, language=language, size=size) as one:
                    for page in taken:
                        if page.role == role:
                            _keep(one, page, folder / _file(page, language, label))
                            page.faults += [f"{language}, {label}: {f}" for f in one.faults]
                            if (wide := one.sideways()) > 0:
                                page.faults.append(f"{language}, {label}: {wide} px sideways")
                            one.faults.clear()


def _keep(one: Watched, taken: Taken, path: Path) -> None:
    one.open(taken.place.address)
    one.page.screenshot(path=path, full_page=True, type="jpeg", quality=QUALITY)


def _file(page: Taken, language: str, label: str) -> str:
    return f"{page.name}-{language}-{label}.jpg"


def review(browser: Browser, site: Site, taken: list[Taken], *, accept: bool) -> list[str]:
    """Compare each page with its reviewed picture; return what differs. Accepted, it is kept."""
    found = []
    for (language, label), wide in baselines.WAYS.items():
        for role in dict.fromkeys(one.role for one in taken):
            with reading(browser, site, role, language=language, size=SIZES[label]) as one:
                for page in (page for page in taken if page.role == role):
                    one.open(page.place.address)
                    now = baselines.small(one.page.screenshot(full_page=True), wide)
                    found.append(baselines.verdict(page.name, language, now))
                    if accept and found[-1]:
                        baselines.accept(page.name, language, now)
    return [said for said in found if said]


def sheet(taken: list[Taken]) -> str:
    """Return the contact sheet as a page of its own, faults on top."""
    faulty = [one for one in taken if one.faults]
    lines = [HEAD, f"<h1>{len(taken)} pages</h1>"]
    lines += [
        f'<p class="fault"><a href="#{one.name}">{one.name}</a>: {escape(fault)}</p>'
        for one in faulty
        for fault in one.faults
    ]
    for one in taken:
        lines.append(
            f'<section id="{one.name}"><h2>{one.name}</h2>'
            f"<p>{escape(one.place.address)} · {one.role.seat}</p><div>"
        )
        for language, words in LANGUAGES.items():
            for label in SIZES:
                source = _file(one, language, label)
                lines.append(
                    f'<figure class="{label}"><img src="{source}" loading="lazy" '
                    f'alt="{one.name}, {words}, {label}"></figure>'
                )
        lines.append("</div></section>")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Take the pictures; return 1 where the browser complained of a page."""
    words = argparse.ArgumentParser(prog="bin/pictures")
    words.add_argument("folder", nargs="?", type=Path, default=Path("var/pictures"))
    words.add_argument("--only", default="", help="names of addresses, separated by commas")
    words.add_argument("--review", action="store_true", help="compare with the reviewed pictures")
    words.add_argument("--accept", action="store_true", help="keep what differs as reviewed")
    given = words.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    taken = list(pages(frozenset(given.only.split(",")) - {""}))
    with tempfile.TemporaryDirectory() as home:
        # Only the name of the language's cookie is asked of the settings; keys stay in the folder.
        os.environ.update(DJANGO_SETTINGS_MODULE="tallystick.config.settings", TALLYSTICK_HOME=home)
        example = Installation(Path(home))
        example.run("demo", "--no-serve")
        with serving(example) as address, chromium() as browser:
            if given.review:
                found = review(browser, Site(address, example), taken, accept=given.accept)
                sys.stdout.writelines(f"{said}\n" for said in found)
                return 1 if found and not given.accept else 0
            take(browser, Site(address, example), taken, given.folder)
    (given.folder / "index.html").write_text(sheet(taken), "utf-8")
    faulty = [one.name for one in taken if one.faults]
    sys.stdout.write(f"{len(taken)} pages in {given.folder / 'index.html'}\n")
    if faulty:
        sys.stdout.write(f"The browser complained of: {', '.join(faulty)}\n")
    return 1 if faulty else 0


if __name__ == "__main__":
    raise SystemExit(main())
