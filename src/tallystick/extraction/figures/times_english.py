"""How English announcements name stretches of time, in lower case."""

from __future__ import annotations

from tallystick.extraction.figures.stretches import (
    Reader,
    altogether,
    last_year,
    last_year_on,
    now,
    of_year,
    plan,
    point,
    recently,
    since,
    since_month,
    since_then,
    so_far,
    this_year,
    year_range,
    years_back,
    years_to_come,
)
from tallystick.kernel.numeral.dates import MONTH_NUMBERS

_Y = r"(?:19|20)\d\d"
_YEAR = rf"(?P<y>{_Y})\b"
_NAMES = "|".join(rf"{name}[a-z]{{0,6}}\.?" for name in MONTH_NUMBERS)
_MONTH = rf"(?P<month>{_NAMES})"
# What follows makes it an amount.
_AMOUNT = r"(?! yuan| million| people|,\d)"
_UNTIL = r"(?:by|as of|as at|until|up to|till|at)(?: the)?"
_START = "(?:since|beginning in|starting in|starting from|from)"
_PART = (
    r"(?P<part>(?:the )?(?:(?P<half>first|second) half|first (?P<quarters>two|three) quarters"
    r"|(?P<quarter>first|second|third|fourth) quarter|first (?P<months>\w{3,6}|\d\d?) months"
    rf"|(?P<m1>{_NAMES})(?:\s?[-–—]\s?| to | through )(?P<m2>{_NAMES}))(?: of)? )(?:of )?"
)
_SOME = (
    r"(?P<n>\d\d?|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)"
    " (?:years|decades)"
)
_FOUNDING = (
    "(?:start|establishment|launch|founding|beginning|inception|partnership|pairing|programme)"
)

# Each with the words one of which it holds, parted by |; an empty one is always looked for, where
# one of the signs stands that it begins with.
# Where several begin at a place the longest holds; of the same length, the first.
ENGLISH: tuple[tuple[str, Reader, str], ...] = (
    # from 2016 to 2020, between 1996 and 2011
    (
        rf"(?=[fbjmasond12])\b(?:(?:from|between) )?(?:(?P<m1>{_NAMES}) )?(?P<y1>{_Y})"
        r"(?: to | and | through | until |\s?[-–—]\s?)"
        rf"(?:(?P<m2>{_NAMES}) )?(?P<y2>{_Y}|\d\d)\b{_AMOUNT}",
        year_range,
        "",
    ),
    # since 2021, since the end of 2016, from 1996 onwards
    (
        rf"(?=[sbf])\b{_START}(?: {_MONTH})?(?: the (?:year|beginning of|start of))?"
        rf"(?: (?P<last>the end of|late))? {_YEAR}(?: onwards?)?",
        since,
        "",
    ),
    # since January, since last March
    (
        rf"\b(?:since|starting in|beginning in) (?P<last>last )?{_MONTH}"
        r"(?!,? (?:of )?(?:19|20)\d\d\b)",
        since_month,
        "since|starting in|beginning in",
    ),
    # by the end of October 2024, as of October 31
    (
        rf"(?=[baut])\b{_UNTIL} (?:end of |close of |last day of )?{_MONTH}"
        rf"(?: (?P<day>\d\d?))?,?(?: (?P<y>{_Y}))?\b",
        point,
        "",
    ),
    (rf"\b(?:to )?(?:the )?end of {_MONTH}(?:,? (?P<y>{_Y}))?\b", point, "end of"),
    (
        rf"(?=[baute])\b(?:{_UNTIL}(?: end of| close of| year-end)?|to the end of|end of|end-) ?"
        rf"{_YEAR}",
        point,
        "",
    ),
    # in the first half of 2024, from January to October this year
    (rf"\b(?:from )?{_PART}(?:this year|the year)\b", this_year, "this year|the year"),
    (
        rf"\b(?:from )?{_PART}(?P<before>last year|the previous year)\b",
        last_year,
        "last year|previous year",
    ),
    (rf"(?=[ftsjmaond])\b(?:from )?{_PART}{_YEAR}", of_year, ""),
    (r"\b(?:throughout|all through|during|in) the (?:whole |entire )?year\b", of_year, "year"),
    (r"\b(?:so far |earlier )?this year\b", this_year, "this year"),
    (r"\bsince last year\b", last_year_on, "since last year"),
    (
        r"\b(?P<before>last year|(?:in )?the previous year|the year before last)\b",
        last_year,
        "last year|previous year|year before",
    ),
    # in May 2021, in 2012, 2023 figures
    (rf"(?=[jfmasond])\b{_MONTH},? (?:of )?{_YEAR}", of_year, ""),
    (
        rf"(?=[idfotyw])\b(?:in|during|for|of|throughout|over|year|whole of|fiscal) {_YEAR}"
        rf"{_AMOUNT}",
        of_year,
        "",
    ),
    (rf"(?=[12])\b{_YEAR}(?:'s\b| figures| results| data| report)", of_year, ""),
    (
        rf"\b{_YEAR}(?= cooperation| collaboration| assistance)",
        of_year,
        " cooperation| collaboration| assistance",
    ),
    # during the 13th five-year plan period
    (
        r"\b(?P<since>since the (?:start|beginning|launch) of )?(?:the )?"
        r"(?P<nth>1[1-9])th five-year plan(?: period)?",
        plan,
        "five-year plan",
    ),
    (rf"\bsince (?:its |their |the )?{_FOUNDING}\b", since_then, "since "),
    (
        r"\b(?:since then|ever since|since that (?:year|time)|in that time|from then on)\b",
        since_then,
        "since|in that time|from then on",
    ),
    (r"\bin recent years\b|\bfor (?:many )?years\b", so_far, "years"),
    # over the past five years
    (
        r"\b(?:over|in|during|for|within)(?: the| its| these)?(?: past| last| recent)?"
        rf"(?: nearly| more than)? {_SOME}\b",
        years_back,
        "years|decades",
    ),
    (r"\b(?:over|in|during) the (?:past|last) (?P<n>decade)\b", years_back, "decade"),
    # The five years of a campaign are not the last five.
    (
        rf"\b(?:over|in|during) (?:the|its|these|those) {_SOME} of (?!cooperation|partner|pair)",
        so_far,
        "years of|decades of",
    ),
    (
        rf"\b(?:over|in|during|for|within) the (?:coming|next|following) {_SOME}\b",
        years_to_come,
        "years|decades",
    ),
    (
        r"\b(?:over|through) the years\b|\bcumulative(?:ly)?\b|\badds? up to\b",
        altogether,
        "the years|cumulative|up to",
    ),
    (
        r"\baltogether so far\b|\b(?:a|the) (?:running|grand) total\b",
        altogether,
        "altogether|total",
    ),
    (
        r"\b(?:now|at present|currently|today|to date|so far|at the moment)\b",
        now,
        "now|at present|currently|today|to date|so far|at the moment",
    ),
    (r"\b(?:up to now|until now)\b", now, "to now|til now"),
    (r"\b(?:recently|in recent days|the other day)\b", recently, "recent|other day"),
)
