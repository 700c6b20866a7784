"""万 and 亿: in which size Chinese writes an amount."""

from __future__ import annotations

SIZES = {0: "", 4: "万", 8: "亿"}


def chinese_size(smallest: int, largest: int) -> int:
    """Return the power of ten in which figures side by side are written; a key of `SIZES`.

    亿 where all of it is ten of them, or some far larger; below it offices write 万, whose parts
    stand under their sum as they are.
    Units: whole amounts, none of them zero or below.

    >>> [SIZES[chinese_size(one, one)] for one in (9_999, 248_600_000, 3_600_000_000)]
    ['', '万', '亿']
    """
    if largest < 10**4:
        return 0
    return 8 if smallest >= 10**9 or largest >= 10**10 else 4
