"""What the API returns, typed; the OpenAPI document is made from these."""

from __future__ import annotations

from ninja import Schema


class Place(Schema):
    """One side of a pairing."""

    code: str
    name_en: str
    name_zh: str


class PairingOut(Schema):
    """A pairing as the asker sees it; dates are null where unknown or open."""

    code: str
    programme: str
    parent: str | None
    level: str
    supporting: Place
    supported: Place
    valid_from: str | None
    valid_to: str | None
    invented: bool


class PairingPage(Schema):
    """One page of pairings; `next_offset` is null on the last."""

    items: list[PairingOut]
    total: int
    next_offset: int | None


class ScoreRowOut(Schema):
    """One indicator; amounts are integers or decimal strings in `unit`, null with a flag."""

    indicator: str
    unit: str
    target: int | str | None
    matched: int | str | None
    waiting: int | str | None
    disputed: int | str | None
    one_sided: int | str | None
    claimed: int | str | None
    completion_percent: str | None
    last_year: int | str | None
    flags: list[str]
    invented: bool


class CarriedInOut(Schema):
    """One amount from before the book began: with its source, in no figure of a year."""

    entry: str
    pipeline: str
    stage: str
    region: str
    on: str
    unit: str
    amount: int | str | None
    source: str


class AgreementTextOut(Schema):
    """The signed text from which a scorecard's targets come."""

    code: str
    version: int
    signed_on: str


class ScorecardOut(Schema):
    """A pairing's year as known at the end of `as_of`."""

    pairing: str
    year: int
    as_of: str
    invented: bool
    level: str | None
    framework: str | None
    agreement: AgreementTextOut | None
    matched_apart: dict[str, int]
    rows: list[ScoreRowOut]
    carried_in: list[CarriedInOut]


class LineOut(Schema):
    """One line of the journal under a figure, with both names and the evidence hashes."""

    transaction: str
    seq: int
    part: str
    amount: int | str
    one_sided: bool
    entry: str | None
    confirmed_by: str | None
    matched_by: str | None
    channel: str | None
    evidence: list[str]


class PartOut(Schema):
    """A part of a figure."""

    name: str
    value: int | str | None


class ApartOut(Schema):
    """What of a figure was matched by `channel` file or paper; null of a ratio."""

    channel: str
    value: int | str | None
    lines: int


class ExplanationOut(Schema):
    """A figure with its parts and lines."""

    pairing: str
    year: int
    as_of: str
    indicator: str
    level: str | None
    invented: bool
    flags: list[str]
    value: int | str | None
    one_sided: int | str | None
    matched_apart: list[ApartOut]
    unit: str
    parts: list[PartOut]
    lines_total: int
    lines: list[LineOut]
