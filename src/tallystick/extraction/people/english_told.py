"""Foreign names without a post in English text: those of a list, and who is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.people.english_names import any_name
from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.posts import words

# "The members of the delegation are A, B and C."
_PARTIES = words("delegation team members mission party panel group delegates participants")
_ARE = words(
    "are were comprised comprises comprising include includes included including namely : "
    "consisted consists"
)
_LED, _AFTER_NAME = words("led headed chaired"), words(", . ;")
_SAID = words("said says adds added explained recalled noted")
_QUOTES = words("\" ” '")
_NEAR = 10
# What stands before the name of who wrote or pictured what one reads.
BYLINE = re.compile(
    r"(?:(?:^|\n|\||/|–|—)\s{0,4}(?:(?:text|story|photos?|written|edited|compiled|translated|"
    r"reported|posted) )?by:?"
    r"|\b(?:editor|translator|reporter|author|photographer|proofreader|writer|photo)s?\s?[:/]"
    r"|\b(?:translated|photos?|written|edited|compiled) by"
    r"|\((?:[\w-]+ ){0,3}(?:reporter|correspondent)s?"
    r"|\bXinhua/)\s{0,3}$",
    re.IGNORECASE,
)

# "NAME / China Daily" under a picture.
CREDIT = re.compile(r"\s?/\s?(?:[A-Z]\w+ ){0,2}(?:Daily|Xinhua|News|Times|Post|AFP|AP|Reuters)\b")


# Words that anything below begins with, but for numbers.
_TELLS = _PARTIES | _ARE | _LED | _SAID | {"year-old"}


def told_names(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the names of a list of those who came, and of those whose words are quoted."""
    tokens = sentence.tokens
    party = -_NEAR
    for at, token in enumerate(tokens):
        if token.low not in _TELLS and not token.low[:1].isdigit():
            continue
        if token.low in _PARTIES:
            party = at
        elif token.low in _ARE and at - party < _NEAR:
            yield from _listed(sentence, _past_marks(sentence, at + 1))
            party = -_NEAR
        elif token.low in _LED and sentence.low(at + 1) == "by":
            stop = _whole_name(sentence, at + 2)
            yield from [(at + 2, stop)] if sentence.low(stop) in _AFTER_NAME else []
        elif token.low in _SAID and at and tokens[at - 1].low in _QUOTES:
            yield from _quoted(sentence, at + 1)
        elif token.low == "year-old":
            stop = _whole_name(sentence, at + 1)
            yield from [(at + 1, stop)] if stop > at + 1 else []
        elif token.low.isdigit() and at > 2 and sentence.aged(at - 1):
            first = next(
                (n for n in range(at - 4, at - 2) if _whole_name(sentence, n) == at - 1), at
            )
            yield from [(first, at - 1)] if first < at else []


def _past_marks(sentence: Sentence, at: int) -> int:
    """Return the place behind marks and small words before a list: "namely;", "consisted of"."""
    while sentence.low(at) in (":", ";", ",", "of"):
        at += 1
    return at


def _listed(sentence: Sentence, at: int) -> list[tuple[int, int]]:
    """Return the names of a list that begins at a place; none where anything else stands in it."""
    found = []
    while (stop := _whole_name(sentence, at)) > at:
        found.append((at, stop))
        at = stop + (sentence.low(stop) == ",")
        last = sentence.low(at) in ("and", "&")
        if last and len(found) > 1 and (end := _whole_name(sentence, at + 1)) > at + 1:
            after = sentence.tokens[end : end + 1]
            return [] if after and after[0].capital else [*found, (at + 1, end)]
        if last or at == stop:
            break
    return []


def _quoted(sentence: Sentence, at: int) -> list[tuple[int, int]]:
    stop = _whole_name(sentence, at)
    closed = sentence.low(stop) in (",", ".", "", "who", "whose", "of", "from", "about", "as")
    return [(at, stop)] if stop > at and closed else []


def _whole_name(sentence: Sentence, at: int) -> int:
    """Return where a name of two to four words ends that is no place; `at` for none."""
    stop = any_name(sentence.tokens, at) if at < len(sentence.tokens) else at
    places = {sentence.starts[n] for n in range(at, stop)} & sentence.places.keys()
    return stop if 1 < stop - at < 5 and not places else at
