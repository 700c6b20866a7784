"""When an English event was: weights, learnt from labels, for each day that a text names."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from bench.readouts.learn_days import TABLE, dated, labels_hash, learnt, texts

from tallystick.extraction import read
from tallystick.extraction.events.day_clues import Choice, day_choices
from tallystick.extraction.events.when_weighed import heaviest, weights
from tallystick.extraction.page import page_of

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"))


def day(text: str, published: str | None = None) -> str | None:
    """Return the day of the event of a text. All names are invented."""
    event = read(text, published=published, gazetteer=PLACES).event
    return event.date if event else None


def test_the_day_on_which_a_page_appeared_is_not_that_of_what_was_lately() -> None:
    lately = (
        "Updated on: 9 May 2021\nMayor Edda Ohm of Vale recently came to Osby with a delegation. "
        "She was received by Governor Jon Hale of Osby."
    )
    assert day(lately, "2021-05-09") is None
    assert day(lately.replace("recently", "on May 6"), "2021-05-09") == "2021-05-06"


def test_a_day_of_the_past_is_none_of_the_event() -> None:
    text = (
        "OSBY - On July 15, 1969 Osby and Vale became sisters; on Monday in Osby City Hall they "
        "signed anew. Mayor Edda Ohm of Vale had come for it with a delegation."
    )
    assert day(text, "2019-07-17") == "2019-07-15"


def test_a_notice_has_the_day_it_opens_with_or_that_of_publication() -> None:
    opened = (
        "On May 6, 2021 Vale gave Osby 3 million yuan for poverty alleviation. In all, 40 projects "
        "with 20 million yuan were carried out. The latest was completed on May 8, 2021."
    )
    assert day(opened, "2021-05-10") == "2021-05-06"
    assert day(opened.replace("On May 6, 2021 ", ""), "2021-05-10") == "2021-05-10"


def test_what_may_be_the_day_is_none_each_day_named_and_that_of_publication() -> None:
    text = "On May 6 Edda Ohm came to Osby. She left on May 8."
    page = page_of(text, "en", "2021-05-09", PLACES)
    choices = day_choices(page, "visit", page.sentences[0], "2021-05-06")
    assert [one.iso for one in choices] == [None, "2021-05-06", "2021-05-08", "2021-05-09"]
    clues = {one.iso: one.clues for one in choices}
    assert "none ruled True" in clues[None]
    assert {"where first", "rule True", "since days", "last on"} <= {*clues["2021-05-06"]}
    assert {"where second", "rule False", "since day before"} <= {*clues["2021-05-08"]}
    assert "only published" in clues["2021-05-09"]
    # What only the rules know is a choice too.
    choices = day_choices(page, "visit", page.sentences[0], "2021-04-30")
    assert choices[-1] == Choice("2021-04-30", ("ruled alone", "ruled alone visit"))


def test_the_day_that_weighs_most_is_told() -> None:
    choices = [Choice(None, ("none",)), Choice("2021-05-06", ("a", "b"))]
    assert heaviest(choices, {}) is None
    assert heaviest(choices, {"none": 5, "a": 3, "b": 3}) == "2021-05-06"
    assert heaviest(choices, {"none": 5, "a": 3, "b": 2}) is None


def label_of(day: str | None) -> dict[str, Any]:
    return {"id": "x", "event": {"kind": "visit", "date": day}}


def test_what_is_learnt_is_the_day_that_labels_say() -> None:
    """Two ways of telling, each thrice: more often than a clue must stand to be heard."""
    came = "On May 6, 2024 Mayor Edda Ohm of Vale came to Osby on a visit with a delegation."
    since = "Since May 6, 2024 Osby has been a sister; Mayor Edda Ohm of Vale visited Osby again."
    pairs = [
        ({"text": text}, label_of(told))
        for text, told in ((came, "2024-05-06"), (since, None))
        for _ in range(3)
    ]
    found = learnt(texts(pairs))
    assert found["last on"] > 0 > found["last since"]
    assert learnt(texts(pairs)) == found


def test_texts_whose_day_is_not_labelled_or_by_another_habit_teach_none() -> None:
    taught = {label["id"]: label["event"]["kind"] for _, label in dated()}
    assert not any(name[1:].isdigit() and name[0] == "n" for name in taught)
    assert "bulletin" not in {
        kind for name, kind in taught.items() if name.startswith(("oa", "pa"))
    }
    assert "bulletin" in taught.values()


def test_the_weights_of_days_shipped_are_those_of_the_labels_here() -> None:
    """Where this fails: .venv/bin/python -m bench.readouts.learn_days, and commit days.csv."""
    assert TABLE.read_text("utf-8").split("\n", 1)[0] == f"#made\t{labels_hash()}"


def test_each_clue_of_a_day_stands_once() -> None:
    rows = (files("tallystick.extraction.events") / "days.csv").read_text("utf-8").splitlines()
    assert len(rows) - 2 == len(weights())
