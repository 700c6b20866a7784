"""Deadlines as iCalendar: lines of 75 octets, escaped text, whole days, stable names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.interchange.ical.writer import LINE, Event, calendar_file, escaped, folded

STAMP = datetime(2020, 3, 1, 9, 30, tzinfo=UTC)
EVENT = Event(
    "report-a-2020-Q1@tallystick",
    date(2020, 12, 31),
    "报送:资金、销售",
    "大连 – 六盘水",
    "https://a.example/",
)


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_deadline_is_one_whole_day() -> None:
    lines = unfolded(calendar_file([EVENT], name="契", stamp=STAMP))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tallystick//Deadlines//EN"]
    assert "DTSTART;VALUE=DATE:20201231" in lines
    assert "DTEND;VALUE=DATE:20210101" in lines
    assert "UID:report-a-2020-Q1@tallystick" in lines
    assert "SUMMARY:报送:资金、销售" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_each_block_that_begins_ends() -> None:
    lines = unfolded(calendar_file([EVENT, EVENT], name="n", stamp=STAMP))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_any_text_folds_and_unfolds_to_itself(text: str) -> None:
    pieces = list(folded(text))
    assert all(len(piece) <= LINE for piece in pieces)
    joined = pieces[0] + b"".join(piece[1:] for piece in pieces[1:])
    assert joined.decode() == text


@given(st.text(max_size=60))
def test_escaped_text_stays_on_one_line(text: str) -> None:
    assert "\n" not in escaped(text)
    assert "BEGIN:" not in escaped(f"{text}\nBEGIN:VEVENT").split("\n")[1:]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_no_end_of_a_line_begins_a_property_of_its_own(end: str) -> None:
    event = replace(EVENT, summary=f"Met{end}ATTENDEE:mailto:a@b.example", description=end)
    file = calendar_file([event], name=f"n{end}X-WR-RELCALID:x", stamp=STAMP)
    assert b"\r" not in file.replace(b"\r\n", b"")
    assert "SUMMARY:Met\\nATTENDEE:mailto:a@b.example" in unfolded(file)
    assert not [line for line in unfolded(file) if line.startswith(("ATTENDEE", "X-WR-REL"))]


def test_the_first_and_the_last_day_there_are_do_not_break_a_calendar() -> None:
    events = [replace(EVENT, on=date.max), replace(EVENT, on=date(201, 5, 6))]
    lines = unfolded(calendar_file(events, name="n", stamp=STAMP))
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:99991231", "DTSTART;VALUE=DATE:02010506",
    ]  # fmt: skip
    assert [line for line in lines if line.startswith("DTEND")] == ["DTEND;VALUE=DATE:02010507"]
