"""The file of weights: lines by tabs, clues in order, and what they were learnt from."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from bench.readouts.training.examples import PASSAGES, open_passages

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
    for group, clues in sorted(weights.rows.items()):
        for clue, row in sorted(clues.items()):
            worth = " ".join(f"{code}={weight}" for code, weight in row.items())
            lines.append(f"{group}\t{clue}\t{worth}")
    return "\n".join(lines) + "\n"
