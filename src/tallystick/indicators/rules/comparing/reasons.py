"""Why two figures of one thing differ: explanations in the order of their firmness.

Each is a function of two figures that returns the reason it found, or None. The first that holds
is the one that is told; where none does, the figures contradict one another.
Source: docs/method/claims.md, "Reasons".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from tallystick.indicators.rules.comparing.families import Tie, is_whole_of
from tallystick.indicators.rules.comparing.fitting import fit, range_of, slip
from tallystick.indicators.rules.comparing.said import Said, lies_within
from tallystick.kernel.shipped import read_shipped
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.vocabulary import with_unit

# Within a month of one another, two figures of a running total may differ by what came in since:
# at most ten times as fast as before.
CLOSE_DAYS = 31
FASTER = 10
PERSONS = frozenset({"person", "person-time"})


@dataclass(frozen=True)
class Reason:
    """Why two figures differ, or in what respect they are one. `telling` picks the sentence.

    >>> Reason("no_number").sentence()
    'One of them is stated without a number.'
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)
    telling: str = ""

    @property
    def label(self) -> Words:
        """Its name in a list."""
        return Words(*reasons()[self.code]["label"])

    def sentence(self, lang: str = "en") -> str:
        """Return its sentence in `en` or `zh`, with the figures."""
        said = reasons()[self.code]
        words = said[self.telling] if self.telling else said
        text = str(words["zh" if lang.startswith("zh") else "en"])
        return text % {name: _in(lang, value) for name, value in self.params.items()}


def _in(lang: str, value: Any) -> Any:
    if isinstance(value, Words):
        return value.label(lang)
    return value if not isinstance(value, date) else value.isoformat()


@cache
def reasons() -> Mapping[str, Mapping[str, Any]]:
    """Return every reason, firmest first, with its name and its sentences."""
    source = files("tallystick.indicators") / "reasons.yaml"
    return dict(read_shipped(source.read_text("utf-8")))


Explain = Callable[[Said, Said, Tie], Reason | None]


def _figures(one: Said, other: Said) -> dict[str, Any]:
    return {"mine": one.words, "theirs": other.words}


def other_period(one: Said, other: Said, tie: Tie) -> Reason | None:
    """Other days, of which the longer ones hold no less."""
    if one.stock or other.stock or one.since is None or other.since is None:
        return None
    if one.since == other.since or (one.since, one.until) == (other.since, other.until):
        return None
    if not _holds_no_less(one, other, _days_within):
        return None
    params = {**_figures(one, other), "my_days": _days(one), "their_days": _days(other)}
    return Reason("other_period", params)


def other_as_of(one: Said, other: Said, tie: Tie) -> Reason | None:
    """One running total or level read on two days, and no faster between them than can be."""
    if one.until is None or other.until is None or one.until == other.until:
        return None
    if not (one.stock and other.stock) and one.since != other.since:
        return None
    early, late = sorted((one, other), key=lambda said: said.until or date.min)
    if not one.stock and one.adds_up and not (_at_most(early, late) and _in_pace(early, late)):
        return None
    params = {**_figures(one, other), "my_day": one.until, "their_day": other.until}
    return Reason("other_as_of", params)


def other_stage(one: Said, other: Said, tie: Tie) -> Reason | None:
    """Signed and paid in, received and spent, planned and done."""
    if tie == "stage":
        return Reason("other_stage", _figures(one, other))
    if one.status != other.status:
        plan, done = (one, other) if one.status == "planned" else (other, one)
        return Reason("other_stage", {"mine": plan.words, "theirs": done.words}, "planned")
    return None


def part_of(one: Said, other: Said, tie: Tie) -> Reason | None:
    """The one is "of whom" of the other: by its indicator, or by the part it names."""
    pair = _whole_and_part(one, other) if tie == "part" else _named_part(one, other)
    if pair is None or not _at_most(pair[1], pair[0]):
        return None
    whole, part = pair
    return Reason("part_of", {"whole": whole.words, "part": part.words})


def composite(one: Said, other: Said, tie: Tie) -> Reason | None:
    """The one is a sum that holds the other, such as funds with donations."""
    pair = _whole_and_part(one, other) if tie == "composite" else None
    if pair is None or not _at_most(pair[1], pair[0]):
        return None
    return Reason("composite", {"whole": pair[0].words, "part": pair[1].words})


def person_times(one: Said, other: Said, tie: Tie) -> Reason | None:
    """Persons on the one side, person-times on the other."""
    if {one.unit, other.unit} != PERSONS:
        return None
    heads, times = (one, other) if one.unit == "person" else (other, one)
    if not _at_most(heads, times):
        return None
    return Reason("person_times", {"heads": heads.words, "times": times.words})


def unit_slip(one: Said, other: Said, tie: Tie) -> Reason | None:
    """A power of ten between them: 万 read as 亿, or a lost zero."""
    power = slip(one, other) if tie == "same" else 0
    if not power:
        return None
    return Reason("unit_slip", {**_figures(one, other), "power": f"{power:,}"})


def open_start(one: Said, other: Said, tie: Tie) -> Reason | None:
    """A running total of which nobody says since when."""
    if one.open_start == other.open_start:
        return None
    without = one if one.open_start else other
    return Reason("open_start", {"open": without.words, **_figures(one, other)})


def one_sided(one: Said, other: Said, tie: Tie) -> Reason | None:
    """The book reaches the claim with what one side alone has said so far."""
    claim, book = (one, other) if other.book else (other, one)
    if not book.book or book.value is None:
        return None
    for amount, telling, sign in ((book.waiting, "", 1), (book.one_sided, "alone", -1)):
        if amount and fit(claim, _moved(book, sign * amount)):
            params = {"claim": claim.words, "amount": shown(amount, book.indicator)}
            return Reason("one_sided", {**params, "book": book.words}, telling)
    return None


def other_level(one: Said, other: Said, tie: Tie) -> Reason | None:
    """A wider place, or all levels of its government, against one within it."""
    if tie == "tier":
        return Reason("other_level", _figures(one, other), "tier")
    if one.parties != other.parties:
        wide, narrow = (one, other) if lies_within(other, one) else (other, one)
    elif one.level != other.level and one.level and other.level and not (one.book or other.book):
        wide, narrow = sorted((one, other), key=_width)
    else:
        return None
    if not _at_most(narrow, wide):
        return None
    return Reason("other_level", {"wide": wide.words, "narrow": narrow.words})


# Firmest first.
EXPLANATIONS: tuple[Explain, ...] = (
    other_period,
    other_as_of,
    other_stage,
    part_of,
    composite,
    person_times,
    unit_slip,
    open_start,
    one_sided,
    other_level,
)


def shown(amount: Fraction, indicator: str) -> Words:
    """Return an amount of an indicator with its unit, to two places at most.

    >>> shown(Fraction(1234567, 100), "FS_GOV_FUND"), shown(Fraction(5), "IC_ENT_NEW")
    (Words(en='12,345.67 yuan', zh='12,345.67元'), Words(en='5 enterprises', zh='5家'))
    """
    known = indicators()[indicator]
    return with_unit(round(amount * 10**known.scale), known.scale, known.shown_unit)


_WIDTHS = ("national", "province", "city", "county", "township", "village")


def _width(said: Said) -> int:
    return _WIDTHS.index(said.level) if said.level in _WIDTHS else len(_WIDTHS)


def _days(said: Said) -> str:
    return f"{said.since or '…'} – {said.until or '…'}"


def _days_within(inner: Said, outer: Said) -> bool:
    if None in (inner.since, inner.until, outer.since, outer.until):
        return False
    return outer.since <= inner.since and inner.until <= outer.until  # type: ignore[operator]


def _holds_no_less(one: Said, other: Said, within: Callable[[Said, Said], bool]) -> bool:
    """Return whether the one that holds the other's days (if any does) also holds its figure."""
    if within(one, other):
        return _at_most(one, other)
    return not within(other, one) or _at_most(other, one)


def _at_most(small: Said, large: Said) -> bool:
    """Return whether the one can be no more than the other, by what their words allow."""
    if not (small.adds_up and large.adds_up) or small.value is None or large.value is None:
        return True
    literal = small.book or large.book
    low = range_of(small, literal=literal).low
    high = range_of(large, literal=literal).high
    return low is None or high is None or low <= high


def _in_pace(early: Said, late: Said) -> bool:
    """Return whether a running total can have risen so far: only days close by tell that."""
    if early.until is None or late.until is None or early.value is None or late.value is None:
        return True
    gap = (late.until - early.until).days
    if gap > CLOSE_DAYS or early.since is None or not early.value:
        return True
    before = max((early.until - early.since).days, 1)
    slack = early.place / 2 if early.hedge not in ("exact", "") else Fraction(0)
    return late.value - early.value - slack <= early.value / before * gap * FASTER


def _whole_and_part(one: Said, other: Said) -> tuple[Said, Said] | None:
    return (one, other) if is_whole_of(one.indicator, other.indicator) else (other, one)


def _named_part(one: Said, other: Said) -> tuple[Said, Said] | None:
    if bool(one.breakdown) == bool(other.breakdown):
        return None
    return (other, one) if one.breakdown else (one, other)


def _moved(book: Said, by: Fraction) -> Said:
    return replace(book, value=(book.value or Fraction(0)) + by)
