"""For whom somebody acts, where the post itself does not say it.

All announcements, names and places are invented.
"""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people

PLACES = [
    ("Linshan", "cn-999900"),
    ("Qinghe", "cn-888800"),
    ("林山市", "cn-999900"),
    ("林山", "cn-999900"),
    ("青和市", "cn-888800"),
]


def regions(text: str) -> list[str | None]:
    return [p.organisation_or_region for p in find_people(page_of(text, None, None, PLACES))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来源：林山日报\n青和市来访林山市。副市长李明出席会议。", ["林山市"]),
        ("县委常委、白石镇党委书记李明陪同。", ["白石镇"]),
        ("企业向白石茶场捐赠物资。茶场党委书记李明主持。", ["白石茶场"]),
        ("代表團到訪白石總商會，獲該會會長李明，副會長王芳接待。", ["白石總商會", "白石總商會"]),
        ("林山市红十字会副主席李明出席。", ["林山市红十字会"]),
        ("Mayor Tan Wei headed a Linshan government delegation to the county.", ["Linshan"]),
        (
            "The guests from Osby, a Northern Mto delegation led by Mr. Tan Wei, Vice Chairman of "
            "the Committee, came.",
            ["Northern Mto"],
        ),
        (
            "Tan Wei, member of the Standing Committee of the CPC Linshan Municipal Committee and "
            "secretary of the CPC Qinghe Municipal Committee, spoke.",
            ["Qinghe"],
        ),
        ("Tan Wei, chief of Northern Mto's Planning Office, spoke.", ["Northern Mto"]),
    ],
)
def test_whom_somebody_acts_for(text: str, expected: list[str | None]) -> None:
    assert regions(text) == expected


def test_a_name_that_is_a_place_too_says_nothing_of_a_governor() -> None:
    assert regions("Governor Linshan Odhiambo spoke.") == [None]
