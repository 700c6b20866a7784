"""The words by which an announcement tells a visit, a signing or a meeting, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Telling:
    """The words of one language by which a sentence tells an event of a kind."""

    visit: re.Pattern[str]
    signing: re.Pattern[str]
    meeting: re.Pattern[str]
    # Who came, when the telling goes on.
    people: re.Pattern[str]
    # What was long before: the pairing's history, not the event.
    history: re.Pattern[str]
    # What a text of this kind speaks of: strong words count twice.
    strong: re.Pattern[str]
    weak: re.Pattern[str]


def _any(*words: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(words), flags)


def _whole(*words: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", flags)


_GROUP = r"(?:delegation|delegates|group|team|mission|party|officials|visitors|guests|envoys)"
_TRIP = r"(?:visit|tour|trip)"
_DOCUMENT = (
    r"(?i:agreements?|memorand(?:um|a)|MoUs?|pacts?|protocols?|contracts?|letters? of intent|"
    r"minutes|declaration|documents?|accords?|deals?|statements?|lists?|plans?|charters?|"
    r"treat(?:y|ies)|twinning)"
)

ENGLISH = Telling(
    visit=_any(
        r"\b(?:re)?visited\b",
        r"\b(?:has|have|had) been to(?= [A-Z])",
        rf"\b(?:received|welcomed|hosted|greeted)\b[^.;]{{0,80}}?\b{_GROUP}\b[^.;]{{0,30}}?\bfrom\b",
        r"\b(?:was|were) in(?= [A-Z]\w+ (?:on|from|between)\b)",
        rf"\bpaid an?(?: \w+){{0,3}} {_TRIP} to",
        r"\bvisits?(?= [A-Z])",
        rf"\b(?:on|for) an?(?: [\w-]+){{0,3}} {_TRIP} (?:to|of|in)",
        rf"\b(?:made|concluded|wrapped up|began|ended) (?:an?|its|his|their)"
        rf"(?: [\w-]+){{0,3}} {_TRIP} (?:to|of|in)",
        rf"\b(?:his|her|their|its)(?: [\w-]+){{0,2}} {_TRIP} to(?= [A-Z])",
        r"\b(?:toured|inspected)\b",
        rf"\b{_GROUP}\b[^.;]{{0,260}}?\b(?:was|were|is|are|be|stayed) (?:in|at)(?= [A-Z])",
        rf"\b{_GROUP}\b[^.;]{{0,260}}?\b(?:(?:came|travel+ed|went|flew) to|arrived (?:in|at))",
        rf"\b(?:led|leads|leading|brought|headed|took) (?:an?|the|his|her|their)\b[^.;]{{0,120}}?"
        rf"\b{_GROUP}\b(?: of [^.;]{{0,60}}?)? (?:on a visit )?(?:to|in)\b",
    ),
    signing=_any(
        r"\b(?:(?:co-?)?sign(?:ed|s)|signing of|inked|initialled|concluded|entered into|exchanged"
        rf"|put (?:their|his|her) (?:names?|signatures?) to)\b(?=[^.]{{0,200}}?\b{_DOCUMENT}\b)",
        rf"\b{_DOCUMENT}\b\W{{0,3}}(?:inked|signed|sealed)\b",
        rf"\b{_DOCUMENT}\b[^.]{{0,120}}?"
        r"\b(?:was|were|has been|have been|being) (?:also )?(?:signed|inked|concluded)\b",
    ),
    meeting=_whole(
        r"(?:received|receives|welcomed)(?= by [A-Z]| [A-Z][a-z]+ [A-Z][a-z]+| (?:[\w'-]+ ){0,6}?"
        r"(?:delegations?|group|guests|visitors|team|party|counterparts?)\b)",
        r"(?:was|were) present|sent representatives|heard",
        r"handed over|hand-?over|signed (?:it|them)",
        r"met(?: with)?|meets?|meetings?|talks|conferred|sat down with|gathered",
        r"held (?!that|by|up|back|on to|an? (?:[\w-]+ ){0,2}(?:campaign|share|stake|view))",
        r"(?:play(?:s|ed)|was) host|hosted|convened|took place|(?:was|were) held|opened (?:in|at)|"
        r"kicked off",
        r"chaired|presided|attended|was in the chair|took part in|delivered (?:an? |the )?speech",
        r"conference|teleconference|symposium|forum|ceremony|launched|inaugurated",
        r"was (?:presented|released|unveiled)|presented (?:in|at)",
    ),
    people=_whole("(?:[Tt]he )(?:guests|visitors|delegation|delegates|hosts|group|two sides)"),
    history=_whole(
        r"[Ss]ince|last year|so far|over the (?:past|years)|in recent years|to date",
        r"signed in \d{4}|had (?:been )?signed",
    ),
    strong=_whole(
        r"co-?operat\w+|collaborat\w+|partner(?:ship|s|ed)?|pair(?:ing|ings|ed)|twin(?:ning|ned)?",
        r"sister (?:city|cities|province|state)s?|friendship|bilateral|delegations?",
        r"poverty (?:alleviation|reduction)|poor (?:areas|counties|regions|households)",
        r"(?:paired|counterpart) (?:support|assistance)|memorand(?:um|a)|mous?|east-west",
        r"east (?:and|to) (?:the )?west",
        flags=re.IGNORECASE,
    ),
    weak=_whole(
        r"agreements?|assist(?:ance|ed)?|support(?:ed)?|donat\w+|exchang\w+|projects?|visit(?:ed)?",
        r"enterprises|trainees|training|officials|governor|mayor|secretary|ministers?|yuan|signed",
        r"talks|aid|help(?:ed)?|funds?|invest\w+|gave|sent|joint",
        flags=re.IGNORECASE,
    ),
)

_HAN_GROUP = "(?:代表团|考察团|访问团|工作组|调研组|慰问团|一行|一行人|带队)"
_HAN_COME = "(?:到|赴|来到|前往|抵达|访问|走访|考察|来)"
_SHORT = "[^，,。;；]{0,24}?"

CHINESE = Telling(
    visit=_any(
        f"(?:率|带|领){_SHORT}(?:团|队|组|员|一行)?[^，,。;；]{{0,12}}?{_HAN_COME}",
        f"{_HAN_GROUP}{_SHORT}{_HAN_COME}",
        f"[日号](?:至[^，,。;；]{{1,8}}[日号])?[，,]?(?:[上下]午)?{_SHORT}(?:来到|前往|抵达|赴)",
        "(?:走访|访问|考察|到访|莅临|走进|深入|前来|奔赴)了?(?=[^，,。;；]{2,})",
        "(?:到|赴|来|在)[^，,。;；]{2,20}?(?:考察|调研|对接|访问|学习|走访|慰问|拜访|回访|交流访问)",
    ),
    signing=_any("签[署订下约了定]|签(?=《)|共签|续签|互签|草签|换文"),
    meeting=_any(
        "会见|会谈|座谈|见面|会晤|举行|召开|举办|出席|主持|参加|致辞|接待|开会",
        "联席会议|对接会|推进会|洽谈|交流会|大会|仪式|(?:对接|交流|洽谈|招聘|签约|捐赠)活动",
        "开工|启动|揭牌|开幕|欢送|启程",
    ),
    people=_any(
        "代表团|考察团|一行|客人|座谈中|考察期间|考察中|双方(?:表示|围绕|就)|两地(?:就|围绕)"
    ),
    history=_any(r"去年|前年|以来|历年|累计|近年|多年来|此前|\d{4}年"),
    strong=_any(
        "协作|帮扶|支援|合作|结对|对口|扶贫|代表团|友好城市|友城|姐妹|协议|备忘录|联席会|共建|东西部",
        "捐赠|捐资",
    ),
    weak=_any(
        "座谈|交流|考察|调研|会见|签|援|捐|挂职|就业|劳务|产业|项目|资金|书记|市长|县长|省长|州长|主席",
        "干部|培训|招商|投资|岗位|务工|招聘|返岗|劳动力|工人",
    ),
)
