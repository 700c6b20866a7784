"""Writes of the entries room. No other room posts."""

from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.services.answers import ANSWERS, Answer, answer_many
from tallystick.entries.services.bulk import (
    Result,
    confirm_many,
    group_reports,
    match_many,
    submit_many,
    take_reports,
)
from tallystick.entries.services.carry_proposals import (
    Dealt,
    agree_carry,
    propose_carry,
    propose_hand_over,
    proposed_parts,
    withdraw_carry,
)
from tallystick.entries.services.carrying import Plan, Share, carry_place, standing_at, take_over
from tallystick.entries.services.closing import agree_period, drop_period, propose_period
from tallystick.entries.services.correction_review import review_correction
from tallystick.entries.services.corrections import reverse_entry
from tallystick.entries.services.disputes import (
    dispute_entry,
    settle_dispute,
    uphold_entry,
)
from tallystick.entries.services.entering import edit_draft, enter_report
from tallystick.entries.services.evidence import (
    attach_evidence,
    note_roster,
    open_evidence,
    open_scan,
)
from tallystick.entries.services.handing_over import hand_over_live
from tallystick.entries.services.many import (
    agree_correction,
    drop_correction,
    propose_correction,
    record_upload,
    resume_correction,
)
from tallystick.entries.services.matching import match_entry
from tallystick.entries.services.papers import (
    PaperAnswer,
    check_paper,
    draw_list,
    record_paper,
    return_paper,
)
from tallystick.entries.services.posting import post_waiting
from tallystick.entries.services.rebuilding import rebuild_standing
from tallystick.entries.services.reporting import (
    amend_entry,
    confirm_entry,
    draft_entry,
    submit_entry,
    withdraw_entry,
)
from tallystick.entries.services.targets import sign_targets
from tallystick.entries.services.thread import add_remark

__all__ = [
    "ANSWERS",
    "Answer",
    "Dealt",
    "PaperAnswer",
    "Plan",
    "Report",
    "Result",
    "Share",
    "StatedLine",
    "add_remark",
    "agree_carry",
    "agree_correction",
    "agree_period",
    "amend_entry",
    "answer_many",
    "attach_evidence",
    "carry_place",
    "check_paper",
    "confirm_entry",
    "confirm_many",
    "dispute_entry",
    "draft_entry",
    "draw_list",
    "drop_correction",
    "drop_period",
    "edit_draft",
    "enter_report",
    "group_reports",
    "hand_over_live",
    "match_entry",
    "match_many",
    "note_roster",
    "open_evidence",
    "open_scan",
    "post_waiting",
    "propose_carry",
    "propose_correction",
    "propose_hand_over",
    "propose_period",
    "proposed_parts",
    "rebuild_standing",
    "record_paper",
    "record_upload",
    "resume_correction",
    "return_paper",
    "reverse_entry",
    "review_correction",
    "settle_dispute",
    "sign_targets",
    "standing_at",
    "submit_entry",
    "submit_many",
    "take_over",
    "take_reports",
    "uphold_entry",
    "withdraw_carry",
    "withdraw_entry",
]
