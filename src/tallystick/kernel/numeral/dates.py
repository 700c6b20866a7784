"""Dates and stretches of years as printed; their digits are no figures."""

from __future__ import annotations

import re

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = rf"(?:{'|'.join(f'{m}|{m[:3]}t?[.]?' for m in _MONTHS)})"
_YEAR = r"(?:1[89]|20)\d\d"
_HAN_YEAR = "[一二][〇零○一二三四五六七八九]{3}"

# A word right before the digits of a date, its first.
MAY_PRECEDE = r"[a-z]{2,9}\.?,?\s"
# Signs by which no date begins are passed over at once: they are nearly all of a text.
_BEGINS = rf"(?=[\djfmasondibuy一二])(?:(?=[\d一二])|(?<![a-z])(?={MAY_PRECEDE}\d))"

# Groups: iso_* 2021-05-06, han_* 2021年5月6日, mdy_* May 6(-8), 2021, dmy_* 6 May 2021,
# my_* May 2021; what matches without a group is a year or a stretch of years. For small letters.
DATE = re.compile(
    rf"{_BEGINS}(?:(?<![\d.])(?:(?P<iso_y>{_YEAR})[-/.](?P<iso_m>\d\d?)[-/.](?P<iso_d>\d\d?)(?![\d.])"
    rf"|(?:(?P<han_y>{_YEAR})\s?年\s?)?(?P<han_m>\d\d?)\s?月"
    r"(?:\s?(?P<han_d>\d\d?)\s?(?:[日号]|(?=[-–—~至到]\s?\d\d?[日号])))?"
    rf"|(?:{_YEAR}|{_HAN_YEAR})\s?(?:[-–—~至]\s?(?:{_YEAR}|\d\d)\s?)?年(?:代|度)?"
    rf"|{_YEAR}\s?(?:[-–—~]|to)\s?(?:{_YEAR}|\d\d)(?!\d|[-,.]\d))"
    rf"|\b(?P<mdy_m>{_MONTH})\s(?P<mdy_d>3[01]|[12]?\d)(?:st|nd|rd|th)?(?:\s?(?:[-–—]|to)\s?\d\d?(?:st|nd|rd|th)?)?"
    rf"(?!\d|,\d|\s(?:million|billion|percent|per\scent|yuan)\b)"
    rf"(?:(?:\s?,\s?|(?<=st|nd|rd|th)\s)(?P<mdy_y>{_YEAR})(?!\d))?"
    rf"|(?<!\d)(?P<dmy_d>\d\d?)(?:st|nd|rd|th)?(?:\s?(?:[-–—]|to|and)\s?\d\d?(?:st|nd|rd|th)?)?\s(?:of\s)?(?P<dmy_m>{_MONTH})\b"
    rf"(?:,?\s(?P<dmy_y>{_YEAR})(?!\d))?"
    rf"|\b(?P<my_m>{_MONTH}),?\s(?P<my_y>{_YEAR})(?!\d)"
    rf"|\b(?:in|since|by|of|from|until|during|year|between|and)\s(?P<bare_y>{_YEAR})s?(?=[\s.,;:)]|$)"
    rf"(?!,\d|\.\d|\s(?:yuan|people|million|billion)))",
    re.ASCII,
)
