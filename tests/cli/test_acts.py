"""`tallystick acts list`: the act log, as an auditor of a side reads it and as the machine does."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.cast import Cast, carry, colleague, sale, seated_at
from typer.testing import CliRunner

from tallystick.access.models import Act, Seat
from tallystick.access.queries import acts
from tallystick.cli.main import app

pytestmark = pytest.mark.flow


def asked(*words: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["acts", "list", *words, "--json"])
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def who(actor: object) -> set[str]:
    return {act.who for act in acts(actor)}  # type: ignore[arg-type]


def test_an_auditor_reads_what_the_people_of_her_places_did_and_nobody_elses(cast: Cast) -> None:
    carry(cast, sale())
    assert who(colleague("olga", "fir", "auditor")) == {"Alice", "Ann"}
    assert who(colleague("otto", "quay", "auditor")) == {"Bob"}
    assert who(seated_at("xx", oona="auditor")) >= {"Alice", "Ann", "Bob"}
    # No other role reads the log: she finds what she did herself.
    assert who(cast.alice) == {"Alice"}
    assert who(cast.chen) == set()


def test_what_somebody_did_at_another_office_is_not_told(cast: Cast) -> None:
    carry(cast, sale())
    olga = colleague("olga", "fir", "auditor")
    assert "Alice" in who(olga)
    # Alice came to Fir only after all that.
    Seat.objects.filter(user=cast.alice.user_id).update(valid_from=date(2999, 1, 1))
    assert "Alice" not in who(olga)


def test_the_log_is_narrowed_and_told_in_parts(cast: Cast) -> None:
    entry = carry(cast, sale())
    everything = asked()
    assert everything["total"] == Act.objects.count()
    whole = asked("--who", "bob", "--action", "entries.")
    rows = whole["acts"]
    assert isinstance(rows, list)
    assert {(row["name"], row["action"]) for row in rows} == {("Bob", "entries.match")}
    assert rows[0]["about"] == entry.number
    part = asked("--limit", "1", "--page", "2")["acts"]
    assert part == everything["acts"][1:2]  # type: ignore[index]
    assert asked("--about", "no-such")["total"] == 0
    assert asked("--since", "2999-01-01")["total"] == 0
    assert asked("--until", "2999-01-01")["total"] == everything["total"]
    assert asked("--as", "chen")["total"] == 0
    table = CliRunner().invoke(app, ["acts", "list", "--who", "bob"]).stdout
    assert "entries.match" in table
