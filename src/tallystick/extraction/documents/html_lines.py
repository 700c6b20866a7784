"""The lines of a page's announcement: a block a line, without menus and hidden parts.

The page is walked once, however deep its tags lie. Of what is left the smallest element that holds
nearly all sentences is the announcement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tallystick.extraction.documents.html_tags import (
    BLOCKS,
    DROPPED,
    HOLDERS,
    MENU_NAMES,
    MENU_ROLES,
    WHOLE,
)
from tallystick.kernel.problem import Refused

# Above this a page is a trap: the longest ones have some ten thousand.
MOST_TAGS = 200_000

_HIDDEN_STYLE = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z]+")
_SPACE = re.compile(r"[ \t\r\n\f\xa0\u3000]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：！？“”"
# A line broken in the source between two Chinese signs is no blank.
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]{{0,80}}\n[ \t\r\n\f]{{0,80}}(?=[{_WIDE}])")
_CELL = "\x1f"
# What a house says of itself at the foot of each page.
_HOUSE = re.compile(
    r"版权所有|版權所有|ICP备|ICP證|公网安备|网站标识码|主办单位[:：]"
    r"|copyright|all rights reserved|©",
    re.IGNORECASE,
)
# Sentences, not labels of links: so long, or ended as one.
_PROSE = re.compile(rf"[{_WIDE}]{{20}}|[。！？]|\w[.!?][\"”)]?$|\b(?:[A-Za-z,]{{1,30}}\s){{12}}")
# The share of a page's sentences, in percent, that its announcement holds.
_NEARLY_ALL = 85


@dataclass
class _Holder:
    """An element on the way down: where its lines begin, and what they weigh in signs."""

    tag: str
    first: int
    total: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    sentences: int = 0

    def take(self, other: _Holder) -> None:
        """Add what an element inside it weighs."""
        self.total += other.total
        self.linked += other.linked
        self.links += other.links
        self.prose += other.prose
        self.sentences += other.sentences

    def is_menu(self) -> bool:
        """Whether it is links for the most part."""
        return self.links >= 3 and self.linked * 2 > self.total and self.tag not in WHOLE


@dataclass
class _Walk:
    """What was gathered so far: whole lines, the line being written, the elements open.

    Shape: `whole` has (first line, line after the last, signs in sentences, sentences).
    """

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    open: list[_Holder] = field(default_factory=lambda: [_Holder("", 0)])
    whole: list[tuple[int, int, int, int]] = field(default_factory=list)
    in_links: int = 0
    preformatted: int = 0

    def begin(self, tag: str, text: str | None) -> None:
        """Go into an element."""
        if tag in BLOCKS or tag == "br":
            self.end_line()
        if tag in ("td", "th"):
            self.line.append(_CELL)
        if tag in BLOCKS or tag == "td":
            self.open.append(_Holder(tag, len(self.lines)))
        self.in_links += tag == "a"
        self.open[-1].links += tag == "a"
        self.preformatted += tag == "pre"
        self.write(text)

    def end(self, tag: str) -> None:
        """Go out of an element."""
        if tag in BLOCKS:
            self.end_line()
        if tag in BLOCKS or tag == "td":
            self.close()
        self.in_links -= tag == "a"
        self.preformatted -= tag == "pre"

    def write(self, text: str | None) -> None:
        """Write on in the line."""
        if text:
            self.line.append(text)
            signs = len(text.strip())
            self.open[-1].total += signs
            self.open[-1].linked += signs if self.in_links else 0

    def end_line(self) -> None:
        """End the line; one of blanks, or of the house's own, is left out."""
        raw = _BROKEN.sub("", "".join(self.line))
        self.line.clear()
        for piece in raw.split("\n") if self.preformatted else (raw,):
            cells = (_SPACE.sub(" ", cell).strip() for cell in piece.split(_CELL))
            words = "\t".join(cells).strip()
            if words and not (len(words) < 200 and _HOUSE.search(words)):
                self.lines.append(words)
                if not self.in_links and _PROSE.search(words[:2000]):
                    self.open[-1].prose += len(words)
                    self.open[-1].sentences += 1

    def close(self) -> None:
        """Leave an element; a menu's lines go with it."""
        done = self.open.pop()
        if done.is_menu():
            del self.lines[done.first :]
            return
        self.open[-1].take(done)
        if done.prose and done.tag in HOLDERS:
            self.whole.append((done.first, len(self.lines), done.prose, done.sentences))

    def chosen(self) -> list[str]:
        """Return the lines of the smallest element that holds nearly all sentences."""
        prose = self.open[0].prose
        held = [
            (last - first, first, last)
            for first, last, signs, sentences in self.whole
            if last <= len(self.lines) and signs * 100 >= prose * _NEARLY_ALL and sentences > 1
        ]
        if not held:
            return self.lines
        _, first, last = min(held)
        return self.lines[first:last]


def lines_of(root: Any, *, named: bool) -> list[str]:
    """Return the lines of a page; `named` leaves out what is called a menu as well.

    Raises: Refused for a page of more tags than any has that is read by people.
    """
    import lxml.etree as etree

    walk = _Walk()
    going = etree.iterwalk(root, events=("start", "end"))
    for step, (event, element) in enumerate(going):
        if step > MOST_TAGS * 2:
            raise Refused.of("readout-swells", value="HTML")
        tag = element.tag if isinstance(element.tag, str) else ""
        dropped = _is_dropped(element, tag, named)
        if event == "end":
            if not dropped:
                walk.end(tag)
            walk.write(element.tail)
        elif dropped:
            going.skip_subtree()
        else:
            walk.begin(tag, element.text)
    walk.end_line()
    return walk.chosen()


def _is_dropped(element: Any, tag: str, named: bool) -> bool:
    if tag in DROPPED or not tag:
        return True
    get = element.get
    if tag in WHOLE:
        return False
    if get("hidden") is not None or get("aria-hidden") == "true":
        return True
    if get("role") in MENU_ROLES or _HIDDEN_STYLE.search(get("style", "")[:500]):
        return True
    called = f"{get('class', '')} {get('id', '')}"[:200].lower()
    return named and not MENU_NAMES.isdisjoint(_WORDS.findall(called))
