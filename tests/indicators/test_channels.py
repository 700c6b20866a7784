"""What nobody matched by signing in is counted apart: on the card, in the walk, in lists.

Of `channels_apart` and `matched_apart`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.cast import Cast, carry, confirm, sale
from tests.entries.test_papers import PRINTED, numbers, recorded
from tests.web.test_workbook_pages import signed_in

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.entries.queries import entries
from tallystick.entries.queries.channels import channels_apart
from tallystick.indicators.queries import explain, scorecard
from tallystick.indicators.shapes import explain_json, scorecard_json

AT = datetime(2020, 4, 20, 2, tzinfo=UTC)
WALK = {"year": 2020, "indicator": "IC_CONSUMPTION"}


@pytest.fixture
def paper(cast: Cast) -> str:
    """One sale matched by signing in, one on paper; the list's code. Invented."""
    carry(cast, sale(300_00), AT)
    confirm(cast, sale(100_00))
    made = services.draw_list(pairing="quay-fir", side="supporting", by=cast.beth, at=PRINTED)
    recorded(cast, made, services.PaperAnswer(numbers(made)[0], "agree"))
    services.check_paper(code=made.code, by=cast.bob, at=AT)
    return made.code


def test_a_walk_tells_what_of_a_figure_was_matched_on_paper(cast: Cast, paper: str) -> None:
    shape = explain_json(explain(cast.pairing, actor=cast.alice, **WALK))  # type: ignore[arg-type]
    assert (shape["value"], shape["matched_apart"]) == (
        400,
        [{"channel": "paper", "value": 100, "lines": 1}],
    )
    assert sorted((line["amount"], line["channel"]) for line in shape["lines"]) == [
        (100, "paper"),
        (300, None),
    ]
    assert list(channels_apart(["east-west"]).values()) == ["paper"]


def test_a_scorecard_counts_the_entries_matched_apart(cast: Cast, paper: str) -> None:
    card = scorecard(cast.pairing, year=2020, actor=cast.alice)
    assert scorecard_json(card)["matched_apart"] == {"file": 0, "paper": 1}
    # What was matched after the day of the report is not in it, nor is another year's.
    for other in ({"as_of": AT.date().replace(day=19), "year": 2020}, {"year": 2019}):
        found = scorecard_json(scorecard(cast.pairing, actor=cast.alice, **other))  # type: ignore[arg-type]
        assert sum(found["matched_apart"].values()) == 0


def test_lists_and_pages_show_them_apart(cast: Cast, paper: str) -> None:
    assert entries(cast.ann, channel="paper").count() == 1
    assert entries(cast.ann, channel="file").count() == 0
    ann = signed_in("ann")
    one = Entry.objects.get(acts__channel="paper")
    listed = ann.get("/entries/?channel=paper").content.decode()
    assert one.number in listed
    assert len(set(re.findall(r"/entries/E-[\d-]+", listed))) == 1
    page = ann.get(f"/entries/{one.number}/").content.decode()
    assert "Matched on paper; counted apart." in page
    assert f"/entries/paper/{paper}/" in page
    card = ann.get("/pairings/quay-fir/?year=2020").content.decode()
    assert "1 entry matched on paper" in card
    walk = ann.get("/pairings/quay-fir/2020/IC_CONSUMPTION/").content.decode()
    assert "100 in 1 line" in walk
