"""The bench that measures the pages works: every person is answered, under load too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bench.http.__main__ import one_by_one, table
from bench.http.asking import sign_in
from bench.http.load import keep_asking
from bench.http.places import PEOPLE, addresses
from bench.http.serving import passwords, serving
from tests.example import Installation

HERE = Path(__file__).resolve().parents[2]


def test_pages_are_measured_one_by_one_and_under_load(example: Installation) -> None:
    places = [one for one in addresses(example.home) if one.name in ("today", "pairing")]
    known = passwords(example.home)
    with serving(example.home) as server:
        readers = {p: sign_in(server.port, user, known[user]) for p, user in PEOPLE.items()}
        rows = one_by_one(readers, places, 1, server)
        mix = [(row.person, row.page, row.address) for row in rows]
        found = keep_asking(readers, mix, [1] * len(mix), rate=5, seconds=2)
    assert {row.person for row in rows} == set(PEOPLE)
    assert "/today/" in table(rows)
    assert found.wrong == []
    assert sum(map(len, found.taken.values())) == 10


@pytest.mark.long
def test_a_book_made_large_still_holds(example: Installation) -> None:
    words = [sys.executable, "-m", "bench.big", str(example.home), "--lines=2000", "--pairings=2"]
    done = subprocess.run(  # noqa: S603 (our own command)
        words, cwd=HERE, env=example.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert example.json("verify")["lines"] > 2500
