"""Where an event was, as somebody tells it in Chinese, not an office; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.reading import read

PLACES = (
    ("白山市", "zz-11"),
    ("白山", "zz-11"),
    ("青河县", "zz-12"),
    ("青河", "zz-12"),
    ("北岭市", "zz-13"),
    ("北岭", "zz-13"),
)
SIGNED = "签下对口合作协议。"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # A house by itself, with 里 or without, and in the words for a spot.
        (f"5月3日下午,市图书馆报告厅里,白山市市长周大山与客人{SIGNED}", "市图书馆报告厅"),
        (f"5月3日上午,临江镇公所三楼会议室很热闹,两边{SIGNED}", "临江镇公所三楼会议室"),
        (
            f"地点在碧波餐厅,白山市市长周大山同客人{SIGNED}席间两边谈对口合作。",
            "碧波餐厅",
        ),
        (
            "5月3日,白山大学校长周大山与我校在临江校区行政楼305会议室座谈对口支援。",
            "临江校区行政楼305会议室",
        ),
        (
            "5月3日下午,白山大学的客人走进我校行政楼228室,谈对口支援,来者是副校长周大山。",
            "行政楼228室",
        ),
        # Whose seat was called at.
        (
            "5月3日,他带人拜访中国友好协商会议北岭市委员会,与副主席周大山谈民间交流。",
            "中国友好协商会议北岭市委员会",
        ),
        # In a place, whatever was done there; only one of those gathered in it.
        ("5月3日至5日,周大山县长在白山跑了三个县,谈协作。", "白山"),
        ("40多位友城客人汇聚白山,5月3日,副市长周大山会见了他们。", "白山"),
        ("医疗队5月3日抵达,青河为他们办了一场欢迎会,副县长周大山出席,谈对口支援。", "青河"),
        # A dateline of a paper, in brackets.
        ("(白山3日讯)周大山市长今天同外省的客人签了友好合作备忘录。", "白山"),
        # In what somebody says nobody comes to a place.
        (
            "白山农业援建座谈会5月3日召开,副市长周大山主持。\n周大山说,会把特产引到北岭。",
            "白山",
        ),
    ],
)
def test_where_an_event_was_as_somebody_tells_it(text: str, place: str) -> None:
    event = read(text, gazetteer=PLACES).event
    assert event is not None
    assert event.place == place


@pytest.mark.parametrize(
    "text",
    [
        # On screens, and on the way through several places.
        f"5月3日,屏幕两端,白山市市长周大山与北岭市市长李小河线上{SIGNED}",
        "5月3日,白山市党政代表团动身,先到青河县,再到北岭市考察对口协作,市长周大山带队。",
        "白山市农业局局长周大山近期带队走了三个省,谈对口协作。",
        # Who met whom, and two places that share a meeting, do not say where.
        "白山市与北岭市5月3日签下合作协议。区委书记周大山会见了客人。",
        "5月3日上午,白山市北岭市对口合作座谈会暨签约仪式举行,副市长周大山参加。",
        # Our county, and only the guests' is named.
        "北岭市市长周大山5月3日率代表团来我县考察,县长李小河陪同。\n李小河说,北岭是热土。",
        # Somebody's post and name is no place.
        "5月3日上午,考察团见到了市委书记周大山,谈协作。",
    ],
)
def test_what_tells_no_place_has_none(text: str) -> None:
    event = read(text, gazetteer=PLACES).event
    assert event is not None
    assert event.place is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "1月18日下午,9辆货车从青河县出发,驶向对口协作的北岭市,车上装着价值30万元的香菇。",
            "青河县",
        ),
        ("北岭市对口支援青河县新闻发布会近日在白山召开,到位资金2亿元,项目30个。", "白山"),
        ("今年对口支援资金2亿元已从北岭市拨出,项目30个。", None),
        ("5月3日,一架载着12名对口支援病人的航班落在临江机场,往后9天由三家医院收治。", "临江机场"),
        ("3日晚,对口支援旅游包机降落青河县,200名客人在此游玩7天,两地协作添新。", "青河县"),
        ("北岭市捐的50箱防疫物资3日运抵青河县,两地对口协作12年。", "青河县"),
        ("临江码头5月3日正式开通对口合作航线,两周一班,挂靠12个港。", "临江码头"),
        ("两地对口支援论坛定于5月17日在白山举办,议题12个。", "白山"),
        ("5月3日,对口支援的300个书包在青河县交到3所小学手里。", "青河县"),
        ("5月3日公布:今年对口支援项目30个,计划在青河县建成。", None),
    ],
)
def test_a_notice_tells_where_something_was_held_or_left(text: str, place: str | None) -> None:
    event = read(text, published="2024-05-07", gazetteer=PLACES).event
    assert event is not None
    assert (event.kind, event.place) == ("bulletin", place)


def test_years_to_come_are_not_long_ago() -> None:
    """A plan for some years is signed now."""
    text = "5月3日在白山,两地教育局开了对口支援座谈会,签下2017年至2020年的方案。"
    event = read(text, gazetteer=PLACES).event
    assert event is not None
    assert (event.kind, event.place) == ("signing", "白山")
