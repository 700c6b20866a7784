"""Posts and names as offices of many lands print them; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people

PLACES = (("Osbyland", "iso-zz"), ("Vale Province", "zz-1"))


def shown(text: str) -> list[str]:
    """Return who is read, each as name=post."""
    found = find_people(page_of(text, None, None, PLACES))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A title is the post of whoever has no other.
        (
            "The group took Cllrs Mikael Hegan (FG), Ben Dolan (Ind) and Kay Dawes (FG) along.",
            ["Mikael Hegan=Cllr", "Ben Dolan=Cllr", "Kay Dawes=Cllr"],
        ),
        ("With them were Cllr Pat Orren and Cllr Ric Finn.", ["Pat Orren=Cllr", "Ric Finn=Cllr"]),
        ("The mayor of Osby, Cllr Edda Ohm, spoke.", ["Edda Ohm=mayor of Osby"]),
        # What stands before a post without a comma is no part of it.
        ("Her Worship Mayor Edda Ohm spoke.", ["Edda Ohm=Mayor"]),
        ("At the reception Deputy Mayor Edda Ohm spoke.", ["Edda Ohm=Deputy Mayor"]),
        # Malay styles, initials that stand close, a son of the same name, words that are names.
        (
            "It met Tan Sri Ong Kai Tang, Special Envoy to Osbyland, and councillor "
            "Izkan Dato Roselan.",
            ["Ong Kai Tang=Special Envoy to Osbyland", "Izkan Dato Roselan=councillor"],
        ),
        (
            "Chief Minister Datuk Amar Abang Jorin Tun Open spoke.",
            ["Abang Jorin Tun Open=Chief Minister"],
        ),
        (
            "It was opened by Governor of Khent aimag N.Ganbyam.",
            ["N.Ganbyam=Governor of Khent aimag"],
        ),
        ("Mayor Leonor B. Evan, Jr. and his wife came.", ["Leonor B. Evan, Jr.=Mayor"]),
        ("Services director Rick Page for the city spoke.", ["Rick Page=Services director"]),
        ("The Chief Executive, Mr Chui Sai On, came.", ["Chui Sai On=Chief Executive"]),
        # How far a post goes: to the left, over letters in brackets, up to "Mr", to its land.
        ("He came with senior staff officer Mags Dolan.", ["Mags Dolan=senior staff officer"]),
        (
            "Punjab caretaker Chief Minister Mohsin Naqvar came.",
            ["Mohsin Naqvar=Punjab caretaker Chief Minister"],
        ),
        (
            "They called on Sibu Municipal Council (SMC) chairman Edda Ohm.",
            ["Edda Ohm=Sibu Municipal Council (SMC) chairman"],
        ),
        (
            "Regional manager, Southwest District of FCD Osbyland Limited, Mr Jon Hale also came.",
            ["Jon Hale=Regional manager, Southwest District of FCD Osbyland Limited"],
        ),
        ('"It is good," Ken Kitan, mayor of Osby, Japan said.', ["Ken Kitan=mayor of Osby, Japan"]),
        (
            "The party secretary cum Vale Standing Committee chairman Zhou Yi spoke.",
            ["Zhou Yi=party secretary cum Vale Standing Committee chairman"],
        ),
        (
            "It began with the Acting Vice President of the Municipal Council of Rio de Vale, "
            "Councilor Edda Ohm.",
            ["Edda Ohm=Acting Vice President of the Municipal Council of Rio de Vale"],
        ),
        # A part in a delegation says less than an office.
        (
            "The Mayor of Osby, Sam Pine, head of a delegation from Osby, signed it.",
            ["Sam Pine=Mayor of Osby"],
        ),
        # A house that the text names elsewhere is no part of a name.
        (
            "Kenya Window is a house of culture. Director Kenya Window Imran Ahmar signed.",
            ["Imran Ahmar=Director Kenya Window"],
        ),
        # Letters alone are nobody.
        (
            "GNA – The Osby Chief Executive, Mr Sule Salin, came.",
            ["Sule Salin=Osby Chief Executive"],
        ),
        ("Led by Gerd Kallen, the visit ended in Osby.", ["Gerd Kallen="]),
        # A post of three words, and a style of three.
        (
            "Charge d'Affaires a.i. Edda Ohm met Sam Pine, Chargé d’Affaires, in Osby.",
            ["Edda Ohm=Charge d'Affaires a.i.", "Sam Pine=Chargé d’Affaires"],
        ),
        ("Mayor Sen. Lieut. Gen. Edda Ohm came.", ["Edda Ohm=Mayor"]),
        # What stands before a post: many places, where somebody went, another's post.
        ("Among officials of both cities Mayor Edda Ohm spoke.", ["Edda Ohm=Mayor"]),
        (
            "On his trip to Osbyland Politburo member and Mayor Sam Pine spoke.",
            ["Sam Pine=Politburo member and Mayor"],
        ),
        ("It shows the governor and Vice-Governor Sam Pine.", ["Sam Pine=Vice-Governor"]),
        ("Editor: Edda Ohm. Mayor Sam Pine spoke.", ["Sam Pine=Mayor"]),
    ],
)
def test_posts_and_names_are_read_as_their_lands_print_them(text: str, expected: list[str]) -> None:
    """Styles, suffixes, brackets and lands are told apart from posts and names."""
    assert shown(text) == expected
