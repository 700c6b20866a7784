"""The scripts run in any POSIX shell, and a required suite cannot be skipped in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.source import ROOT

SCRIPTS = ["bin/demo", "bin/test", "bin/check", "bin/lock", "bin/trust", "bin/setup.sh"]
SUITE = """
import pytest

def test_that_runs(): ...

@pytest.mark.skip(reason="no Chromium was found")
def test_a_page(): ...

@pytest.mark.skip(reason="the file is not here")
def test_a_file(): ...
"""


def parses(script: Path) -> bool:
    """Whether the system's POSIX shell can read a script."""
    sh = shutil.which("dash") or "/bin/sh"
    return not subprocess.run([sh, "-n", str(script)], capture_output=True, check=False).returncode  # noqa: S603 - reads, runs nothing


def run_suite(folder: Path, required: str) -> subprocess.CompletedProcess[str]:
    """Run the planted suite under our conftest with TALLYSTICK_REQUIRE set."""
    shutil.copy(ROOT / "tests" / "skips.py", folder / "conftest.py")
    (folder / "test_planted.py").write_text(SUITE, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider", "."],
        cwd=folder,
        env={**os.environ, "TALLYSTICK_REQUIRE": required, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_posix_and_can_be_started(name: str) -> None:
    path = ROOT / name
    assert parses(path)
    assert name.endswith(".sh") or os.access(path, os.X_OK)
    assert name.endswith(".sh") or path.read_text("utf-8").startswith("#!/bin/sh\n")


def test_a_script_that_is_not_posix_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.write_text("if [[ -n $x ]]; then (( y++ ))\n", "utf-8")
    assert not parses(planted)


def test_a_skip_is_printed_with_its_reason(tmp_path: Path) -> None:
    result = run_suite(tmp_path, "")
    assert result.returncode == 0, result.stdout
    assert "no Chromium was found" in result.stdout
    assert "1 passed, 2 skipped" in result.stdout


def test_a_skip_of_what_is_required_is_a_failure(tmp_path: Path) -> None:
    result = run_suite(tmp_path, "postgres,chromium")
    assert result.returncode == 1
    assert "required by TALLYSTICK_REQUIRE, but" in result.stdout
    assert "1 passed, 1 skipped, 1 error" in result.stdout


# Suites that bin/test looks for in one folder alone: elsewhere their mark would be run nowhere.
FOLDERS = {"e2e": "tests/web"}


def outside(mark: str, folder: str, files: list[Path]) -> list[Path]:
    """Return the files that bear a mark and do not lie in the folder of its suite."""
    return [
        path
        for path in files
        if f"mark.{mark}" in path.read_text("utf-8") and ROOT / folder not in path.parents
    ]


@pytest.mark.parametrize("mark", FOLDERS, ids=["pages"])
def test_a_suite_of_one_folder_has_no_test_elsewhere(mark: str) -> None:
    assert f" {mark} {FOLDERS[mark]}\n" in (ROOT / "bin/test").read_text("utf-8")
    assert outside(mark, FOLDERS[mark], sorted((ROOT / "tests").rglob("*.py"))) == []


def test_a_mark_in_another_folder_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "test_planted.py"
    planted.write_text("pytestmark = pytest.mark" + ".e2e\n", "utf-8")
    assert outside("e2e", "tests/web", [planted]) == [planted]
