"""A party that is no single place, as English prints count it, in Chinese: 东部15个省市."""

from __future__ import annotations

import re

_KINDS = {
    "provinces and cities": "省市",
    "provinces and municipalities": "省市",
    "provincial regions": "省级地区",
    "provinces": "省份",
    "cities": "市",
    "municipalities": "直辖市",
    "regions": "地区",
    "prefectures": "州",
    "counties": "县",
    "districts": "区",
    "banners": "旗",
    "townships": "乡镇",
    "towns": "镇",
    "villages": "村",
}
_WHERE = {"eastern": "东部", "western": "西部", "central": "中部", "north-eastern": "东北"}
_GROUP = re.compile(
    rf"(?P<n>\d+) (?:(?P<where>{'|'.join(_WHERE)}) )?(?P<kind>{'|'.join(_KINDS)})", re.IGNORECASE
)


def group_in_chinese(printed: str) -> str:
    """Return a counted group of places in Chinese; empty where more than that is said.

    >>> group_in_chinese("15 eastern provinces and cities"), group_in_chinese("18 regions")
    ('东部15个省市', '18个地区')
    >>> group_in_chinese("Sichuan (32 Tibetan-area and 6 other counties)")
    ''
    """
    found = _GROUP.fullmatch(" ".join(printed.split()))
    if found is None:
        return ""
    where = _WHERE.get((found["where"] or "").lower(), "")
    return f"{where}{found['n']}个{_KINDS[found['kind'].lower()]}"
