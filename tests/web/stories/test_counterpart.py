"""The counterpart confirms one figure, disputes another, and settles it with the other side."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.web.roles import MATCHER, Site
from tests.web.stories.conftest import Coming
from tests.web.stories.telling import Person

pytestmark = pytest.mark.e2e
COUNTED = "80"


def test_one_is_confirmed_one_disputed_and_settled(comes: Coming, own_site: Site) -> None:
    with comes(own_site, MATCHER.username) as she:
        with she.job("counterpart: confirms what the other side reports"):
            she.follow(she.either("Liuzhi: donation in goods", "六枝：社会捐物折款"))
            she.choose("basis", "document_seen")
            she.press("Match this entry")
            she.sees("E-2020-0008", "#messages")
        with she.job("counterpart: disputes with a figure of her own"):
            she.go("Today")
            she.follow(jobs_of_december(she))
            she.unfold("Say what you hold instead")
            she.fill("counter-1", COUNTED)
            she.fill("reason", she.either("Six went home in a week.", "一周内有6人返乡。"))
            she.press("Dispute it")
            she.sees("E-2020-0029", "#messages")
            expect(she.page.locator(".ts-halves").first).to_contain_text(COUNTED)
    proposes(comes, own_site)
    with (
        comes(own_site, MATCHER.username) as she,
        she.job("counterpart: agrees to what was proposed"),
    ):
        she.follow(jobs_of_december(she))
        she.fill("reason", she.either("Agreed by telephone.", "已电话确认。"))
        she.press("Agree and post it")
        she.sees("E-2020-0029", "#messages")
        she.go("Today")
        expect(she.page.get_by_role("link", name=jobs_of_december(she))).to_have_count(1)


def proposes(comes: Coming, own_site: Site) -> None:
    """The other side looks again, and proposes the figure that ends the dispute."""
    with comes(own_site, "yang.min") as he, he.job("counterpart: the other side proposes a figure"):
        he.follow(jobs_of_december(he))
        he.unfold("Propose the figure that ends the dispute")
        he.fill("counter-1", COUNTED)
        he.fill("reason", he.either("The roster has 80.", "花名册为80人。"))
        he.press("Propose it")
        he.sees("E-2020-0029", "#messages")


def jobs_of_december(person: Person) -> str:
    """Return the title of the entry that is disputed."""
    return person.either(
        "Zhongshan District, Liupanshui: December placements", "六盘水市钟山区：12月帮助就业"
    )
