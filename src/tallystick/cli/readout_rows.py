"""Readouts, their items and what differs between two sides' as tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tallystick.cli.door import Column, Said, columns, counted, lang, print_table, said
from tallystick.cli.wording import NOTHING, in_words, indicator, label, listed

_LONGEST = 60
Json = Mapping[str, Any]


def print_readouts(rows: Sequence[Json]) -> None:
    """Print announcements, each in a row."""
    from tallystick.exchanges.models import Readout

    states = {
        "waiting": said("undecided"),
        "decided": said("decided"),
        "aside": said("set aside"),
    }
    print_table(
        counted("%(n)s announcement", "%(n)s announcements", len(rows)),
        columns(
            "Code!", "Published!", "State", "Title", "Undecided>?", "Items>?", "Whose press?",
            "Meeting!?",
        ),
        [
            [r["code"], r["published"] or NOTHING, states[r["state"]], r["title"], r["waiting"],
             r["items"], label(Readout.Side, r["side"]), r["meeting"] or NOTHING]
            for r in rows
        ],
        invented=any(r["invented"] for r in rows),
    )  # fmt: skip


def print_items(items: Sequence[Json]) -> None:
    """Print items with what was or would be kept of each, and what came of it."""
    from tallystick.exchanges.models import ReadoutItem

    if not items:
        return
    print_table(
        counted("%(n)s item", "%(n)s items", len(items)),
        columns("No.>", "Kind", "In the text", "As it is kept", "State", "Sure>?", "Came of it"),
        [
            [one["n"], label(ReadoutItem.Kind, one["kind"]), cut(one["words"]), gist(one),
             label(ReadoutItem.Decision, one["decision"]), one["confidence"], outcome(one)]
            for one in items
        ],
    )  # fmt: skip


def cut(words: str) -> str:
    """Return words that fit a cell.

    >>> cut("a" * 70)[-3:], len(cut("a" * 70))
    ('aa…', 60)
    """
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def gist(one: Json) -> str:
    """Return the values of an item that matter most, as they are kept."""
    values = one["values"]
    keys = {
        "event": ("kind", "date", "place"),
        "person": ("name", "post", "side"),
        "represented": ("name", "post", "by"),
        "figure": ("value", "unit", "qualifier", "indicator", "start", "end", "as_of"),
        "commitment": ("kind", "modality", "owner", "due_on"),
        "agreement": ("agreement",),
        "framework": ("framework",),
        "achievement": ("indicator",),
    }[one["kind"]]
    return " · ".join(told for key in keys if (told := _value(one["kind"], key, values[key])))


def _value(kind: str, key: str, value: str) -> str:
    from tallystick.exchanges.models import Meeting, MeetingGuest
    from tallystick.regions.queries import names

    if (kind, key) == ("event", "kind"):
        return said("a report") if value == "bulletin" else label(Meeting.Kind, value)
    if (kind, key) == ("event", "place"):
        return names([value], lang()).get(value, value)
    if key == "side":
        return label(MeetingGuest.Side, value)
    if key == "indicator":
        return indicator(value) if value != "X_OTHER" else ""
    words = {
        **{"exact": "", "about": said("about"), "more_than": said("more than")},
        **{"nearly": said("nearly"), "done": said("done"), "will": said("will do")},
        **{"hope": said("hoped for")},
    }
    return words.get(value, value) if key in ("qualifier", "modality") else value


def outcome(one: Json) -> str:
    """Return what came of an item: codes, and a number on the list of guests."""
    found = [one[key] for key in ("commitment", "agreement", "framework") if one[key]]
    if one["guest"]:
        found.append(said("guest %(n)s", n=one["guest"]))
    if one["claim"]:
        found.append(said("claim %(n)s", n=one["claim"]))
    return listed(map(str, found)) or NOTHING


def print_likely(rows: Sequence[Json]) -> None:
    """Print meetings that an announcement may tell of, with the reasons."""
    if not rows:
        return
    reasons = {
        "same_day": said("same day"),
        "near_day": said("within two days"),
        "same_month": said("same month"),
        "same_place": said("same place"),
        "near_place": said("near by"),
        "same_kind": said("same kind"),
        "same_pairing": said("same pairing"),
    }
    print_table(
        counted("%(n)s likely meeting", "%(n)s likely meetings", len(rows)),
        columns("Code!", "Day!", "Title", "Why"),
        [
            [one["meeting"], one["held_on"], in_words(one["title"], one["title_zh"]),
             listed(reasons.get(why["code"]) or listed(why["names"]) for why in one["reasons"])]
            for one in rows
        ],
    )  # fmt: skip


def print_rows(told: Json) -> None:
    """Print what two sides' announcements of a meeting say, side by side."""
    from tallystick.exchanges.models import Readout, ReadoutItem

    verdicts = {
        "differs": said("differs"),
        "one_side": said("one side alone"),
        "same": said("same"),
    }
    heard = list(dict.fromkeys(one["side"] for one in told["readouts"]))
    print_table(
        said("What the announcements of %(meeting)s say", meeting=told["meeting"]),
        [
            *columns("Verdict", "Kind", "About"),
            *(Column(Said(label(Readout.Side, side)), False, False, False) for side in heard),
        ],
        [
            [verdicts[row["verdict"]], label(ReadoutItem.Kind, row["kind"]), _about(row),
             *(_heard(row, side) for side in heard)]
            for row in told["rows"]
        ],
    )  # fmt: skip


def _heard(row: Json, side: str) -> str:
    """Return what one side's press says of a thing."""
    own = [one for one in row["said"] if one["side"] == side]
    if row["kind"] == "figure":
        told = [cut(one["words"]) for one in own]
    elif row["kind"] == "event":
        told = [_value("event", row["about"], one["value"]) for one in own]
    else:
        told = [one["value"] or "✓" for one in own]
    return listed(dict.fromkeys(told)) or NOTHING


def _about(row: Json) -> str:
    parts = {"date": said("Day"), "place": said("Place"), "kind": said("Kind")}
    if row["kind"] == "event":
        return parts[row["about"]]
    if row["kind"] == "figure" and row["about"] != "X_OTHER":
        return indicator(row["about"])
    return cut(row["about"])
