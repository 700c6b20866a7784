"""The auditor takes a figure of the scorecard to its entry, its evidence and its proof."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.web.roles import AUDITOR, Site
from tests.web.stories.conftest import Coming
from tests.web.stories.telling import Person, rows_of

pytestmark = pytest.mark.e2e


def test_a_figure_is_walked_to_its_evidence(
    comes: Coming, shared_site: Site, tmp_path: Path
) -> None:
    with comes(shared_site, AUDITOR.username) as she:
        with she.job("auditor: from a figure to its evidence"):
            opens_the_figure(she)
            part = f"{she.say('Open')} {she.say('Partner province')}"
            she.click(she.page.get_by_role("link", name=part))
            she.click(she.page.locator("#lines tbody a").nth(1))
            for name in ("Luo Zhenghua", "Yang Min", "Chen Xiaolan"):
                she.sees(spoken(she, name), "#names")
            evidence = she.page.locator("#evidence")
            shown = evidence.locator("code").first.get_attribute("title")
            # Beside the preview stands what is taken along.
            roster = she.keep(evidence.locator("a:not([hx-get])").first, tmp_path)
            assert hashlib.sha256(roster.read_bytes()).hexdigest() == shown
            she.sees(she.say("Sealed in the book"), "#proof")
        with she.job("auditor: the figure as it was known"):
            she.unfold("Any other day")
            she.fill("as_of", "2019-10-20")
            she.press("Show that day", "main details")
            she.sees("2,760", "h1")
        with she.job("auditor: back to the scorecard as a file"):
            she.follow(she.say("Scorecard"))
            file = she.download("CSV", tmp_path)
            matched = {row["indicator"]: row["matched"] for row in rows_of(file)}
            assert matched["LC_TOTAL"] == "2760"


def opens_the_figure(she: Person) -> None:
    """Go from the pairings to the people placed in 2019."""
    she.go("Pairings")
    she.follow(she.either("Dalian – Liupanshui", "大连市 – 六盘水市"))
    she.choose("year", "2019")
    she.press("Apply")
    expect(she.page.locator("#scorecard")).to_contain_text("2019")
    she.follow("3,612", "#view")
    she.sees("3,612", "h1")


def spoken(she: Person, name: str) -> str:
    """Return a name of the example in her language."""
    names = {"Luo Zhenghua": "罗正华", "Yang Min": "杨敏", "Chen Xiaolan": "陈晓岚"}
    return she.either(name, names[name])
