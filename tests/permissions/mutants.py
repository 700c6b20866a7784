"""Every permission line of the product, each with a switch that takes it away.

The modules are changed while they are loaded, in memory: no file is touched. A mutant is one place
that decides who may do or see something: a policy row, a call that asks for a seat, a query begun
at what a person sees, a refusal, the mark of a route.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import os
import pkgutil
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any

# Rooms that know nothing of people.
PLAIN = ("kernel", "extraction", "journal", "migrations", "engines")
ASKING = {"require", "may"}
REFUSALS = {"Forbidden", "PermissionDenied"}


@dataclass(frozen=True)
class Mutant:
    """One permission line, and what is done to it."""

    number: int
    file: str
    line: int
    kind: str
    text: str

    @property
    def name(self) -> str:
        """How it is told and kept."""
        return f"{self.file}:{self.line} {self.kind}: {self.text}"


MUTANTS: list[Mutant] = []
# number → the tests that came by
HITS: dict[int, set[str]] = defaultdict(set)
_active = -1


def activate(number: int) -> None:
    """Take one permission away."""
    global _active
    _active = number


def _off(number: int) -> bool:
    HITS[number].add(os.environ.get("PYTEST_CURRENT_TEST", "").rsplit(" ", 1)[0])
    return _active == number


def _either(number: int, normal: Callable[[], Any], neutral: Callable[[], Any]) -> Any:
    return neutral() if _off(number) else normal()


def _stays(number: int) -> bool:
    return not _off(number)


def _free(actor: Any) -> Any:
    """Return a seat for anybody."""
    from tallystick.kernel.actor import Seat

    return actor.seats[0] if actor.seats else Seat("", "", "")


class _Roles(frozenset[str]):
    """The roles of a policy row: any role will do while its switch is off."""

    number: int

    def __contains__(self, role: object) -> bool:
        return True if _off(self.number) else super().__contains__(role)

    def __bool__(self) -> bool:
        return False if _off(self.number) else len(self) > 0


def _roles(number: int, roles: frozenset[str]) -> frozenset[str]:
    made = _Roles(roles)
    made.number = number
    return made


class _Policy(str):
    """The mark of a route: public while its switch is off."""

    __slots__ = ("number",)

    def __eq__(self, other: object) -> bool:
        return other == "public" if _off(self.number) else str.__eq__(self, other)

    __hash__ = str.__hash__


def _policy(number: int, policy: str) -> str:
    made = _Policy(policy)
    made.number = number
    return made


def _is_open(marks: Sequence[ast.expr]) -> bool:
    """Tell whether a route opens for everybody: it cannot open wider."""
    return any(isinstance(mark, ast.Name) and mark.id == "PUBLIC" for mark in marks)


def _names_roles(roles: ast.expr) -> bool:
    """Tell whether a row names roles at all: one that is open to every seat cannot open wider."""
    return not isinstance(roles, ast.Call) or bool(roles.args)


class Switches(ast.NodeTransformer):
    """Puts a switch at each permission line of a module."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.lines = file, source.splitlines()
        self.function: list[str] = []

    def _number(self, node: ast.expr | ast.stmt, kind: str) -> ast.Constant:
        text = self.lines[node.lineno - 1].strip()
        made = Mutant(len(MUTANTS), self.file, node.lineno, kind, text)
        MUTANTS.append(made)
        return ast.Constant(made.number)

    @staticmethod
    def _call(name: str, *args: ast.expr) -> ast.Call:
        return ast.Call(ast.Name(name, ast.Load()), list(args), [])

    @staticmethod
    def _later(body: ast.expr) -> ast.Lambda:
        empty = ast.arguments([], [], None, [], [], None, [])
        return ast.Lambda(empty, body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Switch the mark of a route off; look into the body."""
        for n, mark in enumerate(node.decorator_list):
            if not isinstance(mark, ast.Call) or _is_open(mark.args):
                continue
            if getattr(mark.func, "id", "") == "guard":
                number = self._number(mark, "route")
                mark.args = [self._call("_tallystick_policy", number, *mark.args)]
                node.decorator_list[n] = mark
        self.function.append(node.name)
        node.body = [self.visit(one) for one in node.body]
        self.function.pop()
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Switch a policy row, a seat asked for, or a query begun at what is seen."""
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name == "PolicyRow" and len(node.args) > 1 and _names_roles(node.args[1]):
            number = self._number(node, "policy row")
            node.args[1] = self._call("_tallystick_roles", number, node.args[1])
            return node
        if name in ASKING and node.args:
            return self._switched(node, "asks", self._call("_tallystick_free", node.args[0]))
        if attribute == "seat" and isinstance(node.func, ast.Attribute):
            by = ast.Attribute(node.func.value, "by", ast.Load())
            return self._switched(node, "asks", self._call("_tallystick_free", by))
        if attribute == "visible_to" and isinstance(node.func, ast.Attribute):
            every = ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
            return self._switched(node, "begins at what is seen", every)
        return node

    def _switched(self, node: ast.Call, kind: str, neutral: ast.expr) -> ast.Call:
        number = self._number(node, kind)
        return self._call("_tallystick_either", number, self._later(node), self._later(neutral))

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        """Switch a refusal."""
        self.generic_visit(node)
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(raised, ast.Attribute):
            raised = raised.value
        if not isinstance(raised, ast.Name) or raised.id not in REFUSALS:
            return node
        stays = self._call("_tallystick_stays", self._number(node, "refuses"))
        return ast.If(stays, [node], [])

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """Switch what a query set says is seen."""
        self.generic_visit(node)
        inside = self.function and self.function[-1] == "visible_to"
        if not inside or node.value is None or isinstance(node.value, ast.Name):
            return node
        number = self._number(node, "sees")
        every = ast.Call(ast.Attribute(ast.Name("self", ast.Load()), "all", ast.Load()), [], [])
        node.value = self._call(
            "_tallystick_either", number, self._later(node.value), self._later(every)
        )
        return node


class _Loader(SourceFileLoader):
    """Loads a module with its switches."""

    def source_to_code(  # type: ignore[override]
        self, data: bytes | str | ast.AST, path: str, *, _optimize: int = -1
    ) -> CodeType:
        if not isinstance(data, bytes):
            return super().source_to_code(data, path)
        file = path.rsplit("tallystick/", 1)[1]
        tree = Switches(file, data.decode()).visit(ast.parse(data))
        return compile(ast.fix_missing_locations(tree), path, "exec", optimize=_optimize)

    def get_code(self, fullname: str) -> CodeType | None:
        """Compile from the source: what was cached has no switches."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class Finder(MetaPathFinder):
    """Finds the product's modules before Python does."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a module's place with our loader."""
        parts = name.split(".")
        if parts[0] != "tallystick" or set(parts) & set(PLAIN):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


def load_all() -> None:
    """Load every module of the product: one that loads later has permissions nobody counted."""
    import tallystick

    for module in pkgutil.walk_packages(tallystick.__path__, "tallystick."):
        if not set(module.name.split(".")) & {"migrations", "__main__"}:
            importlib.import_module(module.name)


def install() -> None:
    """Put the switches in; before the first module of the product is loaded."""
    if "tallystick.access" in sys.modules:
        raise RuntimeError("the product is loaded already")
    for name, function in (
        ("either", _either), ("stays", _stays), ("free", _free), ("roles", _roles),
        ("policy", _policy),
    ):  # fmt: skip
        setattr(builtins, f"_tallystick_{name}", function)
    sys.meta_path.insert(0, Finder())
