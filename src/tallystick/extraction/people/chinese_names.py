"""Where a Chinese name ends: by its surname, and by the words that may follow a name."""

from __future__ import annotations

import re

from tallystick.extraction.people.chinese_sounds import DOTTED, Hit, dotted_at
from tallystick.extraction.people.chinese_verbs import OFTEN_GIVEN
from tallystick.extraction.people.chinese_words import (
    COMMON,
    EITHER,
    GIVES,
    MARKS,
    NEVER,
    NO_NAME,
    NO_RARE_NAME,
    NOT_AFTER_SURNAME,
    SURE_WORDS,
    WORDS,
    bad,
    follows,
)
from tallystick.extraction.people.mentions import FIRM, LIKELY, UNSURE
from tallystick.extraction.people.surnames import COMPOUND_HAN, HAN, POSTED_HAN

# "A和B为“…”揭牌": 为 is no part of the name.
_UNVEILS = re.compile("为[^，,。;；]{1,24}?(?:揭牌|揭幕|剪彩|授牌|授旗|颁|致辞|点赞|送行|壮行)")


def is_name(words: str) -> bool:
    """Whether some signs are a name by themselves.

    >>> is_name("欧阳明"), is_name("王海"), is_name("单位"), is_name("连云港市")
    (True, True, False, False)
    """
    surname = 2 if words[:2] in COMPOUND_HAN else 1
    given = words[surname:]
    if not (1 <= len(given) <= 2) or (surname == 1 and words[0] not in HAN):
        return False
    if given in NOT_AFTER_SURNAME:
        return False
    if words[-1] == "和" or (words[-1] in "乡村" and len(words) > 2):
        return False
    return not (NO_NAME.match(words) or any(bad(sign) for sign in given))


def sure_name(words: str) -> bool:
    """Whether a name of three signs or more has one of the common surnames."""
    return len(words) > 2 and is_name(words) and (words[0] in COMMON or words[:2] in COMPOUND_HAN)


def name_at(plain: str, at: int, *, posted: bool) -> Hit | None:
    """Return start, end and confidence of the name that begins at a place.

    `posted`: a post stands before it, so that less has to speak for a name.
    """
    if plain[at : at + 1] == " ":
        at += 1
    dotted = DOTTED.match(plain, at)
    foreign = dotted_at(plain, at, dotted.end()) if dotted and posted else None
    if foreign:
        return foreign
    surname = 2 if plain[at : at + 2] in COMPOUND_HAN else 1
    if surname == 1 and plain[at : at + 1] not in HAN:
        return _rare_at(plain, at) if posted else None
    spaced = _spaced_at(plain, at + surname) if posted else 0
    if spaced:
        return at, spaced, FIRM
    if posted and surname == 1 and _of_family(plain, at):
        return at, at + 4, LIKELY
    short, long = at + surname + 1, at + surname + 2
    if posted and plain.startswith("正在", short - 1) and not SURE_WORDS.match(plain, long):
        # 主席韩正在北京: a surname alone is no name, and what follows is no verb.
        return at, short, LIKELY
    if _is_word(plain, at, short, long):
        return None
    if plain[short - 1 : long] in NOT_AFTER_SURNAME:
        return None
    if _soft_at(plain, at, short, long):
        return at, long, LIKELY
    if bad(plain[short - 1 : short]):
        return _with_particle(plain, at, short, long) if posted else None
    if plain[at] == "向" and (GIVES.match(plain, short) or GIVES.match(plain, long)):
        return None
    # 李和平 is a name, 李和 is none, but for 李和 before a verb.
    can_short = plain[short - 1] != "和" or WORDS.match(plain, short) is not None
    can_long = long <= len(plain) and not bad(plain[long - 1 : long])
    ends_short, ends_long = can_short and follows(plain, short), can_long and follows(plain, long)
    if ends_short and (not ends_long or _rather_short(plain, short)):
        return at, short, FIRM
    if ends_long:
        return at, long, FIRM
    closed = follows(plain, long + 1)
    if posted and plain[at + 1] in COMMON and closed and can_long:
        # A married woman's two surnames: 林郑月娥.
        return at, long + 1, LIKELY
    return _unbounded(plain, at, short, long, can_long) if posted else None


def _of_family(plain: str, at: int) -> bool:
    """Whether a Vietnamese name of four signs begins at a place: 范氏清茶."""
    given = plain[at + 2 : at + 4]
    return plain[at + 1 : at + 2] == "氏" and len(given) == 2 and not any(map(bad, given))


# Signs of places and small words that now and then stand in a name: 钟镇某, 金某镇, 李在某.
_SOFT = frozenset("镇州县区在也还都又那省之")
_BOUNDED = re.compile("[、,，。;；:：(（\n]|等|率|$")


def _soft_at(plain: str, at: int, short: int, long: int) -> bool:
    """Whether three signs are a name for the marks around them, though one is none of names."""
    given = plain[short - 1 : long]
    if plain[at] not in COMMON or len(given) < 2 or not _SOFT.intersection(given):
        return False
    if any(bad(sign) and sign not in _SOFT for sign in given) or given in NOT_AFTER_SURNAME:
        return False
    if plain[short - 1] == "氏" or given[0] in "县区州省" or given[1] in "在也还都又县区州省那":
        return False
    return _BOUNDED.match(plain, long) is not None


def _with_particle(plain: str, at: int, short: int, long: int) -> Hit | None:
    """Return a name whose middle sign is a word of its own elsewhere: 武则天."""
    if plain[short - 1 : short] not in tuple("则其均又") or bad(plain[long - 1 : long]):
        return None
    verb = WORDS.match(plain, long)
    bounded = MARKS.match(plain, long) or (verb is not None)
    return (at, long, LIKELY) if bounded else None


def _is_word(plain: str, at: int, short: int, long: int) -> bool:
    """Whether signs that could be a name begin another word, by it or by what it goes on with."""
    if NO_NAME.match(plain, at):
        # 任维 before a mark is a name; 任职 is none, wherever it stands.
        return not (long < at + 4 and MARKS.match(plain, long) and _may_be_three(plain, at))
    verb = SURE_WORDS.match(plain, short - 1)
    return verb is not None and len(verb[0]) > 1 and not MARKS.match(plain, long)


def _may_be_three(plain: str, at: int) -> bool:
    """Whether three signs that begin like a word are a name all the same: 安全国, 常年青."""
    if plain[at] == "来":
        # 来座谈, 来送行: what somebody came for.
        return False
    third = plain[at + 2 : at + 3]
    return not bad(third) and third not in tuple("长员会位部门区域府的团所引生")


def _spaced_at(plain: str, at: int) -> int:
    """Return where "王 刚" ends whose one given sign stands apart; 0 for none."""
    if plain[at : at + 1] not in (" ", "\u3000") or bad(plain[at + 1 : at + 2]):
        return 0
    bounded = MARKS.match(plain, at + 2) or WORDS.match(plain, at + 2)
    return at + 2 if bounded else 0


def _rare_at(plain: str, at: int) -> Hit | None:
    """Return a name after a post whose surname is a word of its own elsewhere."""
    if plain[at : at + 1] not in POSTED_HAN or NO_RARE_NAME.match(plain, at):
        return None
    for end in (at + 3, at + 2):
        if end > len(plain) or any(bad(sign) for sign in plain[at + 1 : end]):
            continue
        if SURE_WORDS.match(plain, at + 1) or plain[at + 1 : end] in NOT_AFTER_SURNAME:
            continue
        goes_on = end == at + 3 and plain[end : end + 1] in tuple(NEVER)
        if goes_on or MARKS.match(plain, end) or WORDS.match(plain, end):
            return at, end, LIKELY
    return None


def _rather_short(plain: str, short: int) -> bool:
    if plain[short : short + 1] in OFTEN_GIVEN and plain[short + 1 : short + 2] in tuple(EITHER):
        # 王大迎来客人: 来 alone does not tell a name that ends in 迎.
        return WORDS.match(plain, short) is not None and not WORDS.match(plain, short + 1)
    dated = (
        plain[short : short + 1] in tuple("于在从自至") and plain[short + 1 : short + 2].isdigit()
    )
    return dated or bool(
        _UNVEILS.match(plain, short)
        or MARKS.match(plain, short)
        or plain[short : short + 1] in NEVER
        or SURE_WORDS.match(plain, short)
        or (plain[short : short + 1] not in OFTEN_GIVEN and WORDS.match(plain, short))
    )


def _unbounded(plain: str, at: int, short: int, long: int, can_long: bool) -> Hit | None:
    """Return a name after a post that runs on into words we do not know."""
    if plain[at] not in COMMON:
        return None
    again = plain.find(plain[at:short], long, long + 3000)
    if again >= 0:
        if can_long and plain.startswith(plain[at:long], again):
            return at, long, LIKELY
        return at, short, LIKELY
    return (at, long, UNSURE) if can_long else None
