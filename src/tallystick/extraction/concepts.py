"""Words by what they mean: where in a text something is sold, signed, trained or built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

_ENDINGS = ("s", "es", "'s", "s'")
_KEY = 2
# Meanings that a longer word keeps from one inside it; nouns are hidden by the longer noun.
_SEEN = frozenset(
    "invest sign donate train poor work hire exchange sell goods pair paid-in labour-topic "
    "talent-topic consumption".split()
)


class Mark(NamedTuple):
    """A word of a text and all it may mean."""

    start: int
    end: int
    meanings: frozenset[str]


class _Word(NamedTuple):
    text: str
    open_ended: bool
    meanings: frozenset[str]


@cache
def table() -> Mapping[str, Any]:
    """Return the table of words and rules."""
    source = files("tallystick.extraction") / "indicators.yaml"
    return dict(yaml.safe_load(source.read_text("utf-8")))


@cache
def _words(language: str) -> Mapping[str, tuple[_Word, ...]]:
    """Return the words of a language by their first letters, the longest first."""
    meanings: dict[str, set[str]] = {}
    for meaning, said in table()["words"].items():
        for word in _split(said[language], language):
            meanings.setdefault(word, set()).add(meaning)
    for word, meant in meanings.items():
        meant |= {m for other in _inside(word, meanings, language) for m in meanings[other] & _SEEN}
    begins: dict[str, list[_Word]] = {}
    for word in sorted(meanings, key=lambda word: (-len(word), word)):
        bare = word.removesuffix("-") if language == "en" else word
        key = bare[: _KEY if language == "en" else 1]
        begins.setdefault(key, []).append(_Word(bare, bare != word, frozenset(meanings[word])))
    return {key: tuple(found) for key, found in begins.items()}


def _inside(word: str, words: Iterable[str], language: str) -> list[str]:
    """Return the words that a longer one holds: 农村劳动力技能培训 holds 培训."""
    if language == "zh":
        return [other for other in words if other in word and other != word]
    spaced = f" {word}"
    return [other for other in words if f" {other.removesuffix('-')}" in spaced and other != word]


def _split(said: str, language: str) -> Iterable[str]:
    return said.split(", ") if language == "en" else said.split()


def marks(text: str, start: int, end: int, chinese: bool) -> Iterator[Mark]:
    """Yield the known words between two places, in order, the longest at each place.

    Units: `text` in lower case and Simplified signs.

    >>> [sorted(mark.meanings) for mark in marks("两地共建园区", 0, 6, True)]
    [['co-build', 'cooperation'], ['park']]
    """
    words = _words("zh" if chinese else "en")
    size = 1 if chinese else _KEY
    place = start
    while place < end:
        stop, meanings = place, frozenset[str]()
        for word in words.get(text[place : place + size], ()):
            if text.startswith(word.text, place):
                last = place + len(word.text) if chinese else _end(text, place, word)
                if stop < last <= end:
                    stop, meanings = last, word.meanings
                elif last == stop:
                    meanings |= word.meanings
        if stop > place:
            yield Mark(place, stop, meanings)
            place = stop
        elif chinese:
            place += 1
        else:
            place = _next_word(text, place, end)


def _end(text: str, place: int, word: _Word) -> int:
    """Return where an English word ends that begins with a known one; its place if it is another."""
    stop = place + len(word.text)
    last = stop
    while last < len(text) and last < stop + 12 and (text[last].isalpha() or text[last] == "'"):
        last += 1
    return last if word.open_ended or last == stop or text[stop:last] in _ENDINGS else place


def _next_word(text: str, place: int, end: int) -> int:
    while place < end and text[place].isalnum():
        place += 1
    while place < end and not text[place].isalnum():
        place += 1
    return place
