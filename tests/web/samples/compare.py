"""A filled and an empty page of pairings side by side; all figures are invented."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.web.contexts.compare import CompareCard, ComparedPair, ComparePage, Ticks
from tallystick.web.contexts.pairings import ScoreRow
from tallystick.web.contexts.saved import SavedRow, SavedViewsPage
from tallystick.web.contexts.shared import Cell, Choice, ChoiceGroup, Filter, Link, Page
from tallystick.web.figures import Empty


def compare_samples(scores: Sequence[ScoreRow]) -> dict[str, Page]:
    """Return template → a filled page for it, of rows of a scorecard."""
    first, second = scores[0], scores[-1]
    rows = (
        ComparedPair("/pairing/", "city pairing", "1, shared", "", first,
                     part="24 over 52 million yuan", cost=Cell("150 yuan"), cost_of="of 600 yuan"),
        ComparedPair("/pairing/", "city pairing", "", "no rank: this target does not bind",
                     second, cost=Cell(empty=Empty.NOT_REPORTED)),
        ComparedPair("/pairing/", "city pairing", "", "", second),
    )  # fmt: skip
    choices = (Choice("a", "A – B", True), Choice("b", "C – D", typed=True))
    return {
        "compare": ComparePage(
            section="pairings", title="Pairings side by side", invented=True,
            filters=(Filter("year", "Year", (Choice("2020", "2020", True),)),), filtered=True,
            ticks=(Ticks("pairing", "Pairings", "1 chosen", (ChoiceGroup("Programme", choices),)),),
            as_of="2020-10-31", as_of_words="As recorded by the end of 31 Oct 2020.",
            cards=(
                CompareCard("FS_GOV_FUND", "Government funds", "million yuan", "/method/",
                            "1 of 3 is ranked", rows, True),
            ),
            total=120, months_heading="Jan – Dec", csv_href="/compare.csv",
            newer=Link("Previous", "?page=1"), older=Link("Next", "?page=3"),
        ),
        "saved_views": SavedViewsPage(
            title="Saved views", invented=True, problems=("The view has no name. Give it one.",),
            rows=(
                SavedRow(1, "Waiting for us", "/entries/?state=open", "Entries", mine=True,
                         offices=(Choice("", "nobody", True), Choice("a", "Office A"))),
                SavedRow(2, "我的视图", "/claims/", "Claims", "Office A", "Wang Lei"),
            ),
        ),
    }  # fmt: skip


def empty_compare_samples() -> dict[str, Page]:
    """Return template → a page with nothing to show."""
    return {
        "compare": ComparePage(title="Pairings side by side", section="pairings"),
        "saved_views": SavedViewsPage(title="Saved views"),
    }
