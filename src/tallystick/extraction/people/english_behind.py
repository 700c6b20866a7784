"""Posts right behind a name in English text: after a comma, in brackets, "who is"."""

from __future__ import annotations

from tallystick.extraction.people.english_ahead import LINKS, Ahead
from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.english_tokens import DEGREES, PEERS
from tallystick.extraction.people.posts import words

_HELD = words("is was serves served heads leads chairs runs headed chaired")
_SERVING = words("now currently temporarily serving acting working sent formerly appointed")
_APPOINTED = words("appointed elected re-elected reelected named")
# "was appointed", "has been elected"
_NAMING = words("was is has been had newly recently also were") | _APPOINTED
_BEHIND = _NAMING | {",", "(", "as", "of", "–", "—", "-"}
# First word, the word after the last, whether several hold it.
Post = tuple[int, int, bool]


class Behind:
    """Finds the posts that stand behind the names of a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.words, self.tokens = sentence, sentence.tokens
        self._ahead = Ahead(sentence)

    def post_after(self, end: int, *, several: bool) -> Post | None:
        """Return the post that follows a name: after a comma, in brackets, "who is", "of the"."""
        words = self.words
        end = self._past_degrees(end)
        if words.low(end) == "(" and words.post_start(end + 1, beside=True) is None:
            close = [n + 1 for n in range(end, end + 10) if words.low(n) == ")"]
            end = close[0] if close else end
        mark, at = words.low(end), end + 1
        if (mark == "the" and self._known_before(end)) or self._comma_missing(end):
            # "says NAME the province's deputy director": a comma is missing.
            mark, at = ",", end
        if mark not in _BEHIND or words.low(at) in ("and", "&", ""):
            return None
        dashed = mark in "–—-"
        if dashed and not (end > 1 and words.known[end - 2] == end) and not self._apart(end):
            return None
        if mark in _NAMING:
            return self._named_to(end)
        if mark == "," and words.low(at + 1) == "," and words.low(at).isdigit():
            # "NAME, 45, a teacher from ..."
            at += 2
        if mark == "," and words.low(at) == "who":
            return self._held(at + 1)
        if mark == "," and words.low(at) in _SERVING:
            return self._serving(at)
        at += mark == "," and words.low(at) == "as"
        start = words.post_start(at, beside=mark in (",", "("))
        if start is None:
            return None
        first, head, plural = start
        trade = self.tokens[head].trade
        if words.low(head) in PEERS or (trade and plural and not several):
            return None
        if mark == "(" and (words.known_at(head + 1) or self._ahead.leads_to_name(head)):
            # "Ulsan (Mayor NAME)"
            return None
        bracket = self._closed_bracket(head) if mark == "(" else 0
        if bracket:
            return first, bracket, plural
        plural = plural or words.low(head) == "leadership"
        if mark == "of" and not plural:
            return None
        last = words.post_end(head, apposition=True)
        runs_on = (dashed or mark == ",") and words.low(last) != ","
        if runs_on and self._ahead.name_after(head, last) is not None:
            return None
        if mark == "," and not several and self._ahead.leads_to_name(head):
            # "A, Chief Officer for Trade B": the post is that of B.
            return None
        return first, last, plural

    def _comma_missing(self, end: int) -> bool:
        """Whether a post that no name follows stands right behind a known name: "A Mayor of B"."""
        words = self.words
        if end >= len(self.tokens) or not self.tokens[end].capital or not self._known_before(end):
            return False
        start = words.post_start(end)
        if start is None or start[2] or words.low(start[1] + 1) not in LINKS:
            return False
        last = words.post_end(start[1], apposition=False)
        return words.name_end(last) == last and words.low(last) not in (",", "")

    def _apart(self, at: int) -> bool:
        """Whether spaces stand around a mark."""
        words = self.words
        return words.starts[at] > words.ends[at - 1] and words.starts[at + 1] > words.ends[at]

    def _known_before(self, end: int) -> bool:
        """Whether a name with a known surname ends at a place."""
        return any(self.words.known[at] == end for at in range(max(0, end - 4), end))

    def _past_degrees(self, end: int) -> int:
        """Return the comma behind "Ph.D." and the like; the same place if none stand there."""
        at = end
        while self.words.low(at) in (",", ".") and self.words.low(at + 1) in DEGREES:
            at += 2
            while self.words.low(at) in (".", "d"):
                at += 1
        return at if self.words.low(at) in (",", "(") else end

    def _closed_bracket(self, head: int) -> int:
        """Return where a bracket closes that holds a post with a place or body behind a comma."""
        for at in range(head + 1, min(len(self.tokens), head + 16)):
            if self.words.low(at) == ")":
                return at
            if self.words.low(at) in ("(", ";", ":") or self.words.known_at(at):
                return 0
        return 0

    def _named_to(self, at: int) -> Post | None:
        """Return the post of "NAME was appointed head of X"."""
        words = self.words
        while words.low(at) in _NAMING:
            at += 1
        is_one = words.low(at - 1) in ("is", "was") and self._known_before(at - 1)
        if words.low(at - 1) not in _APPOINTED and not is_one:
            return None
        at += words.low(at) in ("as", "to")
        start = words.post_start(at)
        if start is None or start[2]:
            return None
        return start[0], words.post_end(start[1], apposition=True), False

    def _serving(self, at: int) -> Post | None:
        """Return the post of "now serving as deputy head", "who was sent to serve as head"."""
        words = self.words
        for place in range(at, min(len(self.tokens), at + 16)):
            low = words.low(place)
            if low in (",", ";", "said", "told"):
                return None
            if low == "as" or (low == "of" and words.low(place - 1) in ("post", "position")):
                start = words.post_start(place + 1)
                if start is None:
                    return None
                return start[0], words.post_end(start[1], apposition=True), False
        return None

    def _held(self, at: int) -> Post | None:
        """Return the post of "who is mayor of X", "who heads the chamber"."""
        words = self.words
        while words.low(at) in ("also", "currently", "concurrently"):
            at += 1
        verb = words.low(at)
        if verb not in _HELD or words.low(at + 1) in ("sent", "appointed", "posted", "seconded"):
            return self._serving(at)
        if verb in ("heads", "leads", "chairs", "runs"):
            stop = at + 1
            while stop < min(len(self.tokens), at + 20) and words.low(stop) not in (",", ".", ";"):
                stop += 1
            return at, stop, False
        at += 1
        while words.low(at) in ("also", "now", "currently", "concurrently", "as"):
            at += 1
        start = words.post_start(at)
        if start is None:
            return None
        return start[0], words.post_end(start[1], apposition=True), False
