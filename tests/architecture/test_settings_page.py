"""Every setting an office can make stands in the operating guide, and no other."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT, SRC


def read_from_environment(text: str) -> set[str]:
    """Return the variables a settings file reads, with the prefix people type."""
    read = re.findall(r'(?:env\.\w+|_secret)\(\s*"([A-Z_]+)"', text)
    return {f"TALLYSTICK_{name}" for name in read}


def explained(page: str) -> set[str]:
    """Return the variables a page explains: the first cell of each table row."""
    return set(re.findall(r"^\| `(TALLYSTICK_\w+)` \|", page, re.MULTILINE))


def test_the_operating_guide_explains_every_setting_and_no_other() -> None:
    settings = (SRC / "tallystick" / "config" / "settings.py").read_text("utf-8")
    page = (ROOT / "docs" / "operate" / "index.md").read_text("utf-8")
    assert explained(page) == read_from_environment(settings)


def test_an_unexplained_setting_is_caught() -> None:
    settings = 'HOME = env.path("HOME")\nKEY = _secret("MASTER_KEY")\nHOSTS = env.list(\n  "HOSTS")'
    page = "| `TALLYSTICK_HOME` | folder | var |\n`TALLYSTICK_HOSTS` elsewhere\n"
    missing = read_from_environment(settings) - explained(page)
    assert missing == {"TALLYSTICK_MASTER_KEY", "TALLYSTICK_HOSTS"}
