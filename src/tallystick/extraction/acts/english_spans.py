"""Where what an English clause says was done or is undertaken begins and ends."""

from __future__ import annotations

import re

from tallystick.extraction.acts.english_clauses import Clause
from tallystick.extraction.acts.english_kinds import lows_of
from tallystick.extraction.acts.kinds import SIGN
from tallystick.extraction.drafts import CommitmentFound
from tallystick.extraction.page import Page

# Behind these words a clause has said what was undertaken.
_SAID = r"(?:said|announced|told|reported)"
_TAIL = re.compile(
    r"(?=[ ,])(?:, including "
    rf"|, {_SAID} (?=[A-Z]|the |an? )|, (?:[A-Z][\w’'-]{{1,20}} ){{1,4}}?{_SAID}\b"
    rf"|, [A-Z][^.;]{{4,120}}?, {_SAID}\b"
    r"|,? so that |,? because |,? on behalf of |,? in the presence of |,? witnessed by |, saying "
    r"|,? when |"
    r", as (?:the|both|they|it|he|she) |, (?:calling|adding|noting|stressing) "
    r"|, (?:an increase|a rise|up|down) |,?"
    r" \d[\d.]{0,8}% (?:more|less)"
    r"|,? with an average |, (?:thus|thereby|making|bringing|marking|allowing|enabling"
    r"|helping) |, (?:from|among) which "
    r"|,? (?:accounting for|of which|compared with|according to) "
    # What its parts are: "..., 30 million of it in A", "..., the first between A and B".
    r"|, [\d.,]+ (?:million |billion )?(?:\w+ )?of (?:it|them|these|which|whom)\b"
    r"|, (?:the first|the other|the latter|one|some|most|half) (?:of|between|in|for|on|being|is) )"
)
# What was done ends where the sentence turns to what that is, or to how it was done.
_ASIDE = re.compile(r", which |, (?!includ)[a-z]{3,14}ing (?!and )")
_DAY = (
    r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept|Oct|Nov|Dec)[a-z.]* "
)
_SIGN_TAIL = re.compile(
    rf",? on (?={_DAY}|behalf|the (?:sidelines|margins|same))"
    r"|, on | while |,? (?:at|in|during|after|before) (?=[A-Zt\d])|,? (?:that|which) (?=[a-z])"
    # An agreement named by nothing else is named by what it is to do.
    r"|(?<!\ban agreement)(?<!\ba contract)(?<!\ba memorandum)(?<!\ba deal)(?<!contracted)"
    r"(?<! names)(?<! signatures)(?<! came)(?<!\bagreements)(?<!\bcontracts) to (?=[a-z])"
)


def found_in(
    page: Page, clause: Clause, kind: str, modality: str, confidence: int
) -> CommitmentFound:
    """Return what a clause says as a piece of the text, without what only hangs on behind it."""
    words = clause.words
    start, end = words[clause.first].start, words[clause.end - 1].end
    if modality == "hope" and {"who", "which"} & set(lows_of(clause, clause.first, clause.verb)):
        start = words[clause.verb].start
    text = page.plain[start:end]
    offset = words[clause.verb].end - start
    tail = _TAIL.search(text, offset)
    if tail:
        end = start + tail.start()
    side = _ASIDE.search(page.plain, start + offset, end) if modality == "done" else None
    end = side.start() if side else end
    if kind == SIGN and modality == "done":
        tail = _SIGN_TAIL.search(page.plain, start + offset, end)
        end = tail.start() if tail else end
    while end > start and page.plain[end - 1] in " ,;:—–":
        end -= 1
    return CommitmentFound(
        start, end, page.piece(start, end),
        confidence=confidence, actor=None, kind=kind, modality=modality,
    )  # fmt: skip
