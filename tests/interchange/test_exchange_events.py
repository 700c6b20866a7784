"""Meetings and due days as iCalendar: held to the standard by a strict reader of our own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from tests.cast import Cast

from tallystick.exchanges.rules.meetings import Agreed
from tallystick.exchanges.services import call_off_meeting, move_meeting, record_meeting
from tallystick.interchange.ical.exchanges import exchange_events, time_zone
from tallystick.interchange.ical.writer import Event, calendar_file

STAMP = datetime(2027, 1, 2, tzinfo=UTC)
SOON = timezone.localdate() + timedelta(30)
# RFC 5545, 3.6.1: what an event must have, and what it may have once.
MUST, ONCE = {"UID", "DTSTAMP", "DTSTART"}, {
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS",
    "SEQUENCE", "URL", "TRANSP",
}  # fmt: skip


def read(file: bytes) -> list[dict[str, str]]:
    """Read a calendar strictly: CRLF, 75 octets, folding, blocks, names, dates; its events."""
    assert file.endswith(b"\r\n")
    raw = file[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    lines = file.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events: list[dict[str, str]] = []
    now: dict[str, str] | None = None
    for line in lines[1:-1]:
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line)
        assert found, line
        name, parameter, value = found.groups()
        if line == "BEGIN:VEVENT":
            assert now is None
            now = {}
        elif line == "END:VEVENT":
            assert now is not None
            assert now.keys() >= MUST
            events.append(now)
            now = None
        elif now is not None:
            assert name in ONCE
            assert name not in now, f"{name} twice"
            form = r"\d{8}" if parameter == ";VALUE=DATE" else r"\d{8}T\d{6}Z"
            assert not name.startswith("DT") or re.fullmatch(form, value)
            assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value) or name == "URL"
            now[name] = value
    assert now is None
    assert len({one["UID"] for one in events}) == len(events)
    return events


def file_of(events: list[Event]) -> bytes:
    return calendar_file(events, name="n", stamp=STAMP, zone="Asia/Shanghai")


def told(cast: Cast, pairing: str = "") -> dict[str, dict[str, str]]:
    made = exchange_events(
        cast.bob, absolute="https://tally.example".__add__, lang="en", pairing=pairing
    )
    return {one["UID"]: one for one in read(file_of(made))}


def test_meetings_and_what_is_due_are_events_with_names_that_stay(cast: Cast) -> None:
    planned = record_meeting(
        pairing=cast.pairing, kind="signing", held_on=SOON, begins_at=time(9, 30),
        title_en="Sign; then, eat", title_zh="", place="xx-quay", by=cast.alice,
    )  # fmt: skip
    held = record_meeting(
        pairing=cast.pairing, kind="delegation", held_on=date(2021, 5, 6),
        ended_on=date(2021, 5, 8), title_en="They met" * 20, title_zh="", by=cast.alice,
        agreed=(Agreed("quay", date(2021, 12, 31), "设立站点。" * 12),),
    )  # fmt: skip
    found = told(cast)
    first = found[f"meeting-{planned.code}@tallystick"]
    # Half past nine in Shanghai is half past one in UTC.
    assert first["DTSTART"] == f"{SOON:%Y%m%d}T013000Z"
    assert (first["STATUS"], first["SUMMARY"]) == ("TENTATIVE", "Sign\\; then\\, eat")
    assert first["URL"] == f"https://tally.example/meetings/{planned.code}/"
    assert first["LOCATION"] == "Quay"
    days = found[f"meeting-{held.code}@tallystick"]
    # The end of three whole days is the day after them.
    assert (days["DTSTART"], days["DTEND"], days["STATUS"]) == (
        "20210506", "20210509", "CONFIRMED",
    )  # fmt: skip
    due = found[f"commitment-{held.code}-c-1@tallystick"]
    assert (due["DTSTART"], due["SUMMARY"][:10]) == ("20211231", "Due: 设立站点。")
    assert time_zone(cast.bob) == "Asia/Shanghai"
    assert told(cast, "east-west") == {}
    assert exchange_events(cast.chen, absolute=str, lang="en") == []

    move_meeting(meeting=planned, held_on=SOON + timedelta(1), reason="Snow.", by=cast.alice)
    moved = told(cast)[first["UID"]]
    assert (moved["SEQUENCE"], moved["DTSTART"]) == ("1", f"{SOON + timedelta(1):%Y%m%d}")
    call_off_meeting(meeting=planned, reason="Snow, again.", by=cast.alice)
    off = told(cast)[first["UID"]]
    assert (off["STATUS"], off["SEQUENCE"]) == ("CANCELLED", "2")
    assert "Snow\\, again." in off["DESCRIPTION"]
