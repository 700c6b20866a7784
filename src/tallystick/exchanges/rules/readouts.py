"""What a readout may say of itself, and how it stands. Plain Python."""

from __future__ import annotations

import re
from datetime import date

from tallystick.exchanges.rules.typed import address_problems, day_slips, first_day
from tallystick.extraction.documents.files import LONGEST_TEXT
from tallystick.extraction.documents.reading import LONGEST_TITLE
from tallystick.extraction.page import page_of
from tallystick.kernel.address import host_of
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

# How a readout stands; a list may be asked for each.
STATES = ("waiting", "decided", "aside")
READOUT_SIDES = ("supporting", "supported", "other")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
SOURCE_KINDS = ("official", "official yearbook", "media")
ITEM_KINDS = (
    *("event", "person", "represented", "figure"),
    *("commitment", "agreement", "framework", "achievement"),
)
DECISIONS = ("accepted", "corrected", "rejected")


def state_of(waiting: int, set_aside: str) -> str:
    """Return aside, waiting while an item is undecided, or decided.

    >>> state_of(2, ""), state_of(0, ""), state_of(2, "another meeting")
    ('waiting', 'decided', 'aside')
    """
    if set_aside:
        return "aside"
    return "waiting" if waiting else "decided"


def readout_problems(
    *,
    side: str,
    title: str,
    text: str,
    lang: str,
    published: str,
    url: str,
    source_kind: str,
    file_name: str = "",
    today: date | None = None,
) -> list[Problem]:
    """Return what is wrong with an announcement that is to be kept.

    `today`: where it is given, none was published on a later day.

    >>> asked = {"side": "east", "title": "", "text": " ", "lang": "fr", "published": "May"}
    >>> [p.code for p in readout_problems(**asked, url="x", source_kind="blog")]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['unknown-side', 'announcement-missing', 'not-in-list', 'not-in-list', 'readout-no-date',
     'not-a-link']
    """
    found = []
    if not side:
        found.append(Problem("press-unsaid", "side"))
    elif side not in READOUT_SIDES:
        params = {"sides": ", ".join(READOUT_SIDES)}
        found.append(Problem("unknown-side", "side", params, visible(side[:40])))
    if not text.strip():
        found.append(Problem("announcement-missing", "text"))
    if len(text) > LONGEST_TEXT:
        found.append(Problem("readout-text-too-long", "text", {"longest": LONGEST_TEXT}))
    for path, value, choices in (
        ("lang", lang, LANGUAGES), ("source_kind", source_kind, SOURCE_KINDS),
    ):  # fmt: skip
        if value not in ("", *choices):
            params = {"choices": ", ".join(choices)}
            found.append(Problem("not-in-list", path, params, visible(value[:40])))
    found += _published_problems(published, today)
    found += address_problems("url", url, LONGEST_LINK)
    found += text_problems("title", title, LONGEST_TITLE)
    found += text_problems("file_name", file_name, LONGEST_FILE_NAME)
    return found + text_problems("text", text)


def _published_problems(published: str, today: date | None) -> list[Problem]:
    """Return what is wrong with a day of publication: "on May 6" is reckoned from it."""
    if not published:
        return []
    first = first_day(published)
    if first is None:
        return [Problem("readout-no-date", "published", value=visible(published[:40]))]
    if today is not None and first > today:
        return [Problem("day-to-come", "published", {"today": today.isoformat()}, published)]
    return day_slips("published", first)


LONGEST_LINK, LONGEST_FILE_NAME = 500, 200
# Hosts of governments: 辽宁 ln.gov.cn, dl.gov.cn, gov.tj; anything else is media unless said.
_GOVERNMENT = re.compile(r"(?:^|\.)gov(?:\.[a-z]{2})?$")


def source_kind_of(url: str) -> str:
    """Return official for an address of a government, else media.

    >>> source_kind_of("https://en.dl.gov.cn/a.html"), source_kind_of("https://gov.example.com")
    ('official', 'media')
    """
    host = host_of(url) or ""
    return "official" if _GOVERNMENT.search(host) else "media"


def title_of(text: str, longest: int = 120) -> str:
    """Return the first line that is no furniture of a page, cut at a word.

    Of a Chinese paragraph it is the first sentence.

    >>> title_of("2021-05-07 08:53\\nQuay receives Fir\\nOn May 6 they met.")
    'Quay receives Fir'
    >>> title_of("两地在大连座谈。市长出席。")
    '两地在大连座谈'
    """
    page = page_of(text[:5_000], None, None, ())
    lines = (line.strip() for line in page.text[page.body :].splitlines())
    first = next((line for line in lines if line), text.strip()[:longest])
    sentence, ended, _rest = first.partition("。")
    first = sentence if ended and sentence else first
    if len(first) <= longest:
        return first
    cut = first[: longest - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut) + "…"
