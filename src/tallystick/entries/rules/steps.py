"""The steps of an entry: from which state which verb leads where. Everything else is refused."""

from __future__ import annotations

from collections.abc import Mapping

VERBS = (
    "submit",
    "confirm",
    "admit",
    "match",
    "post",
    "dispute",
    "uphold",
    "settle",
    "amend",
    "revise",
    "withdraw",
    "reverse",
    "pair",
    "release",
    "reopen",
    "agree",
    "undo",
    "rest",
)

# `admit`: what one side alone may count. `settle`: the second side upholds too. `post` follows
# `match`, `admit`, `settle` and `agree` at once, or waits until the missing step is in the book.
# Blind halves: `pair` joins the one that does not post; `agree`: amended halves show the same;
# `rest`: the dispute was settled while this half was amended;
# `release`, `reopen`: the other half was taken back, and this one waits alone again; `undo`: the
# half that was posted is reversed.
STEPS: Mapping[tuple[str, str], str] = {
    ("draft", "submit"): "submitted",
    ("submitted", "confirm"): "confirmed",
    ("confirmed", "admit"): "matched",
    ("confirmed", "match"): "matched",
    ("matched", "post"): "posted",
    ("confirmed", "dispute"): "disputed",
    ("disputed", "uphold"): "disputed",
    ("disputed", "settle"): "matched",
    ("draft", "amend"): "submitted",
    ("draft", "revise"): "draft",
    ("submitted", "amend"): "submitted",
    ("disputed", "amend"): "submitted",
    ("draft", "withdraw"): "withdrawn",
    ("submitted", "withdraw"): "withdrawn",
    ("confirmed", "withdraw"): "withdrawn",
    ("disputed", "withdraw"): "withdrawn",
    ("matched", "withdraw"): "withdrawn",
    ("posted", "reverse"): "reversed",
    ("confirmed", "pair"): "paired",
    ("paired", "release"): "confirmed",
    ("disputed", "reopen"): "confirmed",
    ("disputed", "agree"): "matched",
    ("paired", "amend"): "submitted",
    ("paired", "withdraw"): "withdrawn",
    ("paired", "undo"): "reversed",
    ("submitted", "rest"): "paired",
}


def next_state(state: str, verb: str) -> str | None:
    """Return the state that `verb` leads to, or None where it is not open.

    >>> next_state("confirmed", "match"), next_state("draft", "match")
    ('matched', None)
    """
    return STEPS.get((state, verb))
