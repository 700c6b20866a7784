"""Where an event took place, in the ways a text says so; names are invented but for countries."""

from __future__ import annotations

import pytest

from tallystick.extraction.reading import read

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"), ("Kitan", "zz-3"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # What the delegation comes to says more than a stop that a later sentence names.
        (
            "Osby Mayor Edda Ohm and a delegation have gone to China to seek partners.\n"
            "She took part in a forum in Kitan on cooperation.",
            "China",
        ),
        ("On Saturday, April 13 a delegation of Osby led by Mayor Edda Ohm flies to Vale.", "Vale"),
        ("Vale is visited by Osby Mayor Edda Ohm today, to strengthen friendship.", "Vale"),
        # A room or a house, as far as it has a name or belongs to a body.
        (
            "Yesterday, in the VIP room of the city hall, Mayor Edda Ohm met with Ken Kitan, the "
            "governor of Vale, for more cooperation.",
            "VIP room of the city hall",
        ),
        (
            "On 6 August 2018 Mayor Edda Ohm of Osby led a delegation on a courtesy call to "
            "Jon Hale, Governor of Vale, at Reception Room 3, Thani Building, Vale City Hall 2.",
            "Reception Room 3, Thani Building, Vale City Hall 2",
        ),
        (
            "At Government House this morning Mayor Edda Ohm met Jon Hale, the governor of Vale, "
            "for talks on cooperation.",
            "Government House",
        ),
        # A dateline before a colon.
        (
            "OSBY (March 18): A friendship visit brought Consul General Edda Ohm here yesterday. "
            "She met Mayor Jon Hale.",
            "Osby",
        ),
    ],
)
def test_a_place_is_told_by_the_sentence_that_tells_the_event(text: str, place: str) -> None:
    """Coming somewhere, a house, a room and a dateline all say where it was."""
    event = read(text, gazetteer=PLACES).event
    assert event is not None
    assert event.place == place
