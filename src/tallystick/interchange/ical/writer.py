"""Deadlines, meetings and commitments as an iCalendar file: events any calendar reads.

Source: RFC 5545, sections 3.1 (lines and folding), 3.3.11 (text), 3.6.1 (events), 3.8.1.11
(status), 3.8.7.4 (sequence).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Octets of a line before its CRLF; a longer one goes on after a space.
LINE = 75
_LINE_END = re.compile("\r\n?|\n")


@dataclass(frozen=True)
class Event:
    """One event: `uid` stays the same for the same deadline, so that a calendar updates it.

    It lasts the whole day `on`, or to the day `until`; where it `begins` at an instant it has no
    end that is known. `sequence` rises each time it is moved.
    """

    uid: str
    on: date
    summary: str
    description: str = ""
    url: str = ""
    until: date | None = None
    begins: datetime | None = None
    location: str = ""
    status: str = ""
    sequence: int = 0


def calendar_file(events: Iterable[Event], *, name: str, stamp: datetime, zone: str = "") -> bytes:
    """Return a calendar of events; `zone` is the time zone by which its days are counted.

    >>> stamp = datetime(2020, 1, 2, tzinfo=UTC)
    >>> text = calendar_file([Event("a@b", date(2020, 3, 1), "Report, now")], name="n", stamp=stamp)
    >>> [line for line in text.decode().split("\\r\\n") if line.startswith(("SUM", "DT"))]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['DTSTAMP:20200102T000000Z', 'DTSTART;VALUE=DATE:20200301', 'DTEND;VALUE=DATE:20200302',
     'SUMMARY:Report\\\\, now']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tallystick//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *([f"X-WR-TIMEZONE:{zone}"] if zone else []),
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(piece + b"\r\n" for line in lines for piece in folded(line))


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_instant(stamp)}"
    if event.begins is not None:
        # An instant, in UTC: no table of a zone's summer times has to come with it.
        yield f"DTSTART:{_instant(event.begins)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
        # The end of a whole day is the next one; the last day there is has none, and needs none.
        if (last := event.until or event.on) < date.max:
            yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.location:
        yield f"LOCATION:{escaped(event.location)}"
    if event.status:
        yield f"STATUS:{event.status}"
    if event.sequence:
        yield f"SEQUENCE:{event.sequence}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """Return a day in eight digits; `strftime` writes the year 201 in three."""
    return day.isoformat().replace("-", "")


def _instant(moment: datetime) -> str:
    return f"{_day(moment.astimezone(UTC).date())}T{moment.astimezone(UTC):%H%M%SZ}"


def escaped(text: str) -> str:
    """Return text as a property holds it.

    >>> escaped("a, b; c\\nd")
    'a\\\\, b\\\\; c\\\\nd'
    """
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    # Some calendars end a line at a lone CR, where what follows would be a property of its own.
    return _LINE_END.sub(r"\\n", text)


def folded(line: str) -> Iterator[bytes]:
    """Yield a line in pieces of at most 75 octets; no character is cut in two.

    >>> [len(piece) for piece in folded("报" * 60)]
    [75, 73, 34]
    """
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LINE:
            yield piece
            piece = b" "
        piece += octets
    yield piece
