"""Every list has its columns from one declaration: heads that sort, a choice of columns, a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests.cast import Cast
from tests.example import Installation
from tests.web.roles import AUDITOR
from tests.web.samples import samples
from tests.web.test_templates import drawn

from tallystick.access.models import User
from tallystick.access.services import keep_columns
from tallystick.access.services.saving_views import MOST_COLUMNS
from tallystick.entries.queries.carries import CARRY_SORTS
from tallystick.kernel.problem import Refused
from tallystick.web.lists import LISTS
from tallystick.web.tables import Listing

# Where a list stands whose address is not its name; who reads one that not everybody may.
PLACE = {
    "pairing-agreements": "/pairings/dalian-liupanshui/agreements/",
    "watch-list": "/lists/unlanded/",
    "pipeline": "/pairings/dalian-liupanshui/stages/project/",
}
# What an address must ask for so that the example has something there.
ASKED = {"pipeline": {"year": "2019", "stage": "all"}, "watch-list": {"days": "0"}}
# These have files of their own.
UNFILED = ("watch-list", "pipeline", "compare")
# The head of a file that has what a column is sorted by, where it is not the column's first.
HEADS = {
    ("things", "name"): "name",
    ("things", "code"): "code",
    ("agreements", "agreement"): "title",
    ("pairing-agreements", "agreement"): "title",
    ("periods", "period"): "period",
    ("offices", "office"): "name",
    ("frameworks", "framework"): "name",
    ("announcements", "meeting"): "met",
    ("pairings", "pairing"): "pairing",
    ("catalogue", "indicator"): "name",
    ("deadlines", "period"): "period",
}
# What of a value its column is sorted by: the last day of a period; a state without its day.
SORTED_PART: dict[tuple[str, str], Callable[[str], str]] = {
    ("claims", "period"): lambda said: said.rpartition(" – ")[2],
    ("compared", "period"): lambda said: said.rpartition(" – ")[2],
    ("entries", "state"): lambda said: re.sub(r"( since)? \d+ \w+ \d{4}$", "", said),
    ("commitments", "state"): lambda said: re.sub(r"( since)? \d+ \w+ \d{4}$", "", said),
}
# Columns of which the example has one value only, or none: there nothing can be seen to turn.
ALIKE = {
    "commitments": {"state"},
    "announcements": {"title", "pairing", "side", "meeting"},
    "agreements": {"kind"},
    "pairing-agreements": {"kind"},
    "periods": {"period", "pairing", "kind", "state", "when"},
    "corrections": {"entries", "state", "when"},
    "compare": {"rank", "matched", "target", "waiting", "claimed", "last-year", "cost"},
    "frameworks": {"scope"},
    # `test_workbook_list` has more of them.
    "workbooks": {"name", "what", "state", "when"},
    "deadlines": {"what", "who"},
    "watch-list": {"name", "where", "stage", "since", "contracted", "paid-in", "office"},
}
# What is compared where its orders are looked at: a year of figures.
YEAR = {"compare": {"year": "2019", "indicator": "LC_TOTAL"}}
# Lists without pages are never cut; what is due has all its pairings in the file.
UNCUT = {"frameworks", "pairings", "catalogue", "workbooks", "deadlines"}
NOTHING = ("", "–", "—")
READERS: dict[str, str] = {}


def reader(of: str) -> Client:
    """Return the browser of somebody who sees all of a list."""
    client = Client()
    client.force_login(User.objects.get(username=READERS.get(of, AUDITOR.username)))
    return client


def place(of: str) -> str:
    """Return where a list stands."""
    return PLACE.get(of) or reverse(of)


def body(client: Client, of: str, **asked: str) -> str:
    """Return a list as it is shown."""
    answer = client.get(place(of), {**ASKED.get(of, {}), **asked})
    assert answer.status_code == 200, (of, asked)
    return answer.content.decode()


def table(page: str) -> tuple[list[str], list[list[str]]]:
    """Return the heads of a page's list, and the rows as cells."""
    every = re.findall(r"<table.*?</table>", page, re.S)
    found = max([one for one in every if "ts-sort" in one] or every, key=len)
    head, _end, rest = found.partition("</thead>")
    heads = re.findall(r"<th[^>]*>.*?</th>", head, re.S)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", rest, re.S)
    return heads, [re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.S) for row in rows]


def words(cell: str) -> str:
    """Return what a cell says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())


def labels(cell: str) -> str:
    """Return what a cell is called on a phone."""
    found = re.search(r'data-l="([^"]*)"', cell)
    return unescape(found.group(1)) if found else ""


def firsts(page: str) -> list[str]:
    """Return what each row begins with."""
    return [words(row[0]) for row in table(page)[1] if row]


# Nothing was carried over in the example; a sample stands for it below.
SHOWN = {code: one for code, one in LISTS.items() if code != "carries"}


@pytest.mark.parametrize("listing", SHOWN.values(), ids=SHOWN)
def test_heads_and_cells_are_the_columns_that_are_asked_for(
    on_example: Installation, listing: Listing
) -> None:
    client, code = reader(listing.code), listing.code
    every = [one.name for one in listing.columns]
    odd, even = every[1::2], every[2::2]
    for lang, asked in (("en", every), ("en", odd), ("en", even), ("zh-hans", every), ("en", [])):
        client.cookies["django_language"] = lang
        page = body(client, code, columns=",".join(asked), view="list")
        heads, rows = table(page)
        shown = set(listing.names(asked) if asked else listing.usual())
        with translation.override(lang):
            expected = [str(one.label) for one in listing.columns if one.name in shown]
            hidden = {str(one.label) for one in listing.columns if one.name not in shown}
        said = [words(one) for one in heads]
        # What something cost is told only of indicators that money is spent on.
        if code == "compare" and len(said) < len(expected):
            expected = [one for one in expected if one not in ("Unit cost", "单位成本")]
        assert [one for one in said if one in expected] == expected
        assert hidden.isdisjoint(said), "a column that was not asked for"
        assert rows, "the example has some"
        for row in rows:
            assert len(row) == len(heads), (asked, [words(cell) for cell in row])
            for cell, head in zip(row, said, strict=True):
                assert labels(cell) in ("", head), (labels(cell), head)


@pytest.mark.parametrize("listing", SHOWN.values(), ids=SHOWN)
def test_every_order_opens_turns_round_and_asks_no_more(
    on_example: Installation, listing: Listing
) -> None:
    client, code = reader(listing.code), listing.code
    every = ",".join(one.name for one in listing.columns)
    body(client, code, columns=every, view="list")
    counted, pages = {}, {}
    for sort in ("", *listing.orders()):
        with CaptureQueriesContext(connection) as asked:
            pages[sort] = body(client, code, sort=sort, view="list", columns=every)
        # An order that is cheap on a short list only asks first how long the list is.
        counted[sort] = len(asked.captured_queries) - listing.is_bounded(sort)
        if sort and sort != listing.standing:
            assert f'<option value="{sort}" selected' in pages[sort]
        if code not in ASKED:
            assert "Clear filters" not in pages[sort], "an order narrows nothing"
    assert len(set(counted.values())) == 1, counted
    for one in listing.columns:
        for sort, way in ((one.up, "ascending"), (one.down, "descending")):
            if sort:
                heads = re.findall(r"<th[^>]* aria-sort=\"(\w+)\".*?</th>", pages[sort], re.S)
                # What something cost has a column only where money is spent on it.
                assert set(heads) == {way} or one.name == "cost", sort
        if one.up and one.down and 'rel="next"' not in pages[one.up]:
            assert sorted(firsts(pages[one.up])) == sorted(firsts(pages[one.down]))


def column(client: Client, listing: Listing, name: str, sort: str) -> list[str]:
    """Return what stands in a column from the top, alike values together once; no empty ones."""
    one = next(one for one in listing.columns if one.name == name)
    if listing.code in UNFILED:
        found = cells(client, listing, str(one.label), sort)
    else:
        found = filed(client, listing, HEADS.get((listing.code, name)) or one.fields[0][0], sort)
    values = [SORTED_PART.get((listing.code, name), str)(said) for said in found]
    if listing.code == "compare" and one.way == "amount":
        # Behind a figure stands what share of its target it is.
        values = [said.split(" ")[0] for said in values]
    values = [said for said in values if said not in NOTHING]
    if one.way == "amount" or (listing.code, name) == ("compare", "rank"):
        # In place of a figure stand words that say why there is none.
        values = [said for said in values if any(sign.isdecimal() for sign in said)]
    return [said for n, said in enumerate(values) if n == 0 or said != values[n - 1]]


def filed(client: Client, listing: Listing, head: str, sort: str) -> list[str]:
    """Return a column as the file of a list has it."""
    every = ",".join(one.name for one in listing.columns)
    answer = client.get(place(listing.code), {"columns": every, "sort": sort, "file": "csv"})
    return [row[head] for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]


def cells(client: Client, listing: Listing, label: str, sort: str) -> list[str]:
    """Return a column as its page shows it, page by page."""
    asked = {"columns": ",".join(one.name for one in listing.columns), "sort": sort}
    found: list[str] = []
    for number in range(1, 20):
        page = body(client, listing.code, **asked, **YEAR.get(listing.code, {}), page=str(number))
        heads, rows = table(page)
        said = [words(one) for one in heads]
        if label not in said:
            # What something cost has a column only where money is spent on it.
            return []
        at = said.index(label)
        found += [words(row[at]) for row in rows if row]
        if 'rel="next"' not in page:
            break
    return found


def rank(value: str) -> tuple[float, str]:
    """Return what a day, an amount or a text sorts by.

    >>> rank("5 Sep 2019") < rank("10 Sep 2019"), rank("900") < rank("1,000.5 yuan")
    (True, True)
    """
    if re.fullmatch(r"\d+ [A-Z][a-z]{2} \d{4}", value):
        return datetime.strptime(value, "%d %b %Y").toordinal(), ""
    amount = re.fullmatch(r"(-?[\d,]+(?:\.\d+)?)(?: [a-z ]+|%)?", value)
    return (float(amount[1].replace(",", "")), "") if amount else (0, value)


@pytest.mark.parametrize("listing", SHOWN.values(), ids=SHOWN)
def test_what_stands_in_a_sorted_column_rises_and_falls(
    on_example: Installation, listing: Listing
) -> None:
    client = reader(listing.code)
    compared = set()
    for one in listing.columns:
        if not (one.up and one.down):
            continue
        up, down = (column(client, listing, one.name, way) for way in (one.up, one.down))
        assert len(up) == len(set(up)), (one.name, "what is alike stands together", up)
        assert down == up[::-1], one.name
        # Codes stand in an order of their own, which their words do not show.
        if one.way != "code":
            assert up == sorted(up, key=rank), one.name
        if len(up) > 1:
            compared.add(one.name)
    both = {one.name for one in listing.columns if one.up and one.down}
    assert both - compared == ALIKE.get(listing.code, set()), "the example has one value there"


FILED = {code: one for code, one in SHOWN.items() if code not in UNFILED}


@pytest.mark.parametrize("listing", FILED.values(), ids=FILED)
def test_a_file_has_the_columns_and_the_rows_of_the_list(
    on_example: Installation, listing: Listing
) -> None:
    client, code = reader(listing.code), listing.code
    every = [one.name for one in listing.columns]
    page = body(client, code, columns=",".join(every), view="list")
    href = re.search(r'href="([^"]*file=csv[^"]*)"', page)
    assert href, "its link"
    answer = client.get(unescape(href.group(1)))
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    heads = [head for one in listing.columns for head, _value in one.fields]
    assert lines[0] == [*heads, "invented"]
    assert len(set(heads)) == len(heads)
    rows = table(page)[1]
    assert len(lines) - 1 >= len(rows) > 0
    assert "object at 0x" not in answer.content.decode()
    fewer = client.get(place(code), {"columns": every[1], "file": "csv"}).content.decode()
    assert len(fewer.splitlines()[0].split(",")) < len(heads) + 1


@pytest.mark.parametrize("listing", FILED.values(), ids=FILED)
def test_a_file_that_has_not_every_row_says_of_how_many(
    on_example: Installation, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, name = reader(listing.code), listing.columns[0].fields[0][0]
    every = len(filed(client, listing, name, ""))
    for most in (every, 1):
        monkeypatch.setattr("tallystick.web.tables.MOST_IN_FILE", most)
        monkeypatch.setattr("tallystick.web.views.shared.MOST_IN_FILE", most)
        held = len(filed(client, listing, name, ""))
        assert held == (every if listing.code in UNCUT else most)
        said = "CSV of this list" if held == every else f"CSV of the first 1 of {every}<"
        assert said in body(client, listing.code, view="list")


def test_a_list_that_is_not_counted_says_how_many_its_file_has() -> None:
    asked = RequestFactory().get("/entries/")
    counted, long = (LISTS["entries"].table(asked, total=5_001, long=way) for way in (False, True))
    assert (counted.first, counted.total) == (5_000, 5_001)
    assert (long.first, long.total) == (5_000, 0)
    fits = LISTS["entries"].table(asked, total=5_000)
    assert fits.first == 0


def test_what_the_example_lacks_has_a_cell_for_each_head() -> None:
    heads, rows = table(drawn("carries", samples()["carries"], "en"))
    assert len(heads) == len(LISTS["carries"].columns)
    assert rows
    assert {len(row) for row in rows} == {len(heads)}
    assert set(CARRY_SORTS) - {"waiting"} == set(LISTS["carries"].orders())


def test_who_reads_one_more_row_than_a_page_turns_to_it_in_the_same_order() -> None:
    for listing in LISTS.values():
        names = [one.name for one in listing.columns]
        assert len(set(names)) == len(names) <= MOST_COLUMNS
        assert any(one.fixed for one in listing.columns), "an empty list of columns has one still"
        known = {order for one in listing.columns for order in (one.up, one.down) if order}
        assert not listing.standing or listing.standing in known
        assert listing.standing or str(listing.blank)


def test_columns_and_order_stay_while_one_narrows_turns_and_saves(cast: Cast) -> None:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    asked = "state=posted&sort=day-first&columns=entry&columns=happened"
    page = client.get(f"/entries/?{asked}").content.decode()
    assert '<input type="hidden" name="columns" value="happened">' in page
    assert '<option value="day-first" selected>' in page
    assert 'href="/entries/?sort=day-first&amp;columns=entry&amp;columns=happened"' in page
    kept = "state=posted&amp;sort=day-first&amp;columns=entry&amp;columns=happened"
    assert f'name="query" value="{kept}"' in page


@pytest.mark.flow
def test_columns_that_are_kept_are_shown_until_one_lets_go_of_them(cast: Cast) -> None:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    form = {
        "act": "columns", "list": "commitments", "path": "/commitments/", "query": "view=list",
        "columns": ["commitment", "due", "nonsense"],
    }  # fmt: skip
    answer = client.post("/views/", form)
    assert answer["Location"] == "/commitments/?view=list"
    alice = User.objects.get(username="alice")
    assert alice.columns == {"commitments": ["commitment", "due"]}
    page = client.get("/commitments/").content.decode()
    assert "Columns: 2 of" in page
    assert "Again as everybody sees it" in page
    # What is saved of the list says so too: a colleague sees these, not her own.
    assert 'name="query" value="columns=commitment%2Cdue"' in page
    mate = Client()
    mate.force_login(User.objects.get(username="ann"))
    assert "Columns: 2 of" not in mate.get("/commitments/").content.decode()
    answer = client.post(
        "/views/", {"act": "columns", "list": "commitments", "path": "/commitments/"}
    )
    assert answer["Location"] == "/commitments/"
    assert User.objects.get(username="alice").columns == {}
    assert client.post("/views/", {**form, "list": "no-such"}).status_code == 422
    assert client.post("/views/", {**form, "path": "https://example.org/"}).status_code == 422


def test_what_can_be_no_column_is_refused(cast: Cast) -> None:
    for of, names in (("en tries", ["a"]), ("entries", ["<b>"]), ("entries", ["a"] * 41)):
        with pytest.raises(Refused) as refused:
            keep_columns(of=of, columns=names, by=cast.alice)
        assert [problem.code for problem in refused.value.problems] == ["columns-unfit"]


def test_a_list_that_is_not_counted_offers_the_orders_that_stay_cheap() -> None:
    listing = LISTS["entries"]
    assert set(listing.orders(long=True)) == {
        "number", "-number", "day", "day-first", "changed", "changed-first",
    }  # fmt: skip
    assert listing.is_bounded("place")
    assert not listing.is_bounded("day")
    assert not listing.is_bounded("nothing")
