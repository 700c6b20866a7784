"""Who may record meetings, decide what announcements say, and settle commitments."""

from tallystick.access.rules import PolicyRow, Where

POLICY = (
    PolicyRow(
        "exchanges.record",
        frozenset({"clerk", "head", "programme_office"}),
        Where.EITHER_SIDE,
        "Either side may record that both met, and what was undertaken there.",
    ),
    PolicyRow(
        "exchanges.readout",
        frozenset({"clerk", "head", "programme_office"}),
        Where.EITHER_SIDE,
        "Either side may keep what was published of both, and say what of it is right.",
    ),
    PolicyRow(
        "exchanges.link",
        frozenset({"clerk", "head", "programme_office"}),
        Where.EITHER_SIDE,
        "Either side may say which movements show a commitment kept; both sides match those.",
    ),
    PolicyRow(
        "exchanges.tag",
        frozenset({"clerk", "head", "programme_office"}),
        Where.EITHER_SIDE,
        "Either side may say to which end of a framework its work speaks; no figure changes by it.",
    ),
    PolicyRow(
        "exchanges.record_practice",
        frozenset({"clerk", "head", "programme_office"}),
        Where.ANYWHERE,
        "Whoever works at an office may write down what is worth learning, in the office's name.",
    ),
    PolicyRow(
        "exchanges.adopt_practice",
        frozenset({"clerk", "head", "programme_office"}),
        Where.OWN_SIDE,
        "A place takes a practice up, and says what came of it, by an office that acts for it.",
    ),
    PolicyRow(
        "exchanges.read_document",
        frozenset({"clerk", "confirmer", "matcher", "signatory", "head", "auditor"}),
        Where.EITHER_SIDE,
        "Documents of a meeting and files under what was done are opened by those of either side; "
        "each opening is kept.",
    ),
    PolicyRow(
        "exchanges.announce",
        frozenset({"clerk", "head", "programme_office"}),
        Where.OWN_SIDE,
        "A side drafts by itself what it says of a meeting; nobody else reads the draft.",
    ),
    PolicyRow(
        "exchanges.publish",
        frozenset({"head"}),
        Where.OWN_SIDE,
        "What a side says in public is published by the word of its head, and never changes.",
    ),
    PolicyRow(
        "exchanges.settle",
        frozenset({"head", "programme_office"}),
        Where.OWN_SIDE,
        "A commitment ends by the word of a head of the place whose office made it, with proof.",
    ),
    PolicyRow(
        "exchanges.report_fulfilment",
        frozenset({"clerk", "head", "programme_office"}),
        Where.OWN_SIDE,
        "The office that made a commitment says what it did for it.",
    ),
    PolicyRow(
        "exchanges.acknowledge_fulfilment",
        frozenset({"matcher", "head"}),
        Where.OTHER_SIDE,
        "What was done keeps a commitment when the other side puts its name under it.",
    ),
)
ROWS = {row.action: row for row in POLICY}
