"""Scorecards, explanations and claims as the command line and the REST interface print them.

Amounts are JSON integers or decimal strings in the row's own unit: yuan, never fen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from tallystick.entries.queries import CarriedIn
from tallystick.indicators.models import Claim
from tallystick.indicators.queries.cards import Scorecard
from tallystick.indicators.queries.legs import Part, WalkLine
from tallystick.indicators.queries.side_by_side import PairRow
from tallystick.indicators.queries.walks import Explanation
from tallystick.indicators.queries.watching import Watched
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import AgreementVersion
from tallystick.programme.rules.pipelines import unit_scale

MONTHS = 12
AMOUNTS = (
    *("target", "matched", "waiting", "disputed", "one_sided", "recorded_later"),
    *("claimed", "due_by_now", "last_year", "this_month"),
)


def scorecard_json(card: Scorecard) -> dict[str, Any]:
    """Return a scorecard in the shape of the command-line contract."""
    return {
        "pairing": card.pairing,
        "year": card.year,
        "as_of": card.as_of.isoformat(),
        "invented": card.invented,
        "level": card.level or None,
        "framework": card.framework or None,
        "agreement": _agreement(card.texts.bears),
        "matched_apart": dict(card.apart),
        "rows": [_row(row, card.invented) for row in card.rows],
        "carried_in": [_carried(one) for one in card.carried_in],
    }


def _agreement(text: AgreementVersion | None) -> dict[str, Any] | None:
    """Return the signed text from which the targets come."""
    if text is None:
        return None
    signed_on = text.signed_on.isoformat()
    return {"code": text.agreement.code, "version": text.number, "signed_on": signed_on}


def _carried(one: CarriedIn) -> dict[str, Any]:
    return {
        "entry": one.number,
        "pipeline": one.pipeline,
        "stage": one.stage,
        "region": one.region.code,
        "on": one.on.isoformat(),
        "unit": one.unit,
        "amount": _amount(one.amount, unit_scale(one.unit)),
        "source": one.source,
    }


def _row(row: ScoreRow, invented: bool) -> dict[str, Any]:
    return {
        "indicator": row.indicator,
        "unit": row.unit,
        **{name: _amount(getattr(row, name), row.scale) for name in AMOUNTS},
        "completion_percent": row.completion_percent,
        "reports": {"made": row.reports_made, "due": row.reports_due},
        "flags": _flags(row, invented),
        "invented": invented,
    }


def _flags(row: ScoreRow, invented: bool) -> list[str]:
    """Return the flags of a row; every null has its reason, alone and with its field.

    A year before of which the book holds nothing was not reported; any other figure that the
    rules leave open does not apply to this indicator.
    """
    flags = [flag.text for flag in row.flags]
    for name in (*AMOUNTS, "completion_percent"):
        field = "completion" if name == "completion_percent" else name
        if getattr(row, name) is None and not any(f.startswith(f"{field}:") for f in flags):
            reason = "not_reported" if name == "last_year" else "not_applicable"
            flags += [reason, f"{field}:{reason}"]
    return list(dict.fromkeys([*flags, *(["invented"] if invented else [])]))


def months_of(row: ScoreRow) -> list[int | str | None]:
    """Return the twelve months of a row, then those of last year, None where there is none.

    Units: those of the row's other amounts.
    """
    both = (row.monthly, row.monthly_last_year)
    filled = [(*months, *[None] * MONTHS)[:MONTHS] for months in both]
    return [_amount(one, row.scale) for months in filled for one in months]


def flags_cell(flags: Iterable[str], columns: Collection[str]) -> str:
    """Return flags as one cell of a file, each once; behind a reason, the columns it leaves empty.

    A reason for what is no column of the file is left out.

    >>> flags = ["waiting", "not_applicable", "target:not_applicable", "claimed:not_applicable"]
    >>> flags_cell([*flags, "not_reported", "last_year:not_reported"], ["target", "claimed"])
    'waiting not_applicable:target+claimed'
    """
    empty: dict[str, list[str]] = {}
    for field, reason in (flag.split(":", 1) for flag in flags if ":" in flag):
        empty.setdefault(reason, []).append(field)
    told = {
        reason: "+".join(field for field in dict.fromkeys(fields) if field in columns)
        for reason, fields in empty.items()
    }
    words = dict.fromkeys(flag.rpartition(":")[2] for flag in flags)
    return " ".join(
        f"{word}:{told[word]}" if word in told else word for word in words if told.get(word, word)
    )


PAIR_COLUMNS = (
    *("indicator", "year", "as_of", "invented", "pairing", "programme", "level"),
    *("supporting", "supported", "place", "standing", "unit", "matched", "target"),
    *("completion_percent", "numerator", "denominator", "waiting", "disputed", "claimed"),
    *("last_year", "unit_cost_yuan", "unit_cost_paid_yuan", "unit_cost_use", "flags"),
    *("numerator_unit", "denominator_unit"),
)


def pair_values(one: PairRow, year: int, as_of: date | None) -> list[Any]:
    """Return one pairing's row of a comparison, in the order of PAIR_COLUMNS.

    Numerator and denominator are in their own units, named in the last two columns.
    """
    row, pairing, invented = one.row, one.pairing, one.pairing.programme.invented
    amounts = {name: _amount(getattr(row, name), row.scale) for name in AMOUNTS}
    over, units = _over(row)
    return [
        *(row.indicator, year, as_of.isoformat() if as_of else "", invented),
        *(pairing.code, pairing.programme.code, pairing.level),
        *(pairing.supporting.code, pairing.supported.code, one.place, one.standing, row.unit),
        *(amounts["matched"], amounts["target"], row.completion_percent),
        *over,
        *(amounts[name] for name in ("waiting", "disputed", "claimed", "last_year")),
        *(_amount(one.cost.each, 2), _amount(one.cost.paid, 2), one.cost.use),
        flags_cell(_flags(row, invented), PAIR_COLUMNS),
        *units,
    ]


def _over(row: ScoreRow) -> tuple[list[int | str | None], list[str]]:
    """Return numerator and denominator of a ratio in their own units, and these units."""
    formula = formulas().get(row.indicator)
    if formula is None or not formula.over or row.numerator is None:
        return [None, None], ["", ""]
    counts = [next(part.counts()) for part in formula.over]
    units = ["county" if count.kind == "regions" else count.unit for count in counts]
    both = zip((row.numerator, row.denominator), units, strict=True)
    return [_amount(n, unit_scale(unit)) for n, unit in both], units


def explain_json(walk: Explanation) -> dict[str, Any]:
    """Return an explanation in the shape of the command-line contract."""
    return {
        "pairing": walk.pairing,
        "year": walk.year,
        "as_of": walk.as_of.isoformat(),
        "indicator": walk.indicator,
        "level": walk.level or None,
        "invented": walk.invented,
        "value": _amount(walk.value, walk.row.scale),
        "one_sided": _amount(walk.row.one_sided, walk.row.scale),
        "unit": walk.row.unit,
        "formula": walk.words("en"),
        "matched_apart": [
            {
                "channel": share.channel,
                "value": _amount(share.value, walk.row.scale),
                "lines": share.lines,
            }
            for share in walk.apart
        ],
        "flags": [f.text for f in walk.flags] + (["invented"] if walk.invented else []),
        "parts": [_part(part) for part in walk.parts],
        "lines_total": walk.lines_total,
        "lines": [{**_line(line), "invented": walk.invented} for line in walk.lines],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "value": _amount(part.value, part.scale),
        "unit": part.unit,
        "lines": part.lines,
    }


def _line(walked: WalkLine) -> dict[str, Any]:
    line, proof = walked.line, walked.proof
    return {
        "transaction": line.transaction,
        "seq": line.seq,
        "n": line.n,
        "part": walked.part,
        "amount": _amount(line.amount, walked.scale),
        "unit": line.unit,
        "one_sided": line.one_sided,
        "on": line.valid_from.isoformat(),
        "recorded_later": walked.recorded_later,
        "region": line.region,
        "move": f"{line.source}>{line.target}",
        "entry": proof.number if proof else None,
        "confirmed_by": (proof.confirmed_by or None) if proof else None,
        "matched_by": (proof.matched_by or None) if proof else None,
        "channel": walked.channel or None,
        "evidence": list(proof.evidence) if proof else [],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """Return a claim as it was printed and as it was read."""
    days = {name: getattr(claim, name) for name in ("period_start", "period_end", "as_of")}
    return {
        "id": claim.pk,
        "supporting": claim.supporting_text,
        "supported": claim.supported_text,
        "supporting_region": claim.supporting.code if claim.supporting else None,
        "supported_region": claim.supported.code if claim.supported else None,
        "pairing": claim.pairing.code if claim.pairing else None,
        "unresolved": claim.unresolved,
        "indicator": claim.indicator,
        "printed": claim.printed,
        "value": claim.value or None,
        "unit": claim.unit,
        "qualifier": claim.qualifier,
        "cumulative": claim.cumulative,
        "status": claim.status,
        "breakdown": claim.breakdown,
        "source_kind": claim.source_kind,
        "side": claim.side or None,
        "url": claim.url,
        "flags": claim.flags,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _amount(minor: int | None, scale: int) -> int | str | None:
    return None if minor is None else show_minor(minor, scale)


def watched_json(one: Watched) -> dict[str, Any]:
    """Return one row of the two lists; amounts in yuan, None where nothing was reported."""
    thing, stands = one.thing, one.standing
    money = [None if n is None else show_minor(n, 2) for n in (one.contracted, one.paid_in)]
    return {
        "code": thing.code,
        "name": thing.name_en or thing.name_zh,
        "pipeline": thing.pipeline,
        "region": stands.region,
        "stage": stands.stage,
        "since": stands.since.isoformat(),
        "days": one.days,
        "usual_days": one.usual_days,
        "supporting_party": one.supporting_party,
        "supported_party": one.supported_party,
        "contracted": money[0],
        "paid_in": money[1],
        "office": one.office.code if one.office else None,
        "invented": one.invented,
    }
