"""How many cases a suite of trust ran: told at the end of the run, whatever ran them."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

# marker → what one case of it is called
CASES = {"totals": "checks", "model": "seeds", "matrix": "requests"}
# A test that stands for many cases says how many: record_property("cases", 250).
PROPERTY = "cases"
PRODUCT = Path(__file__).parents[1] / "src" / "tallystick"
# The first seed of a run, told at its end. It follows from the product's own text: whoever changes
# the product plays years nobody has played before, and a run that fails fails again.
SEED = "TALLYSTICK_MODEL_SEED"


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seeds of this run before any worker starts."""
    os.environ.setdefault(SEED, str(seed_of(PRODUCT)))


def seed_of(folder: Path) -> int:
    """Return a thousandfold number that stands for the text of a folder's Python files."""
    text = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        text.update(file.read_bytes())
    return int.from_bytes(text.digest()[:4], "big") % 10**6 * 1000


def count(reports: Iterable[Any]) -> Counter[str]:
    """Return marker → cases of the tests that passed; a test counts as one unless it says more."""
    found: Counter[str] = Counter()
    for report in reports:
        said = [value for name, value in report.user_properties if name == PROPERTY]
        for marker in CASES.keys() & report.keywords.keys():
            found[marker] += sum(said) if said else 1
    return found


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print one line a suite."""
    passed = [r for r in terminalreporter.stats.get("passed", []) if r.when == "call"]
    for marker, n in sorted(count(passed).items()):
        more = f", from seed {os.environ[SEED]} on" if marker == "model" else ""
        terminalreporter.write_line(f"{marker}: {n:,} {CASES[marker]} passed{more}")
