"""What is wrong with the record of what was done for a commitment. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tallystick.entries.rules.files import examine, plain_name
from tallystick.exchanges.rules.typed import address_problems, day_slips
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems

LONGEST_DONE, LONGEST_LINK = 2000, 500
MOST_FILES = 20
# A file as it was sent: its name and its bytes.
Sent = tuple[str, bytes]


def fulfilment_problems(done_on: date, text: str, url: str, today: date) -> list[Problem]:
    """Return what is wrong with what is said to have been done.

    >>> day = date(2021, 5, 6)
    >>> [one.code for one in fulfilment_problems(date(2021, 5, 7), " ", "ftp://x", day)]
    ['done-in-the-future', 'done-wordless', 'not-a-link']
    """
    found = day_slips("done_on", done_on)
    if done_on > today:
        params = {"today": today.isoformat()}
        found.append(Problem("done-in-the-future", "done_on", params, done_on.isoformat()))
    if not text.strip():
        found.append(Problem("done-wordless", "text"))
    found += text_problems("text", text, LONGEST_DONE)
    return found + address_problems("url", url, LONGEST_LINK)


def answer_problems(reason: str) -> list[Problem]:
    """Return what is wrong with why something is not acknowledged.

    >>> [one.code for one in answer_problems("")]
    ['refusing-needs-reason']
    """
    found = [] if reason.strip() else [Problem("refusing-needs-reason", "reason")]
    return found + text_problems("reason", reason, LONGEST_DONE)


def sent_file_problems(files: Sequence[Sent], there: int = 0) -> list[Problem]:
    """Return what is wrong with files that are to lie under what was done.

    Units: `there` is how many lie there already.
    >>> [one.code for one in sent_file_problems([("a.pdf", b""), ("a.exe", b"MZ")])]
    ['evidence-empty', 'evidence-type-unread']
    """
    if there + len(files) > MOST_FILES:
        params = {"most": MOST_FILES, "there": there}
        return [Problem("fulfilment-files-many", "evidence", params, str(len(files)))]
    looked = (examine(plain_name(name), content) for name, content in files)
    return [problem for one in looked for problem in one.problems]
