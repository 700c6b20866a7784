"""Every row of policy decides something: it is looked up where writes and reads are allowed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from importlib import import_module

from tests.architecture.source import Module, modules

from tallystick.access.models import Role
from tallystick.access.rules import PolicyRow

DOORS = {"web", "api", "cli"}


def declared() -> dict[str, PolicyRow]:
    """Return every row of every room, by action."""
    rooms = [one for one in modules() if one.drawer == "policy"]
    rows = [row for one in rooms for row in import_module(one.name).POLICY]
    return {row.action: row for row in rows}


def looked_up(sources: Iterable[Module]) -> Iterator[str]:
    """Yield each action by which a row is asked for: `ROWS["…"]`, or a call that takes an action.

    What the act log is told is no question.
    """
    known = tuple(sources)
    takers = _takers(known)
    for one in known:
        for node in ast.walk(one.tree):
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "ROWS":
                yield from _texts([node.slice])
            elif isinstance(node, ast.Call) and _name(node) in takers:
                yield from _texts(node.args)


def _takers(sources: Iterable[Module]) -> set[str]:
    """Return the functions that look up the action they are given, or hand it to one that does."""
    functions = [
        node
        for one in sources
        for node in ast.walk(one.tree)
        if isinstance(node, ast.FunctionDef) and any(a.arg == "action" for a in node.args.args)
    ]
    found: set[str] = set()
    while True:
        more = {one.name for one in functions if _asks(one, found)} - found
        if not more:
            return found
        found |= more


def _asks(function: ast.FunctionDef, takers: set[str]) -> bool:
    given: list[ast.expr] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "ROWS":
            given.append(node.slice)
        elif isinstance(node, ast.Call) and _name(node) in takers:
            given += node.args
    return any(getattr(argument, "id", "") == "action" for argument in given)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _texts(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_policy_row_is_looked_up_behind_the_doors() -> None:
    """A row that only a page asks for hides a button and stops nobody."""
    asked = set(looked_up(one for one in modules() if one.room not in DOORS))
    assert sorted(declared().keys() - asked) == []


def test_every_action_that_is_looked_up_is_declared() -> None:
    assert sorted(set(looked_up(modules())) - declared().keys()) == []


def test_every_role_of_a_row_is_a_role() -> None:
    roles = set(Role.values)
    assert [action for action, row in declared().items() if row.roles - roles] == []


def test_a_row_that_only_the_act_log_names_is_caught() -> None:
    """The control."""
    text = """
def seat(self, action):
    return require(self.by, ROWS[action])
def record_act(action): ...
def pay(by, desk):
    desk.seat("money.pay", by)
    require(by, ROWS["money.see"])
    record_act("money.burn", by=by)
"""
    assert sorted(looked_up([Module("tallystick.money.services", text)])) == [
        "money.pay",
        "money.see",
    ]
