"""Names in Chinese text whose post stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tallystick.extraction.people.chinese_names import is_name, sure_name
from tallystick.extraction.people.chinese_starts import HAN_HEADS, HEAD, ends_in_head, post_start
from tallystick.extraction.people.chinese_words import COMMON, SURE_WORDS, bad
from tallystick.extraction.people.mentions import LIKELY, UNSURE, Mention
from tallystick.extraction.people.posts import SHARED_HAN, TRADES_HAN, words
from tallystick.extraction.people.surnames import JAPANESE_HAN
from tallystick.extraction.places.countries import country_names

SHARED = re.compile(SHARED_HAN)
_ONLY_SPOKEN_OF = re.compile(
    r"(?:同志|总书记|主席|总理)?(?:关于|对[^,，。\n]{0,16}(?:重要指示|作出的?指示|批示)|"
    r"[^,，。\n]{0,12}重要(?:指示|讲话|论述|批示|思想)|的(?:指示|讲话|论述|思想)精神?|新时代)"
)
# "某某系某市市长": told of somebody by name.
_IS = re.compile(
    rf"(?<=[,，。;；:：的者长队人])(?:团长|组长|队长|领队)?(?P<name>[\u4e00-\u9fff]{{2,4}})[系是为](?P<post>[^,，。;；:：的]{{0,30}}?(?:{'|'.join(HAN_HEADS)})"
    rf"(?:、[^,，。;；:：的]{{2,30}}?(?:{'|'.join(HAN_HEADS)}))?)(?=[,，。;；])"
)
# "努尔·买买提县长"
_DOTTED_POST = re.compile(
    r"(?<![\u4e00-\u9fff·•・])([\u4e00-\u9fff]{2,8}[·•・][\u4e00-\u9fff]{2,8}?)"
    r"((?:常务副|副)?(?:书记|省长|州长|市长|区长|县长|主席|主任|局长|部长|会长|校长|院长|大使|议长))"
)
# What stands before 县长 is a county as often as a name.
_OF_PLACES = words("省长 州长 市长 区长 县长 旗长 镇长 乡长 村长 町长 郡长")
_BEFORE_NAME = re.compile(r"[\s,，。;；:：、“\"由与和及向对请偕到是的有)）]")
# What stands before a post where it only says who leads a group or a talk.
_FOR_NOW = words("团长 组长 队长 领队 主持人 负责人 召集人 带队人")
_RANKS = ("一级", "二级", "三级", "四级")
# Before and behind somebody in such a list.
_ROW_BEGINS, _ROW_ENDS = re.compile(r"[:：;；\n。者]\s?"), re.compile(r"[;；。\n]|$")
_OFFICE_END = re.compile(r"[办局委厅部院会司处社校商科系班队室组所府馆学团联站省市县区州镇乡]")
_BRACKETED = re.compile(r"[(（]([^()（）]{2,30})[)）]")
# "市长Jane N. Doe"
LATIN_NAME = re.compile(
    r"[A-Z][a-zà-ÿ'-]+(?: (?:de|da|dos|van|von|bin) (?=[A-Z])| (?=[A-Z])){1,2}"
    r"[A-Z][a-zà-ÿ'-]*\.?(?: [A-Z][a-zà-ÿ'-]*\.?){0,2}(?![A-Za-z])"
)


def told_to_be(plain: str, found: list[Mention]) -> Iterator[Mention]:
    """Yield whoever is told by name to be something: the post follows."""
    known = {
        plain[slice(*one.name)]: one.name
        for one in found
        if one.post and plain[slice(*one.post)] not in _FOR_NOW
    }
    for told in _IS.finditer(plain):
        if is_name(told["name"]) and told["name"] not in known:
            name, post = told.span("name"), told.span("post")
            yield Mention(start=name[0], end=post[1], name=name, post=post, confidence=LIKELY)


def spoken_of(plain: str, end: int) -> bool:
    """Whether only the words or deeds of somebody are spoken of."""
    return _ONLY_SPOKEN_OF.match(plain, end) is not None


def named_before_post(
    plain: str, heads: list[re.Match[str]], taken: list[tuple[int, int]]
) -> Iterator[Mention]:
    """Yield names whose post follows them, at once or in brackets."""
    names = {plain[start:end] for start, end in taken}
    begun = {start for start, _ in taken}
    inside = {place for span in taken for place in range(*span)}
    doubtful: list[Mention] = []
    short: list[Mention] = []
    sure: list[Mention] = []
    styled = False
    for head in heads:
        start, end = _with_rank(plain, head.start()), head.end()
        post = plain[start:end]
        if LATIN_NAME.match(plain, end) or end in begun:
            # Whose own name follows the post: what stands before it is whose post it is.
            continue
        if post == "代表" or plain.startswith("办公室", end):
            continue
        name = _ending_at(plain, start, place_like=post[-2:] in _OF_PLACES)
        if name is not None and inside.intersection(range(name, start)):
            # 张明为秘书长: told already, by less of it.
            continue
        if name is None and post[0] == "副" and post[-2:] in _OF_PLACES:
            town = _ending_at(plain, start, place_like=False)
            if town is not None and plain[town:start] not in names:
                short.append(_behind(town, start, end))
        if name is not None and (plain.startswith("国家", name) or plain[start - 1] == "州"):
            continue
        if name is not None and start - name < 3 and (SHARED.fullmatch(post) or post in TRADES_HAN):
            continue
        if name is None:
            after = None if post in TRADES_HAN else _start_behind_office(plain, start)
            if after is not None and plain[after:start] not in names:
                told = start - after > 2 and SURE_WORDS.match(plain, end) is not None
                (sure if told else doubtful).append(_behind(after, start, end))
        if name is None or plain[name:start] in names:
            continue
        styled = True
        passing = post == "总书记" or spoken_of(plain, end)
        yield replace(_behind(name, start, end), passing=passing)
        for other in _listed_ahead(plain, name) if SHARED.fullmatch(post) else ():
            if plain[slice(*other)] not in names:
                yield Mention(
                    start=other[0], end=end, name=other, post=(start, end), confidence=UNSURE
                )
    # Somebody of three signs who is told to do something.
    yield from sure
    # Who prints one post behind its name does so throughout.
    if styled or len(doubtful) > 1:
        yield from doubtful
    # A town as often as a name, but for whom others are named so.
    if styled:
        yield from short
    yield from _dotted_or_in_brackets(plain, taken, names)


def _dotted_or_in_brackets(
    plain: str, taken: list[tuple[int, int]], names: set[str]
) -> Iterator[Mention]:
    """Yield names with a dot before their post, and names whose post brackets hold."""
    for dotted in _DOTTED_POST.finditer(plain) if "·" in plain else ():
        place = dotted.span(1)
        words_of_it = plain[slice(*place)]
        if place not in taken and words_of_it not in names and not HEAD.search(words_of_it):
            yield Mention(
                start=place[0], end=dotted.end(), name=place, post=dotted.span(2), confidence=LIKELY
            )
    for bracket in _BRACKETED.finditer(plain):
        name = _ending_at(plain, bracket.start(), place_like=False)
        if name is not None and ends_in_head(bracket[1]):
            yield Mention(
                start=name,
                end=bracket.end(),
                name=(name, bracket.start()),
                post=bracket.span(1),
                confidence=LIKELY,
            )


def _behind(name_start: int, start: int, end: int) -> Mention:
    """Return somebody whose name goes on as the post, which begins at `start`."""
    name = (name_start, start)
    return Mention(start=name_start, end=end, name=name, post=(start, end), confidence=UNSURE)


def _start_behind_office(plain: str, end: int) -> int | None:
    """Return where what may be a name begins that stands between an office and a post."""
    for start in (end - 3, end - 2):
        name = plain[max(start, 0) : end]
        common = len(name) > 2 or name[:1] in COMMON
        if start > 0 and common and is_name(name) and not _OFFICE_END.match(name[-1]):
            return start if _OFFICE_END.match(plain, start - 1) else None
    return None


def _listed_ahead(plain: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a list that leads to a name with its post: "A、B、C议员"."""
    while plain[at - 1 : at] == "、":
        end = at - 1
        name = next((end - size for size in (3, 4, 2) if is_name(plain[end - size : end])), None)
        if name is None:
            return
        at = name
        yield name, end


def _with_rank(plain: str, start: int) -> int:
    """Return where a post begins with the rank before its head: 副市长, 常务副县长."""
    if plain[start - 1 : start] == "副":
        return start - 3 if plain.startswith("常务", max(0, start - 3)) else start - 1
    if plain[max(0, start - 2) : start] in _RANKS:
        return start - 2
    return start - 1 if start and plain[start - 1] in "总代" else start


def in_row(plain: str, head: int, end: int, floor: int) -> Mention | None:
    """Return somebody of a list that prints the post behind the name: "王某 某市副市长；"."""
    if not _ROW_ENDS.match(plain, end):
        return None
    start = post_start(plain, head, end, floor)
    if start < 3 or plain[start - 1] not in " ,，\u3000":
        return None
    last = len(plain[:start].rstrip(" ,，\u3000"))
    for length in (4, 3, 2):
        first = last - length
        if first >= floor and is_name(plain[first:last]) and _ROW_BEGINS.match(plain, first - 1):
            return Mention(start=first, end=end, name=(first, last), post=(start, end))
    return None


def _may_be_behind(words: str) -> bool:
    """Whether some signs before a post may be a name: no country, and no 史学系."""
    return is_name(words) and words[-1] not in "系院" and words not in _countries()


@cache
def _countries() -> frozenset[str]:
    """Return the countries by their names: 沙特 before 亲王 is no one."""
    return frozenset(name for name, _ in country_names())


def _ending_at(plain: str, end: int, *, place_like: bool) -> int | None:
    """Return where a name begins that ends at a place, after a mark, a verb or an office."""
    for length in (5, 4):
        start = end - length
        given = plain[end - 2 : end]
        named = plain[max(0, start) : end - 2] in JAPANESE_HAN and not any(map(bad, given))
        if named and (start == 0 or _BEFORE_NAME.match(plain, start - 1)):
            return start
    for length in (4, 3) if place_like else (4, 3, 2):
        start = end - length
        if start >= 0 and _may_be_behind(plain[start:end]):
            if start == 0 or _BEFORE_NAME.match(plain, start - 1):
                # "的金院长": whose surname is no common one is no name behind 的 or 是.
                if length == 2 and plain[start - 1 : start] in tuple("是的有"):
                    return start if plain[start] in COMMON else None
                return start
            if length < 3 or not _OFFICE_END.match(plain, start - 1):
                continue
            # "粘处长" later on: the surname is one.
            again = plain[start] + plain[end : end + 2]
            if sure_name(plain[start:end]) or plain.find(again, end, end + 3000) >= 0:
                return start
    return None
