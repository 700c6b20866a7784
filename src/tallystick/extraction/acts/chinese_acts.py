"""What a Chinese clause says was done, and the kind of what one undertakes (Simplified signs)."""

from __future__ import annotations

import re

from tallystick.extraction.acts.chinese_cues import either
from tallystick.extraction.acts.kinds import BUILD, FUND, OTHER, PLACE, SEND, SIGN, TRAIN, VISIT

MONEY = re.compile(
    r"\d[\d.]{0,19}[余多]?[万亿千百]{0,3}[余多]?(?:元|美元|欧元|港元|人民币|日元|英镑)"
)
_PEOPLE = re.compile(
    r"\d[\d.]{0,19}[余多]?[万千百]{0,2}[余多]?(?:名|人|位|批|个|支|对|同志"
    r"|农村劳动力|劳动力|脱贫|贫困|群众|村民|农[民户]|搬迁)"
    r"|[一二两三四五六七八九十百]{1,4}[余多]?[名位批]"
)
_COUNTED = re.compile(
    r"[数近上几][十百千万]{1,2}[余多]?(?:人次|名|人)|\d[\d.]{0,12}[余多]?万?[余多]?(?:人次|人|名|期|班|场|次|个|批)"
)
# Money that is no gift: what firms invest, what is sold, earned, owed or saved.
_NO_GIFT = re.compile(
    either(
        r"""投资 产值 销售 销往 售出 卖 采购 收入 增收 税 消费 贷款 挣 营业 成交 签约 意向 节省 省\d
    工资 使用率 付出去 利润 订单 到位资金 人均 产量 品牌价值 估算 总额 贸易 出口 进口 GDP
    捐赠现场$ 赞扬 表扬 [县户村]均投入 出资的 生产总值
    引进 引资 举行[^,，捐]{0,1}捐赠仪式$ 暨捐赠 仪式在 项目[\d.]+个、 项目总 注册资
    融资额 补贴每 年产 交易 仪式[上中由] 锦旗 牌匾 感谢信"""
    )
)
_AID = re.compile(
    either(
        """捐 援助 帮扶资金 协作资金 财政 拨 资助 给 得到 提供 安排 投入 筹 拿出 出资 用了 资金 救助
        慰问 赠 补助 落实 支持 注入 下达"""
    )
)
_GIFT = re.compile(
    r"(?=[捐赠致送发得获受资])(?:捐[赠资款物献出助]|赠送|赠予|致赠|送[出去来上]|捐[^,，]{0,12}仪式"
    r"|发放了?[^,，]{0,12}(?:用品|物资|慰问|礼包|补贴|[学助]金|物品)"
    r"|(?:得到|获得|受到)了?(?:救助|资助|补助)|资助了?\d)"
)
_DONE = re.compile(
    r"(?:[向给]|[往到为][^,，]{2,20}?)[^,，]{0,24}(?:捐[赠献款资]|送[上去来]|发放)|致赠"
    r"|(?:剪彩|揭牌|开工|启用|投产|竣工|奠基)$"
    r"|了|已|刚|宣布|过|举行|共|累计|先后|\d|仪式|成功"
    r"|正式|当场|现场"
)
_SENT = re.compile(
    either(
        r"""选派 派出 派来 派去 派遣 互派 派驻 派(?=\d|往|了|医|教|干) 选送 挂职 支教 支医 去了 来了
    援派 交流(?:干部|任职) 驻点 帮扶干部 增派 轮派 接收 柔性引进"""
    )
)
# A team sent, without its number; and those who go to the partner to learn.
_GOES_TO_LEARN = re.compile(
    r"(?:选派|派出|派遣)了[^,，]{0,16}(?:干部|人才|教师|医生|专家)[^,，]{0,10}(?:赴|到|来|前往)|"
    r"派出[^,，]{0,10}(?:团队|医疗队|工作队|专家组)|\d[^,，]{0,16}(?:人才|干部|教师|医生"
    r"|技术人员)[^,，]{0,12}"
    r"(?:赴|到|去|正在)[^,，]{0,12}(?:进修|跟岗|学习|挂职)"
)
_STAFF = "(?:干部|人才|教师|医生|专家|医护|技术人员|专技人员|志愿者)"
# People counted who go, or work, where they are sent, however that is put.
_WENT = re.compile(
    rf"\d[\d.]{{0,8}}[余多]?[名人位][^,，]{{0,16}}?{_STAFF}[^,，]{{0,10}}?(?:往返|赴|前往|到岗|奔赴|进驻|支援|驻守|启程)"
    rf"|(?:前往|到岗|支援|奔赴|进驻|行业交流)[^,，]{{0,10}}?{_STAFF}[^,，]{{0,6}}?\d[\d.]{{0,8}}[余多]?[名人位]"
    rf"|一批又一批[^,，]{{0,8}}{_STAFF}[^,，]{{0,12}}(?:赴|前往|奔赴|到|来)"
)
# Projects counted that the two sides carry out together.
PROJECTS = re.compile(
    r"(?:实施|推进|落地|建成|启动|排定|安排)了?[^,，投]{0,24}?项目\d[\d.]{0,8}[余多]?个"
)
_MEETINGS = re.compile(
    r"(?:召开|举行)[^,，]{0,16}?(?:会议|座谈会|对接会|推进会)[^,，]{0,4}?\d{1,4}[余多]?[次场]"
)
_TRAINED = re.compile(either("就读 培养 培训 受训 轮训 研修 跟岗 跟班学习 进修"))
_PLACED = re.compile(
    r"(?:转移|输出|输转|实现|帮助|组织)[^,，]{0,20}(?:就业|务工|劳动力)"
    r"|就业(?!率|岗位|服务|机会|创业)|上岗|务工(?![^,，\d]{0,4}收入)"
    r"|输送[^,，]{0,12}(?:工|劳动力)|^去[^,，]{1,6}\d"
)
_NO_PLACE = re.compile(
    either(
        """带动 吸纳 解决 让[^,，]{2,20}就业 用[了上]?(?:农村)?劳动力 工资 收入 挣 打工"
        " 提供[^,，]{0,12}岗位 培训 招聘会 载体 车间"""
    )
)
# The signs its words begin with stand first: most clauses have none of them.
_BUILT = re.compile(
    "(?=[新扩改援建修打支帮开动剪揭启投落合设成搭共竣奠硬完创兴])"
    + either(
        r"""新建 扩建 改建 援建(?!工作|座谈|会|交流|项目$|干部) 建成 建起 建立[了起] 建设了 修建
    改造(?:了|提升|\d|完|[^,，]{1,12}\d) 打造[了出] (?:支持)?建设[^,，项]{1,16}\d 帮建 开工 动工
    剪彩 揭牌 启用 投用 落成 合办 开办 开设 设立[了\d]? 成立了? 建了 搭建[了起] 共建[了成\d] 合建
    共建[^,，]{2,14}\d{1,5}[余多]?个 建(?=\d) 竣工
    奠基 投入(?:使用|运营) 投产 硬化 修[了通好建] 完工 创建[了\d] 兴建 建有"""
    )
)
_SET_UP = re.compile(
    r"(?:搭建|组建|设立|成立)起?[^,，]{2,24}(?:平台|机构|工作站|中心|基金|联盟|专班|工作队)$"
)
_NO_BUILD = re.compile(
    r"(?:考察|参观|观摩|察看|查看|视察)了|公司出资|(?:情谊|友谊|感情|互信|关系|默契|纽带|机制|体系|格局|模式|品牌)$|品牌|帮扶车间让"
    r"|援建项目\d|^均|后就|^(?:共建|已建)?(?:产业)?园区"
    r"|企业(?!家)[^,，]{0,8}(?:投产|落地)|落地(?:投产|企业)|在建"
)
_PAPERS = either(
    """协议 备忘录 合同 纪要 意向 项目 协定 宣言 责任书 议定书 公报 方案 计划 声明 友好关系
    友好城市 友谊城市 姐妹 姊妹 契约 文件"""
)
_SIGNED = re.compile(
    rf"(?:签署|签订|签下|签了|签约|签定|续签|缔结|换文|达成|签)[^,，]{{0,60}}?{_PAPERS}"
    r"|[与和][^,，]{2,40}(?:成功|正式|顺利|现场)签约$|[与和][^,，]{2,40}进行[^,，]{0,8}签约|项目[^,，]{0,6}(?:签约|签订)|(?:协议|备忘录|合同|纪要|协定)[^,，]{0,16}(?:签署|签订"
    r"|签约|签字)"
)
_NO_SIGN = re.compile(
    r"签[约署](?:仪式|环节|活动)?(?:上|中|环节|期间|之际)$|履约率|周年|见证|的签署|缔结的|能够?[^,，]{0,12}缔结|\d+个国家[^,，]{0,24}(?:缔结|签)|签署(?:后|使|标志|以来)|签约(?:额|金额|资金|率)"
    r"|(?:按照|根据|依据|履行|落实)[^,，]{0,60}(?:协议|备忘录)"
)
_VISITED = re.compile(
    r"(?:曾|当时|[去前]年|\d{4}年)[^,，]{0,24}率团[^,，]{0,6}(?:访|考察)"
    r"|互访|回访(?!代表|团)|相互(?:考察|访问|走访)|组织[^,，]{2,30}[赴到来][^,，]{2,20}(?:考察|对接|交流)"
    r"|(?:高层|党政|领导)[^,，]{0,12}(?:往来|互访|考察|调研)[^,，]{0,10}\d"
    r"|交流(?:考察)?[^,，]{0,6}\d[\d.]{0,8}(?:批|人次)"
)
_ISSUED = re.compile(
    "(?=[印出制发编也正开列下公启推修定写建完组举深广联共创打帮救诊义手])"
    + either(
        r"""印发 出台 制定(?:了|出|《|实) 制订[了出《] 发布[了《] 编制[了完《] 也?已开行 正式开行
    列[了出] 下发 公布了 启动(?:了|实施) 推出[了\d] 修订[了《] 定出 写好 出具 建立健全了 完善了
    开展(?:了|各类|系列|多轮|\d{1,6}[余多]?[场次期轮批]) 组织(?:了|开展|\d) 举办(?:了|各类|\d)
    (?:深入|广泛|联合|共同)(?:开展|实施)[^,，]{0,60}(?:行动|工程|计划)”?$
    开展[^,，]{2,30}\d{1,6}[余多]?[场次期轮批] 创建[^,，]{2,20}品牌 打造了[^,，]{1,20}品牌
    帮助[了\d] 救治 诊治 义诊(?!活动现) 诊疗了?\d 手术\d"""
    )
)
# Issued is issued, whatever else the clause says.
_SENT_OUT = re.compile(r"印发|出台了?[^,，]{2,30}(?:办法|意见|方案|政策|措施)|下发[^,，]{0,20}通知")
_NO_ISSUE = re.compile(
    r"(?:日|上午|下午|近日|昨天|当天|今天)[^,，]{0,30}(?:举办|启动|开展|组织)"
    r"|[卓富]有成效|[丰硕]硕|开展了?(?:一系列)?多(?:形式|渠道|层次|领域|方位)|(?:考察|参观|观摩)了"
    r"|^[^,，]{0,24}(?:会议|活动|仪式|座谈会)(?!等?[^,，]{0,8}\d)"
)


# Most clauses have none of these, without which the longer patterns hold nothing.
_MAY_SIGN = re.compile("签|缔结|换文|达成")
_MAY_LEARN = re.compile("派|进修|跟岗|学习|挂职")
_MAY_GO = re.compile("干部|人才|教师|医生|专家|医护|技术人员|专技人员|志愿者")
_MAY_VISIT = re.compile("访|考察|率团|对接|交流|往来|调研|批|人次|召开|举行")


def act_done(clause: str) -> tuple[str, int] | None:
    """Return the kind of the act a clause says was done, and how sure; None for no act.

    >>> act_done("江苏给陕西财政援助资金26.42亿元"), act_done("企业到位投资144.8亿元")
    (('fund', 85), None)
    """
    if _MAY_SIGN.search(clause) and _SIGNED.search(clause) and not _NO_SIGN.search(clause):
        return SIGN, 90
    if _MAY_LEARN.search(clause) and _GOES_TO_LEARN.search(clause):
        return SEND, 75
    if _SENT.search(clause) and _PEOPLE.search(clause) and "就读" not in clause:
        return SEND, 85
    if _MAY_GO.search(clause) and _WENT.search(clause):
        return SEND, 70
    if _AID.search(clause) and _money_given(clause):
        return FUND, 85
    if _GIFT.search(clause) and _DONE.search(clause) and not _NO_GIFT.search(clause):
        return FUND, 80
    if _TRAINED.search(clause) and _COUNTED.search(clause):
        return TRAIN, 80
    if _PLACED.search(clause) and _PEOPLE.search(clause) and not _NO_PLACE.search(clause):
        return PLACE, 70
    if _SENT_OUT.search(clause):
        return OTHER, 75
    if _SET_UP.search(clause):
        return BUILD, 65
    if _BUILT.search(clause) and _DONE.search(clause) and not _NO_BUILD.search(clause):
        return BUILD, 70
    if PROJECTS.search(clause):
        return BUILD, 65
    if _MAY_VISIT.search(clause) and (_VISITED.search(clause) or _MEETINGS.search(clause)):
        return VISIT, 70
    if _ISSUED.search(clause) and _DONE.search(clause) and not _NO_ISSUE.search(clause):
        return OTHER, 60
    return None


def _money_given(clause: str) -> bool:
    return MONEY.search(clause) is not None and _NO_GIFT.search(clause) is None


_SITES = either(
    """园区? 基地 项目 学校 医院 中心 车间 示范[村区镇县点户] 平台 公路 道路 桥 工程 市场 馆
    住房 工厂 飞地 卫生院 口岸 通道 集群 产业链 设施 走廊 乡村 村庄 驿站 站点 专区 工作站 实验室
    示范带"""
)
# The kind of an undertaking by its words, the first that fits.
_AIMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (SIGN, re.compile(r"签署|签订|缔结")),
    (VISIT, re.compile(r"互访|回访|来访|考察|访问|走访|常来常往|来[^,，]{0,8}(?:做客|参加)|召开")),
    (TRAIN, re.compile(either("培训 研修 轮训 跟岗"))),
    (SEND, re.compile(r"选派|派出|派遣|互派|增派|派(?=[\d驻往])|选送|支教")),
    (PLACE, re.compile(r"稳岗|扩岗|转移就业|务工|稳定就业|就业岗位|吸纳.{0,8}就业|劳务输出")),
    (
        FUND,
        re.compile(
            r"捐|(?:投入|安排|给|给予|提供|加大|拨付)[^,，]{0,10}资金|资金(?:投入|支持|援助|使用)"
            r"|用好[^,，]{0,6}[钱款]|善款|拨付|出资|资助|\d元|[万亿]元"
        ),
    ),
    (
        BUILD,
        re.compile(
            r"(?:建设|共建|援建|新建|建成|打造|兴建|改造|搭建|办好|建立|创建|培育|布局|修建|设立)"
            rf"[^,，]{{0,24}}?{_SITES}"
        ),
    ),
)
# "Taking this visit as a beginning" is no visit to come.
_BY_WAY_OF = re.compile(
    r"(?:以|把)[^,，]{2,20}?[为作]为?(?:契机|抓手|纽带|平台|起点|切入点|突破口|载体|重点|主线),?"
)
# Cooperation in many fields is none of them in particular.
_GENERAL = re.compile(
    r"等多?(?:方面|各?领域|各项|工作|层面|多个)|^在.{4,60}上[^,，]{1,6}$|(?:合作|协作|交流"
    r"|工作|关系)$"
)


def aim_of(clause: str) -> str:
    """Return the kind of what a clause undertakes or asks for.

    >>> aim_of("支持协作地建设一批乡村振兴示范村"), aim_of("继续在产业、劳务等方面协作")
    ('build', 'other')
    """
    clause = _BY_WAY_OF.sub("", clause)
    if _GENERAL.search(clause):
        return OTHER
    return next((kind for kind, words in _AIMS if words.search(clause)), OTHER)
