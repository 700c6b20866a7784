"""Which document an entry is asked for, and by whose rule: the one place where it is decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tallystick.entries.models import Entry, State
from tallystick.entries.queries.reported import report_of
from tallystick.entries.rules.reports import Report
from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, PairingRule
from tallystick.programme.queries import evidence_duty, rules_of
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.fed import fed_indicators, may_feed
from tallystick.programme.rules.pipelines import CARRIED, pipelines

# The signed text lies behind a target, and what was carried over has its source.
WITHOUT_DOCUMENT = frozenset({"target", "report"})
# Where the stage names no document and an indicator asks for one all the same.
ANY_DOCUMENT = Words("document that shows it", "能证明该事项的文件")


@dataclass(frozen=True)
class AskedDocument:
    """A document that an entry is asked for; `indicators` are those that ask, or none.

    `perhaps`: nothing is stated yet, and only what feeds those indicators needs it.
    """

    document: Words
    required: bool
    indicators: tuple[str, ...] = ()
    perhaps: bool = False

    @property
    def because(self) -> Words:
        """The names of the indicators that ask, as a sentence bears them."""
        return Words.listed(Words.name_of(indicators()[code]) for code in self.indicators)


def asked_document(
    report: Report, pairing: Pairing, rules: Sequence[PairingRule]
) -> AskedDocument | None:
    """Return the document that a report is asked for; None where it rests on none of its own.

    So do a report of zero, a target and an opening balance; and a stage that names no document,
    unless an indicator that is fed requires one.
    Units: `rules` of the pairing, as `rules_of` returns them.
    """
    stated = [(n.unit, {**n.cell, **n.note}) for n in report.lines if n.amount]
    if not stated:
        return None
    fed = fed_indicators(report.pipeline, report.source, report.target, stated)
    return _asked(report, pairing, rules, fed)


def document_ahead(
    report: Report, pairing: Pairing, rules: Sequence[PairingRule]
) -> AskedDocument | None:
    """Return what a form tells of the document; before any amount is there, what may be asked."""
    if any(line.amount for line in report.lines):
        return asked_document(report, pairing, rules)
    common = _asked(report, pairing, rules, ())
    if common is not None and common.required:
        return common
    may = sorted(may_feed(report.pipeline, report.source, report.target))
    each = [_asked(report, pairing, rules, (code,)) for code in may]
    needs = [one for one in each if one is not None and one.required and one.indicators]
    if not needs:
        return common
    codes = tuple(code for one in needs for code in one.indicators)
    return AskedDocument(needs[0].document, True, codes, perhaps=True)


def _asked(
    report: Report, pairing: Pairing, rules: Sequence[PairingRule], fed: Collection[str]
) -> AskedDocument | None:
    stage = pipelines()[report.pipeline].stages.get(report.target)
    if stage is None or report.pipeline in WITHOUT_DOCUMENT or report.source == CARRIED:
        return None
    duty = evidence_duty(rules, pairing, report.pipeline, report.happened_on, fed)
    if stage.proof is not None:
        return AskedDocument(stage.proof, duty.required, duty.indicators)
    if duty.required and duty.indicators:
        return AskedDocument(ANY_DOCUMENT, True, duty.indicators)
    return None


def document_of(row: Entry) -> AskedDocument | None:
    """Return what an entry that is still under way is asked for and does not rest on yet."""
    if row.state in (State.POSTED, State.WITHDRAWN, State.REVERSED) or row.evidence_links.all():
        return None
    return asked_document(report_of(row), row.pairing, rules_of(row.pairing))


def missing_document(entry: Entry, asked: AskedDocument | None) -> list[Problem]:
    """Return that the document an entry is required to rest on is not there, or nothing.

    Its documents are looked for where one is required; where they came with it, no query is made.
    """
    problems = document_problems(asked, entry.number)
    return [] if problems and entry.evidence_links.exists() else problems


def document_problems(asked: AskedDocument | None, number: str = "") -> list[Problem]:
    """Return that a required document is not there; nothing where none is required."""
    if asked is None or not asked.required:
        return []
    params: dict[str, object] = {"document": asked.document}
    if not asked.indicators:
        return [Problem("document-missing", "evidence", params, number)]
    params["indicators"] = asked.because
    return [Problem("document-missing-for", "evidence", params, number)]
