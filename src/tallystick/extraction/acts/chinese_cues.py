"""Chinese words that say what a clause is: planned, wished, said, done by way of, or nothing.

Signs such as 将 会 要 应 are parts of many other words (即将, 会议, 重要, 供应): each pattern says
beside which signs they stand for themselves. Signs are Simplified; alternatives stand in a table,
a space between them.
"""

from __future__ import annotations

import re

from tallystick.extraction.cues import Cue


def either(table: str) -> str:
    """Return a pattern of the alternatives of a table, which are parted by space.

    >>> either("希望 期盼")
    '(?:希望|期盼)'
    """
    return "(?:" + "|".join(table.split()) + ")"


# Of what undertakes, this only says when; a wish beside it counts instead.
WHEN = re.compile(
    either("下一步 今后 接下来 下阶段 下步 未来") + r"(?![的所]|工作|目标|思路|重点|$)"
)
# What stands before 会 in the names of meetings and bodies, and behind it when it means "will".
_MEETINGS = "审大社协委机省市议座商学国工作联年峰都全开本县区洽览博论晚谈席介接聘约进流示销享讨题明"
_WILL_DO = either(
    """把 在 帮 为 同 与 和 对 逐渐 逐步 陆续 继续 进一步
    加大 加强 全力 积极 尽 以 让 给 不断 一如既往 按 认真
    共同 更 持续 坚决 努力 坚定 支持 推动 做好 派 深化"""
)
_BODY_WILL_DO = either("帮 把 为 继续 全力 积极")
# Where 将 only puts first what was moved or used: 将资金用在路上.
_MOVED = either(
    """[带送转投变改作用]?[到成给向为]了 用在 用到 投向 带[到进] 列为 纳入 融入 引入 放在
    送到 搬到 落到 调整为 改为 划入"""
)
_TO_PLAN = either(
    """在 于 投 选 派 建 用 今年 明年 到 每年 新 开展 安排 组织 实施 培训 援 捐 帮 引"""
)
# An intention, a decision, an agreed amount.
WILL = re.compile(
    "(?=[将会拟计准打愿力决同商约承一达协备纪方合再期确下今接未])"
    + either(
        rf"""
        将(?<![即麻名终已经直后]将)(?![军近领士才帅]|来(?![访华])|[^,，]{{2,40}}{_MOVED})
        会(?<![{_MEETINGS}]会)(?={_WILL_DO})(?!在[^,，]{{2,30}}(?:召开|举行|举办|开幕))
        会(?<=[^管居村常党工大]委会)(?={_BODY_WILL_DO})
        拟(?!定|订|合|投资) 计划(?={_TO_PLAN}) 准备(?!金|好|工作|了|情) 打算
        愿(?<![心志自祝意宏夙]愿)(?!望|景|者|服|意见) 力争
        决定(?!性|了性) 同意(?!书) 商定 约定 承诺 决心(?=[要把在将])
        一致认为要 达成了?(?:一致|共识) (?:协议|备忘录|纪要|方案|合同)书?(?:明确|规定|提出|载明)
        {WHEN.pattern} 再接再厉 一定(?=把|会|要|全力) 期(?<!以期)(?=在\d)
        确定(?=了?由|在|将|合作|共同|举办|建立)
        """
    )
)
# 欢迎 is an invitation where it says what to come for; else it only greets.
_COMING_FOR = either("投资 兴业 考察 发展 旅游 做客 参加 参观 参与 交流 洽谈 创业")
_BEFORE_SHOULD = "相供响对效反适回感顺理长任记席员、"
_AFTER_SHOULD = "急用对邀聘变届有尽收接运酬答许战"
# Behind these 要求 is the demand itself, not that somebody makes one.
_WHOSE_DEMANDS = "中央|部署|有关|工作|任务|目标|总体|标准|考核|具体|政府|上级"
# A wish, a request, an invitation, a demand.
HOPE = re.compile(
    "(?=[希盼期建冀要呼倡邀诚欢恳敦请应必需务提主勉])"
    + either(
        rf"""
        希望(?!小学|学校|工程|之|田野) 盼(?<![期热渴]盼)(?![望头]) 盼望 期盼 期待 期望
        期(?=深化|加强|进一步|能|双方|两)
        建议(?<!意见建议)(?<!意见、建议)(?!书|案|意见) 冀(?=通过|透过|望|两|双|能)
        要求(?<!(?:{_WHOSE_DEMANDS})要求)(?!的|下[达发]|[、和与]) 呼吁 倡议(?!书) 邀请(?!函) 诚邀
        欢迎(?=[^,，]{{0,16}}[来到赴][^,，]{{0,12}}{_COMING_FOR})
        恳请 敦促 请(?<![申邀聘宴恳敬]请)(?=[^示教求假柬客战缨进到来])
        应(?<![{_BEFORE_SHOULD}]应)[当该]?(?![{_AFTER_SHOULD}])
        必须 需(?<![的必急所供军亟内特]需)要?(?!求) 务必 务求
        要(?<![需主重纪只摘紧首简纲机若还概]要)(?![求素点闻塞务道领件义案员害么不])
        提议 主张
        """
    )
)
# Of these the wish itself stands behind the word; 要 and 应 stand within it.
WISHING = re.compile(
    either("希望 盼 期 建议 要求 呼吁 倡议 敦促 恳请 勉励 提议 主张 请 欢迎 邀请 诚邀")
)
# A clause that only says that something was agreed: what, stands behind its comma.
AGREES = re.compile(
    r"^[^,，]{0,12}" + either("商定 约定 同意 决定 承诺 共识 一致 确定 提出 明确 规定 载明") + r"$"
)
# Who speaks, a clause of its own, and one in which what is said follows at once.
SPEECH = re.compile(
    either(
        """表示 指出 强调 介绍[说道]? 认为 提出 透露 坦言 谈到 说道 说 称 指示
        讲话[中时]?(?:说|指出|强调)?"""
    )
    + r"$"
)
_SAYING = "表示 指出 强调 介绍说 认为 说"
SPEAKS = Cue(
    re.compile(r"[^,，]{0,40}?" + either(_SAYING) + r"(?=[^,，]{2})"), tuple(_SAYING.split())
)
# Clauses that undertake nothing.
NOTHING = re.compile(
    r"^(?:其中|预计|据|力求|旨在|(?:非常|衷心|由衷|真诚|诚挚|十分|再次|特别)?感谢|对.{1,30}(?:表示|致以)|向.{1,40}(?:表示|致以)|欢迎(?!各|更|广|企|来|到)"
    r"|代表|使用率|占|比(?=上|去|\d)|同比|是(?!以)|即(?=[\d“《是为])|包括|涉及|惠及|受益|也是"
    r"|既是|成为"
    r"|不仅是|离不开)"
    r"|表示(?:衷心|诚挚|热烈|由衷|崇高|深切)?(?:的)?(?:感谢|欢迎|敬意|问候|祝贺|慰问)|离不开"
)
_LEADS = either(
    """紧?紧?围绕 按照 根据 依据(?!是) 依托 借助 结合 通过 聚焦 立足 随着 针对 紧扣 紧盯 坚持 以
    本着 秉持 秉承 抢抓 充?分?发挥 利用 抓住 遵照 遵循 对标 对照 从 用好 为(?!了?期) 站在 着眼
    瞄准 锚定 牢记 深入学习 全面贯彻 深入贯彻 认真贯彻 贯彻落实 学习贯彻 把握"""
)
_BEFORE_LEADS = either("""并 应 继续 进一步 双方 两地 两省 两市 我们 共同 始终 充分 积极 深入""")
_TIMES = either(
    """下一步 今后 接下来 下阶段 下步 未来 近期 明年 今年 日前 同时 为此 一方面 另一方面"""
)
# What only says how, for which or by what means: the clause goes on behind the comma.
ADVERBIAL = re.compile(
    rf"^(?:[^,，]{{0,10}}?(?:将|会|要|愿))?{_BEFORE_LEADS}{{0,4}}{_LEADS}"
    r"|^(?:在|自|自从|当).{1,30}(?:下|中|上|时|后|前|基础上|期间|以来|之际|同时|之后|过程中|方面)$"
    r"|^.{0,10}(?:同时|此外|另外|目前|近年来|今年以来|截至.{1,12}|会后|会上|期间|其间|当天"
    r"|随后|接着)$"
    rf"|^{_TIMES}$|^(?:[一二三四五六]|首先|其次|再次|最后)[是要]?$"
)
_MAIN_VERBS = either(
    """加强 深化 推进 开展 推动 支持 建立 加大 拓展 提升 完善 落实 做好 抓好 帮助 参与 合作$"
    " 协作$"""
)
# "By way of ..." that goes on to its verb within the same clause.
HAS_VERB = re.compile(
    r"(?:以|从|通过|坚持|利用|借助|发挥).{2,30}?"
    + _MAIN_VERBS
    + "|"
    + either("合作 协作 交流 往来 对接 帮扶 互动 联动")
    + "$"
)
# A clause of a list that only says what the one before it leads to.
RESULT = re.compile(
    r"^(?:并|共同|努力|不断|从而|以|来|更好地|进而|合力|携手){0,2}"
    + either("帮助 促进 使 让 带动 取得 找到 形成 助推 达到 争取 最大限度 实现")
)
# A closing clause that only says what good will come of it.
SLOGAN = re.compile(
    r"^(?:共同|不断|努力|携手|合力|更好地?|全力|奋力|真正|早日){0,3}(?:在[^,，]{2,24}?)?"
    r"(?:实现|谱写|共创|携手|助力|开创|书写|续写|作出|做出|更好|结出|迈上|增进|造福"
    r"|为[^,，]{2,40}(?:贡献|力量|支撑|保障|动力|活力|支持|添福祉)$"
    r"|推动[^,，]{2,24}(?:台阶|成效|发展|硕果|果实|水平|提升)$"
    r"|打造[^,，]{2,24}(?:名片|典范|样板|标杆|品牌|示范)$)"
)
# What will come of it, not what somebody undertakes.
OUTCOME = re.compile(
    either(
        r"""用于 惠及 受益 将达 达到 突破 超过 带动\d 成为 迎来 开启 步入 有利于 有助于 将有 将是
    必将 正在 即可"""
    )
)
