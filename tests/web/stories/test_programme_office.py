"""The programme office looks at its pairings: funds, flows on the map, and takes the rows along."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.roles import Site
from tests.web.stories.conftest import Coming
from tests.web.stories.telling import rows_of

pytestmark = pytest.mark.e2e
OFFICE = "xu.ning"


def test_funds_and_flows_are_looked_at_and_taken_along(
    comes: Coming, shared_site: Site, tmp_path: Path
) -> None:
    with comes(shared_site, OFFICE) as she:
        with she.job("programme office: pairings side by side"):
            she.go("Pairings")
            she.follow(she.say("Compare side by side"))
            assert len(rows_of(she.download("CSV", tmp_path))) > 1
        with she.job("programme office: where the money of a year went"):
            she.go("Pairings")
            she.follow(she.either("Dalian – Liupanshui", "大连市 – 六盘水市"))
            she.follow(she.say("Funds"), ".nav-tabs")
            she.choose("year", "2020")
            she.press("Apply")
            assert len(rows_of(she.download("CSV", tmp_path))) > 1
        with she.job("programme office: what went from place to place"):
            she.follow(she.say("Map"), ".nav-tabs")
            she.choose("flow", "people")
            she.press("Apply")
            she.sees("2020", "#drawn")
            assert len(rows_of(she.download("CSV", tmp_path))) > 1
        with she.job("programme office: published figures that differ from the book"):
            she.go("Claims")
            she.follow(she.say("Compare them"))
