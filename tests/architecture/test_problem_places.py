"""Where a problem lies is told in Chinese as well: each field it may name has its word."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import modules

from tallystick.kernel.problem import words_in_chinese

ROOMS, DRAWERS = {"programme", "access"}, {"services", "queries"}


def text_of(node: ast.expr | None) -> str:
    """Return the text of a literal, of one with a number in it what stands before."""
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0] if isinstance(node.values[0], ast.Constant) else None
    return str(node.value) if isinstance(node, ast.Constant) and node.value else ""


def places(tree: ast.AST) -> Iterator[str]:
    """Yield where the problems of a module lie, as far as it is written out there."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name == "Problem" and len(call.args) > 1:
            yield text_of(call.args[1])
        elif name in ("text_problems", "code_problems") and call.args:
            yield text_of(call.args[0])
        elif name in ("Problem", "of"):
            yield from (text_of(word.value) for word in call.keywords if word.arg == "path")


def test_every_field_that_a_problem_names_has_a_chinese_word() -> None:
    found = {
        (module.name, word)
        for module in modules()
        if module.room in ROOMS
        and (module.drawer in DRAWERS or module.name.endswith("rules.tiers"))
        for place in places(module.tree)
        for word in place.split(".")
        if word
    }
    assert ("tallystick.programme.services.tiers", "source") in found
    assert sorted(row for row in found if row[1] not in words_in_chinese()) == []
    # Both ends of the years are told by one line, which names neither.
    assert {"from_year", "until_year"} <= words_in_chinese().keys()
