"""Every module says its job; every public function of the inner drawers says what it returns.

Migrations are named by what they do, and Django writes them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, modules

SPEAKING = {"rules", "queries", "services"}


def silent(module: Module) -> Iterator[str]:
    """Yield what should have a docstring and has none."""
    if module.drawer == "migrations":
        return
    if module.text.strip() and not ast.get_docstring(module.tree):
        yield module.name
    if module.room == "kernel" or module.drawer in SPEAKING:
        for node in module.tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                yield f"{module.name}.{node.name}"


def test_modules_and_public_functions_have_docstrings() -> None:
    assert [fault for module in modules() for fault in silent(module)] == []


def test_a_silent_module_function_and_class_are_caught() -> None:
    text = "def match(): ...\ndef _own(): ...\nclass Thing: ...\n"
    assert list(silent(Module("tallystick.entries.services.matching", text))) == [
        "tallystick.entries.services.matching",
        "tallystick.entries.services.matching.match",
        "tallystick.entries.services.matching.Thing",
    ]
    assert list(silent(Module("tallystick.web.views", f'"""Pages."""\n{text}'))) == []
