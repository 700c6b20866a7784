"""Where an English post ends, and what stands beside one and is no name; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people


def shown(text: str) -> list[str]:
    """Return who is read, each as name=post."""
    found = find_people(page_of(text, "en", None, ()))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A land closes a post, in the midst of a sentence and at its end.
        (
            "Here came Jon Hale, the governor of Osby region in Uzbekistan. It was late.",
            ["Jon Hale=governor of Osby region in Uzbekistan"],
        ),
        (
            "He signed with the Mayor of Upper Vale in Mongolia, Bakhit Khakhan, and another.",
            ["Bakhit Khakhan=Mayor of Upper Vale in Mongolia"],
        ),
        (
            "It was led by the Vice Governor of Osby province in the People's Republic of China, "
            "Sheng Changli.",
            ["Sheng Changli=Vice Governor of Osby province in the People's Republic of China"],
        ),
        # What was told before.
        (
            "Present were Walter Boj, secretary of the oblast; Sergij Tatus, former chairman of "
            "that council.",
            [
                "Walter Boj=secretary of the oblast",
                "Sergij Tatus=former chairman of that council",
            ],
        ),
        (
            "It was signed by the mayors of both, Ilker Sarun for Osby and Ibrah Haci for Vale.",
            ["Ilker Sarun=mayor", "Ibrah Haci=mayor"],
        ),
        # The next one's post is no second one of the last.
        (
            "Edda Ohm, its President, and the county's public administrator, Jon Hale, were "
            "welcomed.",
            ["Edda Ohm=President", "Jon Hale=county's public administrator"],
        ),
        (
            "He thanked its leader, the Governor of Osby Prefecture Toyo Ikeba, who was elected.",
            ["Toyo Ikeba=Governor of Osby Prefecture"],
        ),
        (
            "It was signed by Osby Mayor Park Heong-jo and Vale Mayor Suad Abder, the first woman "
            "to hold such an office.",
            ["Park Heong-jo=Osby Mayor", "Suad Abder=Vale Mayor"],
        ),
        # Two places or fields of one office.
        (
            "Hong Kong and Macau Affairs Office (HKMAO) Deputy Director Huang Liuqan came.",
            ["Huang Liuqan=Hong Kong and Macau Affairs Office (HKMAO) Deputy Director"],
        ),
        (
            "Civic and International Relations Manager Duncan Sanders came.",
            ["Duncan Sanders=Civic and International Relations Manager"],
        ),
        # The office of another post, before a name and behind one.
        (
            "Director of the mayor's office Edda Ohm came to Vale.",
            ["Edda Ohm=Director of the mayor's office"],
        ),
        (
            "Jon Hale of Vale, and Edda Ohm as director of the marshal's office. They left.",
            ["Edda Ohm=director of the marshal's office"],
        ),
        (
            "You Quan, Osby's Party Secretary, shook hands with He Zhong, mayor of Vale.",
            ["You Quan=Osby's Party Secretary", "He Zhong=mayor of Vale"],
        ),
        (
            "The Lehendakari, Iker Urku, came.",
            ["Iker Urku=Lehendakari"],
        ),
    ],
)
def test_a_post_takes_in_all_its_words_and_no_more(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Good, the Prefect answered.",
        "Positive, the Secretary called what Osby does.",
        "According to a statement on Facebook, the president is content with Osby.",
    ],
)
def test_a_word_before_who_says_it_is_nobody(text: str) -> None:
    assert shown(text) == []


def test_a_single_name_stays_where_its_post_closes() -> None:
    text = "Bater, Party secretary of Ulan Banner, thanked Dongshan."
    assert shown(text) == ["Bater=Party secretary of Ulan Banner"]
