"""Where an English event was, where no rule tells: weights, learnt from labels, for each place."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from bench.readouts.learn_places import TABLE, labels_hash, learnt, placed, rounded, texts

from tallystick.extraction import read
from tallystick.extraction.events.named_places import named_places
from tallystick.extraction.events.place_clues import clues_of
from tallystick.extraction.events.place_company import company_of, elsewhere
from tallystick.extraction.events.where_weighed import (
    LEAD,
    LEAD_IN_NOTICE,
    LEAD_OF_PLACE,
    choices_of,
    heaviest,
    weights,
)
from tallystick.extraction.page import Page, page_of

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"))


def place(text: str) -> str | None:
    """Return where a text says it was. All names are invented."""
    event = read(text, gazetteer=PLACES).event
    return event.place if event else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On May 6 Consul General Jon Hale of Vale paid a courtesy visit to Osby Governor Edda "
            "Ohm. They spoke of sister cities.",
            "Osby",
        ),
        (
            "To mark ten years of partnership between Vale and Osby, Mayor Jon Hale of Vale came "
            "to see Mayor Edda Ohm on 21 October. Ohm welcomed him with a key of Osby.",
            "Osby",
        ),
        (
            "Local officials of Osby County have been met by a delegation from Vale. The meeting "
            "in West Osby belongs to a wider programme. Mayor Jon Hale led it.",
            "West Osby",
        ),
    ],
)
def test_a_place_is_told_by_what_is_said_of_it_where_rules_tell_none_or_another(
    text: str, expected: str
) -> None:
    assert place(text) == expected


def test_a_place_that_a_rule_tells_yields_to_one_that_weighs_more() -> None:
    clues, places = [["none"], ["a"], ["b"]], [None, "Osby", "Vale"]
    assert heaviest(clues, places, "Osby", {"a": 1, "b": 1}) == "Osby"
    assert heaviest(clues, places, "Osby", {"b": LEAD_OF_PLACE}) == "Osby"
    assert heaviest(clues, places, "Osby", {"b": LEAD_OF_PLACE + 1}) == "Vale"


def test_it_yields_to_no_place_only_for_a_clear_lead() -> None:
    clues, places = [["none"], ["a"]], [None, "Osby"]
    assert heaviest(clues, places, "Osby", {"none": LEAD}) == "Osby"
    assert heaviest(clues, places, "Osby", {"none": LEAD + 1}) is None


def test_a_place_of_a_notice_outweighs_none_clearly() -> None:
    clues, places = [["none"], ["a"], ["b"]], [None, "Osby", "Osby"]
    for by_rules in (None, "Osby"):
        for weigh, place in (
            ({"none": 1, "a": LEAD_IN_NOTICE}, None),
            ({"none": 1, "b": LEAD_IN_NOTICE + 1}, "Osby"),
            ({"a": LEAD_IN_NOTICE - 1}, None),
        ):
            assert heaviest(clues, places, by_rules, weigh, notice=True) == place
            assert heaviest(clues, places, by_rules, weigh) == "Osby"
    assert heaviest(clues, places, None, {"none": 1}, notice=True) is None


def test_of_notices_that_are_labelled_by_another_habit_nothing_is_learnt() -> None:
    taught = {label["id"]: label["event"]["kind"] for _, label in placed()}
    assert {kind for name, kind in taught.items() if name.startswith("pf")} == {
        "visit",
        "meeting",
        "signing",
    }
    assert "bulletin" in {kind for name, kind in taught.items() if name.startswith("oa")}


def test_what_only_the_rules_know_is_weighed_beside_what_is_named() -> None:
    page = page_of("The guests saw Vale.", "en", None, PLACES)
    named = named_places(page, ())
    assert choices_of(named, "city hall") == [None, "Vale", "city hall"]
    assert choices_of(named, "Vale") == [None, "Vale"]
    clues = clues_of(page, (), "visit", page.sentences[0], named, "city hall")
    assert len(clues) == len(choices_of(named, "city hall"))
    assert clues[-1][0] == "ruled alone"


def test_the_rules_say_a_place_by_the_name_they_found() -> None:
    clues, places = [["none"], ["a"], ["b"]], [None, "Osby", "Vale"]
    assert heaviest(clues, places, "Osby Hall", {"a": 900}) == "Osby Hall"
    # Where theirs stands by itself, by that which weighs more.
    clues, places = [["none"], ["a"], ["b"]], [None, "Osby", "Osby Hall"]
    assert heaviest(clues, places, "Osby Hall", {"a": 900}) == "Osby"
    assert heaviest(clues, places, "Osby Hall", {"a": 900, "b": 900}) == "Osby Hall"


def test_that_there_is_no_place_is_weighed_where_rules_tell_none() -> None:
    choices, places = [["none"], ["a"]], [None, "Osby"]
    assert heaviest(choices, places, None, {"none": 1, "a": 0}) is None
    assert heaviest(choices, places, None, {"none": 1, "a": 2}) == "Osby"


def test_a_tail_of_capitals_is_no_place_unless_it_is_known() -> None:
    text = "The guests saw Rio de Janeiro in Brazil."
    named = [one.text for one in named_places(page_of(text, "en", None, PLACES), ())]
    assert named == ["Rio de Janeiro", "Brazil"]


def test_places_are_named_by_capitals_without_what_leads_to_them() -> None:
    text = "OSBY, June 3 - The city of Vale met guests of Upper Ham in the Hall of Thornhill."
    named = [one.text for one in named_places(page_of(text, "en", None, PLACES), ())]
    assert named == ["Osby", "Vale", "Upper Ham", "Hall", "Hall of Thornhill", "Thornhill"]


def test_a_place_is_told_by_the_company_it_is_named_in() -> None:
    """All names are invented."""
    text = "Osby received a delegation from Vale, who had seen Ham. The Vale delegation left Osby."
    page = page_of(text, "en", None, (*PLACES, ("Ham", "zz-3")))
    named = named_places(page, ())
    companies = [company_of(page, one) for one in named]
    assert [one.text for one in named] == ["Osby", "Vale", "Ham", "Vale", "Osby"]
    assert companies == [" ", "from ", " ", " guests", " "]
    assert elsewhere(named, companies)[1] == {" guests"}
    clues = dict(zip(("Osby", "Vale", "Ham"), _clues(page)[1:], strict=False))
    assert "told receive before" in " ".join(clues["Osby"])
    assert "told receive behind from" in clues["Vale"]
    assert "clause who" in clues["Ham"]


def test_that_others_were_met_online_speaks_for_no_place() -> None:
    text = "Osby and Vale signed an agreement by video link. They spoke of trade."
    assert "none online True" in _clues(page_of(text, "en", None, PLACES))[0]


def _clues(page: Page) -> list[list[str]]:
    return clues_of(page, (), "visit", page.sentences[0], named_places(page, ()), None)


def test_the_weights_of_places_shipped_are_those_of_the_labels_here() -> None:
    """Where this fails: .venv/bin/python -m bench.readouts.learn_places, and commit places.csv."""
    assert TABLE.read_text("utf-8").split("\n", 1)[0] == f"#made\t{labels_hash()}"


def test_each_clue_of_a_place_stands_once() -> None:
    rows = (files("tallystick.extraction.events") / "places.csv").read_text("utf-8").splitlines()
    assert len(rows) - 2 == len(weights())


def label_of(where: str | None) -> dict[str, Any]:
    return {"id": "x", "event": {"place": where}}


def test_what_is_learnt_is_where_the_labels_say_it_was() -> None:
    """Two ways of naming a place, each four times: more often than a clue must stand."""
    text = "On May 6, 2024 a delegation from Vale came to Osby for talks on cooperation."
    found = rounded(learnt(texts(({"text": text}, label_of("Osby")) for _ in range(4))))
    assert found["last to"] > 0 > found["last from"]
    none = rounded(learnt(texts(({"text": text}, label_of(None)) for _ in range(4))))
    assert none["none"] > 0 > none["last to"]
