"""Reads a workbook in a process of its own, bounded in memory and time.

Run as a module: bytes in, JSON out. What breaks or swells there takes nothing else with it.
It imports nothing of ours, so that it starts in a blink.
"""

from __future__ import annotations

import datetime
import json
import resource
import sys
from io import BytesIO
from typing import Any

MEMORY, SECONDS = 1_500_000_000, 30


def told(value: Any) -> Any:
    """Return a cell as JSON can say it; days as [kind, text]."""
    if isinstance(value, datetime.datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, datetime.time):
        return ["time", value.isoformat()]
    if isinstance(value, datetime.timedelta):
        return ["span", value.total_seconds()]
    return value


def main() -> int:
    """Read a workbook from standard input and write its cells to standard output."""
    import python_calamine

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        book = python_calamine.load_workbook(BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for sheet in book.sheets_metadata:
            if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            cells = book.get_sheet_by_name(sheet.name)
            rows = cells.to_python(skip_empty_area=False)
            sheets.append(
                {
                    "name": sheet.name,
                    "visible": str(sheet.visible).rsplit(".", 1)[-1],
                    "rows": [[told(value) for value in row] for row in rows],
                    "merged": cells.merged_cell_ranges or [],
                }
            )
    except python_calamine.PasswordError:
        json.dump({"fault": "encrypted"}, sys.stdout)
        return 1
    except (python_calamine.CalamineError, MemoryError, ValueError, OSError):
        json.dump({"fault": "damaged"}, sys.stdout)
        return 1
    json.dump({"sheets": sheets}, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
