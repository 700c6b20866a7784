"""What is no announcement, or a trap, is refused by name, and told what to send instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extraction.papers import (
    locked_pdf,
    one_page_often,
    pdf_file,
    pdf_of,
    with_parts,
    word_file,
)

from tallystick.extraction.documents.reading import read_document
from tallystick.kernel.problem import Refused


def zipped(parts: dict[str, bytes]) -> bytes:
    return with_parts(word_file(lambda paper: paper.add_paragraph("Alpha.")), parts)


def old_office(holds: str) -> bytes:
    """Return a file of the kind that Word wrote before 2007, with something of this name in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999 + holds.encode("utf-16-le")


def flagged(content: bytes) -> bytes:
    """Return a packed file whose every part is marked as encrypted."""
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content = content[: at + place] + b"\x01" + content[at + place + 1 :]
            at = content.find(sign, at + 4)
    return content


DECLARED = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x/>'
SEVEN = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x +AFs-+AF0APg-<x/>'
TWENTY_MEGABYTES = {"word/a.xml": bytes(range(256)) * 90_000}
NO_DAY = b'{"text":"a","published":"2021-02-30"}'
LONG_NUMBER = b'{"text":"a","n":' + b"9" * 9_000 + b"}"
# What it is → how it is made. By the code of the refusal.
REFUSED: dict[str, dict[str, Callable[[], bytes]]] = {
    "readout-empty": {
        "nothing": lambda: b"",
        "blanks": lambda: b" \n\t ",
        "a page without words": lambda: b"<html><body><script>1</script></body></html>",
    },
    "readout-too-large": {
        "21 MB": lambda: b"a" * 21_000_000,
        "a page of 6 MB": lambda: b"<p>" + b"a" * 6_000_000,
    },
    "readout-text-too-long": {"a million and one signs": lambda: b"a" * 1_000_001},
    "readout-other-kind": {
        "an old Word file": lambda: old_office("WordDocument"),
        "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
        "rich text": lambda: b"{\\rtf1 Alpha}",
        "a workbook": lambda: zipped({}).replace(b"word/", b"xl__/"),
    },
    "readout-half-sign": {
        "a high surrogate alone": lambda: b"\xff\xfe" + "帮扶".encode("utf-16-le") + b"\x00\xd8a\0",
        "a low surrogate alone": lambda: b"\xfe\xff" + b"\xdc\x00" + "帮扶".encode("utf-16-be"),
        "half a unit at the end": lambda: "帮扶".encode("utf-16") + b"a",
    },
    "readout-not-text": {
        "bytes": lambda: b"a\0b\1c",
        "bytes under a mark of UTF-16": lambda: "a\0b".encode("utf-16"),
    },
    "readout-encoding-unknown": {"no encoding": lambda: bytes(range(128, 256)) * 9},
    "readout-json-unread": {
        "broken JSON": lambda: b'{"text": ',
        "JSON without a text": lambda: b'{"title": "Alpha"}',
        "JSON of brackets": lambda: b'{"a":' + b"[" * 200_000,
        "JSON of a long number": lambda: LONG_NUMBER,
    },
    "readout-published-unread": {"JSON of no day": lambda: NO_DAY},
    "readout-damaged": {
        "a torn Word file": lambda: zipped({})[:9_000],
        "a Word file of nonsense": lambda: zipped({"word/document.xml": b"<a"}),
        "a torn PDF": lambda: b"%PDF-1.4 garbage",
        "a PDF cut in the middle": lambda: pdf_file([["Alpha."]] * 9)[:1_500],
        "a PDF that lacks a page": lambda: pdf_file([["Alpha."]] * 9).replace(
            b"12 0 R 14", b"99 0 R 14"
        ),
    },
    "readout-swells": {
        "a Word bomb": lambda: zipped({"word/media/a.png": b"a" * 60_000_000}),
        "a Word file of one huge part": lambda: zipped(TWENTY_MEGABYTES),
        "a page of tags": lambda: b"<p>a</p>" * 300_000,
        "a page too deep": lambda: b"<div>" * 9_000 + b"Alpha.",
        "a PDF that draws and draws": lambda: pdf_of([b"q Q " * 200_000]),
    },
    "readout-declares": {
        "a Word file with signs of its own": lambda: zipped({"word/a.xml": DECLARED}),
        **{
            f"the same in {code}": lambda code=code: zipped(
                {"word/a.xml": DECLARED.decode().encode(code)}
            )
            for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037")
        },
        "a Word file in an encoding of its own": lambda: zipped({"word/a.xml": SEVEN}),
    },
    "readout-encrypted": {
        "a locked Word file": lambda: flagged(zipped({})),
        "a Word file under a password": lambda: old_office("EncryptedPackage"),
        "a locked PDF": lambda: locked_pdf("secret"),
    },
    "readout-too-many-pages": {
        "a long PDF": lambda: pdf_file([["a"]] * 51),
        "a PDF of 10,000 pages": lambda: one_page_often(10_000),
        "a PDF of 10,000 pages that says it has one": lambda: one_page_often(10_000, said=1),
    },
    "readout-pdf-no-text": {"a scanned PDF": lambda: pdf_of([b"q 612 0 0 792 0 0 cm Q"])},
}


@pytest.mark.parametrize(
    ("code", "kind"), [(code, kind) for code, kinds in REFUSED.items() for kind in kinds]
)
def test_what_cannot_be_read_is_refused_with_its_reason(code: str, kind: str) -> None:
    content = REFUSED[code][kind]()
    with pytest.raises(Refused) as refused:
        read_document(content)
    assert refused.value.code == code
    for lang in ("en", "zh"):
        assert refused.value.problems[0].sentence(lang)


def test_the_same_files_are_read_where_nothing_is_wrong_with_them() -> None:
    assert read_document(zipped({})).text == "Alpha."
    assert read_document(pdf_file([["Alpha."]] * 50)).text.count("Alpha.") == 50
    assert read_document(b"<div>" * 900 + b"Alpha.").text == "Alpha."
