"""Chinese in data files is written as on the pages: full-width marks, and no begging."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.architecture.source import SRC

CHINESE = r"[\u3400-\u9fff]"
# A mark that touches Chinese on either side; times, codes and addresses keep theirs.
HALF_WIDTH = re.compile(rf"{CHINESE}[,;:?!(]|[,;:?!)]{CHINESE}|%\(\w+\)s[,;:?!]\s*{CHINESE}")
# A sentence begins with what to do. Whom to ask is named: a person, an office, a placeholder.
BEGS = re.compile(r"[。，；：]请(?!其|另一方|本单位|机构|对方|\s?%\()")


def chinese(path: Path) -> Iterator[str]:
    """Yield each text of a file that holds Chinese; keys and values alike."""
    waiting = [yaml.compose(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif node is not None and re.search(CHINESE, node.value):
            yield node.value


def badly_marked(texts: Iterator[str] | list[str]) -> list[str]:
    """Return the texts with a half-width mark beside Chinese, or that beg."""
    return [text for text in texts if HALF_WIDTH.search(text) or BEGS.search(text)]


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.yaml")), ids=lambda path: path.stem)
def test_chinese_of_data_files_uses_full_width_marks_and_says_what_to_do(path: Path) -> None:
    assert badly_marked(chinese(path)) == []


@pytest.mark.parametrize(
    "text", ["到期,尚未报送。", "数额(元)", "%(who)s:已报送", "有误。请更正。"]
)
def test_a_text_that_is_badly_marked_is_seen(text: str) -> None:
    assert badly_marked([text]) == [text]
