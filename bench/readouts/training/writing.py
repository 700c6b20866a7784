"""The file of weights: lines by tabs, clues in order, and what they were learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from bench.readouts.training.examples import PASSAGES, open_passages

from tallystick.extraction.figures.traits import as_written
from tallystick.extraction.figures.weights import AGREED, ALONE, Weights


def data_hash(folder: Path = PASSAGES) -> str:
    """Return the SHA-256 of all that is learnt from: open announcements, labels, passages."""
    found = sha256()
    for passage in open_passages():
        found.update(
            repr((passage.name, passage.text, sorted(passage.codes.items(), key=str))).encode()
        )
    for path in sorted(folder.glob("*.txt")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def written(weights: Weights, made_from: str) -> str:
    """Return weights as their file."""
    lines = [
        f"#made\t{made_from}",
        "\t".join(("#code", *weights.codes)),
        *(f"#kind\t{kind}\t{' '.join(map(str, may))}" for kind, may in weights.allowed.items()),
        *(
            f"#rate\t{AGREED if agreed else ALONE}\t{lead}\t{percent}"
            for agreed, rates in weights.rates.items()
            for lead, percent in rates
        ),
    ]
    traits = weights.traits
    for start, says in zip(traits.starts, traits.says, strict=True):
        lines.append(f"#trait\t{start}\t{_worth(says)}")
    for group in sorted({*weights.rows, *traits.rows}):
        rows, heard = weights.rows.get(group, {}), traits.rows.get(group, {})
        for clue in sorted({*rows, *heard}):
            line = f"{group}\t{clue}\t{_worth(rows.get(clue, {}))}"
            lines.append(line + (f"\t{as_written(heard[clue])}" if clue in heard else ""))
    return "\n".join(lines) + "\n"


def _worth(row: Mapping[int, int]) -> str:
    return " ".join(f"{code}={weight}" for code, weight in row.items())
