"""Two figures of one thing: what fits, and why what does not fit differs. Worked in claims.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import zip_longest
from time import monotonic
from typing import Any

import pytest
from tests.indicators.sample_figures import FIRMS, said

from tallystick.indicators.rules.comparing.fitting import fit
from tallystick.indicators.rules.comparing.grouping import NEAREST, compare_all
from tallystick.indicators.rules.comparing.growth import check_growth, made, tenths
from tallystick.indicators.rules.comparing.reasons import Reason, reasons
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import (
    Compared,
    compare,
    compare_with_book,
    overall,
)

YEAR: dict[str, Any] = {
    "since": date(2012, 1, 1), "until": date(2012, 12, 31), "cumulative": False,
}  # fmt: skip
YUAN: dict[str, Any] = {**YEAR, "indicator": "IC_INV_ACTUAL", "unit": "CNY"}
FUNDS: dict[str, Any] = {**YUAN, "indicator": "FS_GOV_FUND"}
STOCK: dict[str, Any] = {"indicator": "IC_PARKS", "stock": True}
VILLAGE: dict[str, Any] = {"parties": ("east", "fir"), "west": frozenset({"fir", "west"})}


def done(one: Said, other: Said) -> tuple[str, str]:
    """Return verdict and reason, which are the same from either side."""
    there, back = compare(one, other), compare(other, one)
    assert there is not None
    assert back is not None
    assert (there.verdict, there.reason.code) == (back.verdict, back.reason.code)
    for lang in ("en", "zh"):
        assert there.reason.sentence(lang)
    return there.verdict, there.reason.code


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("460家", 460, {}), ("460 firms", 460, {}), "equal"),
        (("460家", 460, {}), ("460余家", 460, {"hedge": "more_than"}), "equal"),
        (("463家", 463, {}), ("460余家", 460, {"hedge": "more_than"}), "hedge"),
        # Nobody prints "over 100" of 300; "over 460" of 470 neither.
        (("300多家", 300, {"hedge": "more_than"}), ("100多家", 100, {"hedge": "more_than"}), ""),
        (("470家", 470, {}), ("460余家", 460, {"hedge": "more_than"}), ""),
        (("近2000", 2000, {"hedge": "nearly"}), ("1918", 1918, {}), "hedge"),
        (("近2000", 2000, {"hedge": "nearly"}), ("2001", 2001, {}), "rounding"),
        # about 600: half of its last digit's size, and never more than one in twenty.
        (("about 600", 600, {"hedge": "about"}), ("625", 625, {}), "hedge"),
        (("about 600", 600, {"hedge": "about"}), ("640", 640, {}), ""),
        (("1.119 bn", 1119000000, YUAN), ("11.2亿", 1120000000, YUAN), "rounding"),
        (("11.19 bn", 11190000000, YUAN), ("112亿", 11200000000, YUAN), "rounding"),
        # 400 is 460 by no rounding: 60 is more than 50, and than a twentieth of 460.
        (("460家", 460, {}), ("400家", 400, {}), ""),
        (("440家", 440, {}), ("400家", 400, {}), ""),
    ],
)
def test_what_fits_by_its_words_and_its_digits(one: Any, other: Any, expected: str) -> None:
    figures = [said(words, value, **change) for words, value, change in (one, other)]
    assert fit(*figures) == fit(*figures[::-1]) == expected


def test_beside_the_book_a_hedge_is_taken_literally() -> None:
    over = said("超过500", 500, hedge="more_than")
    assert fit(over, said("", 900, book=True)) == "hedge"
    assert fit(over, said("", 300, book=True)) == ""
    assert fit(said("近500", 500, hedge="nearly"), said("", 300, book=True)) == "hedge"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # 1. Other days: 2,510 of eleven months in 3,000 of the year; never the other way round.
        (("3000", 3000, YEAR), ("2510", 2510, {**YEAR, "since": date(2012, 2, 1)}),
         ("differs", "other_period")),
        (("2000", 2000, YEAR), ("2510", 2510, {**YEAR, "since": date(2012, 2, 1)}),
         ("differs", "contradiction")),
        # 2. One running total on two days; 60 firms in a day is no such thing.
        (("204", 204, {"until": date(2011, 12, 31), "since": date(1996, 1, 1)}),
         ("2000多", 2000, {"until": date(2020, 9, 9), "since": date(1996, 1, 1)}),
         ("differs", "other_as_of")),
        (("460家", 460, {}), ("400家", 400, {"until": date(2025, 4, 23)}),
         ("differs", "contradiction")),
        (("460家", 460, {}), ("440家", 440, {"until": date(2025, 4, 1)}),
         ("differs", "other_as_of")),
        (("72个", 72, STOCK), ("70个", 70, {**STOCK, "until": date(2024, 12, 31)}),
         ("differs", "other_as_of")),
        # The same number told of two days, as 140 officials in 2014 and in 2016.
        (("140", 140, {"since": None, "until": date(2014, 12, 31)}),
         ("140", 140, {"since": None, "until": date(2016, 7, 5)}), ("agrees", "other_as_of")),
        # 3. Other stage.
        (("3.6 bn", 3600000000, {**YUAN, "indicator": "IC_INV_SIGNED"}),
         ("0.6 bn", 600000000, YUAN), ("differs", "other_stage")),
        (("4000万", 40000000, {**FUNDS, "status": "planned"}), ("3000万", 30000000, FUNDS),
         ("differs", "other_stage")),
        # 4. A part of it: by indicator it agrees while it is no more than the whole.
        (("13.76万", 137600, {**YEAR, "indicator": "LC_TOTAL"}),
         ("11.76万", 117600, {**YEAR, "indicator": "LC_POV"}), ("agrees", "part_of")),
        (("10万", 100000, {**YEAR, "indicator": "LC_TOTAL"}),
         ("11.76万", 117600, {**YEAR, "indicator": "LC_POV"}), ("differs", "part_exceeds")),
        (("1500万", 15000000, FUNDS), ("5万", 50000, {**FUNDS, "breakdown": "an addition"}),
         ("differs", "part_of")),
        (("4万", 40000, FUNDS), ("5万", 50000, {**FUNDS, "breakdown": "an addition"}),
         ("differs", "part_exceeds")),
        # 5. A composite total.
        (("7.74亿", 774000000, {**YUAN, "indicator": "FS_TOTAL_ALL"}),
         ("2.94亿", 294000000, FUNDS), ("agrees", "composite")),
        # 6. Persons and person-times.
        (("204人", 204, {"unit": "person"}), ("917人次", 917, {"unit": "person-time"}),
         ("differs", "person_times")),
        (("917人", 917, {"unit": "person"}), ("204人次", 204, {"unit": "person-time"}),
         ("differs", "contradiction")),
        # 7. A slip of the unit; a lone digit ten times another is no proof.
        (("111.9亿", 11190000000, YUAN), ("111.9万", 1119000, YUAN), ("differs", "unit_slip")),
        (("24家", 24, YEAR), ("240家", 240, YEAR), ("differs", "unit_slip")),
        (("3家", 3, YEAR), ("30家", 30, YEAR), ("differs", "contradiction")),
        (("5亿", 500000000, YUAN), ("5亿", 500000000, {**YUAN, "unit": "USD"}),
         ("differs", "unit_slip")),
        # 8. A running total without a start.
        (("487 m", 487000000, {**FUNDS, "since": None, "cumulative": True}),
         ("260 m", 260000000, FUNDS), ("differs", "open_start")),
        # 10. Other level: 587 provincial against 944 of all levels; city within province.
        (("8200", 8200, YEAR), ("900", 900, {**YEAR, **VILLAGE}), ("differs", "other_level")),
        (("800", 800, YEAR), ("900", 900, {**YEAR, **VILLAGE}), ("differs", "part_exceeds")),
        (("944", 944, YEAR), ("587", 587, {**YEAR, "level": "city"}), ("differs", "other_level")),
        (("2.94亿", 294000000, FUNDS),
         ("3.35亿", 335000000, {**FUNDS, "indicator": "FS_SUBPROV_FUND"}),
         ("differs", "other_level")),
        # 11. Rounding, hedges, and nothing at all.
        (("4.28亿", 428000000, FUNDS), ("4.3亿", 430000000, FUNDS), ("agrees", "rounding")),
        (("500多", 500, {**YEAR, "hedge": "more_than"}), ("520", 520, YEAR),
         ("agrees", "hedge")),
        (("520", 520, YEAR), ("520 firms", 520, YEAR), ("agrees", "equal")),
        (("520", 520, YEAR), ("大批", "", YEAR), ("cannot_tell", "no_number")),
        (("520", 520, YEAR), ("6 km", 6, {**YEAR, "unit": "km"}),
         ("cannot_tell", "other_unit")),
    ],
)  # fmt: skip
def test_the_firmest_reason_is_told(one: Any, other: Any, expected: tuple[str, str]) -> None:
    assert done(*(said(words, value, **change) for words, value, change in (one, other))) == (
        expected
    )


@pytest.mark.parametrize(
    "change",
    [
        {"indicator": "RV_VILLAGES"},
        {"until": date(2020, 12, 31), "since": date(2020, 1, 1), "cumulative": False},
        {"parties": ("east", "far"), "west": frozenset({"far"})},
        {"until": None},
        {"status": "rule"},
    ],
)
def test_figures_of_other_things_days_or_places_are_not_compared(change: dict[str, Any]) -> None:
    assert compare(said("1", 1), said("2", 2, **change)) is None
    schools, roads = (said("1", 1, breakdown=part) for part in ("schools", "roads"))
    assert compare(schools, roads) is None


def book(value: int | str, **change: Any) -> dict[str, Said]:
    figure = said(f"{value} in the book", value, book=True, **{**YUAN, **change})
    return {figure.indicator: figure}


def test_the_book_with_what_one_side_entered_is_a_reason() -> None:
    claim = said("500元", 500, **YUAN)
    waiting = compare_with_book(claim, book(300, waiting=said("", 200).value))
    alone = compare_with_book(claim, book(700, one_sided=said("", 200).value))
    assert waiting is not None
    assert alone is not None
    assert (waiting.reason.code, waiting.reason.telling) == ("one_sided", "")
    assert (alone.reason.code, alone.reason.telling) == ("one_sided", "alone")
    assert waiting.reason.sentence("zh") == (
        "“500元”等于账册中的300 in the book加一方已填报、另一方尚未核对的200元。"
    )


def test_a_claim_that_is_another_figure_of_the_book_tells_which() -> None:
    claim = said("500元", 500, **YUAN)
    signed = book(300) | book(500, indicator="IC_INV_SIGNED")
    found = compare_with_book(claim, signed)
    assert found is not None
    assert (found.verdict, found.reason.code) == ("differs", "other_stage")
    assert "Signed" in found.reason.sentence()
    silent = compare_with_book(claim, book(""))
    assert silent is not None
    assert (silent.verdict, silent.reason.code) == ("cannot_tell", "book_silent")
    assert compare_with_book(claim, {}) is None


def levels(now: int, before: int) -> list[Said]:
    signed = {**YUAN, "indicator": "IC_INV_SIGNED"}
    earlier = {**signed, "since": date(2011, 1, 1), "until": date(2011, 12, 31)}
    return [said(f"{now}", now, **signed), said(f"{before}", before, **earlier)]


def grown(percent: str) -> Said:
    change = {**YUAN, "indicator": "IC_INV_SIGNED", "unit": "percent", "breakdown": "growth"}
    return said(f"up {percent}%", percent, **change)


@pytest.mark.parametrize(
    ("percent", "now", "before", "code", "made"),
    [
        # 455.6 / 120.128 = 3.7926…: 279.3 % more, and not 73.2.
        ("73.2", 455_600_000_000, 120_128_000_000, "growth", "+279.3"),
        ("279.3", 455_600_000_000, 120_128_000_000, "follows", "+279.3"),
        # 162.403 / 105.57 = 1.53834…
        ("55.8", 162_403_000, 105_570_000, "growth", "+53.8"),
        # 872.2 / 840.3 = 1.03796…: within the last digits printed.
        ("3.8", 872_200_000, 840_300_000, "follows", "+3.8"),
        ("-10", 90, 100, "follows", "-10.0"),
    ],
)
def test_a_growth_is_worked_out_from_the_levels(
    percent: str, now: int, before: int, code: str, made: str
) -> None:
    found = check_growth(grown(percent), levels(now, before))
    assert found is not None
    assert (found.reason.code, found.reason.params["made"]) == (code, made)
    assert found.verdict == ("agrees" if code == "follows" else "differs")


def test_a_growth_is_held_to_the_nearest_of_many_levels_at_once() -> None:
    news, olds = [90, 105, 118, 240, 7, 105], [100, 3, 55, 200, 118]
    many = [levels(new, old) for new, old in zip_longest(news, olds, fillvalue=100)]
    told = [one for now, before in many for one in (now, before)]
    for percent in ("-99.5", "-50", "-10", "0", "4.9", "17", "150", "9000", "-100", "-250"):
        found = check_growth(grown(percent), told)
        assert found is not None
        nearest = min((made(Fraction(old), Fraction(new)) for old in olds for new in news),
                      key=lambda one: abs(one - Fraction(percent)))  # fmt: skip
        assert found.reason.params["made"] == tenths(nearest)
    # Two hundred prints of each would be eight million pairs.
    crowd = [one for n in range(200) for one in (*levels(300 + n, 100 + n), grown(str(50 + n)))]
    crowd = [replace(one, key=f"{n}") for n, one in enumerate(crowd)]
    begun = monotonic()
    assert len(compare_all(crowd, {})) == 600
    assert monotonic() - begun < 20


def test_a_growth_without_levels_cannot_be_told_and_is_seen_from_all_three() -> None:
    growth, (now, before) = grown("73.2"), levels(455_600_000_000, 120_128_000_000)
    alone = check_growth(growth, [now])
    assert alone is not None
    assert (alone.verdict, alone.reason.code) == ("cannot_tell", "no_levels")
    found = compare_all([growth, now, before], {})
    assert {key: [one.reason.code for one in own] for key, own in found.items()} == {
        one.key: ["growth"] for one in (growth, now, before)
    }


def test_what_nobody_can_excuse_weighs_most_then_that_it_agrees() -> None:
    def one(verdict: Any, code: str) -> Compared:
        return Compared(FIRMS, (), verdict, Reason(code))

    excused, plain, same = (
        one("differs", "other_period"), one("differs", "contradiction"), one("agrees", "equal"),
    )  # fmt: skip
    assert overall([excused, same, plain]) == ("differs", "contradiction")
    assert overall([excused, same]) == ("agrees", "equal")
    assert overall([excused]) == ("differs", "other_period")
    assert overall([]) == ("cannot_tell", "alone")


def test_no_figure_is_held_to_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [said(f"{n:04}", n + 1) for n in range(400)]
    elsewhere = [
        replace(one, key=f"{one.key}b", parties=("a", "b"), east=frozenset({"a"})) for one in many
    ]
    asked: list[int] = []
    monkeypatch.setattr(
        "tallystick.indicators.rules.comparing.grouping.compare",
        lambda one, other: asked.append(1),
    )
    compare_all([*many, *elsewhere], {})
    assert len(asked) <= 800 * NEAREST


def test_every_reason_has_a_name_and_sentences_in_both_languages() -> None:
    for code, words in reasons().items():
        assert len(words["label"]) == 2, code
        tellings = [words, *(words[name] for name in words.keys() - {"label", "en", "zh"})]
        assert all(one["en"].endswith(".") and one["zh"].endswith("。") for one in tellings)
    assert list(reasons())[:10] == [
        "other_period", "other_as_of", "other_stage", "part_of", "composite", "person_times",
        "unit_slip", "open_start", "one_sided", "other_level",
    ]  # fmt: skip
    assert {"no_days", "alone"} < set(reasons())
