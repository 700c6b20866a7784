"""What is published names no machine of ours and no package registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.architecture.source import ROOT, tracked_files

# Written in pieces: this file is published too.
HOSTS = [
    "pypi" + r"\.org",
    "pythonhosted" + r"\.org",
    "npmjs" + r"\.(?:org|com)",
    "crates" + r"\.io",
]
FOLDERS = [rf"(?<![\w.}}-])/{name}/" for name in ("work", "tmp", "root", "opt/pypi")]
LEAK = re.compile("|".join(HOSTS + FOLDERS))

# file → why it may name a registry; a line that is no longer needed fails.
EXEMPT = {"uv.lock": "uv's format names the public index and the address of every file"}


def leaks(text: str) -> Iterator[str]:
    """Yield each place that names a registry host or a folder of one machine."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := LEAK.search(line):
            yield f"line {number}: {found.group()}"


def _text(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data[:8000] else data.decode("utf-8", "replace")


def test_no_published_file_names_a_registry_or_a_machine() -> None:
    found = {
        str(path.relative_to(ROOT)): faults
        for path in tracked_files()
        if (faults := list(leaks(_text(path)))) and str(path.relative_to(ROOT)) not in EXEMPT
    }
    assert found == {}


def test_no_exemption_is_stale() -> None:
    assert [name for name in EXEMPT if not list(leaks(_text(ROOT / name)))] == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://" + "pypi" + ".org/simple",
        "open('/" + "work/main/x.csv')",
        "cd /" + "tmp/x",
        "registry.npm" + "js.org",
    ],
)
def test_a_registry_or_a_machine_path_is_caught(line: str) -> None:
    assert list(leaks(line))


@pytest.mark.parametrize(
    "line", ["docs/" + "work/", "https://example.org/a." + "work/", "frame" + "work/x"]
)
def test_an_ordinary_path_passes(line: str) -> None:
    assert not list(leaks(line))
