"""The words by which an announcement tells a visit, a signing or a meeting, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallystick.extraction.cues import Cue
from tallystick.extraction.drafts import Span
from tallystick.extraction.page import Page


@dataclass(frozen=True)
class Telling:
    """The words of one language by which a sentence tells an event of a kind."""

    visit: re.Pattern[str] | Cue
    # That guests came, wherever a text says so: at home they would not be called so.
    guests: re.Pattern[str] | Cue
    signing: re.Pattern[str] | Cue
    meeting: re.Pattern[str]
    # Who came, when the telling goes on.
    people: re.Pattern[str]
    # What was long before: the pairing's history, not the event.
    history: re.Pattern[str] | Cue
    # A notice, a press conference, what a reporter was told: no event of the parties.
    notice: re.Pattern[str]
    # What a text of this kind speaks of: strong words count twice.
    strong: re.Pattern[str]
    weak: re.Pattern[str]


def _any(*words: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(words), flags)


def _begun(*words: str) -> re.Pattern[str]:
    """Return words each of which begins no longer word: where none begins, none is tried."""
    return re.compile(rf"\b(?=\w)(?:{'|'.join(words)})")


def _opened(signs: str, *words: str) -> re.Pattern[str]:
    """Return words each of which begins with one of some signs."""
    return re.compile(f"(?=[{signs}])(?:{'|'.join(words)})")


def _whole(*words: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", flags)


_GROUP = r"(?i:delegation|delegates|group|team|mission|party|officials|visitors|guests|envoys)"
_TRIP = r"(?:visit|tour|trip|mission)"
_DOCUMENT = (
    r"(?i:agreements?|memorand(?:um|a)|MoUs?|pacts?|protocols?|contracts?|letters? of intent|"
    r"(?:intention |intent )?letters?|minutes|declaration|documents?|accords?|deals?|statements?|"
    r"lists?|plans?|charters?|projects?|"
    r"treat(?:y|ies)|twinning)"
)
# A text begins with the first line that ends so; those above it are headings.
_STOPS = frozenset(".。!?！？”\"'’)）")


def opening(page: Page) -> Span:
    """Return the first sentence that is no heading."""
    return next((each for each in page.sentences if each.text[-1] in _STOPS), page.sentences[0])


# Pieces of words of which a sentence has one where the patterns below find anything.
_VISIT, _GUESTS, _SIGNING, _HISTORY = (
    tuple(pieces.split(","))
    for pieces in (
        "visit,mission,been to,welcomed to,will ,tour,trip,inspected,came ,courtesy,called on,"
        "guest,hosted,round ,"
        "went ,travel,flew ,gone to,flies to,goes to,heads to,arrived,led ,lead,brought ,headed ,"
        "took ,was in,was at,were in,were at,is in,is at,are in,are at,be in,be at,stayed in,"
        "stayed at",
        "guest,delegation,visit,stay,trip,Welcoming",
        "sign,inked,initialled,concluded,entered into,exchanged,sealed,put ",
        "ince,last year,so far,over the ,in recent years,to date,signed",
    )
)

ENGLISH = Telling(
    visit=Cue(
        _begun(
            r"(?:re)?visited\b",
            r"(?:has|have|had) been to(?= [A-Z])",
            r"visit(?: here)? (?:by|of) (?:an?|the)\b[^.;]{0,80}?\bdelegation\b",
            r"(?:was|were) in(?= [A-Z]\w+ (?:on|from|between)\b)",
            r"(?:is|are|was|were) (?:currently |now )?visiting(?= [A-Z])",
            r"(?:was|were) (?:\w+ )?welcomed to\b",
            r"(?:working|official|study|goodwill|friendship|return|reciprocal|field|\w+-day) visit "
            r"to(?= (?:the )?[A-Z])",
            rf"will (?:\w+, ?|tomorrow,? [^.;]{{0,30}}?)?(?:host|receive|welcome)\b[^.;]{{0,80}}?"
            rf"\b{_GROUP}\b",
            rf"visit (?:by|of)(?= [A-Z])[^.;]{{0,120}}?\b{_GROUP}\b",
            rf"{_GROUP}\b[^.;]{{0,160}}?\bwill (?:travel|fly|go) to(?= [A-Z])",
            rf"paid an?(?: \w+){{0,3}} {_TRIP} to",
            r"visits?(?= [A-Z])",
            rf"(?:on|for) an?(?: [\w-]+){{0,3}} {_TRIP} (?:to|of|in)",
            rf"(?:made|concluded|wrapped up|began|ended) (?:an?|its|his|their)"
            rf"(?: [\w-]+){{0,3}} {_TRIP} (?:to|of|in)",
            rf"(?:his|her|their|its)(?: [\w-]+){{0,2}} {_TRIP} to(?= [A-Z])",
            r"(?:was|were) (?:taken|shown|led) a?round\b|had (?:\w+ )?guests from\b|"
            r"(?:toured|inspected)\b|came to (?:see|inspect)\b|courtesy (?:call|visit)\b",
            r"called on(?= (?:the )?[A-Z])|(?:was|were) the guests? of\b",
            rf"[Dd]uring (?:an?|the|his|her|their|its)(?: [\w-]+){{0,3}} {_TRIP} to"
            r"(?= (?:the )?[A-Z]|(?: [a-z]+){1,4} of [A-Z])",
            rf"{_GROUP}\b[^.;]{{0,260}}?\b(?:was|were|is|are|be|stayed) (?:in|at)"
            r"(?= (?:(?:its|their|the) (?:sister|twin|partner) (?:city|town) (?:of )?)?[A-Z])",
            r"hosted\b[^.;]{0,80}?\b(?:delegation|delegates|visitors)\b",
            r"(?:went|travel+ed|flew|came|gone|flies|goes|heads|travels) to(?= [A-Z])",
            r"will be in(?= [A-Z])|is visited by\b|visit brought\b|the visit to(?= [A-Z])",
            r"came to(?= the (?:[Gg]overnor|[Mm]ayor|[Cc]ity|[Pp]rovince|[Cc]ounty))",
            rf"{_GROUP}\b[^.;]{{0,260}}?\b(?:(?:came|travel+ed|went|flew) to|arrived (?:in|at))",
            rf"(?:led|leads?|leading|brought|headed|took) (?:an?|the|his|her|their)\b"
            rf"[^.;]{{0,120}}?\b{_GROUP}\b(?: (?:of|from) [^.;]{{0,60}}?)?"
            r" (?:on a visit )?(?:to|in)\b",
        ),
        _VISIT,
    ),
    guests=Cue(
        _whole(
            r"(?:[Tt]he|[Oo]ur|[Hh]is|[Hh]er) guests?(?![’'])",
            r"(?:his|her|their|the (?:visiting|goodwill|\w+ government)) delegation",
            r"(?:[Tt]he )?visit(?:ing|ors?)(?: of| to| delegation)",
            r"[Tt]heir (?:\w+ )?(?:visit|stay|trip)",
            r"Welcoming [A-Z]\w+ [A-Z]",
        ),
        _GUESTS,
    ),
    signing=Cue(
        _begun(
            r"(?:(?:co-?)?(?<!\bthe )sign(?:ed|s)|signing of|inked|initialled|concluded|"
            r"entered into|exchanged"
            r"|put (?:their|his|her) (?:names?|signatures?) to)\b"
            rf"(?=[^.]{{0,200}}?\b{_DOCUMENT}\b)",
            rf"{_DOCUMENT}\b\W{{0,3}}(?:inked|signed|sealed)\b",
            rf"{_DOCUMENT}\b[^.]{{0,120}}?"
            r"\b(?:was|were|has been|have been|being) (?:also )?(?:signed|inked|concluded)\b",
            r"(?:was|were) (?:also )?(?:signed|inked) (?:on|in|at|by|during)\b",
            rf"(?:was|were|are|is) signing (?:an?|the|their) (?:\w+ ){{0,4}}{_DOCUMENT}\b",
            r"signing ceremony (?:was held|took place)\b",
            r"bears? the signatures?\b",
        ),
        _SIGNING,
    ),
    meeting=_whole(
        r"(?:received|receives|welcomed)(?= by [A-Z]| [A-Z][a-z]+ [A-Z][a-z]+| (?:[\w'-]+ ){0,6}?"
        r"(?:delegations?|group|guests|visitors|team|party|counterparts?)\b)",
        r"(?:was|were) present|sent representatives|heard",
        r"handed over|hand-?over|signed (?:it|them)",
        r"met(?: with)?|meets?|meetings?|talks|conferred|sat down with|gathered",
        r"held (?!that|by|up|back|on to|an? (?:[\w-]+ ){0,2}(?:campaign|share|stake|view))",
        r"(?:play(?:s|ed)|was) host|hosted|convened|took place|(?:was|were) held|opened (?:in|at)|"
        r"kicked off|organi[sz]ed an? (?:\w+ ){0,4}(?:dinner|reception|ceremony|banquet)|"
        r"opened (?:an?|the) (?:[\w&-]+ ){0,8}?(?:[Ss]eminar|[Ff]orum|[Cc]onference|[Ww]orkshop)",
        r"(?:extended|gave|offered|accorded) (?:an? )?(?:\w+ )?(?:welcome|reception) to",
        r"celebrat(?:ed|es) [^.;]{0,60}(?:anniversary|ties|friendship)",
        r"chaired|presided|attended|was in the chair|took part in|delivered (?:an? |the )?speech",
        r"conference|teleconference|symposium|forum|ceremony|launched|inaugurated",
        r"was (?:presented|released|unveiled)|presented (?:in|at)",
    ),
    people=_whole("(?:[Tt]he )(?:guests|visitors|delegation|delegates|hosts|group|two sides)"),
    history=Cue(
        _whole(
            r"[Ss]ince|last year|so far|over the (?:past|years)|in recent years|to date",
            r"signed in \d{4}|had (?:been )?signed",
        ),
        _HISTORY,
    ),
    notice=_whole(
        r"(?:press|news) (?:conference|briefing)|work report|statistics (?:show|released)",
    ),
    strong=_whole(
        r"co-?operat\w+|collaborat\w+|partner(?:ship|s|ed)?|pair(?:ing|ings|ed)|twin(?:ning|ned)?",
        r"(?:sister|twin) (?:city|cities|provinces?|states?|towns?|count(?:y|ies))",
        r"(?:sister|twin) relations?(?:hips?)?|sisterhood|friendship|bilateral|delegations?",
        r"poverty (?:alleviation|reduction)|poor (?:areas|counties|regions|households)",
        r"(?:paired|counterpart) (?:support|assistance)|memorand(?:um|a)|mous?|east-west",
        r"east (?:and|to) (?:the )?west",
        flags=re.IGNORECASE,
    ),
    weak=_whole(
        r"agreements?|assist(?:ance|ed)?|support(?:ed)?|donat\w+|exchang\w+|projects?|visit(?:ed)?",
        r"met|meeting|guests|courtesy|enterprises|trainees|training|officials|secretary|yuan|signed",
        r"governors?|mayors?|ministers?|premiers?|ambassadors?|consuls?(?:[ -]general)?|delegates?",
        r"talks|aid|help(?:ed)?|funds?|invest\w+|gave|sent|joint|forum|counterparts?|received",
        r"welcomed|provinc(?:e|ial)|assembl(?:y|ies)|speakers?|councils?|councill?ors?|municipal\w*",
        r"legislat(?:ors?|ures?)|chair(?:man|woman|person)|hosted|neighbou?r(?:s|ing)?|relief|called",
        flags=re.IGNORECASE,
    ),
)

_HAN_GROUP = "(?:代表团|考察团|访问团|工作组|调研组|慰问团|一行|一行人|带队)"
_HAN_COME = "(?:到(?![会位账场期达])|赴|来到|前往|抵达|访问|走访|考察|来(?!自)|去(?!年))"
# Who goes there to work or to learn tells no event.
TO_WORK = re.compile("[省市县]?(?:务工|就业|挂职|培训|打工|上班|返岗|读书|求学|就读)")
_HAN_LEAD = "(?:率(?!先)|带(?![动来回给])|带领|领队)"
_HAN_LOOK = "考察|调研|对接(?![会活])|访问|学习|走访|慰问|拜访|回访|视察|看望|参观"
_SHORT = "[^，,。;；]{0,24}?"
# Who comes: by a post, a group or a word for people.
_WHO = (
    "团|(?<!车)队|一行|小组|书记|主任|主席|[省市县区州镇乡局校院部处会]长(?!期|远)|客人|来宾|[人等]员|干部|医生|"
    "教师|老师|专家|代表|[他她我]们?"
)
_SOMEBODY = re.compile(_WHO)
# So few signs at the beginning of a clause name nobody: whoever came stands before it.
_NOBODY = 4


def somebody_before(text: str, at: int) -> bool:
    """Whether a Chinese clause names who comes, goes or flies, before the word that says so."""
    clauses = re.split("[，,。;；]", text[:at])
    near = clauses[-1] if len(clauses[-1]) > _NOBODY else "".join(clauses[-2:])
    return _SOMEBODY.search(near) is not None


CHINESE = Telling(
    visit=_opened(
        "率带领代考访工调慰一迎日号走到莅深前奔赴来在拜",
        f"{_HAN_LEAD}{_SHORT}(?:团|队|组|员|一行)?[^，,。;；]{{0,12}}?{_HAN_COME}",
        f"{_HAN_GROUP}{_SHORT}{_HAN_COME}",
        f"{_HAN_LEAD}{_SHORT}(?:团|队|组)在[^，,。;；]{{2,20}}?(?:{_HAN_LOOK})",
        f"(?:迎来|迎接)了?[^。;；]{{0,40}}?{_HAN_GROUP}",
        f"[日号](?:至[^，,。;；]{{1,8}}[日号])?[，,]?(?:[上下]午)?{_SHORT}(?:来到|前往|抵达|赴)",
        f"[日号](?:至[^，,。;；]{{1,8}}[日号])?[，,]?(?:[上下]午)?{_SHORT}(?:{_WHO}){_SHORT}(?:去了|到了)",
        "在[^，,。;；]{2,12}(?:跑了|走了)",
        "(?:走访|拜[访会]|访问|考察|到访|莅临|走进|深入|前来|奔赴)了?(?=[^，,。;；]{2,})",
        f"(?:到|赴|来(?!一)|在|莅){_SHORT}(?:{_HAN_LOOK})",
        f"(?:到|赴|来(?!一)){_SHORT}开展[^，,。;；]{{0,8}}?(?:帮扶|支援|协作|交流|合作|对接)",
    ),
    guests=_any(
        "(?:党政|政府|友好|[省市县区州盟旗镇乡会])代表团(?!团长|也|都)|考察团|访问团|慰问团|一行(?!人)|"
        "来访|到访|莅临|此行|客人",
    ),
    signing=_any(
        "(?<![已曾])(?<!促成)签[署订下约了定字](?!的|落地)|(?<!要求)(?<![今明]年)(?<!争取)(?<!计划)签(?![证名])(?=《|[^，。;；的]{2,24}?(?:协议|备忘录|意向书|合同|盟约))|(?<![已曾])缔(?:结为|盟)|共签|续签|互签|草签|换文"
    ),
    meeting=_any(
        "会见|会谈|座谈|见面|会面|晤谈|会晤|举行|召开|举办|出席|主持|参加|致辞|接待|开会",
        "联席会议|对接会|推进会|洽谈|交流会|大会|仪式|(?:对接|交流|洽谈|招聘|签约|捐赠)活动",
        "开工|启动|揭牌|开幕|欢送|启程|见到了|办了?一?[场次](?!公司)|开了(?!头)",
    ),
    people=_any(
        "代表团|考察团|一行|客人|座谈中|考察期间|考察中|双方(?:表示|围绕|就)|两地(?:就|围绕)"
    ),
    history=_any("去年|前年|以来|历年|累计|近年|多年来|此前|每[年季个]|定期|常态"),
    notice=_any("发布会|通气会|记者[^，。；;]{0,30}?(?:获悉|了解到|采访)|统计显示|印发|出台"),
    strong=_any(
        "协作|帮扶|支援|合作|结对|对口|扶贫|代表团|访问团|考察团|姊妹|拜会|友好城市|友城|姐妹|协议|备忘录|联席会|共建|东西部",
        "捐赠|捐资|欢送会|援[藏疆青滇]|支[教医]|挂职",
    ),
    weak=_any(
        "座谈|交流|考察|调研|会见|签|援|捐|挂职|就业|劳务|产业|项目|资金|书记|市长|县长|省长|州长|主席|访问|率团|行政长官",
        "参访|互访|来访|到访|做客|取经|会晤|会谈|结盟|结拜|迎接|客人|来宾|率队|带队|一行|议员|镇长|区长|乡长|校长|院长|局长|团长|医疗队|盟约|赠送|参观",
        "干部|培训|招商|投资|岗位|务工|招聘|返岗|劳动力|工人",
    ),
)
