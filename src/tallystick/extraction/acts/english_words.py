"""English words by what they do in a clause: which begin it, carry its verb, join or frame it."""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from tallystick.extraction.acts.kinds import MONEY, VERBS, gerund, past_forms, present, word_set
from tallystick.kernel.letters import small_letters

_TOKEN = re.compile(
    r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9'’-]{0,60}|\d[\d,.]{0,30}\d|\d|[,;:()]|[“”\"]|—|–|\s-{1,2}\s"
)


class Word(NamedTuple):
    """A word or mark of a sentence, in small letters; the place counts from the text's start."""

    low: str
    start: int
    end: int
    tag: str


# The verb of a clause, by what it makes of it. Past forms of acts are added below.
WILL, SHOULD, CAN, BE, HAVE, DO = "will", "should", "can", "be", "have", "do"
SAY, HOPE, PLAN, PAST, PLAIN = "say", "hope", "plan", "past", "plain"
# A name that ends as "signing" does: Beijing, Liaoning.
NAME = "name"
_PLACES = word_set(
    "beijing nanjing chongqing liaoning xining nanning jining anqing daqing zhaoqing"
)
FINITE = frozenset({WILL, SHOULD, CAN, BE, HAVE, DO, SAY, HOPE, PLAN, PAST, PLAIN})

_TAGS: dict[str, str] = {
    WILL: "will would shall won't wouldn't",
    SHOULD: "should must ought",
    CAN: "can could may might cannot",
    BE: "is are was were",
    HAVE: "has have had",
    DO: "does do did",
    SAY: """said says stated states noted notes added announced announces pointed stressed stresses
        emphasised emphasized underlined underscored explained remarked told reported revealed
        confirmed affirmed reaffirmed reiterated declared observed believed believes highlighted
        acknowledged mentioned maintained argued recalled assured learned indicated indicates""",
    HOPE: """hoped hopes hope wished wishes invited invites asked asks urged urges called calls
        proposed proposes suggested suggests recommended recommends expected expects encouraged
        encourages requested requests demanded demands wants wanted requires required appealed
        appeals advised advises advocated advocates ordered orders instructed instructs welcomes
        sought seeks looks wish""",
    PLAN: """agreed agrees decided decides plans planned pledged pledges promised promises vowed
        vows committed commits intends intended resolved resolves undertook undertakes aims aimed
        prepares prepared undertaken plan intend pledge promise agree aim vow want mean means
        propose""",
    PLAIN: """thanked thanks spoke speaks chaired chairs presided presides met led leads attended
        attends went goes took takes made makes visited visits described describes introduced gave
        grew grows rose rises fell covers stands lies remains became becomes began praised praises
        congratulated accompanied travelled traveled hosted welcomed received greeted witnessed
        came comes sees saw counts refers refer runs produced earned serve serves employ employs
        gain gains benefit benefits needs need sold ran kept shows dates includes include provides
        sets named spoke applauded briefed exchanged discussed joined inspected toured watched heard
        arrived continues continue enjoys enjoy generated lifted represented delivered signed turn
        allows counted counts hold holds expressed expresses voiced voices conveyed
        exceeds exceeded topped tops surpassed surpasses passed gone
        offers gives sends donates builds promotes pays directs allocates invests organises
        organizes implements dispatches
        allow follows sit stems falls works worked helped starts""",
}


def _tags() -> dict[str, str]:
    tags = {word: tag for tag, words in reversed(_TAGS.items()) for word in words.split()}
    acts = chain.from_iterable(past_forms(verb) for verb in VERBS)
    return {**tags, **{form: PAST for form in acts if tags.get(form, PLAIN) == PLAIN}}


TAGS = _tags()
# A past form of an act, and the verbs it may be of ("set" of "set up" and of "set aside").
ACTS_BY_FORM: dict[str, list[str]] = {}
for _verb in sorted(VERBS, key=lambda verb: -verb.count(" ")):
    for _form in (*past_forms(_verb), present(_verb)):
        ACTS_BY_FORM.setdefault(_form, []).append(_verb)

# "is building", "has been sending": the act goes on.
ACTS_BY_GERUND: dict[str, str] = {gerund(verb): verb for verb in reversed(VERBS)}

# Past forms that are no participles: they always carry their clause.
ONLY_PAST = word_set("""
    went gave took spoke came saw grew rose fell drew began ran broke was were did chose
    became wrote showed""")
# Nouns in the plural that may be verbs, and words that make them nouns.
MAYBE_NOUNS = word_set("plans aims hopes wishes promises visits needs dates works shows")
# What several do now; elsewhere the same word is a noun, or stands behind another verb.
PLURAL_VERBS = word_set("plan intend pledge promise agree aim vow want mean means propose wish")
NOUN_SIGNS = word_set("more new joint mutual other many two three several further future")
RELATIVE = word_set("that which who whom whose they he she what")
JOINS = word_set("and but while whereas so yet")
PREPOSITIONS = word_set("""
    in on at since after by for during under according with as from to through before within
    over of into among between about until towards toward upon following amid via regarding
    against alongside besides despite including like without throughout""")
# What stands before a number, and what is said of a joint decision.
COUNTING = word_set("more about over nearly some another almost around up at a")
AGREED = word_set("agreed decided resolved settled arranged determined")
ARTICLES = word_set("the a an all its their his her this these those such some any our")
ADVERBS = word_set("""
    also already now jointly further again still together both soon then later first always
    never not even just thus hereby gradually actively continuously fully vigorously recently
    initially successively officially formally well only each in-turn further so far""")

# A subject longer than this is none: the verb then belongs elsewhere.
LONGEST_SUBJECT = 14
LEAD_ENDS = word_set(
    """meeting forum conference symposium ceremony event talks visit day time year years month
    week morning afternoon evening today yesterday period monday tuesday wednesday thursday
    friday saturday sunday discussions seminar occasion session addition far future turn
    particular january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept sep oct nov dec date then stage end half quarter
    same decade decades"""
)
LEADS = PREPOSITIONS | word_set("""
    meanwhile today yesterday second secondly third thirdly first firstly finally moreover
    furthermore additionally also so however next thereafter afterwards earlier recently then
    later currently apart thanks due this that last to-date specifically""")


def is_adverb(low: str) -> bool:
    """Whether a word may stand between the parts of a verb."""
    return low in ADVERBS or (low.endswith("ly") and low not in ("july", "supply", "family"))


_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her"))


def words_of(text: str, start: int) -> list[Word]:
    """Return the words and marks of a sentence that begins at `start` of the text."""
    found: list[Word] = []
    small = small_letters(text).replace("’", "'")
    # A word is made at half the cost of its own call.
    make, tags = tuple.__new__, TAGS
    for hit in _TOKEN.finditer(small):
        low, (first, end) = hit[0], hit.span()
        tag = tags.get(low, "")
        if low[0] <= "9":
            low = low.strip()
            if low[0].isdigit() and first and text[first - 1] in "$€£¥":
                tag = MONEY
        elif low == "may" and text[first] == "M" and found:
            tag = ""
        elif not tag and low[-3:] == "ing" and text[first].isupper() and (found or low in _PLACES):
            tag = NAME
        elif low in _DETERMINERS and found and found[-1].low[-2:] == "ed" and not found[-1].tag:
            # "celebrated the", "renovated a": a verb, whichever it is.
            found[-1] = found[-1]._replace(tag=PLAIN)
        found.append(make(Word, (low, start + first, start + end, tag)))
    return found
