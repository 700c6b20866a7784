"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
from types import ModuleType

import pytest
from tests.architecture.source import modules

# Loaded by servers and by Django, never by hand.
LOADED_ELSEWHERE = {"migrations"}


def wrong_examples(module: ModuleType) -> int:
    """Run the examples of a module; return how many came out otherwise."""
    return doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed


WITH_EXAMPLES = [
    module.name
    for module in modules()
    if ">>>" in module.text and module.drawer not in LOADED_ELSEWHERE
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert wrong_examples(importlib.import_module(name)) == 0


def test_a_wrong_example_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    planted = ModuleType("planted", ">>> 1 + 1\n3\n")
    assert wrong_examples(planted) == 1
    assert "Expected" in capsys.readouterr().out
