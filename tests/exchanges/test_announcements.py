"""What a side itself says of a meeting: drafted from the record, proved, never changed after."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast, carry, sale
from tests.exchanges.announcing import keep, name_places, number

from tallystick.access.models import Act
from tallystick.exchanges.announcement_shapes import announcement_json
from tallystick.exchanges.models import Announcement, Meeting
from tallystick.exchanges.queries.announcements import (
    ANNOUNCEMENT_STATES,
    FigureAsked,
    announcement,
    announcement_counts,
    announcements,
    correction_of,
    is_intact,
    state_of_announcement,
    told_meeting,
)
from tallystick.exchanges.rules.guests import Guest, RepresentedBy
from tallystick.exchanges.rules.meetings import Agreed
from tallystick.exchanges.services import (
    add_guests,
    correct_announcement,
    decide_item,
    draft_announcement,
    edit_announcement,
    join_meeting,
    publish_announcement,
    record_meeting,
    refresh_figures,
)
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.kernel.words import Words

SOLD = FigureAsked("IC_CONSUMPTION", 2020)


def hold(cast: Cast) -> Meeting:
    return record_meeting(
        pairing=cast.pairing, kind="delegation", held_on=date(2021, 5, 6), place="xx-fir",
        title_en="They met", title_zh="两地会见", by=cast.alice,
        guests=(Guest("supporting", "孙博", "主任", leads=True), Guest("supported", "Tian")),
        represented=(RepresentedBy("Zhao", "Mayor", "greetings", "孙博"),),
        agreed=(Agreed("quay", date(2021, 12, 31), "Open a station.", "设立站点。"),),
    )  # fmt: skip


def draft(cast: Cast, *figures: FigureAsked) -> Announcement:
    return draft_announcement(meeting=hold(cast), side="supported", figures=figures, by=cast.alice)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in refused.value.problems]


def ready(cast: Cast) -> Announcement:
    carry(cast, sale(500_00))
    one = draft(cast, SOLD)
    # The invented places have no Chinese name, so the draft has no Chinese but what was typed.
    return one


def test_the_first_draft_says_what_the_record_says_in_both_languages(cast: Cast) -> None:
    one = ready(cast)
    assert (one.title_en, one.title_zh) == ("They met", "两地会见")
    assert one.body_en.split("\n\n") == [
        "On 6 May 2021, Quay and Fir met in Fir: delegation.",
        "For Quay: 孙博 (主任), head of the delegation.",
        "孙博 brought the greetings of Zhao (Mayor).",
        "For Fir: Tian.",
        "It was agreed:\n- Open a station (quay, by 31 December 2021)",
        "From the book that both sides keep:\n- Consumption assistance, 2020: 500 yuan [1]",
    ]
    assert one.body_zh.split("\n\n") == [
        "2021年5月6日，Quay与Fir在Fir会面：代表团互访。",
        "Quay方面：孙博（主任），团长。",
        "孙博转达Zhao（Mayor）的问候。",
        "Fir方面：Tian。",
        "会议商定：\n- 设立站点（quay，2021年12月31日前）",
        "双方共同账册所载：\n- 消费帮扶（采购和帮助销售）金额，2020年：500元 [1]",
    ]
    (figure,) = one.figures
    assert figure["address"].startswith("/pairings/quay-fir/2020/IC_CONSUMPTION/?as_of=")
    assert (figure["posting"], len(figure["root"])) == (1, 64)


def test_a_draft_is_its_sides_own_until_the_head_publishes_it(cast: Cast) -> None:
    one = ready(cast)
    assert announcement(one.code, actor=cast.amy) == one
    for stranger in (cast.bob, cast.bill, cast.chen):
        with pytest.raises(NotFound):
            announcement(one.code, actor=stranger)
    # The clerk writes and does not publish; the head of the other side does neither.
    for other in (cast.alice, cast.bill):
        with pytest.raises(Forbidden):
            publish_announcement(announcement=one, edit=0, by=other)
    with pytest.raises(Forbidden):
        edit_announcement(announcement=one, texts={}, edit=0, by=cast.bill)
    publish_announcement(announcement=one, edit=0, by=cast.amy)
    assert is_intact(one)
    assert announcement(one.code, actor=cast.bob) == one
    assert list(announcements(cast.bob, pairing="quay-fir")) == [one]
    with pytest.raises(NotFound):
        announcement(one.code, actor=cast.chen)


def test_nothing_half_said_or_unproved_is_published(cast: Cast) -> None:
    one = ready(cast)
    texts = {"title_zh": " ", "body_en": "Sold: 1,500 yuan [1] and more [7]", "body_zh": "完成"}
    edit_announcement(announcement=one, texts=texts, edit=0, by=cast.alice)
    with pytest.raises(Refused) as refused:
        publish_announcement(announcement=one, edit=1, by=cast.amy)
    assert codes(refused) == [
        ("announcement-one-language", "title_zh"), ("figure-unlike", "body_en"),
        ("figure-unknown", "body_en"), ("figure-unmarked", "body_zh"),
    ]  # fmt: skip
    # Who has not seen the newest draft writes over nothing, and publishes nothing.
    for act in (
        lambda: edit_announcement(announcement=one, texts=texts, edit=0, by=cast.alice),
        lambda: publish_announcement(announcement=one, edit=0, by=cast.amy),
    ):
        with pytest.raises(Conflict):
            act()
    with pytest.raises(Refused) as long:
        edit_announcement(announcement=one, texts={"body_en": "a" * 20001}, edit=1, by=cast.alice)
    assert codes(long) == [("text-too-long", "body_en")]


@pytest.mark.parametrize(
    "told", ["9,500 yuan [1]", "-500 yuan [1]", "¥500 yuan [1]", "nothing [1]", "50 yuan [1]"]
)
def test_each_mark_of_a_figure_stands_behind_the_figure_itself(cast: Cast, told: str) -> None:
    one = ready(cast)
    whole = "Sold: 500 yuan [1]."
    texts = {
        "body_en": f"{whole} In all, {told}.",
        "title_zh": "会见",
        "body_zh": "售出：500元 [1]",
    }
    edit_announcement(announcement=one, texts=texts, edit=0, by=cast.alice)
    with pytest.raises(Refused) as refused:
        publish_announcement(announcement=one, edit=1, by=cast.amy)
    assert codes(refused) == [("figure-unlike", "body_en")]
    edit_announcement(announcement=one, texts={"body_en": whole * 2}, edit=1, by=cast.alice)
    assert publish_announcement(announcement=one, edit=2, by=cast.amy).content_hash


def test_a_figure_that_the_book_has_otherwise_by_now_is_read_anew_first(cast: Cast) -> None:
    one = ready(cast)
    carry(cast, sale(250_00))
    with pytest.raises(Refused) as refused:
        publish_announcement(announcement=one, edit=0, by=cast.amy)
    assert codes(refused) == [("figure-moved", "figures")]
    refresh_figures(announcement=one, edit=0, by=cast.alice)
    assert "750 yuan [1]" in one.body_en
    assert "750元 [1]" in one.body_zh
    publish_announcement(announcement=one, edit=1, by=cast.amy)
    assert one.figures[0]["posting"] == 2


def test_what_is_published_never_changes_and_is_corrected_by_a_new_version(cast: Cast) -> None:
    one = ready(cast)
    publish_announcement(announcement=one, edit=0, by=cast.amy)
    for act in (
        lambda: edit_announcement(announcement=one, texts={"title_en": "No"}, edit=0, by=cast.amy),
        lambda: refresh_figures(announcement=one, edit=0, by=cast.amy),
        lambda: publish_announcement(announcement=one, edit=0, by=cast.amy),
    ):
        with pytest.raises(Conflict):
            act()
    with pytest.raises(Refused) as refused:
        correct_announcement(announcement=one, why="", by=cast.alice)
    assert codes(refused) == [("meeting-needs-reason", "reason")]
    second = correct_announcement(announcement=one, why="A name was wrong.", by=cast.alice)
    assert (second.version, second.corrects, second.state) == (2, one, "draft")
    with pytest.raises(Conflict):
        correct_announcement(announcement=one, why="Again.", by=cast.alice)
    edit_announcement(announcement=second, texts={"title_en": "They met"}, edit=0, by=cast.alice)
    assert announcement_json(one)["corrected_by"] is None
    publish_announcement(announcement=second, edit=1, by=cast.amy)
    one.refresh_from_db()
    shape = announcement_json(one)
    assert (shape["corrected_by"], shape["intact"]) == (second.code, True)
    assert announcement_json(second)["corrects"] == one.code
    # The database refuses to change it; said otherwise it would not be intact.
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Announcement.objects.filter(pk=one.pk).update(body_en="Otherwise.")
    one.body_en = "Otherwise."
    assert not is_intact(one)


def test_what_cannot_be_announced_is_refused(cast: Cast) -> None:
    met: Any = hold(cast)
    with pytest.raises(Refused) as nothing:
        draft_announcement(meeting=met, side="supported", figures=[SOLD], by=cast.alice)
    assert codes(nothing) == [("figure-not-matched", "figures.1")]
    with pytest.raises(Refused) as side:
        draft_announcement(meeting=met, side="other", by=cast.alice)
    assert codes(side) == [("unknown-side", "side")]
    with pytest.raises(Forbidden):
        draft_announcement(meeting=met, side="supporting", by=cast.alice)
    Meeting.objects.filter(pk=met.pk).update(state="planned")
    met.refresh_from_db()
    with pytest.raises(Refused) as early:
        draft_announcement(meeting=met, side="supported", figures=[SOLD] * 31, by=cast.alice)
    assert codes(early) == [("announced-before-held", "meeting"), ("too-many-figures", "figures")]


@pytest.mark.parametrize("year", [0, -1, 1899, 2201, 10**11])
def test_no_year_is_asked_of_the_book_that_no_calendar_has(cast: Cast, year: int) -> None:
    with pytest.raises(Refused) as refused:
        draft(cast, FigureAsked("IC_CONSUMPTION", year))
    assert codes(refused) == [("figure-not-matched", "figures.1")]


def test_one_side_has_one_announcement_of_a_meeting_that_stands(cast: Cast) -> None:
    met = hold(cast)
    first, second = (
        draft_announcement(meeting=met, side="supported", by=cast.alice) for _ in range(2)
    )
    publish_announcement(announcement=first, edit=0, by=cast.amy)
    with pytest.raises(Conflict) as twice:
        publish_announcement(announcement=second, edit=0, by=cast.amy)
    assert twice.value.code == "announcement-stands"
    assert twice.value.problems[0].params["code"] == first.code
    with pytest.raises(Conflict) as third:
        draft_announcement(meeting=met, side="supported", by=cast.alice)
    assert third.value.code == "announcement-stands"
    newer = correct_announcement(announcement=first, why="A name was wrong.", by=cast.alice)
    publish_announcement(announcement=newer, edit=0, by=cast.amy)
    with pytest.raises(Conflict) as later:
        publish_announcement(announcement=second, edit=0, by=cast.amy)
    assert later.value.problems[0].params["code"] == newer.code
    # The other side says its own.
    other = draft_announcement(meeting=met, side="supporting", by=cast.beth)
    assert publish_announcement(announcement=other, edit=0, by=cast.bill).published_at


def test_the_list_tells_drafts_from_what_stands_and_from_what_was_corrected(cast: Cast) -> None:
    one = publish_announcement(announcement=ready(cast), edit=0, by=cast.amy)
    assert announcement_counts(cast.bob) == {"published": 1}
    second = correct_announcement(announcement=one, why="A name was wrong.", by=cast.alice)
    # A draft takes nobody's place, and is nothing to the other side.
    assert announcement_counts(cast.alice) == {"draft": 1, "published": 1}
    assert announcement_counts(cast.bob) == {"published": 1}
    assert correction_of(announcement(one.code, actor=cast.bob)) is None
    publish_announcement(announcement=second, edit=0, by=cast.amy)
    for reader in (cast.alice, cast.bob):
        assert announcement_counts(reader) == {"published": 1, "corrected": 1}
        told = {state: list(announcements(reader, state=state)) for state in ANNOUNCEMENT_STATES}
        assert told == {"draft": [], "published": [second], "corrected": [one]}
    first = announcement(one.code, actor=cast.bob)
    assert (state_of_announcement(first), correction_of(first)) == ("corrected", second)
    assert announcement_counts(cast.chen) == {}
    assert announcement_json(first)["corrected_by"] == second.code


def test_announcements_are_found_by_side_year_and_words_of_either_language(cast: Cast) -> None:
    one = ready(cast)
    for asked, found in (
        ({"side": "supported"}, True), ({"side": "supporting"}, False), ({"year": 2021}, True),
        ({"year": 2020}, False), ({"search": "station open"}, True), ({"search": "设立"}, True),
        ({"search": "station closed"}, False), ({"pairing": "quay-fir"}, True),
        ({"pairing": "oak-elm"}, False), ({"meeting": one.meeting.code}, True),
    ):  # fmt: skip
        assert list(announcements(cast.alice, **asked)) == ([one] if found else []), asked
        counted = {key: value for key, value in asked.items() if key != "meeting"}
        assert announcement_counts(cast.alice, **counted) == ({"draft": 1} if found else {})


def test_a_list_of_announcements_is_ordered_as_it_is_asked(cast: Cast) -> None:
    one = publish_announcement(announcement=ready(cast), edit=0, by=cast.amy)
    later = record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2021, 7, 1), place="xx-fir",
        title_en="A visit", title_zh="互访", by=cast.alice,
    )  # fmt: skip
    two = draft_announcement(meeting=later, side="supported", by=cast.alice)
    orders = {"": [two, one], "newest": [two, one], "oldest": [one, two], "published": [two, one],
              "title_en": [two, one], "title_zh": [one, two], "nothing": [two, one]}  # fmt: skip
    assert {sort: list(announcements(cast.alice, sort=sort)) for sort in orders} == orders


def test_what_the_past_said_is_dated_then(cast: Cast) -> None:
    carry(cast, sale(500_00))
    then = datetime(2030, 1, 2, 9, tzinfo=UTC)
    one = draft_announcement(
        meeting=hold(cast), side="supported", figures=[SOLD], by=cast.alice, at=then
    )
    assert (one.drafted_at, one.figures[0]["as_of"]) == (then, "2030-01-02")
    edit_announcement(announcement=one, texts={}, edit=0, by=cast.alice, at=then)
    refresh_figures(announcement=one, edit=1, by=cast.alice, at=then)
    publish_announcement(announcement=one, edit=2, by=cast.amy, at=then)
    second = correct_announcement(announcement=one, why="A name.", by=cast.alice, at=then)
    assert (one.published_at, second.drafted_at) == (then, then)
    told = [
        (act.action.split(".")[1], act.at)
        for act in Act.objects.filter(thing_id=one.code).order_by("pk")
    ]
    acts = ("draft", "edit", "edit", "publish")
    assert told == [(f"{act}_announcement", then) for act in acts]


def test_each_language_takes_its_own_names_where_announcements_have_them(cast: Cast) -> None:
    """Names and titles invented: an English announcement of one side, a Chinese of the other."""
    name_places()
    english = keep(cast)
    event = number(english, "event")
    decide_item(readout=english, n=event, decision="accepted", by=cast.alice)
    for item in english.items.filter(kind="person"):
        decide_item(readout=english, n=item.n, decision="accepted", by=cast.alice)
    one = Meeting.objects.get()
    text = (
        "两地举行联席会议\n\n5月6日，Quay与Fir在Quay举行联席会议。Quay市长张伟、Fir副市长李华出席。"
    )
    chinese = keep(cast, text, side="supported", title="两地举行联席会议", lang="zh-Hans",
                   url="https://fir.gov.cn/1.html", by=cast.alice)  # fmt: skip
    join_meeting(readout=chinese, meeting=one, by=cast.alice)
    told = told_meeting(one, actor=cast.alice)
    assert told.title == Words("Quay and Fir hold a joint meeting", "两地举行联席会议")
    # Who is at the meeting twice, once in each script, is told once.
    add_guests(
        meeting=one, by=cast.alice, guests=[Guest("supporting", "张伟", "市长")],
    )  # fmt: skip
    (guest,) = told_meeting(one, actor=cast.alice).guests[0]
    assert guest.named(signs=True) == ("张伟", "市长")
    assert guest.named(signs=False)[0] == "Zhang Wei"
    made = draft_announcement(meeting=one, side="supported", by=cast.alice)
    assert (made.title_en, made.title_zh) == (told.title.en, told.title.zh)
    assert "张伟（市长）" in made.body_zh
    assert "Zhang Wei" not in made.body_zh
    assert "Zhang Wei" in made.body_en
    assert "张伟" not in made.body_en


def test_a_figure_that_is_said_otherwise_in_chinese_is_read_anew_too(cast: Cast) -> None:
    one = ready(cast)
    kept = [{**figure, "value_zh": "0.05万元"} for figure in one.figures]
    Announcement.objects.filter(pk=one.pk).update(figures=kept)
    one.refresh_from_db()
    with pytest.raises(Refused) as refused:
        publish_announcement(announcement=one, edit=0, by=cast.amy)
    assert ("figure-moved", "figures") in codes(refused)
