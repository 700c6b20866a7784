"""Texts of which only the event and its people are labelled: they hold together and are read."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench.readouts import measures
from bench.readouts.score import EVENTS, HERE, held_back, of_events, unseen

from tallystick.extraction import as_label, read
from tallystick.regions.rules.shipped import shipped_names

LABELS = sorted((EVENTS / "labels").glob("*.json"))
TEXTS, PEOPLE = 414, 2_104
# F1 below which a change has unlearnt something, on the texts that were looked at.
FLOORS = {
    "participants": 0.96,
    "participants: side": 0.74,
    "event date": 0.88,
    "event place": 0.87,
}


def loaded(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_the_texts_are_all_there_and_none_is_held_back() -> None:
    labels = [loaded(path) for path in LABELS]
    assert len(labels) == len(list((EVENTS / "texts").glob("*.json"))) == TEXTS
    assert sum(len(label["participants"]) for label in labels) == PEOPLE
    assert not [path.stem for path in LABELS if held_back(path.stem)]
    # Half of them were never looked at.
    assert 200 < sum(unseen(path.stem) for path in LABELS) < 210


def test_only_people_place_and_date_are_labelled() -> None:
    for path in LABELS:
        label, text = loaded(path), loaded(EVENTS / "texts" / path.name)
        assert label["id"] == text["id"] == path.stem
        others = ("figures", "commitments", "agreements", "frameworks")
        assert not [name for name in others if label[name]], path.stem
        assert not [one for one in label["participants"] if one["name"] not in text["text"]]


def test_no_page_is_told_twice() -> None:
    pages = [loaded(path)["url"] for path in (EVENTS / "texts").glob("*.json")]
    others = {loaded(path)["url"] for path in (HERE / "texts").glob("*.json")}
    assert len(set(pages)) == len(pages)
    assert not set(pages) & others


def test_who_took_part_and_where_goes_on_being_read() -> None:
    places = shipped_names()
    totals: dict[str, Counter[str]] = {}
    for source, label in of_events("events-seen"):
        found = read(source["text"], published=source.get("published"), gazetteer=places)
        for name, outcome in measures.compare(as_label(found, label["id"]), label).items():
            right, missed, wrong = outcome
            totals.setdefault(name, Counter()).update(
                right=right, missed=len(missed), wrong=len(wrong)
            )
    reached = {name: float(measures.rates(totals[name])[2]) for name in FLOORS}
    assert {name: f1 for name, f1 in reached.items() if f1 < FLOORS[name]} == {}
