"""Reads of the entries room: what a person sees, what waits for her, what stands behind a line."""

from tallystick.entries.queries.carried_in import CarriedIn, carried_in
from tallystick.entries.queries.closings import (
    act_json,
    last_closing,
    may_decide_period,
    period_act,
    period_acts,
    recorded_later,
)
from tallystick.entries.queries.due import (
    DueReport,
    Stand,
    due_json,
    due_reports,
    reports_made,
)
from tallystick.entries.queries.lists import (
    OPEN,
    SORTS,
    EntryCard,
    WaitingSum,
    WaitingWork,
    bringing,
    cards,
    entries,
    entry,
    entry_json,
    handed_on,
    named,
    posted_by_month,
    waiting_for,
    waiting_on_others,
    waiting_problem,
    waiting_sums,
)
from tallystick.entries.queries.papers import (
    may_check_paper,
    may_read_scan,
    paper_list,
    papers_waiting,
)
from tallystick.entries.queries.proofs import EntryProof, numbers_of
from tallystick.entries.queries.review import Total, totals_of
from tallystick.entries.queries.signers import Signers, signers
from tallystick.entries.queries.standing import flows_before, later_days, window_start
from tallystick.entries.queries.unposted import Unposted, canonical, unposted_lines, unposted_of
from tallystick.entries.queries.warnings import reused_evidence, warnings_for

__all__ = [
    "OPEN",
    "SORTS",
    "CarriedIn",
    "DueReport",
    "EntryCard",
    "EntryProof",
    "Signers",
    "Stand",
    "Total",
    "Unposted",
    "WaitingSum",
    "WaitingWork",
    "act_json",
    "bringing",
    "canonical",
    "cards",
    "carried_in",
    "due_json",
    "due_reports",
    "entries",
    "entry",
    "entry_json",
    "flows_before",
    "handed_on",
    "last_closing",
    "later_days",
    "may_check_paper",
    "may_decide_period",
    "may_read_scan",
    "named",
    "numbers_of",
    "paper_list",
    "papers_waiting",
    "period_act",
    "period_acts",
    "posted_by_month",
    "recorded_later",
    "reports_made",
    "reused_evidence",
    "signers",
    "totals_of",
    "unposted_lines",
    "unposted_of",
    "waiting_for",
    "waiting_on_others",
    "waiting_problem",
    "waiting_sums",
    "warnings_for",
    "window_start",
]
