"""Posts in an English sentence: where one begins, and how far its words go."""

from __future__ import annotations

import re

from tallystick.extraction.people.english_names import any_name, known_name
from tallystick.extraction.people.english_tokens import DATES, STOP, words_of
from tallystick.extraction.people.posts import LEVELS, OFFICES, RANKS, words

_ARTICLES = words("the a an its their his her our both two three four five and &")
_LINKS = words("of for to in at on from with the 's")
_WARDS = words("district ward zone division precinct region area constituency barangay sector")
# "Secretary General", "Professor Emeritus", "Mayor Pro Tem"
_BEHIND_HEAD = words("general elect emeritus emerita designate pro")
_ABROAD = words("consul ambassador general consul-general representative")
# A councillor's title stands before a name as "Mr" does.
TITLES = words("councillor councilor senator")
_LONGEST, _BEFORE_HEAD, _CLOSES = 48, 14, 26
_INSIDE = words("and & of for at the")
_OWNERS = words("his her their")
_SAID = words("said says added recalled explained noted according")
_AGED = re.compile(r"\d{1,2}$|-?year-old$|-$|year$|old$")
_TOLD = _SAID | {"by"}
# Fields of an office end so: "Trade, Energy and Industrialization".
_FIELD = re.compile(
    r"\w{3,}(?:tion|sion|ment|ture|ics|ing|ity|ism|ence|ance|logy|try|ship|alth|fare|works|ways)$"
)
_OF, _MEANWHILE = words("of for to in"), words("also concurrently as now currently then formerly")
_FIRMS, _RELATIVES = words("co ltd inc corp limited llc plc"), words("that which where whose who")
# "member of the 14th National Committee"
_ORDINAL = re.compile(
    r"\d{1,3}(?:st|nd|rd|th)|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th|No|\d{1,3}"
)
# First word, head word, whether several hold it.
Start = tuple[int, int, bool]


class Sentence:
    """The words of a sentence with the names and posts that may begin at each."""

    def __init__(self, text: str, start: int, end: int, places: dict[int, int]) -> None:
        self.tokens, self.starts, self.ends = words_of(text, start, end)
        self.places = places
        tokens = self.tokens
        self.known = [
            known_name(tokens, at) if token.surname else at for at, token in enumerate(tokens)
        ]
        self._next_head = self._heads()

    def _heads(self) -> list[int]:
        """Return for each word where the next head of a post stands, at or after it."""
        nearest, found = len(self.tokens) + _LONGEST, []
        for at in range(len(self.tokens) - 1, -1, -1):
            if self.tokens[at].head is not None:
                nearest = at
            found.append(nearest)
        return found[::-1]

    @property
    def tells(self) -> bool:
        """Whether any word may announce a person."""
        return any(token.head or token.honorific or token.surname for token in self.tokens)

    def low(self, at: int) -> str:
        """Return a word in small letters, an empty one past the end."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def known_at(self, at: int) -> bool:
        """Whether a name with a known surname begins at a place."""
        return at < len(self.known) and self.known[at] > at

    def name_end(self, at: int) -> int:
        """Return where a name ends that begins at a place, known or not."""
        if at >= len(self.tokens):
            return at
        return self.known[at] if self.known[at] > at else any_name(self.tokens, at)

    def post_start(self, at: int, *, beside: bool = False) -> Start | None:
        """Return the post that begins at a place; `beside`: it stands right behind a name."""
        tokens = self.tokens
        while at < len(tokens) and tokens[at].low in _ARTICLES:
            at += 1
        if at >= len(tokens) or self._next_head[at] - at >= _BEFORE_HEAD:
            return None
        for place in range(at, min(len(tokens), at + _BEFORE_HEAD)):
            token = tokens[place]
            if token.low == "assistant" and self.low(place + 1) == "to":
                return at, place, False
            if token.trade and not (beside or self._right_before_name(place)):
                return None
            if token.head is not None and not self._is_rank(place):
                place += self.low(place + 1) in _BEHIND_HEAD
                place += self.low(place) == "pro" and self.low(place + 1) in ("tem", "tempore")
                return self._first_of(at, place), place, token.plural
            if token.leads and self._joins(place):
                continue
            if self._numbered(place) or (beside and _AGED.match(token.low)):
                continue
            if not (token.plain and place < at + 5 and (beside or self._before_known(at, place))):
                return None
        return None

    def _right_before_name(self, at: int) -> bool:
        """Whether a trade stands before a name: "farmer NAME"; of several only known ones."""
        if self.tokens[at].plural:
            return self.known_at(at + 1)
        return self.name_end(at + 1) > at + 2

    def _before_known(self, at: int, place: int) -> bool:
        """Whether a post that begins with a capital ends at a name: "Miao embroidery heir NAME"."""
        head = self._next_head[place]
        return self.tokens[at].capital and head < place + 3 and self.known_at(head + 1)

    def post_near(self, at: int) -> bool:
        """Whether a head stands so near that a post may begin here."""
        return self._next_head[at] - at < _BEFORE_HEAD + 4

    def starts_post(self, at: int) -> bool:
        """Whether a post begins at a place."""
        return self.post_start(at) is not None

    def _joins(self, at: int) -> bool:
        """Whether a small mark or an "and" before a head joins: "finance and economy minister"."""
        low = self.tokens[at].low
        if low == "-":
            return at > 0 and (self.ends[at - 1] == self.starts[at] or self._between_heads(at))
        if low not in ("and", "&"):
            return True
        sides = self.tokens[max(0, at - 1) : at] + self.tokens[at + 1 : at + 2]
        return len(sides) > 1 and all(side.body for side in sides)

    def _between_heads(self, at: int) -> bool:
        """Whether a dash joins two posts of one: "Secretary - Governor of X"."""
        after = self.tokens[at + 1 : at + 2]
        return self.tokens[at - 1].head is not None and bool(after) and after[0].head is not None

    def _numbered(self, at: int) -> bool:
        """Whether a number is that of a ward: "District 1 Councillor"."""
        return self.low(at).isdigit() and self.low(at - 1) in _WARDS

    def _first_of(self, at: int, head: int) -> int:
        """Return the first word of a post, with whose it is: "the city's mayor"."""
        if self.low(at) == "other" or (self.low(at) == "visiting" and self._leads(head)):
            at += 1
        owned = any(self.tokens[place].low == "'s" for place in range(at + 1, head))
        kind = self.tokens[at].low in LEVELS and not self.tokens[at].capital
        return at - 1 if owned and kind and self.low(at - 1) == "the" else at

    def _leads(self, head: int) -> bool:
        """Whether a post is of one who leads a place, who may be visiting another."""
        return self.low(head) not in ("professor", "fellow", "scholar", "expert")

    def _is_rank(self, at: int) -> bool:
        """Whether a head only qualifies the one after it: deputy mayor, chief executive."""
        after = at + 1 + (self.low(at + 1) == "-")
        if after >= len(self.tokens):
            return False
        if self.tokens[after].head is not None:
            return not self.tokens[after].honorific
        if self.tokens[at].trade and self.tokens[after].plain and self._next_head[at + 1] < at + 4:
            return True
        return self.tokens[at].low in ("deputy", "executive", "chief") and self.starts_post(after)

    def post_end(self, head: int, *, apposition: bool) -> int:
        """Return the word after the last of a post; `apposition`: it stands after its name."""
        at, limit = head + 1, min(len(self.tokens), head + _LONGEST)
        phrase = _Phrase(self, head, apposition)
        while at < limit:
            more = phrase.past(at)
            if more == at:
                break
            at = more
        return min(at, len(self.tokens))


class _Phrase:
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
        if self._shortened(at) or ("-" in low and token.text[0].islower() and token.text != low):
            # "Co., Ltd.", "aid-Xinjiang"
            return at + 1
        if low in (",", "and", "&", "as"):
            more = self._joined(at)
            self._inside = self._inside or (more > at and self._tokens[more - 1].low in _LINKS)
            return more
        if low == "(":
            close = [
                n for n in range(at, min(len(self._tokens), at + 8)) if self._words.low(n) == ")"
            ]
            return close[0] + 1 if close else at
        if low in _LINKS and self._links(at):
            self._inside = True
            return at + 1
        if token.body or (self._inside and low in RANKS) or low in ("'s", "-", "/"):
            return at + 1
        if low in _ARTICLES and self._tokens[at - 1].low in _OF:
            return at + 1
        if token.capital and low not in STOP and not token.honorific:
            return at if self._named_here(at) else at + 1
        if self._inside and (_ORDINAL.fullmatch(low) or self._tokens[at - 1].low in ("no", ".")):
            return at + 1
        loose = self._apposition and low not in STOP and token.text.replace("-", "").isalpha()
        if not (loose and self._closes(at)) and not (self._inside and self._reaches_office(at)):
            return at
        self._inside = self._inside or low in _LINKS
        return at + 1

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
        if not self._inside:
            return not token.office and token.head is None
        return not self._apposition and self._after_office(at)

    def _after_office(self, at: int) -> bool:
        """Whether a foreign name starts after the words of an office: "Trade Moses Kuria"."""
        before = self._tokens[at - 1]
        if not before.body or before.low in ("of", "the", "and", "cpc", "for"):
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
        owned = low in ("of", "for") and after in ("a", "an", "its", "their")
        if not after or (DATES.match(after) and not owned):
            return False
        if low == "of":
            return True
        capital = self._tokens[at + 1].capital
        if low == "in" and after != "charge":
            if not self._apposition:
                return self._abroad or (capital and self._before_name(at + 1))
            return self._abroad or (capital and self._closes(at + 1, _SAID))
        if low in ("with", "from"):
            return self._works_there(at + 1)
        return capital or after in OFFICES or after in ("the", "charge")

    def _before_name(self, at: int) -> bool:
        """Whether a place and a name follow: "the mayor of A in B province, NAME"."""
        while at + 1 < len(self._tokens) and self._tokens[at].low not in LEVELS:
            if not self._tokens[at].capital:
                return False
            at += 1
        at += 1 + (self._words.low(at + 1) == ",")
        return self._words.known_at(at)

    def _works_there(self, at: int) -> bool:
        """Whether "with" and "from" behind a post name where somebody works."""
        at += self._words.low(at) in _ARTICLES
        token = self._tokens[min(at, len(self._tokens) - 1)]
        there = self._apposition and (token.capital or token.body) and self._closes(at)
        return there and not self._words.known_at(at)

    def _joined(self, at: int) -> int:
        """Return where a post goes on after a comma or an "and"; the same place if it ends."""
        words, after = self._words, at + 1
        comma = words.low(at) == ","
        if words.low(at) == "as":
            if (words.low(at + 1), words.low(at + 2)) != ("well", "as"):
                return at
            after = at + 3
        elif comma and words.low(after) in ("and", "&"):
            after += 1
        if comma and words.low(after) in _OWNERS:
            return at
        while words.low(after) in _ARTICLES or words.low(after) in _MEANWHILE:
            after += 1
        if after >= len(self._tokens) or self._tokens[after].honorific or words.known_at(after):
            return at
        start = words.post_start(after)
        if start is not None and start[0] == after:
            return self._another(at, start, comma)
        if comma:
            return after if self._lists_fields(at) else self._larger_place(at)
        token = self._tokens[after]
        goes_on = self._inside and (token.capital or token.body)
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
        if (start[2] and not self._plural) or titled:
            return at
        if self._apposition:
            end = words.post_end(start[1], apposition=False)
            if end < len(self._tokens) and words.name_end(end) > end:
                return at
            if end < len(self._tokens) and self._tokens[end].honorific:
                return at
        return start[1] + 1

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
            at += words.low(at) in _ARTICLES
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
