"""What happened, when, where, and who received whom. The announcements are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from bench.readouts.measures import compare

from tallystick.extraction import EventFound, read
from tallystick.regions.rules.shipped import shipped_names

VARIED = Path(__file__).parent / "varied_events.csv"
# How many of its days and places are missed; goes down with what the reader learns.
MOST_WRONG = 11


def event(text: str, published: str | None = "2024-06-21") -> EventFound:
    """Return the event of a text that must have one."""
    found = read(text, published=published, gazetteer=shipped_names()).event
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "kind", "date", "place"),
    [
        (
            "A delegation from Guizhou led by the vice governor arrived in Liaoning on June 18. "
            "The visitors toured two parks and held talks with their hosts.",
            *("visit", "2024-06-18", "Liaoning"),
        ),
        (
            "Dalian and Liupanshui held their joint meeting in Dalian yesterday. At the meeting "
            "the two cities signed an agreement on labour cooperation.",
            *("signing", "2024-06-20", "Dalian"),
        ),
        (
            "On Tuesday officials of the two cities met for talks in Guiyang. The meeting reviewed "
            "the cooperation of the year.",
            *("meeting", "2024-06-18", "Guiyang"),
        ),
        (
            "In 2023 Dalian gave Liupanshui 80 million yuan. With it 40 projects were supported.",
            *("bulletin", "2024-06-21", None),
        ),
        (
            "6月18日至20日,贵州省党政代表团来到大连市考察东西部协作。代表团一行走访了两个园区。",
            *("visit", "2024-06-18", "大连市"),
        ),
        (
            "昨日,大连市与六盘水市在贵阳举行联席会议。会后双方签署了协作协议。",
            *("signing", "2024-06-20", "贵阳"),
        ),
        (
            "18日,遼寧省與貴州省在瀋陽舉行座談會。雙方就協作進行了交流,並參加了開幕儀式。",
            *("meeting", "2024-06-18", "瀋陽"),
        ),
        ("2023年,大连市投入帮扶资金8000万元。", "bulletin", "2024-06-21", None),
    ],
)
def test_kind_day_and_place(text: str, kind: str, date: str, place: str | None) -> None:
    found = event(text)
    assert (found.kind, found.date, found.place) == (kind, date, place)


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    assert event("On Tuesday Dalian and Liupanshui met in Dalian for talks.", None).date is None


def test_a_day_to_come_is_not_the_day_of_the_event() -> None:
    text = "Dalian and Liupanshui held talks in Dalian. The next meeting is on July 3, 2025."
    assert event(text).date is None


def test_last_weeks_friday_is_not_this_weeks() -> None:
    assert event("上周五,大连市与六盘水市在大连座谈。双方参加了协作会议。").date == "2024-06-14"


def test_a_text_of_another_kind_has_no_event() -> None:
    for text in (
        "Heavy rain is expected along the coast from Friday night; drivers should take care.",
        "小火慢炖两小时,加盐少许,出锅前撒上葱花。",
        "",
    ):
        assert read(text, gazetteer=shipped_names()).event is None


def test_a_text_of_another_genre_yields_an_empty_draft() -> None:
    notice = (
        "The court will hear the appeal in case 214 on 12 March. Costs of 4,500 dollars are to be "
        "paid within 14 days. Both parties may bring two witnesses each; the hearing is public. "
        "Copies of the file are kept at window 3 and can be read from 9 to 11 every morning."
    )
    recipe = "材料:豆腐2块,香菇5朵,盐3克。做法:豆腐切成2厘米见方的小块,香菇泡发后切丝。" * 4
    for text in (notice, recipe):
        draft = read(text, gazetteer=shipped_names())
        assert (draft.event, draft.figures, draft.people, draft.commitments) == (None, (), (), ())
    # The control: the same figures in a text of this genre are found.
    assert read(f"Dalian and Liupanshui signed a cooperation agreement. {notice}").figures


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On May 6 Governor Wu Xiao met with a delegation from Dalian in Xining.", "meeting"),
        ("On May 6 a delegation from Dalian came to Xining and met Governor Wu Xiao.", "visit"),
        ("5月6日,西宁市委书记陈瑞峰在西宁会见大连市代表团一行。", "meeting"),
        ("5月6日,大连市代表团到西宁考察。西宁市委书记陈瑞峰会见代表团一行。", "visit"),
    ],
)
def test_who_is_only_met_with_is_no_visitor(text: str, kind: str) -> None:
    assert event(f"{text} They spoke of cooperation.").kind == kind


def test_one_sign_stands_for_a_place_that_the_text_names_in_full() -> None:
    told = event("5月6日,大柴旦代表团一行来绍考察,对接对口支援工作。绍兴市委书记欢迎代表团。")
    assert told.place in ("绍兴", "绍兴市")


def test_our_province_is_no_name_of_a_place() -> None:
    assert event("四川省代表团18日抵达我省考察。两省在杭州举行浙江四川协作座谈会。").place == "杭州"


def test_headings_and_datelines_above_a_text_are_not_its_telling() -> None:
    told = event(
        "Sister cities look back\n\nKISUMU, Kenya, June 18 (KNA) -- Hunan Governor Mao Wei and his "
        "delegation came to Nakuru for talks on cooperation on Monday."
    )
    assert (told.kind, told.date, told.place) == ("visit", "2024-06-17", "Nakuru")
    assert event("贵阳6月18日电 广东省代表团18日到遵义考察对口帮扶。").regions == (
        "广东省",
        "遵义市",
    )


def test_a_house_without_a_name_is_where_its_town_is() -> None:
    text = (
        "The sisterhood agreement of Legazpi was signed at the session hall of Sorsogon on June 18."
    )
    assert event(text).place == "Sorsogon"


def test_a_day_without_a_year_takes_the_one_of_the_meeting_that_is_named() -> None:
    told = "8月2日,新北区党政代表团赴岚皋县考察。两地召开2023年苏陕协作工作联席会。"
    assert event(told, published=None).date == "2023-08-02"
    assert event(told.replace("2023年", ""), published=None).date is None


def test_parties_bear_the_names_their_offices_use() -> None:
    assert event("大连市与六盘水市在大连举行座谈。贵州的干部参加。").regions == (
        "大连市",
        "六盘水市",
    )
    assert event(
        "Dalian City and Liupanshui City met in Dalian for talks on cooperation."
    ).regions == ("Dalian", "Liupanshui")
    assert event(
        "A delegation from Dalian visited Huangnan Tibetan autonomous prefecture on cooperation."
    ).regions == ("Dalian", "Huangnan")


def test_what_a_party_lies_in_is_no_party_and_long_names_are_cut() -> None:
    told = "6月1日,山东省德州市庆云县代表团到秀山县考察对口协作。庆云县捐赠资金。"
    assert event(told).regions == ("庆云县", "秀山县")
    told = "6月1日,香港特别行政区代表团到卢克索省访问,签署合作协议。"
    assert event(told).regions == ("香港", "卢克索省")


def test_somebody_who_speaks_later_makes_a_meeting_of_a_notice() -> None:
    told = "全国对口支援工作会议6月1日在和田召开,各省代表参加。{}计划实施项目500个。"
    assert event(told.format("山东省指挥长袁良说,")).kind == "meeting"
    assert event(told.format("")).kind == "bulletin"


def test_a_place_the_gazetteer_does_not_know_is_known_by_its_kind() -> None:
    draft = read("6月1日,青石县代表团到白桥镇对接帮扶。白桥镇党委接待。", gazetteer=shipped_names())
    assert [found.text for found in draft.regions] == ["青石县", "白桥镇", "白桥镇"]


def test_day_and_place_are_found_in_varied_words_of_both_languages() -> None:
    """Told in many ways, written down before the reader was tried on them."""
    with VARIED.open(encoding="utf-8") as table:
        told = list(csv.DictReader(table))
    wrong = []
    for row in told:
        found = read(
            row["announcement"], published=row["published"], gazetteer=shipped_names()
        ).event
        wrong += [row["announcement"]] * (found is None or found.date != row["date"])
        wrong += [row["announcement"]] * (not same_place(found, row["place"]))
    assert len(told) > 60
    assert len(wrong) <= MOST_WRONG, wrong


def same_place(found: EventFound | None, place: str) -> bool:
    """Whether the place of an event is the one wanted, as the measure has it."""
    empty: dict[str, object] = {
        name: [] for name in ("participants", "figures", "commitments", "agreements")
    }
    sides = [
        {**empty, "event": {"kind": None, "date": None, "place": said or None, "regions": []}}
        for said in (found.place if found else None, place)
    ]
    return compare(*sides)["event place"][0] == 1
