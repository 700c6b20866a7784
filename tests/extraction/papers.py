"""Invented announcements as files: Word, a PDF of letters, a web page as offices make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.oxml import parse_xml
from pypdf import PdfReader, PdfWriter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

PAGE = """<?xml version="1.0"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:9/xhtml1.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>甲市与乙市召开联席会议</title><meta name="PubDate" content="2021-05-07 09:12">
<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><style>p{color:red}</style>
<script>var a = "签约100个项目。";</script></head>
<body class="page menu-open"><div class="header"><a href="/">首页</a><a href="/a">新闻</a></div>
<div class="weizhi">当前位置：<a href="#">首页</a>&gt;<a href="#">要闻</a></div>
<form action="/s"><input name="q">
<table width="1000"><tr><td><ul>
<li><a href="1">甲市召开大会，通过了五项决定和二十个项目的安排。</a></li>
<li><a href="2">天气</a></li><li><a href="3">专题</a></li></ul></td><td>
<h1>甲市与乙市召开第五次联席会议</h1>
<div class="info">发布时间：2021-05-07 <span style="display:none">隐藏99人</span></div>
<div class="TRS_Editor"><p>　　5月6日，甲市与乙市
   召开第五次联席会议。</p><p>甲市委书记<b>张三</b>出席，签约<font color="red">45</font>个项目。</p>
<table><tr><td>年份</td><td>资金</td></tr><tr><td>2020</td><td>300万元</td></tr></table>
<p>双方签订协议。<br>会后考察了园区。</p><img src="http://127.0.0.1:9/a.png"></div></td></tr></table></form>
<div class="foot">主办单位：甲市人民政府 ICP备1号</div></body></html>"""
PAGE_WORDS = (
    "5月6日，甲市与乙市召开第五次联席会议。\n甲市委书记张三出席，签约45个项目。\n"
    "年份\t资金\n2020\t300万元\n双方签订协议。\n会后考察了园区。"
)


def word_file(build: Callable[[Any], object]) -> bytes:
    """Return a Word file that `build` writes."""
    paper, out = docx.Document(), BytesIO()
    build(paper)
    paper.save(out)
    return out.getvalue()


def marked_paper(paper: Any) -> None:
    """Write what a Word file may hold: hidden, inserted and deleted words, a table, fields."""
    paper.add_heading("Alpha receives Beta", 0)
    opening = paper.add_paragraph("On May 6, Alpha ")
    opening.add_run("gave").bold = True
    opening.add_run(" 3 million yuan.")
    opening.add_run(" Hidden 99 people.").font.hidden = True
    table = paper.add_table(2, 2)
    for n, text in enumerate(("Year", "Funds", "2020", "3 million")):
        table.cell(n // 2, n % 2).text = text
    ending = paper.add_paragraph("会议签约45个项目")._p
    ending.append(parse_xml(f"<w:ins {W}><w:r><w:t>，派出12名教师</w:t></w:r></w:ins>"))
    ending.append(parse_xml(f"<w:del {W}><w:r><w:delText>，13名医生</w:delText></w:r></w:del>"))
    ending.append(parse_xml(f"<w:r {W}><w:instrText>PAGE 14</w:instrText></w:r>"))
    ending.append(parse_xml(f"<w:r {W}><w:t>。</w:t></w:r>"))


MARKED_WORDS = (
    "Alpha receives Beta\nOn May 6, Alpha gave 3 million yuan.\nYear\tFunds\n2020\t3 million\n"
    "会议签约45个项目，派出12名教师。"
)


def with_parts(source: bytes, changed: dict[str, bytes]) -> bytes:
    """Return a packed file with parts added or exchanged."""
    out = BytesIO()
    with ZipFile(BytesIO(source)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return out.getvalue()


def pdf_file(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines of plain letters on each page."""
    drawn = [
        b"BT /F1 12 Tf 72 720 Td 14 TL "
        + b" ".join(b"(%s) Tj T*" % line.encode() for line in lines)
        + b" ET"
        for lines in pages
    ]
    return pdf_of(drawn)


def one_page_often(times: int, said: int = 0) -> bytes:
    """Return a PDF that draws one page so often; `said` is how often it says it does."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R "
        b"/Resources << /Font << /F1 1 0 R >> >> >>"
    )
    content = b"BT /F1 12 Tf 72 720 Td (Alpha.) Tj ET"
    kids = b" ".join(b"%d 0 R" % n for n in range(4, 4 + times))
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (said or times, kids)
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return _pdf([_FONT, pages, stream, *[page] * times])


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf_of(drawn: Sequence[bytes], more: bytes = b"") -> bytes:
    """Return a PDF whose pages draw this; `more` goes into its trailer."""
    parts = [_FONT, b""]
    kids = []
    for content in drawn:
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 1 0 R >> >> >>" % len(parts)
        )
        kids.append(b"%d 0 R" % len(parts))
    parts[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _pdf(parts, more)


def _pdf(parts: Sequence[bytes], more: bytes = b"") -> bytes:
    """Return a PDF of these objects, of which the second is the tree of its pages."""
    parts = [*parts, b"<< /Type /Catalog /Pages 2 0 R >>"]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root %d 0 R %s >>\n" % (len(parts) + 1, len(parts), more)
    return bytes(out) + table + trailer + b"startxref\n%d\n%%%%EOF" % len(out)


def locked_pdf(password: str) -> bytes:
    """Return a PDF that is encrypted, and opens with this password."""
    writer, out = PdfWriter(), BytesIO()
    for page in PdfReader(BytesIO(pdf_file([["Twenty teachers came."]]))).pages:
        writer.add_page(page)
    writer.encrypt(password, "owner")
    writer.write(out)
    return out.getvalue()
