"""Signs that cannot be seen: which ones no text may hold, and how the others are shown."""

from __future__ import annotations

import re
import unicodedata

from tallystick.kernel.problem import Problem

# Control signs steer a terminal or end a text for a database; overrides and embeddings of the
# writing direction let a reader see another text than the one that is kept. A tab and the ends of
# lines are the writer's own.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Joiners have their use in emoji, Persian and Indian scripts; between these letters they hide.
_LETTER = "[0-9A-Za-z\u00c0-\u024f\u3400-\u9fff]"
_UNSEEN = re.compile(
    _REFUSED.pattern + "|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u2060-\u2064"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    f"|(?<={_LETTER})[\u200c\u200d]"
)
# Nothing but these is a name that nobody can read or click; some are letters to a machine.
_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028\u2029\u2060-\u2064"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]+"
)


def visible(text: str) -> str:
    """Return the text with each unseen sign in its place as a name that can be read.

    >>> visible("Dalian\\u200b, 12\\u202e005"), visible("六盘水\\n")
    ('Dalian⟨U+200B⟩, 12⟨U+202E⟩005', '六盘水\\n')
    """
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def unfit(text: str) -> bool:
    """Return whether a text holds a sign that no text may hold.

    >>> unfit("bell\\x07"), unfit("two\\nlines"), unfit("abc\\u202ecba")
    (True, False, True)
    """
    return _REFUSED.search(text) is not None


def text_problems(path: str, text: str, longest: int | None = None) -> list[Problem]:
    """Return what is wrong with a text that a person typed: its signs, and its length.

    Units: `longest` in characters, what the column it goes to holds; None holds any length.

    >>> [p.code for p in text_problems("name_en", "Dalian \u202e", 5)]
    ['text-control-sign', 'text-too-long']
    >>> [p.code for p in text_problems("name_en", "\u200b")], text_problems("name_en", " ")
    (['text-blank'], [])
    """
    found = [Problem("text-control-sign", path, value=visible(text)[:60])] if unfit(text) else []
    if text.strip() and _BLANK.fullmatch(text):
        found.append(Problem("text-blank", path, value=visible(text)[:60]))
    if longest is not None and len(text) > longest:
        found.append(Problem("text-too-long", path, {"longest": longest}, visible(text)[:20]))
    return found


def reference_problems(path: str, reference: str, longest: int) -> list[Problem]:
    """Return what is wrong with a reference: no two of them may look alike and differ.

    Signs of format (Unicode category Cf: joiners, blanks of no width, soft hyphens, directions)
    are seen by nobody, and have no use in a number of one's own.

    >>> [p.value for p in reference_problems("own_reference", "x\u200by", 60)]
    ['x⟨U+200B⟩y']
    """
    unseen = [sign for sign in reference if unicodedata.category(sign) == "Cf"]
    if not unseen:
        return text_problems(path, reference, longest)
    shown = "".join(f"⟨U+{ord(s):04X}⟩" if s in unseen else s for s in reference)
    named = ", ".join(dict.fromkeys(_named(sign) for sign in unseen))
    return [Problem("reference-unseen-sign", path, {"signs": named}, shown[:60])]


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()


def folded(reference: str) -> str:
    """Return a reference as it is kept and compared: full-width signs as plain ones.

    Large and small letters stay apart. Source: Unicode annex 15, NFKC.

    >>> folded("ｘｙ－１"), folded("Xy")
    ('xy-1', 'Xy')
    """
    return unicodedata.normalize("NFKC", reference).strip()
