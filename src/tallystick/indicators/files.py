"""Write files so that a reader sees the old one or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; two writers at once leave one of both contents."""

    def fill(aside: Path) -> str:
        aside.write_bytes(content)
        return path.name

    write_aside(path.parent, fill)


def write_aside(folder: Path, fill: Callable[[Path], str]) -> Path:
    """Let `fill` write a file under a passing name, then move it to the name it returns."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{secrets.token_hex(8)}"
    try:
        made = folder / fill(aside)
        os.replace(aside, made)
    finally:
        aside.unlink(missing_ok=True)
    return made
