"""Each service is called by a door, or says why none does: a duty nobody can do is no duty.

A test of its own proves a service right, not that anybody can reach it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from tests.architecture.source import Module, modules
from tests.architecture.test_everything_is_tested import services

DOORS = frozenset({"web", "cli", "api", "interchange", "config"})
# The worked example plays people at the doors; what it alone can do, nobody can.
NO_DOOR = "tallystick.interchange.example"

# Service → why no door calls it. A line for what has a door meanwhile, or is gone, fails.
EXEMPT: dict[str, str] = {
    "tallystick.entries.services.reporting.draft_entry": "one report as a client with ids of its "
    "own enters it; forms enter by enter_report, files by take_reports",
    "tallystick.entries.services.entering.edit_draft": "a draft said anew by such a client; the "
    "form does it with its files, by enter_report",
    "tallystick.programme.services.organisations.add_organisation": "no field of pipelines.yaml is "
    "of kind organisation yet, so there is nothing a body could be named for",
}


def named_in(node: ast.AST) -> Iterator[str]:
    """Yield what a piece of code names: what it imports, calls or hands on."""
    for one in ast.walk(node):
        if isinstance(one, ast.ImportFrom):
            yield from (alias.name for alias in one.names)
        elif isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            yield one.attr


def reached(found: Iterable[Module]) -> frozenset[str]:
    """Return the names that lead in from the doors, through however many services."""
    found = tuple(found)
    doors = [m for m in found if m.room in DOORS and not m.name.startswith(NO_DOOR)]
    known = {name for module in doors for name in named_in(module.tree)}
    bodies = [
        (node.name, frozenset(named_in(node)))
        for module in found
        if module.drawer == "services"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    while more := {n for name, names in bodies if name in known for n in names} - known:
        known |= more
    return frozenset(known)


def doorless(found: tuple[Module, ...], exempt: Mapping[str, str]) -> list[str]:
    """Return the services that nothing reaches and no reason excuses."""
    known = reached(found)
    return sorted(
        name
        for name, (short, *_) in services(found).items()
        if short not in known and name not in exempt
    )


def test_every_service_has_a_door() -> None:
    shut = doorless(modules(), EXEMPT)
    assert shut == [], "no page, command, address or file calls " + ", ".join(shut)


def test_no_excuse_is_stale() -> None:
    known, things = reached(modules()), services(modules())
    assert [name for name in EXEMPT if name not in things or things[name][0] in known] == []


def test_a_service_without_a_door_is_caught() -> None:
    lonely = Module(
        "tallystick.access.services.lonely",
        "def wave(*, by: Actor) -> None: ...\ndef nod(*, by: Actor) -> None:\n    _bow()\n"
        "def _bow() -> None:\n    smile()\ndef smile(*, by: Actor) -> None: ...\n",
    )
    door = Module("tallystick.cli.lonely", "from tallystick.access.services.lonely import nod\n")
    example = Module(f"{NO_DOOR}.lonely", "from tallystick.access.services.lonely import wave\n")
    assert doorless((lonely, door, example), {}) == ["tallystick.access.services.lonely.wave"]
