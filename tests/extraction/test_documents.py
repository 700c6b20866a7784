"""An announcement comes in as text, JSON, a web page, Word or PDF. All of them are invented."""

from __future__ import annotations

import json

import pytest
from docx.oxml import parse_xml
from tests.extraction.papers import (
    MARKED_WORDS,
    PAGE,
    PAGE_WORDS,
    W,
    locked_pdf,
    marked_paper,
    pdf_file,
    word_file,
)

from tallystick.extraction.documents.reading import FileText, published_on, read_document

SIMPLIFIED = "5月6日，甲市与乙市签订协议，捐款120万元，派出教师20名。"
TRADITIONAL = "5月6日，甲市與乙市簽訂協議，捐款120萬元，派出教師20名。"
ENGLISH = "“Alpha’s” teachers – twenty of them – went to Beta in May."
WRAPPED = """On May 6, Alpha and Beta held their fifth joint
meeting, at which Alpha promised the county some
3 million yuan for 45 projects of poverty-
alleviation and twenty teachers.

The meeting closed at noon."""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "gb18030"),
        (ENGLISH, "utf-8"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "gb18030"),
    ],
)
def test_plain_text_is_read_in_the_encodings_offices_use(text: str, encoding: str) -> None:
    assert read_document(text.encode(encoding)) == FileText(text)


def test_a_text_cut_inside_a_sign_is_read_and_shows_where() -> None:
    assert read_document(SIMPLIFIED.encode()[:-1]).text == SIMPLIFIED[:-1] + "\ufffd"


def test_a_text_broken_into_lines_has_its_sentences_whole() -> None:
    assert read_document(WRAPPED.replace("\n", "\r\n").encode()).text == (
        "On May 6, Alpha and Beta held their fifth joint meeting, at which Alpha promised the "
        "county some 3 million yuan for 45 projects of poverty-alleviation and twenty teachers.\n"
        "The meeting closed at noon."
    )


def test_a_text_with_a_paragraph_a_line_keeps_its_signs() -> None:
    text = f"{SIMPLIFIED}\n\n  {SIMPLIFIED}{SIMPLIFIED}\n第一项\n"
    assert read_document(text.encode()).text == text


def test_json_brings_its_text_language_day_and_id() -> None:
    kept = {"id": "x1", "lang": "zh-Hans", "published": "2021-05", "text": SIMPLIFIED, "url": "u"}
    assert read_document(json.dumps(kept).encode()) == FileText(
        SIMPLIFIED, lang="zh-Hans", published="2021-05", name="x1"
    )
    bare = {"text": f" {ENGLISH}\r\n", "published": None, "lang": "fr", "id": 7}
    assert read_document(json.dumps(bare).encode()) == FileText(f" {ENGLISH}\r\n")


def test_a_page_gives_its_announcement_and_its_day() -> None:
    """Menus, hidden parts and scripts are left out; the stylesheet and picture lead nowhere."""
    for encoding in ("gb18030", "utf-8"):
        found = read_document(PAGE.encode(encoding))
        assert found == FileText(PAGE_WORDS, published="2021-05-07")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>3&nbsp;million &amp; more.</p><p>It did.", "3 million & more.\nIt did."),
        ("<div class='nav'><p>Alpha gave 20 teachers.</p></div>", "Alpha gave 20 teachers."),
        ("<pre>One line.\nAnother line.</pre>", "One line.\nAnother line."),
        ("<p>大连\n市</p><p>a\nb</p>", "大连市\na b"),
        ("<!-- x --><p hidden>no</p><p aria-hidden='true'>no</p><p>yes</p>", "yes"),
        (f"{'<div>' * 400}Alpha gave 20 teachers.", "Alpha gave 20 teachers."),
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a &x; b</p>', "a &x; b"),
    ],
)  # fmt: skip
def test_pieces_of_pages_are_read_as_they_are_shown(page: str, words: str) -> None:
    assert read_document(page.encode()).text == words


def test_a_text_that_only_speaks_of_tags_is_no_page() -> None:
    text = "The sign <p> stands for a < b and c > d."
    assert read_document(text.encode()).text == text


def test_a_word_file_is_read_as_it_is_shown() -> None:
    assert read_document(word_file(marked_paper)) == FileText(MARKED_WORDS)


def test_words_behind_a_comment_are_read_as_they_are_shown() -> None:
    run = "<w:t>3 mil<!-- 9 -->lion <?x 9?>yuan</w:t>"
    paper = word_file(lambda p: p.add_paragraph()._p.append(parse_xml(f"<w:r {W}>{run}</w:r>")))
    assert read_document(paper).text == "3 million yuan"


def test_a_pdf_with_text_has_its_paragraphs_whole_and_no_page_numbers() -> None:
    pages = [
        ["Alpha receives Beta", "On May 6, Alpha and Beta held their fifth joint",
         "meeting, and Alpha gave the county some 3 million", "yuan for 45 projects.", "- 1 -"],
        ["Twenty teachers followed.", "2"],
    ]  # fmt: skip
    assert read_document(pdf_file(pages)).text == (
        "Alpha receives Beta\nOn May 6, Alpha and Beta held their fifth joint meeting, and Alpha "
        "gave the county some 3 million yuan for 45 projects.\nTwenty teachers followed."
    )


def test_a_pdf_that_is_locked_against_changes_only_is_read() -> None:
    assert read_document(locked_pdf("")).text == "Twenty teachers came."


def test_a_day_of_publication_is_a_day_a_month_or_a_year() -> None:
    assert [published_on(text) for text in ("2021-05-07", "2021-05", "2021")] == [
        "2021-05-07", "2021-05", "2021"
    ]  # fmt: skip
    assert not any(
        map(published_on, ("", "21", "2021-13", "2021-02-30", "May 2021", "2021-05-07T"))
    )
