"""CSV out: UTF-8 as a spreadsheet knows it, and no cell that one would run or misread."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from tallystick.kernel.text import visible

# A spreadsheet knows UTF-8 by this mark alone.
_BOM = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in half and full width.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a CSV file as text: figures as they are, texts as nothing but texts.

    >>> csv_text(["name", "sum"], [["=1+1", -5]]).removeprefix(_BOM).splitlines()
    ['name,sum', "'=1+1,-5"]
    """
    out = io.StringIO(_BOM)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out)
    writer.writerow([_cell(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, str) or _is_number(value):
        return value
    shown = visible(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _is_number(text: str) -> bool:
    """Return whether a text is a plain decimal, as amounts finer than a whole unit are given.

    >>> _is_number("-12.50"), _is_number("-1+1")
    (True, False)
    """
    whole, _point, part = text.removeprefix("-").partition(".")
    return text.isascii() and whole.isdigit() and (not part or part.isdigit())
