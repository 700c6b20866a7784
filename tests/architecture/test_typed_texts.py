"""A text that a person types reaches a check of its signs, in the service that keeps it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache

from tests.architecture.source import Module, modules

# What a service calls the texts that people type.
TYPED = frozenset(
    {"name_en", "name_zh", "title_en", "title_zh", "text_en", "text_zh", "text", "source", "note",
     "why", "reason", "waive_reason", "signer", "signer_post"}
)  # fmt: skip
# The act log looks at the reason it keeps, so what is handed on to it is looked at.
CHECKS = frozenset({"text_problems", "sign_problems", "record_act"})


def functions(found: Iterable[Module]) -> dict[str, list[ast.FunctionDef]]:
    """Return every function and class body by its own name, of all rooms."""
    named: dict[str, list[ast.FunctionDef]] = {}
    for module in found:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                named.setdefault(node.name, []).append(node)
    return named


def checking(named: dict[str, list[ast.FunctionDef]]) -> frozenset[str]:
    """Return the functions that lead to a check, however many calls lie between."""
    known = set(CHECKS)
    while True:
        more = {
            name
            for name, nodes in named.items()
            if name not in known and any(known & _called(node) for node in nodes)
        }
        if not more:
            return frozenset(known)
        known |= more


@cache
def _called(node: ast.FunctionDef) -> frozenset[str]:
    return frozenset(
        one.func.id
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
    )


def unlooked(found: tuple[Module, ...]) -> Iterator[str]:
    """Yield each typed text of a service that is handed to nothing that looks at it.

    A text may take another name on its way, or ride in a row of what was asked for.
    """
    known = checking(functions(found))
    for module in found:
        if module.drawer != "services":
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                asked = {one.arg for one in node.args.kwonlyargs}
                texts = asked & TYPED if "by" in asked else set()
                yield from (
                    f"{module.name}.{node.name}: {text}"
                    for text in sorted(texts)
                    if not _handed_on(node, text, known)
                )


def _handed_on(node: ast.FunctionDef, text: str, known: frozenset[str]) -> bool:
    carriers = {text}
    for one in ast.walk(node):
        if isinstance(one, ast.Assign) and carriers & _names(one.value):
            carriers |= {n for target in one.targets for n in _names(target)}
    return any(
        carriers & {n for arg in (*one.args, *one.keywords) for n in _names(arg)}
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in known
    )


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def test_every_typed_text_is_looked_at() -> None:
    assert list(unlooked(modules())) == []


def test_a_text_that_nothing_looks_at_is_found() -> None:
    planted = """
def name_it(*, name_en: str, why: str, by: Actor) -> None:
    said = why.strip()
    Thing.objects.create(name_en=name_en)
    record_act("x", "y", "z", by=by, why=said)
"""
    module = Module("tallystick.programme.services.planted", planted)
    assert list(unlooked((module,))) == [f"{module.name}.name_it: name_en"]
