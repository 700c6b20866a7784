"""Which way somebody or something goes between the sides of China's East-West programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.drafts import RegionFound, Span
from tallystick.extraction.figures.concepts import Mark
from tallystick.extraction.page import Page
from tallystick.extraction.places.codes import province_of

# Provinces by the first digits of their codes, as paired since 1996; Liaoning gave until 2020.
_EAST = "11 12 21 31 32 33 35 37 44"
_SUPPORTING = frozenset(_EAST.split())
_WEST = "13 14 15 22 23 36 41 42 43 45 46 50 51 52 53 54 61 62 63 64 65"
_SUPPORTED = frozenset(_WEST.split())
_INTO = re.compile(
    r"(?:[到去赴往至在来入向]了?|\b(?:to|into|in|at|across|within|towards?) (?:the )?)\Z"
)
# 在广东帮助下 is no place where somebody is.
_WITH_HELP = re.compile(r"[省市县区]?的?(?:大力)?(?:帮助|支持|协作|援助|帮扶|指导)下")


# 来奉就业: the partner place by one sign of its name.
_SHORT = re.compile(r"[来赴](?![我自本当到去])[\u4e00-\u9fff](?:就业|务工|稳岗|上岗|打工)")


def ways(page: Page, text: str, span: Span) -> Iterator[Mark]:
    """Yield the places of a sentence as to-east, by-east, to-west or by-west."""
    for short in _SHORT.finditer(text, span.start, span.end):
        yield Mark(short.start(), short.start() + 2, frozenset(("to-east", "region")))
    for region in page.regions_in(span.start, span.end):
        side = side_of(region)
        if side is None:
            yield Mark(region.start, region.end, frozenset(("region",)))
        else:
            into = _INTO.search(text, max(span.start, region.start - 9), region.start)
            way = "to" if into and not _WITH_HELP.match(text, region.end) else "by"
            yield Mark(region.start, region.end, frozenset((f"{way}-{side}", side, "region")))


def side_of(region: RegionFound) -> str | None:
    """Return east for a place of a supporting province, west for one of a supported, or None."""
    provinces = {lies_in[3:5] for code in region.codes if (lies_in := province_of(code))}
    if provinces and provinces <= _SUPPORTING:
        return "east"
    return "west" if provinces and provinces <= _SUPPORTED else None
