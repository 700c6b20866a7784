"""Tables of what was learnt from labelled texts; the first line of each is a hash of these."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from importlib.resources import files


def learnt_rows(room: str, table: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a table that ships beside the modules of a room of extraction."""
    text = (files(f"tallystick.extraction.{room}") / table).read_text("utf-8")
    yield from csv.DictReader(text.splitlines()[1:])
