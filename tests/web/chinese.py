"""Finds the words of a Chinese page that are left in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Every text a reader may see, hear or be offered, where the page says that it is Chinese.
# What stands in `code` is a hash, an address or an identifier, in `kbd` what is printed on a key;
# `noscript` is not shown here.
COLLECT = """() => {
  const chinese = (node) => (node.closest("[lang]")?.lang ?? "").startsWith("zh");
  const found = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!holder.closest("script, style, noscript, code, kbd") && chinese(holder))
      found.push(walk.currentNode.textContent);
  }
  for (const node of document.querySelectorAll("*"))
    for (const name of ["aria-label", "aria-description", "alt", "title", "placeholder", "data-l",
                        "data-done"])
      if (node.hasAttribute(name) && !node.closest("code") && chinese(node))
        found.push(node.getAttribute(name));
  return found.map((text) => text.trim()).filter(Boolean);
}"""

# What is the same in every language, whole: codes, numbers of entries, names of files and hosts.
SAME = re.compile(
    r"""
    https?://\S+                              # an address
    | [\w.-]*\.(?:pdf|csv|xlsx|xls|ods|docx|ics)\b  # a file, or how its name ends
    | \b(?:PDF|OFD|JPEG|PNG|HEIC|DOCX|XLSX|SHA-256|MB)\b  # what a file is
    | \bEnglish\b                            # a language, named in itself
    | \b(?:[\w-]+\.)+(?:cn|com|org|net|gov)\b[^\s]*  # a host
    | \b[a-z]+\.[a-z]+\b                      # a user name
    | \b[A-Z]{1,2}_[A-Z0-9_]+\b               # an indicator
    | \bE-\d{4}-\d+\b                         # an entry
    | \b[0-9a-f]{64}\b                       # a hash, whole
    | \bcn(?:-\d+)?\b                         # a region
    | “[^”]*”                                 # the words of a source, as it printed them
    | \b(?:CSV|JSON|ZIP|KB|Tallystick|Word|Excel|WPS|Esc|GeoJSON|WGS|Interreg)\b
    """,
    re.VERBOSE,
)
WORD = re.compile(r"[A-Za-z]{2,}(?:['’-][A-Za-z]+)*")


def texts(page: Page) -> list[str]:
    """Return the texts of an open page that should be Chinese."""
    return list(page.evaluate(COLLECT))


def foreign_words(found: list[str]) -> list[str]:
    """Return the texts that hold a word of another script, each once.

    >>> foreign_words(["示例：数字与人名均为虚构", "导出 CSV", "E-2020-0008", "LC_TOTAL 转移就业"])
    []
    >>> foreign_words(["日历文件（.ics）", "文件的 SHA-256 值", "王磊 (wang.lei)", "中文 English"])
    []
    >>> foreign_words(["状态", "Matched"])
    ['Matched']
    """
    return sorted({text[:120] for text in found if WORD.search(SAME.sub(" ", text))})
