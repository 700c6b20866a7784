"""Parties as messy as in print are taken apart, and none is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.interchange.csv.parties import PartyName, read_party


@pytest.mark.parametrize(
    ("printed", "party"),
    [
        ("大连市", PartyName("大连市")),
        ("Shenzhen (Guangdong)", PartyName("Shenzhen", ("Guangdong",))),
        ("Dayao (Chuxiong, Yunnan)", PartyName("Dayao", ("Chuxiong", "Yunnan"))),
        ("盘州市（六盘水市）", PartyName("盘州市", ("六盘水市",))),
        ("Pu'er (Wazu village)", PartyName("Pu'er", detail="Wazu village")),
        ("Tianjin Port Free Trade Zone", PartyName("Tianjin Port Free Trade Zone")),
        (
            "Sichuan (10 Liangshan national key counties)",
            PartyName("Sichuan", (), "10 Liangshan national key counties", group=True, count=10),
        ),
        (
            "Sichuan (32 Tibetan-area and 6 other counties)",
            PartyName("Sichuan", (), "32 Tibetan-area and 6 other counties", group=True),
        ),
        (
            "15 eastern provinces and cities",
            PartyName("15 eastern provinces and cities", group=True, count=15),
        ),
        ("Seven eastern cities", PartyName("Seven eastern cities", group=True, count=7)),
        ("15个省市", PartyName("15个省市", group=True, count=15)),
        ("Xinjiang Production and Construction Corps", None),
        ("三亚市", None),
        ("九江市", None),
        ("四川省", None),
        ("呼和浩特市", None),
        ("", None),
    ],
)
def test_a_party_is_taken_apart_as_printed(printed: str, party: PartyName | None) -> None:
    assert read_party(printed) == (party or PartyName(printed))


@pytest.mark.parametrize(
    "printed",
    ["Tianjin, Qingdao, Fuzhou, Xiamen", "Tianjin, Qingdao, Fuzhou and Xiamen"],
)
def test_several_places_are_a_group_with_its_members(printed: str) -> None:
    party = read_party(printed)
    assert party.group
    assert party.members == ("Tianjin", "Qingdao", "Fuzhou", "Xiamen")


@given(st.text(max_size=300))
def test_any_text_is_a_party_of_some_name(text: str) -> None:
    assert len(read_party(text).name) <= 2000
