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
