"""What every workbook of ours shares: its manifest, its hidden lists, its looks. Written blind to
what it is about, so that entering and matching look alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tallystick.interchange.excel.words import harmless, pair, spoken

MANIFEST, LISTS = "_tallystick", "_lists"
# What marks the hidden row of codes, so that a renamed header or a moved column is still known.
MARK = "tallystick:"
VERSION = 1
_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_TEAL, _GREY, _SOFT = "#0F5C63", "#6B7280", "#F1F3F4"


class Layout:
    """One workbook being written: formats by name, lists by name, and the sheets made so far."""

    def __init__(self, lang: str, title: str, on: datetime) -> None:
        self.lang = lang
        self._out = BytesIO()
        self.book = Workbook(self._out, dict(_SETTINGS))
        # The same workbook asked for twice is the same file, byte by byte.
        self.book.set_properties({"title": title, "created": on})
        self._formats: dict[str, Format] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def say(self, *path: str) -> str:
        """Return words of the workbook in its language."""
        return spoken(pair(*path), self.lang)

    def looks(self, name: str, **settings: Any) -> Format:
        """Return the format of a name, made once."""
        if name not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "valign": "vcenter", **settings}
            self._formats[name] = self.book.add_format(base)
        return self._formats[name]

    def header(self) -> Format:
        """Return the look of a header cell."""
        return self.looks(
            "header", bold=True, text_wrap=True, bg_color=_TEAL, font_color="white", border=1
        )

    def example(self) -> Format:
        """Return the look of the example row."""
        return self.looks("example", italic=True, font_color=_GREY, bg_color=_SOFT)

    def cell(self, kind: str, *, locked: bool = False) -> Format:
        """Return the look of a cell of a kind: day, money, whole or anything else."""
        formats = {
            "day": "yyyy-mm-dd",
            "date": "yyyy-mm-dd",
            "money": "#,##0.00",
            "whole": "#,##0",
            "number": "0",
        }
        name = f"{kind}-{locked}"
        grey = {"bg_color": _SOFT} if locked else {}
        # Text stays text: a code such as 0012 keeps its zeros.
        return self.looks(name, num_format=formats.get(kind, "@"), locked=locked, **grey)

    def drop_down(self, choices: Sequence[str]) -> str:
        """Return the defined name of a list to choose from; the same list is kept once."""
        key = tuple(choices)
        if key not in self._lists:
            self._lists[key] = f"list_{len(self._lists) + 1}"
        return f"={self._lists[key]}"

    def read_me(
        self, title: str, facts: Iterable[tuple[str, str]], steps: Iterable[Sequence[str]]
    ) -> Worksheet:
        """Write the sheet that says what this is and how to fill it in."""
        sheet = self.book.add_worksheet(self.say("sheets", "read_me"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 90)
        big = self.looks("title", bold=True, font_size=16)
        strong, wrapped = self.looks("strong", bold=True), self.looks("wrapped", text_wrap=True)
        sheet.write_string(0, 0, harmless(title), big)
        row = 2
        for name, value in facts:
            sheet.write_string(row, 0, name, strong)
            sheet.write_string(row, 1, harmless(value), wrapped)
            row += 1
        row += 1
        for n, (english, chinese) in enumerate(steps, 1):
            for text in {"en": (english,), "zh": (chinese,)}.get(self.lang, (chinese, english)):
                sheet.write_number(row, 0, n, self.looks("step", align="right"))
                sheet.write_string(row, 1, text, wrapped)
                row += 1
        sheet.protect()
        return sheet

    def finished(self, manifest: Mapping[str, str]) -> bytes:
        """Write the lists and the manifest, both hidden, and return the file."""
        self._write_lists()
        sheet = self.book.add_worksheet(MANIFEST)
        for row, (name, value) in enumerate({"version": str(VERSION), **manifest}.items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        sheet.protect()
        sheet.very_hidden()
        self.book.close()
        return self._out.getvalue()

    def _write_lists(self) -> None:
        if not self._lists:
            return
        sheet = self.book.add_worksheet(LISTS)
        for column, (choices, name) in enumerate(self._lists.items()):
            for row, choice in enumerate(choices):
                sheet.write_string(row, column, choice)
            letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            self.book.define_name(name, f"='{LISTS}'!{letter}$1:{letter}${len(choices)}")
        sheet.protect()
        sheet.very_hidden()


def sheet_name(text: str, taken: Iterable[str]) -> str:
    """Return a name that a sheet may bear: at most 31 signs, none of them forbidden, not taken.

    >>> sheet_name("Funds: in/out", ["Funds  in out"])
    'Funds  in out 2'
    """
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in text).strip("' ")[:31]
    used = {name.casefold() for name in taken}
    name, n = plain, 1
    while name.casefold() in used:
        n += 1
        name = f"{plain[:28]} {n}"
    return name
