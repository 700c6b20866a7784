"""Names of countries, in English and Chinese (Unicode CLDR through Babel)."""

from __future__ import annotations

from functools import cache

from babel import Locale

# Names that are more often something else: a month-long guest, a bird, a first name.
_SKIPPED = frozenset({"Turkey", "Jersey", "Jordan", "Chad", "China", "中国", "world", "世界"})
_LETTERS = 2
# CLDR has these by names that nobody writes.
_OF_CHINA = frozenset(
    {
        *((name, "cn-810000") for name in ("Hong Kong", "香港")),
        *((name, "cn-820000") for name in ("Macao", "Macau", "澳门")),
    }
)


@cache
def country_names() -> frozenset[tuple[str, str]]:
    """Return (name, code) of every country; the code is `iso-` and the two letters of ISO 3166.

    >>> ("Kenya", "iso-ke") in country_names(), ("越南", "iso-vn") in country_names()
    (True, True)
    """
    return _OF_CHINA | frozenset(
        (name, f"iso-{code.lower()}")
        for language in ("en", "zh")
        for code, name in Locale(language).territories.items()
        if len(code) == _LETTERS and code.isalpha() and name not in _SKIPPED and "(" not in name
    )
