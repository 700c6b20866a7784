"""Passages that tell what a text held back tells: these must teach nothing, or it is no measure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from bench.readouts.score import HERE, held_back
from bench.readouts.training.passages import Passage

_SCHEME = re.compile(r"^https?://(?:www\.)?")
_NUMBER = re.compile(r"\d[\d,.]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Numbers of as many digits; so many of them in both texts are no chance.
_DIGITS, _SHARED = 3, 3


def telling_the_same(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """Yield the names of passages, each with the text held back that has its page or numbers."""
    held = [
        (path.stem, address(one.get("url") or ""), numbers(one["text"]))
        for path in sorted((HERE / "texts").glob("*.json"))
        if held_back(path.stem)
        for one in [json.loads(path.read_text("utf-8"))]
    ]
    for passage in passages:
        page, found = address(passage.source), numbers(passage.text)
        for name, url, others in held:
            if page == url or len(found & others) >= _SHARED:
                yield passage.name, name


def address(url: str) -> str:
    """Return the address of a page without what varies.

    >>> address("https://www.example.org/a/")
    'example.org/a'
    """
    return _SCHEME.sub("", url).rstrip("/").lower()


def numbers(text: str) -> set[str]:
    """Return the longer numbers of a text that are no years.

    >>> sorted(numbers("In 2021, 1,250 people and 12 towns shared 3.456 million."))
    ['1,250', '3.456']
    """
    return {
        number
        for number in _NUMBER.findall(text)
        if sum(map(str.isdigit, number)) >= _DIGITS and not _YEAR.fullmatch(number)
    }
