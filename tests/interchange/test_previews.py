"""What is shown of a kept file is its letters alone, and a file that means harm shows nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
from tests.extraction.papers import (
    locked_pdf,
    marked_paper,
    one_page_often,
    pdf_file,
    pdf_of,
    with_parts,
    word_file,
)

from tallystick.interchange.previews import (
    LONGEST_PAGE,
    MOST_COLUMNS,
    MOST_PAGES,
    MOST_ROWS,
    OFD,
    PDF,
    SHEETS,
    WORD,
    preview_of,
    previewed,
)
from tallystick.kernel.problem import Refused

OFD_PAGE = (
    b'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>'
    b'<ofd:TextObject><ofd:TextCode X="1" Y="2">%s</ofd:TextCode></ofd:TextObject>'
    b"</ofd:Layer></ofd:Content></ofd:Page>"
)


def workbook(rows: int = 3, columns: int = 2, *, hidden: bool = False) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Paid <b>")
    for row in range(rows):
        for column in range(columns):
            sheet.write(row, column, row * 10 + column)
    sheet.write(0, 0, "=cmd|'/c calc'!A1" if rows == 1 else "<script>alert(1)</script>")
    if hidden:
        book.add_worksheet("kept back").hide()
    book.close()
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ofd(*pages: bytes) -> bytes:
    parts = {f"Doc_0/Pages/Page_{n}/Content.xml": OFD_PAGE % one for n, one in enumerate(pages)}
    return packed({"OFD.xml": b"<OFD/>", **parts})


def test_a_pdf_is_shown_by_pages_in_its_own_lines() -> None:
    found = preview_of(pdf_file([["Paid: 12", "<b>to Mill</b>"], ["Second"]]), PDF)
    assert (found.kind, found.total) == ("pages", 2)
    assert [(one.number, one.text) for one in found.pieces] == [
        (1, "Paid: 12\n<b>to Mill</b>"), (2, "Second"),
    ]  # fmt: skip


def test_of_a_long_pdf_the_first_pages_are_shown_and_the_rest_counted() -> None:
    found = preview_of(one_page_often(MOST_PAGES + 40), PDF)
    assert (len(found.pieces), found.total) == (MOST_PAGES, MOST_PAGES + 40)


def test_a_page_that_is_a_picture_has_no_text_beside_one_that_has() -> None:
    found = preview_of(
        pdf_of([b"BT /F1 12 Tf 72 720 Td (Alpha) Tj ET", b"q 612 0 0 792 0 0 cm Q"]), PDF
    )
    assert [one.text for one in found.pieces] == ["Alpha", ""]


def test_a_word_file_shows_what_its_paper_shows() -> None:
    found = preview_of(word_file(marked_paper), WORD)
    assert found.kind == "text"
    assert "On May 6, Alpha gave 3 million yuan." in found.pieces[0].text
    assert "Hidden" not in found.pieces[0].text


def test_a_long_text_is_cut_and_says_so() -> None:
    text = "a" * (LONGEST_PAGE + 7)
    found = preview_of(word_file(lambda paper: paper.add_paragraph(text)), WORD)
    assert (len(found.pieces[0].text), found.pieces[0].left) == (LONGEST_PAGE, 7)


def test_signs_that_steer_what_is_seen_are_shown_by_name() -> None:
    found = preview_of(word_file(lambda paper: paper.add_paragraph("12\u202e005")), WORD)
    assert found.pieces[0].text == "12⟨U+202E⟩005"


def test_a_workbook_shows_its_first_rows_and_counts_the_others() -> None:
    found = preview_of(workbook(MOST_ROWS + 5, MOST_COLUMNS + 3, hidden=True), SHEETS)
    first, second = found.pieces
    assert (first.name, first.left, first.wide) == ("Paid <b>", 5, 3)
    assert (len(first.rows), len(first.rows[0])) == (MOST_ROWS, MOST_COLUMNS)
    assert first.rows[0][:2] == ("<script>alert(1)</script>", "1")
    assert (second.name, second.hidden, second.rows) == ("kept back", True, ())


def test_an_ofd_shows_the_letters_of_its_pages() -> None:
    found = preview_of(ofd("增值税发票".encode(), b"Second"), OFD)
    assert [one.text for one in found.pieces] == ["增值税发票", "Second"]
    assert found.total == 2


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a locked PDF": (PDF, lambda: locked_pdf("secret"), "preview-locked"),
    "a torn PDF": (PDF, lambda: pdf_file([["Alpha"]])[:180], "preview-damaged"),
    "a scanned PDF": (PDF, lambda: pdf_of([b"q 612 0 0 792 0 0 cm Q"]), "preview-no-text"),
    "a PDF that draws without end": (
        PDF,
        lambda: pdf_of([b"BT /F1 12 Tf " + b"(a) Tj " * 400_000 + b"ET"]),
        "preview-swells",
    ),
    "no PDF at all": (PDF, lambda: b"%PDF-1.7 MZ\x90\0", "preview-damaged"),
    "an empty Word file": (WORD, lambda: word_file(lambda paper: None), "preview-no-text"),
    "a Word file of bombs": (
        WORD,
        lambda: packed({"word/document.xml": b"<a>" + b" " * 50_000_000}),
        "preview-swells",
    ),
    "a Word file that declares entities": (
        WORD,
        lambda: with_parts(
            word_file(marked_paper),
            {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        ),
        "preview-swells",
    ),
    "a torn workbook": (SHEETS, lambda: workbook()[:400], "preview-damaged"),
    "a workbook with macros": (
        SHEETS,
        lambda: with_parts(workbook(), {"xl/vbaProject.bin": b"macro"}),
        "preview-active",
    ),
    "a workbook with a file inside": (
        SHEETS,
        lambda: with_parts(workbook(), {"xl/embeddings/a.docx": b"PK"}),
        "preview-active",
    ),
    "a workbook that swells": (
        SHEETS,
        lambda: with_parts(workbook(), {"xl/worksheets/sheet9.xml": b" " * 260_000_000}),
        "preview-swells",
    ),
    "an OFD that declares entities": (
        OFD,
        lambda: packed({"Doc_0/Pages/Page_0/Content.xml": b"<!DOCTYPE a><a/>"}),
        "preview-swells",
    ),
    "an OFD without letters": (OFD, lambda: ofd(b" "), "preview-no-text"),
    "an OFD that is none": (OFD, lambda: b"PK\x03\x04 torn", "preview-damaged"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_shown_says_why(kind: str) -> None:
    media_type, make, code = HOSTILE[kind]
    with pytest.raises(Refused) as refused:
        preview_of(make(), media_type)
    assert [one.code for one in refused.value.problems] == [code]
    for lang in ("en", "zh"):
        assert refused.value.problems[0].sentence(lang)


def test_what_a_browser_draws_or_runs_is_not_read_here() -> None:
    assert previewed() == {PDF, OFD, WORD, SHEETS}
