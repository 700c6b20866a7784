"""How figures and days are written in each language: integers in, `Decimal` at the last step.

English scales a whole row by its largest figure and names the size once, in the unit's words;
Chinese writes 万 or 亿 behind each figure. In both, the figures of one row have one size and as
many places each, so that parts stand under their sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tallystick.kernel.numeral.sizes import SIZES, chinese_size

Kind = Literal["money", "count", "percent"]

MINUS = "\N{MINUS SIGN}"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Empty(StrEnum):
    """The ways a cell holds no figure; zero is a figure and not among them."""

    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    NO_TARGET = "no_target"
    NONE = "none"


EMPTY_WORDS = {
    Empty.NOT_REPORTED: _("not reported"),
    Empty.NOT_DUE: _("not due"),
    Empty.NOT_APPLICABLE: _("not applicable"),
    Empty.NO_TARGET: _("no target"),
    Empty.NONE: _("none"),
}


def is_chinese(lang: str) -> bool:
    """Return whether `lang` is written the Chinese way.

    >>> is_chinese("zh-hans"), is_chinese("en-gb")
    (True, False)
    """
    return lang.startswith("zh")


def kind_of(unit_code: str) -> Kind:
    """Return how the figures of a unit are written.

    >>> kind_of("CNY/county"), kind_of("percent"), kind_of("person")
    ('money', 'percent', 'count')
    """
    if unit_code.startswith("CNY"):
        return "money"
    return "percent" if unit_code in {"percent", "basis_point"} else "count"


def figure_and_unit(figure: str, unit: str, lang: str) -> str:
    """Return a shown figure with its unit, which Chinese writes together, English but for %.

    >>> figure_and_unit("0", "元", "zh-hans"), figure_and_unit("4,000", "万元", "zh-hans")
    ('0元', '4,000万元')
    >>> figure_and_unit("3", "persons", "en"), figure_and_unit("72.9", "%", "en")
    ('3 persons', '72.9%')
    """
    close = is_chinese(lang) or unit in ("", "%")
    return f"{figure}{unit}" if close else f"{figure} {unit}"


@dataclass(frozen=True)
class Measure:
    """How the figures of one row are written.

    Units: amounts are minor units with `scale` decimal places inside; they are divided by
    10**`power` and shown with `places` decimals. `unit` is said once a row. `rounded`: some figure
    of the row has more places than are shown, so parts may miss their sum by the last one.
    """

    unit: str
    kind: Kind
    scale: int
    power: int
    places: int
    lang: str
    rounded: bool = False

    def show(self, amount: int) -> str:
        """Return one figure of the row; what is not zero never reads as zero.

        >>> row = measure([26_000_000_000, 24_860_000_000], "yuan", "CNY", scale=2, lang="en")
        >>> row.show(24_860_000_000), row.show(-800_000_000), row.show(400_000), row.show(0)
        ('248.6', '−8.0', '<0.1', '0')
        >>> row.unit
        'million yuan'
        >>> given = [24_000_000_000, 24_860_000_000, 860_000_000]
        >>> row = measure(given, "元", "CNY", scale=2, lang="zh-hans")
        >>> row.show(24_000_000_000), row.show(24_860_000_000), row.show(-860_000_000), row.unit
        ('24,000万', '24,860万', '−860万', '元')
        >>> measure([4], "%", "percent", scale=2, lang="zh-hans").show(4)
        '<0.1'
        """
        if not amount:
            return "0"
        shown = _rounded(Decimal(abs(amount)).scaleb(-self.scale - self.power), self.places)
        size = SIZES[self.power] if is_chinese(self.lang) else ""
        return _sign(amount) + _never_zero(shown, self.places) + size

    def rounds(self, amount: int) -> bool:
        """Return whether an amount has more places than are shown.

        >>> row = measure([26_000_000_000], "yuan", "CNY", scale=2, lang="en")
        >>> row.rounds(24_860_000_000), row.rounds(24_864_000_000)
        (False, True)
        """
        unseen: int = 10 ** max(self.scale + self.power - self.places, 0)
        return amount % unseen != 0

    def with_unit(self, figure: str) -> str:
        """Return a shown figure with its unit.

        >>> measure([26_000_000_000], "元", "CNY", scale=2, lang="zh-hans").with_unit("800万")
        '800万元'
        >>> measure([3], "人", "person", scale=0, lang="zh-hans").with_unit("3")
        '3人'
        >>> measure([7290], "%", "percent", scale=2, lang="en").with_unit("72.9")
        '72.9%'
        """
        return figure_and_unit(figure, self.unit, self.lang)

    def signed(self, amount: int) -> str:
        """Return a change, with its sign.

        >>> measure([12], "persons", "person", lang="en").signed(12)
        '+12'
        """
        return f"+{self.show(amount)}" if amount > 0 else self.show(amount)


def measure(
    amounts: Iterable[int], unit: str, unit_code: str, *, scale: int = 0, lang: str
) -> Measure:
    """Return how a row is written, from its largest figure.

    Units: `amounts` in minor units of `unit_code`; `unit` is its word in `lang`.

    >>> measure([110_000_000], "persons", "person", lang="en").unit
    'million persons'
    """
    row, kind = list(amounts), kind_of(unit_code)
    largest = max((abs(amount) for amount in row), default=0) // 10**scale
    chinese = is_chinese(lang)
    power, size = (
        (_chinese_power(row, kind, scale), "") if chinese else _english_size(largest, kind)
    )
    if not power:
        places = _plain_places(row, kind, scale)
    elif chinese:
        places = _chinese_places(row, scale + power, power)
    else:
        places = 2 if largest < 10 * 10**power else 1
    named = f"{size} {unit}" if size else unit
    made = Measure(named, kind, scale, power, places, lang)
    return replace(made, rounded=any(made.rounds(amount) for amount in row))


def _english_size(largest: int, kind: Kind) -> tuple[int, str]:
    if kind == "money":
        steps = ((10**10, 9, "billion"), (10**5, 6, "million"))
    else:
        steps = ((10**10, 9, "billion"), (10**7, 6, "million"))
    for least, power, size in steps:
        if kind != "percent" and largest >= least:
            return power, size
    return 0, ""


def _chinese_power(row: list[int], kind: Kind, scale: int) -> int:
    found = [abs(amount) // 10**scale for amount in row if amount]
    # Counts are read to the last one for longer than money is.
    if kind == "percent" or not found or (kind == "count" and max(found) < 10**7):
        return 0
    return chinese_size(min(found), max(found))


def _plain_places(row: list[int], kind: Kind, scale: int) -> int:
    if kind == "percent":
        return min(scale, 1)
    return scale if any(amount % 10**scale for amount in row) else 0


def _chinese_places(row: list[int], digits: int, power: int) -> int:
    """Return the fewest places that show a row whole; at most to 万 below 亿, to 百 below 万.

    Units: `digits` are those of the minor unit that lie behind the point.
    """
    if len({abs(amount) for amount in row if amount}) < 2:
        return _places_alone(row, digits, power)
    most = min(power // 2, digits)
    for places in range(most):
        if not any(amount % 10 ** (digits - places) for amount in row):
            return places
    return most


def _places_alone(row: list[int], digits: int, power: int) -> int:
    """Return the places of a figure that stands alone: three figures of it say enough."""
    amount = max(map(abs, row))
    if power == 8:
        return 2
    if amount >= 100 * 10**digits:
        return 0
    return next((n for n in (0, 1) if not amount % 10 ** (digits - n)), 2)


def _never_zero(shown: Decimal, places: int) -> str:
    """Return a rounded amount that is not zero; what rounds to zero is less than one step."""
    return f"{shown:,}" if shown else f"<{Decimal(1).scaleb(-places)}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _sign(amount: int) -> str:
    return MINUS if amount < 0 else ""


def spell(amount: int, unit: str, unit_code: str, *, scale: int = 0, lang: str) -> tuple[str, str]:
    """Return one figure that stands alone, and the words of its unit.

    >>> spell(520_000_000, "yuan", "CNY", scale=2, lang="en")
    ('5.20', 'million yuan')
    >>> spell(520_000_000, "元", "CNY", scale=2, lang="zh-hans")
    ('520', '万元')
    """
    row = measure([amount], unit, unit_code, scale=scale, lang=lang)
    size = SIZES[row.power] if is_chinese(lang) else ""
    return row.show(amount).removesuffix(size), size + row.unit


def day_text(day: date, lang: str) -> str:
    """Return a day as tables show it.

    >>> day_text(date(2020, 11, 23), "en"), day_text(date(2020, 11, 23), "zh-hans")
    ('23 Nov 2020', '2020-11-23')
    """
    if is_chinese(lang):
        return day.isoformat()
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_day(day: date, lang: str) -> str:
    """Return a day as sentences say it.

    >>> long_day(date(2020, 11, 3), "en"), long_day(date(2020, 11, 3), "zh-hans")
    ('3 November 2020', '2020年11月3日')
    """
    if is_chinese(lang):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_text(start: date, end: date, lang: str) -> str:
    """Return a period inside one year as a heading says it.

    >>> span_text(date(2020, 1, 1), date(2020, 10, 31), "en")
    '1 January to 31 October 2020'
    >>> span_text(date(2020, 1, 1), date(2020, 10, 31), "zh-hans")
    '2020年1月1日至10月31日'
    """
    if is_chinese(lang):
        return f"{long_day(start, lang)}至{end.month}月{end.day}日"
    return f"{start.day} {MONTHS[start.month - 1]} to {long_day(end, lang)}"


def month_name(month: int, lang: str) -> str:
    """Return a month's short name.

    >>> month_name(9, "en"), month_name(9, "zh-hans")
    ('Sep', '9月')
    """
    return f"{month}月" if is_chinese(lang) else MONTHS[month - 1][:3]


def published_text(iso: str, lang: str) -> str:
    """Return a day, a month or a year as finely as its ISO text has it.

    >>> [published_text(iso, "en") for iso in ("2021-05-06", "2021-05", "2021", "")]
    ['6 May 2021', 'May 2021', '2021', '']
    >>> published_text("2021-05", "zh-hans"), published_text("2021", "zh-hans")
    ('2021年5月', '2021年')
    """
    if len(iso) == len("2021-05-06"):
        return day_text(date.fromisoformat(iso), lang)
    year, _dash, month = iso.partition("-")
    if is_chinese(lang):
        return f"{year}年{int(month)}月" if month else f"{year}年" if year else ""
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def instant_text(instant: datetime, lang: str) -> str:
    """Return an instant as a clock on the wall of the office shows it."""
    local = timezone.localtime(instant)
    if is_chinese(lang):
        return f"{long_day(local.date(), lang)} {local:%H:%M}"
    return f"{day_text(local.date(), lang)}, {local:%H:%M}"


def waiting_text(days: int) -> str:
    """Return how many working days something waits, in the reader's language."""
    words = ngettext("Waiting %(days)s working day", "Waiting %(days)s working days", days)
    return words % {"days": days}
