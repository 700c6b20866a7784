"""Published figures: kept as printed and once; a party is certain, or stays open for a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, sale

from tallystick.access.models import Act
from tallystick.indicators.models import Claim, ClaimFile
from tallystick.indicators.queries import claims, scorecard, unresolved_claims
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.indicators.services.keeping import KeptClaims, keep_claims
from tallystick.indicators.services.parties import PartyFinder
from tallystick.indicators.services.settling import resolve_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.services import create_pairing, state_span
from tallystick.regions.models import Region, RegionName, RegionParent
from tallystick.regions.rules import normalise_name
from tallystick.regions.services import derive_closure

YUAN = 100


@dataclass(frozen=True)
class Party:
    """A printed party taken apart."""

    name: str
    within: tuple[str, ...] = ()
    detail: str = ""
    group: bool = False


@dataclass(frozen=True)
class Row:
    """A row as a reader of files hands it over."""

    row: int = 2
    supporting_text: str = "Quay"
    supported_text: str = "Fir"
    supporting: Party = Party("Quay")
    supported: Party = Party("Fir")
    level: str = "city"
    indicator: str = "IC_CONSUMPTION"
    period_start: date | None = date(2020, 1, 1)
    period_end: date | None = date(2020, 12, 31)
    as_of: date | None = None
    printed: str = "500元"
    value: str = "500"
    unit: str = "CNY"
    qualifier: str = "exact"
    cumulative: bool = False
    status: str = "actual"
    breakdown: str = ""
    context: str = ""
    source_kind: str = "official"
    side: str = ""
    url: str = "https://example.org/a"
    flags: tuple[str, ...] = ()
    doubt: str = ""


@pytest.fixture
def named(cast: Cast) -> Cast:
    """The cast, with every place known by its name."""
    RegionName.objects.bulk_create(
        RegionName(
            region=place, lang="en", name=place.name_en, kind="full",
            folded=normalise_name(place.name_en),
        )
        for place in Region.objects.all()
    )  # fmt: skip
    return cast


def keep(*rows: Row, by: Actor = SYSTEM, dry_run: bool = False, sha: str = "a") -> KeptClaims:
    """Keep rows as a file of its own."""
    return keep_claims(rows, file_name="claims.csv", file_sha256=sha * 64, by=by, dry_run=dry_run)


def row_of(cast: Cast, code: str = "IC_CONSUMPTION") -> ScoreRow:
    """Return one row of the scorecard of 2020."""
    card = scorecard(cast.pairing, year=2020, actor=cast.alice)
    return next(row for row in card.rows if row.indicator == code)


def texts(row: ScoreRow) -> list[str]:
    """Return the codes of a row's flags."""
    return [flag.text for flag in row.flags]


def test_a_claim_stands_beside_the_matched_figure_and_is_never_added(named: Cast) -> None:
    keep(Row())
    carry(named, sale(300 * YUAN))
    row = row_of(named)
    assert (row.matched, row.claimed, row.waiting) == (300 * YUAN, 500 * YUAN, 0)
    assert "claim_differs" in texts(row)
    confirm(named, sale(200 * YUAN, title_en="Tea sold"))
    assert "claim_fits" in texts(row_of(named))


def test_a_claim_alone_gives_a_row(named: Cast) -> None:
    keep(Row(indicator="LC_TOTAL", printed="3905人", value="3905", unit="person"))
    row = row_of(named, "LC_TOTAL")
    assert (row.claimed, row.matched) == (3905, None)
    assert "matched:not_reported" in texts(row)


@pytest.mark.parametrize(
    ("change", "flag", "claimed"),
    [
        ({"qualifier": "more_than", "printed": "超过500元"}, "claim_hedged", 500 * YUAN),
        ({"cumulative": True, "period_start": None}, "claim_cumulative", 500 * YUAN),
        ({"period_end": date(2020, 10, 31)}, "claim_period_differs", 500 * YUAN),
        ({"unit": "USD"}, "claim_unit_differs", None),
        ({"breakdown": "online"}, "claim_is_part", None),
    ],
)
def test_what_keeps_a_claim_from_being_compared_is_said(
    named: Cast, change: dict[str, object], flag: str, claimed: int | None
) -> None:
    keep(replace(Row(), **change))  # type: ignore[arg-type]
    carry(named, sale(900 * YUAN))
    row = row_of(named)
    assert row.claimed == claimed
    assert flag in texts(row)
    assert "claim_differs" not in texts(row)


def test_the_latest_day_is_shown_and_official_before_media(named: Cast) -> None:
    may = {"period_end": date(2020, 5, 31)}
    keep(
        Row(source_kind="media", value="510", url="https://example.org/b"),
        Row(),
        replace(Row(value="200"), **may),  # type: ignore[arg-type]
        Row(status="planned", value="999"),
        Row(value="7", period_start=date(2019, 1, 1), period_end=date(2019, 12, 31)),
    )
    row = row_of(named)
    assert row.claimed == 500 * YUAN
    assert {claim.value for claim in row.claims} == {"510", "500", "200"}


def test_a_figure_is_kept_once_and_a_file_is_taken_once(named: Cast) -> None:
    assert keep(Row(), Row(value="6")) == KeptClaims(2, 2, 0, 0)
    assert keep(Row(), Row(value="8"), sha="b") == KeptClaims(2, 1, 1, 0)
    with pytest.raises(Conflict) as met:
        keep(Row(value="9"), sha="a")
    assert met.value.code == "claims-file-taken"
    assert (Claim.objects.count(), ClaimFile.objects.count()) == (3, 2)


def test_a_dry_run_writes_nothing(named: Cast) -> None:
    assert keep(Row(), dry_run=True) == KeptClaims(1, 0, 0, 0)
    assert not Claim.objects.exists()
    assert not ClaimFile.objects.exists()


def test_groups_and_parts_of_places_stay_open(named: Cast) -> None:
    keep(
        Row(supporting_text="15 eastern cities", supporting=Party("15 eastern cities", group=True)),
        Row(supported_text="Fir (Mill village)", supported=Party("Fir", detail="Mill village")),
        Row(supported_text="Atlantis", supported=Party("Atlantis")),
    )
    codes = [claim.unresolved[0]["code"] for claim in unresolved_claims(named.alice)]
    assert codes == ["party-is-group", "party-is-part", "unknown-region"]
    assert not Claim.objects.filter(pairing__isnull=False).exists()


def test_one_name_of_two_places_is_settled_by_the_other_party_or_by_nobody(named: Cast) -> None:
    second = Region.objects.create(code="xx-far-fir", kind="city", country="xx", name_en="Fir")
    RegionParent.objects.create(region=second, parent=Region.objects.get(code="xx-far"))
    derive_closure()
    RegionName.objects.create(region=second, lang="en", name="Fir", kind="full", folded="fir")
    keep(Row(), Row(supporting_text="Far", supporting=Party("Far"), value="1"))
    settled, still_open = Claim.objects.select_related("supported", "pairing").order_by("value")[
        ::-1
    ]
    assert settled.supported is not None
    assert settled.supported.code == "xx-fir"
    assert settled.pairing == named.pairing
    assert still_open.supported is None
    assert still_open.unresolved[0]["code"] == "several-regions"


def test_a_partner_of_another_time_does_not_settle_a_name(named: Cast) -> None:
    for code, years in (("xx-new-pier", (2021, None)), ("xx-old-pier", (2000, 2019))):
        place = Region.objects.create(code=code, kind="city", country="xx", name_en="Pier")
        RegionParent.objects.create(region=place, parent=Region.objects.get(code="xx-far"))
        RegionName.objects.create(region=place, lang="en", name="Pier", kind="full", folded="pier")
        derive_closure()
        row = create_pairing(
            code=code[3:], programme="nowhere", supporting=code, supported="xx-fir", level="city",
            by=SYSTEM,
        )  # fmt: skip
        first, last = years
        state_span(
            pairing=row, valid_from=date(first, 1, 1),
            valid_to=date(last, 12, 31) if last else None, source="invented", preferred=True,
            by=SYSTEM,
        )  # fmt: skip
    pier = {"supporting_text": "Pier", "supporting": Party("Pier")}
    keep(
        Row(**pier, value="1", period_start=None, period_end=date(2019, 12, 31)),
        Row(**pier, value="2", period_start=None, period_end=date(2022, 12, 31)),
        Row(**pier, value="3", period_start=None, period_end=date(2020, 12, 31)),
        Row(**pier, value="4", period_start=None, period_end=None, as_of=None),
    )
    found = dict(Claim.objects.values_list("value", "supporting__code"))
    assert found == {"1": "xx-old-pier", "2": "xx-new-pier", "3": None, "4": None}


def test_a_pairing_that_held_on_the_day_is_chosen(named: Cast) -> None:
    finder = PartyFinder()
    assert finder.pairing("xx-quay", "xx-fir", date(2020, 1, 1)) == named.pairing.pk
    assert finder.pairing("xx-fir", "xx-quay", date(2020, 1, 1)) is None
    assert finder.pairing(None, "xx-fir", None) is None


def test_a_person_settles_an_open_party_and_the_pairing_follows(named: Cast) -> None:
    keep(Row(supported_text="Firr", supported=Party("Firr")))
    claim = Claim.objects.get()
    made = resolve_party(claim_id=claim.pk, side="supported", region="xx-fir", by=named.alice)
    assert (made.pairing_id, made.unresolved) == (named.pairing.pk, [])
    assert row_of(named).claimed == 500 * YUAN
    act = Act.objects.get(action="indicators.resolve_party")
    assert (act.who, act.before, act.after) == (
        "Alice",
        {"supported": "Firr"},
        {"supported": "xx-fir"},
    )
    with pytest.raises(Conflict) as met:
        resolve_party(claim_id=claim.pk, side="supported", region="xx-far", by=named.alice)
    assert met.value.code == "party-settled"


def test_settling_needs_a_side_a_claim_and_a_region_that_are_there(named: Cast) -> None:
    keep(Row(supported_text="Firr", supported=Party("Firr")))
    claim = Claim.objects.get()
    with pytest.raises(Refused) as met:
        resolve_party(claim_id=claim.pk, side="above", region="xx-fir", by=named.alice)
    assert met.value.code == "not-a-party"
    for claim_id, region in ((claim.pk, "xx-none"), (0, "xx-fir")):
        with pytest.raises(NotFound):
            resolve_party(claim_id=claim_id, side="supported", region=region, by=named.alice)


def test_who_only_matches_takes_no_claims_in(named: Cast) -> None:
    with pytest.raises(Forbidden):
        keep(Row(), by=named.bob)
    assert keep(Row(), by=named.alice).written == 1
    with pytest.raises(Forbidden):
        resolve_party(
            claim_id=Claim.objects.get().pk, side="supported", region="xx-fir", by=named.bob
        )


def test_who_is_nobody_in_the_book_settles_nothing(named: Cast) -> None:
    keep(Row(supported_text="Firr", supported=Party("Firr")))
    nobody = Actor(None, "", "Nobody", named.alice.seats)
    with pytest.raises(NotFound):
        resolve_party(claim_id=Claim.objects.get().pk, side="supported", region="xx-fir", by=nobody)


def test_claims_are_listed_by_pairing_indicator_year_and_source(named: Cast) -> None:
    create_pairing(
        code="quay-ford", programme="nowhere", supporting="xx-quay", supported="xx-fir-ford",
        level="county", parent="quay-fir", by=SYSTEM,
    )  # fmt: skip
    ford = {"supported_text": "Ford", "supported": Party("Ford")}
    keep(
        Row(),
        replace(Row(), **ford),  # type: ignore[arg-type]
        Row(period_start=None, period_end=None, as_of=date(2019, 5, 1), source_kind="media"),
    )
    count = {
        name: claims(named.alice, **wanted).count()  # type: ignore[arg-type]
        for name, wanted in {
            "all": {},
            "pairing": {"pairing": "quay-ford"},
            "year": {"year": 2019},
            "media": {"source_kind": "media"},
            "other": {"indicator": "LC_TOTAL"},
        }.items()
    }
    assert count == {"all": 3, "pairing": 1, "year": 1, "media": 1, "other": 0}


def test_claims_are_for_whoever_signed_in_and_for_nobody_else(named: Cast) -> None:
    keep(Row())
    assert claims(named.chen).count() == 1
    assert claims(Actor(None, "", "")).count() == 0
