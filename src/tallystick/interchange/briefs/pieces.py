"""Pieces of a brief: words that lead somewhere, and tables that go over several pages."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Sheet
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from tallystick.interchange.briefs.shapes import Figure
from tallystick.interchange.briefs.sheet import HYPERLINK, IN_CELL, SMALL, element, plain


def put(paragraph: Paragraph, figure: Figure) -> None:
    """Write a text, as a link where it leads somewhere."""
    text = plain(figure.text)
    if not figure.href:
        paragraph.add_run(text)
        return
    link = OxmlElement("w:hyperlink")
    key = paragraph.part.relate_to(figure.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), key)
    run = paragraph.add_run(text, style=HYPERLINK)
    link.append(run._r)
    paragraph._p.append(link)


def small(paragraph: Paragraph, text: str, *, apart: bool = False) -> None:
    """Write what stands beside a figure; `apart` from what stands before it on the line."""
    paragraph.add_run(f"{'  ' if apart else ''}{plain(text)}", style=SMALL)


def cell(row: _Row, n: int, *, right: bool = False) -> Paragraph:
    """Return the empty line of a cell; figures stand on its right."""
    line = row.cells[n].paragraphs[0]
    return _set(line, right=right)


def next_line(row: _Row, n: int, *, right: bool = False) -> Paragraph:
    """Return another line of a cell."""
    return _set(row.cells[n].add_paragraph(), right=right)


def _set(line: Paragraph, *, right: bool) -> Paragraph:
    line.style = IN_CELL
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return line


def new_table(
    sheet: Sheet, heads: Sequence[str], widths: Sequence[int], told: str, *, right: int = 99
) -> Table:
    """Return a table with its head, which is repeated on each page.

    `told` is what a screen reader says of it. Columns from `right` on hold figures.
    Units: widths in millimetres.
    """
    table: Table = sheet.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    made = table._tbl.tblPr
    made.append(element("w:tblCaption", val=plain(told)[:250]))
    look = made.find(qn("w:tblLook"))
    if look is not None:
        # The format wants the caption last.
        made.remove(look)
        made.insert(len(made) - 1, look)
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for n, (words, width) in enumerate(zip(heads, widths, strict=True)):
        table.columns[n].width = Mm(width)
        line = cell(head, n, right=n >= right)
        line.add_run(plain(words)).bold = True
        line.paragraph_format.keep_with_next = True
        head.cells[n]._tc.get_or_add_tcPr().append(
            element("w:shd", val="clear", color="auto", fill="E9EDF2")
        )
    _sized(head, widths)
    return table


def new_row(table: Table, widths: Sequence[int]) -> _Row:
    """Return an empty row that no end of a page cuts in two."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    _sized(row, widths)
    return row


def _sized(row: _Row, widths: Sequence[int]) -> None:
    # Word takes the widths of cells, LibreOffice those of columns.
    for one, width in zip(row.cells, widths, strict=True):
        one.width = Mm(width)
