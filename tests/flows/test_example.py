"""The example loads whole on either database, and its figures are those worked by hand.

Figures: docs/method/example-2019.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.databases import CommittedDatabase
from tests.example import Installation

pytestmark = pytest.mark.flow


@pytest.mark.long
def test_the_example_loads_and_verifies_on_this_database(
    committed_db: CommittedDatabase, tmp_path: Path
) -> None:
    home = Installation(tmp_path / "var", committed_db.url)
    card = home.json("demo", "--no-serve")
    matched = {row["indicator"]: row["matched"] for row in card["rows"]}
    assert (matched["LC_TOTAL"], matched["FS_SOCIAL_TOTAL"]) == (3_612, 43_700_000)
    report = home.json("verify")
    assert report["ok"] is True
    assert report["transactions"] > 200
    walk = home.json(
        "explain",
        "--pairing", "dalian-liupanshui", "--year", "2019", "--indicator", "FS_SOCIAL_TOTAL",
    )  # fmt: skip
    assert sum(line["amount"] for line in walk["lines"]) == 43_700_000
