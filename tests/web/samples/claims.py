"""Filled and empty pages of compared claims; all figures and names are invented."""

from __future__ import annotations

from datetime import date

from tests.web.samples.frame import COMMON

from tallystick.web.contexts import ClaimListPage, ClaimRow, Unresolved
from tallystick.web.contexts.comparing import (
    BesideRow,
    ClaimPage,
    ComparedListPage,
    ComparedRow,
    Judged,
    PressLine,
    PressPage,
    PressPrint,
    ToldIn,
)
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Page

WRONG = Judged("differs", "contradiction", "“460家” and “400家” speak of the same thing.", "red")
STAGED = Judged("differs", "other stage", "Signed is not paid in.", "amber")
ALONE = Judged("cannot tell", "nothing to compare")
YEAR = Filter("year", "Year", (Choice("2020", "2020", True),))


def claims(lang: str = "en") -> ClaimListPage:
    return ClaimListPage(
        section="claims",
        title="Claims",
        rows=(
            ClaimRow(
                "7",
                "超过72.8亿元",
                "zh-Hans",
                "more than 7.28 billion yuan",
                "Consumption assistance",
                "Invented East – Invented West",
                "2020",
                "https://bulletin.example/a",
                "bulletin.example",
                "official",
                date(2020, 10, 31),
                (Unresolved("supporting", "Zhongshan", (Choice("cn-442000", "Zhongshan"),)),),
            ),
        ),
        total=1,
        unresolved=1,
        may_resolve=True,
        **COMMON,
    )


def claim_samples() -> dict[str, Page]:
    """Return template → a filled page for it."""
    prints = (PressPrint("460家", "zh-Hans", "/claims/1/", "2021 – 24 Apr 2025 · media"),)
    return {
        "compared": ComparedListPage(
            section="claims", title="Claims compared", invented=True,
            leads=(Link("Claims", "/claims/"),), filters=(YEAR,),
            rows=(
                ComparedRow(
                    "/claims/1/", "460家", "zh-Hans", "460 enterprises", "New enterprises",
                    ("Invented East", "虚构西"), "2021 – 24 Apr 2025", "media", "others", WRONG,
                ),
                ComparedRow(
                    "/claims/2/", "3 firms", "en", "3 enterprises", "New enterprises",
                    ("Invented East", "Invented West"), "2021", "official", "not known", ALONE,
                ),
            ),
            total=2, counts=(Link("Differs 1", "?verdict=differs", True),), not_read=3,
            newer=Link("Back", "?page=1"), older=Link("On", "?page=3"),
        ),
        "claim": ClaimPage(
            section="claims", title="Claim 1", printed="460家", invented=True, lang="zh-Hans",
            read_as="460 enterprises",
            facts=(Fact("Pairing", "A – B", "/"), Fact("Part", "online", typed=True)),
            source=Link("paper.example", "https://paper.example/a"), judged=WRONG,
            context="Firms landed, invented",
            rows=(
                BesideRow((Link("400家", "/claims/2/"),), "zh-Hans", "other.example", "New",
                          "2021 – 23 Apr 2025", WRONG),
                BesideRow((Link("up 3%", "/"), Link("nothing", "")), "en", "the book", "New",
                          "2021", STAGED),
            ),
            told_in=(ToldIn("通稿", "460家企业", "/readouts/1/"), ToldIn("Notice", "460 firms")),
            leads=(Link("Claims", "/claims/"),),
        ),
        "press": PressPage(
            section="pairings", title="What the press says", invented=True,
            lead="A – B", lead_href="/", tabs=(Link("Press", "/", True),), filters=(YEAR,),
            rows=(
                PressLine("New enterprises", "online",
                          (("Supporting", prints), ("Supported", ()), ("Others", prints)),
                          Link("455 enterprises", "/"), WRONG),
                PressLine("Jobs", "", (("Supporting", ()),), None, ALONE),
            ),
            columns=("Supporting", "Supported", "Others"), book_head="The book", csv_href="/x.csv",
            not_read=1, all_href="/claims/compared/",
        ),
    }  # fmt: skip


def empty_claim_samples() -> dict[str, Page]:
    """Return template → the page with nothing in it."""
    return {
        "compared": ComparedListPage(title="Claims compared", section="claims"),
        "claim": ClaimPage(
            title="Claim 2", printed="many", section="claims", lang="en", read_as="no number",
            facts=(), source=None, judged=ALONE,
        ),
        "press": PressPage(
            title="What the press says", section="pairings", lead="A – B", lead_href="/",
            all_href="/claims/compared/",
        ),
    }  # fmt: skip
