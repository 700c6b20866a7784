"""For whom somebody acts in English text: Kisumu of "Governor of Kisumu County"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from tallystick.extraction.page import Page
from tallystick.extraction.people.mentions import Mention
from tallystick.extraction.people.posts import HEADS, LEVELS, OFFICES, RANKS
from tallystick.extraction.places.countries import country_names
from tallystick.extraction.places.named import NamedPlaces

_HEAD_WORDS = "|".join(sorted(re.findall(r"(?:^|\s)([a-zé-]+)\|", HEADS), key=len, reverse=True))
_PIECES = re.compile(rf"(?:, and |, | and )(?=[^,]{{0,60}}?\b(?:{_HEAD_WORDS})\b)", re.IGNORECASE)
_WORD = r"[A-ZÀ-Þ][\w'’-]{1,24}"
_PLACE = rf"{_WORD}(?: (?:{_WORD}|[dD]e|la|el)){{0,3}}"
_KIND = (
    "(?:Provincial|Municipal|Prefectural|County|City|District|Township|Town|Regional|Province|"
    "Prefecture|State)"
)
_NAMED = (
    re.compile(
        rf"\b(?:City|County|Province|Region|Municipality|State|Town) of (?P<place>{_PLACE})"
    ),
    re.compile(rf"(?<!\w)(?P<place>{_WORD}(?: {_WORD}){{0,2}}?) (?i:{_KIND})(?! of)\b"),
    re.compile(
        r"(?i:\b(?:mayor|governor|magistrate|prefect|president|premier|chairman|secretary|"
        rf"council(?:lor)?|committee|government|assembly|ambassador)) (?:of|for) (?:the "
        rf")?(?=(?P<place>{_PLACE}))"
    ),
    re.compile(
        rf"^(?P<place>{_PLACE}?)(?: (?i:Deputy|Vice|Lt\.|Acting|Executive|County|City))*"
        r" (?i:mayor|governor|senator|magistrate|premier|president)s?$"
    ),
)
_BODY = re.compile(
    r"(?i:\b(?:of|heads|leads|chairs|for)) (?:the )?(?P<body>[A-Z][^(),]{2,70}?\b"
    r"(?:Centre|Center|Association|Chamber|University|College|Company|Corporation|Partnership|"
    r"Agency|Institute|Foundation|Bank|Federation|Hospital|Group|Union|Network|"
    r"Secretariat)\b[^(),]{0,60}?)(?= \(|$)"
)
_OF_STATE = re.compile(
    r"(?:of|at) (?:the )?(?P<body>[A-Z][\w ]{0,60}?"
    r"(?:Office|Commission|Department|Administration|Bureau) of (?:the )?(?:State Council|CPC "
    r"Central Committee)|"
    r"Ministry of [A-Z][\w ]{2,40})$"
)
_TO = re.compile(r"\s(?:to|in)\s(?=[A-Z])")
_LEADS = re.compile(
    r"(?:delegation|mission|team|group|visitors|guests|officials) (?:\w+ ){0,3}?(?:of|from) "
    r"(?:the )?(?P<after>[^,.;]{3,60})|(?P<before>[^,.;]{3,60}?) (?:provincial |municipal |county |"
    r"district |party |and |government |Party |Government |CPC ){0,4}(?:delegation|mission|team)\b",
)
_LED = re.compile(r"\b(?:led|headed|leader|head)\b[^.]{0,30}$")
_PEER = re.compile(
    rf"(?P<place>{_WORD}(?: {_WORD})?) (?:counterpart|colleague),? $|"
    rf"(?:counterpart|colleague)s? (?:from|in) (?:the )?(?P<from>{_PLACE}),? $"
)
_HOME = re.compile(rf" of (?P<place>{_PLACE})")
_OWNER = re.compile(rf"({_WORD}(?: {_WORD})?)['’]s $")
_KIND_ONLY = re.compile(
    r"\s(?:Province|City|Municipality|County|province|city|county|municipality)$"
)
_STRIPPED = re.compile(r"^(?:the |City of |County of )+")
_CODES = {
    "province": re.compile(r"cn-\d\d0000$"),
    "city": re.compile(r"cn-\d\d(?!00)\d\d00$"),
    "district": re.compile(r"cn-\d{4}(?!00)\d\d$"),
    "county": re.compile(r"cn-\d{4}(?!00)\d\d$"),
}
_LEVEL = re.compile(r"\b(provincial|municipal|city|district|county|province)\b", re.IGNORECASE)
_KINDS = {"provincial": "province", "municipal": "city"}
# A seat on a body says less of where somebody works than the post after it.
_SEAT = re.compile(r"^member\b|\bStanding Committee\b", re.IGNORECASE)
_OFFICE_WORDS = OFFICES | LEVELS | RANKS | {"of", "the", "cpc", "people"}


class EnglishRegions:
    """Places each naming in turn."""

    def __init__(self, page: Page, mentions: Iterable[Mention]) -> None:
        self._page = page
        self._places = NamedPlaces(page)
        posts = (mention.post for mention in mentions if mention.post is not None)
        # Places in somebody's post are hers, and not where another works.
        self._spelled = {place.start for post in posts for place in self._places.within(*post)}
        self._last: Mention | None = None
        # A text's own people have posts without a place ("the mayor"): theirs by level.
        self._ours: dict[str, str] = {}

    def placed(self, mention: Mention) -> Mention:
        """Return a naming with whom the person acts for."""
        self._last = replace(mention, region=self._region(mention) or None)
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
        body = _BODY.search(post) or _OF_STATE.search(post)
        if body:
            return body["body"].strip()
        places = [0, *(hit.end() for hit in _PIECES.finditer(post)), len(post)]
        pieces = list(pairwise(places))
        if _SEAT.search(post[: places[1]]):
            pieces.reverse()
        for first, stop in pieces:
            place = self._in_piece(start + first, start + stop)
            if place:
                return place
        return None

    def _in_piece(self, start: int, end: int) -> str | None:
        words = self._page.text[start:end]
        if "mbassador" in words or "onsul" in words or "nvoy" in words:
            words = _TO.split(words)[0]
            return self._of_envoy(words, start, start + len(words))
        for region in self._places.within(start, end):
            if region.codes or not any(
                part.lower() in _OFFICE_WORDS for part in region.text.split()[:1]
            ):
                return _short(region.text)
        for form in _NAMED:
            for hit in form.finditer(words):
                names = hit["place"].split()
                if len(names) == 1 and _land_of(names[0]):
                    return _land_of(names[0])
                if not any(name.lower() in _OFFICE_WORDS or _land_of(name) for name in names):
                    return _short(hit["place"])
        return None

    def _of_envoy(self, words: str, start: int, end: int) -> str | None:
        named = self._places.within(start, end)
        if named:
            return _short(named[0].text)
        for word in words.split():
            land = _land_of(word)
            if land:
                return land
        return None

    def _delegation(self, mention: Mention) -> str | None:
        """Return where the delegation comes from that somebody leads."""
        low = max(0, mention.start - 110)
        around = self._page.text[low : mention.start]
        if not _LED.search(around):
            return None
        hits = list(_LEADS.finditer(around))
        for group in ("after", "before"):
            first, last = hits[-1].span(group) if hits else (-1, -1)
            named = self._places.within(low + first, low + last) if first >= 0 else []
            if named:
                return _short(named[0].text)
        return None

    def _by_level(self, mention: Mention) -> str | None:
        words = _LEVEL.findall(self._page.text[slice(*(mention.post or (0, 0)))])
        if not words:
            same = self._last is not None and self._last.post == mention.post
            return self._last.region if same and self._last is not None else None
        kind = _KINDS.get(words[-1].lower(), words[-1].lower())
        if kind not in self._ours:
            near = self._province_around if kind == "province" else self._nearest
            self._ours[kind] = near(mention.start, kind) or ""
        return self._ours[kind]

    def _nearest(self, at: int, kind: str) -> str | None:
        for region in self._places.around(at):
            spelled = region.start in self._spelled
            coded = any(_CODES[kind].match(code) for code in region.codes)
            if not spelled and (coded or region.text.lower().endswith(kind)):
                return _short(region.text)
        return None

    def _province_around(self, at: int, _kind: str) -> str | None:
        """Return the province in which the place named last lies."""
        for near in self._places.around(at):
            lands = {code[:5] + "0000" for code in near.codes if code.startswith("cn-")}
            if near.start not in self._spelled and len(lands) == 1:
                return _name_of(self._page.gazetteer, lands.pop())
        return None


def _short(place: str) -> str:
    return _KIND_ONLY.sub("", _STRIPPED.sub("", place)).strip()


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


def _land_of(word: str) -> str | None:
    """Return the country whose people a word names.

    >>> _land_of("Malaysian"), _land_of("Ambassador")
    ('Malaysia', None)
    """
    if not word[:1].isupper() or word[-1:] not in "nheic":
        return None
    return next((name for stem, name in _lands() if word.startswith(stem) and word != name), None)
