"""Tiers of funds are stated for budget years; a later statement goes before an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast, seat_people
from typer.testing import CliRunner

from tallystick.access.models import Act, User
from tallystick.cli.main import app
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.programme.models import CountyTier, FundTier
from tallystick.programme.queries.tiers import (
    may_set_tiers,
    overlaps,
    require_may_set,
    tier_book,
    tier_map,
)
from tallystick.programme.rules.tiers import Years, read_each, stretches
from tallystick.programme.services import end_tier, place_county, release_county, set_tier
from tallystick.programme.services import tiers as services
from tallystick.programme.services.tiers import TierText
from tallystick.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.journal]
MILL, FORD = "xx-fir-mill", "xx-fir-ford"
YUAN = 100
UPPER = TierText("first", "First tier", "第一档", 60_000_000 * YUAN)
LOWER = TierText("second", "Second tier", "第二档", 50_000_000 * YUAN)
FROM_2020 = Years(2020)
# Who may state tiers, and who may not though near it: user name → (place, role).
OFFICE, WEST, EAST = ("xx", "programme_office"), ("xx-west", "head"), ("xx-east", "head")
OTHERS = {
    "a head below the book": ("xx-fir", "head"),
    "an office of another province": ("xx-far", "programme_office"),
    "a head of another province": ("xx-far", "head"),
    "the keeper of the server": ("xx", "administrator"),
    "a clerk of the supported side": ("xx-west", "clerk"),
    "a clerk of the supporting side": ("xx-east", "clerk"),
    "an auditor": ("xx", "auditor"),
}


def seated(place: str, role: str) -> Actor:
    return seat_people({"desk": place}, {"dora": ("desk", (role,))}, date(2020, 1, 1))["dora"]


def tier(cast: Cast, text: TierText = UPPER, years: Years = FROM_2020, **more: object) -> FundTier:
    said = {"source": "invented", "by": SYSTEM, **more}
    return set_tier(pairing=cast.pairing, tier=text, years=years, **said)  # type: ignore[arg-type]


def place(cast: Cast, region: str, to: str, years: Years = FROM_2020, **more: object) -> CountyTier:
    said = {"source": "invented", "by": SYSTEM, "region": Region.objects.get(code=region), **more}
    return place_county(pairing=cast.pairing, tier=to, years=years, **said)  # type: ignore[arg-type]


def tier_of(cast: Cast, region: str, year: int) -> str:
    return tier_map(tier_book(cast.pairing), {region}).of(region, year).tier


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in refused.value.problems]


@pytest.fixture
def tiers(cast: Cast) -> Cast:
    """Two tiers since 2020; Mill stands in the first, Ford in none."""
    tier(cast)
    tier(cast, LOWER)
    place(cast, MILL, "first")
    return cast


@pytest.mark.parametrize("who", [OFFICE, WEST, EAST])
def test_the_programme_office_and_a_head_of_either_side_of_the_book_state_tiers(
    cast: Cast, who: tuple[str, str]
) -> None:
    dora = seated(*who)
    assert may_set_tiers(cast.pairing, dora)
    row = tier(cast, by=dora)
    assert (row.book, row.stated_by, row.amount) == (cast.book, "Dora", 6_000_000_000)
    assert place(cast, MILL, "first", by=dora).stated_by == "Dora"
    acts = Act.objects.filter(thing_id="east-west", who="Dora").values_list("action", flat=True)
    assert set(acts) == {"programme.set_tier", "programme.place_county"}


@pytest.mark.parametrize("who", OTHERS.values(), ids=OTHERS.keys())
def test_nobody_else_states_one(tiers: Cast, who: tuple[str, str]) -> None:
    dora, mill = seated(*who), Region.objects.get(code=MILL)
    assert not may_set_tiers(tiers.pairing, dora)
    years, why = Years(2021), "not mine to say"
    said: list[Callable[[], object]] = [
        lambda: tier(tiers, LOWER, years, by=dora, why=why),
        lambda: end_tier(pairing=tiers.pairing, code="second", years=years, by=dora, why=why),
        lambda: place(tiers, FORD, "second", by=dora),
        lambda: release_county(pairing=tiers.pairing, region=mill, years=years, by=dora, why=why),
    ]
    for state in said:
        with pytest.raises(Forbidden):
            state()
    assert (FundTier.objects.count(), CountyTier.objects.count()) == (2, 1)


def test_a_county_stands_in_its_tier_in_the_years_stated_and_in_no_other(tiers: Cast) -> None:
    assert [tier_of(tiers, MILL, year) for year in (2019, 2020, 2035)] == ["", "first", "first"]
    assert tier_of(tiers, FORD, 2020) == ""


def test_a_later_statement_goes_before_an_earlier_one_and_both_are_kept(tiers: Cast) -> None:
    """tier-change-needs-reason"""
    with pytest.raises(Refused) as refused:
        place(tiers, MILL, "second", Years(2021, 2022))
    assert codes(refused) == [("tier-change-needs-reason", "why")]
    place(tiers, MILL, "second", Years(2021, 2022), why="Its people are fewer.")
    assert [tier_of(tiers, MILL, year) for year in (2020, 2021, 2022, 2023)] == [
        "first", "second", "second", "first",
    ]  # fmt: skip
    said = tier_book(tiers.pairing).places[MILL]
    assert [(row.number, row.tier) for row in said] == [(1, "first"), (2, "second")]
    assert [(years, row.tier) for years, row in stretches(said)] == [
        (Years(2020, 2020), "first"), (Years(2021, 2022), "second"), (Years(2023), "first"),
    ]  # fmt: skip


def test_what_was_known_on_a_day_stays_known(tiers: Cast) -> None:
    then = datetime.now(UTC)
    place(tiers, MILL, "second", Years(2020), why="It was misread.")
    known = tier_map(tier_book(tiers.pairing, known_by=then), {MILL})
    assert (known.of(MILL, 2020).tier, tier_of(tiers, MILL, 2020)) == ("first", "second")


def test_a_tier_may_bear_another_amount_from_a_year_on(tiers: Cast) -> None:
    raised = TierText("first", "First tier", "第一档", 65_000_000 * YUAN)
    with pytest.raises(Refused) as refused:
        tier(tiers, raised, Years(2022))
    assert codes(refused) == [("tier-change-needs-reason", "why")]
    tier(tiers, raised, Years(2022), why="The meeting of 2022 raised it.")
    tier(tiers, raised, Years(2022))  # the same again, from another source, needs no reason
    book = tier_book(tiers.pairing)
    amounts = [one.amount if (one := book.terms("first", y)) else 0 for y in (2019, 2021, 2022)]
    assert amounts == [0, 6_000_000_000, 6_500_000_000]
    place(tiers, FORD, "first", Years(2020, 2024))  # a change of amount is no gap


def test_an_amount_may_be_unknown(cast: Cast) -> None:
    assert tier(cast, TierText("third", "Third tier")).amount is None


def test_every_fault_of_a_tier_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        tier(cast, TierText("First", " ", "", 0), Years(2022, 2021), source=" ")
    assert codes(refused) == [
        ("tier-years-backwards", "until_year"),
        ("not-a-code", "code"),
        ("name-missing", "name_en"),
        ("tier-amount-unfit", "amount"),
        ("tier-needs-source", "source"),
    ]
    with pytest.raises(Refused) as refused:
        tier(cast, years=Years(20))
    assert codes(refused) == [("tier-year-unfit", "from_year")]
    assert not FundTier.objects.exists()


def test_every_fault_of_a_county_is_told_at_once(tiers: Cast) -> None:
    with pytest.raises(Refused) as refused:
        place(tiers, "xx-quay", "third", Years(2020), source="")
    assert codes(refused) == [
        ("tier-needs-source", "source"),
        ("tier-place-outside", "region"),
        ("tier-not-then", "tier"),
    ]
    with pytest.raises(Refused) as refused:
        place(tiers, FORD, "first", Years(2019, 2021))
    assert "is not stated for all of 2019–2021, only for 2020–2021" in str(refused.value)


def test_a_place_that_holds_a_placed_county_or_lies_in_one_is_refused_by_name(tiers: Cast) -> None:
    """tier-place-on-line"""
    with pytest.raises(Refused) as refused:
        place(tiers, "xx-fir", "second", Years(2021, 2022))
    assert codes(refused) == [("tier-place-on-line", "region")]
    assert "Mill stands in a tier in 2021–2022, and one of Fir and Mill" in str(refused.value)
    mill = Region.objects.get(code=MILL)
    release_county(
        pairing=tiers.pairing, region=mill, years=Years(2022), by=SYSTEM, why="The city has it."
    )
    place(tiers, "xx-fir", "second", Years(2022))
    place(tiers, MILL, "second", Years(2021, 2021), why="It was misread.")
    for county in (MILL, FORD):
        with pytest.raises(Refused) as refused:
            place(tiers, county, "first", Years(2021, 2023), why="It may not be.")
        assert codes(refused) == [("tier-place-on-line", "region")]
        assert "Fir stands in a tier in 2022–2023" in str(refused.value)
    assert [tier_of(tiers, FORD, year) for year in (2021, 2022)] == ["", "second"]


def test_two_on_one_line_placed_before_that_was_refused_are_told_with_their_years(
    tiers: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tier-places-overlap"""
    assert overlaps(tier_book(tiers.pairing)) == []
    with monkeypatch.context() as before:
        before.setattr(services, "placed_on_line", lambda *_what: None)
        place(tiers, "xx-fir", "second", Years(2021, 2022))
    found = overlaps(tier_book(tiers.pairing))
    assert [(p.code, p.params["years"]) for p in found] == [("tier-places-overlap", "2021–2022")]
    assert found[0].sentence("en").startswith("Mill lies in Fir, and both stand in a tier")
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    page = client.get(f"/pairings/{tiers.pairing.code}/tiers/").content.decode()
    assert "Mill lies in Fir, and both stand in a tier in 2021–2022" in page
    told = CliRunner().invoke(app, ["tiers", "list", "--pairing", tiers.pairing.code])
    assert "Mill lies in Fir" in told.output
    release_county(
        pairing=tiers.pairing, region=Region.objects.get(code="xx-fir"), years=Years(2021, 2022),
        by=SYSTEM, why="It holds a placed county.",
    )  # fmt: skip
    assert overlaps(tier_book(tiers.pairing)) == []


def test_a_county_that_ended_hinders_nobody_in_the_years_after(tiers: Cast) -> None:
    from tallystick.programme.services import split_region
    from tallystick.regions.services.changes import NewPlace

    heirs = [NewPlace("xx-fir-north", "North"), NewPlace("xx-fir-south", "South")]
    split_region(region=MILL, into=heirs, on=date(2021, 1, 1), by=SYSTEM)
    with pytest.raises(Refused):
        place(tiers, "xx-fir", "second", Years(2020))
    assert place(tiers, "xx-fir", "second", Years(2021)).tier == "second"


def test_the_side_of_the_book_is_no_county_in_it(tiers: Cast) -> None:
    """tier-place-is-side"""
    with pytest.raises(Refused) as refused:
        place(tiers, "xx-west", "first")
    assert codes(refused) == [("tier-place-is-side", "region")]
    assert "West is the supported side of this book itself" in str(refused.value)
    with pytest.raises(Refused) as refused:
        place(tiers, FORD, "first", Years(20))
    assert codes(refused) == [("tier-year-unfit", "from_year")], "of no years, no place is judged"


def test_an_amount_that_was_not_read_is_told_with_all_else_and_only_to_who_may(
    tiers: Cast,
) -> None:
    unread = read_each("much")[1]
    unsaid = TierText("first", "First tier", "第一档")
    with pytest.raises(Refused) as refused:
        tier(tiers, unsaid, source="", unread=unread)
    # The same tier by name: that its amount differs is not known, so no reason is asked for.
    assert [path for _code, path in codes(refused)] == ["amount", "source"]
    with pytest.raises(Forbidden) as forbidden:
        tier(tiers, unsaid, source="", unread=unread, by=tiers.alice)
    (problem,) = forbidden.value.problems
    assert problem.sentence() == (
        "Alice may not do this here: it takes the role of head, programme office for East or West."
    )
    assert "项目办公室" in problem.sentence("zh")
    assert "或" in problem.sentence("zh")
    with pytest.raises(Forbidden):
        require_may_set(tiers.pairing, tiers.alice)
    require_may_set(tiers.pairing, SYSTEM)
    require_may_set(tiers.pairing, seated(*WEST))


def test_a_tier_ends_once_no_county_stands_in_it(tiers: Cast) -> None:
    ends = {"pairing": tiers.pairing, "code": "first", "by": SYSTEM, "why": "Two tiers are one."}
    with pytest.raises(Refused) as refused:
        end_tier(years=Years(2023), **ends)  # type: ignore[arg-type]
    assert codes(refused) == [("tier-holds-county", "code")]
    place(tiers, MILL, "second", Years(2023), why="The first tier ends.")
    assert not end_tier(years=Years(2023), **ends).held  # type: ignore[arg-type]
    book = tier_book(tiers.pairing)
    assert [book.terms("first", year) is not None for year in (2022, 2023)] == [True, False]
    with pytest.raises(Refused) as refused:
        end_tier(years=Years(2024), **ends)  # type: ignore[arg-type]
    assert codes(refused) == [("tier-not-stated", "code")]
    with pytest.raises(Refused) as refused:
        place(tiers, FORD, "first")
    assert codes(refused) == [("tier-not-then", "tier")]


def test_a_county_leaves_its_tier_for_a_reason(tiers: Cast) -> None:
    mill = Region.objects.get(code=MILL)
    leaves = {"pairing": tiers.pairing, "region": mill, "by": SYSTEM}
    with pytest.raises(Refused) as refused:
        release_county(years=Years(2021), why=" ", **leaves)  # type: ignore[arg-type]
    assert codes(refused) == [("tier-change-needs-reason", "why")]
    release_county(years=Years(2021), why="It needs no more.", **leaves)  # type: ignore[arg-type]
    assert [tier_of(tiers, MILL, year) for year in (2020, 2021)] == ["first", ""]
    with pytest.raises(Refused) as refused:
        release_county(years=Years(2021), why="again", **leaves)  # type: ignore[arg-type]
    assert codes(refused) == [("tier-not-stated", "region")]


def test_whoever_decides_by_what_was_overtaken_is_told(tiers: Cast) -> None:
    """tier-stated-meanwhile"""
    seen = tier_book(tiers.pairing).newest()
    place(tiers, MILL, "second", Years(2021), why="The office says so.", seen=seen)
    with pytest.raises(Conflict) as conflict:
        place(tiers, MILL, "first", Years(2022), why="The head says so.", seen=seen)
    assert conflict.value.code == "tier-stated-meanwhile"
    place(tiers, FORD, "second", seen=seen)  # nobody said anything about Ford meanwhile
    with pytest.raises(Conflict):
        place(tiers, FORD, "second", seen=seen)


def test_two_statements_at_once_are_not_both_the_second(tiers: Cast) -> None:
    from tallystick.programme.services import tiers as services

    row = CountyTier.objects.get()
    row.pk = None
    with pytest.raises(Conflict) as conflict:
        services._save(row)
    assert conflict.value.code == "tier-stated-meanwhile"
    assert CountyTier.objects.count() == 1


def test_money_of_a_place_that_lies_in_a_county_is_of_its_tier(tiers: Cast) -> None:
    town = Region.objects.create(code="xx-mill-town", kind="township", country="xx", name_en="Town")
    from tallystick.regions.models import RegionParent
    from tallystick.regions.services import derive_closure

    RegionParent.objects.create(region=town, parent=Region.objects.get(code=MILL))
    derive_closure()
    placed = tier_map(tier_book(tiers.pairing), {town.code}).of(town.code, 2020)
    assert (placed.place, placed.tier) == (MILL, "first")
