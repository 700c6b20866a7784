"""One announcement in, one draft out: the same text always gives the same draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tallystick.extraction.acts.agreements import find_agreements, find_frameworks
from tallystick.extraction.acts.commitments import find_achievements, find_commitments
from tallystick.extraction.drafts import Draft
from tallystick.extraction.events.event import find_event, of_this_genre
from tallystick.extraction.events.sides import with_sides
from tallystick.extraction.events.sides_weighed import with_weighed_sides
from tallystick.extraction.figures.meaning import with_meaning
from tallystick.extraction.figures.numbers import find_figures
from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people, find_represented

# Ten times as long as the longest announcements. What is longer is another thing, or a trap: its
# beginning is read, to the end of a line or sentence near by, and the draft says how much is not.
LONGEST = 50_000
_NEAR_BY = 2_000
_ENDS = ("\n", "。", ". ")
# A sentence somebody tries is too short to tell what kind of text it is of.
_SNIPPET = 160


def read(
    text: str,
    lang: str | None = None,
    published: date | str | None = None,
    gazetteer: Iterable[tuple[str, str]] = (),
) -> Draft:
    """Return what an announcement in English or Chinese says; an empty draft of another genre.

    Units: `lang` en, zh-Hans or zh-Hant, found out when not given; `published` a day, or the ISO
    text of a day, month or year, settles what the text says of time; `gazetteer` yields
    (name, region code).

    >>> draft = read("On May 6, Dalian gave more than 3 million yuan.", published=date(2021, 5, 8))
    >>> draft.figures[0].text, draft.figures[0].qualifier, draft.dates[0].iso
    ('more than 3 million yuan', 'more_than', '2021-05-06')
    """
    day = published.isoformat() if isinstance(published, date) else published
    page = page_of(_beginning(text), lang, day, gazetteer)
    ours = of_this_genre(page)
    if not ours and len(page.text) > _SNIPPET:
        return Draft(lang=page.lang, published=page.published, unread=len(text) - len(page.text))
    people, represented = find_people(page), find_represented(page)
    event = find_event(page, people) if ours else None
    return Draft(
        lang=page.lang,
        published=page.published,
        event=event,
        people=with_weighed_sides(page, event, with_sides(page, event, people)),
        represented=represented,
        figures=with_meaning(page, tuple(find_figures(page)), event),
        commitments=find_commitments(page, people),
        agreements=find_agreements(page),
        frameworks=find_frameworks(page),
        achievements=find_achievements(page),
        dates=page.dates,
        regions=page.regions,
        unread=len(text) - len(page.text),
    )


def _beginning(text: str) -> str:
    """Return as much of a text as is read.

    >>> len(_beginning("12,000。" * 9_000)), len(_beginning("1" * 60_000))
    (49994, 50000)
    """
    if len(text) <= LONGEST:
        return text
    end = max(text.rfind(mark, LONGEST - _NEAR_BY, LONGEST) for mark in _ENDS) + 1
    return text[: end or LONGEST]
