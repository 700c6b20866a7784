"""The counts an explained figure is made of, each with its lines and what part they are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from tallystick.entries.queries import EntryProof
from tallystick.indicators.engines.values import LineRead
from tallystick.indicators.rules.counts import Count, Formula
from tallystick.indicators.rules.parts import BY_REGION, code_of, split_by, value_of
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.programme.rules.vocabulary import code_words
from tallystick.regions.queries import names

# What a part may be besides a code of a kept dimension or a region.
OF_SUM, OF_RATIO = "indicator", "ratio"
_SIDES = {"numerator": ("Numerator", "分子"), "denominator": ("Denominator", "分母")}


@dataclass(frozen=True)
class Part:
    """One part of a figure: an indicator, a side of a ratio, a code of a dimension, or a region.

    Units: `value` in minor units of `unit`, with `scale` decimal places inside. Persons of parts
    may exceed those of the whole: one placed in two places is in two parts.
    """

    name: str
    dimension: str
    value: int
    unit: str
    scale: int
    lines: int

    def label(self, lang: str = "en") -> str:
        """Return its name in `en` or `zh`."""
        if self.dimension == OF_SUM:
            return indicators()[self.name].name(lang)
        if self.dimension == OF_RATIO:
            return _SIDES[self.name][1 if lang.startswith("zh") else 0]
        if self.dimension == BY_REGION:
            return names([self.name], lang).get(self.name, self.name)
        return code_words(self.dimension, self.name, lang)


@dataclass(frozen=True)
class WalkLine:
    """One line under a figure, with the entry, names and files behind it.

    Units: `amount` in minor units of `unit`, signed as it entered; `seq` is None while unposted.
    """

    line: LineRead
    part: str
    scale: int
    recorded_on: date | None
    reversed_by: str | None = None
    # Its day had been closed when the book learned of it.
    recorded_later: bool = False
    proof: EntryProof | None = None
    # How it was matched where nobody of that side signed in: file | paper.
    channel: str = ""

    @property
    def amount(self) -> int:
        """What it adds to the figure."""
        return self.line.amount


@dataclass(frozen=True)
class Leg:
    """One count of a figure with the lines that enter it; a plain count is split into parts."""

    name: str
    dimension: str
    count: Count
    lines: tuple[LineRead, ...] = ()

    @cached_property
    def posted(self) -> tuple[LineRead, ...]:
        """The lines that count."""
        return tuple(line for line in self.lines if line.state == "posted")

    @property
    def scale(self) -> int:
        """The decimal places inside its amounts."""
        return 0 if self.count.kind == "regions" else unit_scale(self.count.unit)

    def value(self) -> int:
        """Return what the posted lines amount to."""
        return value_of(self.count, self.posted)

    def parts(self) -> Iterator[Part]:
        """Yield its parts, the largest first."""
        if self.name:
            yield self._part(self.name, self.dimension, self.posted)
            return
        dimension = split_by(self.count, self.posted)
        groups: dict[str, list[LineRead]] = {}
        for line in self.posted:
            groups.setdefault(code_of(line, dimension), []).append(line)
        made = [self._part(code, dimension, lines) for code, lines in groups.items()]
        yield from sorted(made, key=lambda part: (-part.value, part.name))

    def walked(self, zone: ZoneInfo, *, posted: bool) -> Iterator[WalkLine]:
        """Yield its lines, newest first: those that count, or those that wait."""
        dimension = "" if self.name else split_by(self.count, self.posted)
        undone = {line.reverses: line.transaction for line in self.lines if line.reverses}
        for line in self.lines:
            if (line.state == "posted") == posted:
                part = code_of(line, dimension) if dimension else self.name
                undone_by = undone.get(line.transaction)
                yield WalkLine(line, part, self.scale, _day(line, zone), undone_by)

    def _part(self, name: str, dimension: str, lines: Sequence[LineRead]) -> Part:
        value = value_of(self.count, lines)
        return Part(name, dimension, value, self.count.unit, self.scale, len(lines))


def legs_of(formula: Formula | None, lines: Mapping[Count, tuple[LineRead, ...]]) -> list[Leg]:
    """Return the counts of a figure in the order of its formula."""
    if formula is None:
        return []
    if formula.over:
        sides = zip(_SIDES, formula.over, strict=True)
        named = [(side, OF_RATIO, count) for side, part in sides for count in part.counts()]
    elif formula.parts:
        named = [(part.code, OF_SUM, count) for part in formula.parts for count in part.counts()]
    else:
        named = [("", "", count) for count in formula.counts()]
    return [Leg(name, kind, count, lines.get(count, ())) for name, kind, count in named]


def _day(line: LineRead, zone: ZoneInfo) -> date | None:
    return local_day(line.recorded_at, zone) if line.recorded_at else None


@lru_cache(maxsize=65_536)
def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day of an instant in a time zone; a posting's many lines share one."""
    return instant.astimezone(zone).date()
