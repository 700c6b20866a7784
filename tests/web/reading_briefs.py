"""A Word file as a reader of it meets it: its headings, its rows by the head of their table."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx import Document
from docx.document import Document as Sheet
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class ReadBrief:
    """What was read: the document, its headings, its lines outside of tables, its tables."""

    sheet: Sheet
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    tables: tuple[Table, ...]

    @property
    def text(self) -> str:
        """All that is printed."""
        cells = (cell.text for table in self.tables for row in table.rows for cell in row.cells)
        return "\n".join([*self.lines, *cells])

    def rows(self, first: str) -> list[list[str]]:
        """Return the rows below heads that begin with a word, table after table."""
        found = [table for table in self.tables if table.rows[0].cells[0].text == first]
        return [[cell.text for cell in row.cells] for table in found for row in table.rows[1:]]

    def links(self) -> dict[str, str]:
        """Return the address of each linked text; the last of those that read alike."""
        body, part = self.sheet.element.body, self.sheet.part
        return {
            "".join(text.text or "" for text in link.iter(qn("w:t"))): part.rels[
                link.get(qn("r:id"))
            ].target_ref
            for link in body.iter(qn("w:hyperlink"))
        }


def read_brief(content: bytes) -> ReadBrief:
    """Open a Word file anew."""
    sheet = Document(io.BytesIO(content))
    blocks = list(sheet.iter_inner_content())
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    return ReadBrief(
        sheet=sheet,
        headings=tuple(
            line.text for line in lines if line.style and line.style.name.startswith("Heading")
        ),
        lines=tuple(line.text for line in lines),
        tables=tuple(block for block in blocks if isinstance(block, Table)),
    )
