"""Words by what they mean: where in a text something is sold, signed, trained or built."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from sys import intern
from typing import NamedTuple

_ENDINGS = ("s", "es", "'s", "s'")
# English words are looked up by three letters, Chinese ones by one sign.
_KEY = {"english": 3, "chinese": 1}
_LONGEST_ENDING = 12
# Meanings that a longer word keeps from one inside it; nouns are hidden by the longer noun.
_KEPT = (
    "invest sign donate train poor work hire exchange sell goods pair paid-in labour-topic "
    "talent-topic consumption industry vocational"
)
_SEEN = frozenset(_KEPT.split())
# What a thing is, which a compound takes from its last word.
_THINGS = (
    "project enterprise entrepreneur park workshop station jobfair vacancy agreement class "
    "technology joint-meeting county town village social-org school hospital facility cadre pro "
    "student village-leader labourer"
)
_NOUNS = frozenset(_THINGS.split())


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
def _words(language: str) -> Mapping[str, tuple[_Word, ...]]:
    """Return the words of a language by their first letters, the longest first.

    In meanings.csv English words are separated by ";" and stand for their plurals too, a final
    hyphen lets any ending follow; Chinese words are separated by spaces, in Simplified signs.
    """
    meanings: dict[str, set[str]] = {}
    source = files("tallystick.extraction.figures") / "meanings.csv"
    for row in csv.DictReader(source.read_text("utf-8").splitlines()):
        said = row[language].split("; ") if language == "english" else row[language].split()
        for word in said:
            meanings.setdefault(word, set()).add(intern(row["meaning"]))
    seen = {word: meant & _SEEN for word, meant in meanings.items() if meant & _SEEN}
    nouns = {word: meant & _NOUNS for word, meant in meanings.items() if meant & _NOUNS}
    for word, meant in meanings.items():
        meant.update(*(seen[other] for other in _inside(word, seen, language)))
        if not meant & _NOUNS:
            meant.update(nouns.get(_last_word(word, nouns, language), ()))
    begins: dict[str, list[_Word]] = {}
    for word in sorted(meanings, key=lambda word: (-len(word), word)):
        bare = word.removesuffix("-")
        known = _Word(bare, bare != word, frozenset(meanings[word]))
        begins.setdefault(bare[: _KEY[language]], []).append(known)
    return {key: tuple(found) for key, found in begins.items()}


@cache
def _han_words() -> Mapping[str, tuple[Mapping[str, frozenset[str]], tuple[int, ...]]]:
    """Return by its first sign what each Chinese word means, and how long these are, falling."""
    return {
        sign: (
            {word.text: word.meanings for word in found},
            tuple(sorted({len(word.text) for word in found}, reverse=True)),
        )
        for sign, found in _words("chinese").items()
    }


def _inside(word: str, others: Iterable[str], language: str) -> list[str]:
    """Return the words that a longer one holds: 农村劳动力技能培训 holds 培训."""
    if language == "chinese":
        return [other for other in others if other in word and other != word]
    spaced = f" {word}"
    return [other for other in others if f" {other.removesuffix('-')}" in spaced and other != word]


def _last_word(word: str, nouns: Mapping[str, set[str]], language: str) -> str:
    """Return the noun that a longer word ends with: 民营企业 is an enterprise."""
    if language == "chinese":
        ends = (word[place:] for place in range(1, len(word)))
    else:
        parts = word.split(" ")
        ends = (" ".join(parts[place:]) for place in range(1, len(parts)))
    return next((end for end in ends if end in nouns), "")


@cache
def _starts(language: str) -> re.Pattern[str]:
    """Return where a known word may begin, by its first sign; an English one begins no longer."""
    signs = "".join(map(re.escape, sorted({key[0] for key in _words(language)})))
    return re.compile(f"[{signs}]" if language == "chinese" else rf"[{signs}](?<![^\W_].)")


def marks(text: str, start: int, end: int, chinese: bool) -> Iterator[Mark]:
    """Yield the known words between two places, in order, the longest at each place.

    Units: `text` in lower case and Simplified signs.

    >>> [sorted(mark.meanings) for mark in marks("两地合办园区", 0, 6, True)]
    [['co-build'], ['park']]
    """
    if chinese:
        yield from _han_marks(text, start, end)
        return
    words, behind = _words("english"), start
    for begins in _starts("english").finditer(text, start, end):
        place = stop = begins.start()
        if place < behind:
            continue
        meanings = frozenset[str]()
        for word in _known_at(words, text[place : min(end, place + _KEY["english"])]):
            if text.startswith(word.text, place):
                last = _end(text, place, word)
                if stop < last <= end:
                    stop, meanings = last, word.meanings
                elif last == stop:
                    meanings |= word.meanings
        if stop > place:
            yield Mark(place, stop, meanings)
            behind = stop


def _known_at(words: Mapping[str, tuple[_Word, ...]], begins: str) -> tuple[_Word, ...]:
    """Return the words by the most letters that they may begin with."""
    while begins:
        if begins in words:
            return words[begins]
        begins = begins[:-1]
    return ()


def _han_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    words, starts, behind = _han_words(), _starts("chinese"), start
    for begins in starts.finditer(text, start, end):
        place = begins.start()
        if place < behind:
            continue
        known, lengths = words[begins[0]]
        for length in lengths:
            meanings = known.get(text[place : place + length])
            if meanings and place + length <= end:
                behind = place + length
                yield Mark(place, behind, meanings)
                break


def _end(text: str, place: int, word: _Word) -> int:
    """Return where an English word ends that begins so; its own place if it is another word."""
    stop = place + len(word.text)
    last, furthest = stop, min(len(text), stop + _LONGEST_ENDING)
    while last < furthest and (text[last].isalpha() or text[last] == "'"):
        last += 1
    return last if word.open_ended or last == stop or text[stop:last] in _ENDINGS else place
