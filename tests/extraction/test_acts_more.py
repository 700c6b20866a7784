"""More ways in which acts and undertakings are told, and what only looks like one; invented."""

from __future__ import annotations

import pytest

from tallystick.extraction import read

PLACES = [("Northport", "a"), ("Hillfield", "b"), ("北港市", "a"), ("山田县", "b")]


def shown(text: str) -> list[tuple[str, str, str]]:
    found = read(text, gazetteer=PLACES).commitments
    return [(one.kind, one.modality, one.text) for one in found]


@pytest.mark.parametrize(
    ("text", "kind", "modality", "span"),
    [
        ("Since 2019 4 billion yuan went into the park.", "fund", "done", "4 billion yuan went"),
        ("Northport has been spending 1 million yuan each year.", "fund", "done", "Northport has"),
        ("Northport is building a school in Hillfield.", "build", "done", "Northport is"),
        ("Northport offers four scholarships a year.", "fund", "done", "Northport offers"),
        ("In Hillfield the mayors put their names to a pact.", "sign", "done", "the mayors put"),
        ("Northport came to terms with Hillfield.", "sign", "done", "Northport came to terms"),
        ("Some 300 farmers attended 20 training courses.", "train", "done", "Some 300 farmers"),
        ("In all, 34 officials have been chosen for it.", "send", "done", "34 officials have"),
        ("A dozen clinics were paid for by Northport.", "fund", "done", "A dozen clinics were"),
        ("Both mayors plan to build a bridge.", "build", "will", "Both mayors plan to build"),
        ("He assured to send two hundred workers.", "send", "will", "He assured to send"),
        ("The two sides need to keep up their visits.", "visit", "hope", "The two sides need"),
        ("Under the memorandum they will send teachers.", "send", "will", "they will send"),
        ("When a flood hit it, Northport sent 20 doctors.", "send", "done", "Northport sent"),
        ("Since 1996, Beijing, Hebei and Northport sent 9 teachers.", "send", "done", "Beijing,"),
        ("In Hillfield, Asia, Northport signed a pact.", "sign", "done", "Northport signed"),
        ("Between 2013 and 2023, Northport gave 5 schools books.", "fund", "done", "Northport"),
        ("Mayor Poe witnessed the signing of a pact.", "sign", "done", "Mayor Poe witnessed"),
        ("Ann Poe presented a framed painting to Hillfield.", "fund", "done", "Ann Poe presented"),
        ("北港市选派了优秀干部赴山田县挂职。", "send", "done", "北港市选派了"),
        ("北港市代表团为山田县的学校剪彩。", "build", "done", "北港市代表团"),
        ("北港市为每名学生发放学习用品一份。", "fund", "done", "北港市为每名学生发放"),
        ("北港市与山田县的两个村进行结对签约。", "sign", "done", "北港市与山田县"),
        ("北港市与山田县共建产业园区41个。", "build", "done", "北港市与山田县共建"),
        ("北港市帮助山田县17.69万贫困人口实现就业。", "place", "done", "北港市帮助"),
    ],
)
def test_an_act_begins_with_who_does_it(text: str, kind: str, modality: str, span: str) -> None:
    ((found_kind, found_modality, found),) = shown(text)
    assert (found_kind, found_modality) == (kind, modality)
    assert found.startswith(span)


@pytest.mark.parametrize(
    "text",
    [
        "Their joint plan to build a road is old.",
        "A team from Northport has called on Mayor Poe to deepen their ties.",
        "Deepening ties would enhance cooperation.",
        "The framework being signed today anchors on trust.",
        "Of the funds, 80 percent of the money went into roads.",
        "北港市将援助资金用在修路上。",
        "北港市每名学生将来回报社会。",
        "评审会在北港市召开。",
        "北港市领导在心愿墙前停下脚步。",
        "北港市与山田县开展了卓有成效的交流合作。",
        "山田县县均投入5187万元。",
        "今年是北港市与山田县缔结友好协定10周年。",
        "北港市回访代表团在山田县参观。",
        "山田县领导对北港市捐赠10万元的做法给予了赞扬。",
    ],
)
def test_what_only_looks_like_an_act_is_none(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            "It was agreed that meetings will be held each year, and that officials will visit.",
            ["meetings will be held each year", "officials will visit"],
        ),
        (
            "Northport had built 786 clinics at a cost of 2 billion yuan, 9 million of it here.",
            ["Northport had built 786 clinics at a cost of 2 billion yuan"],
        ),
        (
            "Northport and Hillfield signed an agreement to build a port, the mayor said.",
            ["Northport and Hillfield signed an agreement to build a port"],
        ),
        (
            "Northport and Hillfield signed a trade agreement to widen their exchanges.",
            ["Northport and Hillfield signed a trade agreement"],
        ),
        (
            "Northport will send doctors, said Ann Poe, who heads the bureau.",
            ["Northport will send doctors"],
        ),
    ],
)
def test_an_act_ends_before_what_is_told_besides(text: str, spans: list[str]) -> None:
    assert [span for *_, span in shown(text)] == spans


def test_who_signed_what_was_told_before_is_no_second_signing() -> None:
    text = "Northport and Hillfield signed a pact. Ann Poe signed for Northport."
    assert [span for *_, span in shown(text)] == ["Northport and Hillfield signed a pact"]


def test_what_good_comes_of_a_wish_goes_with_it() -> None:
    text = "希望北港市干部积极发挥桥梁作用,为山田县的发展贡献力量。"
    assert [span for *_, span in shown(text)] == [text.rstrip("。")]


def test_a_demand_of_work_is_no_demand_of_somebody() -> None:
    text = "北港市将落实各项工作要求,加强双方对接。"
    assert [(modality) for _, modality, _ in shown(text)] == ["will"]
