"""Only services write: the permission, the rule and the act log of a change live in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from tests.architecture.source import Module, modules

ALWAYS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS |= {f"a{name}" for name in ALWAYS}
# Sets, digests, dicts and workbooks have these too, but hand a positional argument.
WITHOUT_ARGUMENTS = {"save", "delete", "asave", "adelete"}
BY_KEYWORD = {"update", "aupdate"}
SQL = ("INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "TRUNCATE ")

# module → why it may write although it is no service; a line that is no longer needed fails.
EXEMPT: dict[str, str] = {
    "tallystick.config.queue": "keeps the timetable of the library that runs the worker",
    "tallystick.indicators.engines.desk": "lays a report out in tables in memory; nothing is kept",
}


def writes(module: Module) -> Iterator[str]:
    """Yield each call of a module that writes through the ORM or by SQL."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            bare = not node.args
            if (
                name in ALWAYS
                or (name in WITHOUT_ARGUMENTS and bare)
                or (name in BY_KEYWORD and bare and node.keywords)
                or (name in {"execute", "executemany"} and _is_write(node))
            ):
                yield f"{module.name}:{node.lineno} {name}"


def _is_write(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr):
        first = first.values[0]
    text = first.value if isinstance(first, ast.Constant) else ""
    return isinstance(text, str) and text.lstrip().upper().startswith(SQL)


def may_write(module: Module) -> bool:
    """Whether a module is a service or a migration."""
    return module.drawer in {"services", "migrations"}


def test_only_services_and_migrations_write() -> None:
    found = [
        fault
        for module in modules()
        if not may_write(module) and module.name not in EXEMPT
        for fault in writes(module)
    ]
    assert found == []


def test_no_exemption_is_stale() -> None:
    by_name = {module.name: module for module in modules()}
    stale = [name for name in EXEMPT if name not in by_name or not list(writes(by_name[name]))]
    assert stale == []


@pytest.mark.parametrize(
    "line",
    [
        "Seat.objects.create(user=u)",
        "seat.save()",
        "seat.save(update_fields=['role'])",
        "Seat.objects.filter(id=1).update(role='head')",
        "Seat.objects.all().delete()",
        "Seat.objects.bulk_create(rows)",
        "cursor.execute('insert into seat values (1)')",
        "cursor.execute(f'DELETE FROM {table}')",
    ],
)
def test_a_write_in_a_door_is_caught(line: str) -> None:
    door = Module("tallystick.web.views", line)
    assert list(writes(door))
    assert not may_write(door)


@pytest.mark.parametrize(
    "line",
    ["digest.update(data)", "seen.update(more)", "book.save(path)", "cursor.execute('SELECT 1')"],
)
def test_what_is_no_write_passes(line: str) -> None:
    assert not list(writes(Module("tallystick.web.views", line)))
