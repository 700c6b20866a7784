"""A PDF in, its words out, read in a process of its own that may take so much time and memory.

A library of plain Python reads it, and a PDF can be made to keep any such library busy for hours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tallystick.kernel.problem import Problem, Refused

# Fifty pages take some five seconds.
LONGEST_SECONDS = 60
_SOURCES = Path(__file__).parents[3]


def text_of_pdf(content: bytes) -> str:
    """Return the words of a PDF, a paragraph a line.

    Raises: Refused for what is locked, damaged, too long, or holds pictures of pages only.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-P", "-m", "tallystick.extraction.documents.pdf_pages"],
            input=content,
            # The same code as this, wherever else one is installed.
            env={**os.environ, "PYTHONPATH": str(_SOURCES)},
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused.of("readout-swells", value="PDF") from None
    # It was ended from outside, or had no room left to say what ended it.
    if done.returncode != 0:
        raise Refused.of("readout-swells", value="PDF")
    told = json.loads(done.stdout)
    if problem := told.get("problem"):
        raise Refused(Problem.told(problem))
    return str(told["text"])
