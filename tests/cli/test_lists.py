"""The two lists on the command line: `tallystick lists unlanded` and `tallystick lists idle`."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.cast import Cast, carry
from tests.indicators.test_stages import about, named
from typer.testing import CliRunner

from tallystick.cli.main import app

pytestmark = pytest.mark.flow


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.stdout


def test_a_list_is_printed_for_people_and_for_programs(cast: Cast) -> None:
    named("dam", "mill")
    carry(cast, about("outside>signed", "dam", date(2020, 3, 10)))
    carry(cast, about("outside>signed", "mill", date(2020, 4, 10)))
    for step in ("signed>landed", "landed>started", "started>completed"):
        carry(cast, about(step, "mill", date(2020, 5, 1)))
    signed = json.loads(run("lists", "unlanded", "--json", "--as", "alice"))
    assert (signed["total"], signed["rows"][0]["code"]) == (1, "dam")
    assert "dam" in run("lists", "unlanded")
    idle = json.loads(run("lists", "idle", "--days", "30", "--json"))
    assert [row["code"] for row in idle["rows"]] == ["mill"]
    assert json.loads(run("lists", "idle", "--days", "99999", "--json"))["rows"] == []
    assert json.loads(run("lists", "idle", "--json", "--as", "chen"))["rows"] == []
