"""The import contracts of pyproject.toml hold, function-level imports included."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.source import ROOT, SRC

COMMAND = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package under `folder`, in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_rooms_import_only_what_lies_below_them() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("path", "text", "broken"),
    [
        ("kernel/late.py", "def f():\n    from tallystick.regions import models\n", "storeys"),
        ("web/shortcut.py", "import tallystick.cli\n", "storeys"),
        ("utils/__init__.py", "", "storeys"),
        ("regions/rules/tree.py", "import django\n", "rules are plain Python"),
        ("programme/pen.py", "from tallystick.journal import services\n", "one pen"),
        ("access/pen.py", "from tallystick.journal.services import post\n", "access seals"),
    ],
)
def test_a_planted_fault_is_caught(tmp_path: Path, path: str, text: str, broken: str) -> None:
    shutil.copytree(SRC, tmp_path / "src", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "src" / "tallystick" / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    if path.startswith("regions/rules"):
        (planted.parent / "__init__.py").touch()
        (planted.parent.parent / "rules.py").unlink(missing_ok=True)
    planted.write_text(text, "utf-8")
    result = lint(tmp_path)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert re.search(rf"{broken}.* BROKEN", said), said
    assert planted.stem in said or planted.parent.name in said
