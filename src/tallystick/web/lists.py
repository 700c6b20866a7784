"""The lists of the product and their columns: what each shows, sorts by, and gives to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from tallystick.web.tables import Column, Listing, Text


def _column(name: str, label: Text, *fields: str, **more: Any) -> Column:
    """Return a column; a field is the attribute of a row, called otherwise after `head=`."""
    return Column(name, label, tuple(map(_field, fields)), **more)


def _field(said: str) -> tuple[str, Callable[[Any], Any]]:
    head, _equals, attribute = said.rpartition("=")
    name, _dot, at = attribute.partition(".")
    if at.isdecimal():
        return head, lambda row: getattr(row, name)[int(at)]
    return head or attribute, attrgetter(attribute)


# What stands in the head of a figure's column.
FIGURE = "n"
ENTRIES = Listing(
    "entries",
    _("Entries"),
    (
        _column("entry", _("Entry"), "number", "title", up="number", down="-number", way="code",
                fixed=True),
        _column("state", _("State"), "state=mark", up="state", down="-state", way="code",
                bounded=True),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code",
                bounded=True, shown=False),
        _column("kind", _("Kind"), "kind", up="kind", down="-kind", way="code", bounded=True,
                shown=False),
        _column("place", _("Place"), "place", up="place", down="-place", way="code", bounded=True,
                shown=False),
        _column("side", _("Reported by"), "reported_by=side"),
        _column("reference", _("Own reference"), "own_reference=reference", shown=False),
        _column("happened", _("Happened"), "happened", up="day-first", down="day", way="time"),
        _column("changed", _("Last change"), "changed", up="changed-first", down="changed",
                way="time", shown=False),
        _column("stated", _("Stated"), "stated=figures", style=FIGURE),
    ),
    standing="changed",
)  # fmt: skip
COMMITMENTS = Listing(
    "commitments",
    _("Commitments"),
    (
        _column("commitment", _("Commitment"), "code", "title", fixed=True),
        _column("state", _("State"), "state=mark", up="state", down="-state", way="code"),
        _column("owner", _("Kept by"), "kept_by=owner", up="owner", down="-owner"),
        _column("due", _("Due"), "due_on", up="due", down="newest", way="day"),
        _column("pairing", _("Pairing"), "pairing", shown=False),
        _column("kind", _("Kind"), "kind", shown=False),
        _column("source", _("Made in"), "made_in=source"),
        _column("proof", _("Shown by"), "shown_by=proof"),
    ),
    blank=_("what is late first"),
)  # fmt: skip
CLAIMS = Listing(
    "claims",
    _("Claims"),
    (
        _column("printed", _("As printed"), "printed", fixed=True),
        _column("read-as", _("Read as"), "read_as", style=FIGURE),
        _column("indicator", _("Indicator"), "indicator", up="indicator", down="-indicator",
                way="code"),
        _column("parties", _("Parties"), "supporting=parties.0", "supported=parties.1"),
        _column("period", _("Period"), "period", up="oldest", down="newest", way="time"),
        _column("as-of", _("As of"), "as_of", up="as-of-first", down="as-of", way="time"),
        _column("source", _("Source"), "source", "source_kind", up="source", down="-source"),
    ),
    blank=_("order of the file"),
)  # fmt: skip
COMPARED = Listing(
    "compared",
    _("Claims compared"),
    (
        _column("printed", _("As printed"), "printed", "read_as", fixed=True),
        _column("verdict", _("Verdict"), "verdict=judged.verdict", "reason=judged.reason",
                "why=judged.why"),
        _column("indicator", _("Indicator"), "indicator", up="indicator", down="-indicator",
                way="code"),
        _column("parties", _("Parties"), "supporting=parties.0", "supported=parties.1"),
        _column("period", _("Period"), "period", up="oldest", down="newest", way="time"),
        _column("source", _("Source"), "whose_press=press", "source"),
    ),
    blank=_("verdict"),
    also=(("reason", _("reason, firmest first")),),
)  # fmt: skip
READOUTS = Listing(
    "readouts",
    _("Readouts"),
    (
        _column("title", _("Announcement"), "title", up="title", down="-title", fixed=True),
        _column("published", _("Published"), "published", up="oldest", down="newest", way="time"),
        _column("press", _("Whose press"), "press", up="press", down="-press", way="code"),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code",
                shown=False),
        _column("meeting", _("Meeting"), "meeting"),
        _column("state", _("State"), "state=mark"),
        _column("waiting", _("To look at"), "waiting", "items", up="-waiting", down="waiting",
                way="amount", style=FIGURE),
        _column("added", _("Added"), "added", up="added-first", down="added", way="time",
                shown=False),
    ),
    standing="newest",
)  # fmt: skip
ANNOUNCEMENTS = Listing(
    "announcements",
    _("Announcements"),
    (
        _column("title", _("Title"), "title", up="title", down="-title", fixed=True),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code",
                shown=False),
        _column("side", _("In the name of"), "in_the_name_of=side", up="side", down="-side",
                way="code"),
        _column("meeting", _("Meeting"), "meeting", "met", up="oldest", down="newest",
                way="time"),
        _column("state", _("State"), "state=mark"),
        _column("version", _("Version"), "version", style=FIGURE),
        _column("moment", _("Published, or begun"), "published_or_begun=moment",
                up="published-first", down="published", way="time"),
    ),
    standing="newest",
)  # fmt: skip
MEETINGS = Listing(
    "meetings",
    _("Meetings"),
    (
        _column("meeting", _("Meeting"), "title", up="title", down="-title", fixed=True),
        _column("state", _("State"), "state=mark"),
        _column("day", _("Day"), "day=held_on", "until", up="oldest", down="newest", way="time"),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code",
                shown=False),
        _column("kind", _("Kind"), "kind", up="kind", down="-kind", way="code"),
        _column("where", _("Where"), "where=place", up="place", down="-place", way="code"),
        _column("undertaken", _("Undertaken"), "undertaken", up="-undertaken", down="undertaken",
                way="amount", style=FIGURE),
    ),
    standing="newest",
)  # fmt: skip
THINGS = Listing(
    "things",
    _("Named things"),
    (
        _column("name", _("Named thing"), "code", "name", up="name", down="-name", fixed=True),
        _column("kind", _("Kind"), "kind", up="kind", down="-kind", way="code"),
        _column("code", _("Code"), up="code", down="-code", way="code", shown=False),
        _column("where", _("Where"), "where=place", up="place", down="-place", way="code"),
        _column("record", _("Record"), "record=facts"),
    ),
    standing="kind",
    also=(("newest", _("named last")),),
)
PRACTICES = Listing(
    "practices",
    _("Good practices"),
    (
        _column("practice", _("Practice"), "title", "origin", up="title", down="-title",
                fixed=True),
        _column("where", _("Where"), "where=place", up="place", down="-place", way="code"),
        _column("since", _("Since"), "since", up="since", down="-since", way="time"),
        _column("workstream", _("Workstream"), "workstream", up="workstream", down="-workstream",
                way="code"),
        _column("adopted", _("Taken up"), "taken_up=adopted", up="-adopted", down="adopted",
                way="amount", style=FIGURE),
        _column("recorded", _("Recorded"), "recorded", up="recorded-first", down="newest",
                way="time", shown=False),
    ),
    standing="newest",
)  # fmt: skip
AGREEMENTS = Listing(
    "agreements",
    _("Agreements"),
    (
        _column("agreement", _("Agreement"), "code", "title", up="title", down="-title",
                fixed=True),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code"),
        _column("kind", _("Kind"), "kind", up="kind", down="-kind", way="code"),
        _column("years", _("Speaks of"), "years", up="oldest", down="newest", way="time"),
        _column("text", _("Newest text"), "newest_text=mark", "version=detail"),
    ),
    standing="newest",
)  # fmt: skip
PAIRING_AGREEMENTS = replace(
    AGREEMENTS,
    code="pairing-agreements",
    columns=tuple(one for one in AGREEMENTS.columns if one.name != "pairing"),
)
PERIODS = Listing(
    "periods",
    _("Closed periods"),
    (
        _column("period", _("Period"), "what", "period", up="period-first", down="period",
                way="time", fixed=True),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code"),
        _column("kind", _("Kind"), "kind=scope", up="kind", down="-kind", way="code"),
        _column("state", _("State"), "state=mark", up="state", down="-state", way="code"),
        _column("names", _("Names"), "names"),
        _column("when", _("When"), "when=at", up="oldest", down="newest", way="time"),
    ),
    standing="newest",
)  # fmt: skip
OFFICES = Listing(
    "offices",
    _("Offices and people"),
    (
        _column("office", _("Office"), "code", "name", up="name", down="-name", fixed=True),
        _column("place", _("Works for"), "works_for=place", up="place", down="-place"),
        _column("level", _("Level"), "level", up="level", down="-level"),
        _column("seats", _("Seats"), "seats", up="seats", down="-seats", way="amount",
                style=FIGURE, shown=False),
    ),
    blank=_("code"),
)  # fmt: skip
CARRIES = Listing(
    "carries",
    _("Carrying over"),
    (
        _column("what", _("What"), "what", fixed=True),
        _column("pairing", _("Pairing"), "pairing", up="pairing", down="-pairing", way="code"),
        _column("on", _("On"), "on", up="on", down="-on", way="time"),
        _column("state", _("State"), "state=mark", up="state", down="-state", way="code"),
        _column("proposer", _("Proposed by"), "proposed_by=proposer"),
        _column("when", _("When"), "when=at", up="oldest", down="newest", way="time"),
    ),
    blank=_("what waits first"),
)
CORRECTIONS = Listing(
    "corrections",
    _("Corrections of many entries"),
    (
        _column("why", _("Why"), "why=reason", fixed=True),
        _column("what", _("What"), "what"),
        _column("entries", _("Entries"), "entries", up="-entries", down="entries", way="amount",
                style=FIGURE),
        _column("state", _("State"), "state", up="state", down="-state", way="code"),
        _column("who", _("Asked by"), "asked_by=who"),
        _column("when", _("When"), "when=at", up="oldest", down="newest", way="time"),
    ),
    standing="newest",
)  # fmt: skip
FRAMEWORKS = Listing(
    "frameworks",
    _("Frameworks"),
    (
        _column("framework", _("Framework"), "code", "name", up="name", down="-name", fixed=True),
        _column("elements", _("Elements"), "elements", up="elements", down="-elements",
                way="amount", style=FIGURE),
        _column("scope", _("Of"), "of=scope", up="scope", down="-scope"),
        _column("dated", _("Dated"), "dated", up="dated", down="-dated", way="time"),
        _column("source", _("Source"), "source", up="source", down="-source"),
    ),
    blank=_("those shipped first"),
)  # fmt: skip
PAIRINGS = Listing(
    "pairings",
    _("Pairings"),
    (
        _column("pairing", _("Pairing"), "code", "pairing=name", "programme", up="name",
                down="-name", fixed=True),
        _column("level", _("Level"), "level", up="level", down="-level", way="code"),
        _column("valid", _("Valid"), "valid", up="oldest", down="newest", way="time"),
    ),
    blank=_("each below the one it belongs to"),
)  # fmt: skip
INDICATORS = Listing(
    "catalogue",
    _("Indicators"),
    (
        _column("indicator", _("Indicator"), "code", "name", up="name", down="-name", fixed=True),
        _column("workstream", _("Workstream"), "workstream", up="workstream", down="-workstream",
                way="code", shown=False),
        _column("unit", _("Unit"), "unit", up="unit", down="-unit"),
        _column("kind", _("Kind"), "kind", up="kind", down="-kind", way="code"),
        _column("definition", _("Definition"), "definition"),
    ),
    blank=_("as in the catalogue"),
)  # fmt: skip
DEADLINES = Listing(
    "deadlines",
    _("Deadlines"),
    (
        _column("period", _("Period"), "pairing", "period", up="period", down="-period",
                way="code", fixed=True),
        _column("what", _("What"), "what", up="what", down="-what"),
        _column("who", _("Who reports"), "who_reports=who", up="who", down="-who"),
        _column("report-by", _("Report by"), "report_by", up="report-by", down="-report-by",
                way="day"),
        _column("match-by", _("Match by"), "match_by", up="match-by", down="-match-by",
                way="day"),
        _column("state", _("State"), "state=mark", "late", up="state", down="-state",
                way="code"),
    ),
    standing="report-by",
)  # fmt: skip
SENT_FILES = Listing(
    "workbooks",
    _("Sent and printed"),
    (
        _column("name", _("File or list"), "name", up="name", down="-name", fixed=True),
        _column("what", _("What"), "what=detail", up="what", down="-what"),
        _column("state", _("State"), "state", up="state", down="-state", way="code"),
        _column("when", _("When"), "when=at", up="oldest", down="newest", way="time"),
    ),
    standing="newest",
)  # fmt: skip
# These have files of their own, with more than their columns.
WATCHED = Listing(
    "watch-list",
    _("Lists"),
    (
        _column("name", _("Named thing"), up="name", down="-name", fixed=True),
        _column("where", _("Where"), up="place", down="-place", way="code"),
        _column("parties", _("Parties")),
        _column("stage", _("Stage"), up="stage", down="-stage", way="code"),
        _column("since", _("Since"), up="since", down="-since", way="time"),
        _column("days", _("Days"), style=FIGURE),
        _column("contracted", _("Contracted"), up="contracted", down="-contracted", way="amount",
                style=FIGURE),
        _column("paid-in", _("Paid in"), up="paid-in", down="-paid-in", way="amount",
                style=FIGURE),
        _column("office", _("Office that answers"), up="office", down="-office"),
    ),
    standing="since",
)  # fmt: skip
PIPELINE = Listing(
    "pipeline",
    _("Stages"),
    (
        _column("name", _("Named thing"), up="name", down="-name", fixed=True),
        _column("where", _("Where"), up="place", down="-place", way="code"),
        _column("stage", _("Stage"), up="stage", down="-stage", way="code"),
        _column("since", _("Since"), up="since", down="-since", way="time"),
        _column("days", _("Days here"), style=FIGURE),
        _column("mover", _("Who moves it on")),
        _column("next", _("Report the next step"), style="ts-noprint"),
    ),
    standing="since",
)
COMPARE = Listing(
    "compare",
    _("Pairings side by side"),
    (
        _column("pairing", _("Pairing"), up="name", down="-name", fixed=True),
        _column("rank", _("Rank"), up="share", down="-share", way="code"),
        _column("halves", _("Two halves against the target")),
        _column("matched", _("Matched"), up="-matched", down="matched", way="amount",
                style=FIGURE),
        _column("target", _("Target"), up="-target", down="target", way="amount", style=FIGURE),
        _column("waiting", _("Waiting"), up="-waiting", down="waiting", way="amount",
                style=FIGURE),
        _column("claimed", _("Claimed"), up="-claimed", down="claimed", way="amount",
                style=FIGURE),
        _column("last-year", _("Last year"), up="-last-year", down="last-year", way="amount",
                style=FIGURE),
        _column("months", _("Jan – Dec")),
        _column("cost", _("Unit cost"), up="cost", down="-cost", way="amount", style=FIGURE),
        _column("read-first", _("Read this first")),
    ),
    blank=_("programme and code"),
    also=(("change", _("change on last year, most first")),),
)  # fmt: skip

LISTS = {
    listing.code: listing
    for listing in (
        *(ENTRIES, COMMITMENTS, CLAIMS, COMPARED, READOUTS, ANNOUNCEMENTS, MEETINGS, THINGS),
        *(PRACTICES, AGREEMENTS, PAIRING_AGREEMENTS, PERIODS, OFFICES, CARRIES, CORRECTIONS),
        *(FRAMEWORKS, PAIRINGS, INDICATORS, DEADLINES, SENT_FILES, WATCHED, PIPELINE, COMPARE),
    )
}
