"""Who is named in English text, and with which post, where no rule tells: weights, from labels."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from bench.readouts import choices, learn_names, learn_posts
from bench.readouts.learn_sides import learnt_from
from bench.readouts.people_taught import right_choices, sentences

from tallystick.extraction.page import page_of
from tallystick.extraction.people.english import sentences_of
from tallystick.extraction.people.english_weighed import (
    LEAD,
    NO_NAME,
    NO_WORD,
    YIELD,
    Weigher,
    weights,
)
from tallystick.extraction.people.mentions import Mention
from tallystick.extraction.people.people import find_people

# All names are invented.
TEXT = "Mayor Edda Ohm met Jon Hale, the Lendakar of Vale."
CAME = "Osby has guests. Ilse Vantongeren, the mayor of Vale, came with Jon Hale."


def shown(text: str) -> list[str]:
    found = find_people(page_of(text, "en", None, ()))
    return [f"{one.text}={one.position or ''}" for one in found]


def weighed(text: str, weigher: Weigher, *found: Mention) -> list[str]:
    """Return name and post of each that a sentence names, given what rules found there."""
    sentence = next(sentences_of(page_of(text, "en", None, ())))
    told = weigher.weighed(sentence, list(found))
    return [
        f"{text[slice(*one.name)]}={text[slice(*one.post)] if one.post else ''}" for one in told
    ]


def mention(text: str, name: str, post: str | None = None) -> Mention:
    start = text.index(name)
    ends = (text.index(post), text.index(post) + len(post)) if post else None
    whole = (start, start + len(name))
    return Mention(start=start, end=whole[1], name=whole, post=ends)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Governor of Luang County, Kham Viphasok, and two guests met.",
            ["Kham Viphasok=Governor of Luang County"],
        ),
        (
            "Cllrs Jon Hale (FG) and Edda Ohm (Ind) of Osby went to Vale.",
            ["Jon Hale=Cllr", "Edda Ohm=Cllr"],
        ),
    ],
)
def test_who_was_missed_is_told_by_what_is_said_around_the_name(
    text: str, expected: list[str]
) -> None:
    assert shown(text) == expected


def test_no_post_takes_in_half_a_bracket_or_somebody_elses_title() -> None:
    text = "Mr Pat Pretor (Deputy Speaker), Ms Ann Rossow, Mr Jon Viss and Ms Vera Han came."
    anything = Weigher({}, {"ahead": 900, "behind": 900})
    found = [mention(text, "Jon Viss"), mention(text, "Vera Han")]
    assert weighed(text, anything, *found) == ["Jon Viss=", "Vera Han="]


def test_what_is_clearly_no_name_is_nobody_unless_it_is_long_and_has_a_post() -> None:
    none = Weigher({"any": NO_NAME - 1}, {})
    assert weighed(TEXT, none, mention(TEXT, "Jon Hale")) == []
    assert weighed(TEXT, none, mention(TEXT, "Ohm", "Mayor")) == ["Ohm=Mayor"]
    least = Weigher({"any": NO_WORD - 1}, {})
    assert weighed(TEXT, least, mention(TEXT, "Ohm", "Mayor")) == []
    assert weighed(TEXT, least, mention(TEXT, "Edda Ohm", "Mayor")) == ["Edda Ohm=Mayor"]


def test_a_name_that_rules_missed_needs_a_post_or_a_great_weight() -> None:
    assert weighed(CAME[17:], Weigher({"any": 100}, {})) == []
    both = ["Ilse Vantongeren=", "Jon Hale="]
    assert weighed(CAME[17:], Weigher({"any": 900}, {})) == both
    posted = ["Ilse Vantongeren=mayor of Vale"]
    assert weighed(CAME[17:], Weigher({"any": 100}, {"behind ends PLACE": 9, "in of": 9})) == posted


def test_a_post_of_the_rules_yields_to_one_that_weighs_clearly_more_and_not_to_none() -> None:
    text = "Mayor Edda Ohm, governor of Osby, spoke."
    ruled = mention(text, "Edda Ohm", "Mayor")
    for weight, post in ((YIELD, "Mayor"), (YIELD + 1, "governor")):
        assert weighed(text, Weigher({}, {"behind": weight}), ruled) == [f"Edda Ohm={post}"]
    assert weighed(text, Weigher({}, {"none": 900}), ruled) == ["Edda Ohm=Mayor"]
    bare = weighed(text, Weigher({}, {"behind": LEAD + 1}), mention(text, "Edda Ohm"))
    assert bare[0].startswith("Edda Ohm=governor")


def test_only_what_one_is_loses_its_plural_not_the_house_she_leads() -> None:
    text = "Lin Tao, director of the Governors Association, and Edda Ohm, governors, came."
    sentence = next(sentences_of(page_of(text, "en", None, ())))
    loud = Weigher({}, {"behind ends association": 900, "behind gap several ,": 900})
    both = [mention(text, "Lin Tao"), mention(text, "Edda Ohm")]
    lin, edda = loud.weighed(sentence, both)
    assert (text[slice(*(lin.post or ()))], lin.singular) == (
        "director of the Governors Association",
        None,
    )
    assert text[slice(*(edda.post or ()))] == "governor"


def test_no_post_yields_to_the_one_of_somebody_else() -> None:
    text = "Mayor Edda Ohm, governor Jon Hale and others spoke."
    both = (mention(text, "Edda Ohm", "Mayor"), mention(text, "Jon Hale", "governor"))
    told = weighed(text, Weigher({}, {"behind": 900}), *both)
    assert told == ["Edda Ohm=Mayor", "Jon Hale=governor"]


def test_what_choices_weigh_is_what_their_clues_weigh() -> None:
    known, several = weights().posts, 0
    for source, label in learnt_from()[::40]:
        for one in sentences([(source, label)]):
            for start in one.names:
                found, _ = right_choices(one, start)
                summed = [sum(known.get(clue, 0) for clue in each) for each in found.clues()]
                assert found.sums(known) == summed
                several += len(summed) > 2
    assert several > 50


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Mayor Edda Ohm of Osby met Lin Tao, Chairman of Vale Trading Co., Ltd. They signed.",
         ["Edda Ohm=Mayor", "Lin Tao=Chairman of Vale Trading Co., Ltd."]),
        ("There came Mr. Nguyen Xuan Hai, Vice Chairman of Can Tho Municipal People's Council.",
         ["Nguyen Xuan Hai=Vice Chairman of Can Tho Municipal People's Council"]),
        ("On May 4, 2019 local time Foreign Minister Lin Tao saw Edda Ohm, the mayor of Osby.",
         ["Lin Tao=Foreign Minister", "Edda Ohm=mayor of Osby"]),
        ("In the letter of Foreign Minister Lin Tao they read so. Mayor Edda Ohm of Osby agreed.",
         ["Edda Ohm=Mayor"]),
    ],
)  # fmt: skip
def test_posts_with_short_words_places_and_days_beside_them(text: str, people: list[str]) -> None:
    found = find_people(page_of(text, None, None, ()))
    assert [f"{one.text}={one.position or ''}" for one in found] == people


@pytest.mark.parametrize("table", [learn_names.TABLE, learn_posts.TABLE])
def test_the_weights_of_people_shipped_are_those_of_the_labels_here(table: Any) -> None:
    """Where this fails: python -m bench.readouts.learn_names and learn_posts; commit the tables."""
    assert table.read_text("utf-8").split("\n", 1)[0] == f"#made\t{learn_names.labels_hash()}"


def test_each_clue_of_a_person_stands_once() -> None:
    known = weights()
    for table, weigh in (("names.csv", known.names), ("posts.csv", known.posts)):
        rows = (files("tallystick.extraction.people") / table).read_text("utf-8").splitlines()
        assert len(rows) - 2 == len(weigh)


def test_what_is_learnt_is_who_is_labelled_with_which_post() -> None:
    """Three times the same text: as often as a clue must stand."""
    people = [{"name": "Edda Ohm", "position": "Mayor"}, {"name": "Jon Hale", "position": None}]
    label = {"participants": people}
    taught = [*sentences(({"text": TEXT}, label) for _ in range(3))]
    names = learn_names.learnt(learn_names.rows(taught))
    assert names["ends ohm"] > 0
    posts = choices.rounded(choices.learnt(learn_posts.rows(taught)))
    assert posts["ahead"] > 0
