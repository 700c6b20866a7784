"""Where the stories are told: the example, in both languages, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.example import Installation, serving
from tests.web.browser import DESKTOP, PHONE, chromium
from tests.web.roles import NOBODY, Site, reading
from tests.web.stories.telling import Person

# A story that is told by one click in English on a desk must be so in Chinese on a phone; the two
# other ways are told in the whole run only (decision 0010).
TOLD = [
    pytest.param("en", DESKTOP, id="en-desktop"),
    pytest.param("zh-hans", PHONE, id="zh-phone"),
    pytest.param("en", PHONE, id="en-phone", marks=pytest.mark.long),
    pytest.param("zh-hans", DESKTOP, id="zh-desktop", marks=pytest.mark.long),
]
Coming = Callable[..., AbstractContextManager[Person]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell each story four times."""
    if "language" in metafunc.fixturenames:
        metafunc.parametrize(("language", "size"), TOLD)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the ways one story is told."""
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def standing(loaded_example: Installation) -> Iterator[Site]:
    """Serve the one loaded example, for those who only read."""
    with serving(loaded_example) as address:
        yield Site(address, loaded_example)


@pytest.fixture
def own(served: str, example: Installation) -> Site:
    """Serve a copy of the example, for those who enter and decide."""
    return Site(served, example)


@pytest.fixture
def comes(browser: Browser, language: str, size: tuple[int, int], record_job: Any) -> Coming:
    """Return what opens an empty browser for a person and signs her in."""

    @contextmanager
    def come(site: Site, username: str) -> Iterator[Person]:
        with reading(browser, site, NOBODY, language=language, size=size) as one:
            person = Person(one, language, size, record_job)
            person.comes_in(username, site.example.passwords()[username])
            yield person
            assert person.faults() == []

    return come
