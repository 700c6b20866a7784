"""What a number counts where no list of units knows it: told by the form of the words behind it."""

from __future__ import annotations

import re

from tallystick.extraction.cues import Cue
from tallystick.extraction.figures.persons import is_person
from tallystick.kernel.numeral import Number
from tallystick.kernel.numeral.words import COUNT, PERSON

# Measures and counting words of Chinese beyond those of the kernel.
_HAN_MEASURES = {
    "square-km": "平方公里|平方千米",
    "square-metre": "平方|平米",
    "cubic-metre": "立方米|方水|立方",
    "kwh": "千瓦时|度电|度(?=[、，。；]|\\Z)",
    "kw": "千瓦",
    "kg": "公斤|千克",
    "jin": "斤",
    "mm": "毫米",
    "head": "头|匹",
    PERSON: (
        "(?:余|多)?(?:户籍|各类|移民|基层|一线|优秀|青年|参训|参会|务工|就业|建档立卡|搬迁|返岗|医务|"
        "医护|专业|技术|脱贫|贫困|农村|困难|当地){0,3}"
        "(?:师生|学子|青年|妇女|儿童|老人|移民|游客|旅客|职工|员工|工人|用户|居民|市民|牧民|农牧民|"
        "新生|考生|教师|医生|专家|人才|务工者|人员|农民工|毕业生|代表|嘉宾|观众|志愿者|残疾人|农人|"
        "乡亲|民众|百姓|儿女|孩子|骨干|干警|战士|贫困户劳力|劳力|劳工)"
        # 45万建档立卡贫困人口, 110万的各族群众, 4万左右初中毕业生
        "|(?:余|多|以上|左右)?的?(?:(?![的了被是在有和与及从到至把将为对向让使给户个])[一-鿿]){1,10}?"
        "(?:人口|群众|居民|移民|毕业生|劳动力|村民|员工|职工|患者)(?![数密])"
        # 4.6万新龙人民, 60万南疆人
        "|(?:余|多)?[\u4e00-\u9fff]{2,4}?人(?:民(?!币)|(?![次均大士民口员才数工群]))"
    ),
    "household": "(?:余|多)?(?:困难|贫困|脱贫|监测|普通|搬迁|受灾|农村|特殊|建档立卡){0,2}"
    "(?:农户|牧户|家庭|户)",
    "session": "个?班次|课时",
    COUNT: (
        "盏|口|眼|艘|架次|架|部|幅|面|尊|例|瓶|袋|箱|床|席|幢|栋|孔|枚|颗|株|羽|尾|副|航班|车次|"
        "班次|单|节|堂|班|院|校|篇|首|罐|锭|棒|苗(?!族)|双|列(?!入|为)|包(?!括|含|保|机|车)|村|乡(?!镇)|镇|市(?![场民值级])|省(?!级)|区(?![域间级])|县|旗|馆|厂|店|企(?!业)|块|条|站|点位|摊位|床位|座位|学位|岗"
    ),
}
_HAN = re.compile(
    "|".join(f"(?P<u{n}>{words})" for n, words in enumerate(_HAN_MEASURES.values())), re.ASCII
)
_NAMES = tuple(_HAN_MEASURES)
# Words that open another phrase, or say what a number does.
_OPEN = (
    r"(?:and|or|of|in|from|to|for|by|with|at|on|per|were|was|are|is|has|have|had|that|which|who|"
    r"the|"
    r"its?|as|but|than|while|when|this|these|those|their|our|his|her|between|among|across|under|"
    r"over|through|during|after|before|since|until|into|within|without|against|about|more|less|"
    r"respectively|will|would|can|could|also|only|then|there|where|whose|both|each|percent|times|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"million|billion|thousand|hundred|such|including|plus|up|out|down|so|if|not|no|be|been|being)"
)
_SOME_OF = r"(?: of (?:the|its|their|these|those|our|all|some|them,?))?"
_ENGLISH = re.compile(
    rf"(?P<mods>{_SOME_OF}(?: more)?(?: such)?(?: U\.S\.)?"
    rf"(?:[ -](?!{_OPEN}\b)[“\"]?[A-Za-z][\w'’“”\"-]{{0,24}},?){{0,4}}?"
    rf"(?: and (?!{_OPEN}\b)[a-z][\w-]{{2,20}}(?: [a-z-]{{2,20}}){{0,2}})?)"
    rf"[ -](?!{_OPEN}\b)[“\"]?(?P<noun>(?!overseas\b(?! Chinese))"
    rf"[a-z][a-z-]{{1,23}}(?:s(?<!ss)(?<!us)(?<!is)(?<!['’]s)|men|staff|"
    rf"personnel|"
    rf"people|children)|(?:[a-z][a-z-]{{1,23}})?(?:"
    r"memoranda|cattle|sheep|livestock|poultry|youth|folk)|Memoranda|people|personnel|staff|us"
    r"|(?:[a-z]{2,12})?craft|equipment|faculty|head|[A-Z](?:[a-z]{2,20}(?:s(?<!ss)(?<!us)(?<!is))|[A-Za-z]{0,3}[A-Z]s"
    r"))\b(?!['’-])"
)
# One thing of so many parts: a 20-member delegation is twenty persons.
_PARTS = re.compile(
    r"-(member|person|strong|man|bed|seat|bedroom|classroom|room|square-met(?:er|re))\b"
)
_PART_UNITS = {
    **dict.fromkeys(("bed", "seat", "bedroom", "classroom", "room"), COUNT),
    **dict.fromkeys(("square-meter", "square-metre"), "square-metre"),
}
_LIVESTOCK = re.compile(r" of (?:livestock|cattle|sheep|goats|pigs|yaks|cows)\b")
# Behind one of these a number is a name: Phase 2 works, Route 66 towns.
_NAME = re.compile(
    r"\b(?:No\.?|Phase|Group|Chapter|Article|Section|Route|Highway|Line|Gate|Hall|Room|Building|"
    r"Page|COVID|Class|Grade|Level|Stage|Round|Type|Model|Flight|Channel|Unit|Part|Step|Top|Item|"
    r"Table|Figure|Boeing|Airbus|Agenda|Vision|G|at)[ -]?\Z"
)
# Counted, but no things: five fields, three aspects, four generations.
_ABSTRACT = re.compile(
    r"(?:sides|parties|aspects|fields|areas|respects|ways|phases|points|goals|themes|principles|"
    r"stages|tasks|pillars|fronts|levels|categories|kinds|types|dimensions|directions|topics|"
    r"priorities|objectives|functions|requirements|assurances|links|generations|centuries|"
    r"semesters|terms|counterparts|decades|occasions|sectors|sorts|manners|forms|reasons|words|"
    r"steps|odds|things|wishes|"
    r"years|months|weeks|days|hours|minutes|seconds|percents|degrees)\Z"
)
# So many of them are things after all: 227 resettlement points, 1,100 civic links.
_MANY = 20
_NEVER = re.compile(
    r"(?:generations|centuries|semesters|terms|decades|occasions|years|months|weeks|days|hours|"
    r"minutes|seconds|percents|degrees|points)\Z"
)
# The number of pairs reached 215; pairings now number 448; 新增企业数达到79.
_BEFORE = re.compile(
    r"\bnumber of (?:[a-z'-]+ ){0,4}?(?P<noun>[a-z-]{2,24}(?:s|men|people))\b[^.;,\d]{0,40}?"
    r"\b(?:reached|rose to|grew to|totall?ed|stood at|stands at|came to|is|was|exceeded|hit|to|at|"
    r"topped)\s\Z"
    r"|(?P<subject>[a-z-]{2,24}s)(?: \w+){0,4}? (?:number|numbered|numbering)\s\Z"
)
_STOPS = re.compile(r"\s?(?:[.,;:)]|\Z|in\b|by\b|at\b|and\b|last\b|this\b)")
# 人口53万, 受益群众逾150万: the noun stands before.
_POPULATION = re.compile(
    "(?:人口|群众|人数|劳动力|人次|学生|游客|人员|民众)(?:已|共|总数|总计)?"
    "(?:约|为|达到?|有|近|超过?|逾|突破|至)?\\Z"
)
_HAN_STOPS = re.compile(r"\s?(?:[,，。;；、)）]|\Z)")
_PER_HEAD = Cue(
    re.compile(
        r"人均[^，。；;\d]{0,16}(?:(?:从|由)[^，。；;]{0,24}?(?:(?:到|至|为|的)[^，。；;\d]{0,4}))?\Z"
        r"|\b(?:per[- ](?:capita|person)|per head)\b[^.;\d]{0,60}(?:from [^.;]{0,40}? to (?:the "
        r"current )?)?\Z"
    ),
    ("人均", "per capita", "per-capita", "per person", "per-person", "per head"),
)
_PER_HEAD_FAR = 110
_PER_MONTH = re.compile(r"月|month")


def unit_by_form(text: str, number: Number) -> tuple[str, int] | None:
    """Return the unit of a number that has none, and where its words end; None where none is told.

    Units: `text` in Simplified signs and half-width digits.
    """
    if not number.spelled:
        said = _POPULATION.search(text, max(0, number.start - 8), number.start)
        if said and _HAN_STOPS.match(text, number.end):
            return PERSON, number.end
        han = _HAN.match(text, number.end)
        if han is not None:
            return _NAMES[int((han.lastgroup or "u0")[1:])], han.end()
    if text[number.end : number.end + 1] == "-" and (parts := _PARTS.match(text, number.end)):
        return _PART_UNITS.get(parts[1], PERSON), parts.end()
    found = _ENGLISH.match(text, number.end)
    if found is None and (said := _BEFORE.search(text, max(0, number.start - 90), number.start)):
        end = number.end
        noun = said["noun"] or said["subject"]
        if not _STOPS.match(text, end) or _ABSTRACT.search(noun):
            return None
        return PERSON if is_person(noun) else COUNT, end
    if found is None or _NAME.search(text, max(0, number.start - 12), number.start):
        return None
    noun = found["noun"].lower()
    if _ABSTRACT.search(noun) and (number.value < _MANY or _NEVER.search(noun)):
        return None
    if noun == "head" or (noun == "heads" and _LIVESTOCK.match(text, found.end())):
        return "head", found.end()
    return PERSON if is_person(noun) else COUNT, found.end()


def per_head(text: str, number: Number) -> bool:
    """Whether an amount is so much a head: 人均可支配收入达到1.2万元, per capita income of …."""
    before = text[max(0, number.start - _PER_HEAD_FAR) : number.start].lower()
    said = _PER_HEAD.search(before)
    return said is not None and _PER_MONTH.search(said[0]) is None
