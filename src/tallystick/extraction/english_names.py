"""What reads like a name in English text: known surnames first, capitals beside a post second."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tallystick.extraction.posts import HEADS, LEVELS, OFFICES, RANKS
from tallystick.extraction.surnames import PINYIN, ROMANISED, VIETNAMESE, VIETNAMESE_PLACES

_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|iao|ian|ing|ang|eng|ong|uai|uan|van|ie|in|iu|ia|ai|ei|ao|ou|an|en|er|"
    "ua|uo|ui|un|ue|ve|[aoeiuv])"
)
_GIVEN = re.compile(f"{_SYLLABLE}(?:{_SYLLABLE})?$")
_ONE_SYLLABLE = re.compile(f"{_SYLLABLE}$")
_HYPHENED = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,6}$")
_TOKEN = re.compile(
    r"H\.E\.?|(?:Mr|Mrs|Ms|Dr|Prof|Hon|Rev|Sen|Gov|Lt|Gen|St|Mme|Eng|Amb|Rep|[A-Z](?:\.[A-Z])*)\.|"
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
    r"(?:[\w'’ʻ&-]{0,60}[\w'’])?|\d+(?:[.,]\d+)*|\S"
)
SINGULAR = frozenset(re.findall(r"(?:^|\s)([a-zé-]+)\|", HEADS)) | {"gov", "sen", "rep", "amb"}
PLURAL = {
    **{word + "s": word for word in SINGULAR},
    **{word[:-1] + "ies": word for word in SINGULAR if word.endswith("y")},
    **{word[:-3] + "men": word for word in SINGULAR if word.endswith("man")},
    "consuls-general": "consul-general",
    "secretaries-general": "secretary-general",
}
# They announce a name as a post does, and are none.
PEERS = frozenset("counterpart colleague wife husband spouse counterparts colleagues".split())
HONORIFICS = frozenset(
    "mr mrs ms miss mme madam madame dr prof professor hon honourable honorable sir dame h.e "
    "excellency worship cllr alderman alderwoman comrade rev reverend eng engr engineer amb datuk dato tan-sri "
    "comrades messrs shri smt sheikh rt col gen".split()
)
_PARTICLES = frozenset(
    "de da do dos das del della di du la le el al bin binti ibn van von der den ter ten y e bint "
    "ap st ben abu ould".split()
)
_NO_NAME = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday the a an on in at of and from to by with "
    "for as it its this that these those he she they his her their we our i you who when after "
    "before during since both all also at present speaking attending welcoming addressing meanwhile "
    "yesterday today tomorrow earlier later recently then there here however moreover former new "
    "east west north south northern southern eastern western central upper lower street road avenue "
    "hotel plaza center hall airport university hospital school park forum summit week day year "
    "memorandum understanding agreement plan project programme program belt thought initiative "
    "cooperation republic kingdom people's peoples chinese vietnamese lao african european american "
    "province city county district prefecture town township village municipality region area zone "
    "islands island river lake valley mountain sea bay port state states nations union members mou "
    "news xinhua photo caption source editor web two three four five six seven eight nine ten "
    "release time date read more home page click share".split()
)
# Surnames that begin a sentence as words of their own.
_PLACES = VIETNAMESE_PLACES | {"hong kong", "long beach", "ma on", "sha tin", "tai po", "long march"}
_ALSO_WORDS = frozenset({"an", "you", "can", "man", "ban", "bin"})
_REGION_WORD = re.compile(
    r"province|city|county|district|prefecture|municipal|municipality|provincial|town|township|village|"
    r"region|autonomous|river|lake|mountain|airport|university|hotel|area|zone|street|new",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A word or mark with its place; `low` is it in small letters."""

    text: str
    start: int
    end: int
    low: str


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return words and marks of a part of a text."""
    found = []
    for hit in _TOKEN.finditer(text, start, end):
        word = hit[0]
        first, last = hit.span()
        if len(word) > 2 and word[-2:] in ("'s", "’s"):
            found.append(Token(word[:-2], first, last - 2, word[:-2].lower()))
            found.append(Token(word[-2:], last - 2, last, "'s"))
        else:
            found.append(Token(word, first, last, word.lower().rstrip(".")))
    return found


def head_of(low: str) -> str | None:
    """Return the post a word names, a plural's singular; None for other words."""
    return low if low in SINGULAR or low in PEERS else PLURAL.get(low)


def capital(token: Token) -> bool:
    """Whether a word begins with a capital."""
    return token.text[:1].isupper()


def office_word(token: Token) -> bool:
    """Whether a word belongs to offices and places rather than to a name."""
    low = token.low
    return low in OFFICES or low in LEVELS or low in RANKS or low in _NO_NAME


@lru_cache(maxsize=4096)
def _bare(low: str) -> str:
    low = low.replace("đ", "d").replace("ü", "v")
    if not low.isascii():
        low = "".join(
            sign for sign in unicodedata.normalize("NFD", low) if not unicodedata.combining(sign)
        )
    return low.replace("'", "").replace("’", "").replace("-", "")


def known_name(tokens: list[Token], at: int) -> int:
    """Return where a name with a known surname ends that begins at a place; `at` when none does.

    >>> words = tokens_of("Deng Xiaojia met", 0, 16)
    >>> known_name(words, 0), known_name(words, 1)
    (2, 1)
    """
    first = tokens[at]
    if not capital(first) or at + 1 >= len(tokens) or not capital(tokens[at + 1]):
        return at
    surname = _bare(first.low)
    end = at
    if first.low in _ALSO_WORDS and at == 0:
        return at
    if surname in PINYIN or surname in ROMANISED:
        end = _chinese_end(tokens, at)
    if surname in VIETNAMESE:
        end = max(end, _vietnamese_end(tokens, at))
    before = _bare(tokens[at - 1].low) if at else ""
    if end > at and (
        f"{surname} {_bare(tokens[at + 1].low)}" in _PLACES
        or f"{before} {surname}" in VIETNAMESE_PLACES
        or (end < len(tokens) and _spoils(tokens[end]))
    ):
        return at
    return end


def _spoils(after: Token) -> bool:
    """Whether the word after what reads like a name makes a place or a thing of it."""
    return bool(_REGION_WORD.fullmatch(after.text)) or after.low in ("thought", "-", "–")


def _chinese_end(tokens: list[Token], at: int) -> int:
    given = tokens[at + 1]
    low = _bare(given.low)
    if _HYPHENED.match(given.text):
        return at + 2
    if given.low in _NO_NAME or office_word(given) or head_of(given.low):
        return at
    if not _GIVEN.match(low) or _bare(tokens[at].low) not in PINYIN:
        return at
    if at + 2 < len(tokens) and _ONE_SYLLABLE.match(low):
        third = tokens[at + 2]
        if (
            capital(third)
            and third.start == given.end + 1
            and _ONE_SYLLABLE.match(_bare(third.low))
            and not office_word(third)
        ):
            return at + 3
    return at + 2


def _vietnamese_end(tokens: list[Token], at: int) -> int:
    end = at + 1
    while end < min(len(tokens), at + 4):
        token = tokens[end]
        if not (capital(token) and token.text[1:].islower() and len(token.text) <= 7):
            break
        if office_word(token) or head_of(token.low) or not token.text.isalpha():
            break
        end += 1
    return at if end - at < 2 or tokens[at].low in _NO_NAME else end


def any_name(tokens: list[Token], at: int) -> int:
    """Return where capitals that may be a name end; `at` when there are none."""
    end = at
    while end < min(len(tokens), at + 6):
        token = tokens[end]
        if capital(token) and _may_name(token) and not (end > at and _far(tokens, end)):
            end += 1
        elif token.low in _PARTICLES and end > at and _goes_on(tokens, end):
            end += 1
        else:
            break
    return end


def _far(tokens: list[Token], at: int) -> bool:
    return tokens[at].start > tokens[at - 1].end + 2


def _goes_on(tokens: list[Token], at: int) -> bool:
    if at + 2 < len(tokens) and tokens[at + 1].low in _PARTICLES:
        at += 1
    return at + 1 < len(tokens) and capital(tokens[at + 1]) and _may_name(tokens[at + 1])


def _may_name(token: Token) -> bool:
    return (
        token.text[0].isalpha()
        and not office_word(token)
        and head_of(token.low) is None
        and token.low not in HONORIFICS
        and not (token.text.isupper() and len(token.text) > 1 and len(token.text) < 3)
    )
