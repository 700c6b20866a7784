"""Tiers are stated on a page of their own, and the funds of a year are read by them."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, seat_people
from tests.indicators.test_tiers import give
from tests.programme.test_tiers import FORD, LOWER, MILL, place, tier

from tallystick.access.models import User
from tallystick.programme.models import CountyTier, FundTier
from tallystick.programme.queries.tiers import tier_book

PAGE, FUNDS = "/pairings/quay-fir/tiers/", "/pairings/quay-fir/stages/funds/tiers/"
TIER = {
    "act": "set-tier", "tier.code": "first", "tier.name_en": "First tier", "tier.name_zh": "第一档",
    "tier.amount": "60000000", "tier.from_year": "2020", "tier.source": "Notice of 2020",
}  # fmt: skip
COUNTY = {
    "act": "place", "county.region": MILL, "county.tier": "first", "county.from_year": "2020",
    "county.source": "Notice of 2020",
}  # fmt: skip


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The cast, with Otto of the programme office over both sides."""
    seat_people({"centre": "xx"}, {"otto": ("centre", ("programme_office",))}, date(2020, 1, 1))
    return cast


def ask(by: str, status: int, form: dict[str, Any] | None = None, address: str = PAGE) -> str:
    client = Client()
    client.force_login(User.objects.get(username=by))
    answer = client.post(address, form) if form is not None else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


def test_the_office_states_tiers_and_both_sides_read_them(office: Cast) -> None:
    assert "No tier is stated yet" in ask("alice", 200)
    ask("otto", 302, TIER)
    ask("otto", 302, COUNTY)
    shown = ask("bob", 200)
    for words in ("60,000,000 yuan a county", "2020–", "Notice of 2020", "Otto", "record "):
        assert words in shown
    assert 'name="tier.code"' not in shown
    assert CountyTier.objects.get().region.code == MILL


def test_nobody_else_states_one_and_who_sees_no_pairing_finds_no_page(office: Cast) -> None:
    ask("alice", 403, TIER)
    ask("alice", 403, {**TIER, "tier.amount": "much"})
    ask("alice", 403, {**COUNTY, "county.region": "nowhere"})
    ask("amy", 403, TIER)  # the head of a city in the book, not of its side
    ask("chen", 404, TIER)
    ask("chen", 404)
    ask("chen", 404, address=FUNDS)
    ask("chen", 404, address="/pairings/quay-fir/stages/funds/tiers.csv")
    assert not FundTier.objects.exists()


def test_every_fault_is_told_at_its_field_with_what_was_typed(office: Cast) -> None:
    told = ask("otto", 422, {**TIER, "tier.code": "No 1", "tier.from_year": "soon"})
    assert "2 things to mend" in told
    assert "soon is no budget year" in told
    assert 'name="tier.code" value="No 1"' in told
    told = ask("otto", 422, {**TIER, "tier.amount": "much", "tier.until_year": "20"})
    assert 'name="tier.amount" value="much"' in told
    assert "20 is no budget year" in told
    assert "Give the document or its address" in ask(
        "otto", 422, {**TIER, "tier.amount": "much", "tier.source": ""}
    )
    told = ask("otto", 422, {**COUNTY, "county.region": "nowhere", "county.from_year": "soon"})
    assert "nowhere" in told
    assert "soon is no budget year" in told
    assert "State it for those years first" in ask("otto", 422, COUNTY)
    assert not FundTier.objects.exists()


def test_a_form_that_was_overtaken_is_refused_and_an_end_takes_a_reason(office: Cast) -> None:
    ask("otto", 302, TIER)
    seen = tier_book(office.pairing).newest().isoformat()
    ask("otto", 302, {**TIER, "tier.amount": "61000000", "tier.why": "Raised.", "seen": seen})
    late = {**TIER, "tier.amount": "62000000", "tier.why": "Raised.", "seen": seen}
    told = ask("otto", 409, late)
    assert "Another statement about this was made" in told
    # What she typed is kept, and sent again it is decided knowing the other.
    assert 'name="tier.amount" value="62000000"' in told
    (again,) = set(re.findall('name="seen" value="([^"]+)"', told))
    assert again == tier_book(office.pairing).newest().isoformat() != seen
    ask("otto", 302, {**late, "seen": again})
    ends = {"act": "end-tier", "tier.code": "first", "tier.from_year": "2021"}
    assert "Say why it is put otherwise" in ask("otto", 422, ends)
    ask("otto", 302, {**ends, "tier.why": "One tier is enough."})
    ask("otto", 302, {**COUNTY, "county.until_year": "2020"})
    leaves = {**COUNTY, "act": "release", "county.why": "It needs none."}
    ask("otto", 302, leaves)
    assert "In no tier" in ask("alice", 200) or "in no tier" in ask("alice", 200)
    assert FundTier.objects.count() == 4


@pytest.fixture
def funded(office: Cast) -> Cast:
    """Mill in the first tier and nine million below it, Ford in the second; the city holds 4."""
    tier(office)
    tier(office, LOWER)
    place(office, MILL, "first")
    place(office, FORD, "second")
    give(office, MILL, 51, 30)
    give(office, FORD, 52, 26)
    give(office, "xx-fir", 4)
    return office


def test_a_county_below_its_tier_is_said_to_be(funded: Cast) -> None:
    shown = ask("alice", 200, address=f"{FUNDS}?year=2020")
    for words in (
        "9.0 below",
        "2.0 above",
        "7.0 below",
        "No tier stated",
        "53.5",
        "52.34%",
        "107.0",
    ):
        assert words in shown
    assert "/entries/?pipeline=funds&amp;region=xx-fir-mill&amp;pairing=quay-fir" in shown
    assert "tiers.csv?year=2020" in shown


def test_the_page_of_stages_has_the_breakdown_and_leads_here(funded: Cast) -> None:
    shown = ask("alice", 200, address="/pairings/quay-fir/stages/funds/?year=2020")
    assert "By tier" in shown
    assert "/pairings/quay-fir/stages/funds/tiers/?year=2020" in shown
    rows = ask("alice", 200, address="/pairings/quay-fir/stages/funds.csv?year=2020").splitlines()
    assert [r for r in rows if ",tier,first,received,CNY,51000000," in r]


def test_the_file_holds_the_same_in_yuan(funded: Cast) -> None:
    text = ask("alice", 200, address="/pairings/quay-fir/stages/funds/tiers.csv?year=2020")
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines()))
    assert [(r["group"], r["tier"], r["received"], r["beside_due"]) for r in rows[:4]] == [
        ("tier", "first", "51000000", "-9000000"), ("tier", "second", "52000000", "2000000"),
        ("tier", "", "4000000", ""), ("all", "", "107000000", "-7000000"),
    ]  # fmt: skip
    assert rows[3]["county_average"] == "53500000"
    assert sum(int(r["received"]) for r in rows if r["group"] == "county") == 107_000_000
    ask("alice", 422, address="/pairings/quay-fir/stages/funds/tiers.csv?as_of=soon")


def test_a_county_average_of_zero_is_no_empty_cell(office: Cast) -> None:
    tier(office)
    place(office, MILL, "first")
    text = ask("alice", 200, address="/pairings/quay-fir/stages/funds/tiers.csv?year=2020")
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines()))
    assert [(r["group"], r["county_average"]) for r in rows] == [
        ("tier", "0"), ("all", "0"), ("county", ""),
    ]  # fmt: skip


def test_where_nothing_is_stated_the_page_says_what_to_do(office: Cast) -> None:
    assert "Choose another year above, or state" in ask("alice", 200, address=FUNDS)
    give(office, MILL, 5)
    assert "No county stands in a tier here" in ask("alice", 200, address=f"{FUNDS}?year=2020")
