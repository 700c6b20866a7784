"""Posts in an English sentence: where one begins, and how far its words go."""

from __future__ import annotations

import re

from tallystick.extraction.people.english_names import any_name, known_name
from tallystick.extraction.people.english_phrase import ARTICLES, Phrase
from tallystick.extraction.people.english_tokens import ALSO_NAMES, words_of
from tallystick.extraction.people.posts import FIELDS, RANKS, words

_WARDS = words("district ward zone division precinct region area constituency barangay sector")
# "Secretary General", "Professor Emeritus", "Mayor Pro Tem"
_BEHIND_HEAD = words("general elect emeritus emerita designate pro extraordinary ii iii iv")
_LONGEST, _BEFORE_HEAD = 48, 14
_AGED = re.compile(r"\d{1,2}$|-?year-old$|-$|year$|old$")
# What office names begin with: "Department of Finance director-general".
_OFFICES_OF = words(
    "department bureau office ministry commission division board committee council institute "
    "agency administration association federation chamber academy centre center"
)
# What stands right before a post that begins with a noun.
_BEFORE_POST = words("the a an its their our his her , ; : ( and with by from namely including of")
# First word, head word, whether several hold it.
Start = tuple[int, int, bool]
# Who or what may stand right before a post, with no comma between.
_GATHERED = words(
    "delegation reception ceremony dinner meeting visit group team tour banquet forum talks time "
    "countries cities provinces counties sides regions nations lands governments"
)
_JOURNEYS = words("trip visit tour journey travel voyage")


class Sentence:
    """The words of a sentence with the names and posts that may begin at each."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        places: dict[int, int],
        homes: frozenset[str] = frozenset(),
    ) -> None:
        self.homes, self.text = homes, text
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

    def sort(self, at: int) -> str:
        """Return of which sort a word is, or a small word itself; nothing past the ends."""
        if not 0 <= at < len(self.tokens):
            return ""
        form = self.tokens[at]
        if form.head:
            return "HEAD"
        if form.honorific:
            return "TITLE"
        if form.body:
            return "OFFICE"
        if form.surname:
            return "SURNAME"
        if form.capital:
            return "PLACE" if self.starts[at] in self.places else "CAPITAL"
        return form.low

    def known_at(self, at: int) -> bool:
        """Whether a name with a known surname begins at a place."""
        return at < len(self.known) and self.known[at] > at

    def name_end(self, at: int) -> int:
        """Return where a name ends that begins at a place, known or not."""
        if at >= len(self.tokens):
            return at
        if self.known[at] > at:
            return self.known[at]
        if self.letters_alone(at):
            return at
        if self.tokens[at].text in ALSO_NAMES:
            stop = any_name(self.tokens, at + 1)
            return stop if stop > at + 1 else at
        return any_name(self.tokens, at)

    def letters_alone(self, at: int) -> bool:
        """Whether a word is the letters of an agency or a land: "GNA - ...", "President USA"."""
        text = self.tokens[at].text
        return (
            len(text) > 2
            and text.isalpha()
            and text.isupper()
            and any_name(self.tokens, at) == at + 1
        )

    def aged(self, end: int) -> bool:
        """Whether an age stands behind a name: "NAME, 23, and her sister"."""
        low = self.low(end + 1)
        return (self.low(end), self.low(end + 2)) == (",", ",") and (
            low.isdigit() and 15 < int(low[:3]) < 100
        )

    def post_start(self, at: int, *, beside: bool = False) -> Start | None:
        """Return the post that begins at a place; `beside`: it stands right behind a name."""
        tokens = self.tokens
        while at < len(tokens) and tokens[at].low in ARTICLES:
            at += 1
        if at >= len(tokens) or self._next_head[at] - at >= _BEFORE_HEAD or self.known_at(at):
            return None
        for place in range(at, min(len(tokens), at + _BEFORE_HEAD)):
            token = tokens[place]
            if token.low == "assistant" and self.low(place + 1) == "to":
                return at, place, False
            if token.trade and not (beside or self._right_before_name(place)):
                if self._next_head[place + 1 : place + 2] == [place + 1]:
                    # "woman councillor NAME"
                    continue
                return None
            if token.head is not None and not (
                self._is_rank(place) or self._of_thing(place) or self._on_board(place)
            ):
                place = self._past_rank(place)
                return self.first_of(at, place), place, token.plural
            if self._in_bracket(at, place):
                # "Municipal Council (MC) chairman"
                continue
            if (token.leads and self._joins(place)) or self._of_body(at, place):
                continue
            if token.head is not None and "-" in token.low and self._is_rank(place):
                # "vice-general manager"
                continue
            if self._numbered(place) or (beside and _AGED.match(token.low)):
                continue
            noun = beside or self._before_known(at, place) or self._noun_of_post(at, place)
            if not (token.plain and place < at + 5 and noun):
                return None
        return None

    def _of_body(self, first: int, at: int) -> bool:
        """Whether a preposition is of an office before a head: "Bureau of Finance director"."""
        if self.low(at) not in ("of", "for") or at <= first:
            return False
        if not (self.tokens[at + 1].body or self._on_board(at + 1)):
            return False
        return self.low(at - 1) in _OFFICES_OF and self.tokens[at - 1].capital

    def _in_bracket(self, first: int, at: int) -> bool:
        """Whether a word is one of a bracket of letters within a post: "(MC)"."""
        for opens in (at, at - 1, at - 2):
            if opens > first and (self.low(opens), self.low(opens + 2)) == ("(", ")"):
                return self.tokens[opens + 1].text.isupper() and self.tokens[opens - 1].body
        return False

    def _on_board(self, at: int) -> bool:
        """Whether several make up a body with a post of its own: "Board of Directors member"."""
        after = self.tokens[at + 1 : at + 2]
        return (
            self.low(at - 1) == "of"
            and self.low(at - 2) in _OFFICES_OF
            and self.tokens[at].plural
            and bool(after)
            and (after[0].head is not None or after[0].low in RANKS)
        )

    def _past_rank(self, head: int) -> int:
        """Return the last word of a head with its rank: "Secretary General", "Mayor Pro Tem"."""
        head += self.low(head + 1) in _BEHIND_HEAD
        if self.low(head) == "pro":
            head += self.low(head + 1) in ("tem", "tempore")
        elif self.low(head) == "extraordinary" and self.low(head + 2) == "plenipotentiary":
            head += 2
        return head

    def _right_before_name(self, at: int) -> bool:
        """Whether a trade stands before a name: "farmer NAME"; of several only known ones."""
        if self.tokens[at].plural:
            return self.known_at(at + 1)
        return self.name_end(at + 1) > at + 2

    def _before_known(self, at: int, place: int) -> bool:
        """Whether a post that begins with a capital ends at a name: "Miao embroidery heir NAME"."""
        head = self._next_head[place]
        return self.tokens[at].capital and head < place + 3 and self.known_at(head + 1)

    def _noun_of_post(self, first: int, at: int) -> bool:
        """Whether a noun says of which kind a post is whose name follows: "senior staff officer".

        Nothing but a mark or a small word stands before it, as a verb would not.
        """
        head = self._next_head[at]
        low = self.tokens[at].low
        several = low.endswith("s") and not low.endswith(("ss", "is"))
        if head > at + 3 or head >= len(self.tokens) or several or low.endswith("ing"):
            return False
        while self._next_head[head + 1 : head + 2] == [head + 1]:
            head += 1
        if self.name_end(head + 1) < head + 3 and not self.known_at(head + 1):
            return False
        before = self.tokens[first - 1 : first]
        if self.tokens[first].capital:
            return not (before and before[0].capital)
        return self.tokens[head].text.islower() and self.low(first - 1) in _BEFORE_POST

    def unnamed(self, head: int) -> bool:
        """Whether a head is nobody's who is named: "the governor and Vice-Governor A"."""
        small = self.tokens[head].text.islower() and self.low(head - 1) == "the"
        after = self.tokens[head + 2 : head + 3]
        joined = self.low(head + 1) == "and" and bool(after) and after[0].capital
        return small and joined and after[0].head is not None

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
        if low == "&" and at and self.tokens[at - 1].capital:
            return self.tokens[min(at + 1, len(self.tokens) - 1)].capital
        if self._between_places(at):
            return True
        sides = self.tokens[max(0, at - 1) : at] + self.tokens[at + 1 : at + 2]
        return len(sides) > 1 and all(side.body or side.low in FIELDS for side in sides)

    def _between_places(self, at: int) -> bool:
        """Whether an "and" joins two places of one office: "Osby and Vale Affairs Office"."""
        if not 0 < at < len(self.tokens) - 2 or self.ends[at - 1] not in self.places.values():
            return False
        end = self.places.get(self.starts[at + 1], 0)
        after = self.tokens[self.ends.index(end) + 1 :][:2] if end in self.ends else []
        return len(after) > 1 and all(one.body and one.capital for one in after)

    def _between_heads(self, at: int) -> bool:
        """Whether a dash joins two posts of one: "Secretary - Governor of X"."""
        after = self.tokens[at + 1 : at + 2]
        return self.tokens[at - 1].head is not None and bool(after) and after[0].head is not None

    def _numbered(self, at: int) -> bool:
        """Whether a number is that of a ward: "District 1 Councillor"."""
        return self.low(at).isdigit() and self.low(at - 1) in _WARDS

    def first_of(self, at: int, head: int) -> int:
        """Return the first word of a post, without what is no part of it: "other", "visiting"."""
        if self.low(at) == "other" or (self.low(at) == "visiting" and self._leads(head)):
            at += 1
        if self.low(at) == "worship":
            # "Her Worship Mayor NAME"
            at += 1
        for place in range(head - 1, at - 1, -1):
            # "At the reception Deputy Mayor NAME spoke": a sentence goes on before the post.
            if self.tokens[place].text in _GATHERED and self.tokens[place + 1].capital:
                at = place + 1
                break
            if self.tokens[place].text == "under" and self.low(place + 1) != "-":
                # "a delegation under Deputy Mayor NAME"
                at = place + 1
                break
        while at < head and self.low(at) in ("-", "'s"):
            at += 1
        return self._past_goal(at, head)

    def _past_goal(self, at: int, head: int) -> int:
        """Return where a post begins behind a goal of travel: "his trip to Japan President A"."""
        if self.low(at - 1) != "to" or self.low(at - 2) not in _JOURNEYS or at >= head:
            return at
        end = self.places.get(self.starts[at], 0)
        return self.ends.index(end) + 1 if end in self.ends[at:head] else at

    def _leads(self, head: int) -> bool:
        """Whether a post is of one who leads a place, who may be visiting another."""
        return self.low(head) not in ("professor", "fellow", "scholar", "expert")

    def _of_thing(self, at: int) -> bool:
        """Whether heads in the plural only name a thing: "Governors Forum"."""
        after = self.tokens[at + 1 : at + 2]
        named = bool(after) and after[0].capital and after[0].office and after[0].head is None
        return named and self.tokens[at].plural and self.tokens[at].capital

    def _is_rank(self, at: int) -> bool:
        """Whether a head only qualifies the one after it: deputy mayor, chief executive."""
        after = at + 1 + (self.low(at + 1) == "-")
        if after >= len(self.tokens):
            return False
        if self.tokens[after].text in ALSO_NAMES and self.name_end(after + 1) > after + 1:
            # "Mayor Dean Sanchez"
            return False
        if self.tokens[after].head is not None:
            return not self.tokens[after].honorific
        if self.tokens[at].trade and self.tokens[after].plain and self._next_head[at + 1] < at + 4:
            return True
        return self.tokens[at].low in ("deputy", "executive", "chief") and self.starts_post(after)

    def post_end(self, head: int, *, apposition: bool) -> int:
        """Return the word after the last of a post; `apposition`: it stands after its name."""
        at, limit = head + 1, min(len(self.tokens), head + _LONGEST)
        phrase = Phrase(self, head, apposition)
        while at < limit:
            more = phrase.past(at)
            if more == at:
                break
            at = more
        return min(at, len(self.tokens))
