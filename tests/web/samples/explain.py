"""The filled page that explains a figure; places are real, figures and names invented."""

from __future__ import annotations

from datetime import date

from tests.web.samples.frame import COMMON, ROOT
from tests.web.samples.people import TODAY

from tallystick.web.contexts import (
    Cell,
    EntryBrief,
    EvidenceRow,
    ExplainPage,
    Fact,
    Line,
    Link,
    Mark,
    NameHalf,
    Part,
    Proof,
)
from tallystick.web.contexts.explain import Earlier, KnownDay, WaitingLine
from tallystick.web.tally import Tally


def explain(lang: str = "en") -> ExplainPage:
    return ExplainPage(
        section="pairings",
        title="3,612 persons helped into jobs",
        code="LC_TOTAL",
        figure="3,612",
        unit="persons",
        pairing=Link("Dalian – Liupanshui", "/pairings/dalian-liupanshui/"),
        period="1 January to 31 October 2020",
        formula="Rural labourers whose stage became placed, each person once in the year.",
        excluded="Signed intentions are not in it.",
        definition="Definition LC_TOTAL, version 3.",
        tally=Tally(3612, 4000, waiting=86, disputed=48, differs=14, claimed=4120, last_year=3905),
        target=Cell("4,000"),
        facts=(Fact("Waiting", "148, of which 62 disputed"), Fact("Claimed", "4,120", "/claims/")),
        whole="Sum",
        parts=(
            Part("Placed in Liaoning", Tally(611, full=3612), "17%", Cell("611"), 41, open=True),
            Part(
                "Placed near home or in Guizhou",
                Tally(2760, full=3612),
                "76%",
                Cell("2,760", href="?part=near"),
                188,
            ),
        ),
        waiting=(
            WaitingLine(
                Link("E-2020-0412", "/entries/E-2020-0412/"),
                date(2020, 10, 20),
                "Shuicheng",
                Mark("disputed", "Disputed"),
                "62 persons",
            ),
        ),
        waiting_total=2,
        lines_of="Placed in Liaoning",
        lines=(
            Line(
                "44902.1",
                "?line=44902",
                date(2020, 9, 18),
                date(2020, 10, 12),
                "Shuicheng",
                "registered → placed",
                "54",
                current=True,
            ),
            Line(
                "38846.1",
                "?line=38846",
                date(2020, 8, 20),
                date(2020, 9, 8),
                "Liuzhi",
                "reversal of 38,011: counted twice",
                "−12",
                Mark("reversed", "Reversed"),
            ),
        ),
        lines_total=41,
        older=Link("Older", "?page=2"),
        entry=EntryBrief(
            "E-2020-0917",
            "/entries/E-2020-0917/",
            Mark("posted", "Posted"),
            "Placements · Shuicheng to Jinpu New Area · 18 September 2020",
            (Fact("Persons", "54, of whom 41 out of poverty"),),
            (
                NameHalf("Dalian's half", "Chen Xiaolan", ("matched 12 Oct 2020, 10:31",)),
                NameHalf("Liupanshui's half", "Luo Zhenghua", ("confirmed by Yang Min 26 Sep",)),
            ),
            (
                EvidenceRow("Coach hire receipt", "PDF, 212 KB", "9be1" * 16, "/evidence/9be1/"),
                EvidenceRow("Roster, page 1", "PNG, 48 KB", "9be2" * 16, "/e/", "/e/?look=1"),
            ),
        ),
        proof=Proof("01937a90-7000-7000-8000-000000000917", "c41d" * 16, 44_902, ROOT),
        kept=(("year", "2020"),),
        earlier=(Earlier(date(2020, 10, 31), "3,188", "424 recorded later", "?as_of=2020-10-31"),),
        days=(
            KnownDay("2020-09-30", date(2020, 9, 30), "30 Sep 2020: 2,871"),
            KnownDay("2020-10-31", date(2020, 10, 31), "31 Oct 2020: 3,188"),
            KnownDay("", TODAY, "today: 3,612", chosen=True),
        ),
        address="/pairings/dalian-liupanshui/2020/LC_TOTAL/",
        **COMMON,
    )
