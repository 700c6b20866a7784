"""Who may take which step of an entry, and for which side of the tally."""

from tallystick.access.rules import PolicyRow, Where

POLICY = (
    PolicyRow(
        "entries.report",
        frozenset({"clerk"}),
        Where.OWN_SIDE,
        "A clerk enters for her own side: for her place and what lies under it.",
    ),
    PolicyRow(
        "entries.confirm",
        frozenset({"confirmer"}),
        Where.OWN_SIDE,
        "A second person of the same side answers for the figure before the other side sees it.",
    ),
    PolicyRow(
        "entries.match",
        frozenset({"matcher"}),
        Where.OTHER_SIDE,
        "A figure counts when the other side holds it too; only that side can say so.",
    ),
    PolicyRow(
        "entries.dispute",
        frozenset({"matcher"}),
        Where.OTHER_SIDE,
        "Whoever may match may also say that the other half shows another figure.",
    ),
    PolicyRow(
        "entries.uphold_own",
        frozenset({"confirmer"}),
        Where.OWN_SIDE,
        "A disputed figure stands only when both sides say so; this is the reporting side's name.",
    ),
    PolicyRow(
        "entries.uphold_other",
        frozenset({"matcher"}),
        Where.OTHER_SIDE,
        "A disputed figure stands only when both sides say so; this is the other side's name.",
    ),
    PolicyRow(
        "entries.remark",
        frozenset({"clerk", "confirmer", "matcher", "signatory", "head"}),
        Where.EITHER_SIDE,
        "Both sides may say in the thread what they hold; nothing said there is taken out again.",
    ),
    PolicyRow(
        "entries.withdraw",
        frozenset({"clerk", "confirmer"}),
        Where.OWN_SIDE,
        "What is not posted may be taken back by the side that said it.",
    ),
    PolicyRow(
        "entries.hand_over",
        frozenset({"confirmer", "matcher"}),
        Where.EITHER_SIDE,
        "What stands passes to the successor under two names, one of each side.",
    ),
    PolicyRow(
        "entries.close_period",
        frozenset({"head", "signatory"}),
        Where.EITHER_SIDE,
        "A period is closed, and opened again, under two names that answer for their offices.",
    ),
    PolicyRow(
        "entries.post_waiting",
        frozenset(),
        Where.ANYWHERE,
        "What both sides hold is posted when its missing step stands: any seat may ask for it.",
    ),
    PolicyRow(
        "entries.read_evidence",
        frozenset({"clerk", "confirmer", "matcher", "signatory", "head", "auditor"}),
        Where.EITHER_SIDE,
        "Evidence is opened by those who answer for the figure or audit it; each opening is kept.",
    ),
    PolicyRow(
        "entries.carry_answers",
        frozenset({"clerk", "confirmer", "matcher"}),
        Where.OTHER_SIDE,
        "A colleague of the matcher's own side may bring the workbook in which she answered; her "
        "own name stands beside it.",
    ),
    PolicyRow(
        "entries.record_paper",
        frozenset({"clerk", "confirmer", "matcher"}),
        Where.EITHER_SIDE,
        "A signed list is recorded by the answering side; by the reporting side only where the "
        "other has nobody who can match, and never by who reported or confirmed the entry.",
    ),
    PolicyRow(
        "entries.check_paper",
        frozenset({"confirmer", "matcher"}),
        Where.EITHER_SIDE,
        "A second person holds what was recorded against the scan before it counts.",
    ),
)
ROWS = {row.action: row for row in POLICY}
