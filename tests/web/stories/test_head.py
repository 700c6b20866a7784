"""The head sees where the year stands against the agreement, what is late, and ends it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.web.roles import CLERK, Site
from tests.web.stories.conftest import Coming
from tests.web.stories.telling import Person

pytestmark = pytest.mark.e2e
HEAD = "tian.hui"


def test_the_year_is_seen_and_what_is_late_is_ended(comes: Coming, own_site: Site) -> None:
    with comes(own_site, CLERK.username) as he, he.job("clerk: records a commitment"):
        records_what_is_late(he)
    with comes(own_site, HEAD) as she:
        with she.job("head: where the year stands against the agreement"):
            she.follow(she.either("Dalian – Liupanshui", "大连市 – 六盘水市"), "aside")
            she.choose("year", "2019")
            she.press("Apply")
            she.follow(she.either("2019, version 2", "2019年度第2版"))
            she.sees(she.either("4,000 persons", "4,000人"))
            she.go("Today")
        with she.job("head: ends a commitment that is late"):
            she.follow(late(she))
            she.choose("state", "broken")
            she.fill("reason", she.either("The firm gave it up.", "企业已放弃。"))
            she.press("Settle the commitment")
            she.sees(she.say("The commitment is settled; both sides read how."))
            she.go("Commitments")
            she.sees(late(she), ".ts-board")


def records_what_is_late(he: Person) -> None:
    """A clerk writes down a promise whose day has passed."""
    he.go("Commitments")
    he.follow(he.say("Record a commitment"))
    he.choose("pairing", "zhongshan-liupanshui")
    he.press("Choose")
    he.choose("owner", "liupanshui-office")
    he.fill("due_on", "2026-11-01")
    he.fill("text_en", "Open a second workshop in Panzhou")
    he.fill("text_zh", "在盘州再办一家帮扶车间")
    he.press("Record the commitment")
    expect(he.page.locator("h1")).to_contain_text(late(he))


def late(person: Person) -> str:
    """Return the words of what was promised."""
    return person.either("Open a second workshop in Panzhou", "在盘州再办一家帮扶车间")
