"""A file is read in one sitting, a function on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from tests.architecture.source import Module, functions, modules

LINES_A_FILE = 500
LINES_A_FUNCTION = 60

# module → why it is longer; a line that is no longer needed fails.
LONG_FILES: dict[str, str] = {}


def too_long(module: Module) -> bool:
    """Whether a file has more lines than one reads in one sitting; Django writes migrations."""
    return module.drawer != "migrations" and len(module.text.splitlines()) > LINES_A_FILE


def long_functions(module: Module) -> Iterator[str]:
    """Yield each function that does not fit one screen."""
    for node in functions(module.tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LINES_A_FUNCTION:
            yield f"{module.name}.{node.name} has {length} lines"


def test_no_file_is_longer_than_500_lines_without_a_reason() -> None:
    assert [m.name for m in modules() if too_long(m) and m.name not in LONG_FILES] == []


def test_no_reason_for_a_long_file_is_stale() -> None:
    long = {module.name for module in modules() if too_long(module)}
    assert sorted(LONG_FILES.keys() - long) == []


def test_no_function_is_longer_than_60_lines() -> None:
    assert [fault for module in modules() for fault in long_functions(module)] == []


def test_a_long_file_and_a_long_function_are_caught() -> None:
    assert too_long(Module("tallystick.web.views", "a = 1\n" * 501))
    assert not too_long(Module("tallystick.web.views", "a = 1\n" * 500))
    body = "    a = 1\n"
    assert list(long_functions(Module("x", "def f():\n" + body * 60))) == ["x.f has 61 lines"]
    assert not list(long_functions(Module("x", "def f():\n" + body * 59)))
