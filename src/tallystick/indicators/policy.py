"""Who may take published figures in, and settle whom they are about."""

from tallystick.access.rules import PolicyRow, Where

POLICY = (
    PolicyRow(
        "indicators.keep_claims",
        frozenset({"clerk", "confirmer", "head", "auditor", "evaluator", "programme_office"}),
        Where.ANYWHERE,
        "A published figure is public; keeping it beside the book counts for nothing.",
    ),
    PolicyRow(
        "indicators.resolve_party",
        frozenset({"clerk", "confirmer", "head", "auditor", "evaluator", "programme_office"}),
        Where.ANYWHERE,
        "Whoever knows which place a source means may say so; the name as printed stays.",
    ),
)
ROWS = {row.action: row for row in POLICY}
