"""One figure as a source printed it: value, hedge and unit, or that it cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tallystick.kernel.numeral.scanning import Number, scan

# A printed figure is a few words; whatever is longer is a text and is not read as one.
LONGEST_FIGURE = 500
# Between digits of full width a comma of full width tells the thousands apart; elsewhere it lists.
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_BETWEEN = re.compile(r"\bbetween\b|介于", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """What a printed figure says. `value` is None when different numbers are printed.

    Units: `value` and `numbers` in base units; `unit` as the print has it (元 is CNY), empty when
    it names none or the numbers differ in it. `qualifier` is exact, about, more_than or nearly;
    empty when the numbers differ in it. The two ends of a range are about.
    """

    value: Decimal | None
    qualifier: str
    unit: str
    numbers: tuple[Decimal, ...]


# A file is checked and then kept: each print is asked for twice.
@lru_cache(maxsize=4096)
def read_figure(text: str) -> Figure | None:
    """Return what a printed figure says, or None when any of it is unsure.

    >>> read_figure("超过72.8亿元").value, read_figure("超过72.8亿元").qualifier
    (Decimal('7280000000'), 'more_than')
    >>> read_figure("7名医生、1名教师").numbers
    (Decimal('7'), Decimal('1'))
    >>> read_figure("30万至50万元").qualifier, read_figure("３，２４４万元").value
    ('about', Decimal('32440000'))
    >>> read_figure("1e308") is None, read_figure("fewer than 50") is None
    (True, True)
    """
    if len(text) > LONGEST_FIGURE:
        return None
    text = _WIDE_COMMA.sub(",", text)
    found = list(scan(text))
    if not found or _digits_left_over(text, found):
        return None
    units, hedges = {n.unit for n in found}, {n.qualifier for n in found}
    several = len({n.value for n in found}) > 1
    if several and (any(n.ranged for n in found) or _BETWEEN.search(text)):
        hedges = {"about"}
    return Figure(
        value=None if several else found[0].value,
        qualifier=hedges.pop() if len(hedges) == 1 else "",
        unit=units.pop() if len(units) == 1 else "",
        numbers=tuple(n.value for n in found),
    )


def _digits_left_over(text: str, found: list[Number]) -> bool:
    """Whether some digit stands in no number: then part of the print was not understood."""
    end, gaps = 0, []
    for number in found:
        gaps.append(text[end : number.start])
        end = number.end
    gaps.append(text[end:])
    return any(sign.isdigit() for gap in gaps for sign in gap)
