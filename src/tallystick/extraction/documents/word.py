"""A Word file's words: a paragraph a line, as the paper shows them; measured before it is opened.

Deleted and hidden words are not shown, so they are not read; inserted ones are.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from tallystick.kernel.packed import DAMAGED, Bounds, declares, faults, unpacked
from tallystick.kernel.problem import Refused

# Pictures make such a file large; its words never are.
BOUNDS = Bounds(parts=2_000, part=50_000_000, whole=100_000_000)
LARGEST_WORDS = 10_000_000

_CODES = {
    "damaged": "readout-damaged",
    "encrypted": "readout-encrypted",
    "swells": "readout-swells",
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Taken back, moved away, or the same once more for older programs.
_UNSEEN = frozenset(
    {
        *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "tblPr", "sectPr", "footnotePr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}


def text_of_word(content: bytes) -> str:
    """Return the words of a .docx.

    Raises: Refused for what is no Word file, locked, damaged, or swells when it is opened.
    """
    _measure(content)
    from docx import Document

    try:
        body = Document(BytesIO(content)).element.body
        return _words(body)
    # Of a broken file the library raises whatever it stumbles on: nothing of it is kept.
    except Exception as fault:
        raise Refused.of("readout-damaged", kind="Word") from fault


def _measure(content: bytes) -> None:
    """Refuse what is packed otherwise than an office program packs words."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
        for fault, value in faults(parts, BOUNDS):
            raise Refused.of(_CODES[fault], value=value or "Word", kind="Word")
        if not any(part.filename.lower().startswith("word/") for part in parts):
            raise Refused.of("readout-other-kind", kind="ZIP, XLSX, ODT")
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                _measure_words(archive, part)
    except DAMAGED as fault:
        raise Refused.of("readout-damaged", kind="Word") from fault


def _measure_words(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > LARGEST_WORDS:
        raise Refused.of("readout-swells", value=part.filename)
    if declares(unpacked(archive, part)):
        raise Refused.of("readout-declares", value=part.filename)


def _words(body: Any) -> str:
    import lxml.etree as etree

    found: list[str] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            found.append(_END.get(tag, ""))
        elif tag in _UNSEEN or (tag == f"{_W}r" and _hidden(element)):
            walk.skip_subtree()
        elif tag == f"{_W}t":
            found.append(_letters(element))
        else:
            found.append(_SIGNS.get(tag, ""))
    return _tidy("".join(found))


def _letters(run: Any) -> str:
    """Return the words of a run, with those behind a comment that nobody sees."""
    return "".join([run.text or "", *(child.tail or "" for child in run)])


# A cell ends in a paragraph: the tab stands in for its line's end.
_CELL = "\x1f"
_END = {f"{_W}p": "\n", f"{_W}tc": _CELL, f"{_W}tr": "\n"}
_CELLS = re.compile(rf"\n?{_CELL}")


def _tidy(text: str) -> str:
    """Return the text with the cells of a row on one line."""
    lines = _CELLS.sub("\t", text).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _hidden(run: Any) -> bool:
    """Whether a run is kept but not shown."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
