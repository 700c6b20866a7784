"""Forms in which announcements name people and posts; all names and places are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people


def shown(text: str) -> str:
    """Return who is read, each as name=post."""
    found = find_people(page_of(text, None, None, ()))
    return " | ".join(f"{one.text}={one.position or ''}" for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "海州援疆前方指挥部党委书记、总指挥，喀城地委副书记张新华陪同调研。",
            "张新华=海州援疆前方指挥部党委书记、总指挥，喀城地委副书记",
        ),
        (
            "海州市委常委、组织部部长，市协作办主任尹小力一行15人来访。",
            "尹小力=海州市委常委、组织部部长，市协作办主任",
        ),
        (
            "州委副书记、州长阿石拉比介绍州情，县长本石子参加。",
            "阿石拉比=州委副书记、州长 | 本石子=县长",
        ),
        (
            "甘北县委书记泽仁多吉，副县长四郎拥措、洛绒邓珠参加。",
            "泽仁多吉=甘北县委书记 | 四郎拥措=副县长 | 洛绒邓珠=副县长",
        ),
        (
            "自治州党委副书记、州长努尔兰·阿布都满金表示感谢。",
            "努尔兰·阿布都满金=自治州党委副书记、州长",
        ),
        (
            "驻老挝大使姜小冬、老挝某省副省长西苏潘出席。",
            "姜小冬=驻老挝大使 | 西苏潘=老挝某省副省长",
        ),
        (
            "常务副县长尉迟明主持，县政协主席澹台清、市公安局局长呼延山出席。",
            "尉迟明=常务副县长 | 澹台清=县政协主席 | 呼延山=市公安局局长",
        ),
        (
            "市政协副主席辜盛、副秘书长戴飞、县长毛伟、副县长段小誉参加。",
            "辜盛=市政协副主席 | 戴飞=副秘书长 | 毛伟=县长 | 段小誉=副县长",
        ),
        (
            "市委副书记 王 刚主持会议。",
            "王 刚=市委副书记",
        ),
        (
            "会长常青、行长安然、局长水明、主任从小文先后发言。",
            "常青=会长 | 安然=行长 | 水明=局长 | 从小文=主任",
        ),
        (
            "县长武则天说，要把协作做实。",
            "武则天=县长",
        ),
        (
            "据海州市乡村振兴局局长孙丽介绍，资金已经到位。",
            "孙丽=海州市乡村振兴局局长",
        ),
        (
            "应海州市市长张辽小邀请，东川县县长徐小晃率团访问海州。",
            "张辽小=海州市市长 | 徐小晃=东川县县长",
        ),
        (
            "记者从海州市对口支援办公室主任林小立处获悉。",
            "林小立=海州市对口支援办公室主任",
        ),
        (
            "海州市市长周小瑜紧紧握住县长鲁小肃的手。",
            "周小瑜=海州市市长 | 鲁小肃=县长",
        ),
        (
            "海州市教育局局长为东川县第一中学校长马小良颁发聘书。",
            "马小良=东川县第一中学校长",
        ),
        (
            "海州市对口支援与区域合作办公室主任江小筠一行来访。",
            "江小筠=海州市对口支援与区域合作办公室主任",
        ),
        (
            "海州市第三批援疆干部、和田县副县长白小易带队。",
            "白小易=海州市第三批援疆干部、和田县副县长",
        ),
        (
            "海州市财政局总会计师倪小萍、市发改委副主任熊大海、一级主任科员段小予参加座谈。",
            "倪小萍=海州市财政局总会计师 | 熊大海=市发改委副主任 | 段小予=一级主任科员",
        ),
        (
            "援甘支医队队长、海州市人民医院副主任医师韦小红说，病人很多。",
            "韦小红=援甘支医队队长、海州市人民医院副主任医师",
        ),
        (
            "新疆生产建设兵团第一师党委副书记、师长、市长高小宏出席。",
            "高小宏=新疆生产建设兵团第一师党委副书记、师长、市长",
        ),
        (
            "致富带头人杨三妹、合作社理事长吴老六说。",
            "杨三妹=致富带头人 | 吴老六=合作社理事长",
        ),
        (
            "会上，汤小民（海州协作工作队队长）介绍情况。",
            "汤小民=海州协作工作队队长",
        ),
        (
            "张小翼、廖小立、杨小仪等市领导参加座谈。",
            "张小翼=市领导 | 廖小立=市领导 | 杨小仪=市领导",
        ),
        (
            "代表团成员：李小念 海州市人民政府副市长；陈小赓 海州市商务局局长；",
            "李小念=海州市人民政府副市长 | 陈小赓=海州市商务局局长",
        ),
        (
            "参加人员：王小进、史文恭、石小秀。",
            "王小进= | 史文恭= | 石小秀=",
        ),
        (
            "副市长钱小进、副县长孔小辉分别代表双方签字。",
            "钱小进=副市长 | 孔小辉=副县长",
        ),
        (
            "海州市委常委、副市长，市对口支援与合作交流工作领导小组副组长彭小飞主持。",
            "彭小飞=海州市委常委、副市长，市对口支援与合作交流工作领导小组副组长",
        ),
    ],
)
def test_chinese_forms_of_posts_and_names(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Deng Rui, who heads the foreign affairs office, and Su Bo, who is also deputy "
            "mayor, attended.",
            "Deng Rui=heads the foreign affairs office | Su Bo=deputy mayor",
        ),
        (
            "Deng Rui, temporarily serving as deputy county head, said so.",
            "Deng Rui=deputy county head",
        ),
        (
            "Su Bo, who was sent from Linshan to serve as deputy head of the county's health "
            "bureau, said so.",
            "Su Bo=deputy head of the county's health bureau",
        ),
        (
            "Deng Rui, who took up the post of deputy head of Qinghe County in 2021, said so.",
            "Deng Rui=deputy head of Qinghe County",
        ),
        (
            "Deng Rui, 45, a teacher from Linshan No. 1 Middle School, has spent two years in "
            "Qinghe.",
            "Deng Rui=teacher from Linshan No. 1 Middle School",
        ),
        (
            "The Party chief, Deng Rui, and the mayor, Su Bo, met them.",
            "Deng Rui=Party chief | Su Bo=mayor",
        ),
        (
            "They were received by the city's Party secretary, Deng Rui, its mayor, Su Bo, "
            "and vice mayor Tan Wei.",
            "Deng Rui=city's Party secretary | Su Bo=mayor | Tan Wei=vice mayor",
        ),
        (
            "Deng Rui, general manager of Linshan Seafood Co., Ltd., signed a contract.",
            "Deng Rui=general manager of Linshan Seafood Co., Ltd.",
        ),
        (
            "Ulan Tuya, banner head of Horin Banner, met the guests.",
            "Ulan Tuya=banner head of Horin Banner",
        ),
        (
            "Deng Rui, leader of the ninth batch of Linshan cadres aiding Tibet and deputy "
            "secretary of the Naqu Party committee, attended.",
            "Deng Rui=leader of the ninth batch of Linshan cadres aiding Tibet and deputy "
            "secretary of the Naqu Party committee",
        ),
        (
            "Deng Rui, commander-in-chief of the Linshan aid-Xinjiang headquarters, attended.",
            "Deng Rui=commander-in-chief of the Linshan aid-Xinjiang headquarters",
        ),
        (
            "Dr Amina Yusuf, Governor of Kilimo County, and her deputy, James Mwangi, "
            "received them.",
            "Amina Yusuf=Governor of Kilimo County | James Mwangi=deputy",
        ),
        (
            "The meeting was chaired by Deng Rui, a Standing Committee member of the Linshan "
            "Party Committee and head of its organization department.",
            "Deng Rui=Standing Committee member of the Linshan Party Committee and head of "
            "its organization department",
        ),
        (
            "Deng Rui, deputy general director of the Linshan Water Bureau, and Su Bo, chief "
            "engineer, inspected the reservoir.",
            "Deng Rui=deputy general director of the Linshan Water Bureau | Su Bo=chief engineer",
        ),
        (
            "Deng Rui, deputy director with the Linshan commerce bureau, said so.",
            "Deng Rui=deputy director with the Linshan commerce bureau",
        ),
        (
            "Deng Rui, rector of the university, and Ben Tulley, vice-chancellor, signed.",
            "Deng Rui=rector of the university | Ben Tulley=vice-chancellor",
        ),
        (
            "Deng Rui, a surgeon from Linshan No. 2 People's Hospital who now heads a "
            "department in Qinghe, said so.",
            "Deng Rui=surgeon from Linshan No. 2 People's Hospital",
        ),
        (
            "Akezhi Muga, head of Butuo County in Liangshan, and Party secretary Jike Shama "
            "received the delegation.",
            "Akezhi Muga=head of Butuo County in Liangshan | Jike Shama=Party secretary",
        ),
        (
            "Vice Mayor Su Bo, and Tan Wei, assistant to the mayor, took part.",
            "Su Bo=Vice Mayor | Tan Wei=assistant to the mayor",
        ),
        (
            "Deng Rui, former deputy head of Linshan's Chengdong District and now deputy "
            "secretary of Qinghe, spoke.",
            "Deng Rui=former deputy head of Linshan's Chengdong District and now deputy "
            "secretary of Qinghe",
        ),
        (
            "Governor of Mto County Amos Otieno and County Executive Committee Member for "
            "Trade Grace Wanjiru received Mr Tan.",
            "Amos Otieno=Governor of Mto County | Grace Wanjiru=County Executive Committee "
            "Member for Trade | Tan=",
        ),
        (
            "County Secretary Paul Otieno, Chief Officer for Trade Jane Muthoni and Assembly "
            "Speaker Tom Mboya were present.",
            "Paul Otieno=County Secretary | Jane Muthoni=Chief Officer for Trade | Tom "
            "Mboya=Assembly Speaker",
        ),
        (
            "Grace Wanjiru, the County Executive Committee Member (CECM) for Trade, Tourism "
            "and Industry, said so.",
            "Grace Wanjiru=County Executive Committee Member (CECM) for Trade, Tourism and "
            "Industry",
        ),
        (
            "The Consul General of Laos in Da Nang, Souphanh Hadao, and Deputy Consul General "
            "Viengxay were there.",
            "Souphanh Hadao=Consul General of Laos in Da Nang | Viengxay=Deputy Consul General",
        ),
        (
            "Ambassador of the Republic of Benin to Vietnam Ade Bako attended.",
            "Ade Bako=Ambassador of the Republic of Benin to Vietnam",
        ),
        (
            "Colonel Tran Quoc Anh, Director of the provincial Department of Public Security, "
            "was there.",
            "Tran Quoc Anh=Director of the provincial Department of Public Security",
        ),
        (
            "Bupati of Kebun Regency Hadi Santoso met Mayor Deng Rui.",
            "Hadi Santoso=Bupati of Kebun Regency | Deng Rui=Mayor",
        ),
        (
            "The mayor of Torbay, Clare Hughes MBE, and chief executive Tom Brown signed.",
            "Clare Hughes MBE=mayor of Torbay | Tom Brown=chief executive",
        ),
        (
            "Mayor Carlos de Souza Lima and his wife, and Deputy Mayor Ana Paula Costa, attended.",
            "Carlos de Souza Lima=Mayor | Ana Paula Costa=Deputy Mayor",
        ),
        (
            "Hon. Joyce Banda, MP for Zomba East, and Senator Mutula Kioko were guests.",
            "Joyce Banda=MP for Zomba East | Mutula Kioko=Senator",
        ),
        (
            "Su Bo, a second-level inspector of the commission, and Tan Wei, chair of the "
            "federation of trade unions, attended.",
            "Su Bo=second-level inspector of the commission | Tan Wei=chair of the federation "
            "of trade unions",
        ),
        (
            "Qinghe's Party secretary is Deng Rui; its mayor is Su Bo.",
            "Deng Rui=Qinghe's Party secretary | Su Bo=mayor",
        ),
        (
            "In attendance were: Deng Rui, Vice Mayor of Linshan; and Su Bo, Director, "
            "Linshan Foreign Affairs Office.",
            "Deng Rui=Vice Mayor of Linshan | Su Bo=Director, Linshan Foreign Affairs Office",
        ),
        (
            "Ms Anna Kowalska, Marshal of the Zielona Voivodeship, and Jan Nowak, her deputy, "
            "attended.",
            "Anna Kowalska=Marshal of the Zielona Voivodeship | Jan Nowak=deputy",
        ),
        (
            "Su Bo and Tan Wei, leaders of Linshan, kept the guests company.",
            "Su Bo=leader of Linshan | Tan Wei=leader of Linshan",
        ),
        (
            "Other city leaders from Linshan were Deng Rui, Su Bo and Tan Wei.",
            "Deng Rui=city leader from Linshan | Su Bo=city leader from Linshan | Tan "
            "Wei=city leader from Linshan",
        ),
        (
            "China's ambassador to Benin, Deng Rui, and its mayor, Brigadier-General Ade "
            "Bako, attended.",
            "Deng Rui=China's ambassador to Benin | Ade Bako=mayor",
        ),
        (
            "To mark ten years between Kureha and Osby, Mayor Fumiko Hata of Kureha came to "
            "see Mayor Bo Lind.",
            "Fumiko Hata=Mayor | Bo Lind=Mayor",
        ),
        (
            "The pen was in the hand of Qiu He, secretary of the Linshan committee.",
            "Qiu He=secretary of the Linshan committee",
        ),
    ],
)
def test_english_forms_of_posts_and_names(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "省长办公会议强调，市长热线要办好。",
        "书记、县长“双组长”制，县级领导包联。",
        "张家口市、石家庄市、马鞍山市、黄石市、秦皇岛市代表参加。",
        "海尔集团、李宁公司、王老吉药业、张裕集团等企业负责人参加。",
        "他曾任副县长。周边群众、高校师生、项目负责人参加。",
        "海州市长远发展规划、县长期坚持、校长效机制。",
        "市委书记、市长任双组长，部长级会议，会长单位代表。",
        "扶贫干部和教育、医疗人才增加了。",
    ],
)
def test_offices_places_and_brands_are_nobody(text: str) -> None:
    assert shown(text) == ""
