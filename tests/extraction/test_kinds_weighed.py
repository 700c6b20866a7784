"""Of which kind an event is: weights, learnt from labels, beside the rules."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from bench.readouts.learn_kinds import TABLE, labels_hash, learnt, texts

from tallystick.extraction import read
from tallystick.extraction.events.kind_clues import clues_of
from tallystick.extraction.events.kind_weighed import KINDS, heaviest, weights
from tallystick.extraction.page import page_of

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"))


def kind(text: str) -> str | None:
    """Return of which kind the event of a text is. All names are invented."""
    event = read(text, gazetteer=PLACES).event
    return event.kind if event else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Governor Jon Hale of Vale, with a business delegation of his province, called on the "
            "mayor of Osby, Edda Ohm, in Osby yesterday. Vale will forge ties with Osby, he said.",
            "visit",
        ),
        (
            "10月23日,甲区·乙县东西部协作党政联席会议在甲区召开,区委书记王甲等区领导,乙县县委书记李乙等县领导参加。"
            "王甲代表区委、区政府欢迎乙县党政代表团到访,说要围绕产业协作精准发力。",
            "meeting",
        ),
        (
            "今年上半年,甲县投入东西部协作资金265万元,实施帮扶项目12个,销售农产品1.33亿元,选派干部14人。"
            "2021年以来,两地多次联动开展展销活动,累计签约项目30个。",
            "bulletin",
        ),
    ],
)
def test_a_kind_is_told_by_what_the_beginning_says(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_the_kind_of_the_rules_yields_only_to_one_that_weighs_clearly_more() -> None:
    assert heaviest(["a"], "visit", {"a": [0, 0, 70, 0]}, 70) == "visit"
    assert heaviest(["a"], "visit", {"a": [0, 0, 71, 0]}, 70) == "signing"


def test_clues_that_nothing_is_known_of_leave_the_kind_of_the_rules() -> None:
    assert [heaviest(["a"], one, {}, 0) for one in KINDS] == [*KINDS]


def test_a_word_said_twice_weighs_once() -> None:
    once, twice = (
        clues_of(page_of(f"The mayor spoke {said} of Osby.", "en", None, PLACES), (), (), "visit")
        for said in ("well", "well, well, well")
    )
    assert once.count("0 well") == twice.count("0 well") == 1
    assert len(twice) == len({*twice})


def test_what_a_text_above_its_first_sentence_says_is_heard_in_chinese() -> None:
    page = page_of("甲县乙区签约\n甲县考察团来到乙区。\n", "zh-Hans", None, ())
    assert {"above 签约", "0 考察团", "0 来到"} <= {*clues_of(page, (), (), "visit")}


def test_the_weights_of_kinds_shipped_are_those_of_the_labels_here() -> None:
    """Where this fails: .venv/bin/python -m bench.readouts.learn_kinds, and commit kinds.csv."""
    assert TABLE.read_text("utf-8").split("\n", 1)[0] == f"#made\t{labels_hash()}"


def test_each_clue_of_a_kind_stands_once() -> None:
    rows = (files("tallystick.extraction.events") / "kinds.csv").read_text("utf-8").splitlines()
    assert len(rows) - 2 == sum(len(each) for each in weights().values())


def label_of(name: str) -> dict[str, Any]:
    return {"id": "x", "event": {"kind": name}}


def test_what_is_learnt_is_the_kind_that_labels_say() -> None:
    """Two ways of telling, each thrice: more often than a clue must stand to be heard."""
    came = "On May 6, 2024 Mayor Edda Ohm of Vale came to Osby for talks on cooperation."
    gave = "On May 6, 2024 Vale reported funds of 3 million yuan for cooperation with Osby."
    pairs = [
        ({"text": text}, label_of(told))
        for text, told in ((came, "visit"), (gave, "bulletin"))
        for _ in range(3)
    ]
    found = learnt(texts(pairs))
    assert found["0 came"][KINDS.index("visit")] > 0 > found["0 came"][KINDS.index("bulletin")]
    assert found["0 funds"][KINDS.index("bulletin")] > 0 > found["0 funds"][KINDS.index("visit")]
    assert learnt(texts(pairs)) == found
