"""Lost balances are found by `verify` and made anew by `rebuild-balances` (`rebuild_standing`)."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from tests.cast import Cast
from tests.example import Installation

from tallystick.access.models import Act
from tallystick.entries.services import rebuild_standing
from tallystick.kernel.problem import Forbidden


def test_lost_balances_are_worked_out_anew_by_command(example: Installation) -> None:
    (database,) = example.home.glob("*.sqlite3")
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("DELETE FROM journal_day")
    lost = example.json("verify", code=1)
    assert {problem["code"] for problem in lost["problems"]} == {"balance-differs"}
    books = example.json("rebuild-balances")["books"]
    assert books
    assert example.json("verify")["ok"]
    told = example.run("rebuild-balances")
    assert f"Balances worked out anew: {len(books)} books. Next: verify." in told


@pytest.mark.django_db
def test_only_who_keeps_the_installation_has_it_done(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        rebuild_standing(by=cast.alice)
    assert not Act.objects.filter(action="entries.rebuild_standing").exists()
