"""Rows on their way into the database: many at once, in the columns of their models."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from tallystick.access.models import Act
from tallystick.entries.models import (
    Entry,
    EntryAct,
    EntryLine,
    EntryPosting,
)
from tallystick.programme.models import Thing

# In this order each row stands after what it points to.
ORDER: tuple[type[Model], ...] = (
    Thing, Entry, EntryLine, EntryAct, EntryPosting, Act,
)  # fmt: skip


class Sheet:
    """Rows by model, written when there are many; SQLite alone."""

    def __init__(self) -> None:
        self.rows: dict[type[Model], list[Mapping[str, Any]]] = defaultdict(list)

    def add(self, model: type[Model], **row: Any) -> None:
        """Put a row on the sheet, by the names of its columns."""
        self.rows[model].append(row)

    def write(self) -> None:
        """Write all rows and begin anew."""
        with connection.cursor() as cursor:
            for model in ORDER:
                if rows := self.rows.pop(model, []):
                    names = list(rows[0])
                    columns = ", ".join(f'"{name}"' for name in names)
                    marks = ", ".join(["%s"] * len(names))
                    cursor.executemany(
                        f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})",  # noqa: S608 (our own names)
                        [[_plain(row[name]) for name in names] for row in rows],
                    )

    def __len__(self) -> int:
        return len(self.rows[Entry])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
