"""Planned meetings on their pages: moved, called off, held; people added; what was promised."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from tests.cast import Cast
from tests.web.test_meeting_pages import FORM, NEW, client, see, send

from tallystick.access.models import Office
from tallystick.exchanges.models import Meeting
from tallystick.exchanges.rules.guests import Guest
from tallystick.exchanges.services import record_meeting, settle_commitment, undertake

SOON = timezone.localdate() + timedelta(20)


def plan(**other: str) -> Meeting:
    form = {
        "pairing": "quay-fir", "kind": "signing", "held_on": SOON.isoformat(),
        "begins_at": "9:30", "title_en": "They meet", "guests.1.side": "supported",
        "guests.1.name": "田慧", "guests.1.leads": "yes", "represented.1.how": "greetings",
        "represented.1.name": "Zhao", "represented.1.by": "田慧", **other,
    }  # fmt: skip
    send("alice", 302, NEW, **form)
    return Meeting.objects.latest("pk")


def test_a_meeting_is_planned_moved_and_called_off_on_its_page(cast: Cast) -> None:
    one = plan()
    here = f"/meetings/{one.code}/"
    page = see("alice", here)
    for words in ("Planned", "09:30", "Head of the delegation", "with greetings of", "Who is to"):
        assert words in page
    assert "It was held" not in page
    # Who matches reads and moves nothing.
    assert "Move the meeting" not in see("bob", here)
    assert client("bob").post(here, {"act": "held"}).status_code == 403
    assert "Its day" not in see("bob", here)
    wrong = send("alice", 422, here, act="move", held_on="soon", begins_at="noon", why="")
    assert "soon is no day" in wrong
    # Problem by its code: no-time.
    assert "noon is no time of day" in wrong
    send("alice", 422, here, act="call_off", off="")
    send("alice", 422, here)
    later = SOON + timedelta(2)
    send("alice", 302, here, act="move", held_on=later.isoformat(), why="Snow in the pass.")
    moved = see("bob", here)
    assert "Moved from" in moved
    assert "Snow in the pass." in moved
    send("alice", 302, here, act="call_off", off="Snow again.")
    off = see("bob", here, "zh-hans")
    assert "已取消" in off
    assert "Snow again." in off
    assert "They meet" in see("bob", "/meetings/?stands=called_off")
    assert "Nothing matches" in see("bob", "/meetings/?stands=planned")


def test_after_its_day_somebody_says_that_it_was_held(cast: Cast) -> None:
    one = plan()
    Meeting.objects.filter(pk=one.pk).update(held_on=timezone.localdate() - timedelta(1))
    here = f"/meetings/{one.code}/"
    assert "Held?" in see("bob", here)
    assert "It was held" in see("alice", here)
    send("alice", 302, here, act="held")
    assert "Record a commitment" in see("alice", here)
    assert client("alice").post(here, {"act": "held"}).status_code == 409


def test_people_are_added_on_a_page_of_their_own(cast: Cast) -> None:
    one = plan()
    here = f"/meetings/{one.code}/people/"
    assert "Add the people" in see("alice", here)
    assert client("bob").get(here).status_code == 403
    assert client("chen").get(here).status_code == 404
    form = {"guests.3.side": "supported", "guests.3.name": "Xu Lan", "guests.3.leads": "yes"}
    wrong = send("alice", 422, here, **form)
    assert 'href="#f-guests-3-leads"' in wrong
    assert 'name="guests.8.name"' in send("alice", 200, here, **form, more="guests")
    send("alice", 302, here, **{**form, "guests.3.leads": "", "guests.3.post": "Deputy"})
    page = see("bob", f"/meetings/{one.code}/")
    assert page.index("田慧") < page.index("Xu Lan") < page.index("Deputy")


def test_what_was_promised_before_stands_on_the_next_meetings_page(cast: Cast) -> None:
    send("alice", 302, NEW, **FORM)
    first = Meeting.objects.get()

    def office(code: str) -> Office:
        return Office.objects.get(code=code)

    dropped = undertake(
        pairing=cast.pairing, owner=office("fir"), due_on=date(2021, 8, 1), text_en="A bridge",
        text_zh="", by=cast.alice, meeting=first,
    )  # fmt: skip
    settle_commitment(
        commitment=dropped, state="dropped", on=date(2021, 8, 2), reason="No.", by=cast.amy
    )
    # The line goes on below and above: this one was held by the book the pairing stands in.
    second = record_meeting(
        pairing=cast.book, kind="visit", held_on=date(2022, 1, 10), title_en="They met again",
        title_zh="", guests=(Guest("other", "Li"),), by=cast.alice.system_actor("x"),
    )  # fmt: skip
    page = see("alice", f"/meetings/{second.code}/")
    for words in ("Promised before", "10 Jan 2022", "设立站点。", "10 days late", "A bridge"):
        assert words in page
    assert "Promised before" not in see("alice", f"/meetings/{first.code}/")
    third = record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2022, 3, 10), title_en="Third",
        title_zh="", by=cast.alice,
    )  # fmt: skip
    # What was open still goes on; what ended before the last meeting is told no more.
    page = see("bob", f"/meetings/{third.code}/")
    assert "设立站点。" in page
    assert "A bridge" not in page


def test_a_month_shows_meetings_on_each_day_and_what_is_due(cast: Cast) -> None:
    send("alice", 302, NEW, **{**FORM, "ended_on": "2021-05-07"})
    may = see("bob", "/meetings/calendar/?month=2021-05")
    assert "May 2021" in may
    assert may.count("They met") == 2
    december = see("bob", "/meetings/calendar/?month=2021-12&pairing=quay-fir")
    assert "Due: 设立站点。" in december
    empty = see("bob", "/meetings/calendar/?month=2019-01")
    assert "Nothing is written down for this month" in empty
    assert "?month=2021-05" in empty
    assert "They met" not in see("chen", "/meetings/calendar/?month=2021-05")
    assert timezone.localdate().strftime("%Y") in see("bob", "/meetings/calendar/?month=2021-99")


def test_meetings_and_due_days_are_handed_out_as_a_calendar_file(cast: Cast) -> None:
    one = plan()
    send("alice", 302, NEW, **FORM)
    answer = client("bob").get("/meetings/calendar.ics?pairing=quay-fir")
    assert answer["Content-Type"].startswith("text/calendar")
    assert 'filename="tallystick-quay-fir.ics"' in answer["Content-Disposition"]
    text = answer.content.replace(b"\r\n ", b"").decode()
    assert f"UID:meeting-{one.code}@tallystick" in text
    assert "STATUS:TENTATIVE" in text
    assert text.count("BEGIN:VEVENT") == 3
    strange = client("chen").get("/meetings/calendar.ics")
    assert b"BEGIN:VEVENT" not in strange.content
