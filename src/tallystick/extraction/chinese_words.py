"""Chinese words by what they do in a clause, as the patterns the readers use (Simplified signs).

Signs such as 将 会 要 应 are parts of many other words (即将, 会议, 重要, 供应): each pattern says
beside which signs they stand for themselves.
"""

from __future__ import annotations

import re

from tallystick.extraction.acts import BUILD, FUND, OTHER, PLACE, SEND, SIGN, TRAIN, VISIT

# An intention, a decision, an agreed amount.
WILL = re.compile(
    r"将(?<![即麻名]将)(?![军近领士才帅])"
    r"|会(?<![大社协委机省市议座商学国工作联年峰都全开本县区洽览博论晚谈席介接聘约进流示销享讨题明]会)(?=把|在|帮|为|同|与|和|对|继续|进一步"
    r"|加大|加强|全力|积极|尽|以|让|给|不断|一如既往|按|认真|共同|更|持续|坚决|努力|坚定|支持|推动|做好|派|深化)"
    r"|会(?<=[^管居村常党工大]委会)(?=帮|把|为|继续|全力|积极)|拟(?!定|订|合)|计划(?=在|于|投|选|派|建|用|今年|明年|到|每年|新|开展|安排|组织|实施|培训|援)"
    r"|准备(?!金|好|工作|了|情)|打算|愿(?!望|景|者|服|意见)|力争|决定(?!性|了性)|同意(?!书)|商定|约定|承诺|决心|一致认为要"
    r"|达成(?:了)?(?:一致|共识)|(?:下一步|今后|接下来|下阶段|下步|未来)(?![的所]|工作$|$)|再接再厉|一定(?=把|会|要|全力)"
    r"|期(?<!以期)(?=在\d)|确定(?=了?由|在|将)|达成[^,，]{0,12}意向"
)
# A wish, a request, an invitation, a demand.
HOPE = re.compile(
    r"希望|盼(?<![期热渴]盼)(?![望头])|盼望|期盼|期待|期望|建议(?!书|案)|要求(?!的|下)|呼吁|倡议(?!书)|邀请(?!函)|诚邀|欢迎(?=[^,，]{0,16}(?:来|到|赴)[^,，]{0,12}(?:投资|兴业|考察|发展|旅游|做客))"
    r"|恳请|敦促|请(?<=[，,、;:]请)(?=[^示教求假])|应(?<![相供响对效反适回感顺理长任记席员、]应)(?:当|该)?(?![急用对邀聘变届届有尽收接运酬答许战届])|必须|需(?<![必急所供军亟内特]需)(?:要)?(?![求])|务必|务求"
    r"|要(?<![需主重纪只摘紧首简纲机若还概]要)(?![求素点闻塞务道领件义案员害么不])|提议|主张"
)
# Who speaks: the content begins behind the word.
SPEECH = re.compile(
    r"(?:表示|指出|强调|介绍(?:说|道)?|认为|提出|透露|坦言|谈到|说道|说|称|讲话(?:中|时)?(?:说|指出|强调)?|指示|代表[^,，]{0,20}表示)$"
)
SPEAKS = re.compile(r"^[^,，]{1,40}?(?:表示|指出|强调|介绍说|认为|说)(?=[^,，]{2})")
# What only says how, for which or by what means: the clause goes on behind the comma.
ADVERBIAL = re.compile(
    r"^(?:[^,，]{0,10}?(?:将|会|要|愿))?(?:并|应|继续|进一步|双方|两地|两省|两市|我们|共同|始终|充分|紧紧|积极|深入){0,4}"
    r"(?:围绕|按照|根据|依据(?!是)|依托|借助|结合|通过|聚焦|立足|随着|针对|紧扣|紧盯|紧紧围绕|坚持|以|本着|秉持|秉承|抢抓|发挥|利用|充分发挥"
    r"|抓住|遵照|遵循|对标|对照|从|用好|为(?!了?期)|站在|着眼|瞄准|锚定|牢记|深入学习|全面贯彻|深入贯彻|认真贯彻|贯彻落实|学习贯彻|把握)"
    r"|^(?:在|自|自从|当).{1,30}(?:下|中|上|时|后|前|基础上|期间|以来|之际|同时|之后|过程中|方面)$"
    r"|^.{0,10}(?:同时|此外|另外|目前|近年来|今年以来|截至.{1,12}|会后|会上|期间|其间|当天|随后|接着|首先|其次)$"
    r"|^(?:下一步|今后|接下来|下阶段|下步|未来|近期|明年|今年|日前|同时|为此|一方面|另一方面)$"
    r"|^(?:一|二|三|四|五|六|首先|其次|再次|最后)(?:是|要)?$"
)
# "By way of ..." that goes on to its verb within the same clause.
HAS_VERB = re.compile(
    r"(?:以|从|通过|坚持|利用|借助|发挥).{2,30}?(?:加强|深化|推进|开展|推动|支持|建立|加大|拓展|提升|完善|落实|做好|抓好|帮助|参与|合作$|协作$)"
    r"|(?:合作|协作|交流|往来|对接|帮扶|互动|联动)$"
)
# A clause of a list that only says what the one before it leads to.
RESULT = re.compile(
    r"^(?:并|共同|努力|不断|从而|以|来|更好地|进而|合力|携手){0,2}(?:帮助|促进|使|让|带动|取得|找到|形成|助推|达到|争取|最大限度|实现)"
)
# Clauses that undertake nothing.
NOTHING = re.compile(
    r"^(?:其中|预计|据|感谢|对.{1,30}(?:表示|致以)|向.{1,40}(?:表示|致以)|欢迎(?!各|更|广|企|来|到)|代表|使用率|占|比(?=上|去|\d)|同比|是(?!以)|即(?=[\d“《是为])|包括|涉及|惠及|受益|也是|既是|成为|不仅是|离不开)"
    r"|表示(?:衷心|诚挚|热烈|由衷|崇高|深切)?(?:的)?(?:感谢|欢迎|敬意|问候|祝贺|慰问)|离不开"
)
MONEY = re.compile(
    r"[\d.]{1,20}(?:余|多)?[万亿千百]{0,3}(?:余|多)?(?:元|美元|欧元|港元|人民币|日元|英镑)"
)
PEOPLE = re.compile(
    r"[\d.]{1,20}(?:余|多)?[万千百]{0,2}(?:余|多)?(?:名|人|位|批|个|支|人次|对|农村劳动力|劳动力|脱贫)|[一二两三四五六七八九十百]{1,4}(?:余|多)?(?:名|位|批)"
)
_NUMBER = r"(?:\d|[一二三四五六七八九十百两]{1,3}(?:个|所|座|条|批|家|处|间|栋|项|期|场|次))"
# Money that is no gift: what firms invest, what is sold, earned, owed or saved.
_NO_GIFT = re.compile(
    r"投资|产值|销售|销往|售出|卖|采购|收入|增收|税|消费|贷款|挣|营业|成交|签约|意向|节省|省\d|工资|使用率|付出去|利润|订单"
    r"|到位资金|人均|产量|价值|估算|总额|贸易|出口|进口|GDP|生产总值|引进|引资|举行[^,，捐]{0,6}捐赠仪式$|项目总|注册资|融资额|补贴每|年产|交易"
)
_AID = re.compile(
    r"捐|援助|帮扶资金|协作资金|财政|拨|资助|给|得到|提供|安排|投入|筹|拿出|出资|用了|资金|救助|慰问|赠|补助|落实|支持|注入|下达"
)
_GIFT = re.compile(
    r"捐(?:赠|资|款|物|献|出|助)|赠送|赠予|送出|送去|送来|捐[^,，]{0,12}仪式|(?:得到|获得|受到)(?:了)?(?:救助|资助|补助)|资助(?:了)?\d"
)
_DONE_MARK = re.compile(r"了|已|刚|宣布|过|举行|共|累计|先后|\d|仪式|成功|正式|当场|现场")

_SENT = re.compile(
    r"选派|派出|派来|派去|派遣|互派|派驻|派(?=\d|往|了|医|教|干)|选送|挂职|支教|支医|去了|来了|援派|交流(?:干部|任职)|驻点|帮扶干部|增派|轮派|接收|柔性引进"
)
_TRAINED = re.compile(r"培训|受训|轮训|研修|跟岗|跟班学习|进修")
_COURSES = re.compile(r"\d[\d.]{0,12}(?:余|多)?万?(?:余|多)?(?:人次|人|名|期|班|场|次|个|批)")
_PLACED = re.compile(
    r"(?:转移|输出|实现|帮助|组织|新增|促进|吸纳)[^,，]{0,20}(?:就业|务工|劳动力)|就业(?!率|岗位|服务|机会|创业)|上岗|务工(?!\D{0,4}收入)|输送[^,，]{0,12}(?:工|劳动力)|^去[^,，]{1,6}\d"
)
_NO_PLACE = re.compile(
    r"用(?:了|上)?(?:农村)?劳动力|工资|收入|挣|打工|提供[^,，]{0,12}岗位|培训|招聘会|载体|车间"
)
_BUILT = re.compile(
    r"新建|扩建|改建|援建|建成|建起|建立(?:了|起)|建设了|修建|改造(?:了|提升|\d|完)|打造(?:了|出)|开工|动工|揭牌|启用|投用|落成|合办|开办|设立(?:了|\d)?|成立(?:了)?|建了"
    r"|搭建(?:了|起)|共建(?:了|成|\d)|合建|建(?=\d)|竣工|奠基|投入使用|投产|硬化|修(?:了|通|好|建)|完工|创建(?:了|\d)|兴建|建有|援助建"
)
_SET_UP = re.compile(
    r"(?:搭建|组建|设立|成立)起?[^,，]{2,24}(?:平台|机构|专班|工作队|工作站|中心|基金)$"
)
_NO_BUILD = re.compile(
    r"(?:情谊|友谊|感情|互信|关系|默契|纽带)$|^均|后就|^(?:共建|已建)?(?:产业)?园区|企业(?!家)[^,，]{0,8}(?:投产|落地)|落地(?:投产|企业)|在建"
)
_SIGNED = re.compile(
    r"(?:签署|签订|签下|签了|签约|签定|续签|缔结|换文|达成|签)[^,，]{0,60}?(?:协议|备忘录|合同|纪要|意向|项目|协定|宣言|责任书|议定书|公报|方案|计划|声明|友好关系|友好城市|契约|文件)"
    r"|(?:协议|备忘录|合同|纪要|协定)[^,，]{0,16}(?:签署|签订|签约|签字)"
)
_NO_SIGN = re.compile(
    r"的签署|签署(?:后|使|标志|以来)|履约率|签约(?:额|金额|资金|率)|(?:按照|根据|依据|履行|落实)[^,，]{0,20}(?:协议|备忘录)"
)
_VISITED = re.compile(
    r"互访|回访|相互(?:考察|访问|走访)|组织[^,，]{2,30}(?:赴|到|来)[^,，]{2,20}(?:考察|对接|交流)|(?:高层|党政|领导)[^,，]{0,12}(?:往来|互访|考察|调研)[^,，]{0,10}\d|交流(?:考察)?[^,，]{0,6}\d[\d.]{0,8}(?:批|人次)"
)
_ISSUED = re.compile(
    r"印发|出台|制定(?:了|出|《|实)|制订(?:了|出|《)|发布(?:了|《)|编制(?:了|完|《)|(?:已|也已|正式)开行|列(?:了|出)|下发|公布了|启动(?:了|实施)|推出(?:了|\d)|(?:深入|广泛|联合|共同)(?:开展|实施)[^,，]{0,60}(?:行动|工程|计划)”?$|修订(?:了|《)|定出|写好|出具"
    r"|建立健全了|完善了|开展(?:了|各类|系列|多轮|\d{1,6}(?:余|多)?(?:场|次|期|轮|批))|组织(?:了|开展|\d)|举办(?:了|各类|\d)|帮助(?:了|\d)|救治|诊治|义诊(?!活动现)|诊疗(?:了)?\d|手术\d"
)
_NO_ISSUE = re.compile(
    r"(?:日|上午|下午|近日|昨天|当天|今天)[^,，]{0,30}(?:举办|启动|开展|组织)|^[^,，]{0,24}(?:会议|活动|仪式|座谈会)"
)


def act_done(clause: str) -> tuple[str, int] | None:
    """Return the kind of the act a clause says was done, and how sure; None for no act.

    >>> act_done("江苏给陕西财政援助资金26.42亿元"), act_done("企业到位投资144.8亿元")
    (('fund', 85), None)
    """
    if _SIGNED.search(clause) and not _NO_SIGN.search(clause):
        return SIGN, 90
    if _SENT.search(clause) and PEOPLE.search(clause):
        return SEND, 85
    if MONEY.search(clause) and _AID.search(clause) and not _NO_GIFT.search(clause):
        return FUND, 85
    if _GIFT.search(clause) and _DONE_MARK.search(clause) and not _NO_GIFT.search(clause):
        return FUND, 80
    if _TRAINED.search(clause) and _COURSES.search(clause):
        return TRAIN, 80
    if _PLACED.search(clause) and PEOPLE.search(clause) and not _NO_PLACE.search(clause):
        return PLACE, 70
    if _SET_UP.search(clause):
        return BUILD, 65
    if _BUILT.search(clause) and _DONE_MARK.search(clause) and not _NO_BUILD.search(clause):
        return BUILD, 70
    if _VISITED.search(clause):
        return VISIT, 70
    if _ISSUED.search(clause) and _DONE_MARK.search(clause) and not _NO_ISSUE.search(clause):
        return OTHER, 60
    return None


_AIMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (SIGN, re.compile(r"签署|签订|签约|缔结")),
    (VISIT, re.compile(r"互访|回访|来访|考察|访问|走访|来[^,，]{0,8}做客|召开|举行")),
    (TRAIN, re.compile(r"培训|研修|轮训|跟岗")),
    (SEND, re.compile(r"选派|派出|派遣|互派|增派|派(?=[\d驻往])|选送|支教|挂职")),
    (PLACE, re.compile(r"稳岗|扩岗|转移就业|务工|稳定就业|就业岗位|吸纳.{0,8}就业|劳务输出")),
    (
        FUND,
        re.compile(
            r"捐|(?:投入|安排|给|给予|提供|加大|拨付)[^,，]{0,10}资金|资金(?:投入|支持|援助|使用)|用好[^,，]{0,6}(?:钱|款)|善款|拨付|出资|资助|\d元|[万亿]元"
        ),
    ),
    (
        BUILD,
        re.compile(
            r"(?:建设|共建|援建|新建|建成|打造|兴建|改造|搭建|办好|建立|创建|培育|布局|修建)[^,，]{0,24}?"
            r"(?:园区?|基地|项目|学校|医院|中心|车间|示范[村区镇县点户]|平台|公路|道路|桥|工程|市场|馆|住房|工厂|飞地|卫生院"
            r"|口岸|通道|集群|产业链|设施|走廊|乡村|村庄|驿站|站点|专区|工作站|实验室|示范带)"
        ),
    ),
)
_GENERAL = re.compile(r"等(?:多?方面|各?领域|各项|工作|层面|多个)|合作$|协作$|交流$|工作$|关系$")


def aim_of(clause: str) -> str:
    """Return the kind of what a clause undertakes or asks for.

    >>> aim_of("支持协作地建设一批乡村振兴示范村"), aim_of("继续在产业、劳务等方面协作")
    ('build', 'other')
    """
    if _GENERAL.search(clause):
        return OTHER
    return next((kind for kind, words in _AIMS if words.search(clause)), OTHER)
