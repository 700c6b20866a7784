"""Every sentence of the pages is said in Chinese, and what Django reads is what was written."""

from __future__ import annotations

import pytest
from babel.messages import Catalog
from tests.web.catalogue import CHINESE, collect, compiled, kept, merged, untranslated, written


def test_every_sentence_has_chinese() -> None:
    assert untranslated(merged(collect())) == []


def test_the_catalogue_holds_what_the_source_says_and_no_more() -> None:
    assert CHINESE.read_bytes() == written(merged(collect())), "run bin/messages"


def test_the_compiled_catalogue_is_fresh() -> None:
    assert CHINESE.with_suffix(".mo").read_bytes() == compiled(kept()), "run bin/messages"


@pytest.mark.parametrize("chinese", ["", "没有占位符。"])
def test_a_sentence_without_chinese_or_its_placeholder_is_caught(chinese: str) -> None:
    catalog = Catalog(locale="zh_Hans")
    catalog.add("%(days)s days late.", chinese)
    assert untranslated(catalog) == ["%(days)s days late."]


def chinese() -> list[str]:
    """Return every Chinese text of the catalogue."""
    texts = [m.string for m in kept() if m.id]
    return [one for text in texts for one in ((text,) if isinstance(text, str) else text)]


@pytest.mark.parametrize("mark", ["!", "！", "，请", "。请", "哦", "请稍"])
def test_no_sentence_shouts_or_begs(mark: str) -> None:
    assert [text for text in chinese() if mark in f"。{text}"] == []


def test_chinese_sentences_use_full_width_marks() -> None:
    assert [text for text in chinese() if any(mark in text for mark in (",", ";", "?"))] == []
