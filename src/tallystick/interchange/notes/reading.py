"""One report as a small YAML file: the words of the entries CSV, amounts as a list.

```yaml
pairing: dalian-liupanshui
side: supported
region: cn-520281
partner: cn-210200
pipeline: funds
move: received>allocated
on: 2019-04-15
amounts:
  - {unit: CNY, amount: 60000000, payer_level: province, budget_year: 2019, use: industry}
record: {payer: Liaoning Province}
```
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from tallystick.entries.rules.reports import Report
from tallystick.interchange.sheets.entries import REQUIRED, check_entries
from tallystick.interchange.sheets.rows import Row, Table
from tallystick.interchange.sheets.vocabulary import shipped
from tallystick.kernel.problem import Problem, Refused

HEAD = (
    "entry", "pairing", "side", "region", "partner", "pipeline", "move", "statement", "on",
    "thing", "title", "title_zh", "reason",
)  # fmt: skip
KEYS = (*HEAD, "amounts", "record")
SIDE, STATEMENT = "supported", "itemised"


@dataclass(frozen=True)
class Note:
    """What a file says: its report, and what of it could not be read."""

    report: Report
    unread: Sequence[Problem] = field(default_factory=tuple)


def read_note(text: str) -> Note:
    """Return the report of a file, through the engine that checks any sheet's rows.

    Raises: Refused with every fault: `amounts` row 1 is the first amount.

    >>> read_note("pairing: [")
    Traceback (most recent call last):
    tallystick.kernel.problem.Refused: This is no YAML file of one report. Write keys and values ...
    """
    said = _mapping(text)
    unknown = [
        Problem("note-unknown-key", str(k), {"keys": ", ".join(KEYS)}, str(k))
        for k in said.keys() - set(KEYS)
    ]
    table = Table((), tuple(_rows(said)))
    found, problems = check_entries(table, vocabulary=shipped())
    if unknown or problems or not found:
        raise Refused([*unknown, *problems] or [Problem("note-unreadable")])
    report = found[0].report
    return Note(report)


def _mapping(text: str) -> Mapping[str, Any]:
    try:
        # Texts only: YAML would turn the key `on` and the word yes into truth values.
        said = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (it makes nothing but text)
    except yaml.YAMLError as fault:
        raise Refused.of("note-unreadable") from fault
    if not isinstance(said, dict):
        raise Refused.of("note-unreadable")
    return said


def _rows(said: Mapping[str, Any]) -> list[Row]:
    head = {"side": SIDE, "statement": STATEMENT, "entry": "note"}
    head |= {name: _text(said[name]) for name in HEAD if name in said}
    record = said.get("record")
    if isinstance(record, dict):
        head |= {f"record.{name}": _text(value) for name, value in record.items()}
    amounts = said.get("amounts")
    lines = amounts if isinstance(amounts, list) else [amounts]
    return [
        Row(n, {**dict.fromkeys(REQUIRED, ""), **head, **_line(line)})
        for n, line in enumerate(lines, 1)
    ]


def _line(line: Any) -> dict[str, str]:
    return {str(k): _text(v) for k, v in line.items()} if isinstance(line, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
