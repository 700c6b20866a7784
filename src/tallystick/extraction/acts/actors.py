"""Who acts in a clause: the places or bodies its subject names, or those a pronoun points back to.

A person speaking stands for the place or body the people part found for him.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from tallystick.extraction.drafts import PersonFound, RegionFound
from tallystick.extraction.events.parties import key_of, name_of
from tallystick.extraction.page import Page
from tallystick.extraction.places.codes import COUNTRY

_BOTH = re.compile(
    r"双方|两地|两省|两市|两县|两区|两国|两镇|互派|互访|\b(?:the )?(?:two|three|both"
    r"|participants|parties|partners"
    r"|each other)\b",
    re.IGNORECASE,
)
# What makes a place a body, right behind its name.
_BODY = re.compile(
    r"[^,，、。与和同向给为对从希盼将会要了]{0,12}?(?:人民政府|政府|发改委|发展和改革(?:局"
    r"|委员会)|委员会|管委会|办公室"
    r"|工商联|协会|商会|有限公司|集团|医院|科学院|各界|[局办])(?![主副书市县区省长成员内])"
)
# Behind these a Chinese clause names others than who acts.
_OTHERS = re.compile(r"给|向|为|从|对|同|到|赴|来|去|在|将|会|要")
# A verb ends the subject too: who is trained does not act.
_VERB = re.compile(
    r"计划|拟|培训|选派|派出|帮助|帮扶|支持|支援|援助|投入|安排|出资|捐赠|建设|援建|组织(?!部)"
)
_GIVER_CHINESE = re.compile(r"从([^,，]{2,16}?)(?:得到|获得|争取|接受)")
_GIVER = re.compile(r"\b(?:from|by) (?=[A-Z]|the )")
_HE = re.compile(r"(?:he|she|his|her)\b|[他她]", re.IGNORECASE)
# A subject that names itself, where no place is known in it.
_OWN_NAME = re.compile(
    r"(?:[Tt]he )?(?!The )(?:[A-Z][\w’'&.-]+(?: (?:of|and|the|for))* ){1,9}"
    r"|(?:[Tt]he )(?:east|west)\b|Society\b"
)
_NO_NAME = re.compile(
    r"(?:it|they|he|she|we|i|this|these|those|an?|as|in|at|on|more|all|about|staff|leaders"
    r"|parks)\b",
    re.IGNORECASE,
)
_KINDS = "省市县区镇州乡村"
_MOST, _MOST_NAMES = 8, 40


class Actors:
    """The places and people of a text, asked for those of a stretch of it."""

    def __init__(self, page: Page, people: tuple[PersonFound, ...]) -> None:
        self.page = page
        text = page.text[:60_000]
        self.people = sorted(
            _mentions(text, people, latin=not page.chinese), key=lambda one: one[0]
        )
        self._person_starts = [start for start, _ in self.people]
        self.regions = sorted(self._regions(text), key=lambda found: found.start)
        self._starts = [found.start for found in self.regions]
        self.last: str | None = None

    def _regions(self, text: str) -> Iterator[RegionFound]:
        """Yield the places, those that only begin a longer name left out, short names added."""
        regions = [found for found in self.page.regions if found.codes != (COUNTRY,)]
        taken: set[int] = set()
        short: dict[str, RegionFound] = {}
        for number, found in enumerate(regions):
            taken.update(range(found.start, found.end))
            following = regions[number + 1] if number + 1 < len(regions) else None
            if not (self.page.chinese and following and following.start <= found.end):
                yield found
            if len(found.text) > 2 and found.text[-1] in _KINDS + "縣區鎮鄉":
                short.setdefault(found.text[:-1], found)
        for name, whole in [*short.items()][:_MOST_NAMES] if self.page.chinese else []:
            at = text.find(name)
            while at >= 0:
                if at not in taken:
                    yield RegionFound(at, at + len(name), whole.text, whole.codes)
                at = text.find(name, at + len(name))

    def named(self, start: int, end: int) -> str | None:
        """Return who is named in a stretch, several joined; None when nobody is."""
        person = self.person(start, end)
        if person:
            return person
        first = bisect_left(self._starts, start)
        names = [self._name(one) for one in self.regions[first : first + _MOST] if one.end <= end]
        if not names and _BOTH.search(self.page.plain, start, end):
            names = self.both
        return self._joined(names)

    def person(self, start: int, end: int) -> str | None:
        """Return whom the people of a stretch stand for; "he" is the last one named before."""
        first = bisect_left(self._person_starts, start)
        if _HE.match(self.page.plain, start, end) and first:
            return self.people[first - 1][1]
        return self._joined([name for at, name in self.people[first : first + _MOST] if at < end])

    @cached_property
    def both(self) -> list[str]:
        """The two places a text speaks of most, in their order."""
        often = Counter(key_of(found) for found in self.regions)
        chosen = {key for key, _ in often.most_common(2)}
        names = {key_of(found): name_of(self.page, found) for found in reversed(self.regions)}
        return [names[key] for key in reversed(names) if key in chosen]

    def of(self, start: int, end: int, speaker: str | None) -> str | None:
        """Return who an English subject names; a pronoun points to the speaker or the last."""
        subject = self.page.piece(start, end)
        found, itself = self.named(start, end), _OWN_NAME.match(subject + " ")
        if found is None and itself and not _NO_NAME.match(subject):
            found = itself[0].strip().removeprefix("The ")
        found = found or speaker or self.last
        self.last = found or self.last
        return found

    def before(self, start: int, end: int) -> str | None:
        """Return who acts in a Chinese clause: those named before its "to", "for" and "from"."""
        giver = _GIVER_CHINESE.search(self.page.plain, start, end)
        if giver:
            return self.named(giver.start(1), giver.end(1))
        others = _OTHERS.search(self.page.plain, start + 2, end)
        end = others.start() if others else end
        verb = _VERB.search(self.page.plain, start + 2, end)
        named = self.named(start, verb.start()) if verb else None
        return named or self.named(start, end)

    def giver(self, start: int, end: int) -> str | None:
        """Return who stands behind "by" or "from" in an English clause."""
        hit = _GIVER.search(self.page.plain, start, end)
        return self.named(hit.end(), min(end, hit.end() + 60)) if hit else None

    def of_both(self) -> str | None:
        """Return the two places a text speaks of most as one."""
        return self._joined(self.both)

    def _name(self, found: RegionFound) -> str:
        if self.page.chinese:
            body = _BODY.match(self.page.plain, found.end, found.end + 24)
            if body:
                return self.page.piece(found.start, body.end())
        return name_of(self.page, found)

    def _joined(self, names: list[str]) -> str | None:
        several = list(dict.fromkeys(names))[:_MOST]
        if not several:
            return None
        if self.page.chinese:
            word = "與" if self.page.lang == "zh-Hant" else "与"
            return "、".join(several[:-1]) + word + several[-1] if several[1:] else several[0]
        return ", ".join(several[:-1]) + " and " + several[-1] if several[1:] else several[0]


def _mentions(
    text: str, people: tuple[PersonFound, ...], *, latin: bool
) -> Iterator[tuple[int, str]]:
    """Yield where people are named, by a word of the name in Latin script, and whom each is for."""
    for person in people[:_MOST_NAMES]:
        words = [word for word in person.text.split() if len(word) > 1] if latin else [person.text]
        for word in words:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                if not latin or not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                    yield at, person.organisation_or_region or person.text
                at = text.find(word, end)
