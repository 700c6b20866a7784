"""Names and posts in English text: a post before its name, or after it between commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.english_names import (
    HONORIFICS,
    PEERS,
    PLURAL,
    Token,
    any_name,
    capital,
    head_of,
    known_name,
    office_word,
    tokens_of,
)
from tallystick.extraction.mentions import FIRM, LIKELY, UNSURE, Mention
from tallystick.extraction.page import Page
from tallystick.extraction.posts import LEVELS, OFFICES, RANKS

_ARTICLES = frozenset("the a an its their his her our both two three four five and &".split())
_STOP = frozenset(
    "who which that where when while whose with by during after before over into through about "
    "said says was were is are has have had will would can could may led met spoke attended".split()
)
_LINKS = frozenset("of for to in at on from with the 's ’s".split())
_DATES = re.compile(
    r"\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*$|(?:mon|tues|wednes|thurs|fri|satur|sun)day$|"
    r"(?:yesterday|today|recently|earlier|morning|afternoon|evening|behalf|their|his|her|its|a|an|this|that|these|which)$"
)
_DONE = re.compile(r"[a-z]{2,}(?:ed|d|es|ke|t|ew|w|m)$")
_HELD = frozenset("is was serves served heads leads chairs runs headed chaired".split())
_MAX = 48
_TITLE_END = re.compile(r"\b(?:Hon|Prof|Gov|Sen|Rep|Gen|Cllr|Eng|Col|Amb|Rev|Capt|Maj|Dr|Mr|Ms|Mme)\.$")
# Places of two words begin so: Cape Town, San Pedro.
_TITLES = frozenset("councillor councilor senator".split())
_TWO_WORDS = frozenset(
    "san santa santo sao são cape new port los las el la saint st addis dar rio buenos kuala luang da "
    "hai bac fort mount north south east west upper lower nova nueva villa".split()
)


class Post:
    """A post in the words of a sentence: its first and last word, and whether it is several's."""

    __slots__ = ("end", "plural", "start")

    def __init__(self, start: int, end: int, plural: bool) -> None:
        self.start, self.end, self.plural = start, end, plural


def english_mentions(page: Page) -> list[Mention]:
    """Return who is named in English text, in order of place."""
    found: list[Mention] = []
    places = {region.start: region.end for region in page.regions if region.codes}
    for start, end in _whole_sentences(page):
        found += _Reader(tokens_of(page.text, start, end), places).read()
    return sorted(found, key=lambda mention: mention.name)


def _whole_sentences(page: Page) -> Iterator[tuple[int, int]]:
    """Yield sentences; one that seems to end at a title ("Hon.") goes on."""
    start = None
    for sentence in page.sentences:
        start = sentence.start if start is None else start
        if not _TITLE_END.search(page.text[max(sentence.start, sentence.end - 8) : sentence.end]):
            yield start, sentence.end
            start = None
    if start is not None:
        yield start, len(page.text)


def post_start(tokens: list[Token], at: int) -> tuple[int, int, bool] | None:
    """Return first word, head word and plural of a post that begins at a place."""
    while at < len(tokens) and tokens[at].low in _ARTICLES:
        at += 1
    for place in range(at, min(len(tokens), at + 14)):
        token = tokens[place]
        head = head_of(token.low)
        if head is not None and not _is_rank(tokens, place):
            plural = token.low in PLURAL
            if place + 1 < len(tokens) and tokens[place + 1].low in ("general", "elect"):
                place += 1
            return _after_owner(tokens, at, place), place, plural
        if not _before_head(token) or not _joins_offices(tokens, place) or (token.low == "-" and not _hyphen(tokens, place)):
            return None
    return None


def _joins_offices(tokens: list[Token], at: int) -> bool:
    """Whether an "and" before a head joins offices: "finance and economy minister"."""
    if tokens[at].low not in ("and", "&"):
        return True
    sides = (tokens[at - 1].low, tokens[at + 1].low) if 0 < at < len(tokens) - 1 else ("", "")
    return all(side in OFFICES or side in LEVELS for side in sides)


def _hyphen(tokens: list[Token], at: int) -> bool:
    """Whether a dash joins words and does not part them."""
    return at > 0 and tokens[at - 1].end == tokens[at].start


def _after_owner(tokens: list[Token], at: int, head: int) -> int:
    """Return the first word after an owner: "Vietnam's minister" is a minister."""
    for place in range(head - 1, at, -1):
        if tokens[place].low == "'s" and tokens[place - 1].low not in OFFICES:
            return place + 1
    return at


def _is_rank(tokens: list[Token], at: int) -> bool:
    """Whether a head word only qualifies the next one: deputy mayor, chief secretary."""
    after = at + 1
    if after < len(tokens) and tokens[after].low == "-":
        after += 1
    if after >= len(tokens):
        return False
    low = tokens[at].low
    if head_of(tokens[after].low) is not None:
        return True
    if low in ("deputy", "executive", "chief", "general", "king", "queen", "doctor", "member"):
        start = post_start(tokens, after) if low in ("deputy", "executive", "chief") else None
        return start is not None
    return False


def _before_head(token: Token) -> bool:
    low = token.low
    if low in RANKS or low in LEVELS or low in OFFICES or low in ("'s", "’s", "-", "/"):
        return True
    return capital(token) and not _DATES.match(low) and low not in _STOP


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(self, tokens: list[Token], places: dict[int, int]) -> None:
        self.tokens = tokens
        self.places = places
        self.found: list[Mention] = []
        # Whether the post read is held abroad: "consul general of Kenya in Guangzhou".
        self._abroad = False

    def read(self) -> list[Mention]:
        at, tokens = 0, self.tokens
        while at < len(tokens):
            at = max(self._step(at), at + 1)
        return self.found

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        if token.low in HONORIFICS and at + 1 < len(self.tokens) and capital(token):
            return self._names(at) or at
        named = known_name(self.tokens, at)
        if named > at:
            return self._names(at) or named
        start = post_start(self.tokens, at)
        if start is not None and (capital(token) or head_of(token.low) or _before_head(token) or token.low in _ARTICLES):
            return self._post_first(*start)
        if capital(token) and not office_word(token):
            return self._names(at) or at
        return at

    # A post, then its name.

    def _post_first(self, first: int, head: int, plural: bool) -> int:
        end = self._post_end(head, apposition=False)
        name = self._name_start(head, end)
        if name is None:
            return head
        start, stop = name
        end = min(end, start)
        first = self._inner(first, head, end)
        post = None if self.tokens[head].low in PEERS else (first, end, plural)
        return self._emit(start, stop, post, FIRM if plural is False else LIKELY)

    def _inner(self, first: int, head: int, end: int) -> int:
        """Return where the post next to a name begins: "a member of President NAME's party"."""
        tokens = self.tokens
        if end - 1 > head and head_of(tokens[end - 1].low) is not None:
            for at in range(end - 2, head, -1):
                if tokens[at].low in ("of", "to", "for"):
                    return at + 1
                if tokens[at].low in ("and", ",", "&"):
                    break
        return first

    def _name_start(self, head: int, end: int) -> tuple[int, int] | None:
        """Return the first and last word of a name right after a post."""
        tokens = self.tokens
        at = end
        titled = at + 1
        while titled < len(tokens) and tokens[at].low == "," and (
            tokens[titled].low in HONORIFICS or tokens[titled].low in _TITLES
        ):
            titled += 1
        if at + 1 < titled < len(tokens):
            stop = known_name(tokens, titled)
            stop = stop if stop > titled else any_name(tokens, titled)
            return (titled, stop) if stop > titled else None
        if tokens[head].low in PEERS and at + 1 < len(tokens) and tokens[at].low == "from":
            while at + 1 < len(tokens) and (tokens[at].low in ("from", "the") or capital(tokens[at])):
                at += 1
        while at < len(tokens) and tokens[at].low in (",",) and at + 1 < len(tokens):
            # "the mayor of X, NAME, said"
            stop = known_name(tokens, at + 1) or at + 1
            if stop > at + 1 and not self._starts_post(stop + 1):
                return at + 1, stop
            stop = any_name(tokens, at + 1)
            if (
                stop - at > 2
                and (stop >= len(tokens) or tokens[stop].low in (",", ".", "("))
                and not self._starts_post(stop + 1)
                and tokens[at + 1].start not in self.places
                and tokens[at - 1].low not in LEVELS
                and stop - at < 6
            ):
                return at + 1, stop
            return self._after_place(head, end)
        while at < len(tokens) and tokens[at].low in HONORIFICS:
            at += 1
        if at >= len(tokens):
            return None
        stop = known_name(tokens, at)
        if stop > at:
            return at, stop
        stop = any_name(tokens, at)
        return (at, stop) if stop > at else self._after_place(head, at)

    def _after_place(self, head: int, end: int) -> tuple[int, int] | None:
        """Return a foreign name that runs on after a place: "Mayor of Cape Town Jane Doe"."""
        tokens = self.tokens
        if head + 1 >= end or tokens[head + 1].low != "of":
            return None
        first = head + 2
        if any(not capital(token) or office_word(token) for token in tokens[first + 1 : end]):
            return None
        placed = self.places.get(tokens[first].start, 0)
        at = first + 1 + (tokens[first].low in _TWO_WORDS)
        while at < end and tokens[at].start < placed:
            at += 1
        return (at, end) if end - at >= 2 and any_name(tokens, at) == end else None

    def _starts_post(self, at: int) -> bool:
        return at < len(self.tokens) and post_start(self.tokens, at) is not None

    def _post_end(self, head: int, *, apposition: bool) -> int:
        """Return the word after the last of a post whose head is given."""
        tokens, at = self.tokens, head + 1
        limit = min(len(tokens), head + _MAX)
        inside, plural = False, tokens[head].low in PLURAL
        self._abroad = tokens[head].low in ("consul", "ambassador", "general", "consul-general")
        while at < limit:
            token = tokens[at]
            low = token.low
            if known_name(tokens, at) > at and (not inside or not self._place_like(at)):
                return at
            if low in (",", "and", "&", "as"):
                more = self._goes_on(at, inside, apposition, plural)
                if more == at:
                    return at
                inside = inside or tokens[more - 1].low in _LINKS
                at = more
            elif low == "(":
                close = next((n for n in range(at, min(limit, at + 6)) if tokens[n].low == ")"), at)
                if close == at:
                    return at
                at = close + 1
            elif low in _LINKS and self._links(at, inside):
                inside = True
                at += 1
            elif low in OFFICES or low in LEVELS or (inside and low in RANKS) or low in ("'s", "-", "/"):
                at += 1
            elif capital(token) and low not in _STOP and low not in HONORIFICS:
                if not inside and not office_word(token) and head_of(low) is None:
                    return at
                if inside and not apposition and self._generic_name(at):
                    return at
                at += 1
            elif apposition and low not in _STOP and token.text.isalpha() and self._comma_ahead(at):
                at += 1
            else:
                return at
        return at

    def _place_like(self, at: int) -> bool:
        return False

    def _generic_name(self, at: int) -> bool:
        """Whether a foreign name starts after the words of an office: "Trade Moses Kuria"."""
        before = self.tokens[at - 1]
        if not (before.low in OFFICES or before.low in LEVELS or office_word(before)):
            return False
        if before.low in ("of", "the", "and", "cpc", "for"):
            return False
        stop = any_name(self.tokens, at)
        if stop - at < 2:
            return False
        return stop >= len(self.tokens) or not (
            capital(self.tokens[stop]) or self.tokens[stop].low in LEVELS or self.tokens[stop].low in OFFICES
        )

    def _links(self, at: int, inside: bool) -> bool:
        """Whether a preposition goes on with the name of an office or a place."""
        tokens = self.tokens
        low = tokens[at].low
        if at + 1 >= len(tokens):
            return False
        after = tokens[at + 1].low
        if low in ("'s", "’s", "the"):
            return True
        if _DATES.match(after) and not (low in ("of", "for") and after in ("a", "an", "its", "their")):
            return False
        if low == "of":
            return True
        if low == "in" and after != "charge":
            return self._abroad
        if low == "with":
            return capital(tokens[at + 1]) and known_name(tokens, at + 1) == at + 1 and inside
        if low in ("for", "to", "in", "at", "on"):
            return capital(tokens[at + 1]) or after in OFFICES or after in ("the", "charge")
        return False

    def _goes_on(self, at: int, inside: bool, apposition: bool, plural: bool) -> int:
        """Return where a post goes on after a comma or an "and"; `at` when it ends there."""
        tokens = self.tokens
        after = at + 1
        comma = tokens[at].low == ","
        if tokens[at].low == "as":
            if [token.low for token in tokens[at : at + 3]] != ["as", "well", "as"]:
                return at
            after = at + 3
        elif comma and after < len(tokens) and tokens[after].low in ("and", "&"):
            after += 1
        while after < len(tokens) and tokens[after].low in ("also", "concurrently", "as", *_ARTICLES):
            after += 1
        if after >= len(tokens) or tokens[after].low in HONORIFICS:
            return at
        if known_name(tokens, after) > after:
            return at
        start = post_start(tokens, after)
        if start is not None and start[0] == after:
            if (start[2] and not plural) or (comma and self._titled(after)):
                return at
            if not apposition:
                return start[1] + 1 if not comma or tokens[at + 1].low == "and" else start[1] + 1
            end = self._post_end(start[1], apposition=False)
            name = self._name_start(start[1], end)
            return at if name is not None and tokens[end].low != "," else start[1] + 1
        if comma:
            return self._place_after(at, apposition)
        token = tokens[after]
        if inside and (capital(token) or token.low in OFFICES) and not (apposition and self._named(after)):
            return after
        return at

    def _titled(self, at: int) -> bool:
        """Whether a councillor's title stands before a name after a comma."""
        tokens = self.tokens
        return tokens[at].low in _TITLES and at + 1 < len(tokens) and any_name(tokens, at + 1) > at + 1

    def _place_after(self, at: int, apposition: bool) -> int:
        """Return the end of a larger place after a comma: "Wuwei, Gansu Province"."""
        tokens = self.tokens
        stop = at + 1
        if tokens[at - 1].low in OFFICES or not capital(tokens[at - 1]):
            return at
        while stop < min(len(tokens), at + 4) and capital(tokens[stop]) and head_of(tokens[stop].low) is None:
            stop += 1
        if stop == at + 1 or stop >= len(tokens) or tokens[stop].low not in (",", ".", ")", "and"):
            return at
        if known_name(tokens, at + 1) > at + 1 or self._starts_post(stop + 1):
            return at
        placed = tokens[at + 1].start in self.places or any(
            office_word(token) for token in tokens[at + 1 : stop]
        )
        return stop if placed or (apposition and stop == at + 2) else at

    def _named(self, at: int) -> bool:
        """Whether a foreign name with its own post begins here."""
        stop = any_name(self.tokens, at)
        return (
            stop > at
            and stop < len(self.tokens)
            and self.tokens[stop].low == ","
            and self._starts_post(stop + 1)
        )

    def _comma_ahead(self, at: int) -> bool:
        """Whether a few words on a comma closes what stands between commas, a verb after it."""
        tokens = self.tokens
        for place in range(at, min(len(tokens) - 1, at + 14)):
            low = tokens[place].low
            if low == ",":
                after = tokens[place + 1]
                return not capital(after) and after.low not in ("and", "who", "which")
            if low in _STOP or low in (";", "(", ":"):
                return False
        return False

    # A name, then its post.

    def _names(self, at: int) -> int:
        """Read names from a place on, and the post after them; return where that ends."""
        names = list(self._name_list(at))
        if not names:
            return 0
        tokens = self.tokens
        end = names[-1][1]
        post = self._after(end, several=len(names) > 1)
        sure = known_name(tokens, names[0][0]) > names[0][0]
        titled = names[0][0] > 0 and tokens[names[0][0] - 1].low in HONORIFICS
        if post is None:
            if not (sure or titled) or (not titled and self._stands_in_place(names[0][0])):
                return 0
            for start, stop in names:
                if known_name(tokens, start) > start or titled:
                    self._add(start, stop, None, LIKELY if sure else UNSURE)
            return end
        first, last, plural = post
        if not (sure or titled) and not self._may_stand_alone(names[0]):
            return 0
        shared = len(names) > 1 and plural
        for start, stop in names if shared or len(names) == 1 else names[-1:]:
            self._add(start, stop, (first, last, plural and shared), FIRM if sure else LIKELY)
        if len(names) > 1 and not shared:
            for start, stop in names[:-1]:
                self._add(start, stop, None, UNSURE)
        return last

    def _stands_in_place(self, at: int) -> bool:
        """Whether what reads like a name is where something lies: "in Jin Shan", "town of"."""
        before = [token.low for token in self.tokens[max(0, at - 2) : at]]
        return before[-1:] in (["in"], ["at"], ["near"]) or (
            before[-1:] == ["of"] and before[0] in LEVELS
        )

    def _may_stand_alone(self, name: tuple[int, int]) -> bool:
        """Whether capitals before a comma and a post are a name and not a place."""
        before = self.tokens[name[0] - 1].low if name[0] else ""
        return before not in ("in", "at", "near", "from", "the") and not (
            before in ("of", "to") and name[1] - name[0] == 1
        )

    def _name_list(self, at: int) -> Iterator[tuple[int, int]]:
        tokens = self.tokens
        while at < len(tokens):
            while at < len(tokens) and tokens[at].low in HONORIFICS:
                at += 1
            if at >= len(tokens):
                return
            stop = known_name(tokens, at)
            if stop == at:
                stop = any_name(tokens, at)
            if stop == at:
                return
            yield at, stop
            at = stop
            if at < len(tokens) and tokens[at].low == "," and at + 1 < len(tokens):
                at += 1
            if at < len(tokens) and tokens[at].low in ("and", "&"):
                at += 1
            if at == stop:
                return
            if known_name(tokens, at) == at and tokens[at].low not in HONORIFICS and tokens[at - 1].low == ",":
                return
            if self._starts_post(at):
                return

    def _after(self, end: int, *, several: bool) -> tuple[int, int, bool] | None:
        """Return the post that follows a name: after a comma, in brackets, "who is", "of the"."""
        tokens = self.tokens
        if end >= len(tokens):
            return None
        if tokens[end].low == "(" and post_start(tokens, end + 1) is None:
            end = next(
                (n + 1 for n in range(end, min(len(tokens), end + 10)) if tokens[n].low == ")"), end
            )
            if end >= len(tokens):
                return None
        mark = tokens[end].low
        at = end + 1
        if mark not in (",", "(", "of", "–", "—", "-") or at >= len(tokens):
            return None
        if mark in ("–", "—", "-") and (end < 2 or known_name(tokens, end - 2) != end):
            return None
        if tokens[at].low in ("and", "&"):
            return None
        if mark == "," and at < len(tokens) and tokens[at].low == "who":
            return self._held(at + 1)
        start = post_start(tokens, at)
        if start is None or (mark == "of" and not start[2] and tokens[start[1]].low != "leadership"):
            return None
        first, head, plural = start
        last = self._post_end(head, apposition=True)
        if not several and last < len(tokens) and mark == ",":
            name = self._name_start(head, last)
            if name is not None and tokens[last].low != ",":
                return None
        return first, last, plural or tokens[head].low == "leadership"

    def _held(self, at: int) -> tuple[int, int, bool] | None:
        tokens = self.tokens
        while at < len(tokens) and tokens[at].low in ("also", "currently", "concurrently"):
            at += 1
        if at >= len(tokens) or tokens[at].low not in _HELD:
            return None
        if tokens[at].low in ("heads", "leads", "chairs", "runs"):
            stop = at + 1
            while stop < min(len(tokens), at + 20) and tokens[stop].low not in (",", ".", ";"):
                stop += 1
            return at, stop, False
        start = post_start(tokens, at + 1 + (at + 1 < len(tokens) and tokens[at + 1].low == "as"))
        if start is None:
            return None
        return start[0], self._post_end(start[1], apposition=True), False

    # Handing over.

    def _emit(self, start: int, stop: int, post: tuple[int, int, bool] | None, sure: int) -> int:
        """Add the names after a post; a plural is shared by all that follow."""
        tokens = self.tokens
        names = [(start, stop)]
        if post is not None and post[2]:
            names = list(self._name_list(start)) or names
        first = tokens[names[0][0]].start
        for name in names:
            self._add(*name, post, sure)
        end = names[-1][1]
        after = self._after(end, several=False)
        if after is not None and len(names) == 1:
            self.found.pop()
            self._add(*names[0], after, FIRM)
            return after[1]
        del first
        return end

    def _add(self, start: int, stop: int, post: tuple[int, int, bool] | None, sure: int) -> None:
        tokens = self.tokens
        place = (tokens[start].start, tokens[stop - 1].end)
        words = None
        if post is not None:
            first, last, plural = post
            while last > first and tokens[last - 1].low in (",", "-", "mr", "and", *HONORIFICS):
                last -= 1
            if last > first:
                words = (tokens[first].start, tokens[last - 1].end)
                if plural and tokens[last - 1].low in PLURAL and tokens[last - 1].low.endswith("s"):
                    words = (words[0], words[1] - 1)
        spans = [place, *([words] if words else [])]
        self.found.append(
            Mention(
                start=min(span[0] for span in spans),
                end=max(span[1] for span in spans),
                name=place,
                post=words,
                confidence=sure,
            )
        )
