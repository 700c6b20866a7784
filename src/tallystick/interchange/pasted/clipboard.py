"""What a spreadsheet puts on the clipboard, as rows of cells: tabs between, ends of line after.

Excel, WPS and LibreOffice alike put a cell that holds a tab, a quote or an end of line between
quotes and double its own quotes; every other cell stands as it is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

Rows = list[list[str]]
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
_END = re.compile(r"\t|\r\n?|\n")
_MONTH_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})[日号]")
# A number alone: what a unit chosen above the column may be put behind.
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]*)?")


def cells_of(text: str) -> Rows:
    r"""Return the rows of a pasted text, each a list of cells without blanks round them.

    Rows without anything in them are kept, so that a row keeps its number; those at the end go.

    >>> cells_of('a\t"b\nc"\t5" pipe\r\n\r\nd\te\n\n')
    [['a', 'b\nc', '5" pipe'], [''], ['d', 'e']]
    >>> cells_of("")
    []
    """
    rows: Rows = [[]]
    at = 0
    while at <= len(text):
        found = _CELL.match(text, at)
        quoted, plain = (found[1], found[2]) if found else (None, "")
        cell = quoted.replace('""', '"') if quoted is not None else plain
        rows[-1].append(cell.replace("\u00a0", " ").strip())
        end = _END.match(text, found.end() if found else at)
        if end is None:
            break
        at = end.end()
        if end[0] != "\t":
            rows.append([])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def text_of_rows(rows: Iterable[Sequence[str]]) -> str:
    r"""Return rows as a spreadsheet would put them on the clipboard.

    >>> text_of_rows([["a", 'say "x"'], ["b\nc", ""]])
    'a\tsay "x"\n"b\nc"\t'
    >>> cells_of(text_of_rows([['"', "b\tc"]]))
    [['"', 'b\tc']]
    """
    return "\n".join("\t".join(_written(cell) for cell in row) for row in rows)


def _written(cell: str) -> str:
    if not cell.startswith('"') and not any(sign in cell for sign in "\t\r\n"):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def whole_day(text: str, year: int) -> str:
    """Return a day with the year of its table where the cell leaves it out, as 3月5日 does.

    >>> whole_day("３月5日", 2020), whole_day("2020-03-05", 2019), whole_day("soon", 2020)
    ('2020-3-5', '2020-03-05', 'soon')
    """
    found = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"{year}-{found[1]}-{found[2]}" if found else text


def in_magnitude(text: str, word: str) -> str:
    """Return a plain number with the magnitude that was chosen for its column behind it.

    A cell that says 万, 亿 or yuan itself means what it says. A sign of the yuan before it, which
    spreadsheets show beside an amount, says nothing new.

    >>> in_magnitude("1,250.5", "万"), in_magnitude("３", "亿"), in_magnitude("12亿", "万")
    ('1250.5万', '3亿', '12亿')
    >>> in_magnitude("many", "万"), in_magnitude("￥ 7.00", "")
    ('many', '7.00')
    """
    text = text.lstrip("¥￥ ")
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if not word or not _NUMBER.fullmatch(plain):
        return text
    return plain.replace(",", "") + word
