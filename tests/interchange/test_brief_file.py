"""How a brief is written: a file that both scripts, a printer and a screen reader can use."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from tallystick.interchange.briefs import (
    Brief,
    CommitmentLine,
    Difference,
    Figure,
    Group,
    Proof,
    ScoreLine,
    write_brief,
)
from tallystick.interchange.briefs.sheet import WIDTH_MM
from tallystick.interchange.briefs.word import CHECKED, ENTRIES, PROMISES, SCORES

HREF = "https://tally.example/?a=1&b=<2>"


def line(name: str) -> ScoreLine:
    figure = Figure("1,200万", HREF)
    return ScoreLine(
        code="X", name=name, unit="元", target=figure, matched=figure, waiting=Figure("0", HREF),
        claimed=Figure("无"), last_year=Figure("未报送"), completion=Figure("95.6%"),
        flags=("Read this.",), address=HREF, proof=Proof("Seal 7 · abc", "Seal 7", "ab" * 32),
    )  # fmt: skip


def brief(**changes: object) -> Brief:
    said: dict[str, object] = {
        "lang": "zh-Hans", "title": "甲 – 乙", "subtitle": "2020年简报", "head": "甲 – 乙",
        "made_by": "Bill", "made_at": datetime(2020, 11, 30, 9, 30, tzinfo=UTC), "note": "示例",
        "facts": (("Year", "2020"),), "told": ("One.", "Two.", "Three."),
        "heads": ("指标", "a", "b", "c", "d", "e", "f"),
        "groups": (Group("产业", (line("一"), line("x" * 500))),), "scores_said": ("Only these.",),
        "promises": (CommitmentLine(Figure("p", HREF), "o", "d", "s"),), "promises_said": "One.",
        "off": (Figure("off", HREF),), "differences": (Difference(Figure("e"), ("1", "2")),),
        "differences_said": "These.", "check": ("So.",),
    }  # fmt: skip
    return Brief(**{**said, **changes})  # type: ignore[arg-type]


def test_each_table_fits_the_sheet_repeats_its_head_and_tells_what_it_is() -> None:
    assert {sum(widths) for widths in (SCORES, PROMISES, ENTRIES, CHECKED)} == {WIDTH_MM}
    sheet = Document(io.BytesIO(write_brief(brief())))
    assert len(sheet.tables) == 4
    for table in sheet.tables:
        head = table.rows[0]._tr
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert abs(sum(cell.width for cell in table.rows[1].cells) - Mm(WIDTH_MM)) < Mm(1)
    page = sheet.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_chinese_has_its_font_and_its_tongue_in_every_style() -> None:
    sheet = Document(io.BytesIO(write_brief(brief())))
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Footer"):
        fonts = sheet.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("宋体", "黑体")
        assert not [key for key in fonts.attrib if key.endswith("Theme")]
    tongues = {lang.get(qn("w:eastAsia")) for lang in sheet.styles.element.iter(qn("w:lang"))}
    assert tongues == {"zh-CN"}
    said = sheet.core_properties
    assert (said.title, said.author, said.language) == ("甲 – 乙", "Bill", "zh-Hans")
    assert (said.created.isoformat(), said.comments) == ("2020-11-30T09:30:00+00:00", "")


def test_each_page_says_of_what_it_is_and_which_it_is() -> None:
    page = Document(io.BytesIO(write_brief(brief()))).sections[0]
    assert page.header.paragraphs[0].text == "甲 – 乙"
    codes = [code.text for code in page.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ufffe", "\u202e", "<b>&", "\ud800", "\r\n"])
def test_no_sign_makes_a_file_that_does_not_open(sign: str) -> None:
    bad = f"a{sign}b"
    content = write_brief(
        brief(title=bad, head=bad, made_by=bad, note=bad, told=(bad,), promises_said=bad,
              facts=((bad, bad),), groups=(Group(bad, (line(bad),)),), off=(Figure(bad, HREF),))
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        for name in kept.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(kept.read(name))
    assert Document(io.BytesIO(content)).paragraphs[0].text.startswith("a")


def test_without_rows_a_brief_still_says_so() -> None:
    empty = brief(groups=(), promises=(), off=(), differences=(), note="")
    sheet = Document(io.BytesIO(write_brief(empty)))
    assert sheet.tables == []
    assert {"Only these.", "One.", "These."} <= {one.text for one in sheet.paragraphs}
