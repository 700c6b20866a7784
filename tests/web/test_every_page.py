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
# reader who is offered every form is examined in each language and at each size, once.
EXAMINED = {(MATCHER, "en"): DESKTOP, (MATCHER, "zh-hans"): PHONE, (AUDITOR, "en"): PHONE}
POLICY = "default-src 'none'"


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
        if size == EXAMINED.get((role, language)) or (role == NOBODY and place.public):
            found += [f"{size[0]} px: {fault}" for fault in one.violations()]
    if language == "zh-hans":
        found += [f"is not Chinese: {words}" for words in foreign_words(texts(one.page))]
    # The browser itself notes a page that is not there; the reader was meant to find none.
    noted = [f for f in one.faults if not (answer.status == 404 and "status of 404" in f)]
    return [f"{place.address}: {fault}" for fault in (*found, *noted)]


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
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.username or "nobody")
def test_every_page_is_sound(browser: Browser, site: Site, role: Role, language: str) -> None:
    with reading(browser, site, role, language=language) as one:
        assert [f for place in pages() for f in faults_of(one, place, role, language)] == []


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
