"""What the codes of Chinese places say: `cn-` and six digits of GB/T 2260.

Pairs of zeros at the end stand for all that lies in a place: 210000 holds 210200 holds 210281.
"""

from __future__ import annotations

import re
from functools import cache

COUNTRY = "cn"
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_AUTONOMOUS = frozenset({"15", "45", "54", "64", "65"})
_CODE = re.compile(r"cn-(?P<province>\d\d)(?P<prefecture>\d\d)(?P<county>\d\d)")


@cache
def kinds_of(code: str) -> frozenset[str]:
    """Return what a place is: province, municipality, region, prefecture or county; none abroad.

    >>> sorted(kinds_of("cn-110000")), sorted(kinds_of("cn-210200")), kinds_of("iso-ke")
    (['municipality', 'province'], ['prefecture'], frozenset())
    """
    found = _CODE.fullmatch(code)
    if found is None:
        return frozenset()
    if found["county"] != "00":
        return frozenset({"county"})
    if found["prefecture"] != "00":
        return frozenset({"prefecture"})
    province = found["province"]
    more = {"municipality"} if province in _MUNICIPALITIES else set()
    return frozenset({"province", *more, *({"region"} if province in _AUTONOMOUS else ())})


@cache
def province_of(code: str) -> str | None:
    """Return the code of the province a place lies in, or is.

    >>> province_of("cn-210281"), province_of("iso-ke")
    ('cn-210000', None)
    """
    found = _CODE.fullmatch(code)
    return f"cn-{found['province']}0000" if found else None


def one_in_the_other(a: str, b: str) -> bool:
    """Whether one of two places lies in the other, or both are the same.

    >>> one_in_the_other("cn-210200", "cn-210000"), one_in_the_other("cn-210200", "cn-520000")
    (True, False)
    """
    short, long = sorted((_stem(a), _stem(b)), key=len)
    return long.startswith(short)


def _stem(code: str) -> str:
    return re.sub("(?:00)+$", "", code) if _CODE.fullmatch(code) else code
