"""A corrected file: what it says of each row, for those who put many entries right."""

from __future__ import annotations

from collections.abc import Mapping

from tallystick.entries.services import Report
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.excel.read_entries import read_workbook
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.kernel.text import folded


def corrected_reports(*, content: bytes, by: Actor) -> Mapping[str, Report]:
    """Return own reference → report of a corrected file, a workbook or a CSV file.

    Raises: Refused with every cell that is not in order.
    """
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        read = read_workbook(content, by=by)
        rows, problems = read.entries(), list(read.problems)
    else:
        rows, problems = read_entries(content)
    if problems:
        raise Refused(problems)
    return {folded(row.report.own_reference): row.report for row in rows}
