"""Meanings told by the form of a phrase, not by one word: 每个脱贫县, in the partner city."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.cues import Cue
from tallystick.extraction.drafts import Span
from tallystick.extraction.figures.concepts import Mark

# One sign stands for a province where no longer name begins with it.
_EAST = "苏|浙(?![江商企])|沪|粤(?![商企])|闽(?![商企])|鲁(?![商企])|津(?!市)|京(?!东)"
_WEST = (
    "黔(?![东西南江])|滇(?!西)|川|渝|陕(?!西)|甘(?![肃孜南谷])|陇(?![南西])|青(?![岛海年])|宁(?![波夏海德国安])|"
    "疆|藏|蒙(?![古自山])|桂(?![林阳平])"
)
_CHINESE = (
    (rf"(?:[到赴来入往向在进]|奔赴|前往|输送到)(?:{_EAST})", "to-east region"),
    (rf"(?:[到赴入往向援在驻]|奔赴|前往)(?:{_WEST})", "to-west region"),
    (rf"在(?:{_WEST})(?=[^，。；\d]{{0,10}}(?:企业|商户|企|商))", "present-in"),
    ("(?:苏|浙|沪|粤|闽|鲁|津|京)(?=籍|商|企)", "by-east region"),
    ("(?:奔赴|前往|赴|到|来到|向)(?:受援|对口|西部|帮扶|结对|脱贫)", "to-west"),
    ("(?:奔赴|前往|赴|到|来到|向)(?:东部|结对省|帮扶省|沿海|帮扶城市|协作省|支援方)", "to-east"),
    ("接收(?:了)?(?:受援|对口|西部|脱贫)", "receive by-west"),
    (r"每个?[^，。；\d每个]{0,4}县|每一?个县|各(?:受援|脱贫|帮扶|结对)县均?", "each-county"),
    (
        r"在(?!园|县|省内|当地|家)[^，。；\d在]{2,9}(?:务工|就业|"
        r"打工)(?:的[^，。；\d]{0,6})?(?:人员|人数|群众|劳动力)",
        "stay-work work",
    ),
    (
        r"(?:劳务|就业|用工|务工)[^，。；\d站点]{0,8}(?:工作站|服务站|联络站|联系点|联络点|服务点|办事处|站点)",
        "station",
    ),
    (
        r"参与(?!投)[^，。；\d]{0,8}(?:协作|合作|帮扶)的?(?=企业|民企|公司)",
        "cooperate-tie cooperation",
    ),
    (r"占[^，。；\d]{0,10}(?:任务|目标|协议|计划)(?:数|任务|总数|指标)?的?", "complete target"),
    ("签约(?:总|资)?(?:金|投资)?额|签约总?金额|总签约额|合同总?金额", "amount sign"),
    ("创(?:造|收)?劳务(?:总)?收入|劳务(?:总)?收入", "labour-income earn"),
    (
        "(?:工程|施工|建设|项目|形象|整体|总体)+(?:形象)?进度|(?:开工|完工|竣工|投产)率",
        "works-progress works-rate",
    ),
)
# Each with the pieces of words of which it has one, between commas.
_ENGLISH = (
    (
        r"(?:to|in|into|across|throughout) (?:the )?(?:more developed |developed |wealthier "
        r")?(?:east(?:ern|)\b(?! and)|coastal|"
        r"partner (?:province|city|region)|supporting (?:province|city|side|region)|host "
        r"(?:province|city))",
        "to-east region",
        "east,coastal,partner,supporting,host ",
    ),
    (
        r"(?:to|in|into|across|throughout) (?:the )?(?:less developed |poorer |poor "
        r")?(?:west(?:ern|)\b|supported|recipient|"
        r"assisted|impoverished|aided|paired (?:count|area|region|prefect))",
        "to-west region",
        "west,supported,recipient,assisted,impoverished,aided,paired",
    ),
    (
        r"(?:each|every)(?: [a-z-]{2,14}){0,2} county|(?:in|for|to) each of the (?:\w+ )?counties|"
        r"per (?:\w+ )?county",
        "each-county",
        "count",
    ),
    (
        r"labou?r(?: [a-z-]+){0,3} (?:stations?|offices?|liaison points?|service points?|service "
        r"cent(?:er|re)s?)",
        "station",
        "labour,labor",
    ),
    (
        r"took part in (?:the )?(?:cooperation|collaboration|partnership|pairing|programme|"
        r"program)",
        "cooperate-tie cooperation",
        "took part in",
    ),
    (
        r"take part in (?:the )?(?:cooperation|collaboration|partnership|pairing|programme|"
        r"program)",
        "cooperate-tie cooperation",
        "take part in",
    ),
    (
        r"participat\w+ in (?:the )?(?:cooperation|collaboration|partnership|pairing|programme|"
        r"program)",
        "cooperate-tie cooperation",
        "participat",
    ),
    (
        r"(?:establish|form|develop|built|build|enter|forg)\w*(?: [a-z-]+){0,3} (?:cooperation|"
        r"partnerships?|ties|links|relations\w*)(?: with)?",
        "cooperate-tie cooperation",
        "cooperation,partnership,ties,links,relations",
    ),
    (
        r"from (?:\w+ ){0,2}(?:poor|poverty|impoverished|registered)[a-z -]{0,14}(?:households?|"
        r"families|homes)",
        "poor",
        "poor,poverty,impoverished,registered",
    ),
    (
        r"(?:had|have|has|were|been|was)(?: been)? (?:lifted|brought|pulled|raised) out of "
        r"(?:extreme |absolute )?poverty",
        "poor",
        "out of ",
    ),
    (
        r"(?:overall |total )?(?:construction|works?|building|project|physical|engineering) "
        r"progress"
        r"|(?:project )?(?:commencement|start-up|construction|completion) rate of (?:the "
        r")?projects?|of the projects have (?:been )?(?:started|completed|begun)",
        "works-progress works-rate",
        "progress, rate of ,of the projects have",
    ),
    (
        r"works?(?: on the projects?)? (?:were|was|is|are) \d[\d.]* ?(?:percent|per cent|%) "
        r"complete",
        "works-progress works-rate",
        "complete",
    ),
    (
        r"(?:transfer|export|reloc|mov)\w*(?: of)?(?: [\d.,]+(?: million| thousand)?)?(?: "
        r"[a-z-]+){0,2} (?:labou?r|workers|workforce)\w*",
        "work move",
        "labo,workers,workforce",
    ),
    (
        r"(?:beautiful|demonstration|model|pilot|showcase|exemplary|star)[- ](?:[a-z-]+ "
        r")?(?:village|site|spot|community|communities)s?",
        "demo-village",
        "village,site,spot,communit",
    ),
    (
        r"(?:lifted|raised?|boost\w*|increas\w*|improv\w*)(?: the| their)? (?:annual |household "
        r")?(?:incomes?|living standards|livelihoods)",
        "benefit",
        "income,living standards,livelihoods",
    ),
    (r"solv\w+ (?:the )?[a-z -]{0,30}problems?", "benefit", "solv"),
)


_HAN_FORMS = tuple((re.compile(pattern), frozenset(meant.split())) for pattern, meant in _CHINESE)
_LATIN_FORMS = tuple(
    (
        Cue(re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])"), tuple(pieces.split(","))),
        frozenset(meant.split()),
    )
    for pattern, meant, pieces in _ENGLISH
)
# 与东部区县结对: the other side, which neither gives nor gets here.
_WITH = re.compile(r"(?:[与同跟]|\bwith(?: the)? )\Z")
_ASIDE = {"by-east": "with-east", "by-west": "with-west", "to-east": "with-east"}


def forms(text: str, span: Span, chinese: bool) -> Iterator[Mark]:
    """Yield what the forms of phrases in a sentence mean.

    Units: `text` in lower case and Simplified signs.
    """
    for pattern, meant in _HAN_FORMS if chinese else _latin_forms(text[span.start : span.end]):
        for hit in pattern.finditer(text, span.start, span.end):
            yield Mark(hit.start(), hit.end(), meant)


def _latin_forms(sentence: str) -> Iterator[tuple[re.Pattern[str], frozenset[str]]]:
    """Yield the forms that a sentence has words of, with what they mean."""
    return ((cue.pattern, meant) for cue, meant in _LATIN_FORMS if cue.may(sentence))


def aside(text: str, mark: Mark) -> Mark:
    """Return the mark of a side that is only the partner of another: with eastern districts."""
    if mark.meanings.isdisjoint(_ASIDE) or not _WITH.search(
        text, max(0, mark.start - 9), mark.start
    ):
        return mark
    return mark._replace(meanings=frozenset(_ASIDE.get(said, said) for said in mark.meanings))
