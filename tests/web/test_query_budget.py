"""How often each page asks the database is a committed figure: a page that asks more is seen."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.example import Installation
from tests.web.places import PLACES, Place
from tests.web.roles import MATCHER

from tallystick.access.models import User

BASELINE = Path(__file__).with_name("query_budget.json")
ACCEPT = "TALLYSTICK_ACCEPT_QUERIES"
HOW = f"If this is meant, run it once with {ACCEPT}=1 and commit query_budget.json."


def budgeted() -> list[Place]:
    """Return the addresses the reader finds something at; what hands out files included."""
    found = [place for places in PLACES.values() for place in places]
    return [place for place in found if MATCHER in place.seen_by]


def queries_of(client: Client, address: str) -> list[str]:
    """Return the queries of one address; the first visit fills what a process keeps."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code < 400, address
    return [query["sql"] for query in asked.captured_queries]


def difference(counted: Mapping[str, list[str]], budget: Mapping[str, int]) -> str:
    """Return what changed, with the queries of each address that did; empty when nothing did."""
    lines = []
    for address in sorted({*counted, *budget}):
        now = len(counted[address]) if address in counted else None
        if now == budget.get(address):
            continue
        lines.append(f"{address}: {now} queries, the budget says {budget.get(address)}")
        lines += [f"    {sql[:200]}" for sql in counted.get(address, [])]
    return "\n".join([*lines, HOW]) if lines else ""


def test_no_page_asks_more_than_its_budget(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=MATCHER.username))
    counted = {place.address: queries_of(client, place.address) for place in budgeted()}
    if os.environ.get(ACCEPT):
        kept = {address: len(queries) for address, queries in counted.items()}
        BASELINE.write_text(json.dumps(kept, indent=2) + "\n")
    changed = difference(counted, json.loads(BASELINE.read_text()))
    assert not changed, changed


def test_a_list_asks_no_more_for_more_rows(on_example: Installation) -> None:
    client = Client()
    client.force_login(User.objects.get(username=MATCHER.username))
    few = queries_of(client, "/entries/?state=disputed")
    many = queries_of(client, "/entries/?state=posted")
    assert len(few) == len(many), "\n".join(many)


@pytest.mark.parametrize(
    ("counted", "budget", "says"),
    [
        ({"/a/": ["SELECT 1"]}, {"/a/": 1}, ""),
        ({"/a/": ["SELECT 1", "SELECT 2"]}, {"/a/": 1}, "/a/: 2 queries, the budget says 1"),
        ({"/new/": ["SELECT 1"]}, {}, "/new/: 1 queries, the budget says None"),
        ({}, {"/gone/": 4}, "/gone/: None queries, the budget says 4"),
    ],
)
def test_a_change_is_caught_and_says_how_to_accept_it(
    counted: dict[str, list[str]], budget: dict[str, int], says: str
) -> None:
    changed = difference(counted, budget)
    assert changed.startswith(says)
    assert bool(changed) == bool(says)
    assert not says or changed.endswith(HOW)
