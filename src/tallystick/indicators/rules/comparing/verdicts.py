"""The verdict on two figures of one thing, and on one figure by all it was compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from tallystick.indicators.rules.comparing.families import Tie, is_whole_of, tie_of
from tallystick.indicators.rules.comparing.fitting import fit
from tallystick.indicators.rules.comparing.reasons import (
    EXPLANATIONS,
    PERSONS,
    Reason,
    reasons,
)
from tallystick.indicators.rules.comparing.said import Said, lies_within, of_the_same, overlap
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import indicators

Verdict = Literal["agrees", "differs", "cannot_tell"]
VERDICTS: tuple[Verdict, ...] = ("differs", "cannot_tell", "agrees")
# What no reason excuses: somebody printed a wrong figure.
UNEXPLAINED = ("contradiction", "part_exceeds", "growth", "unit_slip")
# A part that is no more than its whole does not differ from it.
TIES = {"part": "part_of", "composite": "composite"}
CURRENCIES = frozenset({"CNY", "USD", "HKD", "EUR", "GBP", "JPY"})


@dataclass(frozen=True)
class Compared:
    """One figure held to others: one, or the two levels that a growth is worked out from."""

    mine: Said
    theirs: tuple[Said, ...]
    verdict: Verdict
    reason: Reason
    tie: Tie = "same"

    def turned(self, theirs: Said) -> Compared:
        """Return the same comparison as seen from one of the others."""
        others = tuple(said for said in (self.mine, *self.theirs) if said is not theirs)
        return replace(self, mine=theirs, theirs=others)

    @property
    def unexplained(self) -> bool:
        """Whether no reason excuses the difference."""
        return self.verdict == "differs" and self.reason.code in UNEXPLAINED


def compare(mine: Said, theirs: Said) -> Compared | None:
    """Return how two figures go together, or None where they are not of one thing.

    >>> from datetime import date
    >>> from fractions import Fraction
    >>> paper = Said(
    ...     key="1", indicator="IC_ENT_NEW", printed="460家", value=Fraction(460), unit="count",
    ...     since=date(2021, 1, 1), until=date(2025, 4, 24), parties=("sd", "gs"),
    ...     east=frozenset({"sd"}), west=frozenset({"gs"}), place=Fraction(10),
    ... )
    >>> headline = replace(paper, printed="400家", value=Fraction(400), place=Fraction(100))
    >>> done = compare(paper, headline)
    >>> done.verdict, done.reason.code
    ('differs', 'contradiction')
    """
    tie = _comparable(mine, theirs)
    if tie is None:
        return None
    figures = {"mine": mine.words, "theirs": theirs.words}
    if mine.value is None or theirs.value is None:
        return Compared(mine, (theirs,), "cannot_tell", Reason("no_number"), tie)
    if mine.unit != theirs.unit and {mine.unit, theirs.unit} != PERSONS:
        if {mine.unit, theirs.unit} <= CURRENCIES and mine.value == theirs.value:
            reason = Reason("unit_slip", figures, "currency")
            return Compared(mine, (theirs,), "differs", reason, tie)
        return Compared(mine, (theirs,), "cannot_tell", Reason("other_unit", figures), tie)
    found = next((why for e in EXPLANATIONS if (why := e(mine, theirs, tie))), None)
    fitting = fit(mine, theirs) if mine.unit == theirs.unit else ""
    # That two figures of other days or places can both be true says nothing; one number does.
    if fitting and (found is None or fitting == "equal"):
        return Compared(mine, (theirs,), "agrees", found or Reason(fitting, figures), tie)
    if found is not None and found.code == TIES.get(tie):
        return Compared(mine, (theirs,), "agrees", found, tie)
    return Compared(mine, (theirs,), "differs", found or _unexplained(mine, theirs, tie), tie)


def _comparable(mine: Said, theirs: Said) -> Tie | None:
    """Return how the two are tied, or None where they do not speak of one thing and time."""
    tie = tie_of(mine.indicator, theirs.indicator)
    if tie is None or mine.is_growth or theirs.is_growth or "rule" in (mine.status, theirs.status):
        return None
    if not of_the_same(mine, theirs) or not overlap(mine, theirs):
        return None
    if mine.breakdown and theirs.breakdown and mine.breakdown != theirs.breakdown:
        return None
    if mine.stock and mine.parties != theirs.parties and mine.until != theirs.until:
        return None
    # Two indicators are held together only on the same days: else both reasons would mix.
    if tie != "same" and (mine.until, mine.parties) != (theirs.until, theirs.parties):
        return None
    return tie


def _unexplained(mine: Said, theirs: Said, tie: Tie) -> Reason:
    whole: Said | None = None
    if tie in ("part", "composite"):
        whole = mine if is_whole_of(mine.indicator, theirs.indicator) else theirs
    elif bool(mine.breakdown) != bool(theirs.breakdown):
        whole = theirs if mine.breakdown else mine
    elif mine.parties != theirs.parties:
        whole = theirs if lies_within(mine, theirs) else mine
    if whole is not None:
        part = theirs if whole is mine else mine
        return Reason("part_exceeds", {"whole": whole.words, "part": part.words})
    figures = {"mine": mine.words, "theirs": theirs.words}
    if mine.until == theirs.until:
        return Reason("contradiction", figures)
    days = {"my_day": mine.until, "their_day": theirs.until}
    return Reason("contradiction", {**figures, **days}, "days")


def compare_with_book(claim: Said, figures: Mapping[str, Said]) -> Compared | None:
    """Return a claim held to the book's own figure of its indicator on its days.

    `figures` are the book's figures of the family by indicator. Where the claim differs without
    a reason and is what the book holds of another stage, a part or a sum, that is the reason.
    """
    own = figures.get(claim.indicator)
    done = compare(claim, own) if own is not None else None
    if done is None:
        return None
    if done.verdict == "cannot_tell" and own is not None and own.value is None:
        return Compared(claim, done.theirs, "cannot_tell", Reason("book_silent"), done.tie)
    if done.unexplained and done.reason.code == "contradiction":
        for other in figures.values():
            tie = tie_of(claim.indicator, other.indicator)
            code = {"stage": "other_stage", **TIES}.get(tie or "")
            if code and other.value and other.unit == claim.unit and fit(claim, other):
                params = {"mine": claim.words, "theirs": other.words}
                named = {**params, "other": _name(other.indicator)}
                reason = Reason(code, named, "fits")
                return Compared(claim, (*done.theirs, other), "differs", reason, tie or "same")
    return done


def _name(code: str) -> Words:
    return Words(indicators()[code].name_en, indicators()[code].name_zh)


def overall(compared: Iterable[Compared]) -> tuple[Verdict, str]:
    """Return the verdict on a figure and the code of its reason, by all it was compared with.

    A difference that nothing explains weighs most; then that it agrees with something; then a
    difference that is explained, the same indicator and the firmest reason first.
    """
    rank = {code: n for n, code in enumerate(reasons())}
    done = sorted(compared, key=lambda one: (one.tie != "same", rank[one.reason.code]))
    for wanted in (
        [one for one in done if one.unexplained],
        [one for one in done if one.verdict == "agrees"],
        [one for one in done if one.verdict == "differs"],
        done,
    ):
        if wanted:
            return wanted[0].verdict, wanted[0].reason.code
    return "cannot_tell", "alone"
