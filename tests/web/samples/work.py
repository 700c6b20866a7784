"""Filled contexts of long work. Everything is invented."""

from __future__ import annotations

from datetime import UTC, datetime

from tallystick.web.contexts import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.long_work import (
    BriefPage,
    KeepingBookPage,
    LongWorkListPage,
    LongWorkPage,
    LongWorkRow,
)

NOW = datetime(2020, 11, 30, 9, 30, tzinfo=UTC)
DONE = Mark("kept", "Done")


def listed() -> LongWorkListPage:
    """Return a list of one file made and one announcement that is being read."""
    return LongWorkListPage(
        section="today",
        title="Long work",
        invented=True,
        filters=(Filter("state", "State", (Choice("", "all", True), Choice("done", "Done"))),),
        rows=(
            LongWorkRow("commitments.csv", "/w/1/", "A file is made", DONE, NOW, "c.csv"),
            LongWorkRow(
                "两地座谈会", "/w/2/", "Reading an announcement", Mark("waiting", "At work"), NOW
            ),
        ),
        total=2,
        newer=Link("Newer", "?page=1"),
        older=Link("Older", "?page=3"),
    )


def one() -> LongWorkPage:
    """Return work that made a file, which can be begun again."""
    return LongWorkPage(
        section="today",
        title="commitments.csv",
        invented=True,
        kind="A file is made",
        mark=DONE,
        verdict="The book holds.",
        problems=("You stopped it.",),
        facts=(Fact("Asked for", "30 November 2020, 9:30"),),
        result=Link("Look at what was read", "/r/1/"),
        file=Link("commitments.csv", "/w/1/file/"),
        kept_until=NOW,
        again=True,
    )


def brief() -> BriefPage:
    """Return the page of a brief as of an earlier day, with one that was made before."""
    return BriefPage(
        section="pairings",
        title="Brief for 2020",
        invented=True,
        pairing=Link("Quay – Fir", "/pairings/quay-fir/"),
        notes=("As recorded by the end of 31 October 2020.",),
        contents=("The year in a few sentences", "How to check a figure"),
        languages=(
            Choice("en", "English", True, typed=True),
            Choice("zh-Hans", "简体中文", typed=True),
            Choice("both", "Both, one file each"),
        ),
        kept_days=7,
        trouble="None runs.",
        at_once=True,
        rows=(LongWorkRow("Quay – Fir, 2020", "/w/3/", "Making a brief", DONE, NOW, "q.docx"),),
    )


def work_samples() -> dict[str, Page]:
    """Return template → page."""
    book = KeepingBookPage(
        section="set-up",
        title="The whole book",
        invented=True,
        may_ask=True,
        no_worker="None runs.",
    )
    return {
        "long_work_list": listed(),
        "long_work": one(),
        "keeping_book": book,
        "brief": brief(),
    }
