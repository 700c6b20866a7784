"""Stable codes and canonical bytes: what is hashed must be written one way only."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from typing import Any

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Return whether `text` is a lower-case code such as `dalian-liupanshui`.

    >>> is_slug("dalian-liupanshui"), is_slug("Dalian"), is_slug("a--b")
    (True, False, False)
    """
    return len(text) <= 100 and _SLUG.fullmatch(text) is not None


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
