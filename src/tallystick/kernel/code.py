"""Stable codes and canonical bytes: what is hashed must be written one way only.

A code that comes in is held to its shape and its column here, once for every room.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from typing import Any
from zoneinfo import available_timezones

from tallystick.kernel.problem import Problem

LONGEST_CODE = 60
_SHOWN = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COUNTRY = re.compile("[a-z]{2}")


def is_slug(text: str) -> bool:
    """Return whether `text` is a lower-case code such as `dalian-liupanshui`.

    >>> is_slug("dalian-liupanshui"), is_slug("Dalian"), is_slug("a--b")
    (True, False, False)
    """
    return len(text) <= 100 and _SLUG.fullmatch(text) is not None


def code_problems(path: str, code: str, longest: int = LONGEST_CODE) -> list[Problem]:
    """Return what is wrong with a code that something is to be known by.

    Units: `longest` in characters, what the column it goes to holds.

    >>> [p.code for p in code_problems("code", "a-b") + code_problems("code", "a" * 61)]
    ['not-a-code']
    """
    if is_slug(code) and len(code) <= longest:
        return []
    return [Problem("not-a-code", path, {"longest": longest}, code[:_SHOWN])]


def country_problems(path: str, country: str) -> list[Problem]:
    """Return what is wrong with the code of a country: two lower-case letters.

    Source: ISO 3166-1 alpha-2, written small as the codes of places are.

    >>> [p.code for p in country_problems("country", "cn") + country_problems("country", "China")]
    ['country-unfit']
    """
    if _COUNTRY.fullmatch(country):
        return []
    return [Problem("country-unfit", path, value=country[:_SHOWN])]


def zone_problems(path: str, zone: str) -> list[Problem]:
    """Return what is wrong with a time zone in which days are to be counted.

    >>> [p.value for p in zone_problems("z", "Asia/Shanghai") + zone_problems("z", "Asia/Shangai")]
    ['Asia/Shangai']
    """
    # No name in that list is longer than the column.
    if zone in available_timezones():
        return []
    return [Problem("time-zone-unknown", path, value=zone[:_SHOWN])]


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys, no spaces and no floats.

    Raises: TypeError for a float: two machines may write it two ways.

    >>> canonical_json({"b": 1, "a": "大连"})
    '{"a":"大连","b":1}'
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no canonical form")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def uuid7() -> str:
    """Return a UUID that sorts by the time it was made.

    Source: RFC 9562, section 5.7.
    """
    milliseconds = time.time_ns() // 1_000_000
    raw = bytearray(milliseconds.to_bytes(6, "big") + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    text = raw.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid(text: str) -> bool:
    """Return whether `text` is a UUID in its lower-case 36-character form.

    >>> is_uuid(uuid7()), is_uuid("x")
    (True, False)
    """
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None
