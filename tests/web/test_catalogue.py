"""Every sentence of the pages is said in Chinese, and what Django reads is what was written."""

from __future__ import annotations

import ast
import re

import pytest
from babel.messages import Catalog
from tests.architecture.source import SRC
from tests.web.catalogue import CHINESE, collect, compiled, kept, merged, untranslated, written


def test_every_sentence_has_chinese() -> None:
    assert untranslated(merged(collect())) == []


def test_the_catalogue_holds_what_the_source_says_and_no_more() -> None:
    assert CHINESE.read_bytes() == written(merged(collect())), "run bin/messages"


def test_the_compiled_catalogue_is_fresh() -> None:
    assert CHINESE.with_suffix(".mo").read_bytes() == compiled(kept()), "run bin/messages"


def hidden(source: str) -> list[int]:
    """Return the lines on which a sentence hides in an f-string, where no collector looks."""
    marked = {"_", "gettext", "ngettext", "pgettext"}
    return [
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in marked
    ]


def test_no_sentence_hides_in_an_f_string() -> None:
    assert hidden("x = f\"{_('Printed list')} 1\"") == [1]
    files = sorted((SRC / "tallystick").rglob("*.py"))
    found = {str(one): lines for one in files if (lines := hidden(one.read_text()))}
    assert found == {}


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


# One word for one meaning (the glossary of the pages says which): the losing word → the one kept.
LOSING = {
    **{"佐证": "凭证", "凭据": "凭证", "账簿": "账册", "账本": "账册"},
    # One's own office is 本单位, one's own side 本方; an office of anybody is a 机构.
    **{"本机构": "本单位", "本办公室": "本单位", "贵机构": "本单位", "您的机构": "本单位"},
    **{"席位": "职位", "填报员": "经办人", "确认人": "复核人", "第二人确认": "第二人复核"},
}
SHIPPED = SRC / "tallystick"


def shipped() -> list[tuple[str, str]]:
    """Return what the shipped word lists and problems say, line by line, with their file."""
    return [
        (str(path.relative_to(SHIPPED)), line)
        for path in sorted([*SHIPPED.rglob("*.yaml"), *SHIPPED.rglob("*.csv")])
        for line in path.read_text("utf-8").splitlines()
    ]


@pytest.mark.parametrize("losing", LOSING)
def test_one_word_for_one_meaning(losing: str) -> None:
    assert [text for text in chinese() if losing in text] == []
    assert [one for one in shipped() if losing in one[1]] == []


def test_an_entry_is_reported_and_other_records_are_registered() -> None:
    """An entry is 填报; 登记 is what is recorded of meetings, promises, things and offices."""
    said = [
        (english, text)
        for m in kept()
        if m.id
        for english, text in zip(texts(m.id), texts(m.string) * 2, strict=False)
    ]
    wrong = [
        english
        for english, text in said
        if "登记" in text and re.search(r"\b[Ee]ntr(?:y|ies)\b", english)
    ]
    assert [one for one in wrong if not one.startswith(RECORDED_BESIDE)] == []


# Here something else than the entry is recorded.
RECORDED_BESIDE = (
    "That an indicator speaks to an element",
    "Where and when, who came",
)


def texts(one: str | tuple[str, ...]) -> tuple[str, ...]:
    return (one,) if isinstance(one, str) else one


HALF = re.compile(r"[\u4e00-\u9fff）”] ?\(|\((?=[\u4e00-\u9fff])|[\u4e00-\u9fff]: ")


def test_chinese_brackets_and_colons_are_full_width() -> None:
    assert [text for text in chinese() if HALF.search(text)] == []


def test_a_percentage_stands_at_its_sign_in_both_languages() -> None:
    said = [one for m in kept() if m.id for one in (*texts(m.id), *texts(m.string))]
    assert [one for one in said if re.search(r"\)s %%|\d %(?!\()", one)] == []


def test_a_half_width_mark_is_caught() -> None:
    assert all(HALF.search(text) for text in ("代(外出)", "第(二)版", "注意: 空"))
    assert not HALF.search("代（外出），%(name)s")


def test_what_waits_for_the_second_person_is_one_state_in_every_list() -> None:
    said = {m.id: m.string for m in kept() if isinstance(m.id, str)}
    assert said["submitted"] == said["To confirm in your office"] == "待本单位复核"
    assert said["Waiting since today"] == "今日起等待"  # under every heading, whoever is waited for
