"""Of which kind an event is by what its words say: a visit, a signing, a meeting, or a bulletin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.extraction.cues import Cue
from tallystick.extraction.dates.printed import DAY_LENGTH, last_day
from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events import telling
from tallystick.extraction.events.when import news
from tallystick.extraction.page import Page, once_a_page

BULLETIN, VISIT, SIGNING, MEETING = "bulletin", "visit", "signing", "meeting"
# The visit is told at the beginning; what is told later is what the visitors did there.
_LEAD = 2
# Within so many sentences those who came are called guests.
_GUESTS = 9
# A sentence of so many numbers counts visits and meetings; it tells none.
NUMBERS = re.compile(r"\d(?<=\b\d)(?!(?<=1)9\d\d\b|(?<=2)0\d\d\b)[\d,.]*(?![\d年月日])")
MANY_NUMBERS = 5
_SAID = re.compile("[:：]|获悉|了解到")
# "2017年至2020年的方案": what is planned.
_SPAN = re.compile(r"(?:19|20)\d\d年?(?:至|到|[-—~])(?:19|20)\d\d年")
_HAN_YEAR = re.compile(r"((?:19|20)\d\d)年(?![度版])")
# So far to the front an event is told that has no day.
_FRONT = 4
_WEEK = 7
_QUOTED = re.compile("“[^“”]{1,40}”|《[^《》]{1,60}》")
# Who is only met with or received is no visitor for that.
_ONLY_MET = Cue(
    re.compile(
        r"\b(?:met(?: with)?|meeting with|received|greeted|talks with)\b[^.;]{0,200}?"
        r"\bdelegation\b|"
        "(?:会见|接见|会晤|接待)[^，。;；]{0,60}?(?:代表团|考察团|访问团)?(?:一行|(?<=团))"
        "|(?:代表团|考察团|访问团|一行)[^。;；]{0,40}?(?:受到|得到)[^。;；]{0,30}?(?:会见|接见)"
    ),
    ("delegation", "会见", "接见", "会晤", "接待"),
)
_COMES = re.compile(
    "(?:来到|前往|抵达|莅临|赶赴|奔赴|飞抵|飞往|走进|(?P<went>去了|到了|来了|进了)|跑到|赶到|参访|出访|(?<![以年起下带迎引到往])来|赴|抵|莅|前来)\\Z"
)
_LATELY = re.compile("日前|近日|[上下]午|当天|一行")
# Results of a year are told: In 2011 Shandong gave; 2023年，.
_OF_A_YEAR = re.compile(
    r"(?:In|During|Throughout|By the end of) (?:(?:19|20)\d\d)\b|"
    r"(?:(?:19|20)\d\d年(?:以来|[，,]|[一-龥]{2,12}省|全年|度)|截至|截止)"
)


def words_of(page: Page) -> telling.Telling:
    """Return the words of a page's language."""
    return telling.CHINESE if page.chinese else telling.ENGLISH


def kind_by_rules(
    page: Page, people: tuple[PersonFound, ...], told: tuple[Span, ...]
) -> tuple[str, Span]:
    """Return the kind, and the sentence that tells it; `told` are those that tell an event."""
    words = words_of(page)
    if not told or _reports(page) or not _acted(page, people, told):
        return BULLETIN, told[0] if told else page.sentences[0]
    for sentence in lead_of(page):
        if _comes(page, sentence) and not _long_before(page, sentence):
            return VISIT, sentence
    for sentence in page.sentences[:_GUESTS]:
        guests = words.guests.search(without_met(bare(sentence)))
        if guests and not _past(page, sentence):
            return VISIT, told[0]
    for sentence in page.sentences:
        if words.signing.search(sentence.text) and not _past(page, sentence):
            return SIGNING, sentence if words.meeting.search(sentence.text) else told[0]
    return MEETING, told[0]


def lead_of(page: Page) -> tuple[Span, ...]:
    """Return the sentences at the beginning, with the lines above them."""
    return page.sentences[: page.sentences.index(telling.opening(page)) + _LEAD]


def bare(sentence: Span) -> str:
    """Return the words of a sentence without quoted names: what these tell is no event."""
    return _QUOTED.sub("", sentence.text)


def without_met(text: str) -> str:
    """Return the words of a sentence without those that tell whom somebody met."""
    return _ONLY_MET.sub("", text)


def _comes(page: Page, sentence: Span) -> bool:
    """Whether a sentence tells that somebody came to a place."""
    if words_of(page).visit.search(bare(sentence)):
        return True
    return page.chinese and _came_lately(page, sentence)


def _came_lately(page: Page, sentence: Span) -> bool:
    """Whether a Chinese sentence has somebody come to a place it names, on a day or lately."""
    here = page.regions_in(sentence.start + 1, sentence.end)
    came = (
        _comes_to(page, sentence, found.start) and not telling.TO_WORK.match(page.plain, found.end)
        for found in here
    )
    return any(came) and (has_day(page, sentence) or _LATELY.search(sentence.text) is not None)


def _comes_to(page: Page, sentence: Span, start: int) -> bool:
    """Whether a word right before a place tells that somebody came there; goods do not."""
    word = _COMES.search(page.plain, max(sentence.start, start - 3), start)
    if word is None or not word["went"]:
        return word is not None
    return telling.somebody_before(sentence.text, word.start() - sentence.start)


def _long_before(page: Page, sentence: Span) -> bool:
    """Whether the first sentence has a day, and this one another, a week or more before it."""
    first, here = _first_day(page, telling.opening(page)), _first_day(page, sentence)
    if first is None or here is None:
        return False
    return (last_day(first) - last_day(here)).days >= _WEEK


def _first_day(page: Page, sentence: Span) -> str | None:
    days = sorted((*page.dates, *page.pointed), key=lambda day: day.start)
    inside = (day.iso for day in days if sentence.start <= day.start < sentence.end)
    return next((iso for iso in inside if len(iso) == DAY_LENGTH), None)


def _reports(page: Page) -> bool:
    """Whether the text opens with results of a year, or with what the press was told."""
    first = telling.opening(page)
    if words_of(page).notice.search(bare(first)):
        return True
    return of_a_year(page)


def of_a_year(page: Page) -> bool:
    """Whether the text opens with the results of a year."""
    first = telling.opening(page)
    return _OF_A_YEAR.match(first.text) is not None and not has_day(page, first)


def told_in(page: Page) -> Iterator[Span]:
    """Yield the sentences that tell an event."""
    words = words_of(page)
    for number, sentence in enumerate(page.sentences, -page.sentences.index(telling.opening(page))):
        if _counts_much(sentence.text):
            continue
        if _past(page, sentence) or (number >= _FRONT and not has_day(page, sentence)):
            continue
        # Meetings are told most, and looked for at the least cost.
        told = (words.meeting, words.visit, words.signing)
        if (
            any(pattern.search(sentence.text) for pattern in told)
            or (words.guests.search(sentence.text) and has_day(page, sentence))
            or (page.chinese and number < _FRONT and _came_lately(page, sentence))
        ):
            yield sentence


def _counts_much(text: str) -> bool:
    """Whether a sentence has many numbers before it says what was said."""
    if len(NUMBERS.findall(text)) < MANY_NUMBERS:
        return False
    return len(NUMBERS.findall(_SAID.split(text)[0])) >= MANY_NUMBERS


def _acted(page: Page, people: tuple[PersonFound, ...], told: tuple[Span, ...]) -> bool:
    """Whether somebody named took part, or more than one sentence tells what happened."""
    ahead = lead_of(page)
    taking_part = any(
        sentence.start <= person.start < sentence.end
        for person in people
        for sentence in (*told, *ahead)
    )
    words, tells = words_of(page), {sentence.start for sentence in told}
    more = [
        sentence
        for sentence in page.sentences
        if sentence.start in tells or words.people.search(sentence.text)
        if not _past(page, sentence)
    ]
    # What the text opens with, on a day, is no mere notice where somebody speaks of it later.
    spoken = bool(people) and telling.opening(page) in told and has_day(page, told[0])
    return (
        spoken or taking_part or len(more) > 1 or any(_surely(page, sentence) for sentence in ahead)
    )


def _surely(page: Page, sentence: Span) -> bool:
    """Whether a sentence tells a signing, or guests on a day, though it names nobody."""
    words = words_of(page)
    if _past(page, sentence):
        return False
    came = words.visit.search(sentence.text) or words.guests.search(sentence.text)
    return bool((came and has_day(page, sentence)) or words.signing.search(sentence.text))


@once_a_page
def _past(page: Page, sentence: Span) -> bool:
    """Whether a sentence tells of what was long before; a day of these weeks is none of that."""
    past = words_of(page).history.search(sentence.text) or _OF_A_YEAR.match(sentence.text)
    if not past and not _years_ago(page, sentence):
        return False
    return not has_day(page, sentence)


def _years_ago(page: Page, sentence: Span) -> bool:
    """Whether a Chinese sentence names a year before that of the text."""
    years = [int(year) for year in _HAN_YEAR.findall(_SPAN.sub("", sentence.text))]
    if not years:
        return False
    told = page.published or max((day.iso for day in page.dates), default="")
    return not told or min(years) < int(told[:4])


def has_day(page: Page, sentence: Span) -> bool:
    """Whether a sentence names or points to a day of these weeks."""
    days = _days_of_news(page)
    at = bisect_left(days, sentence.start)
    return at < len(days) and days[at] < sentence.end


@once_a_page
def _days_of_news(page: Page) -> tuple[int, ...]:
    """Return where a text names or points to a day of these weeks."""
    days = (day for day in (*page.dates, *page.pointed) if len(day.iso) == DAY_LENGTH)
    return tuple(sorted(day.start for day in days if news(day.iso, page.published)))
