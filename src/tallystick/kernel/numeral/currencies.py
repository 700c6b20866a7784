"""Currencies before a number: their signs, their codes, and letters that name other things too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

# In small letters, as text is looked at. A blank may stand behind any of them.
_SIGNS: Mapping[str, str] = {
    "AUD": "a$ aud",
    "CAD": "c$ cad",
    "CHF": "chf",
    "CNY": "¥ rmb cny 人民币",
    "EUR": "€ eur",
    "GBP": "£ gbp",
    "HKD": "hk$ hkd",
    "IDR": "idr rp. rp",
    "INR": "₹ inr rs. rs",
    "JPY": "jpy",
    "KES": "kes ksh. ksh sh. sh",
    "KRW": "₩ krw",
    "KZT": "kzt",
    "LAK": "lak",
    "MOP": "mop$ mop",
    "MYR": "rm",
    "NGN": "₦ ngn n",
    "PHP": "₱ php p",
    "SGD": "s$ sgd",
    "TWD": "nt$ ntd twd 台币",
    "USD": "$ us$ u.s.$ usd",
    "VND": "vnd",
    "ZAR": "zar r",
}
CODES = {sign: code for code, signs in _SIGNS.items() for sign in signs.split()}
# Without one of these right before a number no pattern is tried.
_ENDS = tuple(CODES)
_LONGEST = 8


def _pattern(sign: str) -> str:
    """Return how a sign is printed: letters begin a word, so an entrepreneur has no euros."""
    letters = sign.removesuffix("$")
    begins = r"\b" if letters.isascii() and letters[:1].isalpha() else ""
    # "US $5" is printed so, and "a $5 loan" is none of Australia.
    blank = r"\s?" if len(letters) > 1 and letters != sign else ""
    return begins + re.escape(letters) + blank + re.escape(sign[len(letters) :])


# The longer first: of "nt$" the n is no naira.
_BEFORE = re.compile(
    rf"(?:{'|'.join(map(_pattern, sorted(CODES, key=len, reverse=True)))})\s?", re.ASCII
)


class Currency(NamedTuple):
    """A currency that stands before a number, and where it begins."""

    start: int
    code: str


class _Letters(NamedTuple):
    """Letters that name other things too: how they are printed, and what must follow.

    What follows is a blank and digits, or a scale (million) in place of the digits.
    """

    printed: re.Pattern[str]
    digits: re.Pattern[str]


# So many digits, in groups or none, and no year: RM 5,000; PHP 500; P5,000.
_FEW, _MANY = (
    rf"\s?(?:\d{{1,3}}(?:[,，]\d{{3}})+|(?!(?:19|20)\d\d\Z)\d{{{least},}})" for least in (3, 5)
)
# RM5 is money, Rm 5 a room; N5m is, and N 100000 trees are not.
_OTHERS = {
    **dict.fromkeys(("cad", "chf", "kes", "mop", "php"), (r"[A-Z]+\s?", _FEW)),
    **dict.fromkeys(("ksh.", "ksh", "sh.", "sh"), (r"(?:K[Ss]|S)[Hh]\.?\s?", _FEW)),
    **dict.fromkeys(("n", "r"), (r"[A-Z]", _MANY)),
    "p": (r"P\s?", _MANY),
    "rm": (r"RM\s?", rf"\d|{_MANY}"),
}
_LETTERS = {
    sign: _Letters(re.compile(printed), re.compile(digits, re.ASCII))
    for sign, (printed, digits) in _OTHERS.items()
}


def currency_before(
    text: str, small: str, place: int, digits: str, *, scaled: bool
) -> Currency | None:
    """Return the currency that ends where a number begins, if there is one.

    Units: `small` is the text in small letters; `digits` those of the number, `scaled` where a
    scale follows them.

    >>> currency_before("RM5", "rm5", 2, "5", scaled=False)
    Currency(start=0, code='MYR')
    >>> currency_before("Rm 5", "rm 5", 3, "5", scaled=False)
    """
    tail = small[max(0, place - _LONGEST) : place]
    if not tail.rstrip().endswith(_ENDS):
        return None
    for hit in _BEFORE.finditer(small, place - len(tail), place):
        if hit.end() == place:
            sign = re.sub(r"\s", "", hit[0])
            letters = _LETTERS.get(sign)
            printed = text[hit.start() : place]
            if letters and not _meant(letters, printed, digits, scaled=scaled):
                return None
            return Currency(hit.start(), CODES[sign])
    return None


def _meant(letters: _Letters, printed: str, digits: str, *, scaled: bool) -> bool:
    """Whether letters that name other things too are a currency here."""
    if not letters.printed.fullmatch(printed):
        return False
    blank = printed[len(printed.rstrip()) :]
    return scaled or letters.digits.match(blank + digits) is not None
