"""Who may set up programmes, pairings and agreements."""

from tallystick.access.rules import PolicyRow, Where

POLICY = (
    PolicyRow(
        "programme.set_up",
        frozenset({"programme_office", "administrator"}),
        Where.ANYWHERE,
        "Pairing regions is the programme's decision, carried out by whoever keeps the server.",
    ),
    PolicyRow(
        "programme.set_rule",
        frozenset({"programme_office"}),
        Where.EITHER_SIDE,
        "How figures are matched is the programme's decision; no keeper of the server makes it. "
        "That one side alone is enough, both heads say.",
    ),
    PolicyRow(
        "programme.agree_rule",
        frozenset({"head"}),
        Where.EITHER_SIDE,
        "Where the programme office is silent, the heads of both sides decide it together.",
    ),
    PolicyRow(
        "programme.set_tier",
        frozenset({"programme_office", "head"}),
        Where.EITHER_SIDE,
        "What a county is due a year is published by who gives it and known to who gets it: a head "
        "of either side of the book, or the programme office, states it with its source. It "
        "measures money and moves none, so one name is enough.",
    ),
    PolicyRow(
        "programme.state_framework",
        frozenset({"programme_office", "head"}),
        Where.EITHER_SIDE,
        "By which ends a pairing's work is told is said by a head of either side or the programme "
        "office; it changes no figure, so one name is enough.",
    ),
    PolicyRow(
        "programme.state_framework_for_all",
        frozenset({"programme_office"}),
        Where.ANYWHERE,
        "A framework of every pairing of a programme is the programme's own.",
    ),
    PolicyRow(
        "programme.record_agreement",
        frozenset({"clerk", "head", "programme_office"}),
        Where.EITHER_SIDE,
        "Either side may put a text to the other; its targets count when both have signed it.",
    ),
    PolicyRow(
        "programme.sign",
        frozenset({"signatory"}),
        Where.OWN_SIDE,
        "A promise binds by the name of who may give it: a signatory of each party, on its side.",
    ),
    PolicyRow(
        "programme.redraw",
        frozenset({"programme_office", "administrator"}),
        Where.ANYWHERE,
        "The map is the programme's: both sides count on the same places. Where it says who speaks "
        "for a side, that side's head agrees; what stands there is carried under two names.",
    ),
    PolicyRow(
        "programme.name",
        frozenset({"clerk", "head", "programme_office", "administrator"}),
        Where.ANYWHERE,
        "Whoever enters figures names the things and bodies they are about; a passer-by does not.",
    ),
)
ROWS = {row.action: row for row in POLICY}
