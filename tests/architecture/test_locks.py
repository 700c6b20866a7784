"""The locks are what pyproject.toml asks for, hash-checked, and each dependency has its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from tests.architecture.source import ROOT, pyproject

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


def normal(requirement: str) -> tuple[str, frozenset[str]]:
    """Return a requirement's name and its version bounds, however it is spelled.

    >>> normal("Environs[django]>=14,<16") == normal("environs <16, >=14")
    True
    """
    name, bounds = re.match(r"([\w.-]+)(?:\[[^\]]*\])?\s*([^;]*)", requirement).groups()  # type: ignore[union-attr]
    listed = frozenset(bound.replace(" ", "") for bound in bounds.split(",") if bound.strip())
    return name.lower().replace("_", "-"), listed


def asked(project: dict[str, Any]) -> set[tuple[str, frozenset[str]]]:
    """Return all requirements of pyproject.toml, extras included, without the project itself."""
    extras = project["optional-dependencies"].values()
    listed = [*project["dependencies"], *chain.from_iterable(extras)]
    return {normal(line) for line in listed} - {(project["name"], frozenset())}


def locked(lock: dict[str, Any], name: str) -> set[tuple[str, frozenset[str]]]:
    """Return the requirements uv.lock was made for."""
    own = next(package for package in lock["package"] if package["name"] == name)
    rows = own["metadata"]["requires-dist"]
    return {normal(r["name"] + r.get("specifier", "")) for r in rows} - {(name, frozenset())}


def unpinned(text: str) -> Iterator[str]:
    """Yield each line of a requirements lock that is no exact pin with a hash."""
    for entry in re.sub(r"\\\n", " ", text).splitlines():
        if entry.strip() and not (PIN.match(entry) and "--hash=sha256:" in entry):
            yield entry.strip()[:60]


def pins(name: str) -> dict[str, str]:
    """Return package → version of one requirements lock."""
    return dict(PIN.findall((ROOT / name).read_text("utf-8")))


def reasons(page: str) -> list[str]:
    """Return the packages a page gives a reason for: the first cell of each table row."""
    return re.findall(r"^\| `([\w.-]+)` \|[^|]+\S[^|]*\|$", page, re.MULTILINE)


def names(requirements: Iterable[tuple[str, frozenset[str]]]) -> set[str]:
    """Return the names alone."""
    return {name for name, _ in requirements}


def project() -> dict[str, Any]:
    """Return the [project] table."""
    table: Any = pyproject()["project"]
    return dict(table)


def test_uv_lock_was_made_for_this_pyproject() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    assert locked(lock, "tallystick") == asked(project())


def test_every_locked_version_is_pinned_with_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock"):
        assert list(unpinned((ROOT / name).read_text("utf-8"))) == [], name


def test_the_requirements_locks_hold_what_uv_lock_holds() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    versions = {p["name"]: p["version"] for p in lock["package"] if p["name"] != "tallystick"}
    development = pins("requirements-dev.lock")
    assert development == versions
    assert pins("requirements.lock").items() <= development.items()
    shared = development.keys() & pins("requirements-build.lock").keys()
    assert all(pins("requirements-build.lock")[name] == development[name] for name in shared)


def test_every_dependency_has_its_reason_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "dependencies.md").read_text("utf-8")
    build = {normal(line) for line in pyproject()["build-system"]["requires"]}  # type: ignore[index]
    assert sorted(reasons(page)) == sorted(names(asked(project()) | build))


def test_a_stale_lock_an_open_pin_and_a_missing_reason_are_caught() -> None:
    asking: dict[str, Any] = {
        "name": "t",
        "dependencies": ["rich>=15", "Py_YAML>=6,<7"],
        "optional-dependencies": {"dev": ["t[docs]", "ruff"]},
    }
    rows = [{"name": "rich", "specifier": ">=14"}, {"name": "py-yaml", "specifier": "<7,>=6"}]
    lock = {"package": [{"name": "t", "metadata": {"requires-dist": rows}}]}
    assert names(asked(asking) ^ locked(lock, "t")) == {"rich", "ruff"}
    good = "rich==15.0.0 \\\n    --hash=sha256:aa\n"
    assert list(unpinned(good + "ruff>=1\nyaml==6\n--index-url x\n")) == [
        "ruff>=1",
        "yaml==6",
        "--index-url x",
    ]
    assert reasons("| `rich` | Tables. |\n| `ruff` | |\n") == ["rich"]
