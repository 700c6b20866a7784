"""Surnames by which a name is known as one: Chinese in pinyin and in signs, and neighbours'."""

from __future__ import annotations

from tallystick.extraction.people.posts import words

# Pinyin, and the signs it stands for (Simplified; a page is compared in one script).
_CHINESE = """
ai 艾 an 安 ao 敖 ba 巴 bai 白柏 ban 班 bao 包鲍 bei 贝 bi 毕 bian 边卞 bo 薄 bu 卜步布 cai 蔡
cang 苍 cao 曹 cen 岑 cha 查 chai 柴 chang 常昌 chao 晁巢 che 车 chen 陈谌 cheng 程成 chi 池迟
chu 褚楚储 cong 丛 cui 崔 da 达 dai 戴代 dan 单 dang 党 dao 刀 deng 邓 di 狄邸 diao 刁 ding 丁
dong 董东 dou 窦 du 杜都 duan 段 e 鄂 fan 范樊 fang 方房 fei 费 feng 冯封丰凤 fu 付傅符伏
gan 甘 gao 高 ge 葛戈 geng 耿 gong 龚宫巩公 gou 苟勾 gu 顾古谷 guan 关管官 gui 桂 guo 郭国
ha 哈 hai 海 han 韩 hang 杭 hao 郝 he 何贺赫和 hong 洪 hou 侯 hu 胡扈虎 hua 华花 huai 怀 huan 宦
huang 黄 hui 惠 huo 霍 ji 季纪姬吉冀籍计 jia 贾 jian 简 jiang 江姜蒋 jiao 焦 jie 揭解 jin 金靳晋
jing 景荆井 ju 居鞠巨 kan 阚 kang 康 ke 柯 kong 孔 kou 寇 kuai 蒯 kuang 邝匡 lai 赖来 lan 兰蓝
lang 郎 lao 劳 le 乐 lei 雷 leng 冷 li 李黎厉利栗郦励 lian 连廉 liang 梁 liao 廖 lin 林蔺
ling 凌令 liu 刘柳 long 龙 lou 娄楼 lu 卢陆鲁路芦吕鹿 lv 吕 lyu 吕 luan 栾 luo 罗骆洛 ma 马麻
mai 麦 man 满 mao 毛茅 mei 梅 meng 孟蒙 mi 米宓 miao 苗缪 min 闵 ming 明 mo 莫 mu 穆牧慕木
na 那 nan 南 ni 倪 nian 年粘 nie 聂 ning 宁 niu 牛 nong 农 ou 欧区 pan 潘 pang 庞 pei 裴 peng 彭
pi 皮 piao 朴 ping 平 pu 蒲浦濮 qi 齐祁戚亓 qian 钱 qiang 强 qiao 乔 qin 秦覃 qiu 邱丘仇裘秋
qu 曲屈瞿渠 quan 全权 que 阙 ran 冉 rao 饶 ren 任 rong 荣容戎 ru 汝茹 ruan 阮 rui 芮 sa 萨
sang 桑 sha 沙 shan 山单 shang 尚商 shao 邵 she 佘 shen 沈申 sheng 盛 shi 石史施师时 shou 寿
shu 舒 shuai 帅 si 司 song 宋 su 苏宿 sui 隋 sun 孙 suo 索 tai 邰 tan 谭谈覃檀 tang 唐汤 tao 陶
teng 滕 tian 田 tie 铁 tong 童佟仝 tu 涂屠 wan 万 wang 王汪 wei 魏韦卫 wen 文温闻 weng 翁
wu 吴伍武邬巫乌 xi 席习奚 xia 夏 xian 冼鲜 xiang 向项相 xiao 肖萧 xie 谢解 xin 辛信 xing 邢
xiong 熊 xu 徐许胥续 xuan 宣 xue 薛 xun 荀 yan 严颜闫阎燕晏鄢 yang 杨阳羊 yao 姚 ye 叶
yi 易伊衣 yin 尹殷 ying 应英 yong 雍 you 尤游 yu 于余俞虞喻郁玉 yuan 袁苑元 yue 岳 yun 云
zang 臧 zeng 曾 zhai 翟 zhan 詹湛战占 zhang 张章 zhao 赵 zhen 甄 zheng 郑 zhi 支 zhong 钟仲
zhou 周 zhu 朱祝诸竺 zhuang 庄 zhuo 卓 zong 宗 zou 邹 zu 祖 zuo 左
"""
_COMPOUND = """
ouyang 欧阳 sima 司马 zhuge 诸葛 shangguan 上官 situ 司徒 huangfu 皇甫 linghu 令狐 dongfang 东方
xiahou 夏侯 murong 慕容 gongsun 公孙 duanmu 端木 zhangsun 长孙 yuwen 宇文 helian 赫连 dugu 独孤
nangong 南宫 ximen 西门 dongguo 东郭 baili 百里 yuchi 尉迟 tantai 澹台 huyan 呼延 puyang 濮阳
chunyu 淳于 shentu 申屠 xianyu 鲜于 lvqiu 闾丘 gongye 公冶 gongyang 公羊 zhongli 钟离 wenren 闻人
moqi 万俟 xuanyuan 轩辕 zhuansun 颛孙 qidiao 漆雕 tuoba 拓跋 taishu 太叔 zhongsun 仲孙 guliang 谷梁
duangan 段干 yangshe 羊舌 weisheng 微生 liangqiu 梁丘 zuoqiu 左丘 dongmen 东门 diwu 第五 sikong 司空
sikou 司寇 """
# Japanese surnames as Chinese texts print them; a few signs more follow.
JAPANESE_HAN = words(
    "佐藤 铃木 高桥 田中 渡边 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 "
    "清水 山崎 中岛 池田 桥本 石川 前田 藤田 小川 冈田 后藤 长谷川 村上 近藤 石井 斋藤 齐藤 "
    "坂本 远藤 青木 藤井 西村 福田 太田 三浦 藤原 松田 冈本 中川 中野 原田 小野 田村 竹内 "
    "金子 和田 中山 石田 上田 森田 高岛 宫崎 柴田 酒井 工藤 横山 宫本 内田 高木 谷口 安藤 "
    "丸山 今井 大野 河野 小池 菊地 松井 鸠山 安倍 岸田 石破 村田 田边 平野 增田 藤本 久保 "
    "杉山 千叶 大西 松尾 菅原 野口 木下 新井 古川 大冢 小松 浜田 市川 水野 菊池 岩崎 樱井 "
    "高田 荒木 川口 川崎 西川 西田 饭田 本田 吉川 松浦 小泉 北村 川上 福岛 熊谷 樋口 堀内 "
    "黑岩 鸟居 大村 玉城 翁长 服部 河村 广泽 岩永 久保田 寺田 宇野 稻田 稲田 岛田 岛崎 长田 "
    "永田 永井 永野 浅野 浅井 小岛 小西 小山 小田 大塚 大川 大谷 大桥 大石 大岛 大田 北川 "
    "北野 南野 西山 西尾 西野 东野 中西 中田 中尾 中原 中井 上野 上原 下田 下村 内藤 片山 "
    "片冈 丸井 土井 土屋 川田 川村 川端 河合 河原 河田 平井 平田 平山 平川 广田 广濑 高野 "
    "高村 高山 长尾 长野 星野 松下 松村 松冈 松原 松永 松山 松崎 水谷 水田 森本 森山 森下 "
    "野田 野崎 野中 矢野 矢田 吉村 吉野 吉本 吉冈 吉原 若松 若林 关口 关根 浦上 浦田 柳田 "
    "柳泽 今村 今泉 今西 岩田 岩本 岩井 冈崎 冈野 冈村 堀江 堀川 宫田 宫川 宫武 宫泽 户田 "
    "金井 金田 津田 津村 辻本 杉本 杉田 杉浦 杉原 福井 福永 福本 桑原 桑田 栗原 栗田 黑川 "
    "黑木 白石 白井 尾崎 尾上 秋山 秋田 须藤 须田 芳贺 饭岛 饭冢 饭塚 龟井 鹤田 横田 横井 "
    "西本 竹中 竹下 竹田 竹村 谷川 谷本 池上 池内 植田 植村 梅田 梅村 榎本 泽田 泽井 角田 "
    "笠原 笠井 鸟羽 桥口 奥田 奥村 奥野 町田 市原 多田 武田 武藤 柏木 柴原 根本 滨田 滨口 "
    "早川 早坂 皆川 桃井 二阶 二阶堂 五十岚 长岭 日下 日野 佐野 佐竹 泉田 花角 阿部 伊原 汤崎 "
    "渡部 末竹 矢部 渋田 奥村 黑田 蒲岛 古田 林田 门川 久元 高松 秋元 清原"
)
# Romanised outside the mainland; the given name has a hyphen there ("Siu-kai").
ROMANISED = words(
    "chan cheung wong lam leung lau ng kwok tsang yip tam ho cheng chow chiu lee tung lui law mak "
    "yau yuen fung tse hui choi chu tsai chang hsu hsieh lin chen wang wu yang huang kim park "
    "choi jung kang cho yoon jang lim han shin seo kwon hwang song ahn hong"
)
# Of these, given names of two words are printed apart as well.
KOREAN = words("kim park choi jung jang yoon kwon shin seo hwang ahn hong lim kang cho han lee oh")
VIETNAMESE = words(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan dinh trinh "
    "truong luong mai lam ha cao chau thai to ta tong quach phung trieu luu vuong hua kieu nong "
    "giang lo mac tang van than thach chu dam dau khuat la ma nghiem ninh on quan tu ung vi lu "
    "nhu cung doi lanh sam tieu thi ksor ro siu diep ong lac"
)
# Vietnamese provinces and cities that read like a name.
VIETNAMESE_PLACES = words(
    "ha giang,ha noi,ha nam,ha tinh,ho chi minh,cao bang,lai chau,lang son,lao cai,dong nai,"
    "dong thap,thai nguyen,thai binh,quang ninh,quang nam,quang tri,bac ninh,bac giang,lam dong,"
    "hai duong,hai phong,dien bien,hoa binh,son la,phu tho,vinh phuc,ninh binh,ninh thuan,"
    "nam dinh,nghe an,thanh hoa,da nang,can tho,binh duong,long an,tay ninh,tien giang,kien giang,"
    "an giang,hau giang,ben tre,tra vinh,vinh long,soc trang,bac lieu,ca mau,ba ria,vung tau,"
    "dak lak,dak nong,bac kan,hung yen,thua thien,quang binh,quang ngai,binh dinh,binh thuan,"
    "binh phuoc,nha trang,kon tum,gia lai,phu yen,khanh hoa,tuyen quang,yen bai,lao",
    ",",
)


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# What a surname sounds like → the signs it is written with.
SIGNS_OF = {sound: tuple(signs) for sound, signs in _pairs(_CHINESE).items()} | {
    sound: (signs,) for sound, signs in _pairs(_COMPOUND).items()
}
PINYIN = frozenset(_pairs(_CHINESE)) | frozenset(_pairs(_COMPOUND))
# Rarer surnames that are read in signs only.
_RARE_HAN = (
    "辜危嵇隗钮贲莘羿汲郗韶蓟璩郤堵庾暨衡沃蔚夔厍殳桓牟况谯禤粟闪妥撒尧杞俸寸隽阚谌浦栗鞠厐咸展"
    "禹郜逄綦慈訾矫仉昝拜勉缑亢蹇税逯於乜弋幸宛笪忻糜郏隆禄邴戢郄卿缪揣鄞酆麴佴"
    "招蒿虢练母"
)
# Words of their own: a surname only right after a post, where the name ends at a mark or a verb.
POSTED_HAN = frozenset(
    "水双能终空广家红养越通经印干从富福松鱼保普自起字排初由承操资茶念速锁线生银晓智修"
    "原补法归弘融钦蓬阴仰滑暴慎扶贡宰墨言琴爱岩才旦和种滚"
)
HAN = frozenset("".join(_pairs(_CHINESE).values()) + _RARE_HAN) - {"和"}
# Two surnames in one: of husband and wife, as Hong Kong has them, and of families.
_DOUBLE = frozenset(
    {"林郑", "陈方", "范徐", "叶刘", "罗范", "周梁", "黄钱", "李何", "谢凌", "刘付"}
)
COMPOUND_HAN = frozenset(_pairs(_COMPOUND).values()) | _DOUBLE
