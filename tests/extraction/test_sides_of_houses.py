"""Whose side somebody is on whose post names no place; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction import read
from tallystick.extraction.places.capitals import country_of
from tallystick.regions.rules.shipped import shipped_names


@pytest.mark.parametrize(
    ("text", "name", "region", "side"),
    [
        (
            "7月8日，辽宁省大连市党政代表团来到贵州省六盘水市考察。市委副书记、市长尹小力会见客人。",
            "尹小力",
            "六盘水市",
            "host",
        ),
        ("7月8日，水利部副部长尹小力到贵州省六盘水市考察。", "尹小力", "水利部", "guest"),
    ],
)
def test_a_post_without_a_place_is_of_the_house(
    text: str, name: str, region: str, side: str
) -> None:
    people = read(text, published="2024-07-09", gazetteer=shipped_names()).people
    found = next(person for person in people if person.text == name)
    assert (found.organisation_or_region, found.side) == (region, side)


def test_a_large_city_lies_in_its_country() -> None:
    assert country_of("Hanoi") == country_of("河内") == "iso-vn"


def test_whoever_stands_in_one_list_is_of_one_side() -> None:
    text = (
        "On May 6 Edda Ohm, mayor of Osby, and Jon Hale, secretary for finance, visited Vale. "
        "Officials accompanying them include Kay Dawes, secretary for trade; friendship grew."
    )
    found = read(text, gazetteer=(("Osby", "zz-1"), ("Vale", "zz-2")))
    assert {one.text: one.side for one in found.people} == {
        "Edda Ohm": "guest",
        "Jon Hale": "guest",
        "Kay Dawes": "guest",
    }
