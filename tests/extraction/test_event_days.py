"""The day an event was, in the ways that pages print days. All names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction import read

PLACES = (("Osby", "zz-1"), ("Vale", "zz-2"), ("甲县", "zz-3"), ("乙县", "zz-4"))


def day(text: str, published: str | None = None) -> str | None:
    """Return the day of the event of a text."""
    event = read(text, published=published, gazetteer=PLACES).event
    return event.date if event else None


@pytest.mark.parametrize(
    "dateline",
    [
        "OSBY (May 21): ",
        "OSBY, May 21 - ",
        "(May 21, Osby) ",
        "Port Osby, 21 May 2023. ",
        "OSBY, Kitan, May 21 (Agency) -- ",
    ],
)
def test_a_dateline_says_when_it_was_written_and_the_sentence_when_it_was(dateline: str) -> None:
    told = "Mayor Edda Ohm of Vale and Jon Hale met in Osby {} for talks on cooperation."
    assert day(dateline + told.format("yesterday"), "2023-05-21") == "2023-05-20"
    assert day(dateline + told.format("on 20 May"), "2023-05-21") == "2023-05-20"
    assert day(dateline + told.format("today"), "2023-05-21") == "2023-05-21"


def test_a_day_in_numbers_alone_is_told_by_its_weekday() -> None:
    text = "Mayor Edda Ohm of Vale and Jon Hale met in Osby on {} for talks on cooperation."
    assert day(text.format("Wednesday evening (10/05/2017)")) == "2017-05-10"
    assert day(text.format("Sunday (06/05/2018)")) == "2018-05-06"
    # A Monday fits neither order; where both orders are one day, there is nothing to choose.
    assert day(text.format("Monday (06/05/2018)")) is None
    assert day(text.format("Wednesday (03/03/2021)")) == "2021-03-03"
    assert day(text.format("Sunday (31/31/2018)")) is None


@pytest.mark.parametrize("days", ["5月17至19日", "2023年5月17-19日", "5月17日至19日", "5月17日"])
def test_of_days_from_one_to_another_the_first_is_the_day(days: str) -> None:
    assert day(f"{days},甲县县长王甲率代表团到乙县考察东西部协作。", "2023-05-20") == "2023-05-17"


def test_last_night_is_the_day_before() -> None:
    assert day("昨晚,甲县县长王甲会见乙县代表团一行,共商协作。", "2023-05-20") == "2023-05-19"


def test_an_ordinal_needs_no_comma_before_its_year() -> None:
    text = "On May 16th 2016 Mayor Edda Ohm of Vale signed an agreement with Osby in Osby."
    assert day(text) == "2016-05-16"


def test_days_of_older_papers_stand_in_chinese_numerals() -> None:
    text = "新华社甲县七月二十八日电 甲县县长王甲{}率代表团到乙县考察东西部协作。"
    assert day(text.format("今天"), "1993-07-29") == "1993-07-28"
    assert day(text.format("二十七日"), "1993-07-29") == "1993-07-27"
    text = "{},甲县县长王甲率代表团到乙县考察东西部协作。"
    assert day(text.format("二〇一九年三月五日")) == "2019-03-05"
    assert day(text.format("十一月三十日"), "2019-12-02") == "2019-11-30"
    # For three days, on one of three days: no day of a month.
    assert day("甲县县长王甲率代表团到乙县考察东西部协作,为期三日。", "2019-12-08") is None


@pytest.mark.parametrize(
    ("told", "published", "expected"),
    [
        ("will visit Osby on Saturday", "2023-02-24", "2023-02-25"),
        ("will visit Osby from August 29 to 31", "2023-08-12", "2023-08-29"),
        ("leaves for Osby tomorrow", "2023-07-31", "2023-08-01"),
        ("is to visit Osby next Tuesday", "2017-11-16", "2017-11-21"),
        ("will visit Osby on January 9", "2023-12-20", "2024-01-09"),
        (
            "visited Osby on Saturday, it was announced, as more will come",
            "2023-02-24",
            "2023-02-18",
        ),
    ],
)
def test_what_is_still_to_come_is_on_the_next_such_day(
    told: str, published: str, expected: str
) -> None:
    assert day(f"Mayor Edda Ohm of Vale {told} for talks on cooperation.", published) == expected


def test_what_is_to_come_in_chinese_is_of_the_same_year() -> None:
    text = "交易会定于9月9日至12日在甲县举办,乙县县长王甲率代表团出席,共商东西部协作。"
    assert day(text, "2019-08-20") == "2019-09-09"
    assert day("9月9日,交易会将在甲县举办,乙县县长王甲率代表团出席。", "2019-08-20") == "2019-09-09"


@pytest.mark.parametrize(
    ("told", "published", "expected"),
    [
        ("on the afternoon of 14/4", "2023-04-17", "2023-04-14"),
        ("on 25-6", "2015-07-03", "2015-06-25"),
        ("from 09/12/2022 to 11/12/2022", "2022-12-20", "2022-12-09"),
        ("on Thursday (12/12/19)", None, "2019-12-12"),
        ("from February 24th to 28th, 2024", None, "2024-02-24"),
        ("on the evening of the 30th", "2021-12-02", "2021-11-30"),
        ("today (19th)", "2023-12-21", "2023-12-19"),
        ("on the 23rd of last month", "2024-05-28", "2024-04-23"),
        ("last evening", "2006-11-15", "2006-11-14"),
        ("in May", "2023-06-07", "2023-05"),
        ("today", "2016-08", "2016-08"),
    ],
)
def test_days_are_read_in_the_ways_in_which_pages_print_them(
    told: str, published: str | None, expected: str
) -> None:
    text = f"Mayor Edda Ohm of Vale visited Osby {told} for talks on cooperation with Osby."
    assert day(text, published) == expected


def test_of_a_month_of_publication_only_its_own_days_are_told() -> None:
    text = "{},甲县县长王甲率代表团到乙县考察东西部协作。"
    assert day(text.format("6日"), "2018-12") == "2018-12-06"
    assert day(text.format("昨日"), "2018-12") is None
    assert day(text.format("6日"), "2018") is None
