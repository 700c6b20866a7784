"""The researcher reads how a figure is made, and takes it as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.roles import AUDITOR, Site
from tests.web.stories.conftest import Coming
from tests.web.stories.telling import rows_of

pytestmark = pytest.mark.e2e


def test_the_method_of_a_figure_is_read_and_the_figure_taken(
    comes: Coming, shared_site: Site, tmp_path: Path
) -> None:
    with comes(shared_site, AUDITOR.username) as she:
        with she.job("researcher: reads how a figure is made"):
            she.go("Help")
            she.follow(she.say("How each indicator is made"))
            she.fill("search", she.either("helped into jobs", "就业"))
            she.press("Apply")
            she.follow(she.either("Rural labourers helped into jobs", "帮助农村劳动力就业"))
            she.sees("LC_TOTAL")
        with she.job("researcher: takes a year as a file"):
            she.follow(she.either("Dalian – Liupanshui, 2021", "大连市 – 六盘水市"))
            she.follow(she.say("Scorecard"))
            file = she.download("CSV", tmp_path)
            matched = {row["indicator"]: row["matched"] for row in rows_of(file)}
            assert matched["LC_TOTAL"] == "720"
