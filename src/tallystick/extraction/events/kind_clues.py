"""What the beginning of a text says of the kind of its event: the clues that are weighed.

They are what the rules say, which words of a visit, a signing or a meeting its first sentences
have, whether a day and people are named there, how many numbers stand there, and the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events.kind_rules import (
    NUMBERS,
    bare,
    has_day,
    of_a_year,
    without_met,
    words_of,
)
from tallystick.extraction.events.telling import opening
from tallystick.extraction.page import Page

# So many sentences from the opening one on are looked at, in Chinese for more words.
_NEAR, _NEAR_HAN = 4, 6
# Sentences, people and numbers behind so many are not told apart.
_LATER, _PEOPLE, _NAMED, _TOLD, _COUNTED = 2, 5, 3, 4, 5
_TOKEN = re.compile(r"[A-Za-z’']+|\d+|[^\sA-Za-z\d]")
# What is done, and by whom, in Chinese; of one that begins another the longer stands first.
_HAN_WORDS = re.compile(
    "会见|接见|会谈|座谈|会面|会晤|晤谈|见面|拜会|拜访|举行|召开|举办|开幕|出席|主持|参加|接待|欢迎|迎来|"
    "率|带队|带领|一行|代表团|考察团|访问团|调研组|来到|前往|抵达|莅临|赴|来访|到访|走访|访问|考察|调研|"
    "对接|慰问|参观|视察|看望|期间|签署|签订|签约|签|缔结|结为|结成|协议|备忘录|揭牌|启动|开工|仪式|"
    "发布会|获悉|记者|了解到|累计|截至|以来|今年|去年|近日|日前|上午|下午|[\u4e00-\u9fff]{0,2}联席会|"
    "推介会|招聘会|会议|论坛|交付|捐赠|启程|出发|印发|出台|将|到|来|在|受到|陪同|交流|合作|"
    "帮扶|投入|实施|销售|选派|派出|通报|指出|强调|表示|说"
)


def clues_of(
    page: Page, people: tuple[PersonFound, ...], told: tuple[Span, ...], by_rules: str
) -> list[str]:
    """Return the clues; `told` are the sentences that tell an event, `by_rules` the rules' kind."""
    first = page.sentences.index(opening(page))
    near = page.sentences[first : first + _NEAR]
    clues = ["always", f"rule {by_rules}"]
    clues += _patterns(page, near, by_rules)
    clues += _counted(page, people, told, near[0])
    said = _han_words(page, first) if page.chinese else _words(near)
    # In a set, so that a word said twice weighs once; sorted, so that sums are the same always.
    return [*clues, *sorted({*said})]


def _patterns(page: Page, near: tuple[Span, ...], by_rules: str) -> Iterator[str]:
    """Yield which words of the rules the first sentences have."""
    words = words_of(page)
    for number, sentence in enumerate(near):
        has = (
            ("visit", words.visit.search(sentence.text)),
            ("guests", words.guests.search(without_met(bare(sentence)))),
            ("signing", words.signing.search(sentence.text)),
            ("meeting", words.meeting.search(sentence.text)),
            ("history", words.history.search(sentence.text)),
        )
        had = [name for name, hit in has if hit]
        yield from (f"{name} {min(number, _LATER)}" for name in had)
        if not number:
            together = " ".join(had)
            yield f"opens {together}"
            yield f"opens {together} rule {by_rules}"


def _counted(
    page: Page, people: tuple[PersonFound, ...], told: tuple[Span, ...], first: Span
) -> Iterator[str]:
    """Yield how many people, numbers and sentences there are, and whether a day is told."""
    named = sum(first.start <= person.start < first.end for person in people)
    yield from (
        f"people {min(len(people), _PEOPLE)}",
        f"named {min(named, _NAMED)}",
        f"day {has_day(page, first)}",
        f"year {of_a_year(page)}",
        f"told {min(len(told), _TOLD)}",
        f"opening told {first in told}",
        f"numbers {min(len(NUMBERS.findall(first.text)), _COUNTED)}",
        f"all numbers {min(len(NUMBERS.findall(page.plain)) // 3, _COUNTED + 1)}",
        f"long {min(len(page.sentences) // 3, _COUNTED)}",
    )


def _words(near: tuple[Span, ...]) -> Iterator[str]:
    """Yield the words of two English sentences, and those beside one another in the first."""
    for number, sentence in enumerate(near[:2]):
        printed = _TOKEN.findall(sentence.text)
        # Names are one word; that the first has a capital says nothing.
        small = [
            word if word.islower() or not word[0].isalpha() else "Name" if at else word.lower()
            for at, word in enumerate(printed)
        ]
        yield from (f"{number} {word}" for word in small)
        if not number:
            yield from map("then {} {}".format, small, small[1:])


def _han_words(page: Page, first: int) -> Iterator[str]:
    """Yield what is done in the first Chinese sentences, and in the lines above them."""
    for sentence in page.sentences[:first]:
        yield from map("above {}".format, _HAN_WORDS.findall(sentence.text))
    for number, sentence in enumerate(page.sentences[first : first + _NEAR_HAN]):
        yield from map(f"{min(number, _LATER)} {{}}".format, _HAN_WORDS.findall(sentence.text))
