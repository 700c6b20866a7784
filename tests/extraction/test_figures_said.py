"""Figures in the shapes that public pages print them in; the sentences are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction import read


def figures(text: str) -> list[str]:
    """Return value, unit and hedge of each figure."""
    return [f"{one.value} {one.unit} {one.qualifier}" for one in read(text).figures]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Families apply for a subsidy of up to 50,000 yuan.", ["50000 CNY nearly"]),
        ("It lies high; fewer than 2,800 people live there.", ["2800 person nearly"]),
        (
            "全镇总人口不足17万人，发生率降至1.2%以下。",
            ["170000 person nearly", "1.2 percent nearly"],
        ),
        ("The deal adds up to 40 projects.", ["40 count cumulative"]),
    ],
)
def test_a_ceiling_is_nearly_reached(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The city handed P22.7 million to six towns.", ["22700000 PHP exact", "6 count exact"]),
        ("Each got P500,000 for seed.", ["500000 PHP exact"]),
        ("Telangana in India gives Rs 25 crore.", ["250000000 INR exact"]),
        ("In Nepal it released Rs. 800 million.", ["800000000 NPR exact"]),
        ("The agency has disbursed IDR 3 billion.", ["3000000000 IDR exact"]),
        ("The budget has 269 billion rupiah.", ["269000000000 IDR exact"]),
        ("It needed Rp 2.5 trillion.", ["2500000000000 IDR exact"]),
        ("The fund of £10M gives £7.5m and £500k.", ["10000000 GBP exact", "7500000 GBP exact",
                                                     "500000 GBP exact"]),
        ("It gave NT$12.95 million.", ["12950000 TWD exact"]),
        ("捐款突破十億新台幣，另有4000萬日圓。", ["1000000000 TWD more_than",
                                       "40000000 JPY exact"]),
        ("The city sent VND23 billion: VND3 billion in kind.", ["23000000000 VND exact",
                                                                "3000000000 VND exact"]),
        ("The grant is 40 million yuan (US$ 5.3 million).", ["40000000 CNY exact"]),
    ],
)  # fmt: skip
def test_money_of_other_lands(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Four came from Tarn, seven from Osk and one from Lum.", ["4 person exact",
                                                                   "7 person exact",
                                                                   "1 person exact"]),
        ("Nine have been approved, six of them in the hills.", ["9 count exact", "6 count exact"]),
        ("It has sister towns, of which there are seven.", ["7 count exact"]),
        ("They joined Tarn, Osk and seven more.", ["7 count exact"]),
        ("Seven teams had been sent and 16 received.", ["7 count exact", "16 count exact"]),
        ("About 200 others attended.", ["200 person about"]),
        ("Osk, a city of 920,000, lies in the hills.", ["920000 person exact"]),
        ("Two parks, one for tea and one for silk, are built.", ["2 count exact"]),
        ("They hung 20 lanterns, one for each year.", ["20 count exact"]),
    ],
)  # fmt: skip
def test_numbers_whose_noun_is_left_out(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Up to two dozen people will go.", ["24 person nearly"]),
        ("Osk sent seven (7) experts and Twenty Four (24) technicians.", ["7 person exact",
                                                                         "24 person exact"]),
        ("Eight MoUs were signed.", ["8 count exact"]),
        ("Five \"memorandums of understanding\" were signed.", ["5 count exact"]),
        ("Of 440 000 km2 affected, 125 km² was hit.", ["440000 square-km exact",
                                                       "125 square-km exact"]),
        ("In the first week of December 32 keepers from Osk came.", ["32 person exact"]),
        ("They lost 8,500 heads of livestock.", ["8500 head exact"]),
        ("Twelve Koreans, 22 interpreters and three city councillors came.", [
            "12 person exact", "22 person exact", "3 person exact"]),
        ("It gave 12 ventilators and three containers.", ["12 count exact", "3 count exact"]),
        ("Of more than 5 million overseas tourists some came.", ["5000000 person more_than"]),
        ("Dozens of U.S. business leaders came.", ["12 person more_than"]),
    ],
)  # fmt: skip
def test_words_around_a_number_in_english(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "An action plan for the years up to 2018.",
        "What is ahead:\n1. Firms of both sides go abroad.",
        "二期项目已开工。",
        "第八、九批援疆干部到岗。",
        "排名前三位的是江苏。",
        "坐了四个多小时的车。",
        "建成11人制足球场。",
    ],
)
def test_years_ranks_and_lists_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_an_income_is_so_much_a_head() -> None:
    text = "The average annual net income of residents in the county has risen to 11,487 yuan."
    assert figures(text) == ["11487 CNY/person exact"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A trust fund gave USD 1 857 380.", ["1857380 USD exact"]),
        ("Technicians made 3 736 field visits.", ["3736 count exact"]),
        ("2015年投入援疆资金109 520万元。", ["1095200000 CNY exact"]),
        ("More than 2,11,000 people fled.", ["211000 person more_than"]),
    ],
)
def test_digits_in_groups(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("产量是当地品种的3倍。", ["3 times exact"]),
        ("It is 29 times that of Shanghai.", ["29 times exact"]),
        ("同比增长6.5个百分点。", ["6.5 percentage-point exact"]),
        ("产业项目占到协作资金一半多。", ["50 percent more_than"]),
        ("产量占全国二分之一，三分之一用于水源。", ["50 percent exact", "33.33 percent exact"]),
        ("Over half of the farmers left.", ["50 percent more_than"]),
        ("One fifth of the funds went to schools.", ["20 percent exact"]),
        ("They stayed for half a year, in the first half of 2021.", []),
        ("More than a year and a half of exchanges followed.", []),
    ],
)
def test_multiples_and_parts(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "为数百名妇女筛查，惠及几十万名村民。",
            ["100 person more_than", "100000 person more_than"],
        ),
        ("百余个基地、千余万元投资。", ["100 count more_than", "10000000 CNY more_than"]),
        ("五六十名女工，十几位青年。", ["50 person about", "10 person more_than"]),
        ("两家公司，几十年来，数字经济，百家姓。", ["2 count cumulative"]),
        ("It helped hundreds of thousands of farmers.", ["100000 person more_than"]),
        ("It put in tens of millions of yuan.", ["10000000 CNY more_than"]),
        ("Several hundred thousand people gain.", ["100000 person more_than"]),
        ("They live thousands of kilometers apart.", []),
    ],
)
def test_sizes_without_a_count(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "It gave eight laptops, one projector and four nurses.",
            ["8 count exact", "1 count exact", "4 person exact"],
        ),
        ("It sent four nurses and one engineer.", ["4 person exact", "1 person exact"]),
        ("本市回赠铜钟一座，另捐公务车一辆。", ["1 count exact", "1 count exact"]),
        ("They signed two pacts, one on trade and one on care.", ["2 count exact"]),
        ("They opened one projector; 会上一个项目签约。", []),
    ],
)
def test_one_is_a_count_in_a_row_and_behind_the_thing(text: str, said: list[str]) -> None:
    assert figures(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The county has a population of 442,400.", ["442400 person exact"]),
        ("A delegation of 11 came.", ["11 person exact"]),
        ("The typhoon hit 55 of the 109 parks.", ["55 count exact", "109 count exact"]),
        ("Workshops 143, jobs in them 5,890.", ["143 count exact", "5890 count exact"]),
        ("The poor fell from 82.49 million people to 70.17 million.",
         ["82490000 person exact", "70170000 person exact"]),
        ("It has 650,000 head of livestock.", ["650000 head exact"]),
        ("The plant makes 100,000 units a year.", ["100000 count exact"]),
        ("They gave 2,500 kg of rice.", ["2500 kg exact"]),
        ("It built a 200-bed hospital.", ["200 count exact"]),
        ("More than 94,000 Scots are active.", ["94000 person more_than"]),
        ("It has 2 million users and 20 lawnmowers.",
         ["2000000 person exact", "20 count exact"]),
        ("目前20名教师到岗，此前12名医生已返回。", ["20 person exact", "12 person exact"]),
        ("日前三名挂职干部到任。", ["3 person exact"]),
        ("20家制药企业用了300吨制糖原料。", ["20 count exact", "300 tonne exact"]),
        ("They sent 300 tonnes of rice. 120 were given to schools.",
         ["300 tonne exact", "120 tonne exact"]),
        ("Two dozen (24) officials came.", ["24 person exact"]),
        ("A third of farmers are over 65.", ["33.33 percent exact"]),
        ("贫困人口由493万减到30.8万。", ["4930000 person exact", "308000 person exact"]),
        ("财政资金：22.08亿元；村企结对：366对。", ["2208000000 CNY exact", "366 count exact"]),
        ("45万建档立卡贫困人口脱贫，给皮山县13亿。",
         ["450000 person exact", "1300000000 CNY exact"]),
        ("唱歌近80首，写出30余篇经验，每天4万斤。",
         ["80 count nearly", "30 count more_than", "40000 jin exact"]),
    ],
)  # fmt: skip
def test_numbers_that_no_known_noun_follows(text: str, said: list[str]) -> None:
    assert figures(text) == said
