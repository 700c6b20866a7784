"""Pairings: who sees them, which book they stand in, who speaks for a side."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.programme import services
from tallystick.programme.models import (
    Feeding,
    Pairing,
    PairingRule,
    PairingSpan,
    Programme,
    Thing,
)
from tallystick.programme.queries import (
    book_of,
    invented_pairings,
    pairing,
    pairings,
    policy_for,
    side_regions,
    span,
    things_by_key,
)
from tallystick.regions.services import load_regions

SYSTEM = Actor.system_actor("test")


def seated(region: str, role: str = "clerk") -> Actor:
    return Actor(1, "x", "X", (Seat(role, region, "office"),))


@pytest.fixture
def paired(db: None) -> Pairing:
    load_regions(by=SYSTEM)
    services.create_programme(code="p", name_en="P", name_zh="", country="cn", by=SYSTEM)
    services.create_pairing(
        code="liaoning-guizhou", programme="p", supporting="cn-210000", supported="cn-520000",
        level="province", by=SYSTEM,
    )  # fmt: skip
    return services.create_pairing(
        code="dalian-liupanshui", programme="p", supporting="cn-210200", supported="cn-520200",
        level="city", parent="liaoning-guizhou", by=SYSTEM,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("region", "seen"),
    [
        ("cn-210200", {"dalian-liupanshui", "liaoning-guizhou"}),
        ("cn-520281", {"dalian-liupanshui", "liaoning-guizhou"}),
        ("cn-210100", {"liaoning-guizhou"}),
        ("cn-520000", {"dalian-liupanshui", "liaoning-guizhou"}),
        ("cn", {"dalian-liupanshui", "liaoning-guizhou"}),
        ("cn-440000", set()),
    ],
)
def test_a_seat_sees_the_pairings_on_its_own_line(
    paired: Pairing, region: str, seen: set[str]
) -> None:
    assert {row.code for row in pairings(seated(region))} == seen


def test_a_pairing_out_of_sight_is_simply_not_there(paired: Pairing) -> None:
    with pytest.raises(NotFound):
        pairing("dalian-liupanshui", actor=seated("cn-440000"))
    assert pairing("dalian-liupanshui", actor=seated("cn-210200")) == paired


def test_the_book_is_the_topmost_pairing(paired: Pairing) -> None:
    found = pairing("dalian-liupanshui", actor=SYSTEM)
    assert book_of(found).code == "liaoning-guizhou"


def test_a_side_is_spoken_for_from_the_place_up_to_the_pairings_own_region(
    paired: Pairing,
) -> None:
    county = side_regions(paired, "supported", "cn-520281")
    assert county == {"cn-520281", "cn-520200"}
    assert side_regions(paired, "supporting", "cn-210200") == {"cn-210200"}
    assert side_regions(paired, "supported", "cn-210200") == frozenset()


def test_two_sources_may_state_two_starts_and_one_is_preferred(paired: Pairing) -> None:
    for year, preferred in ((1996, True), (1998, False)):
        services.state_span(
            pairing=paired, valid_from=date(year, 1, 1), valid_to=date(2021, 6, 30),
            source=f"source {year}", preferred=preferred, by=SYSTEM,
        )  # fmt: skip
    assert PairingSpan.objects.count() == 2
    assert span(paired).start == date(1996, 1, 1)
    assert span(paired).end == date(2021, 6, 30)
    with pytest.raises(Refused) as backwards:
        services.state_span(
            pairing=paired, valid_from=date(2022, 1, 1), valid_to=date(2021, 1, 1),
            source="x", by=SYSTEM,
        )  # fmt: skip
    assert backwards.value.code == "span-backwards"


def test_a_pairing_lies_inside_its_parent(paired: Pairing) -> None:
    with pytest.raises(Refused) as outside:
        services.create_pairing(
            code="guangzhou-liupanshui", programme="p", supporting="cn-440100",
            supported="cn-520200", level="city", parent="liaoning-guizhou", by=SYSTEM,
        )  # fmt: skip
    assert outside.value.code == "outside-parent"


def test_codes_are_checked_and_taken_once(paired: Pairing) -> None:
    assert not Programme.objects.get(code="p").invented
    for code, problem in (("p", "code-taken"), ("Not A Code", "not-a-code")):
        with pytest.raises(Refused) as refused:
            services.create_programme(code=code, name_en="P", name_zh="", country="cn", by=SYSTEM)
        assert refused.value.code == problem


@pytest.mark.parametrize(
    ("said", "path", "code"),
    [
        ({"country": "China"}, "country", "country-unfit"),
        ({"country": "c"}, "country", "country-unfit"),
        ({"time_zone": "Asia/Shangai"}, "time_zone", "time-zone-unknown"),
        ({"time_zone": "../shadow"}, "time_zone", "time-zone-unknown"),
        ({"name_en": " "}, "name_en", "name-missing"),
        ({"name_zh": "字" * 161}, "name_zh", "text-too-long"),
        ({"code": "a" * 61}, "code", "not-a-code"),
    ],
)
def test_a_programme_says_a_country_and_a_zone_that_there_are(
    db: None, said: dict[str, str], path: str, code: str
) -> None:
    sound = {"code": "q", "name_en": "Q", "name_zh": "", "country": "cn"}
    with pytest.raises(Refused) as refused:
        services.create_programme(**{**sound, **said}, by=SYSTEM)
    assert [(p.path, p.code) for p in refused.value.problems] == [(path, code)]
    assert services.create_programme(**sound, by=SYSTEM).time_zone == "Asia/Shanghai"


def test_counting_one_side_only_needs_a_reason(paired: Pairing) -> None:
    with pytest.raises(Refused) as silent:
        services.set_matching_policy(pairing=paired, pipeline="sale", policy="single", by=SYSTEM)
    assert silent.value.code == "rule-needs-reason"
    services.set_matching_policy(
        pairing=paired, pipeline="sale", policy="single", reason="platform data", by=SYSTEM
    )
    assert PairingRule.objects.get(pairing=paired).reason == "platform data"
    day = date(2020, 5, 1)
    assert policy_for(paired, "sale", on=day) == ("single", "platform data")
    assert policy_for(paired, "funds", on=day) == ("both", "")


def test_a_thing_keeps_its_key_whoever_names_it_again(paired: Pairing) -> None:
    words = {"code": "mill", "pipeline": "project", "region": "cn-520281", "by": SYSTEM}
    first = services.add_thing(**words, name_en="Mill", name_zh="厂")  # type: ignore[arg-type]
    again = services.add_thing(**words, name_en="Mill", name_zh="厂")  # type: ignore[arg-type]
    assert first == again == Thing.objects.get(code="mill")
    assert things_by_key([first.key]) == {first.key: first}
    with pytest.raises(Conflict):
        services.add_thing(
            code="mill", pipeline="facility", region="cn-520281", name_en="x", name_zh="", by=SYSTEM
        )


def test_what_is_fed_one_way_is_not_fed_another(paired: Pairing) -> None:
    words = {
        "book": book_of(paired), "region": paired.supported, "partner": paired.supporting,
        "pipeline": "placement", "stage": "placed", "year": 2020,
    }  # fmt: skip
    services.fix_feeding(**words, mode="itemised")  # type: ignore[arg-type]
    services.fix_feeding(**words, mode="itemised")  # type: ignore[arg-type]
    with pytest.raises(Refused) as other:
        services.fix_feeding(**words, mode="year_to_date")  # type: ignore[arg-type]
    assert other.value.code == "fed-otherwise"
    assert Feeding.objects.get().mode == "itemised"
    services.fix_feeding(**{**words, "pipeline": "target"}, mode="level")  # type: ignore[arg-type]


def test_a_pairing_lies_in_a_pairing_of_its_own_programme(paired: Pairing) -> None:
    services.create_programme(code="other", name_en="O", name_zh="", country="cn", by=SYSTEM)
    with pytest.raises(Refused) as mixed:
        services.create_pairing(
            code="shenyang-guiyang", programme="other", supporting="cn-210100",
            supported="cn-520100", level="city", parent="liaoning-guizhou", by=SYSTEM,
        )  # fmt: skip
    assert mixed.value.code == "of-another-programme"


def test_a_first_day_without_its_source_pairs_nobody(paired: Pairing) -> None:
    with pytest.raises(Refused) as unsaid:
        services.create_pairing(
            code="new", programme="p", supporting="cn-210200", supported="cn-520200",
            level="city", since=date(2020, 1, 1), source=" ", by=SYSTEM,
        )  # fmt: skip
    assert unsaid.value.code == "span-needs-source"
    assert not Pairing.objects.filter(code="new").exists()


def test_a_pairing_out_of_sight_is_not_told_to_be_invented(cast: Cast) -> None:
    asked = ["quay-fir", "none"]
    assert invented_pairings(asked, actor=cast.alice) == {"quay-fir"}
    assert invented_pairings(asked, actor=cast.chen) == frozenset()
