"""The words of the product, each explained once, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_yaml


@dataclass(frozen=True)
class Term:
    """One word of the product and what it means."""

    code: str
    word: Words
    meaning: Words


@cache
def glossary() -> Mapping[str, Term]:
    """Return every term by its code, in the order in which they are best read.

    >>> glossary()["matched"].word.zh, glossary()["stock"].word.en
    ('双方一致', 'Stock')
    """
    text = (files("tallystick.web") / "glossary.yaml").read_text("utf-8")
    rows = parse_yaml(text)
    return {
        code: Term(
            code,
            Words(row["en"][0], row["zh"][0]),
            Words(row["en"][1], row["zh"][1]),
        )
        for code, row in rows.items()
    }


@cache
def breakdowns_in_chinese() -> Mapping[str, str]:
    """Return what indicators are broken down by, English → Chinese.

    >>> breakdowns_in_chinese()["township"]
    '乡镇'
    """
    text = (files("tallystick.web") / "breakdowns.yaml").read_text("utf-8")
    return {str(en): str(zh) for en, zh in parse_yaml(text).items()}
