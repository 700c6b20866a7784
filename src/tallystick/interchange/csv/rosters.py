"""A roster into keyed hashes, on the machine where roster and key lie; nothing of it is kept.

The same person has the same key for ever under one county's key, and nobody without that key can
tell whose it is. Another county's key gives other hashes: nobody is counted once across counties.
Source: docs/method/workers.md.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from tallystick.interchange.csv.table import read_table
from tallystick.kernel.problem import Problem, Refused

SHORTEST_KEY = 32
_PURPOSE = b"tallystick.worker\x00"


@dataclass(frozen=True)
class RosterKeys:
    """What may leave the county: one key a person, how many rows there were, the roster's hash."""

    keys: tuple[str, ...]
    rows: int
    sha256: str


def worker_key(person: str, key: bytes) -> str:
    """Return a person's pseudonym, a code that a thing of the pipeline `placement` may bear.

    >>> worker_key("520200 19900101 123x", b"k" * 32) == worker_key("52020019900101123X", b"k" * 32)
    True
    """
    same = "".join(unicodedata.normalize("NFKC", person).upper().split())
    return "w-" + hmac.new(key, _PURPOSE + same.encode(), hashlib.sha256).hexdigest()[:32]


def keys_of(roster: bytes, *, column: str, key: bytes) -> RosterKeys:
    """Return the keys of a CSV roster, each person once, sorted so that the order tells nothing.

    Raises: Refused for a key that is too short, and with every row that names nobody.
    """
    if len(key) < SHORTEST_KEY:
        raise Refused.of("worker-key-short", path="key_file", shortest=SHORTEST_KEY)
    table = read_table(roster, required=(column.lower(),))
    problems = list(table.problems)
    # What stands in the cell is never repeated: a sentence of refusal may be printed or mailed.
    problems += [
        row.at(column, Problem("cell-empty")) for row in table.rows if not row[column.lower()]
    ]
    if problems:
        raise Refused(problems)
    keys = {worker_key(row[column.lower()], key) for row in table.rows}
    return RosterKeys(tuple(sorted(keys)), len(table.rows), hashlib.sha256(roster).hexdigest())


def make_key(path: Path) -> bytes:
    """Write a new key that only its owner may read; one that is there is never replaced.

    Raises: Refused when the file exists, or cannot be written where it shall lie.
    """
    key = secrets.token_hex(SHORTEST_KEY).encode()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as there:
        raise Refused.of("worker-key-there", path="key_file", value=path.name) from there
    except OSError as fault:
        raise Refused.of("worker-key-unwritten", path="key_file", value=str(path)) from fault
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return key


def read_key(path: Path) -> bytes:
    """Return the county's key.

    Raises: Refused when there is no such file, or it may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refused.of("worker-key-unread", path="key_file", value=str(path)) from fault
