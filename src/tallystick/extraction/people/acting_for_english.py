"""For whom somebody acts in English text: Kisumu of "Governor of Kisumu County"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from tallystick.extraction.drafts import RegionFound, changed
from tallystick.extraction.page import Page
from tallystick.extraction.people.english_places import (
    BODY,
    FIRST_PLACE,
    FROM,
    LAST_PLACE,
    LEADING,
    LEADS_AFTER,
    LED,
    NAMED,
    OF_STATE,
    OWNED,
    PEOPLES,
    PLACE,
    THEIR,
    TO,
    WORD,
)
from tallystick.extraction.people.mentions import Mention
from tallystick.extraction.people.posts import HEADS, LEVELS, OFFICES, RANKS
from tallystick.extraction.people.posts import words as table
from tallystick.extraction.people.surnames import PINYIN, ROMANISED
from tallystick.extraction.places.codes import kinds_of, province_of
from tallystick.extraction.places.countries import country_names
from tallystick.extraction.places.named import NamedPlaces

_HEAD_WORDS = "|".join(sorted(re.findall(r"(?:^|\s)([^\s|]+)\|", HEADS), key=len, reverse=True))
_PIECES = re.compile(rf"(?:, and |, | and )(?=[^,]{{0,60}}?\b(?:{_HEAD_WORDS})\b)", re.IGNORECASE)
_PEER = re.compile(
    rf"(?P<place>{WORD}(?: {WORD})?) (?:counterpart|colleague),? $|"
    rf"(?:counterpart|colleague)s? (?:from|in) (?:the )?(?P<from>{PLACE}),? $"
)
_HOME = re.compile(rf" of (?P<place>{PLACE})")
_OWNER = re.compile(rf"({WORD}(?: {WORD})?)['’]s $")
_KIND_ONLY = re.compile(
    r"\s(?:Province|City|Municipality|County|province|city|county|municipality)$"
)
_OWNER_SIGN = re.compile(r"['’]s?$")
_STRIPPED = re.compile(r"^(?:the |City of |County of )+")
# What a kind that a post names is by its code.
_CODED = {
    "province": "province",
    "city": "prefecture",
    "prefecture": "prefecture",
    "region": "region",
    "district": "county",
    "county": "county",
}
_LEVEL = re.compile(
    r"\b(provincial|municipal|city|district|county|province|prefecture|prefectural|regional|"
    r"(?<=autonomous )region)\b",
    re.IGNORECASE,
)
_KINDS = {
    "provincial": "province",
    "municipal": "city",
    "regional": "region",
    "prefectural": "prefecture",
}
# What a head without a place or level leads.
_LED_KIND = re.compile(r"\b(?:(mayor)|(governor)|(magistrate))s?\b", re.IGNORECASE)
_LED_KINDS = ("city", "province", "county")
_MINISTER = re.compile(r"minister (?:of|for) ((?:\w+,? ){0,6}\w+)$", re.IGNORECASE)
# What stands before a place that only its form tells: "Grand" of Grand Rapids.
_MORE_OF_NAME = re.compile(rf"(?:{WORD} ){{1,2}}$")
# A seat on a body says less of where somebody works than the post after it.
_SEAT = re.compile(r"^member\b|\bStanding Committee\b", re.IGNORECASE)
_OFFICE_WORDS = OFFICES | LEVELS | RANKS | {"of", "the", "cpc", "cppcc", "people"}
_FAMILIAR = PINYIN | ROMANISED
# Places begin so: Northern Samar, Central Java.
_DIRECTIONS = table(
    "northern southern eastern western central northeastern northwestern southeastern southwestern"
)
_AUTONOMOUS = re.compile(r"\bAutonomous Region\b", re.IGNORECASE)


class EnglishRegions:
    """Places each naming in turn."""

    def __init__(self, page: Page, mentions: Iterable[Mention]) -> None:
        self._page = page
        self._places = NamedPlaces(page)
        posts = (mention.post for mention in mentions if mention.post is not None)
        # Places in somebody's post are hers, and not where another works.
        self._spelled = {place.start for post in posts for place in self._places.within(*post)}
        for mention in mentions:
            self._spelled.update(place.start for place in self._places.within(*mention.name))
        self._last: Mention | None = None
        # A text's own people have posts without a place ("the mayor"): theirs by level.
        self._ours: dict[str, str] = {}
        # Where a text tells of another land, one with a name from there is of no Chinese place.
        lands = {code for region in page.regions for code in region.codes}
        self._abroad = any(code.startswith("iso-") for code in lands)
        self._foreign = False

    def placed(self, mention: Mention) -> Mention:
        """Return a naming with whom the person acts for."""
        name = self._page.piece(*mention.name)
        self._foreign = self._abroad and not _FAMILIAR.intersection(name.lower().split())
        self._last = changed(mention, region=self._region(mention) or None)
        return self._last

    def _region(self, mention: Mention) -> str | None:
        text = self._page.text
        if mention.post is None:
            peer = _PEER.search(text, max(0, mention.name[0] - 80), mention.name[0])
            return (peer["place"] or peer["from"]) if peer else self._delegation(mention)
        start, end = mention.post
        owner = _OWNER.search(text, max(0, start - 40), start)
        if owner:
            return owner[1]
        home = _HOME.match(text, mention.name[1])
        return (
            self._in_post(start, end)
            or (home and _short(home["place"]))
            or self._delegation(mention)
            or self._by_level(mention)
        )

    def _in_post(self, start: int, end: int) -> str | None:
        """Return the body or place in the words of a post, the first post's unless it is a seat."""
        post = self._page.text[start:end]
        ministry = self._ministry(post)
        if ministry:
            return ministry
        places = [0, *(hit.end() for hit in _PIECES.finditer(post)), len(post)]
        pieces = list(pairwise(places))
        seat = _SEAT.search(post[: places[1]]) is not None
        if seat:
            pieces.reverse()
        for first, stop in pieces:
            body = BODY.search(post[first:stop]) or OF_STATE.search(post[first:stop])
            if body and not (seat and len(pieces) > 1):
                return body["body"].strip()
            place = self._in_piece(start + first, start + stop)
            if not place and _AUTONOMOUS.search(post, first, stop):
                place = self._nearest(start, "region")
            if place:
                return place
        return None

    def _ministry(self, post: str) -> str | None:
        """Return the ministry a minister has, where the text prints it."""
        minister = _MINISTER.search(post)
        if minister is None:
            return None
        printed = f"ministry of {minister[1].lower()}"
        at = self._page.text.lower().find(printed)
        return self._page.piece(at, at + len(printed)) if at >= 0 else None

    def _in_piece(self, start: int, end: int) -> str | None:
        words = self._page.text[start:end]
        if "mbassador" in words or "onsul" in words or "nvoy" in words:
            words = TO.split(words)[0]
            return self._of_envoy(words, start, start + len(words))
        spelled = NAMED[0].search(words)
        if spelled and not _office(spelled["place"].split()):
            return _short(spelled["place"])
        for region in self._places.within(start, end):
            if region.codes or not any(
                part.lower() in _OFFICE_WORDS for part in region.text.split()[:1]
            ):
                if region.codes:
                    return self._printed(region)
                small = self._page.text.startswith(" township", region.end)
                before = _MORE_OF_NAME.search(words[: region.start - start])
                more = before[0] if before and not _office(before[0].split()) else ""
                return more + _short(region.text) + " township" * small
        for form in (*NAMED, OWNED, LEADING):
            for hit in form.finditer(words):
                names = hit["place"].split()
                while len(names) > 1 and _office(names[:1]) and names[0].lower() not in _DIRECTIONS:
                    names.pop(0)
                if len(names) == 1 and _land_of(names[0]):
                    return _land_of(names[0])
                if not _office(names):
                    kind = " township" if words.startswith(" township", hit.end("place")) else ""
                    return _short(" ".join(names)) + kind
        return None

    def _of_envoy(self, words: str, start: int, end: int) -> str | None:
        named = self._places.within(start, end)
        if named:
            return _short(named[0].text)
        names = _OWNER_SIGN.sub("", words.replace("'s ", " ").replace("’s ", " ")).split()
        for size in (3, 2, 1):
            for at in range(len(names) - size + 1):
                name = " ".join(names[at : at + size])
                if name in _country_set():
                    return name
        for word in names:
            land = _land_of(word)
            if land:
                return land
        return None

    def _delegation(self, mention: Mention) -> str | None:
        """Return where the delegation comes from that somebody leads."""
        low = max(0, mention.start - 110)
        around = self._page.text[low : mention.start]
        leads = LEADS_AFTER.match(self._page.text, mention.end)
        if leads:
            return self._of_party(leads, 0)
        if not LED.search(around):
            return None
        hits = [hit for form in (FROM, THEIR) for hit in form.finditer(around)]
        for party in sorted(hits, key=lambda hit: -hit.end()):
            place = self._of_party(party, low)
            if place:
                return place
        return None

    def _of_party(self, party: re.Match[str], low: int) -> str | None:
        """Return where a delegation comes from, a place known before one that only reads so."""
        words = party.groupdict()
        for group in ("after", "before"):
            first, last = party.span(group) if words.get(group) else (0, 0)
            named = self._places.within(low + first, low + last)
            if named:
                return self._printed(named[0])
        place = FIRST_PLACE.match(words.get("after") or "")
        place = place or LAST_PLACE.search(words.get("before") or "")
        if place is None or _office(place[0].split()[:2]):
            return None
        return _short(place[0])

    def _by_level(self, mention: Mention) -> str | None:
        words = _LEVEL.findall(self._page.text[slice(*(mention.post or (0, 0)))])
        if not words:
            if self._last is not None and self._last.post == mention.post:
                return self._last.region
            led = _LED_KIND.search(self._page.text[slice(*(mention.post or (0, 0)))])
            return (
                self._nearest(mention.start, _LED_KINDS[(led.lastindex or 1) - 1]) if led else None
            )
        kind = _KINDS.get(words[-1].lower(), words[-1].lower())
        if kind not in self._ours:
            near = self._province_around if kind == "province" else self._nearest
            self._ours[kind] = near(mention.start, kind) or ""
        return self._ours[kind]

    def _nearest(self, at: int, kind: str) -> str | None:
        for region in self._places.around(at):
            if self._foreign and any(code.startswith("cn-") for code in region.codes):
                continue
            spelled = region.start in self._spelled
            coded = any(_CODED[kind] in kinds_of(code) for code in region.codes)
            if not spelled and (coded or region.text.lower().endswith(kind)):
                return self._printed(region)
        return None

    def _printed(self, region: RegionFound) -> str:
        """Return the shortest way in which the text prints a place."""
        return (
            min(
                (_short(other.text) for other in self._page.regions if region.codes == other.codes),
                key=len,
            )
            if region.codes
            else _short(region.text)
        )

    def _province_around(self, at: int, _kind: str) -> str | None:
        """Return the province in which the place named last lies."""
        for near in self._places.around(at) if not self._foreign else ():
            lands = {land for code in near.codes if (land := province_of(code))}
            if near.start not in self._spelled and len(lands) == 1:
                return _name_of(self._page.gazetteer, lands.pop())
        return None


def _office(names: list[str]) -> bool:
    """Whether any word is of an office or of a people, directions before a name aside."""
    return any(
        (name.lower() in _OFFICE_WORDS or _land_of(name) is not None)
        and not (name.lower() in _DIRECTIONS and place == 0 and len(names) > 1)
        for place, name in enumerate(names)
    )


def _short(place: str) -> str:
    return _KIND_ONLY.sub("", _STRIPPED.sub("", _OWNER_SIGN.sub("", place))).strip()


@lru_cache(maxsize=256)
def _name_of(gazetteer: frozenset[tuple[str, str]], code: str) -> str | None:
    """Return the shortest English name of a place."""
    names = [name for name, other in gazetteer if other == code and name.isascii()]
    return min(names, key=lambda name: (len(name), name), default=None)


@cache
def _lands() -> tuple[tuple[str, str], ...]:
    names = {name for name, _ in country_names() if name.isascii() and " " not in name}
    stems = ((name[:-1], name) for name in {*names, "China"} if len(name) > 3)
    return tuple(sorted(stems, key=lambda pair: (-len(pair[0]), pair[1])))


@cache
def _country_set() -> frozenset[str]:
    return frozenset(name for name, _ in country_names() if name.isascii()) | {"China"}


def _land_of(word: str) -> str | None:
    """Return the country whose people a word names.

    >>> _land_of("Malaysian"), _land_of("Ambassador")
    ('Malaysia', None)
    """
    if word in PEOPLES:
        return PEOPLES[word]
    if not word[:1].isupper() or word[-1:] not in "nheic":
        return None
    return next((name for stem, name in _lands() if word.startswith(stem) and word != name), None)
