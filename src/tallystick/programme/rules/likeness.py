"""Is this the same thing, named again? A score out of a hundred whose every part has its reason.

Signing the same project twice is the oldest way to report it twice. The score never decides: a
person is shown the likely same thing and says which it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tallystick.kernel.words import Words

# From this score on a person is asked.
ASKED_FROM = 60
NAME, PARTY, PLACE, NEAR_PLACE = 50, 30, 20, 12
# Where one of the two names no party, the name alone has to carry it.
NAME_ALONE = 80
ALIKE_FROM = 0.45
# Words that every second name has; they make no two things alike.
_COMMON = re.compile(
    r"\b(?:the|of|and|for|in|at|project|phase|stage|company|co|ltd|limited|group|inc|plc)\b|"
    "有限责任公司|股份有限公司|有限公司|集团|公司|项目|工程|建设|一期|二期|三期"
)
_OTHER = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Portrait:
    """What a thing is told by: its names, the party that stands behind it, its place.

    `near`: the codes of the places over it, its own among them.
    """

    name_en: str
    name_zh: str
    region: str
    party: str = ""
    near: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Likeness:
    """How much two things look like one: points out of a hundred, each with its reason."""

    score: int
    reasons: tuple[tuple[Words, int], ...]

    @property
    def said(self) -> Words:
        """The reasons in one line."""
        return Words(
            "; ".join(f"{words.en} ({points})" for words, points in self.reasons),
            "；".join(f"{words.zh}({points}分)" for words, points in self.reasons),
        )


def plain(name: str) -> str:
    """Return a name without case, width, signs and the words every second name has.

    >>> plain("Kiwifruit Cold-Store Project (Phase 2)"), plain("猕猴桃冷库建设项目")
    ('kiwifruitcoldstore2', '猕猴桃冷库')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _OTHER.sub("", _COMMON.sub(" ", _OTHER.sub(" ", folded)))


def alike(one: str, other: str) -> float:
    """Return how many pairs of letters two plain names share, 0 to 1 (Dice's coefficient).

    >>> alike("kiwistore", "kiwistore"), alike("冷库", "茶厂")
    (1.0, 0.0)
    """
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    mine, theirs = _pairs(one), _pairs(other)
    shared = len(mine & theirs)
    return 2 * shared / (len(mine) + len(theirs)) if mine and theirs else 0.0


def _pairs(name: str) -> set[str]:
    return {name[n : n + 2] for n in range(len(name) - 1)}


def likeness(one: Portrait, other: Portrait) -> Likeness:
    """Return how much two things look like one.

    >>> mill = Portrait("Walnut oil mill", "核桃油厂", "a", "North Oils Ltd", frozenset({"a"}))
    >>> likeness(mill, Portrait("", "核桃油厂项目", "a", "North Oils", frozenset({"a"}))).score
    100
    """
    found = [*_name(one, other), *_party(one, other), *_place(one, other)]
    return Likeness(sum(points for _, points in found), tuple(found))


def _name(one: Portrait, other: Portrait) -> Iterable[tuple[Words, int]]:
    share = max(
        alike(plain(one.name_en), plain(other.name_en)),
        alike(plain(one.name_zh), plain(other.name_zh)),
    )
    most = NAME if one.party and other.party else NAME_ALONE
    if share >= ALIKE_FROM:
        percent = round(share * 100)
        yield Words(f"the names are {percent}% alike", f"名称相似度{percent}%"), round(share * most)


def _party(one: Portrait, other: Portrait) -> Iterable[tuple[Words, int]]:
    if one.party and other.party and alike(plain(one.party), plain(other.party)) >= 0.8:
        yield Words("the same enterprise stands behind both", "投资企业相同"), PARTY


def _place(one: Portrait, other: Portrait) -> Iterable[tuple[Words, int]]:
    if one.region == other.region:
        yield Words("both in the same place", "所在地相同"), PLACE
    elif one.region in other.near or other.region in one.near:
        yield Words("one place lies in the other", "所在地有隶属关系"), NEAR_PLACE


def likely_same(new: Portrait, others: Mapping[str, Portrait]) -> list[tuple[str, Likeness]]:
    """Return (code, likeness) of what the new thing may be, the most alike first."""
    found = [(code, likeness(new, other)) for code, other in others.items()]
    return sorted(
        ((code, like) for code, like in found if like.score >= ASKED_FROM),
        key=lambda row: (-row[1].score, row[0]),
    )


def overlap(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Return whether two terms of the same person share a day; a term without an end goes on.

    >>> first = {"person": "p1", "term_from": "2020-01-01", "term_until": "2020-06-30"}
    >>> overlap(first, {"person": "p1", "term_from": "2020-06-30"})
    True
    >>> overlap(first, {"person": "p2", "term_from": "2020-03-01"})
    False
    """
    if not one.get("person") or one.get("person") != other.get("person"):
        return False
    starts = [str(term.get("term_from") or "0000") for term in (one, other)]
    ends = [str(term.get("term_until") or "9999") for term in (one, other)]
    return starts[0] <= ends[1] and starts[1] <= ends[0]
