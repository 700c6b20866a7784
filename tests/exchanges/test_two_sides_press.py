"""Two sides' announcements of one meeting: which one is meant, and what differs between them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast
from tests.exchanges.announcing import FIR, QUAY, RECIPE, keep, name_places, number

from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.comparing import compare_readouts
from tallystick.exchanges.queries.likely import likely_meetings
from tallystick.exchanges.rules.comparing import Telling, compare
from tallystick.exchanges.rules.guests import Guest
from tallystick.exchanges.services import accept_clear, decide_item, join_meeting, record_meeting


@pytest.fixture(autouse=True)
def _names(cast: Cast) -> None:
    name_places()


def hold(cast: Cast, day: int = 6, **other: object) -> Meeting:
    words = {
        "pairing": cast.pairing, "kind": "visit", "held_on": date(2021, 5, day),
        "title_en": "They met", "title_zh": "", "by": cast.alice, **other,
    }  # fmt: skip
    return record_meeting(**words)  # type: ignore[arg-type]


def test_likely_meetings_are_ranked_with_their_reasons(cast: Cast) -> None:
    plain = hold(cast)
    guests = [Guest("supporting", "zhang wei"), Guest("supported", "LI  HUA")]
    near = hold(cast, 8, place="xx-quay", guests=guests)
    hold(cast, 9)
    hold(cast, 6, pairing=cast.book, by=cast.alice.__class__.system_actor("cast"))
    found = likely_meetings(keep(cast), actor=cast.bob)
    assert found[0].meeting == near
    assert [(one.code, one.names) for one in found[0].reasons] == [
        ("shared_names", ("Li Hua", "Zhang Wei")), ("near_day", ()), ("same_place", ()),
        ("same_pairing", ()),
    ]  # fmt: skip
    assert [one.meeting.held_on.day for one in found] == [8, 6, 6]
    assert (found[1].meeting, [one.code for one in found[1].reasons]) == (
        plain, ["same_day", "same_pairing"],
    )  # fmt: skip
    assert all(one.firm for one in found)
    assert likely_meetings(keep(cast, FIR), actor=cast.chen) == []


def test_a_visit_of_several_days_is_likely_and_one_called_off_is_not(cast: Cast) -> None:
    long = hold(cast, 1, ended_on=date(2021, 5, 6))
    off = hold(cast)
    Meeting.objects.filter(pk=off.pk).update(state="called_off", reason="Snow.")
    (found,) = likely_meetings(keep(cast), actor=cast.bob)
    assert (found.meeting, found.reasons[0].code) == (long, "same_day")


def test_without_a_day_or_a_meeting_told_of_nothing_is_likely(cast: Cast) -> None:
    hold(cast)
    assert likely_meetings(keep(cast, RECIPE), actor=cast.bob) == []
    made = keep(cast)
    decide_item(
        readout=made, n=number(made, "event"), decision="corrected", by=cast.beth,
        said={"kind": "bulletin"},
    )  # fmt: skip
    assert likely_meetings(made, actor=cast.bob) == []


def test_a_name_told_by_the_other_sides_press_is_a_reason_too(cast: Cast) -> None:
    first = keep(cast)
    met = hold(cast, 7)
    join_meeting(readout=first, meeting=met, by=cast.beth)
    other = keep(cast, FIR, side="supported", by=cast.alice)
    (found,) = likely_meetings(other, actor=cast.alice)
    assert ("shared_names", ("Li Hua", "Zhang Wei")) in [(r.code, r.names) for r in found.reasons]
    assert found.firm


def test_what_both_say_what_one_says_and_what_differs(cast: Cast) -> None:
    first, other = keep(cast), keep(cast, FIR, side="supported", by=cast.alice)
    accept_clear(readout=first, by=cast.beth)
    met = Meeting.objects.get()
    assert compare_readouts(met, actor=cast.bob).rows == ()
    join_meeting(readout=other, meeting=met, by=cast.alice)
    found = compare_readouts(met, actor=cast.bob)
    assert found.sides == ("supporting", "supported")
    assert [(r.kind, r.about, r.field, [s.value for s in r.said]) for r in found.of("differs")] == [
        ("event", "place", "value", ["xx-quay", "xx-fir-mill"]),
        ("person", "Li Hua", "post", ["vice mayor of Fir", "mayor of Fir"]),
        ("figure", "FS_GOV_FUND", "value", ["12500000", "13400000"]),
    ]  # fmt: skip
    alone = {(r.kind, r.about): r.said[0].side for r in found.of("one_side")}
    assert alone["person", "Wang Fang"] == "supported"
    assert alone["figure", "TS_PRO_DISPATCH"] == "supporting"
    same = [(r.kind, r.about) for r in found.of("same")]
    assert same[:3] == [("event", "date"), ("event", "kind"), ("person", "Zhang Wei")]
    assert ("agreement", "framework agreement") in same
    assert compare_readouts(met, actor=cast.chen).readouts == ()


def test_what_a_person_rejected_or_corrected_is_compared_as_she_left_it(cast: Cast) -> None:
    first, other = keep(cast), keep(cast, FIR, side="supported", by=cast.alice)
    accept_clear(readout=first, by=cast.beth)
    met = Meeting.objects.get()
    join_meeting(readout=other, meeting=met, by=cast.alice)
    for words, decision, said in (
        ("Li Hua", "corrected", {"post": "Vice Mayor of Fir"}),
        ("Wang Fang", "rejected", {}),
    ):
        decide_item(
            readout=other, n=number(other, "person", words), decision=decision, by=cast.alice,
            said=said,
        )  # fmt: skip
    rows = {(r.kind, r.about): r.verdict for r in compare_readouts(met, actor=cast.bob).rows}
    assert rows["person", "Li Hua"] == "same"
    assert ("person", "Wang Fang") not in rows


def test_what_a_hedge_allows_is_no_difference(cast: Cast) -> None:
    first = keep(cast, QUAY.replace("12.5 million", "more than 12 million"))
    other = keep(cast, FIR.replace("13.4 million", "12.6 million"), side="supported", by=cast.alice)
    accept_clear(readout=first, by=cast.beth)
    join_meeting(readout=other, meeting=Meeting.objects.get(), by=cast.alice)
    rows = compare_readouts(Meeting.objects.get(), actor=cast.bob).rows
    assert {r.about: r.verdict for r in rows if r.kind == "figure"}["FS_GOV_FUND"] == "same"


def test_two_announcements_of_one_side_are_not_two_sides(cast: Cast) -> None:
    first, copy = keep(cast), keep(cast, QUAY + "Photo: Quay Daily.")
    accept_clear(readout=first, by=cast.beth)
    join_meeting(readout=copy, meeting=Meeting.objects.get(), by=cast.beth)
    found = compare_readouts(Meeting.objects.get(), actor=cast.bob)
    assert (len(found.readouts), found.sides, found.rows) == (2, ("supporting",), ())


def test_one_post_in_two_scripts_is_no_difference() -> None:
    def told(side: str, name: str, post: str) -> Telling:
        values = {"name": name, "post": post, "side": "supported"}
        return Telling(f"r-{side}", side, 1, "person", name, values)

    east, west = told("supporting", "张国清", "副市长"), told("supported", "張國清", "副市長")
    (row,) = compare([east, west], ("supporting", "supported"))
    assert (row.about, row.verdict) == ("张国清", "same")
    (row,) = compare([east, told("supported", "張國清", "市長")], ("supporting", "supported"))
    assert (row.verdict, row.field) == ("differs", "post")
