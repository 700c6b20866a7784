"""The columns of exported lines, and how rows become such a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from tallystick.indicators.engines.arrow import Table, pa
from tallystick.programme.rules.pipelines import dimensions

# Texts repeat, so they are kept once each; a transaction's id is sixteen bytes.
_TEXT = pa.dictionary(pa.int32(), pa.string())
_ID = pa.binary(16)

FIXED: tuple[tuple[str, Any], ...] = (
    ("book", _TEXT),
    ("seq", pa.int64()),
    ("n", pa.int32()),
    ("transaction", _ID),
    ("valid_from", pa.date32()),
    ("recorded_at", pa.timestamp("us", tz="UTC")),
    ("kind", _TEXT),
    ("reverses", _ID),
    ("pipeline", _TEXT),
    ("from", _TEXT),
    ("to", _TEXT),
    ("unit", _TEXT),
    ("region", _TEXT),
    ("partner", _TEXT),
    ("cell", _TEXT),
    ("note", _TEXT),
    ("subject", _TEXT),
    ("amount", pa.int64()),
    ("one_sided", pa.bool_()),
)


def code_column(dimension: str) -> str:
    """Return the column that holds the codes of a dimension, wherever a pipeline keeps or notes it.

    >>> code_column("use")
    'code_use'
    """
    return f"code_{dimension}"


def code_columns() -> tuple[str, ...]:
    """Return one column name a dimension, in the order of the registry."""
    return tuple(code_column(dimension) for dimension in dimensions())


def line_schema() -> Any:
    """Return the schema of a part: one row a line, sorted by seq and n."""
    return pa.schema([*FIXED, *((name, _TEXT) for name in code_columns())])


@lru_cache(maxsize=65536)
def codes_of(cell: str, note: str) -> Mapping[str, str]:
    """Return dimension column → code, of what a line keeps and notes.

    >>> codes_of('{"budget_year":"2019"}', '{"use":"industry"}')
    {'code_budget_year': '2019', 'code_use': 'industry'}
    """
    return {code_column(k): v for k, v in {**json.loads(cell), **json.loads(note)}.items()}


def line_table(values: Mapping[str, Sequence[Any]]) -> Table:
    """Return lines as a table in the schema of a part, from one sequence of values a column.

    Shape: ids as 36-character text; `from` and `to` are handed in as `source` and `target`, the
    way the journal and the entries name them. No columns at all make a table without rows.
    """
    made = {name: _column(kind, values.get(_HANDED_IN.get(name, name), ())) for name, kind in FIXED}
    pairs = zip(values.get("cell", ()), values.get("note", ()), strict=True)
    codes = [codes_of(cell, note) for cell, note in pairs]
    for name in code_columns():
        made[name] = _column(_TEXT, [said.get(name) for said in codes])
    return pa.table(made, schema=line_schema())


_HANDED_IN = {"from": "source", "to": "target"}
# What the journal and the entries call the fixed columns.
LINE_NAMES = tuple(_HANDED_IN.get(name, name) for name, _ in FIXED)


def _column(kind: Any, values: Sequence[Any]) -> Any:
    if kind == _ID:
        values = [value and id_bytes(value) for value in values]
    if kind == _TEXT:
        return pa.array(values, pa.string()).dictionary_encode()
    return pa.array(values, kind)


def open_table(lines: Sequence[Mapping[str, Any]]) -> Table:
    """Return unposted lines as a table with their `state` behind the columns of a part."""
    table = line_table({name: [line.get(name) for line in lines] for name in LINE_NAMES})
    state = pa.array([line["state"] for line in lines], pa.string())
    return table.append_column("state", state)


def no_lines() -> Table:
    """Return what stands in where nothing waits."""
    return open_table(())


def id_bytes(text: str) -> bytes:
    """Return a 36-character id as the sixteen bytes it is kept in.

    >>> id_text(id_bytes("01890000-0000-7000-8000-000000000000"))
    '01890000-0000-7000-8000-000000000000'
    """
    return bytes.fromhex(text.replace("-", ""))


def id_text(raw: bytes | None) -> str | None:
    """Return sixteen bytes as the 36-character id they stand for.

    >>> id_text(bytes(16))
    '00000000-0000-0000-0000-000000000000'
    """
    if raw is None:
        return None
    text = bytes(raw).hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
