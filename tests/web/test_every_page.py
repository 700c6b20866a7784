"""Every address of the site on the loaded example, as each kind of reader, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import path, resolve
from playwright.sync_api import Browser
from tests.web.browser import DESKTOP, PHONE, Watched, watched
from tests.web.chinese import foreign_words, texts
from tests.web.places import EVIDENCE, EXEMPT, PLACES, Place, files, pages, unlisted, url_names
from tests.web.roles import (
    AUDITOR,
    FURTHER,
    MATCHER,
    NOBODY,
    ROLES,
    Role,
    Site,
    reading,
)
from tests.web.shown import Shown

from tallystick.access.policy import PUBLIC

pytestmark = pytest.mark.e2e
LANGUAGES = {"en": "en", "zh-hans": "zh-Hans"}
# Layout does not change with the language: each size is examined in one of them.
EXAMINED = {"en": DESKTOP, "zh-hans": PHONE}
# Everybody reads Chinese: there a word that is not translated is found. In English, those to whom
# every form and every record is shown.
READERS = {"zh-hans": (*ROLES, *FURTHER), "en": (NOBODY, MATCHER, AUDITOR)}
# The pages are shared out, so that the workers have as much to do.
SHARES = [("zh-hans", n, 6) for n in range(6)] + [("en", n, 3) for n in range(3)]
POLICY = "default-src 'none'"
# There is no such page for her, or it is one that she may not open: a file, say.
TURNED_AWAY = (403, 404)
# A page that moves no more than this under its reader counts as steady (https://web.dev/cls).
STEADY = 0.1
# What is seen takes room, and is not hidden.
LOOK = """() => {
    const root = document.documentElement, band = document.querySelector(".ts-invented");
    const box = band && band.getBoundingClientRect();
    const shown = box && box.width > 0 && box.height > 0;
    const banded = shown && getComputedStyle(band).visibility === "visible";
    return [root.lang, Math.trunc(root.scrollWidth - innerWidth), !!banded];
}"""
Reader = Callable[[Role, str], Watched]


@pytest.fixture(scope="module")
def reader(browser: Browser, shared_site: Site) -> Iterator[Reader]:
    """Return what hands out a reader at her browser; she signs in once."""
    with ExitStack() as stack:

        @cache
        def hand_out(role: Role, language: str) -> Watched:
            return stack.enter_context(reading(browser, shared_site, role, language=language))

        yield hand_out


def faults_of(
    one: Watched, place: Place, role: Role, language: str, *, status: int, examine: bool
) -> list[str]:
    """Open a place, on a desk and on a phone, and return what is wrong with it."""
    one.faults.clear()
    wide, high = EXAMINED[language]
    one.page.set_viewport_size({"width": wide, "height": high})
    answer = one.open(place.address)
    assert answer is not None
    found = [*_frame_faults(one, place, role, language, seen(one))]
    moved = one.shifted() if examine else 0.0
    if moved > STEADY:
        # A machine that halts in the midst of a page shows half of it: what moves does so again.
        one.open(place.address)
        moved = min(moved, one.shifted())
    if moved > STEADY:
        found.append(f"{wide} px: moves by {moved:.2f} of the window while it comes")
    if answer.status != status:
        found.append(f"answers {answer.status}, not {status}")
    if POLICY not in answer.headers.get("content-security-policy", ""):
        found.append("carries no content policy")
    for size in (DESKTOP, PHONE):
        one.page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{size[0]} px: {fault}" for fault in _look_faults(seen(one), place, status)]
        if examine and size == EXAMINED[language]:
            found += [f"{size[0]} px: {fault}" for fault in one.violations()]
    if language == "zh-hans":
        found += [f"is not Chinese: {words}" for words in foreign_words(texts(one.page))]
    # The browser itself notes a page that is not hers; the reader was meant to find none.
    away = answer.status in TURNED_AWAY
    noted = [f for f in one.faults if not (away and f"status of {answer.status}" in f)]
    return [f"{role.username} at {place.address}: {fault}" for fault in (*found, *noted)]


@dataclass(frozen=True)
class Seen:
    """What a page looks like as it stands: its language, how far it is too wide, its band."""

    lang: str
    sideways: int
    banded: bool


def seen(one: Watched) -> Seen:
    """Look at a page, at all of it at once: each question takes longer than the look."""
    return Seen(*one.page.evaluate(LOOK))


def _frame_faults(
    one: Watched, place: Place, role: Role, language: str, look: Seen
) -> Iterator[str]:
    if look.lang != LANGUAGES[language]:
        yield f"says it is in {look.lang}"
    here = urlsplit(one.page.url).path
    opened = place.public and declared_public(here)
    if role == NOBODY and here != "/sign-in/" and not opened:
        yield f"shows {here} to whoever has not signed in"


def declared_public(path: str) -> bool:
    """Tell whether the view that answers here is marked to open without signing in."""
    return getattr(resolve(path).func, "policy", None) == PUBLIC


def _look_faults(look: Seen, place: Place, status: int) -> Iterator[str]:
    if look.sideways > 0:
        yield f"scrolls sideways by {look.sideways} px"
    if place.invented and status == 200 and not look.banded:
        yield "does not say that its figures are invented"


@pytest.mark.long
@pytest.mark.parametrize(("language", "share", "of"), SHARES)
def test_every_page_is_sound(reader: Reader, language: str, share: int, of: int) -> None:
    # Whoever is turned away sees one page, whatever she asked for: it is opened once.
    found, turned_away = [], Shown()
    for place in pages()[share::of]:
        shown = Shown()
        for role in READERS[language]:
            one = reader(role, language)
            found += visited(one, place, role, language, shown, turned_away)
    assert not found, "\n".join(found)


def visited(
    one: Watched, place: Place, role: Role, language: str, shown: Shown, turned_away: Shown
) -> list[str]:
    """Ask for a place; open it where it looks otherwise than to those before."""
    if role == NOBODY and not place.public:
        return [] if sent_to_sign_in(one, place) else [f"{place.address}: does not send to sign in"]
    answer = one.page.request.get(place.address)
    status = place.status(role) if role in ROLES else answer.status
    if answer.status != status or status not in (200, *TURNED_AWAY):
        return [f"{role.username} at {place.address}: answers {answer.status}, not {status}"]
    seen = shown if status == 200 else turned_away
    if not seen.otherwise(html := answer.text()):
        return []
    examine = seen.made_otherwise(html)
    return faults_of(one, place, role, language, status=status, examine=examine)


def sent_to_sign_in(one: Watched, place: Place) -> bool:
    """Tell whether a place leads there, at once or by another address of ours."""
    led = one.page.request.get(place.address, max_redirects=0).headers.get("location", "")
    # How the page to sign in looks is seen where it is opened.
    at_once = urlsplit(led).path == "/sign-in/"
    return at_once or urlsplit(one.page.request.get(place.address).url).path == "/sign-in/"


def answers(browser: Browser, shared_site: Site, role: Role) -> dict[str, int]:
    """Return address → status for what is no page, redirections not followed."""
    with reading(browser, shared_site, role) as one:
        return {
            place.address: one.page.request.get(place.address, max_redirects=0).status
            for place in files()
        }


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.username or "nobody")
def test_files_and_answers_go_to_whom_they_belong(
    browser: Browser, shared_site: Site, role: Role
) -> None:
    expected = {place.address: place.status(role) for place in files()}
    answered = answers(browser, shared_site, role)
    assert answered == expected


def test_an_auditor_of_the_programme_opens_evidence(browser: Browser, shared_site: Site) -> None:
    assert answers(browser, shared_site, AUDITOR)[EVIDENCE] == 200


def test_what_looks_otherwise_is_opened_and_what_is_made_otherwise_examined() -> None:
    shown, page = Shown(), '<main id="main"><input name="csrfmiddlewaretoken" value="%s">%s</main>'
    assert shown.otherwise(page % ("a", "<p>12</p>"))
    assert not shown.otherwise(page % ("b", "<p>12</p>"))
    assert shown.otherwise(page % ("b", "<p>13</p>"))
    assert shown.made_otherwise(page % ("a", "<p>12</p>"))
    assert not shown.made_otherwise(page % ("a", "<p>13</p>"))
    assert shown.made_otherwise(page % ("a", '<p class="ts-2">13</p>'))
    assert shown.made_otherwise(page % ("a", "<p>13</p><button>Match</button>"))
    assert not shown.made_otherwise(page % ("a", "<button>Match</button>"))


def test_a_page_that_moves_while_it_is_read_is_caught(browser: Browser) -> None:
    with watched(browser) as one:
        words = "<p>Two regions, one book.</p>" * 20
        one.page.goto(f"data:text/html,<!doctype html><div id=late></div>{words}")
        assert one.shifted() == 0
        one.page.evaluate("document.getElementById('late').style.height = '400px'")
        assert one.shifted() > STEADY


def test_every_url_is_opened_or_excused() -> None:
    names = set(url_names(import_module(settings.ROOT_URLCONF).urlpatterns))
    assert unlisted(names, set(PLACES), set(EXEMPT)) == []


def test_only_what_its_policy_declares_public_is_opened_by_nobody() -> None:
    assert declared_public("/code/")
    assert not declared_public("/today/")
    listed = [place.address for place in pages() if place.public]
    assert [address for address in listed if not declared_public(urlsplit(address).path)] == []


def test_every_place_lies_under_its_url() -> None:
    for name, places in PLACES.items():
        for place in places:
            assert resolve(urlsplit(place.address).path).view_name == name, place.address


def test_an_unlisted_and_a_stale_url_are_caught() -> None:
    names = set(url_names([path("new/", faults_of, name="new"), path("old/", faults_of)]))
    assert unlisted(names, {"gone"}, {"old/"}) == ["new is in no table", "gone is no URL any more"]
