"""The words around a Chinese name: what may follow one, and what only begins like one."""

from __future__ import annotations

import re

from tallystick.extraction.people.posts import words as table

MARKS = re.compile(r"[\s,，。;；:：、!?…()（）《》“”\"'\d/|\-—]|$")


def any_of(table: str) -> str:
    """Return a pattern of the words of a table, tried only where one of their first signs stands.

    >>> any_of("出席 参加 出面")
    '(?=[出参])(?:出席|参加|出面)'
    """
    found = table.split()
    firsts = "".join(dict.fromkeys(word[0] for word in found))
    return f"(?=[{firsts}])(?:{'|'.join(found)})"


# What goes on after a name: two signs and more, or one that no name holds.
_GOES_ON = any_of(
    """出席 参加 参与 参观 主持 主导 主讲 主礼 主旨 陪同 率队 率团 率领 带队 带领 带着 带来 领队
    领取 会见 会谈 会晤 会面 座谈 表示 表明 表达 表态 介绍 致辞 致词 致电 致欢迎 讲话 讲述 讲解
    发言 发表 指出 指示 指导 强调 要求 希望 期待 期间 认为 说道 说 谈到 谈了 提出 提到 提议 宣布
    宣读 宣讲 代表 代为 签署 签订 签约 签下 签字 签名 见证 见面 接待 接受 接见 接过 走访 走遍
    走进 走到 走村 调研 调任 调离 调度 考察 访问 看望 看到 慰问 前往 前来 来到 来我 来访 来自
    到访 到会 到场 到任 抵达 以及 以视频 以书面 以线上 以代表 一行 一同 一起 一并 一道 一直 先生
    先后 女士 同志 博士 教授 夫妇 分别 共同 随后 随行 随团 随即 出面 出任 出资 受邀 受聘 应邀
    感谢 欢迎 回应 回顾 回信 回忆 通报 通过 汇报 作为 作了 作出 作交流 作主旨 作重要 作典型
    作表态 作动员 作主题 作专题 作工作 作情况 作报告 作发言 作讲话 作总结 做了 做出 就此 就如
    为此 为代 担任 兼任 任组 任团 任命 揭牌 揭幕 启动 点评 总结 部署 听取 深入 实地 现场 亲自
    最后 首先 对此 对接 再次 专程 还说 还 并讲 并致 并作 并主 上台 登台 上午 下午 呼吁 建议 相信
    赞扬 赞赏 赞同 肯定 祝贺 祝愿 邀请 转达 转交 赠送 捐赠 捐 观看 察看 查看 当选 当天 当日 率先
    委托 交流 交换 交谈 洽谈 商讨 商谈 剪彩 颁 授予 授 推介 向 牵头 负责 检查 检验 督导 高度评价
    高度赞 今年 今天 今日 今后 去年 投资 曾 长期 正在 举行 召开 进行 开展 展开 达成 握手 合影
    特别 非常 充分 诚挚 热情 则 简要 详细 围绕 结合 等人 等领 等同 等一 等出席 等参加 等陪同 等市
    等县 等区 等州 与会 列席 在座 盼 陈述 报告 解释 透露 告诉 坦言 直言 写道 此行 此次 此前 此间
    昨天 昨日 昨(?=[(（]) 日前 近日 时强调 时指出 时说 时表示 时要求 时谈 时(?=[,，]) 后(?=[,，])
    视频 连线 线上 书面 这次 打造 紧紧 紧握 亲切 认真 仔细 详尽 主动 积极 带头
    处(?=获悉|了解|得知) 获悉 说起 谈起 跟随 陪着 赴 完成 同意 组织 协调 安排 推动 牵线 挂任 挂职
    离任 卸任 接任 接替 继任 履新 被任命 被授 热烈 衷心 郑重 简短 逐一 依次 当场 当面 笑着 高兴
    激动 深情 动情 常说 多次 每天 每周 每月 经常 坚持"""
)
WORDS = re.compile(_GOES_ON)
# One sign that goes on after a name and is in none, and one that may be in a name too.
NEVER = "不很说称率在对向与及等赴到就也还均都又则将的是把给让并盼被"
EITHER = "和同来为受作做已于从由再任带以至"
_AFTER = re.compile(f"[{NEVER}{EITHER}]|{MARKS.pattern}|{WORDS.pattern}")
_NOT_GIVEN = frozenset(
    "的了是在不等们这那及或我他她其率说称与市县区省镇委局部厅到就也还均都又则将把给让并被、"
    + "0123456789级"
)
# Words that begin like a name.
NO_NAME = re.compile(
    any_of(
        r"""高[度级校管兴质效新标] 方[面案式] 常[务委态年] 应[邀当急]
        任[职命何务组主副用免教期双总] 安[排全徽] 成[员为立果效] 单[位独] 班子 明[确年显] 年度
        全[体市省县区国面] 来[宾自访到] 计[划算] 项目 农[民户业村] 党[员政组委建] 官[员方]
        公[司布开室安] 代表 商[会务业贸] 车队 海[外关内] 相[关互比应继] 管理 华[侨商] 金融 石油
        解[放决] 强[调化] 师[生资] 江[苏西] 关[于心] 时[任间常] 都[是在市] 平[台等均] 司[法长]
        权[利益限力] 范围 巩固 万[名人元] 余[名人家] 何[时处] 牧[民业] 文[化旅件] 易地 和[谐]
        盛[会况] 荣[获誉] 宣[布读传] 连[续接] 满[意足] 白[酒] 苏[州陕] 温州 常州 杭州 贺[信电]
        查看 顾问 支[持援部教] 区[域内长政委里有直属各] 包[括含村户保扶抓联装机车容裹]
        展[示开现览望销馆演品厅] 谢意 向[全] 索取 左右 于[是] 戴[上着] 首[次先] 信[息任箱访]
        那[里么个些] 达[成到] 南[北方] 景[区点] 席[位间] 居[民住] 云[南] 毛[巾] 边[境疆] 步[伐骤]
        容[量] 井[盖] 花[卉园] 段[时] 项[目] 里[面程] 基[层地础金]"""
    )
)
# Signs of a name after a post where its surname is not known.
MAY_NAME = re.compile(
    r"(?![以左]下|左右)(?:(?![会室团组员部门线坛理作级务职责位期届任处办院校队班论动工同指被联系"
    r"热信箱专例调第个多各该每双两三"
    r"五十几共所有其本此已曾正分别兼出主单负带领代表等加参率到说的了是在不们这那与及或我他她称市"
    r"县区省镇委局厅就也还均都又则将把给让并和])"
    r"[\u3400-\u9fff]){2,5}"
)
# No name: "有关领导", "和医生".
NOT_AFTER_SURNAME = table(
    "领导 医生 教师 干部 代表 专家 主席 书记 市长 县长 省长 区长 主任 局长 部长 会长 教授 委员 "
    "官员 经理 校长 院长 老师 群众 企业 部门 单位 人员"
)
# Words that begin with a rare surname that is a word of its own.
NO_RARE_NAME = re.compile(
    any_of(
        """通[过报讯知道] 从[严事中此而] 自[觉治主身愿] 生[产活态] 国[家际内有务]
        广[泛大东西州场] 家[庭乡人长] 后[期来方续勤] 东[部西北南] 双[方向边组重] 能[力够]
        别[的人] 终[于] 空[间] 红[色] 养[殖老护] 利[用益] 越来 经[济过验营贸办] 印[发象]
        干[部事群] 富[民裕] 福[建利州] 牧[民区业] 保[障护持密险] 普[遍通查及] 起[草来到] 字号
        排[名序查] 初[步级心] 由于 承[诺担办接] 操作 资[金源助产料] 茶[叶园企] 念好 速度
        线[路上下] 银[行川] 智[慧力能库] 修[改建复] 英[雄语] 原[本来则因] 补[充助贴] 阳[光江台]
        法[律治院规] 楚雄 晋[升级城] 归口 弘扬 融[合入资] 钦[州] 蓬[勃莱] 仰[望] 滑[坡] 扶[贫持]
        贡[献山] 慎重 松原 海[州] 水[平利务果] 晓得 鱼[塘] 言[行] 墨[西]"""
    )
)
# 向 before what is given or told is a preposition.
GIVES = re.compile(r"[捐赠授颁送介汇通转反致表发交移提输伸敬报]")
COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范"
    "金廖贾夏韦付傅白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤"
)
_HAN_SIGN = re.compile(r"[\u3400-\u9fff]")


def follows(plain: str, at: int) -> bool:
    """Whether a name may end at a place."""
    return _AFTER.match(plain, at) is not None


def bad(sign: str) -> bool:
    return sign in _NOT_GIVEN or not _HAN_SIGN.match(sign)
