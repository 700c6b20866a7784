"""The example reads in Chinese: what is told of a thing names it, and whoever acts has a name."""

from __future__ import annotations

import csv
import re

import pytest
import yaml
from tests.architecture.source import ROOT

EXAMPLE = ROOT / "examples/liaoning-guizhou"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Fields of a record that hold the name of a firm, an office, a school or another body.
BODIES = frozenset(
    [
        *("enterprise", "county_office", "contractor", "asset_owner", "operator", "owner"),
        *("brought_by", "village_head", "accepted_by", "supervisor", "school", "donor", "employer"),
    ]
)
THINGS = yaml.safe_load((EXAMPLE / "programme.yaml").read_text("utf-8"))["things"]


def rows() -> list[dict[str, str]]:
    return [
        row
        for file in sorted((EXAMPLE / "entries").glob("*.csv"))
        for row in csv.DictReader(file.read_text("utf-8-sig").splitlines())
    ]


def test_a_title_of_a_project_names_the_project() -> None:
    names = {thing["code"]: thing["name_zh"] for thing in THINGS if thing["pipeline"] == "project"}
    told = [row for row in rows() if row.get("thing") in names]
    assert len(told) > 40
    assert [row["title_zh"] for row in told if names[row["thing"]] not in row["title_zh"]] == []


def test_every_body_has_a_chinese_name() -> None:
    said = [thing["record"].get(body, "") for thing in THINGS for body in BODIES]
    said += [row.get(f"record.{body}") or "" for row in rows() for body in BODIES]
    named = {name for name in said if name and name != "The village"}
    assert len(named) > 15
    assert [name for name in named if not CHINESE.search(name)] == []


@pytest.mark.parametrize(("name", "found"), [("Bohai Garments", False), ("渤海服装", True)])
def test_a_body_without_a_chinese_name_is_caught(name: str, found: bool) -> None:
    assert bool(CHINESE.search(name)) == found
