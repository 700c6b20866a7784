"""Files meant to hurt: each is refused by name, quickly, and nothing in it runs or is fetched.

Of `look` and `open_workbook`.
"""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from tallystick.interchange.excel import counting, reading
from tallystick.interchange.excel.precheck import Looked, look
from tallystick.interchange.excel.reading import letter, open_workbook

SHEET = "xl/worksheets/sheet1.xml"


def plain() -> bytes:
    """Return a harmless workbook."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Sale").write_row(0, 0, ["a", 1])
    book.close()
    return out.getvalue()


def rebuilt(source: bytes, changed: dict[str, bytes | None]) -> bytes:
    """Return an archive with parts exchanged, added, or (None) taken away."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def with_sheet(cells: str, before: str = "") -> bytes:
    """Return a workbook whose one sheet has this XML in it."""
    text = (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/'
        f'spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    )
    return rebuilt(plain(), {SHEET: text.encode()})


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
RELATIONS = "xl/_rels/workbook.xml.rels"


def moved(part: str, target: str) -> bytes:
    """Return a workbook whose one sheet claims far cells, and lies in a part of another name."""
    source = with_sheet(FAR)
    with zipfile.ZipFile(BytesIO(source)) as archive:
        content, relations = archive.read(SHEET), archive.read(RELATIONS)
    named = relations.replace(b"worksheets/sheet1.xml", target.encode())
    assert named != relations
    return rebuilt(source, {SHEET: None, part: content, RELATIONS: named})


MANY = b"<worksheet><sheetData>" + (b"<row>" + b"<c/>" * 100 + b"</row>") * 600

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def bomb() -> bytes:
    """Return 300 MB of blanks in some 300 kB."""
    return rebuilt(plain(), {SHEET: b"<worksheet>" + b" " * 300_000_000})


def torn(packing: int) -> bytes:
    """Return a workbook whose sheet is packed in another way, and broken in the middle."""
    out, marker = BytesIO(), bytes(range(256)) * 9
    with zipfile.ZipFile(BytesIO(plain())) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        new.writestr(SHEET, marker, packing)
        at = new.getinfo(SHEET).header_offset + 30 + len(SHEET) + 20
    whole = bytearray(out.getvalue())
    whole[at : at + 40] = b"\xff" * 40
    return bytes(whole)


HOSTILE = {
    "zip bomb": (bomb, "workbook-swells"),
    "part that shrank a thousandfold": (
        lambda: rebuilt(plain(), {"xl/media/a.xml": b" " * 5_000_000}),
        "workbook-swells",
    ),
    "a thousand parts": (
        lambda: rebuilt(plain(), {f"xl/p{n}.xml": b"<a/>" for n in range(1_001)}),
        "workbook-swells",
    ),
    "four kilobytes that claim 17 billion cells": (
        lambda: with_sheet(FAR),
        "workbook-too-many-rows",
    ),
    "the same in a part of another folder": (
        lambda: moved("xl/data/s.xml", "data/s.xml"),
        "workbook-too-many-rows",
    ),
    "the same in a part of another ending": (
        lambda: moved("xl/worksheets/s.dat", "worksheets/s.dat"),
        "workbook-too-many-rows",
    ),
    "the same in single quotes": (
        lambda: with_sheet(FAR.replace('"', "'")),
        "workbook-too-many-rows",
    ),
    "a sheet wider than any form": (
        lambda: with_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        "workbook-too-wide",
    ),
    "nine million cells without an address in 400 kilobytes": (
        lambda: with_sheet(("<row>" + "<c><v>1</v></c>" * 150 + "</row>") * 60_000),
        "workbook-too-many-cells",
    ),
    "the same under a prefix": (
        lambda: with_sheet(("<x:row>" + "<x:c><x:v>1</x:v></x:c>" * 150 + "</x:row>") * 25_000),
        "workbook-too-many-cells",
    ),
    "the same in many sheets": (
        lambda: rebuilt(plain(), dict.fromkeys((f"xl/{n}.xml" for n in range(60)), MANY)),
        "workbook-too-many-cells",
    ),
    "rows without an address": (
        lambda: with_sheet("".join(f"<row ht='{n}'/>" for n in range(250_001))),
        "workbook-too-many-rows",
    ),
    "one row of cells without an address": (
        lambda: with_sheet("<row>" + "<c/>" * 201 + "</row>"),
        "workbook-too-wide",
    ),
    "a billion laughs": (lambda: with_sheet("", LAUGHS + "]>"), "workbook-declares"),
    "macros": (lambda: rebuilt(plain(), {"xl/vbaProject.bin": b"x"}), "workbook-macros"),
    "old macro sheet": (
        lambda: rebuilt(plain(), {"xl/macrosheets/sheet1.xml": b"<a/>"}),
        "workbook-macros",
    ),
    "external link": (
        lambda: rebuilt(plain(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        "workbook-links-out",
    ),
    "data connection": (
        lambda: rebuilt(plain(), {"xl/connections.xml": b"<a/>"}),
        "workbook-links-out",
    ),
    "DDE": (
        lambda: with_sheet('<row r="1"><c r="A1"><f>cmd|\' /C calc\'!A0</f><v>1</v></c></row>'),
        "workbook-links-out",
    ),
    "nested archive": (
        lambda: rebuilt(plain(), {"xl/embeddings/inner.xlsx": plain()}),
        "workbook-nested",
    ),
    "password": (
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "workbook-encrypted",
    ),
    "old workbook with macros": (
        lambda: OLE + "Workbook_VBA_PROJECT".encode("utf-16-le"),
        "workbook-macros",
    ),
    "old workbook of nothing": (lambda: OLE + "Workbook".encode("utf-16-le"), "workbook-damaged"),
    "a Word file's frame": (lambda: OLE, "not-a-workbook"),
    "half a file": (lambda: plain()[:900], "workbook-damaged"),
    "an archive of something else": (
        lambda: rebuilt(plain(), {"xl/workbook.xml": None}),
        "not-a-workbook",
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "not-a-workbook"),
    "nothing": (lambda: b"", "not-a-workbook"),
    "too large": (lambda: b"PK\x03\x04" + b"\0" * 25_000_000, "workbook-too-large"),
    "cells that begin and never end, behind a formula": (
        lambda: with_sheet('<row r="1"><c r="A1"><f>1</f></c>' + "<c r= " * 150_000),
        "workbook-damaged",
    ),
    "one cell with an address over and over": (
        lambda: with_sheet('<row r="1"><c r="A1"><f>1</f></c><c ' + 'r="A1" ' * 130_000),
        "workbook-damaged",
    ),
    "strokes without end in a formula": (
        lambda: with_sheet('<row r="1"><c r="A1"><f>' + "|" * 900_000),
        "workbook-damaged",
    ),
    "rows that begin and never end": (
        lambda: with_sheet("<row " * 180_000),
        "workbook-damaged",
    ),
    "a packing that is torn": (
        lambda: torn(zipfile.ZIP_LZMA),
        "workbook-damaged",
    ),
    "a name that is no text": (
        lambda: rebuilt(plain(), {"xl/\u00e9\u00e9.bin": b"1"}).replace(
            "\u00e9\u00e9".encode(), b"\xff\xfe\xfd\xfc"
        ),
        "workbook-damaged",
    ),
    "sheet that is no XML": (
        lambda: rebuilt(plain(), {SHEET: b"<worksheet><sheetData><row"}),
        "workbook-damaged",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_in_bounded_time_and_memory(name: str) -> None:
    make, code = HOSTILE[name]
    source = make()
    tracemalloc.start()
    # Of the processor: how many others share this machine says nothing of the file.
    begun = time.process_time()
    opened = open_workbook(source)
    taken = time.process_time() - begun
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [problem.code for problem in opened.problems] == [code], opened
    assert opened.sheets == ()
    assert taken < 5, f"{name} took {taken:.1f} s"
    assert peak < 100_000_000, f"{name} took {peak // 1_000_000} MB"


def test_a_workbook_at_the_limits_is_read_with_addresses_and_without() -> None:
    cells = "<c><v>1</v></c>" * 200
    opened = open_workbook(with_sheet(f"<row>{cells}</row>" * 30))
    assert (opened.problems, [len(row) for row in opened.sheets[0].rows]) == ((), [200] * 30)
    placed = "".join(f'<c r="{letter(n)}1"><v>1</v></c>' for n in range(200))
    assert open_workbook(with_sheet(f'<row r="1">{placed}</row>')).problems == ()


def test_no_tag_is_cut_where_pieces_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    source = with_sheet("<row>" + "<c><v>1</v></c>" * 201 + "</row>")
    for size in (7, 64, 1000):
        monkeypatch.setattr(counting, "PIECE", size)
        assert [problem.code for problem in look(source).problems] == ["workbook-too-wide"]
        assert look(with_sheet("<row>" + "<c><v>1</v></c>" * 200 + "</row>")).problems == ()


def test_a_part_that_holds_more_than_it_says_is_not_unpacked() -> None:
    source = bytearray(rebuilt(plain(), {SHEET: b"<worksheet/>" + b" " * 900_000}))
    # The size in the central directory is made small; the content stays as it is.
    with zipfile.ZipFile(BytesIO(bytes(source))) as archive:
        size = archive.getinfo(SHEET).file_size
    at = source.rindex(size.to_bytes(4, "little"))
    source[at : at + 4] = (12).to_bytes(4, "little")
    assert [p.code for p in open_workbook(bytes(source)).problems] == ["workbook-damaged"]


def test_a_link_to_a_web_page_is_a_word_and_nothing_else() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "See"
    book.active["A1"].hyperlink = "https://example.org/"
    out = BytesIO()
    book.save(out)
    opened = open_workbook(out.getvalue())
    assert (opened.problems, opened.sheets[0].rows) == ((), [["See"]])


MANIFEST = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></m:manifest>'


def ods(cells: str, **parts: bytes) -> bytes:
    """Return an OpenDocument sheet made by hand."""
    spaces = {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "xlink": "xlink"
    }  # fmt: skip
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{value}"'
        for key, value in spaces.items()
    )
    text = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Sale">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", text)
        for name, content in {"META_INF__manifest_xml": MANIFEST, **parts}.items():
            plain_name = name.replace("META_INF", "META-INF").replace("__", "/")
            archive.writestr(plain_name.replace("_xml", ".xml"), content)
    return out.getvalue()


CELL = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Fir</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="12.5"/>'
    '<table:table-cell office:value-type="date" office:date-value="2020-03-10"/></table:table-row>'
)


def test_an_open_document_is_read_in_a_process_of_its_own() -> None:
    opened = open_workbook(ods(CELL))
    assert opened.problems == ()
    (row,) = opened.sheets[0].rows
    assert (opened.kind, row[0], row[1], str(row[2])[:10]) == ("ods", "Fir", 12.5, "2020-03-10")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (ods(CELL, META_INF__manifest_xml=b"<m:encryption-data/>"), "workbook-encrypted"),
        (ods(CELL, Basic__a_xml=b"<a/>"), "workbook-macros"),
        (ods('<table:table-source xlink:href="http://example.org/a.ods"/>'), "workbook-links-out"),
        (
            ods(
                '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
                'table:number-columns-repeated="16000" office:value-type="float" '
                'office:value="1"/></table:table-row>'
            ),
            "workbook-damaged",
        ),
    ],
)
def test_a_hostile_open_document_is_refused_and_takes_nothing_with_it(
    source: bytes, code: str
) -> None:
    begun = time.monotonic()
    assert [problem.code for problem in open_workbook(source).problems] == [code]
    assert time.monotonic() - begun < 60


def test_a_harmless_workbook_passes() -> None:
    assert (look(plain()).kind, look(plain()).problems) == ("xlsx", ())
    assert open_workbook(plain()).sheets[0].rows == [["a", 1.0]]


def test_where_the_pre_check_misses_a_far_cell_only_another_process_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "look", lambda _source: Looked("xlsx"))
    opened = reading.open_workbook(moved("xl/data/s.xml", "data/s.xml"))
    assert [problem.code for problem in opened.problems] == ["workbook-damaged"]
