"""The words by which an announcement tells a visit, a signing or a meeting, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Telling:
    """The words of one language. Each pattern finds a verb; groups end where a place may begin."""

    visit: re.Pattern[str]
    signing: re.Pattern[str]
    meeting: re.Pattern[str]
    # Somebody hosts: whose guests they are follows.
    received: re.Pattern[str]
    # What a text of this kind speaks of: strong words count twice.
    strong: re.Pattern[str]
    weak: re.Pattern[str]


ENGLISH = Telling(
    visit=re.compile(
        r"\b(?:(?:has |have |had )?(?:re)?visited\b|paid (?:a|an)(?: \w+){0,3} visit to|"
        r"visits?(?= [A-Z])|(?:on|for) (?:a|an)(?: [\w-]+){0,3} (?:visit|tour|trip) (?:to|of|in)|"
        r"toured|inspected|(?:made|concluded|wrapped up|began|ended) (?:a|an|its|his|their)"
        r"(?: [\w-]+){0,3} (?:visit|tour|trip) (?:to|of|in)|"
        r"(?:delegation|delegates|group|team|mission|party|officials|visitors|guests|envoys)\b"
        r"[^.;]{0,260}?\b(?:was|were|is|are|stayed) (?:in|at)(?= [A-Z])|"
        r"(?:delegation|group|team|mission|party|delegates|officials|visitors)\b[^.;]{0,260}?\b"
        r"(?:came|travel+ed|went|flew|journeyed) to|"
        r"(?:delegation|group|team|mission|party)\b[^.;]{0,260}?\barrived (?:in|at)|"
        r"(?:led|leads|leading|brought|headed|took) (?:a|an|the|his|her|their)\b[^.;]{0,120}?"
        r"\b(?:delegation|group|team|mission|party)\b(?: of [^.;]{0,60}?)? (?:on a visit )?(?:to|in)\b)"
    ),
    signing=re.compile(
        r"\b(?:(?:co-?)?sign(?:ed|s)|signing of|inked|initialled|put (?:their|his|her) (?:names|signatures?) to|"
        r"concluded|entered into|were signed|was signed|exchanged)\b(?=[^.]{0,200}?\b(?i:agreements?|"
        r"memorand(?:um|a)|MoUs?|pacts?|protocols?|contracts?|letters? of intent|minutes|declaration|"
        r"documents?|accords?|deals?|statements?|lists?|plans?|charters?|treat(?:y|ies)|twinning)\b)"
        r"|\b(?i:agreements?|memorand(?:um|a)|MoUs?|pacts?|protocols?|contracts?|accords?|documents?)\b"
        r"[^.]{0,120}?\b(?:was|were|has been|have been|being) (?:also )?(?:signed|inked|concluded)\b"
    ),
    meeting=re.compile(
        r"\b(?:met(?: with)?|meets?|hold(?:s|ing)? (?:talks|a meeting)|held (?!that|by|up|back|on to|an? (?:[\w-]+ ){0,2}(?:campaign|share|stake|view))|"
        r"hosted|convened|took place|was held|were held|gathered|sat down with|conferred|opened (?:in|at)|"
        r"kicked off|was launched|was inaugurated|chaired|presided|attended|was in the chair|took part in|"
        r"delivered (?:a|the)?\s?(?:speech|address)|meetings?|conference|teleconference|symposium|forum|talks|was (?:presented|released|unveiled)|presented (?:in|at)|launched|inaugurated|ceremony)\b"
    ),
    received=re.compile(r"\b(?:received|receives?|welcomed|hosted|greeted|met(?: with)?)\b"),
    strong=re.compile(
        r"\b(?:cooperation|co-operation|collaborat\w+|partner(?:ship|s|ed)?|pair(?:ing|ed|ings)|twin(?:ning|ned)?|"
        r"east (?:and|to) (?:the )?west|sister (?:city|cities|province|state)s?|poverty (?:alleviation|reduction)|paired assistance|"
        r"counterpart (?:support|assistance)|poor (?:areas|counties|regions|households)|delegations?|memorand(?:um|a)|east-west|friendship|bilateral)\b",
        re.IGNORECASE,
    ),
    weak=re.compile(
        r"\b(?:agreements?|assist(?:ance|ed)?|support(?:ed)?|donat\w+|exchang\w+|projects?|visit(?:ed)?|"
        r"enterprises|trainees|training|officials|governor|mayor|secretary|ministers?|yuan|signed|aid|"
        r"helped|help|funds?|invest\w+|gave|sent)\b",
        re.IGNORECASE,
    ),
)

CHINESE = Telling(
    visit=re.compile(
        "(?:率|带|领)[^，,。;；]{0,24}?(?:团|队|组|员|一行)?[^，,。;；]{0,12}?(?:到|赴|来到|前往|抵达|访问|走访|考察|来)"
        "|(?:代表团|考察团|访问团|工作组|调研组|慰问团|一行|带队|一行人)[^，,。;；]{0,24}?"
        "(?:到|赴|来到|前往|抵达|访问|走访|考察|来)"
        "|[日号](?:至[^，,。;；]{1,8}[日号])?[，,]?(?:[上下]午)?[^，,。;；]{0,24}?(?:来到|前往|抵达|赴)"
        "|(?:走访|访问|考察)了?(?=[^，,。;；]{2,})"
    ),
    signing=re.compile("(?:签署|签订|签下|签约|签了|签(?=《)|共签|续签|互签|草签|换文|签定)"),
    meeting=re.compile(
        "(?:会见|会谈|座谈|见面|会晤|举行|召开|举办|联席会议|对接会|推进会|洽谈|出席|主持|参加|致辞|"
        "开工|启动|揭牌|开幕|欢送|启程|交流会|接待|开会|(?:对接|交流|洽谈|招聘|签约|捐赠)活动|大会|仪式)"
    ),
    received=re.compile("(?:会见|接待|迎接|欢迎|陪同)"),
    strong=re.compile(
        "(?:协作|帮扶|支援|合作|结对|对口|扶贫|代表团|友好城市|友城|姐妹|协议|备忘录|联席会|共建|东西部|捐赠|捐资)"
    ),
    weak=re.compile(
        "(?:座谈|交流|考察|调研|会见|签|援|捐|挂职|就业|劳务|产业|项目|资金|书记|市长|县长|省长|州长|主席|干部|培训|招商|投资|岗位|务工|招聘|返岗|劳动力|工人)"
    ),
)
