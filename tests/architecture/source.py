"""The source as the architecture tests read it: modules, their rooms, and what they import."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name and its text."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room it lies in: `tallystick.entries.services` lies in `entries`."""
        return [*self.name.split("."), ""][1]

    @property
    def drawer(self) -> str:
        """The drawer it lies in: `tallystick.entries.services.matching` lies in `services`."""
        return [*self.name.split("."), "", ""][2]

    @property
    def imported(self) -> dict[str, str]:
        """Each local name bound by a `from … import` to the module it comes from."""
        return {
            alias.asname or alias.name: node.module
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package, in order of name."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Module(name, path.read_text("utf-8"), is_package))
    return tuple(found)


@cache
def pyproject() -> dict[str, object]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def storeys() -> dict[str, int]:
    """Return each room's storey as the import contract names it; a greater number lies higher."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    layers = next(c["layers"] for c in contracts if c.get("containers") == ["tallystick"])
    return {
        room.strip(): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a tree, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files git knows or would add; all text of a source archive without git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git lies where the system put it
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = (ROOT / name for name in listed.stdout.split("\0") if name)
        return tuple(sorted(path for path in names if path.is_file()))
    hidden = {".venv", ".git", "var", "site", "__pycache__"}
    return tuple(sorted(p for p in ROOT.rglob("*") if p.is_file() and hidden.isdisjoint(p.parts)))


@cache
def text_of_tests() -> str:
    """Return the text of every test but the architecture's own."""
    folder = ROOT / "tests"
    return "\n".join(
        path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".yaml", ".csv", ".txt"} and "architecture" not in path.parts
    )
