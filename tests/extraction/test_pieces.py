"""Patterns tried only where a piece of a word stands find what they find everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tallystick.extraction.acts import (
    achievements,
    chinese_acts,
    chinese_cues,
    frameworks,
    workstreams,
)
from tallystick.extraction.cues import Cue
from tallystick.extraction.events import kind_rules, where_english
from tallystick.extraction.events.telling import ENGLISH
from tallystick.extraction.figures import forms, times, units
from tallystick.extraction.page import Page, page_of, plain
from tallystick.extraction.people import people
from tallystick.kernel.letters import small_letters

# The signs that a pattern says it begins with.
OPENING = re.compile(r"^\(\?=\[[^\]]+\]\)")
PER_HEAD = re.compile(r"人均|\bper[- ](?:capita|person|head)\b")
MARKED = re.compile(r"\{\{(.*?)\|.*?\}\}")
# Forms of which no open text and no passage has any: they wait for texts that do.
UNSEEN = {("took part in",), ("participat",)}
READOUTS = Path(__file__).parents[2] / "bench" / "readouts"
TEXTS, PASSAGES = READOUTS / "texts", READOUTS / "training" / "passages"


def pages(folder: Path = TEXTS) -> Iterator[Page]:
    for path in sorted(folder.glob("*.json")):
        one = json.loads(path.read_text("utf-8"))
        yield page_of(one["text"], None, one.get("published"), ())


@pytest.fixture(scope="module")
def english() -> list[Page]:
    return [page for page in pages() if not page.chinese]


@pytest.fixture(scope="module")
def chinese() -> list[Page]:
    return [page for page in pages() if page.chinese]


def missed(cue: Cue, texts: list[str], *, found: bool | None = True) -> list[str]:
    """Return what the pattern of a cue finds that has none of its pieces.

    `found`: whether it finds anything; None where that is left open.
    """
    hits = [hit[0] for text in texts for hit in cue.pattern.finditer(text)]
    assert found is None or bool(hits) == found, cue.pieces
    return [hit for hit in hits if not cue.may(hit)]


@pytest.mark.parametrize("name", ["visit", "guests", "signing", "history"])
def test_a_telling_sentence_has_a_piece_of_its_words(english: list[Page], name: str) -> None:
    cue = getattr(ENGLISH, name)
    assert isinstance(cue, Cue)
    sentences = [sentence.text for page in english for sentence in page.sentences]
    found = [text for text in sentences if cue.pattern.search(text)]
    assert found
    assert [text for text in found if not cue.search(text)] == []


def test_a_text_with_a_framework_has_a_hint_of_it(english: list[Page]) -> None:
    found = [page.plain for page in english if frameworks._ENGLISH.search(page.plain)]
    assert found
    assert [text[:80] for text in found if not frameworks._may_name(text)] == []


def test_a_form_of_a_phrase_has_a_piece_of_its_words(english: list[Page]) -> None:
    texts = [small_letters(page.plain) for page in english]
    passages = (MARKED.sub(r"\1", path.read_text("utf-8")) for path in PASSAGES.glob("*.txt"))
    texts += map(small_letters, passages)
    for cue, _ in forms._LATIN_FORMS:
        assert missed(cue, texts, found=cue.pieces not in UNSEEN) == []


def test_words_of_a_workstream_have_a_piece_of_it(english: list[Page]) -> None:
    for _, cue, _ in workstreams._PATTERNS:
        assert missed(cue, [page.plain for page in english]) == []


def test_an_expression_of_time_has_a_piece_of_its_words(
    english: list[Page], chinese: list[Page]
) -> None:
    passages = [MARKED.sub(r"\1", path.read_text("utf-8")) for path in PASSAGES.glob("*.txt")]
    for cues, of_one in ((times._ENGLISH, english), (times._CHINESE, chinese)):
        texts = [page.small for page in of_one] + [small_letters(plain(one)) for one in passages]
        for cue, _ in cues:
            assert missed(cue, texts, found=None) == []


def test_what_was_achieved_has_a_piece_of_its_words(english: list[Page]) -> None:
    assert missed(achievements._ENGLISH, [page.plain for page in english]) == []


@pytest.mark.parametrize("name", ["_HOSTED", "_AT_OF", "_RECEIVED_BY", "_CALLED_ON", "_ONLINE"])
def test_where_they_met_is_told_with_a_piece_of_its_words(name: str) -> None:
    folders = (TEXTS, READOUTS / "events" / "taught" / "texts")
    sentences = [one.text for folder in folders for page in pages(folder) for one in page.sentences]
    assert missed(getattr(where_english, name), sentences) == []


def test_a_house_or_room_has_a_piece_of_what_these_are_called(english: list[Page]) -> None:
    sentences = [one.text for page in english for one in page.sentences]
    assert missed(where_english._AT_ROOM, sentences) == []


def test_who_says_so_does_it_with_a_piece_of_these_words(chinese: list[Page]) -> None:
    sentences = [one.text for page in chinese for one in page.sentences]
    assert missed(chinese_cues.SPEAKS, sentences) == []


def test_who_is_only_met_with_is_told_with_a_piece_of_these_words() -> None:
    assert missed(kind_rules._ONLY_MET, [page.plain for page in pages()]) == []


def test_what_brings_a_greeting_has_a_piece_of_its_words(
    english: list[Page], chinese: list[Page]
) -> None:
    assert missed(people._ON_BEHALF, [page.small for page in english]) == []
    assert missed(people._ON_BEHALF_HAN, [page.small for page in chinese]) == []


def test_who_is_remembered_is_named_with_a_piece_of_these_words(english: list[Page]) -> None:
    before = [
        small_letters(page.text[max(0, mention.start - 50) : mention.start])
        for page in english
        for mention in people._mentions(page)
    ]
    assert missed(people._IN_MEMORY, before) == []


def test_an_amount_a_head_has_a_piece_of_these_words() -> None:
    before = [page.small[: hit.end()] for page in pages() for hit in PER_HEAD.finditer(page.small)]
    assert before
    assert [text[-80:] for text in before if not units._PER_HEAD.may(text)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        achievements._CHINESE,
        chinese_acts._BUILT,
        chinese_acts._GIFT,
        chinese_acts._ISSUED,
        people._ON_BEHALF_HAN.pattern,
    ],
)
def test_what_begins_with_one_of_some_signs_begins_with_no_other(
    chinese: list[Page], pattern: re.Pattern[str]
) -> None:
    anywhere = re.compile(OPENING.sub("", pattern.pattern))
    assert anywhere.pattern != pattern.pattern
    for page in chinese:
        hits = [hit.span() for hit in pattern.finditer(page.plain)]
        assert hits == [hit.span() for hit in anywhere.finditer(page.plain)]


def test_an_act_has_a_sign_of_its_kind(chinese: list[Page]) -> None:
    kinds = (
        (chinese_acts._SIGNED, chinese_acts._MAY_SIGN),
        (chinese_acts._GOES_TO_LEARN, chinese_acts._MAY_LEARN),
        (chinese_acts._WENT, chinese_acts._MAY_GO),
        (chinese_acts._VISITED, chinese_acts._MAY_VISIT),
        (chinese_acts._MEETINGS, chinese_acts._MAY_VISIT),
    )
    for pattern, may in kinds:
        hits = [hit[0] for page in chinese for hit in pattern.finditer(page.plain)]
        assert hits
        assert [hit for hit in hits if not may.search(hit)] == []


def test_a_piece_that_is_missing_is_seen() -> None:
    cue = Cue(ENGLISH.visit.pattern if isinstance(ENGLISH.visit, Cue) else ENGLISH.visit, ("tour",))
    assert cue.pattern.search("They visited Dalian.")
    assert cue.search("They visited Dalian.") is None
