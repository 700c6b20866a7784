"""How far the words of one English post go: offices, fields, places and further posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tallystick.extraction.people.english_names import any_name
from tallystick.extraction.people.english_places import land_end
from tallystick.extraction.people.english_tokens import ALSO_NAMES, DATES, STOP
from tallystick.extraction.people.posts import LEVELS, OFFICES, RANKS, words

if TYPE_CHECKING:
    from tallystick.extraction.people.english_posts import Sentence, Start

ARTICLES = words("the a an its their his her our both two three four five and &")
_LINKS = words("of for to in at on from with the 's")
_ABROAD = words("consul ambassador general consul-general representative")
# A councillor's title stands before a name as "Mr" does.
TITLES = words("councillor councilor senator")
_INSIDE = words("and & of for at the")
_OWNERS = words("his her their its our")
_OF_LANDS = words("de do da del dos la las los")
_SAID = words("said says added recalled explained noted according")
_TOLD = _SAID | {"by"}
# Fields of an office end so: "Trade, Energy and Industrialization".
_FIELD = re.compile(
    r"\w{3,}(?:tion|sion|ment|ture|ics|ing|ity|ism|ence|ance|logy|try|ship|alth|fare|works|ways)$"
)
_OF, _MEANWHILE = words("of for to in"), words("also concurrently as now currently then formerly")
_FIRMS, _RELATIVES = words("co ltd inc corp limited llc plc"), words("that which where whose who")
# Past forms that say where somebody works.
_PLACED = words(
    "based affiliated attached accredited assigned seconded posted stationed appointed retired "
    "united certified registered related limited headquartered located invited dispatched named "
    "tasked concerned"
)
# "member of the 14th National Committee"
_ORDINAL = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th|No|\d{1,3}"
)
_CLOSES = 26


class Phrase:
    """The words of one post, taken one after another."""

    def __init__(self, sentence: Sentence, head: int, apposition: bool) -> None:
        self._words, self._tokens = sentence, sentence.tokens
        self._apposition, self._head = apposition, head
        self._plural = sentence.tokens[head].plural
        # "consul general of Kenya in Guangzhou"
        self._abroad = sentence.tokens[head].low in _ABROAD
        self._inside = False

    def past(self, at: int) -> int:
        """Return the place after a word that belongs to the post; the same place if it does not."""
        token = self._tokens[at]
        low = token.low
        if self._words.known_at(at):
            return at
        if token.text in ALSO_NAMES and not self._inside and self._words.name_end(at) > at:
            return at
        if self._shortened(at) or ("-" in low and token.text[0].islower() and token.text != low):
            # "Co., Ltd.", "aid-Xinjiang"
            return at + 1
        if low in (",", "and", "&", "as", "cum"):
            more = self._joined(at)
            self._inside = self._inside or (more > at and self._tokens[more - 1].low in _LINKS)
            return more
        if self._inside and low in _OF_LANDS and self._amid_capitals(at):
            # "Rio de Janeiro"
            return at + 1
        if low == "(":
            close = [
                n for n in range(at, min(len(self._tokens), at + 8)) if self._words.low(n) == ")"
            ]
            return close[0] + 1 if close else at
        if low in _LINKS and self._links(at):
            self._inside = True
            return at + 1
        peoples = low == "people" and self._words.low(at + 1) == "'s"
        if token.body or peoples or (self._inside and low in RANKS) or low in ("'s", "-", "/"):
            return at + 1
        if low in ARTICLES and self._tokens[at - 1].low in _OF:
            return at + 1
        if self._inside and token.head and self._words.low(at + 1) == "'s" and not token.capital:
            # "director of the mayor's office"
            return at + 2
        if low == "that" and self._tokens[at - 1].low == "of":
            # "former chairman of that council"
            return at + 1
        if token.capital and low not in STOP and not token.honorific:
            return at if self._named_here(at) else at + 1
        if self._inside and (_ORDINAL.fullmatch(low) or self._tokens[at - 1].low in ("no", ".")):
            return at + 1
        loose = self._apposition and low not in STOP and token.text.replace("-", "").isalpha()
        loose = loose and not self._does(at) and not self._dated(at)
        if not (loose and self._closes(at)) and not (self._inside and self._reaches_office(at)):
            return at
        self._inside = self._inside or low in _LINKS
        return at + 1

    def _amid_capitals(self, at: int) -> bool:
        """Whether capitals stand on both sides of a place."""
        after = self._tokens[at + 1 : at + 2]
        return self._tokens[at - 1].capital and bool(after) and after[0].capital

    def _reaches_office(self, at: int) -> bool:
        """Whether words in small letters lead to an office: "the county disease control center"."""
        if not self._tokens[at].plain:
            return False
        for place in range(at + 1, min(len(self._tokens), at + 7)):
            token = self._tokens[place]
            if token.body and token.low not in ("and", "&") and token.low not in LEVELS:
                return True
            if not (token.plain or token.low in _INSIDE or token.low in LEVELS):
                return False
        return False

    def _dated(self, at: int) -> bool:
        """Whether a preposition only says when: "called for by NAME, mayor of X, on Friday"."""
        return self._tokens[at].low in _LINKS and DATES.match(self._words.low(at + 1)) is not None

    def _does(self, at: int) -> bool:
        """Whether a past form begins what somebody did: "director of X shared difficulties"."""
        low, before = self._tokens[at].low, self._tokens[at - 1]
        return low.endswith("ed") and (before.capital or before.body) and low not in _PLACED

    def _shortened(self, at: int) -> bool:
        """Whether a mark belongs to a shortened word: "No. 1", "Co., Ltd."."""
        low, before = self._tokens[at].low, self._tokens[at - 1].low
        after = self._words.low(at + 1)
        if low == ".":
            return (before == "no" and after.isdigit()) or (
                before in _FIRMS and after in (",", ")")
            )
        return low == "," and before in _FIRMS | {"."} and after in _FIRMS

    def _named_here(self, at: int) -> bool:
        """Whether a capital begins a name and is no part of an office or a place."""
        token = self._tokens[at]
        if self._words.letters_alone(at):
            # "President USA of Bank of China"
            return False
        if not self._inside:
            return not token.office and token.head is None and not self._place_of_office(at)
        if self._apposition:
            return False
        if self._tokens[at - 1].head is not None and not token.office:
            # "Governor of A, Mayor NAME"
            return any_name(self._tokens, at) > at + 1
        return self._after_office(at)

    def _place_of_office(self, at: int) -> bool:
        """Whether a capital is the place of an office: "Chairman HCMC People's Committee NAME"."""
        stop = any_name(self._tokens, at)
        after = self._tokens[stop : stop + 3]
        offices = [
            token.low == "'s" or (token.capital and (token.body or token.low == "people"))
            for token in after
        ]
        return stop - at < 3 and len(after) == 3 and after[0].capital and all(offices[:2])

    def _after_office(self, at: int) -> bool:
        """Whether a foreign name starts after the words of an office: "Trade Moses Kuria"."""
        before = self._tokens[at - 1]
        if before.low == ")":
            return any_name(self._tokens, at) > at + 1
        if not (before.body or before.text == "Republic") or before.low in (
            "of",
            "the",
            "and",
            "cpc",
            "for",
        ):
            return False
        stop = any_name(self._tokens, at)
        if stop - at < 2 or stop >= len(self._tokens):
            return stop - at >= 2
        after = self._tokens[stop]
        if after.low in ("and", "&"):
            return self._words.starts_post(stop + 1) or self._words.name_end(stop + 1) > stop + 1
        return not (after.capital or after.body)

    def _links(self, at: int) -> bool:
        """Whether a preposition goes on with the name of an office or a place."""
        low, after = self._tokens[at].low, self._words.low(at + 1)
        if low in ("'s", "the"):
            return bool(after)
        if _ORDINAL.fullmatch(after):
            return low == "of"
        owned = low in ("of", "for") and after in ("a", "an", "its", "their", "that")
        if not after or (DATES.match(after) and not owned):
            return False
        if low == "of":
            return True
        capital = self._tokens[at + 1].capital
        if low == "in" and after != "charge":
            if self._inside and self._in_land(at + 1):
                return True
            if not self._apposition:
                abroad = self._abroad and not self._named_before(at)
                return abroad or (capital and self._before_name(at + 1))
            return self._abroad or (capital and self._closes(at + 1, _SAID))
        if low == "with" and self._tokens[at - 1].body and self._tokens[at - 1].capital and capital:
            # "Association for Friendship with Foreign Countries"
            return self._tokens[at + 1].body
        if low == "at" and self._inside and self._of_place(at):
            # "Governor of X, at the Assembly": where they met.
            return False
        if low in ("with", "from"):
            return self._works_there(at + 1)
        return capital or after in OFFICES | LEVELS or after in ("the", "charge")

    def _in_land(self, at: int) -> bool:
        """Whether a land closes a post: "governor of Osby in Kenya.", "of Osby in Kenya, NAME"."""
        at += self._words.low(at) in ARTICLES
        stop = land_end(self._tokens, at)
        closing = self._words.low(stop)
        if stop == at or self._apposition:
            return stop > at and closing in (",", ".", ";", ")")
        return closing == "," and any_name(self._tokens, stop + 1) > stop + 2

    def _of_place(self, at: int) -> bool:
        """Whether a post names nothing but a place before another preposition."""
        between = self._tokens[self._head + 1 : at]
        return not any(token.body and token.low not in LEVELS for token in between)

    def _before_name(self, at: int) -> bool:
        """Whether a place and a name follow: "the mayor of A in B province, NAME"."""
        first = at
        while at + 1 < len(self._tokens) and self._tokens[at].low not in LEVELS:
            if at > first and self._words.known_at(at):
                return True
            if not self._tokens[at].capital:
                named = self._words.low(at) == "," and self._words.known_at(at + 1)
                return named or self._body_then_name(first)
            at += 1
        at += 1 + (self._words.low(at + 1) == ",")
        return self._words.known_at(at) or self._body_then_name(first)

    def _body_then_name(self, at: int) -> bool:
        """Whether a body and a name between commas follow: "manager in Cork Chamber, Jane Doe,"."""
        tokens, stop = self._tokens, at
        while stop < min(len(tokens), at + 8) and (
            tokens[stop].capital or (stop > at and tokens[stop].low in _INSIDE)
        ):
            stop += 1
        body = any(token.body for token in tokens[at:stop])
        name = any_name(tokens, stop + 1) if self._words.low(stop) == "," else 0
        return body and 2 < name - stop < 6 and self._words.low(name) in (",", ".", ";", "")

    def _named_before(self, at: int) -> bool:
        """Whether a land and a name stand before "in": "envoy to Kenya Jane Doe in Nairobi"."""
        first = at
        while self._tokens[first - 1].capital and self._tokens[first - 1].names:
            first -= 1
        return at - first > 2 and first > self._head + 1

    def _works_there(self, at: int) -> bool:
        """Whether "with" and "from" behind a post name where somebody works."""
        at += self._words.low(at) in ARTICLES
        token = self._tokens[min(at, len(self._tokens) - 1)]
        ends = token.capital and self._ends_in_body(at)
        there = self._apposition and (token.capital or token.body) and (ends or self._closes(at))
        return there and not self._words.known_at(at)

    def _ends_in_body(self, at: int) -> bool:
        """Whether capitals name a body that ends a clause: "head of X from Cork City Council."."""
        tokens, stop = self._tokens, at
        while stop < min(len(tokens), at + 8) and tokens[stop].capital:
            stop += 1
        body = any(token.body and token.low not in LEVELS for token in tokens[at:stop])
        return body and self._words.low(stop) in (".", ";", "")

    def _joined(self, at: int) -> int:
        """Return where a post goes on after a comma or an "and"; the same place if it ends."""
        words, after = self._words, at + 1
        comma = words.low(at) == ","
        if words.low(at) == "as":
            if (words.low(at + 1), words.low(at + 2)) != ("well", "as"):
                return at
            after = at + 3
        elif comma and words.low(after) in ("and", "&", "cum"):
            after += 1
        if words.low(after) in _OWNERS:
            # "its mayor and his delegation"
            return at
        while words.low(after) in ARTICLES or words.low(after) in _MEANWHILE:
            after += 1
        if after >= len(self._tokens) or self._tokens[after].honorific or words.known_at(after):
            return at
        start = words.post_start(after)
        if start is not None and start[0] == after:
            return self._another(at, start, comma)
        if comma:
            beside = self._body_beside(at) if self._apposition else at
            larger = max(self._larger_place(at), self._land_behind(at))
            return after if self._lists_fields(at) else max(beside, larger)
        token = self._tokens[after]
        fields = self._tokens[at - 1].body and token.body
        goes_on = fields or (self._inside and (token.capital or token.body))
        return after if goes_on and not (self._apposition and self._named(after)) else at

    def _lists_fields(self, at: int) -> bool:
        """Whether a comma stands between fields of one office: "Trade, Tourism and Industry"."""
        tokens = self._tokens
        if not (self._inside and tokens[at - 1].body):
            return False
        for place in range(at + 1, min(len(tokens) - 1, at + 8)):
            if tokens[place].low in ("and", "&"):
                return self._field(place + 1)
            single = tokens[place].capital and tokens[place + 1].low in (",", "and", "&")
            if not (self._field(place) or tokens[place].low == "," or single):
                return False
        return False

    def _field(self, at: int) -> bool:
        """Whether a word is of what an office deals with."""
        return self._tokens[at].body or _FIELD.match(self._tokens[at].low) is not None

    def _another(self, at: int, start: Start, comma: bool) -> int:
        """Return the place after the head of one more post, unless that is another's."""
        words, after = self._words, start[0]
        titled = comma and words.low(after) in TITLES and words.name_end(after + 1) > after + 1
        if start[2] != self._plural and (start[2] or not self._apposition):
            # "leaders of A, Chairman NAME": each post has people of its own.
            return at
        if titled or (comma and not self._apposition and words.low(at + 1) == "the"):
            # "its leader, the Governor of A NAME"
            return at
        if self._apposition:
            end = words.post_end(start[1], apposition=False)
            if end < len(self._tokens) and words.name_end(end) > end:
                return at
            if comma and self._between_commas(end):
                # "A, its mayor, and the governor, B, were there"
                return at
            if end < len(self._tokens) and self._tokens[end].honorific:
                return at
        return start[1] + 1

    def _between_commas(self, at: int) -> bool:
        """Whether a whole name stands between two commas."""
        words = self._words
        if words.low(at) != "," or at + 1 >= len(self._tokens):
            return False
        stop = words.name_end(at + 1)
        return stop > at + 2 and words.low(stop) == "," and not words.starts_post(stop + 1)

    def _larger_place(self, at: int) -> int:
        """Return the end of a larger place after a comma: "Wuwei, Gansu Province"."""
        tokens, stop = self._tokens, at + 1
        office = tokens[at - 1].low in OFFICES
        level = tokens[at - 1].low in LEVELS
        if not (tokens[at - 1].capital or level) or (office and not self._apposition):
            return at
        while stop < min(len(tokens), at + 8) and self._in_place(stop, at + 1):
            stop += 1
        if stop == at + 1 or self._words.low(stop) not in (",", ".", ")", "and", ";"):
            return at
        if self._words.known_at(at + 1) or self._words.starts_post(stop + 1):
            return at
        if office:
            return stop if tokens[stop - 1].low in LEVELS and stop > at + 2 else at
        placed = self._words.starts[at + 1] in self._words.places or any(
            token.office for token in tokens[at + 1 : stop]
        )
        return stop if placed or (self._apposition and stop == at + 2) else at

    def _land_behind(self, at: int) -> int:
        """Return the end of the land behind a comma: "mayor of Kitakyushu, Japan said"."""
        tokens = self._tokens
        if not self._inside or tokens[at - 1].head is not None:
            return at
        stop = land_end(tokens, at + 1)
        if stop == at + 1:
            return at
        low, after = self._words.low(stop), self._words.low(stop + 1)
        if low in (",", "and", "&") and land_end(tokens, stop + 1 + (after == "and")) > stop + 1:
            # "ministers of trade, Kenya, Uganda and Rwanda"
            return at
        if self._apposition:
            return stop
        return stop if low in (",", "") or self._words.name_end(stop) > stop else at

    def _body_beside(self, at: int) -> int:
        """Return the end of the body behind a post: "President, Trade Federation of X"."""
        tokens, stop = self._tokens, at + 1
        if self._words.known_at(stop):
            return at
        while stop < min(len(tokens), at + 10):
            link = stop > at + 1 and tokens[stop].low in _INSIDE | {"on"}
            if not (link or (tokens[stop].capital and tokens[stop].head is None)):
                break
            if tokens[stop].honorific or self._words.known_at(stop):
                break
            stop += 1
        while tokens[stop - 1].low in _INSIDE | {"on"}:
            stop -= 1
        run = tokens[at + 1 : stop]
        named = any(token.body for token in run) or (len(run) == 1 and run[0].text.isupper())
        after = tokens[stop : stop + 1]
        return stop if named and not (after and after[0].capital) else at

    def _in_place(self, at: int, first: int) -> bool:
        """Whether a word goes on with the name of a larger place or a body behind a comma."""
        token, low = self._tokens[at], self._tokens[at].low
        numbered = low.isdigit() or (low == "." and self._tokens[at - 1].low == "no")
        kind = at > first and low in LEVELS
        return (token.capital and token.head is None) or numbered or kind

    def _named(self, at: int) -> bool:
        """Whether a foreign name with its own post begins here."""
        stop = any_name(self._tokens, at)
        return stop > at and self._words.low(stop) == "," and self._words.starts_post(stop + 1)

    def _closes(self, at: int, ending: frozenset[str] = _TOLD) -> bool:
        """Whether what stands between commas soon closes, with no verb of a clause before that."""
        words, tokens = self._words, self._tokens
        for place in range(at, min(len(tokens), at + _CLOSES)):
            low = tokens[place].low
            if low in _RELATIVES and place > at:
                return True
            if low in STOP or low in ("(", ":"):
                return False
            if low == "." and place == len(tokens) - 1:
                return self._told_last(ending)
            if low == "," and not self._shortened(place):
                return self._closed_by(place + 1)
            if low in (";", ")"):
                return True
            if words.known_at(place):
                return False
        return False

    def _closed_by(self, at: int) -> bool:
        """Whether a clause goes on behind the comma, or another person is named there."""
        words = self._words
        if words.low(at) in ("and", "&"):
            at += 1
            at += words.low(at) in ARTICLES
            return words.known_at(at) or self._named(at) or words.starts_post(at)
        if at >= len(self._tokens) or words.low(at) in ("who", "which"):
            return words.low(at) in ("who", "which")
        token = self._tokens[at]
        return not token.capital or words.known_at(at) or token.honorific or self._named(at)

    def _told_last(self, verbs: frozenset[str]) -> bool:
        """Whether it is the post of one told of at the end: "said NAME, head of X in Y."."""
        place = self._head
        while place > max(0, self._head - 16):
            place -= 1
            if self._words.low(place) in verbs:
                return self._words.name_end(place + 1) > place + 1
        return False
