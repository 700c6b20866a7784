"""What a posting is, when it is whole, and the bytes it is sealed by. Plain Python."""

from tallystick.journal.rules.drafts import problems_of
from tallystick.journal.rules.flows import NotedFlow, StageFlow, SubjectMove
from tallystick.journal.rules.leaf import (
    GENESIS,
    Content,
    chain_hash,
    content_bytes,
    instant_text,
    leaf_bytes,
    leaf_hash,
    parse_instant,
)
from tallystick.journal.rules.records import Record, record_leaf, record_problems
from tallystick.journal.rules.standing import BalanceRow, most_standing, net_changes
from tallystick.journal.rules.values import (
    KINDS,
    Account,
    Draft,
    Move,
    StageRules,
)

__all__ = [
    "GENESIS",
    "KINDS",
    "Account",
    "BalanceRow",
    "Content",
    "Draft",
    "Move",
    "NotedFlow",
    "Record",
    "StageFlow",
    "StageRules",
    "SubjectMove",
    "chain_hash",
    "content_bytes",
    "instant_text",
    "leaf_bytes",
    "leaf_hash",
    "most_standing",
    "net_changes",
    "parse_instant",
    "problems_of",
    "record_leaf",
    "record_problems",
]
