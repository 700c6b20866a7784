"""The places an event is between, by the names their offices use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from tallystick.extraction.drafts import PersonFound, RegionFound, Span
from tallystick.extraction.events.when import dateline
from tallystick.extraction.page import TRADITIONAL, Page, plain
from tallystick.extraction.places.codes import COUNTRY, kinds_of, one_in_the_other
from tallystick.extraction.places.forms import PEOPLES

_LATIN_KIND = re.compile(
    rf"(?:(?:(?:,| and)? {PEOPLES})+ [Aa]utonomous (?:Region|Prefecture|County|Banner)|"
    rf"(?:(?:,| and)? {PEOPLES})+ [Aa]utonomous|"
    r"(?<!Ho Chi Minh)(?<!Quezon)(?<!Kuwait)(?<!Mexico) City|"
    r" (?:Province|Prefecture|Municipality|County|District|Governorate|Region|Oblast|Banner))$",
    re.IGNORECASE,
)
_HAN_KINDS = ("省", "市", "县", "区", "州", "镇")
_HOUSE = re.compile(
    r"(?:Hotel|Hall|Cent(?:er|re)|House|Guesthouse|Building|Palace|Stadium|Plaza|Hub|Museum|School|"
    r"University|College|Park|Office|office|Resort|Capitol|Complex|Theat(?:er|re)|guesthouse)\b"
)
_AUTONOMOUS = re.compile("(?:[维維]吾[尔爾]|[壮壯]族|回族)?自治[区區]$|特[别別]行政[区區]$")
# "in China" says where both lie.
_WHOLE_COUNTRY = (COUNTRY,)
_ABROAD = "iso-"
_SIDES = 2
_ALONE = 0
_HAN_KIND = re.compile("(?:自治县|[市县区旗镇乡]|街道)$")
# A town is a party where the sentence that tells the event names it.
_SMALL = re.compile("(?:[镇鎮乡鄉村]|街道)$")
# In Gansu, of Gansu, , Gansu: only says where the place before it lies.
_ONLY_WHERE = re.compile(r"(?:, | in | of |'s | ?\()(?:northwest |the )?(?:China's )?$")


def parties(
    page: Page, sentence: Span | None, place: str | None, people: tuple[PersonFound, ...]
) -> tuple[str, ...]:
    """Return the places of the parties, each once, in order.

    `sentence` tells the event; None for a bulletin, in which every place is a party. `place`, where
    the event was, is none for that alone.
    """
    head, told_from = dateline(page)
    named = [
        found
        for found in _acting(page)
        if not _in_a_name(found, people)
        and found.codes != _WHOLE_COUNTRY
        and not head <= found.start < told_from
    ]
    full = _full_names(page)
    keys = [full.get(key := key_of(found), key) for found in named]
    often = Counter(keys)
    acting = {person.organisation_or_region for person in people}
    seen: dict[str, str] = {}
    only_there: dict[str, str] = {}
    for key, found in zip(keys, named, strict=True):
        name = name_of(page, found, full)
        told = sentence is None or sentence.start <= found.start < sentence.end
        if often[key] == 1 and name not in acting and place and found.text in place:
            only_there[key] = name
        elif _SMALL.search(name) and not (told if sentence else often[key] > 1):
            continue
        elif key not in seen and (told or often[key] > 1 or name in acting):
            seen[key] = name
    kept = _without_countries(_without_lands(_without_chains(page, seen), often, acting))
    if len(kept) < _SIDES:
        # Where one party alone is named besides the place, the place is the other.
        kept |= only_there
    names = list(dict.fromkeys(kept.values()))
    if len(names) < _SIDES and sentence is not None and not page.chinese and place:
        town = _town(place)
        if town and all(town not in name and name not in town for name in names):
            names.append(town)
    return tuple(names)


def _full_names(page: Page) -> dict[str, str]:
    """Return the name with its kind by the name without it, where the text has both."""
    if not page.chinese:
        return {}
    # Of one name with two kinds (长崎县, 长崎市) the first is kept: in order, never of a set.
    names = dict.fromkeys(plain(found.text) for found in page.regions if not found.codes)
    return {bare: name for name in reversed(names) if (bare := _HAN_KIND.sub("", name)) != name}


def _town(place: str) -> str | None:
    """Return the name of a place that no list knows; None of a house."""
    if place.isascii() and _HOUSE.search(place):
        return None
    return _LATIN_KIND.sub("", re.split(r",| and | of ", place)[0])


def _without_chains(page: Page, seen: dict[str, str]) -> dict[str, str]:
    """Return the places without those that lead to another of them: 山东省 of 山东省庆云县."""
    if not page.chinese:
        return seen
    lands: set[str] = set()
    alone: Counter[str] = Counter()
    chain: list[str] = []
    end = -1
    for found in page.regions:
        chain = [*chain, key_of(found)] if found.start == end else [key_of(found)]
        end = found.end
        alone[chain[-1]] += 1
        alone.subtract(chain[-2:-1])
        if chain[-1] in seen:
            lands.update(chain[:-1])
    return {key: name for key, name in seen.items() if key not in lands or alone[key] > _ALONE}


def _without_lands(
    seen: dict[str, str], often: Counter[str], acting: set[str | None]
) -> dict[str, str]:
    """Return the places without those that only say where a party lies, or what lies in it."""
    dropped: set[str] = set()
    known = [key for key in seen if kinds_of(key)]
    for first, second in combinations(known, 2):
        if not one_in_the_other(first, second):
            continue
        if min(often[first], often[second]) == 1 < max(often[first], often[second]):
            dropped.add(first if often[first] == 1 else second)
        elif seen[first] in acting and seen[second] not in acting:
            dropped.add(second)
    return {key: name for key, name in seen.items() if key not in dropped}


def _without_countries(seen: dict[str, str]) -> dict[str, str]:
    """Return the places without countries, where parties smaller than these are named."""
    smaller = {key: name for key, name in seen.items() if not key.startswith(_ABROAD)}
    return smaller if len(smaller) > 1 else seen


def key_of(found: RegionFound) -> str:
    """Return what tells places apart: the code where it is known, else the printed name."""
    return found.codes[0] if len(found.codes) == 1 else _plain(found.text)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return plain(name)


def name_of(page: Page, found: RegionFound, full: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the name of a place as labels have it: bare in English, with its kind in Chinese."""
    if not page.chinese:
        return _without_kind(found.text)
    name = _plain(found.text)
    if name in full:
        kind = full[name][len(name) :]
    elif (bare := _AUTONOMOUS.sub("", found.text)) != found.text:
        return bare
    else:
        kind = _kind_of(name, found.codes, page.gazetteer)
    return found.text + (kind.translate(_TRADITIONAL) if page.lang == TRADITIONAL else kind)


@lru_cache(maxsize=1024)
def _without_kind(name: str) -> str:
    return _LATIN_KIND.sub("", name)


@lru_cache(maxsize=4096)
def _kind_of(name: str, codes: tuple[str, ...], gazetteer: frozenset[tuple[str, str]]) -> str:
    """Return the kind of place that a short name leaves out; none where it stands in full."""
    for kind in _HAN_KINDS:
        if any((name + kind, code) in gazetteer for code in codes):
            return kind
    return ""


_TRADITIONAL = str.maketrans("县区镇", "縣區鎮")


def _acting(page: Page) -> Iterator[RegionFound]:
    """Yield the places that do not merely say where another lies."""
    regions = [found for found in page.regions if found.start >= page.body]
    for number, found in enumerate(regions):
        after = regions[number + 1] if number + 1 < len(regions) else None
        if page.chinese:
            if after is None or after.start > found.end:
                yield found
        elif number == 0 or not _only_where(page, regions[number - 1], found):
            yield found


def _only_where(page: Page, before: RegionFound, found: RegionFound) -> bool:
    between = page.plain[before.end : found.start]
    return len(between) < 24 and _ONLY_WHERE.fullmatch(between) is not None


def _in_a_name(found: RegionFound, people: tuple[PersonFound, ...]) -> bool:
    return any(person.start <= found.start < person.end for person in people)
