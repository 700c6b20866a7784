"""What tells where an event was leaves other Chinese sentences as they are; names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.reading import read

PLACES = (
    ("白山市", "cn-220600"),
    ("白山", "cn-220600"),
    ("北岭市", "cn-520200"),
    ("北岭", "cn-520200"),
    ("水门区", "cn-520204"),
    ("黄岗市", "cn-341000"),
    ("黄岗", "cn-341000"),
    ("长宁", "cn-110000"),
)
DAY = "5月3日,"
MET = "白山市市长周大山会见北岭市市长李小河,签订协作协议。"
BOTH = {"周大山": "host", "李小河": "guest"}
GUEST = {"周大山": "guest"}
COME = "白山市市长周大山赴北岭市考察对口协作,"


def _where(text: str) -> tuple[str, str | None, dict[str, str | None]]:
    found = read(text, published="2024-05-07", gazetteer=PLACES)
    assert found.event is not None
    return found.event.kind, found.event.place, {one.text: one.side for one in found.people}


@pytest.mark.parametrize(
    "press",
    [
        *(
            f"({one})"
            for one in ("本报3日讯", "法新社3日电", "综合3日电", "联合早报3日讯", "大公网3日讯")
        ),
        *(f"{one}:{DAY}" for one in ("白山日报本报讯", "白山晚报最新消息", "南方日报综合消息")),
    ],
)
def test_who_prints_a_text_is_no_place(press: str) -> None:
    assert _where(press + MET) == ("signing", "白山市", BOTH)


@pytest.mark.parametrize("press", ["(新华社长宁3日电)", "(长宁3日讯)"])
def test_an_agency_before_a_place_is_not_part_of_it(press: str) -> None:
    away = {"周大山": "guest", "李小河": "guest"}
    assert _where(press + MET) == ("signing", "长宁", away)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What is bought, given or looked at on screens is no meeting on them.
        *(
            (f"{DAY}{COME}{more}。", ("visit", "北岭市", GUEST))
            for more in (
                "参观线上直播基地",
                "推动线上销售平台建设",
                "见证线上签约平台启用",
                "察看视频会议系统",
                # What is counted lies where they came to.
                "先后走访了三个乡镇",
            )
        ),
        (
            f"{DAY}北岭市市长李小河在北岭市出席捐赠仪式,白山市捐赠线上课堂设备,双方合作。",
            ("meeting", "北岭市", {"李小河": "host"}),
        ),
        (
            f"{DAY}白山市市长周大山赴北岭市水门区3个乡镇考察协作。",
            ("visit", "北岭市水门区", GUEST),
        ),
        (f"{DAY}白山市市长周大山到水门区等3个区县考察协作。", ("visit", "水门区", GUEST)),
        (
            f"{DAY}白山市市长周大山与北岭市市长李小河线上签约,深化协作。",
            ("signing", None, {"周大山": None, "李小河": None}),
        ),
        # Who acts is no house.
        (
            f"{DAY}碧波饭店集团董事长周大山到白山考察协作。",
            ("visit", "白山", GUEST),
        ),
        (f"{DAY}碧波酒店集团与北岭市签订合作协议。", ("signing", None, {})),
        (f"{DAY}碧波酒店与北岭市签订合作协议。", ("signing", None, {})),
        (f"{DAY}白山国际会议中心建设公司与北岭市签订合作协议。", ("signing", None, {})),
        (
            f"{DAY}白山市市长周大山表示,在项目地点选择上充分征求北岭市意见,双方签订协议。",
            ("signing", None, {"周大山": None}),
        ),
        (
            f"{DAY}白山市市长周大山步入会场旁的图书馆,随后在友谊宾馆与北岭市签约。",
            ("signing", "友谊宾馆", GUEST),
        ),
        # Goods, trains and a suspect come to no meeting; a team does.
        (f"{DAY}北岭农产品直飞白山,两地签订合作协议。", ("signing", None, {})),
        (f"{DAY}协作产品落地北岭,两地签订合作协议。", ("signing", None, {})),
        (f"{DAY}务工专列开往白山,北岭市举行欢送仪式。", ("bulletin", None, {})),
        (
            f"{DAY}满载物资的车队驶往北岭,白山市举行东西部协作捐赠仪式,市长周大山出席。",
            ("meeting", "白山市", {"周大山": "host"}),
        ),
        (f"{DAY}北岭的猕猴桃到了白山市场,东西部协作助农增收。", ("bulletin", None, {})),
        (f"{DAY}白山医疗队到了北岭,开展对口支援。", ("visit", "北岭", {})),
        (f"{DAY}白山考察团一行直飞北岭,考察东西部协作项目。", ("visit", "北岭", {})),
        # Whose post says where he is from was at home with those he met.
        (
            f"{DAY}白山市委书记周大山会见北岭市党政代表团,谈协作。",
            ("meeting", "白山市", {"周大山": "host"}),
        ),
        # What is asked for, and a visa, is not signed.
        (f"{DAY}两地座谈,推介签证便利政策和旅游合作协议。", ("bulletin", None, {})),
        (
            f"{DAY}两市召开座谈会,白山市市长周大山要求今年签一批合作合同。",
            ("meeting", None, {"周大山": None}),
        ),
        (f"{DAY}两市签合作协议,白山市市长周大山出席。", ("signing", None, {"周大山": None})),
    ],
)
def test_what_else_is_told_is_no_place(
    text: str, told: tuple[str, str | None, dict[str, str | None]]
) -> None:
    assert _where(text) == told


@pytest.mark.parametrize("room", ["市政府三楼会议室", "行政楼305会议室", "国际会议中心"])
def test_a_room_says_nothing_of_whose_it_is(room: str) -> None:
    text = f"{DAY}协作座谈会在{room}召开,白山市市长周大山与北岭市市长李小河出席。"
    assert _where(text) == ("meeting", room, {"周大山": None, "李小河": None})


def test_whoever_bids_welcome_in_a_room_is_at_home() -> None:
    text = (
        f"{DAY}协作联席会议在碧波大厦召开,白山市委书记周大山、北岭市委书记李小河参加。\n"
        "周大山对客人一行表示热烈欢迎。"
    )
    assert _where(text) == ("meeting", "碧波大厦", BOTH)


def test_a_place_keeps_its_name_though_somebody_has_it() -> None:
    text = f"{DAY}协作座谈会在黄岗市召开,白山市副市长周大山、黄岗副市长李小河出席。"
    kind, place, _ = _where(text)
    assert (kind, place) == ("meeting", "黄岗市")


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        # Leaders are at home though nobody names them.
        ("北岭市主要领导会见白山市党政代表团。", "meeting", "北岭市"),
        ("北岭市市长尔古打会见白山市代表团一行。", "meeting", "北岭市"),
        # Whoever is met is a guest, and no visit is told.
        ("北岭市委书记周大山会见白山集团董事长李小河一行,双方座谈对口协作。", "meeting", "北岭市"),
        # What was looked at in one house of the place.
        ("白山市代表团到北岭市考察对口协作,在刺梨展览馆了解产业情况。", "visit", "北岭市"),
    ],
)
def test_leaders_are_at_home_and_a_stop_is_none(text: str, kind: str, place: str) -> None:
    assert _where(DAY + text)[:2] == (kind, place)
