"""What every test in Chromium begins with: a browser, and the example served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.example import Installation, serving
from tests.web.browser import chromium
from tests.web.roles import Site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file."""
    with chromium() as one:
        yield one


@pytest.fixture
def own_site(served: str, example: Installation) -> Site:
    """Serve a copy of the example, for those who enter and decide."""
    return Site(served, example)


@pytest.fixture(scope="module")
def shared_site(loaded_example: Installation) -> Iterator[Site]:
    """Serve the one loaded example, for those who only read: nothing may change it."""
    with serving(loaded_example) as address:
        yield Site(address, loaded_example)
