"""The sheet a brief is written on: A4, fonts for both scripts, headings, head and foot."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Sheet
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from tallystick.kernel.text import visible

# Both scripts stand in one line, each in the font of its own: Word takes the second for Chinese.
LATIN, CHINESE, CHINESE_HEADS = "Calibri", "宋体", "黑体"
MARGIN = Mm(16)
# What lies between the margins of an A4 sheet.
WIDTH_MM = 210 - 2 * 16
INK, QUIET, LINK = (
    RGBColor(0x1A, 0x1A, 0x1A),
    RGBColor(0x55, 0x55, 0x55),
    RGBColor(0x0B, 0x4F, 0x9E),
)
SMALL = "Brief small"
# The lines of a cell: seven columns stand beside one another on A4.
IN_CELL = "Brief cell"
HYPERLINK = "Hyperlink"
# Points of each style; what is not said is 10.5, the size of Chinese office papers.
SIZES = {
    "Normal": 10.5, "Title": 22, "Subtitle": 14, "Heading 1": 15, "Heading 2": 12,
    "Header": 8.5, "Footer": 8.5, "List Bullet": 10.5,
}  # fmt: skip
_NOT_XML = re.compile("[\ufffe\uffff]")


def plain(text: str) -> str:
    """Return a text as a file may hold it: what nobody sees and XML does not know is named.

    >>> plain("a\\x00b\\uffff"), plain("two  \\n lines")
    ('a⟨U+0000⟩b⟨U+FFFF⟩', 'two lines')
    """
    named = _NOT_XML.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", visible(text))
    return " ".join(named.split())


def new_sheet(*, lang: str, title: str, author: str, made_at: datetime) -> Sheet:
    """Return an empty A4 document, in the fonts and the language of a brief."""
    sheet = Document()
    page = sheet.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    page.header_distance = page.footer_distance = Mm(8)
    _speak(sheet)
    for name, size in SIZES.items():
        _set_style(sheet, name, size)
    _in_cell(sheet)
    _small(sheet)
    _hyperlink(sheet)
    said = sheet.core_properties
    said.title, said.author, said.language = plain(title)[:255], plain(author)[:255], lang
    said.last_modified_by, said.comments, said.revision = said.author, "", 1
    # The format keeps this moment in universal time, without a zone.
    said.created = said.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    return sheet


def head_and_foot(sheet: Sheet, head: str) -> None:
    """Write what stands on each page: of what it is a page, and the number of the page."""
    page = sheet.sections[0]
    top = page.header.paragraphs[0]
    top.add_run(plain(head))
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def element(name: str, **values: str) -> BaseOxmlElement:
    """Return an element of the format with its values."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _speak(sheet: Sheet) -> None:
    """Say in which language each script is read aloud; python-docx knows no such setting."""
    for lang in sheet.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")
        lang.set(qn("w:eastAsia"), "zh-CN")


def _set_style(sheet: Sheet, name: str, size: float) -> None:
    style = sheet.styles[name]
    assert isinstance(style, CharacterStyle)  # noqa: S101 (a paragraph's style is one as well)
    heads = name.startswith(("Heading", "Title", "Subtitle"))
    _fonts(style, CHINESE_HEADS if heads else CHINESE)
    style.font.size, style.font.color.rgb, style.font.italic = Pt(size), INK, False
    style.font.bold = heads
    if name in ("Header", "Footer"):
        style.font.color.rgb = QUIET
    border = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _fonts(style: CharacterStyle, chinese: str) -> None:
    """Set the font of each script; those of the theme would stand above them."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{script}"), font)


def _in_cell(sheet: Sheet) -> None:
    style = sheet.styles.add_style(IN_CELL, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 (so it was asked for)
    style.base_style = sheet.styles["Normal"]
    style.font.size = Pt(9)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
    style.paragraph_format.line_spacing = 1.0


def _small(sheet: Sheet) -> None:
    style = sheet.styles.add_style(SMALL, WD_STYLE_TYPE.CHARACTER)
    style.font.size, style.font.color.rgb = Pt(7.5), QUIET


def _hyperlink(sheet: Sheet) -> None:
    style = sheet.styles.add_style(HYPERLINK, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb, style.font.underline = LINK, True


def _field(paragraph: Paragraph, code: str) -> None:
    """Write a figure that the reader's program works out: a page's number."""
    run = paragraph.add_run()._r
    run.append(element("w:fldChar", fldCharType="begin"))
    told = OxmlElement("w:instrText")
    told.text = code
    run.append(told)
    run.append(element("w:fldChar", fldCharType="separate"))
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    run.append(element("w:fldChar", fldCharType="end"))
