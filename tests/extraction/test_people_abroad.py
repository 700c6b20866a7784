"""How texts of many lands name people and posts; all names and places are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people


def shown(text: str) -> list[str]:
    """Return who is read, each as name=post."""
    found = find_people(page_of(text, None, None, ()))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He met Deng Rui, President of the Linshan Association for Friendship with Foreign "
            "Countries (LAFFC), on Monday.",
            [
                "Deng Rui=President of the Linshan Association for Friendship with Foreign "
                "Countries (LAFFC)"
            ],
        ),
        (
            "Department of Finance director-general Deng Rui and Bureau of Trade Promotion deputy "
            "director-general Su Bo came along.",
            [
                "Deng Rui=Department of Finance director-general",
                "Su Bo=Bureau of Trade Promotion deputy director-general",
            ],
        ),
        (
            "The Vale Governor met Deng Rui, Malawi Consul-General in Osby and his delegation.",
            ["Deng Rui=Malawi Consul-General in Osby"],
        ),
        (
            "Mr. Anders Bolan, Director of Osby Department of Foreign Affairs shared difficulties "
            "that the office has met.",
            ["Anders Bolan=Director of Osby Department of Foreign Affairs"],
        ),
        (
            "Talks were led by president of the Front for National Construction (FNC) Bounma "
            "Keolavan.",
            ["Bounma Keolavan=president of the Front for National Construction (FNC)"],
        ),
        (
            "Chairman LKMC People’s Committee Phan Van Kien arrived in Osby.",
            ["Phan Van Kien=Chairman LKMC People’s Committee"],
        ),
        (
            "OSBY, Md. - Maryvale Governor Jon Hale was at a dinner with Mayor Edda M. Ohm.",
            ["Jon Hale=Maryvale Governor", "Edda M. Ohm=Mayor"],
        ),
        (
            "On the way home from Osby leaders, Chairman of the Municipal Committee Deng Rui "
            "thanked them.",
            ["Deng Rui=Chairman of the Municipal Committee"],
        ),
        (
            "Accompanied by Su Bo, President, North Vale Federation on Trade, they went on.",
            ["Su Bo=President, North Vale Federation on Trade"],
        ),
        (
            "It was signed by Principal Secretary, LTD, Yoga Chandri, and others.",
            ["Yoga Chandri=Principal Secretary, LTD"],
        ),
        (
            "High Commissioner of Fiji Kamal Prakan, High Commissioner of Samoa Paul Oben and "
            "Osby's Head of Affairs Coll D. Hern were there.",
            [
                "Kamal Prakan=High Commissioner of Fiji",
                "Paul Oben=High Commissioner of Samoa",
                "Coll D. Hern=Osby's Head of Affairs",
            ],
        ),
        (
            "With transport minister Sunia Dharo and farm minister Bantei Lyngo, senior "
            "officials, entrepreneurs came too.",
            ["Sunia Dharo=transport minister", "Bantei Lyngo=farm minister"],
        ),
        (
            "The delegation of Punvale is led by Chief Minister Punvale Mohan Naqvi.",
            ["Mohan Naqvi=Chief Minister Punvale"],
        ),
        (
            "The members of the delegation are Masa Kobayani, Maru Yoshiza and Yoi Miyajo.",
            ["Masa Kobayani=", "Maru Yoshiza=", "Yoi Miyajo="],
        ),
        (
            '"They gave my son a second life," said Alina Semeri, whose son fell ill.',
            ["Alina Semeri="],
        ),
        ("By Deng Rui | Osby Daily\n\nMayor Su Bo spoke. Translator: Tan Wei", ["Su Bo=Mayor"]),
        (
            "The friendship was nurtured by President Ho Chi Minh; Mayor Su Bo spoke.",
            ["Su Bo=Mayor"],
        ),
        (
            "It puts to work the outcomes of President Okello's visit, Mayor Su Bo said.",
            ["Su Bo=Mayor"],
        ),
    ],
)
def test_english_names_and_posts_of_many_lands(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新竹市姊妹市─日本冈川市副市长桥山忠弘率团来访，由久保田正纪团长致词。",
            ["桥山忠弘=日本冈川市副市长", "久保田正纪=团长"],
        ),
        (
            "林志远副议长及郭鸿仪、蔡筱微、李宗瀚等议员出席与会。",
            ["林志远=副议长", "郭鸿仪=议员", "蔡筱微=议员", "李宗瀚=议员"],
        ),
        (
            "马久市长Lada N. Jark偕夫人前来，请陈德蕙秘书长接待。",
            ["Lada N. Jark=马久市长", "陈德蕙=秘书长"],
        ),
        ("胡和平、袁军佳、赵一得等参加座谈。", ["胡和平=", "袁军佳=", "赵一得="]),
        (
            "总领事拜会长川市市长铃木史郎。长川市副市长柴川慎一、功田岳秀在座。日本友人出席。",
            ["铃木史郎=长川市市长", "柴川慎一=长川市副市长", "功田岳秀=长川市副市长"],
        ),
    ],
)
def test_chinese_names_and_posts_of_many_lands(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Director of Climate Action, Dan Joyce, Councillor Kim Carty, Senior Officer, "
            "Corporate Affairs, Nuala Stern, and the Lady Mayoress, Karen Brent, came too.",
            [
                "Dan Joyce=Director of Climate Action",
                "Kim Carty=Councillor",
                "Nuala Stern=Senior Officer, Corporate Affairs",
                "Karen Brent=Lady Mayoress",
            ],
        ),
        (
            "Osby Mayor Dean Sanker and board members Jerv Alwak, Greg Agust Jr., Pedro Ongo Jr. "
            "and Denia Valino signed.",
            [
                "Dean Sanker=Osby Mayor",
                "Jerv Alwak=board member",
                "Greg Agust Jr.=board member",
                "Pedro Ongo Jr.=board member",
                "Denia Valino=board member",
            ],
        ),
        (
            "With her came the International Manager in Osby Chamber of Commerce, Grace Kellen, "
            "and Vice President Global Engagement at OUC, Professor Ursa Kilk.",
            [
                "Grace Kellen=International Manager in Osby Chamber of Commerce",
                "Ursa Kilk=Vice President Global Engagement at OUC",
            ],
        ),
        ("For Osby Mayor Cr Ben Blane it was a special day.", ["Ben Blane=Osby Mayor"]),
        (
            "For the launch of the Governors Forum, Consul-Generals Deng Rui and Su Bo came.",
            ["Deng Rui=Consul-General", "Su Bo=Consul-General"],
        ),
    ],
)
def test_english_posts_in_long_rows(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政长官林郑月芳今日会见客人。", ["林郑月芳=行政长官"]),
        ("区政协主席陈雍于8月29日率团前往。", ["陈雍=区政协主席"]),
        ("双方要关爱挂职干部，16个区负责人来明考察。", []),
        ("区领导张柱、吉拉·衣木丁等参加。", ["张柱=区领导", "吉拉·衣木丁=区领导"]),
    ],
)
def test_chinese_names_among_other_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The delegation of Izuno city, led by Mr. Matsu Yoshiko - Deputy Mayor of Izuno city, "
            "came to see Mr. Tran Chau - Vice Chairman of the Committee.",
            [
                "Matsu Yoshiko=Deputy Mayor of Izuno city",
                "Tran Chau=Vice Chairman of the Committee",
            ],
        ),
        (
            "Present were Assemblymember Phil Tinker, Massa Lieutenant Governor Karyn Polo and "
            "MMC for Planning, Cllr Thapo Amado.",
            [
                "Phil Tinker=Assemblymember",
                "Karyn Polo=Massa Lieutenant Governor",
                "Thapo Amado=MMC for Planning",
            ],
        ),
        (
            "市長黃偉和與日本土浦市長安藤真理子七日簽約，松川市長野志克人簽下協定。",
            ["黃偉和=市長", "安藤真理子=日本土浦市長", "野志克人=松川市長"],
        ),
    ],
)
def test_names_beside_dashes_titles_and_days(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_bare_name_of_what_lies_somewhere_is_nobody() -> None:
    text = (
        "Mayor Edda Ohm would like the Tam Ky gate opened, and Hoa Binh and Tan Lap districts to "
        "meet by the Jin Hao He bridge."
    )
    assert shown(text) == ["Edda Ohm=Mayor"]
