"""A small pipeline for the journal's tests, and text ledgers written in it.

Funds are committed (a promise), received, allocated and paid out; a project is signed, landed
and ended. A ledger has one posting a line, `2019-03-01 funds outside>received 100 CNY`, with
`at`, `with`, `of`, `named`, `in` for region, partner, codes, subject and book, and `back`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tallystick.journal import queries, services
from tallystick.journal.rules import Account, Draft, Move, StageRules
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Problem, Refused

BOOK = "east-west"
WEST, QUAN = "cn-west", "cn-quan"
EAST = "cn-east"
RULES = StageRules(
    floors=frozenset(
        {
            ("funds", "received"),
            ("funds", "allocated"),
            ("project", "signed"),
            ("project", "landed"),
        }
    ),
    live={"project": frozenset({"planned", "signed", "landed"})},
    first_unit={"project": "project"},
)
PROVENANCE: dict[str, Any] = {
    "entry": "e1",
    "entry_hash": "ab" * 32,
    "evidence": ["cd" * 32],
    "reported": {
        "user": 1,
        "name": "Alice",
        "office": "west",
        "role": "clerk",
        "side": "supported",
    },
    "confirmed": None,
    "matched": {"user": 2, "name": "Bob", "office": "east", "basis": "own_record"},
}


def account(
    stage: str,
    *,
    pipeline: str = "funds",
    unit: str = "CNY",
    region: str = WEST,
    partner: str = EAST,
    cell: str = "{}",
) -> Account:
    """Return one account of the test's pipelines."""
    return Account(region, partner, pipeline, stage, unit, cell)


def move(edge: str, amount: int = 100, **named: Any) -> Move:
    """Return a move on `edge`, such as outside>received; taken back, its ends change places."""
    place = {
        k: named.pop(k) for k in ("pipeline", "unit", "region", "partner", "cell") if k in named
    }
    source, target = (account(stage, **place) for stage in edge.split(">"))
    made = Move(source, target, amount, **{**named, "back": False})
    return made.mirror() if named.get("back") else made


def draft(*moves: Move, day: str = "2019-03-01", book: str = BOOK, **named: Any) -> Draft:
    """Return a draft of `moves` under a new id."""
    named = {"id": uuid7(), "kind": "move", "provenance": PROVENANCE, **named}
    return Draft(book=book, valid_from=date.fromisoformat(day), moves=moves, **named)


def post(*moves: Move, **named: Any) -> services.Posted:
    """Post `moves` under the rules of the test's pipelines."""
    return services.post(draft(*moves, **named), rules=RULES)


def reverse(transaction: str) -> services.Posted:
    """Take a posting back."""
    return services.reverse(transaction, id=uuid7(), rules=RULES, provenance=PROVENANCE)


def stands(stage: str, **named: Any) -> int:
    """Return what an account of the book stands at."""
    asked = {k: named.pop(k) for k in ("valid_to", "as_of_seq", "subject") if k in named}
    return queries.balance(named.pop("book", BOOK), account(stage, **named), **asked)


def codes(refused: Any) -> list[str]:
    """Return the codes of a refusal caught by `pytest.raises`."""
    return [problem.code for problem in refused.value.problems]


def read_ledger(text: str) -> list[Problem]:
    """Post a text ledger line by line; return what was refused, with the line as its path."""
    problems: list[Problem] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        try:
            post_line(line)
        except Refused as refused:
            problems += [Problem(p.code, f"line {number}", p.params) for p in refused.problems]
    return problems


def post_line(line: str) -> services.Posted:
    """Post one line of a text ledger; what follows a semicolon is said to the reader."""
    words = line.split(";")[0].split()
    day, pipeline, edge, amount, unit = words[:5]
    rest = [word for word in words[5:] if word != "back"]
    named = dict(zip(rest[::2], rest[1::2], strict=True))
    made = move(
        edge,
        int(amount),
        pipeline=pipeline,
        unit=unit,
        region=named.get("at", WEST),
        partner=named.get("with", EAST),
        cell=f'{{"form":"{named["of"]}"}}' if "of" in named else "{}",
        subject=named.get("named"),
        back="back" in words,
    )
    return post(made, day=day, book=named.get("in", BOOK))
