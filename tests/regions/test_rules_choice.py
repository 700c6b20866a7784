"""Which of several namesakes is meant: the name and its context decide, or nobody does."""

import pytest
from tests.regions.shipped import candidates

from tallystick.regions.rules import Candidate, normalise_name, pick, readings

DALIAN, LIUPANSHUI, ZHONGSHAN = "cn-210200", "cn-520200", "cn-442000"
NORTH, SOUTH_WEST = "cn-210202", "cn-520201"


def code(name: str, **context: object) -> str | None:
    """What the shipped places make of a name, by the same reading the rooms above use."""
    for reading in readings(name):
        found = candidates(reading.name)
        picked = pick(found, name=reading.name, within=reading.within, **context)
        if picked.code:
            return picked.code
    return None


def test_the_name_zhongshan_alone_stays_open_and_says_what_it_can_mean():
    picked = pick(candidates("Zhongshan"), name="Zhongshan")
    assert picked.code is None
    assert picked.problem is not None
    assert picked.problem.code == "several-regions"
    sentence = picked.problem.sentence("en")
    assert all(place in sentence for place in ("Dalian", "Guangdong", "Liupanshui"))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("中山市", ZHONGSHAN),
        ("中山区", NORTH),
        ("钟山区", SOUTH_WEST),
        ("鐘山區", SOUTH_WEST),
        ("Zhongshan City", ZHONGSHAN),
        ("Zhongshan (Guangdong)", ZHONGSHAN),
        ("Zhongshan (Dalian)", NORTH),
        ("Zhongshan (Dalian, Liaoning)", NORTH),
        ("Zhongshan (中山区)", NORTH),
        ("广东省中山市", ZHONGSHAN),
        ("Zhongshan District", None),
        ("中山", None),
        ("Zhongshan (Hunan)", None),
        ("Zhongshan Province", None),
    ],
)
def test_the_chinese_name_the_level_word_or_the_bracket_decides(printed, expected):
    assert code(printed) == expected


def test_the_other_partys_pairings_decide():
    assert code("Zhongshan", other=DALIAN, near=frozenset({LIUPANSHUI})) == SOUTH_WEST
    assert code("Zhongshan", other=LIUPANSHUI, near=frozenset({ZHONGSHAN})) == ZHONGSHAN


def test_a_named_partner_decides_before_a_place_inside_a_partner():
    near = frozenset({DALIAN, ZHONGSHAN})
    assert code("Zhongshan", other=LIUPANSHUI, near=near) == ZHONGSHAN


def test_two_named_partners_are_not_settled_by_weaker_evidence():
    near = frozenset({ZHONGSHAN, NORTH, LIUPANSHUI})
    assert code("Zhongshan", near=near) is None


def test_being_the_only_one_left_is_no_evidence():
    two = [
        Candidate("a-1", ("Twin",), (("a", "Alpha"),)),
        Candidate("b-1", ("Twin",), (("b", "Beta"),)),
    ]
    assert pick(two, name="Twin", other="a").code is None


@pytest.mark.parametrize(
    ("printed", "level", "expected"),
    [
        ("Jilin", "", None),
        ("Jilin", "province", "cn-220000"),
        ("Jilin", "city", "cn-220200"),
        ("Jilin Province", "", "cn-220000"),
        ("吉林市", "", "cn-220200"),
        ("Hainan", "province", "cn-460000"),
        ("Guang'an", "county", "cn-511602"),
        ("Guang'an district", "", "cn-511602"),
        ("Zhongshan", "city", None),
        ("Zhongshan", "county", None),
        ("Suzhou", "city", None),
        ("Suzhou (Jiangsu)", "city", "cn-320500"),
    ],
)
def test_the_level_speaks_for_provinces_and_between_a_place_and_its_own_seat(
    printed, level, expected
):
    assert code(printed, level=level) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Shenzhen (Guangdong)", "cn-440300"),
        ("Dayao (Chuxiong, Yunnan)", "cn-532326"),
        ("Baoshan (Yunnan)", "cn-530500"),
        ("Longnan (Wudu)", "cn-621202"),
        ("Hualong (Qinghai)", "cn-630224"),
        ("Xishan (Wuxi)", "cn-320205"),
        ("Inner Mongolia", "cn-150000"),
        ("Pu'er (Yunnan)", "cn-530800"),
        ("Shanghai", "cn-310000"),
        ("Guizhou", "cn-520000"),
        ("水城县", "cn-520204"),
        ("Panxian", "cn-520281"),
        ("15 eastern provinces and cities", None),
        ("Tianjin Port Free Trade Zone", None),
        ("Baoshan Xinzhai village", None),
        ("Pu'er (Wazu village)", None),
        ("Sichuan (10 Liangshan national key counties)", None),
        ("Dalian District", None),
    ],
)
def test_parties_as_sources_print_them_resolve_or_stay_open(printed, expected):
    assert code(printed) == expected


def test_an_unknown_name_says_so_in_both_languages():
    problem = pick([], name="Nowhere", within=("Guizhou",)).problem
    assert problem is not None
    assert "Nowhere (Guizhou)" in problem.sentence("en")
    assert "Nowhere (Guizhou)" in problem.sentence("zh")


def test_every_place_is_found_by_its_own_name_and_the_chain_above_it():
    assert normalise_name("Zhongshan") == "zhongshan"
    for one in candidates(None):
        above = tuple(name[1] for name in one.ancestors if name[0] != one.code)
        found = candidates(one.names[0])
        picked = pick(found, name=one.names[0], within=above)
        assert picked.code in (one.code, None)
        assert one.code in {other.code for other in found}
