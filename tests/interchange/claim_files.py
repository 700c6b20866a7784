"""Small files of published figures; all figures and addresses are invented."""

from __future__ import annotations

import csv
import io

UNITS = {"FS_GOV_FUND": "CNY", "LC_TOTAL": "person", "FS_DISBURSE_RATE": "percent"}

ROW = {
    "supporting_region": "Dalian",
    "supported_region": "Liupanshui",
    "level": "city",
    "indicator_code": "FS_GOV_FUND",
    "period_start": "2019-01-01",
    "period_end": "2019-12-31",
    "as_of": "2019-12-31",
    "value_as_printed": "3244万元",
    "value": "32440000",
    "unit": "CNY",
    "cumulative": "n",
    "url": "https://example.org/1",
    "context_own_words": "invented",
    "status": "actual",
    "breakdown": "",
    "source_kind": "official",
    "flag": "",
}


def claims_csv(*rows: dict[str, str], delimiter: str = ",", drop: tuple[str, ...] = ()) -> bytes:
    """Write rows that differ from the sample in what is given."""
    out = io.StringIO()
    made = [{**ROW, **row} for row in rows]
    columns = [name for name in dict.fromkeys(k for row in made for k in row) if name not in drop]
    writer = csv.DictWriter(out, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(made)
    return out.getvalue().encode()
