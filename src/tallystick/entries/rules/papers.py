"""A printed list: what its rows say, by what it is known again, and amounts nobody can alter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tallystick.kernel.code import canonical_json, sha256_hex

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES, _GROUPS = ("", "拾", "佰", "仟"), ("", "万", "亿", "兆")


def list_hash(code: str, pairing: str, side: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the SHA-256 of what was printed; it stands under the list."""
    told = {"code": code, "pairing": pairing, "side": side, "rows": [dict(row) for row in rows]}
    return sha256_hex(canonical_json(told).encode())


def capital_numerals(amount: int, scale: int) -> str:
    """Return an amount in the Chinese capital numerals that receipts bear.

    Units: minor units; two decimal places are yuan, jiao and fen, none is a plain count.
    Source: Rules for writing figures on bills and settlement vouchers (People's Bank of China).

    >>> capital_numerals(10_700_530_00, 2), capital_numerals(1_000_05, 2)
    ('壹仟零柒拾万零伍佰叁拾元整', '壹仟元零伍分')
    >>> capital_numerals(16_40, 2), capital_numerals(0, 2), capital_numerals(1_0_0005, 0)
    ('壹拾陆元肆角', '零元整', '壹拾万零伍')
    """
    if scale != 2:
        return _whole(amount) or _DIGITS[0]
    yuan, rest = divmod(amount, 100)
    jiao, fen = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{text or '零元'}整" if yuan else "零元整"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif yuan:
        text += _DIGITS[0]
    return f"{text}{_DIGITS[fen]}分" if fen else text


def _whole(number: int) -> str:
    """Return a whole number in capital numerals, empty for zero."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text, gap = "", False
    for place in reversed(range(len(groups))):
        group = groups[place]
        if not group:
            gap = bool(text)
            continue
        # A zero is said once where places are left out between two that are not.
        if text and (gap or group < 1000):
            text += _DIGITS[0]
        text, gap = f"{text}{_group(group)}{_GROUPS[place]}", False
    return text


def _group(group: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text
