"""Letters in one case, each where it was: patterns that need not ask for case are far faster."""

from __future__ import annotations

# Of these the small form is another number of signs, or a letter of another alphabet.
_ODD = ("\u0130", "\u212a")
_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def small_letters(text: str) -> str:
    """Return a text of the same length with small letters; places in it stay what they are.

    A Latin letter is in it where a pattern of ASCII letters that ignores case would find one.

    >>> small_letters("CPC Öst"), len(small_letters("\u0130stanbul"))
    ('cpc öst', 8)
    """
    if _ODD[0] in text or _ODD[1] in text:
        return text.translate(_CAPITALS)
    return text.lower()
