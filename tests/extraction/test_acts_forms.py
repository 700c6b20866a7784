"""Forms in which announcements tell acts, undertakings, documents and slogans; all is invented."""

from __future__ import annotations

import pytest

from tallystick.extraction import read

PLACES = [("Northport", "a"), ("Hillfield", "b"), ("北港市", "a"), ("山田县", "b")]


def shown(text: str) -> list[tuple[str, str, str]]:
    found = read(text, gazetteer=PLACES).commitments
    return [(one.kind, one.modality, one.text) for one in found]


def test_what_was_pushed_in_several_ways_is_one_act_without_its_purpose() -> None:
    text = (
        "Northport has pushed industrial cooperation and labor cooperation and reinforced talent "
        "support and financial support so that the agreed tasks are carried out."
    )
    assert shown(text) == [("other", "done", text[: text.index(" so that")])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Su Bo thanked Northport for building schools and sending teachers to Hillfield.",
            [("build", "building schools"), ("send", "sending teachers to Hillfield")],
        ),
        (
            "Some 320 officials and doctors from Northport have worked in Hillfield since 2021.",
            [("send", "Some 320 officials and doctors from Northport have worked in Hillfield")],
        ),
        (
            "Their financial assistance exceeds 14 billion yuan.",
            [("fund", "Their financial assistance exceeds 14 billion yuan")],
        ),
        (
            "Donors from Northport added more than 25 million yuan.",
            [("fund", "Donors from Northport added more than 25 million yuan")],
        ),
        (
            "Northport took in 45 doctors from Hillfield.",
            [("train", "Northport took in 45 doctors from Hillfield")],
        ),
        (
            "Northport spoke. The two counties held three joint meetings last year.",
            [("visit", "The two counties held three joint meetings last year")],
        ),
        ("The school opened its doors to students on Monday.", []),
        ("The hub is expected to offer 5,000 jobs.", []),
        (
            "北港市前往山田县支援的专家人才有18名。",
            [("send", "北港市前往山田县支援的专家人才有18名")],
        ),
        (
            "北港市投给山田县的协作资金有4350万元,用在5个项目上。",
            [("fund", "北港市投给山田县的协作资金有4350万元,用在5个项目上")],
        ),
        (
            "两地首批项目当天签约,共11个,总金额26亿元。",
            [("sign", "两地首批项目当天签约,共11个,总金额26亿元")],
        ),
        ("两地累计实施合作项目143个。", [("build", "两地累计实施合作项目143个")]),
        (
            "北港市投入援助资金3亿元。累计实施项目143个。",
            [("fund", "北港市投入援助资金3亿元")],
        ),
    ],
)
def test_what_was_done_is_told_in_many_ways(text: str, expected: list[tuple[str, str]]) -> None:
    found = shown(text)
    assert {modality for _, modality, _ in found} <= {"done"}
    if len(found) == 1 and found[0][2].endswith(" since 2021"):
        found = [(found[0][0], "done", found[0][2].removesuffix(" since 2021"))]
    assert [(kind, words) for kind, _, words in found] == expected


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("It was agreed that conferences will be held every year.", "will"),
        ("Council officials of Hillfield will have exchange programs.", "will"),
        ("Northport stands ready to share its experience.", "will"),
        ("会上,县长要求下一步把援助资金用好。", "hope"),
    ],
)
def test_what_is_undertaken_or_asked_for_is_told_in_many_ways(text: str, modality: str) -> None:
    assert [one[1] for one in shown(text)] == [modality]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The two signed an agreement to build tourism places together, and left.",
            "agreement to build tourism places together",
        ),
        ("A sister province MoU signed with Hillfield was the fourth.", "sister province MoU"),
        ("Both have a new cooperation agreement, which runs to 2025.", "cooperation agreement"),
        ("同时签署的还有北港市对口支援框架协议(2016-2020)和老街项目合作协议。", "老街项目合作协议"),
        ("两市对口合作第十三次会议纪要昨日在北港签署。", "对口合作第十三次会议纪要"),
    ],
)
def test_a_document_is_named_by_its_shortest_whole_phrase(text: str, title: str) -> None:
    assert title in [one.text for one in read(text, gazetteer=PLACES).agreements]


def test_a_sum_is_no_document() -> None:
    assert read("13个项目签约、合同金额40亿元。").agreements == ()


@pytest.mark.parametrize(
    ("text", "slogan"),
    [
        ("Northport carries the task of the “five securities” this year.", "five securities"),
        ("Northport works on the “six key tasks” this year.", "six key tasks"),
        ("Northport builds its “Two Leading Areas” for Hillfield.", "Two Leading Areas"),
        ("北港市落实“六大任务”。", "六大任务"),
        ("北港市深化“三交”工作。", "三交"),
        ("两地建成“四方结对示范村”。", None),
        ("两地在“十四五”期间合作。", None),
    ],
)
def test_a_quoted_slogan_that_counts_is_a_framework(text: str, slogan: str | None) -> None:
    found = [one.text for one in read(text, gazetteer=PLACES).frameworks]
    assert found == ([slogan] if slogan else [])


@pytest.mark.parametrize(
    ("text", "modality", "end"),
    [
        (
            "He asked both sides to speed up the projects, so that they get more from what they "
            "have built.",
            "hope",
            ", so that",
        ),
        (
            "Northport built a plant in Hillfield, so that 300 villagers have signed contracts.",
            "done",
            ", so that",
        ),
        (
            "Northport will send 20 doctors in order that patients have been treated near home.",
            "will",
            " in order that",
        ),
    ],
)
def test_what_an_act_is_for_is_no_act(text: str, modality: str, end: str) -> None:
    assert [shown(text)[0][1:]] == [found[1:] for found in shown(text)]
    assert shown(text)[0][1] == modality
    assert shown(text)[0][2].startswith(text[: text.index(end)])
