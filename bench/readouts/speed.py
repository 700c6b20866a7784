"""How fast announcements are read, on one core, beside one plain pass over the same texts.

    .venv/bin/python -m bench.readouts.speed [--texts FOLDER] [--rounds N]

A machine that does other work reads slower and passes slower alike: the ratio of the two, measured
turn by turn in one run, is what is compared from day to day. Texts held back are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.readouts.score import HERE, held_back

from tallystick.extraction import read
from tallystick.regions.rules.shipped import shipped_names

# What any reader has to do at least: look at each word, each number and each mark once.
PLAIN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|[\u3400-\u9fff]|\S")
# Announcements a second on one core that the product promises, for texts of a thousand signs.
PROMISED = 300

Text = dict[str, Any]


def texts_of(folder: Path) -> list[Text]:
    """Return the announcements of a folder that are not held back."""
    return [
        json.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob("*.json"))
        if not held_back(path.stem)
    ]


def passed(texts: list[Text]) -> None:
    """Look at each sign once."""
    for one in texts:
        PLAIN.findall(one["text"])


def read_all(texts: list[Text]) -> None:
    """Read each announcement."""
    places = shipped_names()
    for one in texts:
        read(one["text"], published=one.get("published"), gazetteer=places)


def seconds(work: Callable[[list[Text]], None], texts: list[Text]) -> float:
    """Return the seconds of processor that a piece of work takes."""
    began = time.process_time()
    work(texts)
    return time.process_time() - began


def main() -> int:
    """Measure; return 1 when there is nothing to read or it is slower than promised."""
    words = argparse.ArgumentParser(prog="bench.readouts.speed")
    words.add_argument("--texts", type=Path, default=HERE / "texts")
    words.add_argument("--rounds", type=int, default=5)
    given = words.parse_args()
    texts = texts_of(given.texts)
    if not texts:
        return 1
    read_all(texts)  # tables and patterns are made at the first text
    rounds = [(seconds(read_all, texts), seconds(passed, texts)) for _ in range(given.rounds)]
    best = min(reading for reading, _ in rounds)
    signs = sum(len(one["text"]) for one in texts)
    rows = {
        "texts": len(texts),
        "signs a text": signs // len(texts),
        "texts a second": round(len(texts) / best),
        "texts of 1,000 signs a second": round(signs / 1000 / best),
        "times a plain pass": round(median(reading / plain for reading, plain in rounds)),
        "slowest of its length": _slowest(texts),
    }
    for name, value in rows.items():
        sys.stdout.write(f"{name}\t{value}\n")
    return 0 if signs / 1000 / best >= PROMISED else 1


def _slowest(texts: list[Text]) -> str:
    """Return the text that takes longest for a thousand signs, and how long in milliseconds."""
    took = [
        (min(seconds(read_all, [one]) for _ in range(3)) / len(one["text"]), one["id"])
        for one in texts
        if one["text"]
    ]
    slowest, name = max(took)
    return f"{name}: {slowest * 1_000_000:.1f} ms a thousand signs"


if __name__ == "__main__":
    raise SystemExit(main())
