"""Names and posts in Chinese text, both scripts: a post stands before its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from tallystick.extraction.people.chinese_behind import (
    LATIN_NAME,
    SHARED,
    in_row,
    named_before_post,
    spoken_of,
    told_to_be,
)
from tallystick.extraction.people.chinese_lists import JOINS, listed, names_people
from tallystick.extraction.people.chinese_names import is_name, name_at
from tallystick.extraction.people.chinese_sounds import (
    DOTTED,
    dotted_at,
    foreign_at,
    japanese_in_list,
    short_foreign_at,
    unknown_at,
)
from tallystick.extraction.people.chinese_starts import HAN_HEADS, HEAD, OFFICE_WORD, post_start
from tallystick.extraction.people.chinese_words import MARKS, NO_NAME, WORDS, bad
from tallystick.extraction.people.mentions import FIRM, LIKELY, UNSURE, Mention
from tallystick.extraction.people.posts import TRADES_HAN
from tallystick.extraction.places.countries import country_names

_SPACED = re.compile(r"(?:[、 ]|和|与|及|以及|暨){1,3}")
# The post that follows a name: "王某某省长".
_POST_AFTER = re.compile(r"(?:常务副|副|总|代)?(?:" + "|".join(HAN_HEADS) + ")")
# "副省长卡特(Jane Carter)": what the bracket spells is a name, whatever its signs.
_GLOSSED = re.compile(
    r"[\u4e00-\u9fff·•・]{2,9}(?= ?\([A-Z][a-zà-ÿ'-]+\.? [A-Z][A-Za-zà-ÿ.' -]*\))"
)
# So many signs such a name has at most without a dot between them.
_UNDOTTED = 6
_JOINED, _DOT = re.compile("[和与及暨的]"), re.compile("[·•・]")
# Styles that stand between a post and a name in Malaysia and Brunei.
_STYLE = re.compile("(?:拿督(?:斯里|威拉|巴杜卡)?|丹斯里|拿汀|敦(?=[^煌化])|天猛公|本固鲁)+")
# "省领导还有A、B、C"
_LEADERS, _ARE = ("领导", "领导同志"), re.compile("(?:还有|另有|有|还|是|包括)[:：]?")
# "团长由A担任", "主持人是A"
_LINK, _HOLDS = re.compile("[由是叫为]"), re.compile("担任|出任|亲任|兼任")
# "副市长(挂职)"
_NOTE = re.compile(r"\([^()\n]{1,12}\)(?=[\u4e00-\u9fff])")


def chinese_mentions(plain: str) -> list[Mention]:
    """Return who is named in Chinese text, in order of place; `plain` is in Simplified signs."""
    found: list[Mention] = []
    floor = 0
    heads = list(_heads(plain))
    for head in heads:
        if head.start() < floor:
            continue
        noted = _NOTE.match(plain, head.end())
        end = noted.end() if noted else head.end()
        are = _ARE.match(plain, end) if head[0] in _LEADERS else None
        hit = _name_after(plain, are.end() if are else end)
        if are and hit and hit[1] - hit[0] < 3 and not names_people(plain, are.end()):
            # "领导包括A、B两县": towns are named as well.
            hit = None
        unknown = hit is None
        hit = hit or unknown_at(
            plain, end, partial(_abroad, plain, max(floor, head.start() - 20), end)
        )
        if hit is None:
            hit, unknown = _linked(plain, end), False
        if hit is not None and head[0] in TRADES_HAN and not _whole(plain, hit[1]):
            continue
        if hit is None:
            listed_so = in_row(plain, head.start(), end, floor)
            if listed_so is not None:
                found.append(listed_so)
                floor = listed_so.end
            continue
        start = post_start(plain, head.start(), head.end(), floor)
        if unknown and start == head.start():
            continue
        if head[0] == "代表" and (
            is_name(plain[start : head.start()])
            or plain[head.start() - 1 : head.start()] in ("位", "名", "个")
        ):
            # 龚某代表某县, 六位代表某市: what they do.
            continue
        group = list(_group(plain, start, end, hit))
        found += group
        floor = group[-1].end
    told = list(told_to_be(plain, found))
    again = {one.name for one in told}
    found = [one for one in found if one.name not in again] + told
    taken = [(mention.name[0], mention.name[1]) for mention in found]
    found += named_before_post(plain, heads, taken)
    found += listed(plain, [mention.name for mention in found])
    return sorted(found, key=lambda mention: mention.name)


def _heads(plain: str) -> Iterator[re.Match[str]]:
    """Yield the heads of posts; of two that share a sign the longer: 政委员 is 委员."""
    end = 0
    for head in HEAD.finditer(plain):
        if head.start() < end or (head[0] == "代表" and plain.startswith("团", head.end())):
            continue
        if head[0] == "常委" and plain.startswith("会", head.end()):
            # 全国人大常委会副委员长: the house, no post.
            continue
        later = HEAD.match(plain, head.end() - 1)
        chosen = later if later and later.end() > head.end() and head[0] not in _LEADERS else head
        end = chosen.end()
        yield chosen


def _whole(plain: str, end: int) -> bool:
    """Whether a name surely ends at a place: at a mark, or before a verb of two signs."""
    verb = WORDS.match(plain, end)
    return MARKS.match(plain, end) is not None or (
        verb is not None and (len(verb[0]) > 1 or verb[0] == "说")
    )


def _abroad(plain: str, start: int, end: int) -> bool:
    """Whether a post is one abroad: it names a country."""
    return any(plain.find(country, start, end) >= 0 for country in _countries())


@cache
def _countries() -> tuple[str, ...]:
    return tuple(name for name, _ in country_names() if not name.isascii())


def _name_after(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return the name after a post; one written by sound where it goes on past a common one."""
    if plain.startswith("兼", at):
        # "书记兼省长某某": the second post goes on.
        return None
    styled = _STYLE.match(plain, at)
    at = styled.end() if styled else at
    glossed = _GLOSSED.match(plain, at)
    if glossed and _may_be_glossed(glossed[0]):
        return glossed.start(), glossed.end(), LIKELY
    latin = LATIN_NAME.match(plain, at)
    if latin:
        return latin.start(), latin.end(), LIKELY
    hit = name_at(plain, at, posted=True)
    if hit is None:
        return foreign_at(plain, at) or _short_in_list(plain, at) or _first_unknown(plain, at)
    if hit[1] - hit[0] < 3 or MARKS.match(plain, hit[1]):
        return hit
    foreign = foreign_at(plain, at)
    if foreign is None or foreign[1] <= hit[1]:
        return hit
    verb = WORDS.match(plain, foreign[1]) if hit[2] < FIRM else None
    ends = MARKS.match(plain, foreign[1]) or plain.startswith("等", foreign[1])
    return foreign if ends or (verb and (len(verb[0]) > 1 or verb[0] == "说")) else hit


def _linked(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return a name that is told to hold the post before it: "团长由王某某担任"."""
    link = _LINK.match(plain, at)
    hit = name_at(plain, link.end(), posted=False) if link else None
    ends = hit is not None and (MARKS.match(plain, hit[1]) or _HOLDS.match(plain, hit[1]))
    return hit if ends else None


def _may_be_glossed(name: str) -> bool:
    """Whether signs before a gloss in Latin letters are a name, and no verb, post or office."""
    if HEAD.search(name) or OFFICE_WORD.search(name) or WORDS.search(name) or NO_NAME.match(name):
        return False
    return not _JOINED.search(name) and all(len(part) <= _UNDOTTED for part in _DOT.split(name))


def _short_in_list(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return a name of two signs written by sound, where a name in a list follows it."""
    short = short_foreign_at(plain, at)
    if short is None or plain[short[1] : short[1] + 1] != "、":
        return None
    goes_on = name_at(plain, at + 3, posted=False) or HEAD.search(plain, at + 3, at + 12)
    return short if goes_on else None


def _group(plain: str, start: int, end: int, hit: tuple[int, int, int]) -> Iterator[Mention]:
    """Yield the name after a post and those that share it."""
    name_start, name_end, confidence = hit
    post = (start, end)
    yield Mention(
        start=start,
        end=name_end,
        name=(name_start, name_end),
        post=post,
        confidence=confidence,
        passing=spoken_of(plain, name_end) or plain.startswith("总书记", end - 3),
    )
    # "两省政协主席A、B": each of the two has it.
    both = plain[max(0, start - 3) : start].rfind("两") >= 0
    shared = both or SHARED.search(plain[max(start, end - 8) : end]) is not None
    at = name_end
    # Where a space parts post and name, spaces part names.
    joins = _SPACED if plain[name_start - 1] == " " else JOINS
    while (joint := joins.match(plain, at)) is not None:
        more = name_at(plain, joint.end(), posted=False)
        if more is None and shared:
            more = (
                _dotted(plain, joint.end())
                or foreign_at(plain, joint.end())
                or short_foreign_at(plain, joint.end())
                or japanese_in_list(plain, joint.end())
                or _unknown_in_list(plain, joint.end())
            )
        if more is None or _POST_AFTER.match(plain, more[1]) or plain.startswith("—", more[1]):
            return
        yield Mention(
            start=more[0],
            end=more[1],
            name=(more[0], more[1]),
            post=post if shared else None,
            confidence=LIKELY if shared else UNSURE,
        )
        at = more[1]


_IN_LIST = re.compile("[\u4e00-\u9fff]{2,3}(?=[、等])")


def _unknown_in_list(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return two or three signs between the marks of a list of names: the surname is not known."""
    found = _IN_LIST.match(plain, at)
    if found is None or NO_NAME.match(plain, at) or any(map(bad, found[0])):
        return None
    if HEAD.search(found[0]) or WORDS.search(found[0]) or OFFICE_WORD.search(found[0]):
        return None
    return at, found.end(), UNSURE


def _first_unknown(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return an unknown name right behind a post that several share, where a known one follows."""
    found = _unknown_in_list(plain, at)
    if found is None or plain[found[1]] != "、" or not SHARED.search(plain[max(0, at - 4) : at]):
        return None
    return found if name_at(plain, found[1] + 1, posted=False) else None


def _dotted(plain: str, at: int) -> tuple[int, int, int] | None:
    dotted = DOTTED.match(plain, at)
    return dotted_at(plain, at, dotted.end()) if dotted else None
