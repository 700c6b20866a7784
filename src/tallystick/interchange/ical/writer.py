"""Deadlines, meetings and commitments as an iCalendar file: events any calendar reads.

Source: RFC 5545, sections 3.1 (lines and folding), 3.3.11 (text), 3.6.1 (events), 3.8.1.11
(status), 3.8.7.4 (sequence).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Octets of a line before its CRLF; a longer one goes on after a space.
LINE = 75


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
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if event.begins is not None:
        # An instant, in UTC: no table of a zone's summer times has to come with it.
        yield f"DTSTART:{event.begins.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
        # The end of a whole day is the next one.
        yield f"DTEND;VALUE=DATE:{(event.until or event.on) + timedelta(days=1):%Y%m%d}"
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


def escaped(text: str) -> str:
    """Return text as a property holds it.

    >>> escaped("a, b; c\\nd")
    'a\\\\, b\\\\; c\\\\nd'
    """
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


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
