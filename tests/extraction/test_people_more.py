"""Wordings of lists, of other peoples' names and of those only quoted.

All announcements, names and places are invented.
"""

from __future__ import annotations

import pytest
from tests.extraction.test_people import people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县人大常委会副主任扎西让，县委副书记、苏木达包山陪同。",
            [("扎西让", "县人大常委会副主任"), ("包山", "县委副书记、苏木达")],
        ),
        (
            "副场长周大明、索朗、次仁等出席仪式。",
            [("周大明", "副场长"), ("索朗", "副场长"), ("次仁", "副场长")],
        ),
        (
            "兩省政協主席崔大山、禹波參加活動。",
            [("崔大山", "政協主席"), ("禹波", "政協主席")],
        ),
        ("國際友城林山市市長王大明來訪。", [("王大明", "林山市市長")]),
        (
            "Governors Amado Reyes Jr of Osby Norte and Lilia Santos of Mto put their names to it.",
            [("Amado Reyes Jr", "Governor"), ("Lilia Santos", "Governor")],
        ),
        (
            "The resolution was sponsored by District 1 Councilor Marlon Abarca.",
            [("Marlon Abarca", "District 1 Councilor")],
        ),
        (
            "They met with the Chairman - Governor of the northern province of Osby Kham Somphone.",
            [("Kham Somphone", "Chairman - Governor of the northern province of Osby")],
        ),
        (
            "Tan Wei, member of the 14th National Committee of the CPPCC, attended.",
            [("Tan Wei", "member of the 14th National Committee of the CPPCC")],
        ),
        (
            "Linshan provincial leaders Qu Mu Shiga, Tan Wei, and Su Bo attended.",
            [
                ("Qu Mu Shiga", "Linshan provincial leader"),
                ("Tan Wei", "Linshan provincial leader"),
                ("Su Bo", "Linshan provincial leader"),
            ],
        ),
    ],
)
def test_further_wordings_are_read(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "双方在生态农业、干部任用等领域开展合作。",
        "帮助林山培训党政干部和医生、教师等近5万人。",
        "市政府的代表向林山捐出了30万元善款。",
        "区有关领导一同参加。",
        "The Counterpart Support Work Joint Meeting was held in Linshan on May 14.",
        "They studied the spirit of the important speech delivered by General Secretary Tan Wei.",
    ],
)
def test_what_only_looks_like_a_person_is_none(text: str) -> None:
    assert people(text) == []
