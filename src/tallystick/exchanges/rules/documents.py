"""What is wrong with a document of a meeting. Plain Python."""

from __future__ import annotations

from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

DOCUMENT_KINDS = ("minutes", "agreement", "programme", "press", "other")
DOCUMENT_LANGS = ("en", "zh-Hans", "zh-Hant")
LONGEST_TITLE = 200


def document_problems(kind: str, title: str, lang: str) -> list[Problem]:
    """Return what is wrong with how a document is described.

    >>> [(one.code, one.path) for one in document_problems("note", " ", "fr")]
    [('unknown-document-kind', 'kind'), ('document-nameless', 'title'), ('unknown-lang', 'lang')]
    """
    found = []
    if kind not in DOCUMENT_KINDS:
        params = {"kinds": ", ".join(DOCUMENT_KINDS)}
        found.append(Problem("unknown-document-kind", "kind", params, visible(kind[:40])))
    if not title.strip():
        found.append(Problem("document-nameless", "title"))
    found += text_problems("title", title, LONGEST_TITLE)
    if lang not in DOCUMENT_LANGS:
        params = {"langs": ", ".join(DOCUMENT_LANGS)}
        found.append(Problem("unknown-lang", "lang", params, visible(lang[:20])))
    return found
