"""One row of a scorecard: the numbers of an indicator, and what to read first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tallystick.indicators.rules.claims import ClaimRef, claim_flags, shown_claim
from tallystick.indicators.rules.counts import Formula
from tallystick.indicators.rules.figures import Answer, Heard
from tallystick.indicators.rules.flags import Flag, gravest_first, null_flags
from tallystick.indicators.rules.reckoning import NO_MONTHS, Ground, Monthly, Reckoning
from tallystick.kernel.words import Words
from tallystick.programme.rules.bindings import Sum, bindings
from tallystick.programme.rules.catalogue import Indicator, indicators
from tallystick.programme.rules.vocabulary import said_amount, with_unit

# A target passed so far was no target.
BINDS_UP_TO = Decimal(200)
# A project that has not landed half a year after its signing is named.
DAYS_TO_LAND = 180
SIGNED_ROW, LANDED_ROW = "IC_PROJECTS_SIGNED", "IC_PROJECTS_LANDED"


# A cell without a figure says this by itself.
SAID_BY_CELLS = frozenset({"not_applicable", "no_target", "no_claim"})


@dataclass(frozen=True)
class ScoreRow:
    """One indicator of a pairing in a year.

    Units: amounts in minor units with `scale` decimal places inside, shown in `unit`; a ratio is
    such an integer too, with `numerator` and `denominator` in minor units of their own. `waiting`
    holds what is disputed as well. Months before and after the report's days are None.
    Source: docs/method/scorecard.md.
    """

    indicator: str
    unit: str
    scale: int
    target: int | None = None
    target_below: int | None = None
    matched: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    waiting: int | None = None
    disputed: int | None = None
    one_sided: int | None = None
    recorded_later: int | None = None
    claimed: int | None = None
    claims: tuple[ClaimRef, ...] = ()
    completion_percent: str | None = None
    due_by_now: int | None = None
    last_year: int | None = None
    this_month: int | None = None
    monthly: Monthly = NO_MONTHS
    monthly_last_year: Monthly = NO_MONTHS
    reports_made: int = 0
    reports_due: int = 0
    lines: int = 0
    flags: tuple[Flag, ...] = ()

    @property
    def remarks(self) -> tuple[Flag, ...]:
        """The flags that say more than the cells of the row themselves, gravest first."""
        return tuple(f for f in self.flags if not f.about and f.code not in SAID_BY_CELLS)


def is_used(formula: Formula | None, answer: Answer | None) -> bool:
    """Return whether anything moved, stands, waits or was reported as zero; of a ratio, both parts.

    A pipeline that was reported on and in which nothing moved was reported as zero: were its row
    left out, an approved zero would read like silence.
    """
    if formula is None or answer is None:
        return False
    if formula.over:
        return all(is_used(part, answer) for part in formula.over)
    if any(_was_zero(answer.heard.get(count.pipeline)) for count in formula.counts()):
        return True
    figures = [answer.figures[count] for count in formula.counts()]
    return any(one.lines or one.open_lines for one in figures)


def _was_zero(heard: Heard | None) -> bool:
    return heard is not None and heard.months_reported > 0 and not heard.lines


def row_of(
    indicator: Indicator, formula: Formula | None, ground: Ground, claims: tuple[ClaimRef, ...]
) -> ScoreRow:
    """Return the row of one indicator, its flags gravest first."""
    made = Reckoning(indicator, formula, ground)
    chosen = shown_claim(claims, indicator.unit)
    over = made.over or (None, None)
    return ScoreRow(
        indicator=indicator.code,
        unit=indicator.unit,
        scale=indicator.scale,
        target=made.target,
        target_below=made.target_below,
        matched=made.matched,
        numerator=over[0],
        denominator=over[1],
        waiting=made.open,
        disputed=made.read("disputed"),
        one_sided=made.read("one_sided"),
        recorded_later=made.read("recorded_later"),
        claimed=chosen.amount(indicator.scale) if chosen else None,
        claims=claims,
        completion_percent=made.completion,
        due_by_now=made.due_by_now,
        last_year=made.last_year,
        this_month=made.this_month,
        monthly=made.monthly("months"),
        monthly_last_year=made.monthly("last_months"),
        reports_made=made.reports_made,
        reports_due=made.reports_due,
        lines=made.lines,
        flags=gravest_first([*made.null_flags(), *_remarks(made), *_about_claims(made, claims)]),
    )


def _about_claims(made: Reckoning, claims: tuple[ClaimRef, ...]) -> Iterator[Flag]:
    indicator, chosen = made.indicator, shown_claim(claims, made.indicator.unit)
    if chosen is None:
        if made.ground.whole:
            yield Flag("no_claim")
        yield from null_flags("claimed", "not_applicable")
    if made.ground.window is not None:
        yield from claim_flags(
            claims,
            chosen,
            unit=indicator.unit,
            scale=indicator.scale,
            window=made.ground.window,
            stock=made.is_stock,
            matched=made.matched,
            waiting=made.open,
        )


def _remarks(made: Reckoning) -> Iterator[Flag]:
    """Yield what the figures themselves ask to be said."""
    scale, unit = made.indicator.scale, made.indicator.shown_unit
    for code, name in (("halves_differ", "disputed"), ("one_sided", "one_sided")):
        if amount := made.read(name):
            yield Flag(code, params={"amount": with_unit(amount, scale, unit)})
    if made.open:
        yield Flag("waiting", params={"amount": with_unit(made.open, scale, unit)})
    if (later := made.read("recorded_later")) and made.ground.window:
        day, said = made.ground.window.closed_on.isoformat(), with_unit(later, scale, unit)
        yield Flag("recorded_later", params={"amount": said, "day": day})
    if made.completion and Decimal(made.completion) > BINDS_UP_TO:
        yield Flag("target_does_not_bind", params={"percent": made.completion})
    yield from _how_it_is_made(made)
    yield from _which_days(made)
    yield from _not_landed(made)


def _how_it_is_made(made: Reckoning) -> Iterator[Flag]:
    binding = bindings()[made.indicator.code]
    if isinstance(binding, Sum):
        yield Flag("composite")
    if binding.overlaps:
        yield Flag("overlaps", params={"others": tuple(map(_name, binding.overlaps))})
    if made.over and made.formula and made.formula.over:
        parts = zip(made.over, made.formula.over, strict=True)
        words = [_part_words(amount, part) for amount, part in parts]
        yield Flag("ratio", params=dict(zip(("numerator", "denominator"), words, strict=True)))
    counts = list(made.formula.counts()) if made.formula else []
    if made.lines and any(c.kind == "distinct" and c.unit.startswith("person") for c in counts):
        yield Flag("at_most")


def _name(code: str) -> Words:
    indicator = indicators()[code]
    return Words(indicator.name("en"), indicator.name("zh"))


def _part_words(amount: int, part: Formula) -> Words:
    """Return one part of a ratio: a sum in the unit of its pipeline, or a number of counties."""
    count = next(part.counts())
    return said_amount(amount, "county" if count.kind == "regions" else count.unit)


def _which_days(made: Reckoning) -> Iterator[Flag]:
    window = made.ground.window
    if window is None or made.formula is None:
        return
    if window.stock_on < window.until and any(count.is_stock for count in made.formula.counts()):
        yield Flag("stock_on_last_day", params={"day": window.stock_on.isoformat()})
    if made.ground.before and made.last_year is not None:
        params = {"pairing": made.ground.before_name}
        yield Flag("last_year_of_other_pairing", params=params)


def _not_landed(made: Reckoning) -> Iterator[Flag]:
    """Yield the projects signed long ago and not landed, on the rows of both stages."""
    ground = made.ground
    if made.indicator.code not in (SIGNED_ROW, LANDED_ROW):
        return
    if ground.answer is None or ground.window is None:
        return
    long_ago = ground.window.stock_on - timedelta(DAYS_TO_LAND)
    late = [one for one in ground.answer.signed if one.since < long_ago]
    if late:
        since = late[0].since.isoformat()
        params = {"count": len(late), "days": DAYS_TO_LAND, "since": since}
        yield Flag("signed_not_landed", params=params)
