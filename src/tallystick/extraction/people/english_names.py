"""What reads like a name in English text: known surnames first, capitals beside a post second."""

from __future__ import annotations

import re
from functools import lru_cache

from tallystick.extraction.people.english_tokens import DEGREES, NO_NAME, NUMERALS, Form
from tallystick.extraction.people.posts import words
from tallystick.extraction.people.surnames import (
    KOREAN,
    PINYIN,
    ROMANISED,
    VIETNAMESE,
    VIETNAMESE_PLACES,
)

_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|iao|ian|ing|ang|eng|ong|uai|uan|van|ie|in|iu|ia|ai|ei|ao|ou|an|en|er|"
    "ua|uo|ui|un|ue|ve|[aoeiuv])"
)
_GIVEN = re.compile(f"{_SYLLABLE}(?:{_SYLLABLE})?$")
_ONE_SYLLABLE = re.compile(f"{_SYLLABLE}$")
_HYPHENED = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,6}$")
_PARTICLES = words(
    "de da do dos das del della di du la le el al bin binti ibn van von der den ter ten y e bint "
    "ap st ben abu ould"
)
# Malay styles within a name: "Izkandar Dato Roseley", "Najib Tun Razak".
_STYLES = words("tun dato datuk haji hj hajah datin datu")
# Letters that stand for a name in the midst of one: "Phet Luong A Phay".
_WITHIN = _PARTICLES | _STYLES | words("a i")
_UNIONS = words("us uk eu un au nz hk uae hq ii iv id no it is in on at of to by an as or we he mp")
# "Dong Cong Dung": a third word that is no pinyin and as short as a Vietnamese one.
_SHORT = 6
_PLACES = VIETNAMESE_PLACES | {"hong kong", "long beach", "sha tin", "tai po", "long march"}
# Surnames that begin a sentence as words of their own.
_ALSO_WORDS = frozenset({"an", "you", "can", "man", "ban", "bin"})
# Given names that are words as well: "Qiu He".
_GIVEN_WORDS = frozenset({"he", "you", "an", "she", "long"})
# The last sign of a name that is a word as well: "Chui Sai On,".
_GIVEN_LAST = frozenset(("On", "An", "He", "In", "At", "Man", "You", "To", "So"))
# Surnames that are words of offices and places as well.
_ALSO_SURNAMES = frozenset(
    {"Page", "Green", "Young", "Banks", "King", "May", "Day", "Law"}
    | {"Power", "Bishop", "West", "Street", "Hall", "Church", "Rivers"}
)
_MARKS = frozenset('"“”')
_REGION_WORD = re.compile(
    r"province|city|county|district|prefecture|municipal|municipality|provincial|town|township|"
    r"village|"
    r"region|autonomous|river|lake|mountain|airport|university|hotel|area|zone|street|new|company|"
    r"group|brand|corporation|school|hospital|island|port|park|road|bridge|banner|party|foundation|"
    r"institute|federation|association|bank|hall|centre|center|museum|temple|stadium",
    re.IGNORECASE,
)


def known_name(tokens: list[Form], at: int) -> int:
    """Return where a name with a known surname ends that begins at a place; `at` when none does.

    >>> from tallystick.extraction.people.english_tokens import words_of
    >>> words, _, _ = words_of("Deng Xiaojia met", 0, 16)
    >>> known_name(words, 0), known_name(words, 1)
    (2, 1)
    """
    first = tokens[at]
    if first.surname and "." in first.low:
        # "S.Batbold"
        return at + 1
    if not first.surname or at + 1 >= len(tokens) or not tokens[at + 1].capital:
        return at
    named = [form.low for form in tokens[at + 2 : at + 3]] == [","]
    if first.low in _ALSO_WORDS and at == 0 and not named:
        # "You Quan, Party secretary of A,"
        return at
    end = at
    if first.bare in PINYIN or first.bare in ROMANISED:
        end = _chinese_end(tokens, at)
    if end == at and first.bare in KOREAN:
        end = _korean_end(tokens, at)
    if first.bare in VIETNAMESE:
        end = max(end, _vietnamese_end(tokens, at))
    before = tokens[at - 1].bare if at else ""
    if end > at and (
        f"{first.bare} {tokens[at + 1].bare}" in _PLACES
        or f"{before} {first.bare}" in VIETNAMESE_PLACES
        or (end < len(tokens) and _spoils(tokens[end]))
    ):
        return at
    return end


def _spoils(after: Form) -> bool:
    """Whether the word after what reads like a name makes a place or a thing of it."""
    return bool(_REGION_WORD.fullmatch(after.text)) or after.low in ("thought", "-", "–")


@lru_cache(maxsize=8192)
def _given(bare: str) -> int:
    """Return how many syllables of pinyin a word has: 1, 2, or 0 when it is none."""
    if _ONE_SYLLABLE.match(bare):
        return 1
    return 2 if _GIVEN.match(bare) else 0


def _chinese_end(tokens: list[Form], at: int) -> int:
    given = tokens[at + 1]
    if _HYPHENED.match(given.text):
        return at + 2
    syllables = _given(given.bare)
    office = given.office and given.low not in _GIVEN_WORDS
    if office or given.head or not syllables or tokens[at].bare not in PINYIN:
        return at
    if at + 2 < len(tokens) and syllables == 1:
        third = tokens[at + 2]
        if _four_syllables(tokens, at):
            return at + 4
        if third.text in _GIVEN_LAST and _ends_clause(tokens, at + 3):
            return at + 3
        if third.capital and not third.office:
            return at + 3 if _given(third.bare) == 1 or _closes(tokens, at + 2) else at + 2
    return at + 2


def _stands_last(tokens: list[Form], at: int) -> bool:
    """Whether no capital, number or word of offices stands at a place."""
    if at >= len(tokens):
        return True
    after = tokens[at]
    return not (after.capital or after.body or after.head or after.low[0].isdigit())


def _ends_clause(tokens: list[Form], at: int) -> bool:
    """Whether a mark or an "and" stands at a place, or nothing more."""
    return at >= len(tokens) or tokens[at].low in (",", ".", ";", ")", "and")


def _four_syllables(tokens: list[Form], at: int) -> bool:
    """Whether four single syllables are the name of a Tibetan or Yi: "Sha Ma Mu Ga,"."""
    parts = tokens[at : at + 4]
    closed = at + 4 >= len(tokens) or not tokens[at + 4].capital
    return (
        closed
        and len(parts) == 4
        and all(part.capital and part.names and _given(part.bare) == 1 for part in parts)
    )


def _closes(tokens: list[Form], at: int) -> bool:
    """Whether a word of two syllables ends a name of three words: "Jike Qu Shama,"."""
    closed = at + 1 >= len(tokens) or tokens[at + 1].low in (",", ".", "and", ")")
    syllables = _given(tokens[at].bare)
    short = not syllables and len(tokens[at].text) < _SHORT and tokens[at].text[1:].islower()
    return closed and tokens[at].names and (syllables == 2 or short)


def _korean_end(tokens: list[Form], at: int) -> int:
    """Return where a name of three short words ends: "Park Won Soon"; `at` when it is none."""
    given = tokens[at + 1 : at + 3]
    short = all(
        part.capital and part.names and len(part.text) <= _SHORT and part.text[1:].islower()
        for part in given
    )
    ends = at + 3 >= len(tokens) or not tokens[at + 3].capital
    return at + 3 if short and ends and len(given) == 2 else at


def _vietnamese_end(tokens: list[Form], at: int) -> int:
    end = at + 1
    while end < min(len(tokens), at + 4):
        token = tokens[end]
        if not (token.capital and token.text[1:].islower() and len(token.text) <= 7):
            break
        if token.office or token.head or not token.text.isalpha():
            break
        end += 1
    return at if end - at < 2 or tokens[at].low in NO_NAME else end


def any_name(tokens: list[Form], at: int) -> int:
    """Return where capitals that may be a name end; `at` when there are none."""
    end, last = at, min(len(tokens), at + 6)
    if at < last and tokens[at].low in DEGREES:
        return at
    if at + 1 < last and f"{tokens[at].bare} {tokens[at + 1].bare}" in _PLACES:
        # "Secretary of Can Tho Municipal Party Committee"
        return at
    if at + 1 < last and _two_letters(tokens[at]) and tokens[at + 1].names:
        # "SM Tanvir"
        end += tokens[at + 1].capital and not tokens[at + 1].text.isupper()
    while end < last:
        token = tokens[end]
        if end > at and token.surname and "." in token.low:
            # "Erenhot, China G.Tumurbaatar"
            break
        if (token.capital and (token.names or (end == at and _you(tokens, at)))) or (
            end > at and token.low in _WITHIN and _goes_on(tokens, end)
        ):
            end += 1
        elif end > at + 1 and token.low in NUMERALS and token.text.isupper():
            # "Leo Quinn III"
            return end + 1
        elif end > at and token.low in _MARKS and tokens[end - 1].low not in _MARKS:
            # 'Rodolfo "Dolfo" Reyes'
            close = end + 2
            if close + 1 >= len(tokens) or tokens[close].low not in _MARKS:
                break
            if not (tokens[end + 1].capital and tokens[close + 1].capital):
                break
            end, last = close + 1, last + 3
        else:
            break
    if end > at and end < len(tokens) and tokens[end].text in _ALSO_SURNAMES | _GIVEN_LAST:
        # "Rick Page for", "Patricia Chase Green,"; "Chui Sai On,"
        word = tokens[end].text in _ALSO_SURNAMES and not tokens[end - 1].body
        end += (word and _stands_last(tokens, end + 1)) or _ends_clause(tokens, end + 1)
    if end > at + 1 and end + 1 < len(tokens) and tokens[end].low == ",":
        # "NAME, Jr."
        end += 2 * (tokens[end + 1].low in ("jr", "sr") and tokens[end + 1].capital)
    if end > at + 1 and end + 1 < len(tokens) and tokens[end].low == ".":
        # "Jr." with its mark, unless the sentence ends there.
        end += tokens[end - 1].low in ("jr", "sr")
    return end


def _you(tokens: list[Form], at: int) -> bool:
    """Whether a word of the language is a surname behind a title: "Ms. You Sophear"."""
    titled = 0 < at < len(tokens) - 1 and tokens[at - 1].honorific
    return titled and tokens[at].surname and tokens[at + 1].capital and tokens[at + 1].names


def _two_letters(token: Form) -> bool:
    """Whether two capitals may be the initials of a name, and are no land or union."""
    return len(token.text) == 2 and token.text.isupper() and token.low not in _UNIONS


def _goes_on(tokens: list[Form], at: int) -> bool:
    if at + 2 < len(tokens) and tokens[at + 1].low in _PARTICLES:
        at += 1
    return at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at + 1].names
