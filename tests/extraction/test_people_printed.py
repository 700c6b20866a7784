"""Posts and names as announcements print them, one sentence each; everything named is invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people

TABLE = Path(__file__).with_name("invented_people.csv")
with TABLE.open(encoding="utf-8", newline="") as lines:
    SENTENCES = [(row["text"], row["people"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("text", "people"), SENTENCES)
def test_a_post_is_read_from_its_first_printed_word_to_its_last(text: str, people: str) -> None:
    found = find_people(page_of(text, None, None, ()))
    assert " | ".join(f"{one.text}={one.position or ''}" for one in found) == people


def test_there_are_sentences_in_both_languages() -> None:
    chinese = [text for text, _ in SENTENCES if not text.isascii() and text[-1] == "。"]
    assert len(chinese) > 30
    assert len(SENTENCES) - len(chinese) > 150
