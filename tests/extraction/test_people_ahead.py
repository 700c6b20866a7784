"""English names behind a post that ends in a place, a body or a list; all are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"))


def shown(text: str) -> list[str]:
    """Return who is read, each as name=post."""
    found = find_people(page_of(text, None, None, PLACES))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A name with small letters or "Jr." behind the place of a post.
        (
            "With her were Consul to Guadal Martin Cama de Ober, Vice Consul to Guadal Marta "
            "Mejan and Administrative Officer Bernard Baga.",
            [
                "Martin Cama de Ober=Consul to Guadal",
                "Marta Mejan=Vice Consul to Guadal",
                "Bernard Baga=Administrative Officer",
            ],
        ),
        (
            "Osbyland Ambassador to Mexico Catal R. Dilen, Jr. called on the mayor of Vale.",
            ["Catal R. Dilen, Jr.=Osbyland Ambassador to Mexico"],
        ),
        # Behind a province stands a name, behind a county perhaps a larger place.
        (
            "She received the Governor of Luang Kham Province, Kham Viphasok, and thanked him.",
            ["Kham Viphasok=Governor of Luang Kham Province"],
        ),
        ("The Governor of Osby County, New Vale, and two guests met.", []),
        # Where somebody is sent to, and the council of a state.
        (
            "Vietnamese Consul General to southern Laos Nguyen Van Trang paid a visit.",
            ["Nguyen Van Trang=Vietnamese Consul General to southern Laos"],
        ),
        (
            "He will meet Chairperson of the Council of the Republic Natalia Kovana.",
            ["Natalia Kovana=Chairperson of the Council of the Republic"],
        ),
        (
            "She met the association, whose chairman is Vilay Boudhan.",
            ["Vilay Boudhan=chairman"],
        ),
        # What a post is told of before it: a word of its kind, and a delegation that is led.
        ("It is free, said mayoral aide Joe Spencel.", ["Joe Spencel=mayoral aide"]),
        (
            "At the head of a 39-member delegation Osby Mayor Celia Wadel flies out.",
            ["Celia Wadel=Osby Mayor"],
        ),
        # Places and houses are nobody.
        ("The Party secretaries of Ha Giang, Lai Chau, Dien Bien and Vale met.", []),
        ("Mayor Edda Ohm met them at Governor House on Monday.", ["Edda Ohm=Mayor"]),
    ],
)
def test_a_post_ends_where_its_name_begins(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_body_with_small_letters_is_no_name() -> None:
    said = shown("The talks were led by the President of the Club de Industrias Luis Tellan.")
    assert "Club de Industrias=President" not in said
