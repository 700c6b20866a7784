"""Words and marks of an English sentence, each with what it may be part of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tallystick.extraction.people.posts import (
    FIELDS,
    HEADS,
    LEVELS,
    OFFICES,
    RANKS,
    TRADE_ENDS,
    TRADES,
    words,
)
from tallystick.extraction.people.surnames import PINYIN, ROMANISED, VIETNAMESE

_CHARGE = r"Charg[eé]s? d['’][Aa]ffaires(?:,? (?:a\.i\.|ad interim\b))?"
# An initial that stands right before its name, as Mongols print it.
_GLUED = re.compile(r"[A-Z][a-z]?\.[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?")
_TOKEN = re.compile(
    # "Datuk Patinggi", "Tan Sri": one style; "S.Batbold": one name.
    r"(?:Dato['’]?|Datuk|Datin|Tan)(?: (?:Sri|Seri|Amar|Patinggi|Paduka)\b)+|"
    rf"(?!(?:Mr|Ms|Dr|St|Lt|Jr|Sr|No)\.){_GLUED.pattern}|"
    # "Sen. Lieut. Gen.": one style too; "Charge d'Affaires a.i.": one post.
    r"(?:Sen\.? )?(?:Lieut|Lt|Maj|Brig|Col)\.? Gen\b\.?|"
    rf"{_CHARGE}|"
    r"H\.E\.?|(?:Mr|Mrs|Ms|Dr|Prof|Atty|Engr|Cllr|Hon|Rev|Sen|Sec|Gov|Lt|Gen|St|Mme|Eng|Amb|Rep|[A-Z](?:\.[A-Z]"
    r")*)\.|"
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
    r"(?:[\w'’ʻ&-]{0,60}[\w'’])?|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?|\S"
)
SINGULAR = frozenset(re.findall(r"(?:^|\s)([^\s|]+)\|", HEADS)) | {"gov", "rep", "amb"}
PLURAL = {
    **{word + "s": word for word in SINGULAR},
    **{word[:-1] + "ies": word for word in SINGULAR if word.endswith("y")},
    **{word[:-3] + "men": word for word in SINGULAR if word.endswith("man")},
    "consuls-general": "consul-general",
    "secretaries-general": "secretary-general",
}
# They announce a name as a post does, and are none.
PEERS = words("counterpart colleague wife husband spouse counterparts colleagues equivalent")
HONORIFICS = words(
    "crs cllrs "
    "mr mrs ms miss mme madam madame dr prof professor hon honourable honorable sir dame h.e "
    "excellency worship cllr cr cde alderman alderwoman comrade rev reverend eng engr engineer "
    "datuk dato tan-sri patinggi seri amar comrades atty hajiya hajia alhaji haji messrs shri smt "
    "ybhg yab yb tyt drs ir hj hajah "
    "sheikh rt col gen colonel brigadier major pastor bishop imam datin tun mzee malam bapak ibu "
    "panglima hadji"
)
NO_NAME = words(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday the a an on in at of and from to by with "
    "for as it its this that these those he she they his her their we our i you who when after "
    "before during since both all also at present speaking attending welcoming addressing "
    "meanwhile yesterday today tomorrow earlier later recently then there here however moreover "
    "former new east west north south northern southern eastern western central upper lower "
    "street road avenue hotel plaza center hall airport university hospital school park forum "
    "summit week day year memorandum understanding agreement plan project programme program belt "
    "people thought initiative cooperation republic kingdom people's peoples chinese vietnamese "
    "lao african european american province city county district prefecture town township village "
    "municipality region area zone islands island river lake valley mountain sea bay port state "
    "house states nations union members mou news xinhua photo caption source editor web two three "
    "four five six seven eight nine ten release time date read more home page click share"
)
# Given names that are posts too.
ALSO_NAMES = ("Dean", "King", "Prince", "Judge", "Rector", "Major", "Earl", "Marshal")
# Letters behind a name: "NAME, Ph.D., Dean of Agriculture".
DEGREES = words(
    "t.d td msp phd ph.d ph md mba msc bsc llb esq egh cbs ebs mgh ogw obe cbe mbe jp cpa pe"
)
# Verbs that look like no past form and begin what somebody does, not what she is.
_DOES = words(
    "held gave made took went came told saw wrote sent brought began left ran got put set kept "
    "paid "
    "built bought chose drew drove fell felt found grew heard knew laid lost meet meets plan plans "
    "signs hopes hope visits urge urges lead leads pay pays leave leaves show shows make makes "
    "take "
    "takes give gives hold holds host hosts receive receives thank thanks tell tells want wants "
    "join joins come comes run runs see sees sign send sends help helps call calls ask asks who "
    "together along there here according spoke speak speaks stood sat rose won became become"
)
# Words of no name that say of which kind an office is.
_KINDS = words(
    "project programme program school hospital university airport port park village town road "
    "news web hotel forum plan source photo"
)
# What ends a post wherever it stands.
STOP = words(
    "who which that where when while whose with by during after before over into through about "
    "said says was were is are has have had will would can could may led met spoke attended"
)
DATES = re.compile(
    r"\d|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$|"
    r"(?:yesterday|today|recently|earlier|morning|afternoon|evening|behalf|their|his|her|its|a|an|"
    r"this|that|these|which)$"
)
# Capitals that only begin a sentence.
_BEGINNERS = words(
    "for with in at on from to as by since until while following among besides alongside our we "
    "he she they it his her their there here and but so both all also when where after before"
)
# "second-level inspector"
_GENERALS = words("brigadier-general major-general lieutenant-general colonel-general")
_GRADES = ("-level", "-grade", "-class", "-rank", "-time")
_BEFORE_DASH = words("vice deputy co pro ex under sub assistant lord")
_AFTER_DASH = words("chief elect designate general charge residence large")
_OWNING = "'s"
# What may stand before the head of a post.
_BEFORE_HEAD = RANKS | FIELDS | frozenset(("'s", "-", "/"))
# What an office deals with often ends so, a name never: "Industrialization", "Logistics".
_ABSTRACT = re.compile(
    r"(?:(?:[ts]ion|(?<!cle)ment)s?|olog(?:y|ies)|[a-z]{2}ics|ities|[ai]bility)$"
)
# An initial with its mark, and "the Third" behind a name.
_INITIAL = re.compile(r"[A-Z](?:\.[A-Z])*\.|[A-Z]")
NUMERALS = words("ii iii iv")
_SURNAMES = PINYIN | ROMANISED | VIETNAMESE


class Form(NamedTuple):
    """A word or mark and what it may be, wherever it stands; `low` is it in small letters."""

    text: str
    low: str
    bare: str
    capital: bool
    # The post it names, a plural's singular.
    head: str | None
    plural: bool
    # Of offices and places rather than of names.
    office: bool
    # What an office or its level is called by.
    body: bool
    surname: bool
    # It may stand before the head of a post.
    leads: bool
    # It may be a part of a name.
    names: bool
    honorific: bool
    # What somebody does, no office: a post only beside a name.
    trade: bool
    # In small letters it may say of which kind the head of a post is: "project manager".
    plain: bool


def words_of(text: str, start: int, end: int) -> tuple[list[Form], list[int], list[int]]:
    """Return words and marks of a part of a text, with where each starts and ends.

    >>> words_of("Vietnam's mayor, Mr. Le", 0, 23)[1]
    [0, 7, 10, 15, 17, 21]
    """
    hits = list(_TOKEN.finditer(text, start, end))
    if text.find(_OWNING, start, end) < 0:
        # Most sentences: nothing to part.
        return (
            [_form(hit[0]) for hit in hits],
            [hit.start() for hit in hits],
            [hit.end() for hit in hits],
        )
    forms, starts, ends = [], [], []
    for hit in hits:
        word = hit[0]
        first, last = hit.span()
        if word[-2:] == _OWNING and len(word) > 2:
            forms += [_form(word[:-2]), _form("'s")]
            starts += [first, last - 2]
            ends += [last - 2, last]
        else:
            forms.append(_form(word))
            starts.append(first)
            ends.append(last)
    return forms, starts, ends


@lru_cache(maxsize=8192)
def _form(word: str) -> Form:
    low = word.lower().rstrip(".") if len(word) > 1 else word.lower()
    peer = low in PEERS and word.islower()
    head = low if peer else _head(low)
    if word == "Official":
        # "its Official Account": nobody's title.
        head = None
    trade = False
    charge = word.startswith("Charg") and " " in word
    if word in ("Sen.", "Sec.") or charge:
        head = low
    elif head is None and word.islower():
        head = _trade(low)
        trade = head is not None
    if "-" in low and all(part in OFFICES for part in low.split("-")):
        # "poverty-alleviation" is a word of offices as its parts are.
        low = low.split("-")[0]
    capital = word[0].isupper()
    body = low in LEVELS or low in OFFICES or (low[-1:] == "s" and low[:-1] in OFFICES)
    body = body or (capital and (low in FIELDS or _ABSTRACT.search(low) is not None))
    office = body or low in RANKS or low in NO_NAME
    bare = _bare(low)
    glued = "." in low and _GLUED.fullmatch(word) is not None
    known = body or low in _BEFORE_HEAD or low.endswith(_GRADES)
    return Form(
        text=word,
        low=low,
        bare=bare,
        capital=capital,
        head=head,
        plural=head is not None and head != low and low.endswith(("s", "men", "s-general")),
        office=office,
        body=body,
        surname=glued or (capital and bare in _SURNAMES),
        leads=known or (capital and low not in STOP | _BEGINNERS and not DATES.match(low)),
        names=_may_name(word, low, office or head is not None),
        honorific=not charge and (low.rstrip("'’") in HONORIFICS or low in _GENERALS or " " in low),
        trade=trade,
        plain=word.islower()
        and word[0].isalpha()
        and len(word) > 2
        and low not in STOP
        and not (low in NO_NAME and low not in _KINDS)
        and low not in _DOES
        and not low.endswith(("ed", "ly"))
        and not DATES.match(low),
    )


def _may_name(word: str, low: str, office: bool) -> bool:
    """Whether a word may be a part of a name.

    >>> _may_name("A.", "a", True), _may_name("EU", "eu", False), _may_name("Ana", "ana", False)
    (True, False, True)
    """
    if _INITIAL.fullmatch(word):
        return word != "I" and word != "A" and low not in DEGREES
    if office or not word[0].isalpha() or low in HONORIFICS or low == "t.d":
        return False
    return not (len(word) == 2 and word.isupper())


def _head(low: str) -> str | None:
    """Return the post a word names, in the singular: also vice-mayor, commander-in-chief."""
    if low in SINGULAR:
        return low
    if low in PLURAL:
        return PLURAL[low]
    first, dash, rest = low.partition("-")
    if first in SINGULAR and rest.startswith("of-"):
        # "chief-of-office"
        return low
    if (
        dash
        and (first in _BEFORE_DASH or first in SINGULAR)
        and rest.rpartition("-")[2] in (SINGULAR | _AFTER_DASH)
    ):
        return low
    return None


def _trade(low: str) -> str | None:
    """Return what a word in small letters says that somebody does, in the singular.

    >>> _trade("cardiologists"), _trade("herdsman"), _trade("list")
    ('cardiologist', 'herdsman', None)
    """
    one = low[:-1] if low.endswith("s") else low
    last = one.rpartition("-")[2]
    return one if one in TRADES or last in TRADES or one.endswith(TRADE_ENDS) else None


def _bare(low: str) -> str:
    """Return a word without accents, hyphens and apostrophes."""
    low = low.replace("đ", "d").replace("ü", "v")
    if not low.isascii():
        low = "".join(
            sign for sign in unicodedata.normalize("NFD", low) if not unicodedata.combining(sign)
        )
    return low.replace("'", "").replace("’", "").replace("-", "")
