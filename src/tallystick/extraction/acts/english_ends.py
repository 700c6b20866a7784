"""Which word of an English sentence carries a clause, and where that clause ends."""

from __future__ import annotations

from tallystick.extraction.acts.english_words import (
    ARTICLES,
    BE,
    CAN,
    FINITE,
    HAVE,
    HOPE,
    JOINS,
    LEAD_ENDS,
    LEADS,
    LONGEST_SUBJECT,
    MAYBE_NOUNS,
    NAME,
    NOUN_SIGNS,
    ONLY_PAST,
    PAST,
    PLAIN,
    PLAN,
    PLURAL_VERBS,
    PREPOSITIONS,
    RELATIVE,
    SHOULD,
    WILL,
    Word,
    is_adverb,
)


def carries(words: list[Word], first: int, at: int, end: int) -> bool:
    word = words[at]
    before = words[at - 1].low if at > first else ""
    if before in RELATIVE and at - 1 > first:
        earlier = words[at - 2].low
        return before in ("they", "he", "she") and (
            earlier in (",", "that", *JOINS)
            or earlier in LEADS
            or earlier in LEAD_ENDS
            or earlier[:1].isdigit()
            # "Under the memorandum they will ..."
            or words[first].low in LEADS
            or is_adverb(earlier)
        )
    if (word.low in MAYBE_NOUNS or word.low in PLURAL_VERBS) and not _as_verb(words, at, before):
        return False
    if word.tag in (PAST, PLAIN, HOPE, PLAN):
        if before in ARTICLES or before in PREPOSITIONS or before.endswith("'s"):
            return False
        if before in ("being", "be"):
            return False
        return word.tag in (HOPE, PLAN) or not _reduced(words, first, at, end)
    return True


def _as_verb(words: list[Word], at: int, before: str) -> bool:
    """Whether "plans", "visits" and the like are verbs here, by what follows."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if words[at].low in PLURAL_VERBS:
        many = before.endswith("s") or before in ("they", "we", "both", "and") or is_adverb(before)
        return many and after in ("to", "that")
    if words[at].tag in (HOPE, PLAN):
        return after in ("to", "that", "for")
    return before not in NOUN_SIGNS and after not in ("of", "and", ",", "", "by", "to", "in")


def _reduced(words: list[Word], first: int, at: int, end: int) -> bool:
    """Whether a past form only describes what stands before it ("officials sent from ...")."""
    if at + 1 < end and words[at + 1].tag in (WILL, SHOULD, CAN, BE, HAVE):
        return True
    if at + 1 >= end or words[at].low.endswith("s") or words[at].low in ONLY_PAST:
        return False
    if words[first].low in PREPOSITIONS and words[at + 1].low in ("there", ",", "by"):
        return True
    if words[at + 1].low not in PREPOSITIONS and words[at + 1].low != "there":
        return False
    for later in range(at + 2, min(end, at + 14)):
        low = words[later].low
        if low in ("and", "but", ";", "that", "which", "who"):
            return False
        if words[later].tag in FINITE and words[later - 1].low not in ARTICLES:
            return words[later].tag not in (PAST, PLAIN) or words[later - 1].low != ","
    return False


def clause_end(words: list[Word], verb: int) -> int:
    """Return the index of the first word behind the clause."""
    depth = 0
    for at in range(verb + 1, len(words)):
        low = words[at].low
        depth += (low == "(") - (low == ")")
        if depth > 0:
            continue
        if low in (";", "—", "–") or (low == ":" and _clause_begins(words, at + 1)):
            return at
        if low in (",", *JOINS) and (
            _within_wish(words, verb, at) or _within_relative(words, verb, at)
        ):
            continue
        if low == "," and _comma_ends(words, verb, at):
            return at
        if low in PREPOSITIONS and at + 1 < len(words) and words[at + 1].low in ("which", "whom"):
            return at
        if low in JOINS and _join_ends(words, verb, at):
            return at
    return len(words)


def _within_wish(words: list[Word], verb: int, at: int) -> bool:
    """Whether what is wished has no verb yet: "hoped that A, B and C would ..."."""
    if words[verb].tag not in (HOPE, PLAN):
        return False
    that = next((n for n in range(verb + 1, min(at, verb + 6)) if words[n].low == "that"), None)
    return that is not None and not any(word.tag in FINITE for word in words[that + 1 : at])


def _within_relative(words: list[Word], verb: int, at: int) -> bool:
    """Whether "which" has no verb yet: "a task which A and B have set"."""
    which = next((n for n in range(at - 1, max(verb, at - 9), -1) if words[n].low == "which"), None)
    return which is not None and not any(word.tag in FINITE for word in words[which + 1 : at])


def _comma_ends(words: list[Word], verb: int, at: int) -> bool:
    """Whether a new clause begins behind a comma."""
    after = words[at + 1 : at + 3]
    if len(after) < 2:
        return False
    if after[0].low in PREPOSITIONS and after[1].low in ("which", "whom"):
        return True
    if after[0].tag in (BE, HAVE, WILL):
        return True
    if after[0].low in ("where", "who", "which", "whose", "that", "as"):
        return after[0].low == "where"
    if after[0].low in JOINS:
        return False
    if after[0].tag == PAST and words[verb].tag == PAST:
        return after[1].low not in PREPOSITIONS
    return _clause_begins(words, at + 1, with_and=False)


def _join_ends(words: list[Word], verb: int, at: int) -> bool:
    """Whether "and" joins a clause, not another thing of the same clause."""
    if at + 1 >= len(words):
        return False
    if words[at].low in ("so", "yet", "while"):
        return words[at - 1].low == "," or words[at].low == "while"
    after = at + 1
    if words[after].low == "so" and words[min(after + 1, len(words) - 1)].low == "far":
        after += 2
    begins = after
    while after < len(words) - 1 and is_adverb(words[after].low):
        after += 1
    if after >= len(words):
        return False
    word = words[after]
    if word.low == "that":
        return _clause_begins(words, after + 1)
    if _turns(words, after) and words[verb].tag in (PAST, PLAIN):
        return True
    if word.tag in FINITE and (word.tag != PLAIN or word.low in ("expressed", "voiced")):
        passive = words[verb].tag == "be" and word.tag == PAST
        return not passive and not (word.tag == PAST and words[at - 1].tag == PAST)
    return _clause_begins(words, begins)


def _turns(words: list[Word], at: int) -> bool:
    """Whether a past form that is no known verb goes on with a clause: "and turned to the ..."."""
    following = words[at + 1].low if at + 1 < len(words) else ""
    regular = words[at].low.endswith("ed") and not words[at].tag
    return regular and (following in ARTICLES or following in ("to", "on", "that"))


def _clause_begins(words: list[Word], at: int, *, with_and: bool = True) -> bool:
    """Whether a subject and its verb begin here."""
    if at >= len(words) or words[at].low in RELATIVE - {"they", "he", "she"}:
        return False
    first = words[at]
    if (
        first.low.endswith("ing")
        and first.tag != NAME
        and words[min(at + 1, len(words) - 1)].low not in ("and",)
    ):
        return False
    if first.low in PREPOSITIONS and first.low not in ("about", "over"):
        return False
    for place in range(at, min(len(words), at + LONGEST_SUBJECT)):
        word = words[place]
        if word.low in (",", ";", ":") or (word.low in JOINS and not with_and):
            return False
        if word.low in ("that", "which", "who", "what", "so", "where"):
            return False
        if word.tag in FINITE and place > at and carries(words, at, place, len(words)):
            # "sent teachers and nurses to A and invested ...": the verb goes on with the first.
            return not (word.tag == PAST and words[place - 1].low in JOINS)
    return False
