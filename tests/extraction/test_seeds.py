"""What a text is read as does not hang on the order in which a process keeps its sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

# Twice one name with two kinds of place, and both sides, posts and figures around them.
TEXTS = {
    "zh-Hans": "5月6日，长崎县议会议长田中一郎一行访问大连市。长崎市市长、长崎县知事在座谈会上"
    "签署协议，长崎与大连将互派120名教师，援助资金3.5亿元。",
    "en": "On May 6, a delegation from Guizhou led by Mayor Wang Lin visited Shenyang, Liaoning, "
    "and signed two agreements worth 300 million yuan with Anshan and Fushun.",
}
READ = """
import json, sys
from tallystick.extraction import read
print(json.dumps([repr(read(text, lang=lang)) for lang, text in json.load(sys.stdin).items()]))
"""


def _read_with(seed: str, folder: Path) -> list[str]:
    told = subprocess.run(  # noqa: S603 - our own Python, our own words
        [sys.executable, "-c", READ],
        input=json.dumps(TEXTS),
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[str] = json.loads(told.stdout)
    return answers


def test_every_seed_reads_the_same(tmp_path: Path) -> None:
    first, *others = (_read_with(seed, tmp_path) for seed in ("0", "1", "2", "3"))
    assert all(len(answer) > 300 for answer in first)
    assert others == [first, first, first]
