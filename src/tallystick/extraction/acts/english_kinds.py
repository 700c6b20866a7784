"""The kind of an act or undertaking in an English clause, by its verb and what that acts on."""

from __future__ import annotations

from tallystick.extraction.acts import kinds as acts
from tallystick.extraction.acts.english_clauses import Clause
from tallystick.extraction.acts.english_words import ACTS_BY_FORM, CAN, HOPE, SHOULD, WILL, Word
from tallystick.extraction.acts.kinds import word_set

FIRMS = word_set(
    """firms firm companies company enterprises enterprise entrepreneurs entrepreneur businesses
    business investors investor merchants sales output revenue exports imports trade turnover
    tourists plant operator"""
)
_THINGS = acts.by_word(acts.THINGS)
_AIMS = acts.by_word(acts.AIMS)
_MODAL = frozenset((WILL, SHOULD, CAN))
_TIES = word_set("cooperation co-operation collaboration relations ties friendship")
_BRIDGES = word_set(
    """relationship relationships trust bridges consensus capacity partnership partnerships
    mechanism links network contacts"""
)
_CONVENED = word_set("assembly meeting conference session summit round forum visit")
_RISING = word_set("increase rise grow gradually continue be steadily")
_AIM_ENDS = word_set(", ; in so through cooperation collaboration results ties relations reports")
# "Brought in 3 million yuan of investment", "raised incomes by 500 yuan": nobody gave it.
_MAY_EARN = word_set("brought raised added reached")
_SUMS = word_set(
    "exceeds exceeded topped tops surpassed passed comes came amounts amounted totals totalled "
    "totaled stands stood reached reaches"
)
_EARNED = word_set("investment investments income incomes wages output revenue sales tourists")
_RECEIVING = frozenset(("receive", "get", "obtain"))
_GOING = word_set(
    "gone went come came worked served arrived taught working serving travelled traveled"
)
# Money that goes somewhere is given, whoever is not named as giving it.
_FLOWED = word_set("went gone flowed poured reached come came had got")
_ATTENDED = word_set("attended joined completed took taken")
_MEETINGS = word_set("meetings conferences sessions consultations talks rounds")
_NUMBERS = word_set("two three four five six seven eight nine ten several dozens many")
_MANY = word_set(
    "many several hundreds dozens thousands scores batch batches team teams group groups"
)
# Verbs whose subject is what is acted on when nothing stands behind them ("the plant opened").
_HAPPENING = frozenset(("open", "start", "begin", "launch", "complete"))
# Where what is acted on ends, and where it goes or what it is for begins.
_ELSEWHERE = word_set("in on at for to with from about into by that which through")


def low_at(clause: Clause, at: int) -> str:
    return clause.words[at].low if at < clause.end else ""


def kind_done(clause: Clause, at: int, *, passive: bool) -> str | None:
    """Return the kind of an act that was done; None when it is none."""
    low, lows = low_at(clause, at), lows_of(clause, at)
    idiom = _idiom(clause, at, lows) or _idiom_of_voice(clause, at, lows, passive=passive)
    if idiom is not None:
        return idiom or None
    subject = things_in(clause.words[slice(*(clause.subject or (0, 0)))])
    if low in _SUMS and _EARNED & set(lows_of(clause, clause.first, clause.verb)):
        return None
    if low in _MAY_EARN and _EARNED & set(lows[:14]):
        return None
    if low in ("counted", "held", "given", "completed") and subject[-1:] == [acts.COURSE]:
        return acts.TRAIN
    for verb in ACTS_BY_FORM.get(low, ()):
        rest = verb.split(" ")[1:]
        if rest and rest[0] not in lows[:9]:
            continue
        kinds = acts.VERBS[verb]
        if isinstance(kinds, str):
            return kinds
        if verb in ("teach", "show"):
            return acts.TRAIN if "how" in lows else None
        things = things_in(clause.words[at + 1 : min(clause.end, at + 16)])
        return _by_thing(kinds, verb, subject, things, passive=passive)
    return None


def _idiom(clause: Clause, at: int, lows: list[str]) -> str | None:
    """Return the kind of an act by its verb and the words that make it another: "put their names
    to" is signing. None where the verb stands for itself."""
    low, following = lows[0] if lows else "", lows[1:3]
    if low in ("worked", "cooperated") and "together" in lows:
        return acts.OTHER
    if low == "visited" and ("times" in lows or {"last", "ago", "earlier"} & set(lows)):
        return acts.VISIT
    if low in ("held", "convened") and _MEETINGS & set(lows[1:7]) and _counted(lows[1:4]):
        return acts.VISIT
    if low in _GOING and _goes_there(clause, at):
        return acts.SEND
    if low in _FLOWED and _sum_flows(clause, at):
        return acts.FUND
    if low == "contracted" and following[:1] == ["to"]:
        return acts.SIGN
    if low == "put" and following in (["their", "names"], ["their", "signatures"]):
        return acts.SIGN
    if low == "witnessed" and "signing" in following:
        return acts.SIGN
    if low == "came" and following == ["to", "terms"]:
        return acts.SIGN
    if low == "taken" and following[:1] == ["part"]:
        return acts.VISIT
    if low == "went" and "also" in lows_of(clause, clause.first):
        return acts.VISIT
    attended = low in _ATTENDED and _counted(lows_of(clause, clause.first, clause.verb)[:4])
    if attended and acts.COURSE in things_in(clause.words[at + 1 : at + 10]):
        return acts.TRAIN
    return None


def _idiom_of_voice(clause: Clause, at: int, lows: list[str], *, passive: bool) -> str | None:
    """Return the kind of an act whose verb and its company mean another in the passive; "" for
    what is none."""
    low, following = lows[0] if lows else "", lows[1:3]
    if low in ("paid", "pays") and following[:1] == ["for"] and (not passive or "by" in lows):
        return acts.FUND
    if low == "helped" and ("with" in lows[1:6] if not passive else following[:1] == ["to"]):
        return acts.OTHER
    if low in ("took", "taken") and following[:1] == ["in"]:
        return acts.TRAIN if acts.STAFF in things_in(clause.words[at + 2 : clause.end]) else ""
    if low == "opened" and following in (["its", "doors"], ["their", "doors"]):
        return ""
    return None


def _sum_flows(clause: Clause, at: int) -> bool:
    """Whether money goes to somebody: "4 billion yuan went into the park", "has had ... from"."""
    words, following = clause.words, low_at(clause, at + 1)
    if words[at].low in ("had", "got"):
        near = words[at + 1 : at + 9]
        return "from" in lows_of(clause, at) and any(word.tag == acts.MONEY for word in near)
    subject = things_in(words[clause.first : clause.verb])
    shares = {"percent", "%", "of"} & set(lows_of(clause, clause.first, clause.first + 3))
    earned = shares or _EARNED & set(lows_of(clause, clause.first, clause.verb))
    goes = following in ("into", "to", "towards") or (words[at].low == "reached" and following)
    return (
        bool(goes)
        and acts.MONEY in subject
        and acts.MONEY not in things_in(words[at + 1 : at + 6])
        and not earned
    )


def _counted(lows: list[str]) -> bool:
    return any(low[:1].isdigit() or low in _NUMBERS for low in lows)


def _goes_there(clause: Clause, at: int) -> bool:
    """Whether people counted go or work where they are sent: "837 officials have gone to ..."."""
    subject = clause.words[slice(*(clause.subject or (0, 0)))]
    counted = any(word.low[:1].isdigit() or word.low in _MANY for word in subject)
    to = low_at(clause, at + 1) in ("to", "in", "there", "from", "under", "at", "for", "that")
    return (
        counted and to and acts.STAFF in things_in(subject) and acts.TRIP not in things_in(subject)
    )


def kind_of_thing(verb: str, things: list[str]) -> str | None:
    """Return the kind of an act told by an -ing form; None when it acts on nothing known."""
    kinds = acts.VERBS.get(verb)
    if isinstance(kinds, str):
        return kinds if things else None
    return next((kinds[thing] for thing in things if thing in kinds), None) if kinds else None


def _by_thing(
    kinds: dict[str, str], verb: str, subject: list[str], things: list[str], *, passive: bool
) -> str | None:
    """Return the kind a thing makes of a verb: what it acts on, in the passive its subject."""
    if verb in _RECEIVING and ("share" in things or passive):
        return None
    if verb == "reach" and acts.PAPER in (subject if passive else things):
        return acts.SIGN
    if verb == "help" and acts.JOB in things:
        return acts.PLACE
    if verb in ("add up", "amount", "total", "reach", "stand", "come", "exceed", "surpass", "top"):
        gives = acts.HELP in subject or acts.MONEY in subject
        return acts.FUND if acts.MONEY in things and gives else None
    if passive and acts.JOB in things and acts.JOB in kinds:
        return kinds[acts.JOB]
    acted_on = subject if passive or (verb in _HAPPENING and not things) else things
    if acts.MONEY in acted_on and acts.MONEY in kinds:
        return kinds[acts.MONEY]
    return next((kinds[thing] for thing in acted_on if thing in kinds), None)


def lows_of(clause: Clause, first: int, end: int | None = None) -> list[str]:
    return [word.low for word in clause.words[first : min(end or clause.end, clause.end)]]


def things_in(words: list[Word]) -> list[str]:
    """Return what is acted on, in order; a sum of money also behind "to" and "for"."""
    found = []
    near = True
    for word in words:
        if word.low in _ELSEWHERE:
            near = False
        thing = "share" if word.low in ("share", "part", "portion") else _THINGS.get(word.low)
        thing = acts.MONEY if word.tag == acts.MONEY else thing
        if thing and (near or thing == acts.MONEY):
            found.append(thing)
    return found


def aim_of(clause: Clause, first: int) -> str:
    """Return the kind of an undertaking, by its verb and what that acts on."""
    words, end = clause.words, clause.end
    subject = words[clause.first : clause.verb]
    if words[clause.verb].tag == HOPE:
        # What is hoped for may have a verb of its own: "hoped that A would build ...".
        inner = next(
            (n for n in range(first, min(end, first + 24)) if words[n].tag in _MODAL), None
        )
        if inner is not None:
            subject, first = words[first:inner], inner + 1
    lows = {word.low for word in subject}
    if lows & _TIES or lows & FIRMS:
        return acts.OTHER
    while first < end - 1 and words[first].low in ("to", "that", "be"):
        first += 1
    verb = words[first].low if first < end else ""
    kind = _by_verb(words[first : min(end, first + 14)], things_in(subject))
    if kind:
        return kind
    if verb in ("take", "be", "convene", "meet") and lows & _CONVENED:
        return acts.VISIT
    if verb in _RISING and acts.MONEY in things_in(subject):
        return acts.FUND
    return aim_in(words[first:end])


def aim_of_each(words: list[Word]) -> str:
    """Return the kind of one of several things undertaken, which begins with its verb."""
    return _by_verb(words[:14], []) or aim_in(words)


def _by_verb(words: list[Word], subject: list[str]) -> str | None:
    verb = words[0].low if words else ""
    known = acts.VERBS.get(verb)
    if isinstance(known, dict) and verb not in ("meet", "come", "stand", "help"):
        return _by_thing(known, verb, subject, things_in(words[1:]), passive=False)
    return None


def aim_in(words: list[Word]) -> str:
    """Return the kind of an undertaking, by its first words."""
    for at, word in enumerate(words[:16]):
        following = words[at + 1].low if at + 1 < len(words) else ""
        if word.low in _AIM_ENDS and not (word.low == "in" and following.endswith("ing")):
            break
        if _AIMS.get(word.low) == acts.BUILD and _builds_ties(words[at + 1 : at + 5]):
            return acts.OTHER
        if word.low in _AIMS:
            return _AIMS[word.low]
    return acts.OTHER


def _builds_ties(words: list[Word]) -> bool:
    return any(word.low in _TIES or word.low in _BRIDGES for word in words)
