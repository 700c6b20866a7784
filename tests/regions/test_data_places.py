"""The shipped places: codes that fit their parents, names in both languages, seats in China."""

from collections import Counter, defaultdict

import pytest
from tests.regions.shipped import edges, places, table

from tallystick.regions.rules import closure, normalise_name

KINDS = {"country", "province", "prefecture", "county"}
ISO = "AH BJ CQ FJ GD GS GX GZ HA HB HE HI HL HN JL JS JX LN NM NX QH SC SD SH SN SX TJ XJ XZ YN ZJ"
# Names that two or more places share; a county that would share one bears its whole name, as
# Zhongshan District beside the city of Zhongshan. The list is kept by hand, so that a new namesake
# is noticed.
SHARED = {
    "Fuzhou": 2,
    "Hainan": 2,
    "Hedong District": 2,
    "Jilin": 2,
    "Jizhou District": 3,
    "Suzhou": 2,
    "Taizhou": 2,
    "Xiangcheng County": 2,
    "Xiangcheng District": 2,
    "Xishan District": 2,
    "Yichun": 2,
    "Yulin": 2,
    "Zhongshan District": 2,
}


def test_all_provinces_and_prefectures_are_there():
    kinds = Counter(place["kind"] for place in places().values())
    assert set(kinds) == KINDS
    assert (kinds["country"], kinds["province"], kinds["prefecture"]) == (1, 31, 333)


def test_a_code_stands_once_and_a_row_is_whole():
    rows = table("regions.csv")
    assert len(rows) == len(places())
    for row in rows:
        assert row["name_en"], row["code"]
        assert row["name_zh"], row["code"]
        assert row["kind"] in KINDS


def test_the_digits_of_a_code_say_its_kind_and_its_parent():
    for code, place in places().items():
        digits = code.removeprefix("cn-")
        if place["kind"] == "province":
            assert digits.endswith("0000")
            assert place["parent"] == "cn"
        elif place["kind"] == "prefecture":
            assert digits.endswith("00")
            assert place["parent"] == f"cn-{digits[:2]}0000"
        elif place["kind"] == "county":
            direct = digits[:2] in {"11", "12", "31", "50"}
            assert place["parent"] == f"cn-{digits[:2]}0000" if direct else f"cn-{digits[:4]}00"


def test_the_shipped_map_has_no_fault():
    rows, problems = closure(edges())
    assert problems == []
    assert max(row.depth for row in rows) == 3


def test_the_present_code_of_each_place_is_among_its_codes():
    codes = {(row["region"], row["code"]) for row in table("region_codes.csv")}
    for code in places():
        if code != "cn":
            assert (code, code.removeprefix("cn-")) in codes


def test_a_public_code_belongs_to_one_place():
    rows = [(row["scheme"], row["code"]) for row in table("region_codes.csv")]
    assert len(rows) == len(set(rows))
    assert {scheme for scheme, _ in rows} == {"gbt2260", "iso3166-2"}


def test_the_letters_of_iso_3166_2_stand_at_the_provinces():
    letters = {
        row["code"]: row["region"]
        for row in table("region_codes.csv")
        if row["scheme"] == "iso3166-2"
    }
    assert sorted(letters) == [f"CN-{two}" for two in ISO.split()]
    assert letters["CN-LN"] == "cn-210000"
    assert letters["CN-SN"] == "cn-610000"
    assert letters["CN-SX"] == "cn-140000"


def test_a_former_code_stays_in_its_province():
    for row in table("region_codes.csv"):
        if row["scheme"] == "gbt2260":
            assert row["code"][:2] == row["region"][3:5]


def test_seats_lie_in_china_and_near_their_parent():
    for code, place in places().items():
        if not place["latitude"]:
            assert not place["longitude"]
            continue
        north, east = float(place["latitude"]), float(place["longitude"])
        assert 16 < north < 54, code
        assert 73 < east < 136, code
        seat = places().get(place["parent"], {})
        if place["kind"] == "county" and seat.get("latitude"):
            assert abs(north - float(seat["latitude"])) < 3, code
            assert abs(east - float(seat["longitude"])) < 3, code


def test_every_place_has_its_names_in_both_languages_and_no_name_twice():
    rows = table("region_names.csv")
    keys = [(row["region"], row["lang"], row["name"], row["kind"]) for row in rows]
    assert len(keys) == len(set(keys))
    official = {(row["region"], row["lang"]) for row in rows if row["kind"] == "official"}
    for code in places():
        assert {(code, "en"), (code, "zh")} <= official
    assert {row["lang"] for row in rows} == {"en", "zh", "zh-Hant"}
    assert {row["kind"] for row in rows} == {"official", "short", "former", "alias"}


def test_the_namesakes_are_the_known_ones():
    bearers: dict[str, set[str]] = defaultdict(set)
    for place in places().values():
        bearers[place["name_en"]].add(place["code"])
    assert {name: len(codes) for name, codes in bearers.items() if len(codes) > 1} == SHARED


@pytest.mark.parametrize(
    ("code", "name_zh", "parent"),
    [
        ("cn-210200", "大连市", "cn-210000"),
        ("cn-520200", "六盘水市", "cn-520000"),
        ("cn-442000", "中山市", "cn-440000"),
        ("cn-210202", "中山区", "cn-210200"),
        ("cn-520201", "钟山区", "cn-520200"),
        ("cn-520203", "六枝特区", "cn-520200"),
        ("cn-520204", "水城区", "cn-520200"),
        ("cn-520281", "盘州市", "cn-520200"),
        ("cn-310112", "闵行区", "cn-310000"),
        ("cn-522600", "黔东南苗族侗族自治州", "cn-520000"),
        ("cn-640000", "宁夏回族自治区", "cn"),
    ],
)
def test_the_places_of_the_example_are_the_right_ones(code, name_zh, parent):
    assert places()[code]["name_zh"] == name_zh
    assert places()[code]["parent"] == parent


def test_dalian_and_liupanshui_are_whole():
    below = Counter(place["parent"] for place in places().values())
    assert below["cn-210200"] == 10
    assert below["cn-520200"] == 4


def test_no_name_folds_to_nothing():
    assert all(normalise_name(row["name"]) for row in table("region_names.csv"))
