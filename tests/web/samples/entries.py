"""Filled pages of entries: list, one entry, many decided at once; figures and names invented."""

from __future__ import annotations

from datetime import date

from tests.web.samples.frame import COMMON, NOW

from tallystick.web.contexts import (
    Choice,
    CounterLine,
    EntryForms,
    EntryListPage,
    EntryPage,
    EntryRow,
    EvidenceRow,
    Fact,
    Filter,
    HalfHead,
    HalfRow,
    Link,
    Mark,
    OneSided,
    Proposal,
    QueueItem,
    ReviewPage,
    ReviewRow,
    Said,
)


def entries(lang: str = "en") -> EntryListPage:
    states = Filter("state", "State", (Choice("", "all", True), Choice("posted", "posted")))
    return EntryListPage(
        section="entries",
        title="Entries",
        filters=(states,),
        rows=(
            EntryRow(
                "E-2020-1077",
                "/entries/E-2020-1077/",
                Mark("waiting", "Waiting 19 days"),
                "Cold store, Panzhou: paid out",
                "Liupanshui",
                date(2020, 11, 4),
                ("5.20 million yuan",),
                "Match",
            ),
            EntryRow(
                "E-2020-0917",
                "/entries/E-2020-0917/",
                Mark("posted", "Posted"),
                "Placements, Shuicheng",
                "Liupanshui",
                date(2020, 9, 18),
                ("54 persons", "41 persons, of whom out of poverty"),
            ),
        ),
        total=2,
        **COMMON,
    )


def entry(lang: str = "en") -> EntryPage:
    return EntryPage(
        section="entries",
        title="October placements, Shuicheng",
        label="Dalian – Liupanshui",
        number="E-2020-1103",
        note="version 2",
        mark=Mark("disputed", "Halves differ by 14"),
        upper=HalfHead("Dalian holds", "48", "persons", 48),
        lower=HalfHead("Liupanshui reports", "62", "persons", 62),
        gutter="14",
        differ=True,
        stick_words="Upper half Dalian, lower half Liupanshui, one notch ten persons.",
        rows=(
            HalfRow("out of poverty", "38", "47", False),
            HalfRow("women", "21", "21", True),
            HalfRow("rural labourers", "", "40", False),
        ),
        said=OneSided(
            "Liupanshui alone says",
            (Fact("day", "19 Oct 2020"), Fact("reason", "Counted again.", typed=True)),
            "Dalian",
            "day …",
            "day; reason",
        ),
        awaited="The dispute ends when a name of each side says the same: Dalian office (Sun Bo).",
        who_may="/pairings/dalian-liupanshui/who/",
        evidence=(EvidenceRow("Train roster", "PDF, 88 KB", "40af" * 16, "/evidence/40af/"),),
        thread=(
            Said(
                "Chen Xiaolan",
                "Dalian office",
                NOW,
                "disputed it",
                "We hold 48 persons.",
                "14 never arrived.",
                ours=True,
            ),
            Said("Luo Zhenghua", "Liupanshui office", NOW, "amended it to 53"),
        ),
        forms=EntryForms(
            2,
            frozenset(
                {"match", "dispute", "uphold", "withdraw", "settle", "amend", "remark", "attach"}
            ),
            (Choice("own_record", "our own record", True), Choice("document_seen", "document")),
            (CounterLine(1, "Persons", "persons", "62", "4o", "“4o” is no number."),),
            "14 people never reached the firms.",
            "Matching adds 62 persons to the book under your name.",
            ("“4o” is no number. Write digits only.",),
            opened="dispute",
            proposal=Proposal("Yang Min would let 53 persons stand.", ((1, "53"),)),
            rosters=True,
        ),
        policy="both sides, blind",
        waits="62 are placed, but only 48 were registered.",
        waits_on=Link("E-2020-1099", "/entries/E-2020-1099/"),
        other_half=Link("E-2020-1104", "/entries/E-2020-1104/"),
        odd=("62 is about ten times off what is usual here.",),
        queue_title="To match",
        queue=(
            QueueItem(
                Mark("disputed", "Differ by 14"),
                "October placements, Shuicheng",
                "/entries/E-2020-1103/",
                "62 / 48 persons",
                True,
            ),
            QueueItem(
                Mark("waiting", "19 days"),
                "Cold store, Panzhou: paid out",
                "/entries/E-2020-1077/",
                "5.20 m yuan",
            ),
        ),
        queue_more=Link("All 14", "/entries/"),
        **COMMON,
    )


def review() -> ReviewPage:
    return ReviewPage(
        section="entries",
        title="Match many at once",
        act="match",
        step="check",
        lead="2 entries stand to be decided under your name.",
        rows=(
            ReviewRow("a.1", "E-2020-1", "/e/", "Honey sold", "Fir", ("12 yuan",)),
            ReviewRow(
                "b.2", "E-2020-2", "/e/", "Kiwis sold", "Fir", ("9 yuan",), ("Round.",), False
            ),
        ),
        totals=("Sale: Sold – 21 yuan in 2 entries",),
        bases=(Choice("own_record", "our own record", True),),
        basis="own_record",
        basis_words="our own record",
        other=Link("To confirm", "/entries/review/?act=confirm"),
        **COMMON,
    )
