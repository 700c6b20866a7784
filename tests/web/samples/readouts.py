"""Filled contexts of readouts. Places are real; everything else is invented."""

from __future__ import annotations

from tallystick.web.contexts import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.readouts import (
    ItemGroup,
    ItemRow,
    LikelyMeeting,
    PressRow,
    PressTable,
    ReadoutFormPage,
    ReadoutItemPage,
    ReadoutListPage,
    ReadoutPage,
    ReadoutRow,
    Saying,
    Told,
)
from tallystick.web.marking import Pin, paragraphs

TEXT = (
    "Dalian received a delegation of Liupanshui. It gave more than 3 million yuan.\n"
    "大连将派出教师。"
)
PINS = (
    Pin(1, "event", 0, 43),
    Pin(2, "promise", 44, 77),
    Pin(3, "figure", 52, 76),
    Pin(4, "promise", 78, 86),
)
CORRECT = Link("Correct", "/readouts/1/1/")


def listed() -> ReadoutListPage:
    """Return a list of one readout that tells of a meeting, and one of which nothing is known."""
    rows = (
        ReadoutRow(
            "Dalian received a delegation", "/r/1/", "A – B", "Supporting side's press",
            "7 May 2021", Mark("waiting", "Waits for a look"), 12, 3, Link("They met", "/m/1/"),
        ),
        ReadoutRow(
            "大连会见代表团", "/r/2/", "A – B", "Press of neither side", "", Mark("kept", "Done"),
            4, 0,
        ),
    )  # fmt: skip
    return ReadoutListPage(
        section="readouts", title="Readouts", invented=True, rows=rows, total=52,
        filters=(Filter("side", "Whose press", (Choice("", "all", True),)),), filtered=True,
        search="工坊", counts=(Link("Waits for a look 1", "?state=waiting", True),),
        newer=Link("Newer", "?page=1"), new=Link("Read an announcement", "/readouts/new/"),
    )  # fmt: skip


def shown() -> ReadoutPage:
    """Return a readout with an item in each state, likely meetings, and another side's words."""
    rows = (
        ItemRow(1, "Event", "Visit, 6 May 2021, Dalian", CORRECT, mark=Mark("kept", "Accepted"),
                came=Link("The meeting", "/m/1/"), reopens=True),
        ItemRow(2, "Promise: Dalian", "大连将派出教师。", CORRECT, detail="due 31 Dec 2021"),
        ItemRow(3, "Government funds", "more than 3,000,000 yuan", CORRECT, detail="2020",
                notes=("The reader is unsure of this one.",), differs=True),
        ItemRow(4, "Person", "田慧", CORRECT, mark=Mark("dropped", "Rejected"), why="Not named."),
    )  # fmt: skip
    return ReadoutPage(
        section="readouts", title="Dalian received a delegation", invented=True, code="a-b-r2021-1",
        pairing=Link("A – B", "/readouts/?pairing=a-b"), lang="en", read_by="English · kept today",
        facts=(Fact("Published", "7 May 2021"), Fact("Read about it", "https://example.org/", "/")),
        unread="The text goes on.", paragraphs=paragraphs(TEXT, PINS),
        groups=(ItemGroup("Meeting", rows[:1]), ItemGroup("Commitments", rows[1:])), total=4,
        decided=2, clear=1, decides=True, kinds=(Choice("person", "Person"),),
        likely=(LikelyMeeting("m", "They met", "/m/1/", "the same day, the same place"),),
        compared=compared(),
        problems=(FormProblem("Item 1 was decided in the meantime."),),
    )  # fmt: skip


def compared() -> PressTable:
    """Return what two sides' press says of a place: one names it twice, the other not at all."""
    told = (Told("Dalian", "in Dalian", "/r/1/#d1"), Told("大连", "大连", "/r/2/#d3"))
    row = PressRow("Place", Mark("disputed", "Differs"), (Saying("A", told), Saying("B")))
    counts = (Mark("disputed", "Differs: 1"),)
    return PressTable(("Supporting side's press", "Supported side's press"), (row,), counts)


def form() -> ReadoutFormPage:
    """Return the form of an announcement that came back with a fault."""
    return ReadoutFormPage(
        section="readouts", title="Read an announcement", invented=True, lead="Paste it.",
        problems=(FormProblem("There is no text.", "#f-text"),), text="", text_errors=("None.",),
        fields=(FormField("url", "Read about it", hint="not fetched"),),
    )  # fmt: skip


def item() -> ReadoutItemPage:
    """Return the form of a promise, with what makes a commitment of it."""
    return ReadoutItemPage(
        section="readouts", title="Item 4", invented=True, back="/readouts/1/#d4",
        readout="Dalian received a delegation", lang="en", n=4, label="Promise: Dalian",
        sentence=paragraphs(TEXT, PINS)[0], event=True,
        problems=(FormProblem("Name the office.", "#f-owner"),),
        fields=(FormField("text_en", "In English", "long", "Teachers"), FormField("kind", "Kind")),
        tracked=(FormField("owner", "Kept by", errors=("Name it.",)),),
        why=FormField("why", "Why", "long"),
    )  # fmt: skip


def readout_samples() -> dict[str, Page]:
    """Return template → a filled page for it."""
    return {
        "readouts": listed(),
        "readout": shown(),
        "readout_new": form(),
        "readout_item": item(),
    }


def empty_readout_samples() -> dict[str, Page]:
    """Return template → the page where there is nothing, or nothing to decide."""
    return {
        "readouts": ReadoutListPage(title="Readouts", section="readouts"),
        "readout": ReadoutPage(
            title="A recipe", code="r", pairing=Link("A – B", "/"), lang="en", takes_up=True,
            aside="It is a recipe.", paragraphs=paragraphs("Peel.", ()),
            meetings=(Choice("m", "6 May 2021 · They met"),), record=Link("Record it", "/m/new/"),
        ),
        "readout_new": ReadoutFormPage(title="Read an announcement", lead="Paste it."),
        "readout_item": ReadoutItemPage(
            title="Item 1", back="/", readout="A recipe", lang="en", n=1, label="Event",
            lead="Accepted: Sun Bo", why=FormField("why", "Why", "long"),
        ),
    }  # fmt: skip
