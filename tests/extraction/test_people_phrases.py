"""How far the words of an English post go, and names of every form; all of them are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people
from tallystick.extraction.reading import read

TOLD = "\nThe two sister cities hoped for more cooperation."


def shown(text: str) -> list[str]:
    """Return who is read, each as name=post."""
    found = find_people(page_of(text, None, None, ()))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was signed by Anders A. Bolan, Chairman, Osby Cities International, and by S.M. "
            "Tevin, Minister of Trade.",
            [
                "Anders A. Bolan=Chairman, Osby Cities International",
                "S.M. Tevin=Minister of Trade",
            ],
        ),
        ("Board of Directors member Edda Ohm was there.", ["Edda Ohm=Board of Directors member"]),
        (
            "Led by Chief Officer for Trade and Climate Action Edda Ohm, they came to Osby.",
            ["Edda Ohm=Chief Officer for Trade and Climate Action"],
        ),
        (
            "With him was Deng Rui, Director of Services, Strategic Planning and Enterprise, and "
            "Mr. Jon Hale, Head of Economic Development from Osby City Council.",
            [
                "Deng Rui=Director of Services, Strategic Planning and Enterprise",
                "Jon Hale=Head of Economic Development from Osby City Council",
            ],
        ),
        (
            "Su Bo Deputy Mayor of Osby and Deng Rui Deputy Mayor of Vale signed it.",
            ["Su Bo=Deputy Mayor of Osby", "Deng Rui=Deputy Mayor of Vale"],
        ),
        (
            "He was accompanied by MECs Anders Bolan for Economic Development, Tourism and "
            "Environmental Affairs, Edda Ohm for Public Works and Jon Hale for Agriculture.",
            ["Anders Bolan=MEC", "Edda Ohm=MEC", "Jon Hale=MEC"],
        ),
        (
            "The visit took members of the delegation, namely; Edda Ohm, Jon Hale, Anders Bolan "
            "and Ulla Vance to some works.",
            ["Edda Ohm=", "Jon Hale=", "Anders Bolan=", "Ulla Vance="],
        ),
        (
            "Osby District Council Chairman, Tevat disclosed that he came to learn.",
            ["Tevat=Osby District Council Chairman"],
        ),
        (
            "Ambassador Extraordinary and Plenipotentiary Jon Hale met Osby Vice Governor Edda "
            "Ohm.",
            [
                "Jon Hale=Ambassador Extraordinary and Plenipotentiary",
                "Edda Ohm=Osby Vice Governor",
            ],
        ),
        (
            "He spoke for the Governor of Vale. The MCE for Osby South, Edda Ohm agreed.",
            ["Edda Ohm=MCE for Osby South"],
        ),
        (
            "Ms. You Sefar, Osby MLA, met Vale Town Council woman councillor Edda Ohm.",
            ["You Sefar=Osby MLA", "Edda Ohm=Vale Town Council woman councillor"],
        ),
        (
            "It will be the first visit by Tetsu Kaba as Mayor of Osby.",
            ["Tetsu Kaba=Mayor of Osby"],
        ),
        (
            "Deputy Governor for Vale Province in Ruhnland, Deng Rui, met Mayor of Osby Park Won "
            "Soon and Su Bo, who is the vice-general manager of Osby Works.",
            [
                "Deng Rui=Deputy Governor for Vale Province in Ruhnland",
                "Park Won Soon=Mayor of Osby",
                "Su Bo=vice-general manager of Osby Works",
            ],
        ),
        (
            "On May 9 he met with Jon S. Hale, Governor of Vale, at the Legislative Assembly of "
            "Vale. Osby (Mayor Deng Rui) had sent greetings.",
            ["Jon S. Hale=Governor of Vale", "Deng Rui=Mayor"],
        ),
        (
            "In Osby, President Xi Jinping and President Jon Hale had agreed. Mayor Edda Ohm said "
            "so.",
            ["Edda Ohm=Mayor"],
        ),
    ],
)
def test_the_words_of_a_post_are_one_phrase(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mayor Jon Hale is currently visiting Osby with a delegation from Vale.", "Osby"),
        (
            "Mayor Jon Hale of Vale and three delegates were welcomed to Osby on May 6, 2024.",
            "Osby",
        ),
        (
            "A four-member delegation from Vale called on the Osby Chief Executive, Mr Jon Hale. "
            "The party stays in Osby for three days.",
            "Osby",
        ),
        (
            "The fourth meeting of the council in the Vale-Ruhn format is on November 8, 2023. "
            "The meeting, led by Mayor Jon Hale, will be held in the city of Osby.",
            "Osby",
        ),
        (
            "On April 9, 2014, Vice Minister Deng Rui received Jon Hale, State Secretary at the "
            "Ministry of Trade of Ruhnland, in Osby.",
            "Osby",
        ),
        (
            "On May 6, 2024 Vale County and Osby City held an online signing ceremony. It was "
            "chaired by Mayor Jon Hale.",
            None,
        ),
        (
            "On May 6, 2024 the Consul General of Ruhnland in Vale, Jon Hale, met with Mayor Edda "
            "Ohm and spoke of trade.",
            None,
        ),
    ],
)
def test_where_they_met_is_not_where_somebody_has_a_post(text: str, place: str | None) -> None:
    draft = read(text + TOLD)
    assert draft.event is not None
    assert draft.event.place == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "昨日，副市长邵明会见日本月浦市副市长永松弘一行，两市签署友好交流协议书。"
            "月浦市是东山市最早结好的友城。",
            "东山市",
        ),
        (
            "5月6日，“东山·西河”教育共建仪式在西河雕塑公园举行，西河县委书记何强致辞。",
            "西河雕塑公园",
        ),
    ],
)
def test_the_other_party_is_host_and_a_house_says_more_than_its_town(text: str, place: str) -> None:
    draft = read(text, gazetteer=[("东山市", "x"), ("月浦市", "y"), ("西河", "z")])
    assert draft.event is not None
    assert draft.event.place == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("副市长邵明会见日本月浦市议长永松弘基一行。", ["邵明=副市长", "永松弘基=日本月浦市议长"]),
        (
            "会长刘明、巴山县委书记何强为“青少年基金”揭牌，秘书长高忠全程陪同。",
            ["刘明=会长", "何强=巴山县委书记", "高忠=秘书长"],
        ),
    ],
)
def test_a_chinese_name_ends_before_what_is_done(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
