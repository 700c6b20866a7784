"""Every file of figures says in its head or beside each amount what the amount is in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest
from django.test import Client
from tests.example import Installation
from tests.web.places import PLACES
from tests.web.roles import AUDITOR

from tallystick.access.models import User

# Columns of amounts, whatever file they stand in.
AMOUNTS = frozenset(
    [
        *("target", "matched", "waiting", "disputed", "one_sided", "claimed", "last_year"),
        *("reached", "carried_in", "came_in", "stands", "contracted", "paid_in", "book", "due"),
        *("committed", "received", "allocated", "paid_out", "returned", "carried", "amount"),
        *("county_average", "numerator", "denominator", "yuan", "unit_cost_yuan", "beside_due"),
    ]
)
OWN_UNIT = ("numerator", "denominator")
# Files without an amount.
NONE = {"commitments-csv", "timeline-csv"}


def without_unit(row: Mapping[str, str]) -> list[str]:
    """Return the amounts of a row of which neither the head nor the row says what they are in."""
    found = []
    for name in AMOUNTS & set(row):
        said = row.get(f"{name}_unit" if name in OWN_UNIT else "unit", "")
        if row[name] and not said and "yuan" not in name:
            found.append(name)
    return found


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    """Return the rows of a file."""
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_file_of_figures_says_its_units(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=AUDITOR.username))
    files = {name: places[0].address for name, places in PLACES.items() if name.endswith("-csv")}
    assert len(files) > 8
    for name, address in files.items():
        rows = rows_of(client, address)
        if name in NONE:
            continue
        assert [without_unit(row) for row in rows if without_unit(row)] == [], name
        assert AMOUNTS & set(rows[0]), name


def test_a_ratio_is_given_in_yuan_beside_its_units(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=AUDITOR.username))
    asked = "indicator=FS_DISBURSE_RATE&indicator=FS_COUNTY_AVG"
    rows = rows_of(client, f"/compare.csv?year=2019&pairing=dalian-liupanshui&{asked}")
    said = [
        tuple(row[name] for name in ("numerator", "numerator_unit", "denominator",
                                     "denominator_unit"))
        for row in rows
    ]  # fmt: skip
    assert said == [
        ("248600000", "CNY", "4", "county"),
        ("181200000", "CNY", "248600000", "CNY"),
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"matched": "5", "unit": "CNY"}, []),
        ({"matched": "5", "unit": ""}, ["matched"]),
        ({"numerator": "5", "unit": "CNY"}, ["numerator"]),
        ({"yuan": "5"}, []),
        ({"due": ""}, []),
    ],
)
def test_an_amount_without_a_unit_is_caught(row: dict[str, str], found: list[str]) -> None:
    assert without_unit(row) == found


def test_the_file_of_a_scorecard_holds_the_months_that_its_chart_draws(
    on_example: Installation,
) -> None:
    client = Client()
    client.force_login(User.objects.get(username=AUDITOR.username))
    for year in (2019, 2020):
        address = f"/pairings/dalian-liupanshui/scorecard.csv?year={year}"
        rows = {row["indicator"]: row for row in rows_of(client, address)}
        page = client.get(f"/pairings/dalian-liupanshui/?year={year}")
        chart, row = page.context["page"].chart, rows["FS_GOV_FUND"]
        assert row["indicator_en"] in chart.title
        assert row["indicator_zh"] == "财政援助资金"
        months = [row[f"month_{n:02}"] for n in range(1, 13)]
        drawn = [month.this_year.text for month in chart.months]
        assert [f"{int(one) / 1_000_000:.1f}" if one != "0" else "0" for one in months] == drawn
        assert sum(map(int, months)) == int(row["matched"])
        assert page.content.decode().count("scorecard.csv?") == 2
    before = [row[f"last_year_month_{n:02}"] for n in range(1, 13)]
    assert sum(map(int, before)) == int(row["last_year"]) == 248_600_000


@pytest.mark.parametrize(
    "address", ["/pairings/dalian-liupanshui/scorecard.csv?year=2019", "/compare.csv?year=2019"]
)
def test_a_row_says_each_flag_once_and_why_each_cell_is_empty(
    on_example: Installation, address: str
) -> None:
    client = Client()
    client.force_login(User.objects.get(username=AUDITOR.username))
    rows = rows_of(client, address)
    assert rows
    for row in rows:
        flags = row["flags"].split()
        assert len({flag.partition(":")[0] for flag in flags}) == len(flags)
        empty = {name for flag in flags for name in flag.partition(":")[2].split("+") if name}
        assert empty <= {name for name in row if not row[name]}
        assert bool(row["target"]) != ("target" in empty)
