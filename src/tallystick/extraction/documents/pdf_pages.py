"""The pages of a PDF, read by `pdf` in a process of its own: bytes come in, JSON goes out.

Nothing in it runs and nothing is fetched: only what draws letters is followed.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from tallystick.extraction.documents.files import LONGEST_TEXT
from tallystick.extraction.documents.lines import paragraphs
from tallystick.kernel.problem import Refused

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 50
# Units: drawing steps over all pages; a full page of letters has some five thousand.
MOST_STEPS = 300_000
SECONDS, MEMORY = 30, 2_000_000_000
# Where the library itself stops: pictures are never unpacked, so nothing large is needed.
_BOUNDS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 40_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 5_000,
    "xform_maximum_invocations_per_extraction": 500,
}
# Signs that letters become where a file does not say which they are.
_GARBLED = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")

Read = TypeVar("Read")


class _TooManySteps(Exception):
    """The pages draw more than any announcement does."""


def words_of(content: bytes) -> str:
    """Return the words of a PDF, a paragraph a line.

    Raises: Refused.
    """
    text = _bounded(lambda: _words(content))
    _require_letters(text)
    return text


def first_pages(content: bytes, most: int) -> tuple[list[str], int]:
    """Return the words of the first pages, each for itself and in its own lines, and how many
    pages there are.

    A page that is a picture has none. Raises: Refused; where no page has words too.
    """
    pages, total = _bounded(lambda: _first(content, most))
    _require_letters("".join(pages))
    return pages, total


def _bounded(read: Callable[[], Read]) -> Read:
    """Read with the library's own limits; what it stumbles on is refused in our words."""
    from pypdf import apply_configuration
    from pypdf.errors import LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(**_BOUNDS):
            return read()
    except Refused:
        raise
    except (_TooManySteps, LimitReachedError, MemoryError):
        raise Refused.of("readout-swells", value="PDF") from None
    # Of a broken file the library raises whatever it stumbles on: nothing of it is kept.
    except Exception as fault:
        raise Refused.of("readout-damaged", kind="PDF") from fault


def _require_letters(text: str) -> None:
    if len(_GARBLED.findall(text)) * 5 > len(text) or not text.strip():
        raise Refused.of("readout-pdf-no-text")


def _opened(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content), strict=False)
    # Many a paper is locked against changes alone, and opens without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused.of("readout-encrypted", kind="PDF")
    return reader


def _first(content: bytes, most: int) -> tuple[list[str], int]:
    reader = _opened(content)
    texts = islice(_texts(reader), most)
    return ["\n".join(filter(None, map(str.rstrip, one.split("\n")))) for one in texts], max(
        len(reader.pages), _said_pages(reader)
    )


def _words(content: bytes) -> str:
    from pypdf.errors import LimitReachedError

    reader = _opened(content)
    try:
        pages = len(reader.pages)
    except LimitReachedError:
        pages = MOST_PAGES + 1
    if pages > MOST_PAGES:
        raise Refused.of("readout-too-many-pages", most=MOST_PAGES)
    # A page that is named and not there: the rest would be read as if it were the whole.
    if pages < _said_pages(reader):
        raise Refused.of("readout-damaged", kind="PDF")
    return "\n".join(filter(None, (paragraphs(text.split("\n")) for text in _texts(reader))))


def _said_pages(reader: PdfReader) -> int:
    """Return how many pages a PDF says it has; 0 where it does not say so plainly."""
    tree = reader.root_object["/Pages"].get_object()
    count = tree.get("/Count") if isinstance(tree, dict) else None
    return count if isinstance(count, int) else 0


def _texts(reader: PdfReader) -> Iterator[str]:
    """Yield the text of each page, over all of them in so many steps and signs."""
    steps = letters = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            raise _TooManySteps

    for page in reader.pages:
        text = page.extract_text(visitor_operand_before=count)
        count()  # what a form drew over the limit was swallowed on the way
        letters += len(text)
        if letters > LONGEST_TEXT:
            raise Refused.of("readout-text-too-long", longest=LONGEST_TEXT)
        yield text


def _hold_back() -> None:
    """Take no more of the machine than this, whatever is read; not every system can say so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(words: Sequence[str] = ()) -> None:
    """Read the PDF that is handed in; say its text, or the problem with it.

    With a number: that many of its first pages, each for itself, and how many there are.
    """
    _hold_back()
    content = sys.stdin.buffer.read()
    try:
        if words:
            pages, total = first_pages(content, int(words[0]))
            told: dict[str, Any] = {"pages": pages, "total": total}
        else:
            told = {"text": words_of(content)}
    except Refused as refused:
        told = {"problem": refused.problems[0].kept()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
