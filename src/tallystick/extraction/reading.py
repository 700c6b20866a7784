"""One announcement in, one draft out: the same text always gives the same draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tallystick.extraction.dates import find_dates
from tallystick.extraction.drafts import Draft
from tallystick.extraction.figures import find_figures
from tallystick.extraction.places import find_regions


def read(
    text: str,
    lang: str | None = None,
    published: date | None = None,
    gazetteer: Iterable[tuple[str, str]] = (),
) -> Draft:
    """Return the figures, dates and places of an announcement in English or Chinese.

    Units: `lang` en or zh, found out when not given; `published` settles dates without a year.

    >>> draft = read("On May 6, Dalian gave more than 3 million yuan.", published=date(2021, 5, 8))
    >>> draft.figures[0].text, draft.figures[0].qualifier, draft.dates[0].iso
    ('more than 3 million yuan', 'more_than', '2021-05-06')
    """
    return Draft(
        lang=lang or language_of(text),
        published=published,
        figures=tuple(find_figures(text)),
        dates=tuple(find_dates(text, published)),
        regions=tuple(find_regions(text, gazetteer)),
    )


def language_of(text: str) -> str:
    """Return zh where Chinese signs outnumber a fifth of the Latin letters, else en.

    >>> language_of("大连 Dalian 帮扶六盘水"), language_of("Dalian (大连) and its partner")
    ('zh', 'en')
    """
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    return "zh" if han * 5 > latin else "en"
