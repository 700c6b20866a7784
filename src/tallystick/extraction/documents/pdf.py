"""A PDF in, its words out, read in a process of its own that may take so much time and memory.

A library of plain Python reads it, and a PDF can be made to keep any such library busy for hours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tallystick.kernel.problem import Problem, Refused

# Fifty pages take some five seconds.
LONGEST_SECONDS = 60
_READER = "tallystick.extraction.documents.pdf_pages"
_SOURCES = Path(__file__).parents[3]


def text_of_pdf(content: bytes) -> str:
    """Return the words of a PDF, a paragraph a line.

    Raises: Refused for what is locked, damaged, too long, or holds pictures of pages only.
    """
    return str(_apart(content, LONGEST_SECONDS)["text"])


def pages_of_pdf(content: bytes, *, most: int, seconds: int) -> tuple[list[str], int]:
    """Return the words of the first pages of a PDF, each for itself, and how many pages it has.

    Units: `most` pages, read in so many `seconds` at most. Raises: Refused as `text_of_pdf`.
    """
    told = _apart(content, seconds, str(most))
    return [str(page) for page in told["pages"]], int(told["total"])


def _apart(content: bytes, seconds: int, *words: str) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 (our own module, no shell, bytes on its input)
            [sys.executable, "-s", "-P", "-m", _READER, *words],
            input=content,
            # The same code as this, wherever else one is installed.
            env={**os.environ, "PYTHONPATH": str(_SOURCES)},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused.of("readout-swells", value="PDF") from None
    # It was ended from outside, or had no room left to say what ended it.
    if done.returncode != 0:
        raise Refused.of("readout-swells", value="PDF")
    told: dict[str, Any] = json.loads(done.stdout)
    if problem := told.get("problem"):
        raise Refused(Problem.told(problem))
    return told
