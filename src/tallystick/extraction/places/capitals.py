"""In which country the capitals and a few large cities lie, in English and Chinese."""

from __future__ import annotations

_CITIES = """
Hanoi=vn Ho-Chi-Minh-City=vn Da-Nang=vn Vientiane=la Luang-Prabang=la Phnom-Penh=kh Siem-Reap=kh
Bangkok=th Chiang-Mai=th Yangon=mm Naypyidaw=mm Mandalay=mm Kuala-Lumpur=my Kuching=my Jakarta=id
Surabaya=id Bandung=id Manila=ph Quezon-City=ph Cebu=ph Davao=ph Bandar-Seri-Begawan=bn Dili=tl
Tokyo=jp Osaka=jp Kyoto=jp Yokohama=jp Nagasaki=jp Seoul=kr Busan=kr Daejeon=kr Incheon=kr
Pyongyang=kp Ulaanbaatar=mn Islamabad=pk Karachi=pk Lahore=pk Peshawar=pk Quetta=pk Dhaka=bd
Chittagong=bd Colombo=lk Kathmandu=np Male=mv Kabul=af Delhi=in New-Delhi=in Mumbai=in Kolkata=in
Chennai=in Bengaluru=in Tashkent=uz Samarkand=uz Astana=kz Almaty=kz Bishkek=kg Osh=kg Dushanbe=tj
Ashgabat=tm Tehran=ir Baghdad=iq Ankara=tr Istanbul=tr Riyadh=sa Jeddah=sa Dubai=ae Abu-Dhabi=ae
Doha=qa Muscat=om Amman=jo Jerusalem=il Tel-Aviv=il Cairo=eg Alexandria=eg Tunis=tn Algiers=dz
Rabat=ma Casablanca=ma Dakar=sn Accra=gh Abuja=ng Lagos=ng Cotonou=bj Lome=tg Bamako=ml Niamey=ne
Yaounde=cm Douala=cm Libreville=ga Kinshasa=cd Luanda=ao Windhoek=na Gaborone=bw Pretoria=za
Johannesburg=za Cape-Town=za Durban=za Harare=zw Lusaka=zm Lilongwe=mw Maputo=mz Antananarivo=mg
Dar-es-Salaam=tz Dodoma=tz Zanzibar=tz Nairobi=ke Mombasa=ke Kisumu=ke Kampala=ug Kigali=rw
Bujumbura=bi Addis-Ababa=et Djibouti=dj Khartoum=sd Juba=ss Moscow=ru Vladivostok=ru Kazan=ru
Minsk=by Kyiv=ua Kiev=ua Warsaw=pl Lodz=pl Prague=cz Bratislava=sk Budapest=hu Bucharest=ro Sofia=bg
Belgrade=rs Zagreb=hr Ljubljana=si Sarajevo=ba Skopje=mk Tirana=al Athens=gr Rome=it Milan=it
Florence=it Madrid=es Barcelona=es Lisbon=pt Porto=pt Paris=fr Lyon=fr Marseille=fr Nice=fr
Brussels=be Amsterdam=nl Rotterdam=nl Luxembourg=lu Berlin=de Hamburg=de Munich=de Kiel=de
Cologne=de Frankfurt=de Stuttgart=de Vienna=at Bern=ch Geneva=ch Zurich=ch Copenhagen=dk Oslo=no
Stockholm=se Helsinki=fi Tallinn=ee Riga=lv Vilnius=lt London=gb Manchester=gb Liverpool=gb
Birmingham=gb Edinburgh=gb Glasgow=gb Cardiff=gb Belfast=gb Dublin=ie Cork=ie Reykjavik=is
Ottawa=ca Toronto=ca Vancouver=ca Montreal=ca Winnipeg=ca Washington=us New-York=us Chicago=us
Los-Angeles=us San-Francisco=us Seattle=us Houston=us Boston=us Philadelphia=us Pittsburgh=us
Mexico-City=mx Havana=cu Matanzas=cu San-Jose=cr Panama-City=pa Bogota=co Lima=pe Quito=ec
La-Paz=bo Santiago=cl Buenos-Aires=ar Montevideo=uy Asuncion=py Brasilia=br Sao-Paulo=br
Rio-de-Janeiro=br Caracas=ve Kingston=jm Canberra=au Sydney=au Melbourne=au Brisbane=au Perth=au
Adelaide=au Wellington=nz Auckland=nz Christchurch=nz Suva=fj Port-Moresby=pg Honiara=sb Apia=ws
河内=vn 胡志明市=vn 岘港=vn 万象=la 琅勃拉邦=la 金边=kh 暹粒=kh 曼谷=th 清迈=th 仰光=mm 内比都=mm
曼德勒=mm 吉隆坡=my 古晋=my 雅加达=id 马尼拉=ph 东京=jp 大阪=jp 京都=jp 横滨=jp 长崎=jp 首尔=kr
釜山=kr 仁川=kr 平壤=kp 乌兰巴托=mn 伊斯兰堡=pk 卡拉奇=pk 达卡=bd 科伦坡=lk 加德满都=np 新德里=in
塔什干=uz 阿斯塔纳=kz 阿拉木图=kz 比什凯克=kg 杜尚别=tj 德黑兰=ir 伊斯坦布尔=tr 开罗=eg 内罗毕=ke
亚的斯亚贝巴=et 约翰内斯堡=za 开普敦=za 莫斯科=ru 明斯克=by 华沙=pl 布拉格=cz 布达佩斯=hu
贝尔格莱德=rs 雅典=gr 罗马=it 马德里=es 里斯本=pt 巴黎=fr 布鲁塞尔=be 柏林=de 汉堡=de 慕尼黑=de
维也纳=at 日内瓦=ch 哥本哈根=dk 奥斯陆=no 斯德哥尔摩=se 赫尔辛基=fi 伦敦=gb 曼彻斯特=gb 都柏林=ie
渥太华=ca 多伦多=ca 温哥华=ca 华盛顿=us 纽约=us 芝加哥=us 洛杉矶=us 旧金山=us 哈瓦那=cu 利马=pe
圣地亚哥=cl 布宜诺斯艾利斯=ar 巴西利亚=br 圣保罗=br 堪培拉=au 悉尼=au 墨尔本=au 惠灵顿=nz 奥克兰=nz
"""
COUNTRY_OF = {
    name.replace("-", " "): f"iso-{code}"
    for name, code in (pair.split("=") for pair in _CITIES.split())
}


def country_of(city: str) -> str | None:
    """Return the code of the country a large city lies in, None where it is not known.

    >>> country_of("Phnom Penh"), country_of("河内"), country_of("Qinghe")
    ('iso-kh', 'iso-vn', None)
    """
    return COUNTRY_OF.get(city)
