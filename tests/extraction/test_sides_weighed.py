"""Whose side somebody is on where no rule tells: weights, learnt from labels, for what is told."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from bench.readouts.learn_sides import TABLE, TAUGHT, labels_hash, learnt, texts
from bench.readouts.score import EVENTS, HERE

from tallystick.extraction import read
from tallystick.extraction.events.sides_weighed import SIDES, heaviest, weights

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"))


def sides(text: str) -> dict[str, str | None]:
    """Return the sides by name. All names are invented."""
    return {one.text: one.side for one in read(text, gazetteer=PLACES).people}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On May 6, 2024 a delegation led by Councillor Edda Ohm came to Osby for talks on "
            "cooperation.",
            {"Edda Ohm": "guest"},
        ),
        (
            "On May 6, 2024 a delegation from Vale visited Osby. The guests were received by "
            "Council President Jon Hale, who spoke of cooperation.",
            {"Jon Hale": "host"},
        ),
    ],
)
def test_a_side_is_told_by_what_is_said_of_somebody(
    text: str, expected: dict[str, str | None]
) -> None:
    assert sides(text) == expected


def test_a_side_that_a_rule_tells_is_never_changed() -> None:
    """Led by and received by say otherwise, and the home says more."""
    text = (
        "On May 6, 2024 a delegation from Vale visited Osby. It was led by the mayor of Osby, "
        "Edda Ohm, and received by the mayor of Vale, Jon Hale."
    )
    assert sides(text) == {"Edda Ohm": "host", "Jon Hale": "guest"}


def test_the_first_of_equals_weighs_most() -> None:
    assert heaviest([], {}) == SIDES[0]
    assert heaviest(["a", "b"], {"a": [1, 0, 0], "b": [0, 0, 2]}) == "none"


def test_the_weights_of_sides_shipped_are_those_of_the_labels_here() -> None:
    """Where this fails: .venv/bin/python -m bench.readouts.learn_sides, and commit sides.csv."""
    assert TABLE.read_text("utf-8").split("\n", 1)[0] == f"#made\t{labels_hash()}"


def test_each_clue_stands_once() -> None:
    rows = (files("tallystick.extraction.events") / "sides.csv").read_text("utf-8").splitlines()
    assert len(rows) - 2 == len(weights())


def label_of(name: str, side: str) -> dict[str, Any]:
    return {"id": "x", "participants": [{"name": name, "side": side}]}


def test_what_is_learnt_is_what_the_labels_say() -> None:
    """Two ways of telling, each thrice: more often than a clue must stand to be heard."""
    led = "On May 6, 2024 a delegation led by Councillor Edda Ohm came to Osby for cooperation."
    met = "On May 6, 2024 Councillor Edda Ohm received a delegation in Osby for cooperation."
    pairs = [
        ({"text": text}, label_of("Edda Ohm", side))
        for text, side in ((led, "guest"), (met, "host"))
        for _ in range(3)
    ]
    found = learnt(texts(pairs))
    assert found["before led"][SIDES.index("guest")] > 0
    assert found["then received"][SIDES.index("host")] > 0


def test_texts_to_learn_from_are_of_pages_told_nowhere_else() -> None:
    pages = [json.loads(path.read_text("utf-8"))["url"] for path in (TAUGHT / "texts").iterdir()]
    others = {
        json.loads(path.read_text("utf-8"))["url"]
        for folder in (HERE, EVENTS)
        for path in (folder / "texts").glob("*.json")
    }
    assert len({*pages}) == len(pages) == 3277
    assert not others & {*pages}


def test_people_to_learn_from_stand_in_their_texts() -> None:
    for path in (TAUGHT / "labels").iterdir():
        label = json.loads(path.read_text("utf-8"))
        text = json.loads((TAUGHT / "texts" / path.name).read_text("utf-8"))["text"]
        assert not [one["name"] for one in label["participants"] if one["name"] not in text]
