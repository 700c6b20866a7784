"""Every address of the site on the loaded example, as each kind of reader, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import path, resolve
from playwright.sync_api import Browser
from tests.example import Installation, serving
from tests.web.browser import DESKTOP, PHONE, Watched, chromium
from tests.web.chinese import foreign_words, texts
from tests.web.places import EVIDENCE, EXEMPT, PLACES, Place, files, pages, unlisted, url_names
from tests.web.roles import AUDITOR, MATCHER, NOBODY, ROLES, Role, Site, reading

from tallystick.access.policy import PUBLIC

pytestmark = pytest.mark.e2e
LANGUAGES = {"en": "en", "zh-hans": "zh-Hans"}
# Accessibility does not change with the reader's office, and its layout not with the language: one
# reader who is offered every form is examined in each language and at each size, once; another
# where the first finds nothing.
EXAMINED = {(MATCHER, "en"): DESKTOP, (MATCHER, "zh-hans"): PHONE, (AUDITOR, "en"): PHONE}
# Who sees little reads Chinese alone: there a word that is not translated is found.
READINGS = [
    (role, language)
    for role in ROLES
    for language in LANGUAGES
    if language == "zh-hans" or role in (MATCHER, AUDITOR)
]
POLICY = "default-src 'none'"
# How many of the pages that turn a reader away are opened all the same.
TURNED_AWAY = 3


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site(loaded_example: Installation) -> Iterator[Site]:
    """Serve the one loaded example; nothing here may change it."""
    with serving(loaded_example) as address:
        yield Site(address, loaded_example)


def faults_of(one: Watched, place: Place, role: Role, language: str) -> list[str]:
    """Open a place, on a desk and on a phone, and return what is wrong with it."""
    one.faults.clear()
    one.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    answer = one.open(place.address)
    assert answer is not None
    found = [*_frame_faults(one, place, role, language)]
    if answer.status != place.status(role):
        found.append(f"answers {answer.status}, not {place.status(role)}")
    if POLICY not in answer.headers.get("content-security-policy", ""):
        found.append("carries no content policy")
    for size in (DESKTOP, PHONE):
        one.page.set_viewport_size({"width": size[0], "height": size[1]})
        found += [f"{size[0]} px: {fault}" for fault in _look_faults(one, place, role)]
        if examined(place, role, language, size):
            found += [f"{size[0]} px: {fault}" for fault in one.violations()]
    if language == "zh-hans":
        found += [f"is not Chinese: {words}" for words in foreign_words(texts(one.page))]
    # The browser itself notes a page that is not there; the reader was meant to find none.
    noted = [f for f in one.faults if not (answer.status == 404 and "status of 404" in f)]
    return [f"{place.address}: {fault}" for fault in (*found, *noted)]


def examined(place: Place, role: Role, language: str, size: tuple[int, int]) -> bool:
    """Return whether a place is looked at for accessibility as this reader sees it."""
    if role == NOBODY:
        return place.public
    if role == AUDITOR and place.status(MATCHER) == 200:
        return False
    return size == EXAMINED.get((role, language))


def _frame_faults(one: Watched, place: Place, role: Role, language: str) -> Iterator[str]:
    said = one.page.locator("html").get_attribute("lang")
    if said != LANGUAGES[language]:
        yield f"says it is in {said}"
    here = urlsplit(one.page.url).path
    opened = place.public and declared_public(here)
    if role == NOBODY and here != "/sign-in/" and not opened:
        yield f"shows {here} to whoever has not signed in"


def declared_public(path: str) -> bool:
    """Tell whether the view that answers here is marked to open without signing in."""
    return getattr(resolve(path).func, "policy", None) == PUBLIC


def _look_faults(one: Watched, place: Place, role: Role) -> Iterator[str]:
    if one.sideways() > 0:
        yield f"scrolls sideways by {one.sideways()} px"
    banded = one.page.locator(".ts-invented").first.is_visible()
    if place.invented and place.status(role) == 200 and not banded:
        yield "does not say that its figures are invented"


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "language"), READINGS, ids=[f"{r.username or 'nobody'}-{lang}" for r, lang in READINGS]
)
def test_every_page_is_sound(browser: Browser, site: Site, role: Role, language: str) -> None:
    shown, turned_away = parted(pages(), role)
    with reading(browser, site, role, language=language) as one:
        assert [f for place in shown for f in faults_of(one, place, role, language)] == []
        assert [f for place in turned_away for f in answer_faults(one, place, role)] == []


def parted(places: list[Place], role: Role) -> tuple[list[Place], list[Place]]:
    """Return the pages to open, and those of which the answer says enough.

    Whoever is turned away sees one page whatever she asked for: it is opened a few times.
    """
    away = [place for place in places if turns_away(place, role)]
    opened = [place for place in places if place not in away] + away[:TURNED_AWAY]
    return opened, away[TURNED_AWAY:]


def turns_away(place: Place, role: Role) -> bool:
    """Return whether a reader finds nothing at a page, or is sent to sign in."""
    return place.status(role) == 404 or (role == NOBODY and not place.public)


def answer_faults(one: Watched, place: Place, role: Role) -> list[str]:
    """Ask for a page that turns its reader away; return what is wrong with the answer."""
    answer = one.page.request.get(place.address, max_redirects=0)
    found = []
    if role == NOBODY:
        if answer.status != 302 or not answer.headers["location"].startswith("/sign-in/"):
            found.append(f"answers {answer.status}, and does not send to sign in")
    elif answer.status != 404:
        found.append(f"answers {answer.status}, not 404")
    elif POLICY not in answer.headers.get("content-security-policy", ""):
        found.append("carries no content policy")
    return [f"{place.address}: {fault}" for fault in found]


def answers(browser: Browser, site: Site, role: Role) -> dict[str, int]:
    """Return address → status for what is no page, redirections not followed."""
    with reading(browser, site, role) as one:
        return {
            place.address: one.page.request.get(place.address, max_redirects=0).status
            for place in files()
        }


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.username or "nobody")
def test_files_and_answers_go_to_whom_they_belong(browser: Browser, site: Site, role: Role) -> None:
    expected = {place.address: place.status(role) for place in files()}
    answered = answers(browser, site, role)
    assert answered == expected


def test_an_auditor_of_the_programme_opens_evidence(browser: Browser, site: Site) -> None:
    assert answers(browser, site, AUDITOR)[EVIDENCE] == 200


def test_every_page_that_is_shown_is_examined() -> None:
    asked = [(role, language, size) for role, language in READINGS for size in (DESKTOP, PHONE)]
    for place in pages():
        seen = {size for role, lang, size in asked if examined(place, role, lang, size)}
        shown = any(place.status(role) == 200 for role in (MATCHER, AUDITOR))
        assert seen or not shown, place.address


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
