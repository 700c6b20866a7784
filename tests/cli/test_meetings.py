"""Meetings from the command line: planned, moved, called off, held; and who came."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.example import Installation

PAIRING = ("--pairing", "zhongshan-liupanshui")
AS = ("--as", "liang.wei")
SOON = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(20)
DAY, LATER = SOON.isoformat(), (SOON + timedelta(7)).isoformat()


def plan(example: Installation, code: str) -> dict[str, object]:
    return example.json(
        "meetings", "record", *PAIRING, "--kind", "signing", "--on", DAY, "--time", "09:30",
        "--title", "An invented signing", "--code", code, *AS,
    )  # fmt: skip


def test_a_meeting_is_planned_moved_and_called_off(example: Installation) -> None:
    made = plan(example, "planned-signing")
    assert (made["standing"], made["begins_at"], made["visit"]) == ("planned", "09:30", False)
    early = example.json("meetings", "confirm", "planned-signing", *AS, code=1)
    assert early["problems"][0]["code"] == "meeting-to-come"
    moved = example.json(
        "meetings", "move", "planned-signing", "--to", LATER, "--reason", "Snow.", *AS
    )
    assert (moved["held_on"], moved["begins_at"]) == (LATER, None)
    listed = example.json("meetings", "list", "--stands", "planned")
    assert [row["code"] for row in listed["meetings"]] == ["planned-signing"]
    off = example.json("meetings", "call-off", "planned-signing", "--reason", "The pass.", *AS)
    assert (off["standing"], off["reason"]) == ("called_off", "The pass.")
    assert "called off" in example.run("meetings", "list", "--sort", "oldest")
    example.run("meetings", "list", "--sort", "somehow", code=2)


def test_people_are_added_with_their_heads_and_whom_they_stand_for(example: Installation) -> None:
    plan(example, "people-signing")
    add = ("meetings", "add-guests", "people-signing")
    made = example.json(
        *add, "--guest", "supporting|Sun Bo|Head", "--leads", "Sun Bo",
        "--represented", "Zhao|Mayor|greetings|Sun Bo", *AS,
    )  # fmt: skip
    assert made["guests"] == [
        {"side": "supporting", "name": "Sun Bo", "post": "Head", "leads": True}
    ]
    assert made["represented"] == [
        {"name": "Zhao", "post": "Mayor", "how": "greetings", "by": "Sun Bo"}
    ]
    shown = example.run("meetings", "show", "people-signing")
    for words in ("Sun Bo", "Head", "supporting side", "Zhao", "planned"):
        assert words in shown
    assert example.json("meetings", "show", "people-signing")["represented"]
    nobody = example.json(*add, "--leads", "Nobody", *AS, code=1)
    assert nobody["problems"][0]["code"] == "head-not-there"
    unread = example.json(*add, "--represented", "a|b|c|d|e", *AS, code=1)
    assert unread["problems"][0]["code"] == "option-unread"


def test_meetings_and_due_days_are_written_as_a_calendar_file(
    example: Installation, tmp_path: Path
) -> None:
    out = tmp_path / "met.ics"
    told = example.json("meetings", "calendar", "--out", str(out))
    assert "meeting-shenyang-2021-05-06@tallystick" in [row["uid"] for row in told["events"]]
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    printed = example.run("meetings", "calendar", "--pairing", "liaoning-guizhou")
    assert "DTSTART;VALUE=DATE:20210506" in printed
    nowhere = example.json("meetings", "calendar", "--pairing", "nowhere", code=1)
    assert nowhere["problems"][0]["code"] == "not-found"
