"""Where the stories are told: the example, in both languages, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.web.browser import DESKTOP, PHONE
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
