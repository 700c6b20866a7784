"""The page of components draws every part that pages share, by its own template."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.architecture.source import SRC
from tests.example import Installation

from tallystick.access.models import User

TEMPLATES = SRC / "tallystick/web/templates"
# Parts that are pieces of one kind of page, and the words to find it by.
EXCUSED = {
    "parts/compared_pair.html": "pairs compared",
    "parts/correction_documents.html": "a correction",
    "parts/fix_rows.html": "a correction",
    "parts/from_before.html": "stages",
    "parts/hand_on.html": "a seat handed on",
    "parts/head_panel.html": "an office without a head",
    "parts/kept.html": "a form that was kept",
    "parts/map_changes.html": "a place",
    "parts/meeting_step.html": "a meeting",
    "parts/press_compared.html": "the press",
    "parts/readout_item.html": "a readout",
    "parts/readout_likely.html": "a readout",
    "parts/readout_piece.html": "a readout",
    "parts/run_line.html": "a workbook",
    "parts/run_rows.html": "a workbook",
    "parts/run_sums.html": "a workbook",
    "parts/run_work.html": "a workbook",
    "parts/tag_lines.html": "a framework",
    "parts/sending.html": "a file on its way",
    "parts/session.html": "the end of a session",
    "parts/shortcuts.html": "Today of who saved a view",
    "parts/ticks.html": "pairs compared",
    "parts/work_now.html": "long work",
    "parts/work_table.html": "long work",
    "parts/unresolved.html": "claims",
}


@pytest.fixture
def shown(on_example: Installation) -> set[str]:
    client = Client()
    client.force_login(User.objects.get(username="luo.zhenghua"))
    answer = client.get("/help/components/")
    assert answer.status_code == 200
    return {template.name.removeprefix("web/") for template in answer.templates}


def test_every_part_stands_on_the_page_of_components(shown: set[str]) -> None:
    kept = {
        f"{folder}/{file.name}"
        for folder in ("parts", "forms")
        for file in (TEMPLATES / "web" / folder).iterdir()
    }
    assert sorted(kept - shown - EXCUSED.keys()) == [], "show it on the page of components"
    assert sorted(EXCUSED.keys() - kept) == [], "an excuse for a part that is gone"
    assert sorted(EXCUSED.keys() & shown) == [], "an excuse that is no longer needed"
