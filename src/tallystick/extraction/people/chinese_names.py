"""Where a Chinese name ends: by its surname, and by the words that may follow a name."""

from __future__ import annotations

import re

from tallystick.extraction.people.mentions import FIRM, LIKELY, UNSURE
from tallystick.extraction.people.posts import words as table
from tallystick.extraction.people.surnames import COMPOUND_HAN, HAN, JAPANESE_HAN

Hit = tuple[int, int, int]
MARKS = re.compile(r"[\s,，。;；:：、!?…()（）《》“”\"'\d/|\-—]|$")
# Two signs and more that go on after a name.
_WORDS = re.compile(
    r"出席|参加|主持|陪同|率[队团领]|带[队领着]|领队|会[见谈晤]|座谈|表[示明达]|介绍|致[辞词]|讲"
    r"话|发言|指出|强调|"
    r"要求|希望|认为|说道|谈到|提[出到]|宣布|宣读|代表|签[署订约下字]|见证|接[待受见]|走访|调研|考"
    r"察|访问|看望|慰问|"
    r"前往|来到|到访|抵达|以及|以(?:视频|书面|线上|代表)|一行|先生|女士|同志|博士|教授|夫妇|分别|"
    r"一[同起并道]|共同|先后|随"
    r"[后行团即]|出面|"
    r"受邀|应邀|感谢|欢迎|回[应顾]|通报|汇报|作(?:[为了出]|交流|主旨|重要|典型|表态|动员|主题|专题|工作|情况|报告|发言|讲话|总结)|就[此如]|为[此代]|担任|兼任|任[组团]|主礼"
    r"|揭[牌幕]|启动|"
    r"点评|总结|部署|听取|深入|实地|现场|亲自|最后|首先|作了|做了|对此|再次|专程|还|并[讲致作主]|"
    r"上台|登台|期待|"
    r"呼吁|建议|相信|赞[扬赏同]|肯定|祝[贺愿]|邀请|转[达交]|赠送|捐赠|领取|参观|观看|察看|查看|出"
    r"任|当选|率先|"
    r"委托|交流|对接|洽谈|商讨|商谈|交换|签名|剪彩|颁|授|授予|宣讲|推介|主讲|致欢迎|向|牵头|负责|"
    r"主旨|检查|督导|"
    r"高度评价|今[年天日后]|去年|投资|出资|捐|曾|长期|正在|带来|举行|召开|进行|开展|展开|达成|交"
    r"谈|会面|见面|握手|合影|一直|特别|非常|充分|诚挚|热情|还说|则|简要|详细|围绕|结合|代为|等[人"
    r"领同一]|等出席|等参加|等陪同|与会|列席|在座|到场|说|盼|陈述|报告|解释|"
    r"透露|告诉|坦言|直言|写道|回忆|期间|此行|当天|当日|今天|昨[天日(（]|上午|下午|日前|近日|时"
    r"(?:强调|指出|说|表示|要求|谈|[,，])|后(?=[,，])|视频|通过|连线|线上|致电|回信|书面|"
    r"此次|这次|参与|主导"
)
# One sign that goes on after a name and is in none, and one that may be in a name too.
_NEVER = "不很说称率在对向与及等赴到就也还均都又则将的是把给让并盼被"
_EITHER = "和同来为受作做已于从由再任带以至"
_AFTER = re.compile(f"[{_NEVER}{_EITHER}]|{MARKS.pattern}|{_WORDS.pattern}")
_NOT_GIVEN = frozenset(
    "的了是在不等们这那及或我他她其率说称与市县区省镇委局部厅到就也还均都又则将把给让并被、"
    + "0123456789"
)
# Words that begin like a name.
_NO_NAME = re.compile(
    r"高[度峰级校管兴质效新标]|方[面案式]|常[务委态年]|应[邀当急]|任[职命何务组主副用免教期]|安[排全徽]|"
    r"成[员为立果效]|单[位独]|"
    r"班子|明[确年显]|年度|全[体市省县区国面]|来[宾自访到]|计划|项目|农[民户业村]|党[员政组委建]|"
    r"官员|公[司布开室安]|"
    r"代表|商[会务业贸]|车队|海[外关内]|相[关互]|管理|华[侨商]|金融|石油|解[放决]|强[调化]|师[生"
    r"资]|江[苏西]|关[于心]|"
    r"时[任间常]|都[是在]|平[台等]|司[法长]|权[利益]|范围|巩固|万[名人元]|余[名人家]|何[时处]|通|"
    r"牧[民业]|文[化旅件]|"
    r"易地|和[谐]|盛[会况]|荣[获誉]|容|宣[布读传]|经|连[续接]|满|白[酒]|苏[州陕]|温州|常州|杭州|"
    r"贺[信电]|查看|顾问|"
    r"支[持援部教]|包括|区[域内长政委里有直属各]|里|步|计|包[括含村户保扶抓联装机车容裹]|展[示开现览望销馆演品厅]|基|谢意|向[全]|索|左右|于[是]|戴|首|相|信息|"
    r"信|花|那|达成|达到|官方|"
    r"南[北方]|平均|景[区点]|井|席|居|权|云[南]|毛|段|边[境疆]|项"
)
# Signs of a name after a post where its surname is not known.
_MAY_NAME = re.compile(
    r"(?![以左]下|左右)(?:(?![会室团组员部门线坛理作级务职责位期届任处办院校队班论动工同指被联系"
    r"热信箱专例调第个多各该每双两三"
    r"五十几共所有其本此已曾正分别兼出主单负带领代表等加参率到说的了是在不们这那与及或我他她称市"
    r"县区省镇委局厅就也还均都又则将把给让并和])"
    r"[\u3400-\u9fff]){2,5}"
)
# No name: "有关领导", "和医生".
_NOT_AFTER_SURNAME = table(
    "领导 医生 教师 干部 代表 专家 主席 书记 市长 县长 省长 区长 主任 局长 部长 会长 教授 委员 "
    "官员 经理 校长 院长 老师 群众 企业 部门 单位 人员"
)
# 向 before what is given or told is a preposition.
_GIVES = re.compile(r"[捐赠授颁送介汇通转反致表发交移提输伸敬报]")
_COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范"
    "金廖贾夏韦付傅白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤"
)
_HAN_SIGN = re.compile(r"[\u3400-\u9fff]")
# Signs that write foreign sounds.
_SOUNDS = (
    "阿埃艾爱安昂奥巴白班邦鲍贝本比彼别宾波伯博卜布查察昌春茨次达大戴丹当道德登邓狄迪地蒂丁东杜敦"
    "顿多厄恩尔法凡方菲费芬丰夫弗"
    "佛福富盖甘冈高戈哥格根贡古瓜圭果哈海罕汉豪赫黑亨洪侯胡华怀霍基吉加贾简杰捷金津卡开凯坎康考柯"
    "科克肯孔库夸奎昆拉腊莱赖兰朗"
    "劳雷勒黎里利莉丽立连廉良列烈琳林龙隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明莫默姆木穆拿"
    "纳娜乃奈南瑙内尼妮涅宁纽努诺"
    "欧帕派潘庞佩彭蓬皮平珀普奇齐恰钱乔切琴琼丘屈让热日荣茹儒瑞若撒萨塞赛桑瑟森沙珊尚绍舍申圣施什"
    "史士寿舒斯丝思松苏素所索"
    "塔泰坦汤唐陶特腾提廷通图托瓦万旺威韦维魏温文翁沃乌吴武西希锡席夏先香翔肖歇谢辛欣兴雄休许逊雅"
    "亚延扬耶叶伊依因英尤于约泽扎"
    "增詹张兆哲珍芝治智朱祖佐才仁措巴旦卓嘎洛顿珠次央群多杰坚赞贡布尖参拉姆吾买买提江图尔逊帖木儿"
    "音朝日格其热多吉央金扎不都肉孜周仓措益朗强巴土登觉云那顺宝额毕力楞才让仁青华太本草桑毛错三曲"
    "尼培忠差孔颂猜蓬育叻素提秋色聂堆娃占嘉拥郎尕藏完切羊公保次旺"
)
_FOREIGN_PART = re.compile(f"[{_SOUNDS}]{{1,9}}")
_DOTTED = re.compile(
    r"(?![和与及])[\u3400-\u9fff]{1,9}?(?:[·•・‧](?:(?![和与及])[\u3400-\u9fff]){1,9}){1,5}"
)


def follows(plain: str, at: int) -> bool:
    """Whether a name may end at a place."""
    return _AFTER.match(plain, at) is not None


def is_name(words: str) -> bool:
    """Whether some signs are a name by themselves.

    >>> is_name("欧阳明"), is_name("王海"), is_name("单位"), is_name("连云港市")
    (True, True, False, False)
    """
    surname = 2 if words[:2] in COMPOUND_HAN else 1
    given = words[surname:]
    if not (1 <= len(given) <= 2) or (surname == 1 and words[0] not in HAN):
        return False
    if given in _NOT_AFTER_SURNAME:
        return False
    if words[-1] == "和" or (words[-1] in "乡村" and len(words) > 2):
        return False
    return not (_NO_NAME.match(words) or any(_bad(sign) for sign in given))


def sure_name(words: str) -> bool:
    """Whether a name of three signs or more has one of the common surnames."""
    return len(words) > 2 and is_name(words) and (words[0] in _COMMON or words[:2] in COMPOUND_HAN)


def unknown_at(plain: str, at: int, *, far: bool) -> Hit | None:
    """Return a name without a known surname after a post, if the text repeats it.

    `far`: the post is one abroad, where surnames are others.
    """
    run = _MAY_NAME.match(plain, at)
    if run is None or plain[at] in _NEVER + _EITHER or _WORDS.match(plain, at):
        return None
    for end in range(run.end(), at + 1, -1):
        if not follows(plain, end):
            continue
        words = plain[at:end]
        again = plain.find(words, end, end + 3000)
        if (far and end - at > 2) or (again >= 0 and follows(plain, again + len(words))):
            return at, end, UNSURE
    return None


def _bad(sign: str) -> bool:
    return sign in _NOT_GIVEN or not _HAN_SIGN.match(sign)


def name_at(plain: str, at: int, *, posted: bool) -> Hit | None:
    """Return start, end and confidence of the name that begins at a place.

    `posted`: a post stands before it, so that less has to speak for a name.
    """
    if plain[at : at + 1] == " ":
        at += 1
    dotted = _DOTTED.match(plain, at)
    foreign = _trimmed(plain, at, dotted.end()) if dotted and posted else None
    if foreign:
        return foreign
    surname = 2 if plain[at : at + 2] in COMPOUND_HAN else 1
    if surname == 1 and plain[at : at + 1] not in HAN:
        return None
    third = at + surname + 1
    if _NO_NAME.match(plain, at) and not (
        posted
        and MARKS.match(plain, third + 1)
        and plain[third : third + 1] not in tuple("长员会位部门区域府")
    ):
        return None
    short, long = at + surname + 1, at + surname + 2
    if plain[short - 1 : long] in _NOT_AFTER_SURNAME:
        return None
    if plain[at] == "向" and (_GIVES.match(plain, short) or _GIVES.match(plain, long)):
        return None
    if short > len(plain) or _bad(plain[short - 1 : short]):
        return None
    # 李和平 is a name, 李和 is none.
    can_short = plain[short - 1] != "和"
    can_long = long <= len(plain) and not _bad(plain[long - 1 : long])
    ends_short, ends_long = can_short and follows(plain, short), can_long and follows(plain, long)
    if ends_short and (not ends_long or _rather_short(plain, short)):
        return at, short, FIRM
    if ends_long:
        return at, long, FIRM
    return _unbounded(plain, at, short, long, can_long) if posted else None


def _rather_short(plain: str, short: int) -> bool:
    return bool(
        MARKS.match(plain, short)
        or plain[short : short + 1] in _NEVER
        or _WORDS.match(plain, short)
    )


def _unbounded(plain: str, at: int, short: int, long: int, can_long: bool) -> Hit | None:
    """Return a name after a post that runs on into words we do not know."""
    if plain[at] not in _COMMON:
        return None
    again = plain.find(plain[at:short], long, long + 3000)
    if again >= 0:
        if can_long and plain.startswith(plain[at:long], again):
            return at, long, LIKELY
        return at, short, LIKELY
    return (at, long, UNSURE) if can_long else None


def foreign_at(plain: str, at: int) -> Hit | None:
    """Return a foreign name written by sound after a post, or a Japanese one."""
    if plain[at : at + 1] == " ":
        at += 1
    if _WORDS.match(plain, at):
        return None
    for surname in (plain[at : at + 2], plain[at : at + 3]):
        if surname in JAPANESE_HAN:
            for end in range(at + len(surname) + 3, at + len(surname), -1):
                if follows(plain, end) and not any(_bad(sign) for sign in plain[at:end]):
                    return at, end, LIKELY
    sounds = _FOREIGN_PART.match(plain, at)
    if sounds:
        for end in range(_before_word(plain, at + 2, sounds.end()), at + 1, -1):
            if follows(plain, end) and (end - at > 2 or _WORDS.match(plain, end)):
                return at, end, LIKELY if end - at > 2 else UNSURE
    return None


def short_foreign_at(plain: str, at: int) -> Hit | None:
    """Return two signs that write a foreign name where marks stand around it, as in a list."""
    sounds = _FOREIGN_PART.match(plain, at)
    if sounds is None or sounds.end() < at + 2:
        return None
    bounded = MARKS.match(plain, at + 2) or plain[at + 2] == "等"
    return (at, at + 2, UNSURE) if bounded else None


def _before_word(plain: str, start: int, end: int) -> int:
    """Return where the first word of two signs begins between two places, else the last."""
    for cut in range(start, end):
        word = _WORDS.match(plain, cut)
        if word and len(word[0]) > 1:
            return cut
    return end


def _trimmed(plain: str, at: int, end: int) -> Hit | None:
    """Return a dotted name without the words that run on after it."""
    first = re.split("[·•・‧]", plain[at:end], maxsplit=1)[0]
    if _WORDS.search(first) or any(
        sign in plain[at:end] for sign in ("市长", "主席", "大使", "书记", "部长", "主任", "会长")
    ):
        return None
    last = max(plain.rfind(dot, at, end) for dot in "·•・‧") + 1
    sounds = _FOREIGN_PART.match(plain, last)
    heard = _before_word(plain, last + 1, sounds.end()) if sounds else last
    for cut in range(heard, last, -1):
        if follows(plain, cut):
            return at, cut, FIRM
    if follows(plain, end):
        for cut in range(last + 1, end):
            if _WORDS.match(plain, cut) and cut - last > 1:
                return at, cut, LIKELY
        return at, end, FIRM
    for cut in range(last + 1, end):
        if _WORDS.match(plain, cut) or plain[cut] in _NEVER:
            return at, cut, LIKELY
    return at, end, UNSURE
