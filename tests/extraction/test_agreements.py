"""Documents and policy frameworks in invented announcements; no place or document is real."""

from __future__ import annotations

import pytest

from tallystick.extraction import read


def titles(text: str) -> list[str]:
    """Read an invented announcement, and hold each title to its place."""
    found = read(text).agreements
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
    return [piece.text for piece in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The mayors signed a twinning agreement.", ["twinning agreement"]),
        ("An MoU on trade was exchanged at the end.", ["MoU"]),
        (
            "They signed the annual Hill-Port Cooperation Agreement.",
            ["Hill-Port Cooperation Agreement"],
        ),
        (
            "The parties signed the minutes of the meeting and an action plan.",
            ["minutes of the meeting", "action plan"],
        ),
        (
            "The two signed the Two-Year Plan for Farms between Hill City and Port City Agreement.",
            ["Two-Year Plan for Farms between Hill City and Port City Agreement"],
        ),
        ("A Memorandum of Understanding was signed in March.", ["Memorandum of Understanding"]),
        (
            "The Memorandum of Agreement (MoA) was signed by both.",
            ["Memorandum of Agreement (MoA)"],
        ),
        ("They have forged a 2026 cooperation contract.", ["2026 cooperation contract"]),
        (
            "They signed the cooperation agreement between the two provinces for 2021-2025.",
            ["cooperation agreement between the two provinces for 2021-2025"],
        ),
        ("He signed it in the Farm Convention Center in May.", []),
        ("Mayor Poe signed Hill City's fourth Sister City agreement.", ["Sister City agreement"]),
        (
            "They signed an agreement to set up ties between Hill and the Port Province of Asia.",
            ["agreement to set up ties between Hill and the Port Province of Asia"],
        ),
        (
            "The two put their names to a declaration to that effect.",
            ["declaration to that effect"],
        ),
        ("They signed a cooperation document.", ["cooperation document"]),
        ("A letter of friendship was signed by both.", ["letter of friendship"]),
        ("Last year saw a climate change agreement with Hill City.", ["climate change agreement"]),
        ("双方签署了合作协议。", ["合作协议"]),
        ("兩地簽訂3個戰略合作協議。", ["戰略合作協議"]),
        ("会上签署了北港镇与山田镇的对口结对协议。", ["对口结对协议"]),
        ("两地签了《北港山田战略合作协议》。", ["北港山田战略合作协议"]),
        ("会议举行了结对帮扶协议签约仪式。", ["结对帮扶协议"]),
        ("两市签的是建立友好城市关系协议书。", ["建立友好城市关系协议书"]),
        ("《2026年行动计划》也在会上签署。", ["2026年行动计划"]),
        ("按照合作框架协议,两市将加强往来。", ["合作框架协议"]),
        (
            "签署《甲市与乙市深化对口合作共建园区协议》。双方签订对口合作共建园区协议。",
            ["甲市与乙市深化对口合作共建园区协议"],
        ),
        ("把兩縣共同編制的“十五五”協作發展規劃落實好。", ["“十五五”協作發展規劃"]),
    ],
)
def test_a_document_is_named_by_its_shortest_phrase(text: str, wanted: list[str]) -> None:
    assert sorted(titles(text)) == sorted(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "The agreement will help both sides.",
        "They discussed trade agreements and plans.",
        "按照协议,双方将加强合作。",
        "签署后,双方合影。",
        "两市缔结友好城市关系。",
        "三十人达成就业协议。",
    ],
)
def test_what_only_points_back_to_a_document_is_none(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The port joins the Belt and Road Initiative.", ["Belt and Road Initiative"]),
        (
            "Training under the Northport skilled worker scheme goes on.",
            ["Northport skilled worker scheme"],
        ),
        ("开展“百企进百村”行动。", ["百企进百村"]),
        ("融入粵港澳大灣區。", ["粵港澳大灣區"]),
        ("依据是《结对协作考核办法(试行)》。", ["结对协作考核办法(试行)"]),
        ("双方签署《“同心”战略合作协议》。", []),
        ("Teachers came under the paired assistance program.", ["paired assistance program"]),
        ("Teachers came under a long-term pairing program.", []),
        (
            'It began with the "pairing assistance" team; the pairing assistance program goes on.',
            ["pairing assistance"],
        ),
        ('The tasks of the "Tenth Five-Year" plan were met.', ['"Tenth Five-Year" plan']),
        ("They back the Global Security Initiative.", ["Global Security Initiative"]),
        ("向粤港澳大湾区推介夏日清凉。", []),
        ("长江经济带绿色发展研讨会举行。", []),
    ],
)
def test_policy_frameworks_are_named(text: str, wanted: list[str]) -> None:
    assert [piece.text for piece in read(text).frameworks] == wanted
