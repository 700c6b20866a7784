"""A web page in, its announcement out: what the page says, and the day it says it was published.

Nothing is fetched and nothing runs.
"""

from __future__ import annotations

import re
from typing import Any

from tallystick.kernel.problem import Refused

LARGEST_PAGE = 5_000_000

_META_CHARSET = re.compile(
    rb"<meta[^<>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.-]{1,30})", re.IGNORECASE
)
_CLOSED = re.compile(
    r"</(?:p|div|span|body|html|table|td|tr|a|h[1-6]|li|ul|article|section|pre|font|strong|b)\s?>",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\s*(?:<\?xml|<!doctype\s+html|<!--"
    r"|<(?:html|head|body|meta|title|div|p|h[1-6]|table|article|section|span|ul|br|pre|font)\b)",
    re.IGNORECASE,
)
# Signs a page declares for itself: no page that people read does, and none of them is filled in.
_DECLARED = re.compile(r"<!DOCTYPE[^<>\[]{0,300}\[[^\]]{0,5000}\]\s{0,9}>", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?(?!\d)")
# What pages call the day of publication: first what Chinese government pages must have.
_DAY_NAMES = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "datepublished",
    "dc.date",
    "dcterms.created",
    "date",
)


def looks_like_html(text: str) -> bool:
    """Whether a text is a web page, or a piece of one.

    >>> looks_like_html("<p>Dalian gave"), looks_like_html("a < b and c > d")
    (True, False)
    """
    return bool(_OPENED.match(text[:2000]) or _CLOSED.search(text[:200_000]))


def declared_charset(content: bytes) -> str:
    """Return the encoding a page says it is in, or nothing."""
    found = _META_CHARSET.search(content[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def text_of_html(text: str) -> tuple[str, str | None]:
    """Return the words of a page, and the day on which it says it was published.

    Raises: Refused for a page larger than any that holds an announcement.
    """
    from tallystick.extraction.documents.html_lines import lines_of

    if len(text) > LARGEST_PAGE:
        raise Refused.of("readout-too-large", largest=LARGEST_PAGE // 1_000_000)
    root = _parsed(text)
    if root is None:
        return "", None
    # Where a whole page is called a menu it is read all the same.
    lines = lines_of(root, named=True) or lines_of(root, named=False)
    return "\n".join(lines), _published(root)


def _parsed(text: str) -> Any:
    import lxml.etree as etree

    # The page is small enough; a huge tree is one of more than 256 tags in one another.
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    text = _DECLARED.sub("", text[:8000]) + text[8000:]
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    # Half a page would be read as if it were the whole.
    if any("depth" in fault.message for fault in parser.error_log):
        raise Refused.of("readout-swells", value="HTML")
    return root


def _published(root: Any) -> str | None:
    """Return the day that the page names as that of its publication, in ISO form."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        said.setdefault(name.lower(), meta.get("content") or "")
    for name in _DAY_NAMES:
        found = _DAY.search(said.get(name, "")[:40])
        if found is not None:
            year, month, day = found.groups()
            return "-".join([year, f"{int(month):02}", *([f"{int(day):02}"] if day else [])])
    return None
